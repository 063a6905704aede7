"""Reports as rows: what a cell holds now, who receives a report, and what is repeated of its case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.models import Organisation
from citycircle.core.messages import Text
from citycircle.core.quantities import NotANumber, UnknownUnit, decimal_of
from citycircle.mechanisms.cases.case import Case
from citycircle.mechanisms.reports.cells import MONTHLY, Field, Merging, first_submitted
from citycircle.mechanisms.reports.figures import Measure
from citycircle.mechanisms.reports.questions import Draft
from citycircle.records.cases.models import CaseRecord
from citycircle.records.cases.taking import Move, take, take_many
from citycircle.records.month.errors import MovedOn
from citycircle.records.month.models import Entry, Part, Report, ReportForm
from citycircle.records.month.parts import office_of

OWN_HANDS = ("blank", "filling", "checking", "signing", "returned")
"""States in which the organisation itself has the report."""
WITH_RECEIVER = ("submitted", "reviewing")
SETTLED = ("accepted", "compiled", "published", "locked", "excused", "missing")
_AT_ONCE = 500
_MERGING: Mapping[str, Merging] = {"number": "sum", "sum": "sum", "share": "agree", "agree": "agree"}


def fields_of(form: ReportForm | None) -> tuple[Field, ...]:
    """The fields of a form; without one, those of the common monthly form."""
    if form is None:
        return MONTHLY
    return tuple(
        Field(
            str(each["key"]),
            Text(str(each.get("title", each["key"])), str(each.get("title_en") or each.get("title", each["key"]))),
            _MERGING.get(str(each.get("kind", "")), "text"),
            str(each.get("unit", "")),
            carries=bool(each.get("carries", True)),
            required=bool(each.get("required", False)),
        )
        for each in form.fields
    )


def current(report: Report) -> dict[str, Entry]:
    """The value that each cell holds now: the row with the highest number."""
    rows = Entry.objects.filter(report=report, target=None).order_by("field", "number")
    return {row.field: row for row in rows}


def current_of(reports: Iterable[Report]) -> dict[int, dict[str, str]]:
    """The words of every cell of several reports, by report: one query for every 500."""
    found: dict[int, dict[str, str]] = {}
    numbers = [report.pk for report in reports]
    for start in range(0, len(numbers), _AT_ONCE):
        rows = Entry.objects.filter(report__in=numbers[start : start + _AT_ONCE], target=None)
        ordered = rows.order_by("report_id", "field", "number").values_list("report_id", "field", "words")
        for report, field, words in ordered:
            found.setdefault(report, {})[field] = words
    return found


def report_before(report: Report) -> Report | None:
    """The report of the month before on the same part, by this organisation or one that it succeeded."""
    rows = Report.objects.filter(part=report.part_id, month__lt=report.month, into__isnull=report.into_id is None)
    same = rows.filter(organisation__in=[report.organisation_id, *_predecessors(report.organisation)])
    return same.order_by("-month").first()


def _predecessors(organisation: Organisation) -> list[int]:
    return list(Organisation.objects.filter(successor=organisation).values_list("pk", flat=True))


def receiver_of(report: Report) -> Organisation:
    """Who receives a report: the lead of the part for its partners' reports, the office for the lead's own."""
    part = report.part
    likely = part.organisation if report.into_id else office_of(part.task, part.organisation)
    code = report.case.parties["receiver"] if report.case else likely.code
    return likely if likely.code == code else Organisation.objects.get(code=code)


def written(report: Report, field: str, words: str, number: int, ground: Ground) -> Entry:
    """A value of a cell as a row, not yet saved; its number is kept beside the words where it is one."""
    return Entry(
        report=report, field=field, number=number, words=words, value=number_in(words),
        entered_by_id=ground.by.person, entered_at=ground.at,
    )  # fmt: skip


def number_in(words: str) -> Decimal | None:
    """The number that a cell holds, None where it holds words."""
    try:
        return decimal_of(words) if words.strip() else None
    except (NotANumber, UnknownUnit):
        return None


def locked_row(report: Report, seen: int) -> Report:
    """The report with what its steps need, held until the act is over. Raises MovedOn for an old page."""
    rows = Report.objects.select_related(
        "part__task__plan__organisation", "part__organisation__city", "organisation__city", "case", "form"
    )
    row = rows.select_for_update(of=("self",)).get(pk=report.pk)
    if row.version != seen:
        raise MovedOn(thing=row)
    return row


def step_report(ground: Ground, report: Report, move: Move, **more: Any) -> Case:
    """Let a step happen to the case of a report and repeat it in its row. Raises NotAllowedNow and the like."""
    record = CaseRecord.objects.select_for_update().get(report=report)
    case = take(ground, record, move)
    ground.change(report, **_repeated(ground, report, case, [move]), **more)
    report.case = record
    return case


def step_reports(ground: Ground, wanted: Sequence[tuple[Report, Sequence[Move]]]) -> None:
    """Let steps happen to many reports whose rows the caller has locked, in few statements. Raises as `step_report`."""
    moved = [(report, moves) for report, moves in wanted if moves]
    records: dict[int | None, CaseRecord] = {}
    for start in range(0, len(moved), _AT_ONCE):
        numbers = [report.case_id for report, _ in moved[start : start + _AT_ONCE] if report.case_id]
        held = CaseRecord.objects.select_for_update(of=("self",)).select_related("holder")
        records |= {row.pk: row for row in held.filter(pk__in=numbers).order_by("pk")}
    cases = take_many(ground, [(records[report.case_id], moves) for report, moves in moved])
    ground.change_many([
        (report, _repeated(ground, report, case, moves))
        for (report, moves), case in zip(moved, cases, strict=True)
    ])  # fmt: skip
    for report, _ in moved:
        report.case = records[report.case_id]


def _repeated(ground: Ground, report: Report, case: Case, moves: Sequence[Move]) -> dict[str, Any]:
    """What a report repeats of its case after these steps."""
    values: dict[str, Any] = {"state": case.state}
    if report.submitted_at is None and first_submitted(case):
        values["submitted_at"] = ground.at
    if case.state == "locked" and report.locked_at is None:
        values["locked_at"] = ground.at
    if {move.step for move in moves} & {"grant_exception", "ask_after_all"}:
        values["due"] = case.due
    return values


def draft_of(report: Report, *, no_change: bool = False) -> Draft:
    """What is about to be sent, beside last month's, for the questions before sending."""
    now = {field: entry.words for field, entry in current(report).items()}
    before = report_before(report)
    then = {field: entry.words for field, entry in current(before).items()} if before else {}
    return Draft(
        month=f"{report.month:%Y-%m}",
        progress=now.get("progress", ""),
        next_step=now.get("next_step", ""),
        last_progress=then.get("progress", ""),
        measures=tuple(_measures(report, now, then)),
        no_changes=report.unchanged_run,
        no_change=no_change,
    )


def _measures(report: Report, now: Mapping[str, str], then: Mapping[str, str]) -> Iterable[Measure]:
    targets = list(report.part.task.targets.all()[:2])
    only = targets[0] if len(targets) == 1 else None
    for field in fields_of(report.form):
        value = number_in(now.get(field.name, ""))
        if value is None or field.merging == "text":
            continue
        kind = "share" if field.unit == "%" else "total"
        unit = field.unit or (only.unit if only else "")
        target = only.value if only and field.name == "total" else None
        yield Measure(field.title.zh, unit, value, number_in(then.get(field.name, "")),
                      "share" if kind == "share" else "total", target)  # fmt: skip


def lead_reports(office: Organisation) -> QuerySet[Report]:
    """The leads' reports that an office receives: those of its city, or of what belongs to no city."""
    rows = Report.objects.filter(into=None, city=office.city_id)
    return rows if office.city_id is not None else rows.filter(part__task__plan__organisation=office)


def parts_of_office(office: Organisation) -> QuerySet[Part]:
    """The parts that an office reviews."""
    if office.city_id is not None:
        return Part.objects.filter(city=office.city_id)
    return Part.objects.filter(city=None, task__plan__organisation=office)
