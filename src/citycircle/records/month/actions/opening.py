"""Opening a month: the reports that it expects, prefilled, for whoever carries the duty on the day of the report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar, NamedTuple

from citycircle.accounts.actions.base import Action
from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.models import Organisation, Post
from citycircle.accounts.register import register
from citycircle.accounts.rights import Place, Right
from citycircle.accounts.roles import Role
from citycircle.core.messages import Text
from citycircle.core.terms import day_of
from citycircle.mechanisms.cases.case import Case
from citycircle.mechanisms.reports.cells import filing_facts
from citycircle.mechanisms.reports.expected import Duty, Month, Node, expected_reports
from citycircle.mechanisms.reports.report import NAME
from citycircle.records.cases.models import CaseRecord
from citycircle.records.cases.own_clocks import Kept, own_clocks
from citycircle.records.cases.taking import filed, first_event
from citycircle.records.month.deadlines import deadline_of
from citycircle.records.month.errors import OpenedForAnotherDay
from citycircle.records.month.models import Entry, Part, Report, ReportForm
from citycircle.records.month.parts import OPEN_STATES, office_of
from citycircle.records.month.reports import current_of, fields_of, number_in, parts_of_office
from citycircle.records.month.rights import REVIEWS
from citycircle.records.plans.models import Duty as DutyRow
from citycircle.records.plans.models import DutyKind, Milestone


class Opened(NamedTuple):
    """How many reports a month opened, and which duties the office has to decide on first."""

    reports: int
    month: Month


class _Wanted(NamedTuple):
    part: Part
    organisation: Organisation
    lead: bool
    section: bool


@dataclass(frozen=True, kw_only=True)
class OpenMonth(Action[Opened]):
    """Open the reports of a month for the parts that an office reviews; what is open already stays as it is."""

    name: ClassVar[str] = "month.open"
    title: ClassVar[Text] = Text("开启月报", "Open a month")
    who: ClassVar[Right] = REVIEWS

    office: Organisation
    month: date
    due: date
    form: ReportForm | None = None

    def subject(self) -> Organisation:
        return self.office

    def place(self) -> Place:
        return self.office.place

    def perform(self, ground: Ground) -> Opened:
        """Raises OpenedForAnotherDay where the office's link in the chain of deadlines names another day."""
        first = self.month.replace(day=1)
        link = deadline_of(self.office, first)
        if link is not None and link.due != self.due:
            raise OpenedForAnotherDay(month=f"{first:%Y-%m}", opened=link.due, due=self.due)
        parts = {part.pk: part for part in _open_parts(self.office)}
        found = expected_reports(list(_duties(parts.values())), f"{first:%Y-%m}", self.due, register())
        known = Organisation.objects.select_related("city").in_bulk(
            {each.organisation for each in found.expected}, field_name="code"
        )
        sections = _with_section(known.values(), ground.day)
        there = set(Report.objects.filter(part__in=parts, month=first).values_list("part_id", "organisation_id"))
        wanted = []
        for each in found.expected:
            part, organisation = parts[int(each.task)], known[each.organisation]
            if (part.pk, organisation.pk) not in there:
                lead = part.organisation.code in each.owed_by
                wanted.append(_Wanted(part, organisation, lead, organisation.pk in sections))
        leads = [each for each in wanted if each.lead]
        partners = [each for each in wanted if not each.lead]
        made = self._open(ground, first, leads, {})
        into = {report.part_id: report for report in Report.objects.filter(part__in=parts, month=first, into=None)}
        made += self._open(ground, first, partners, into)
        return Opened(made, found)

    def _open(self, ground: Ground, month: date, wanted: list[_Wanted], into: dict[int, Report]) -> int:
        """Save cases, events, reports and prefilled cells of many reports, each kind in one statement."""
        last = _last_month(wanted, month)
        cells = current_of(last.values())
        own = own_clocks(NAME, day_of(ground.at))
        rows: list[tuple[CaseRecord, Case, Report, dict[str, str]]] = []
        for each in wanted:
            before = last.get((each.part.pk, each.organisation.pk, each.lead))
            rows.append(self._row(ground, month, each, before, cells.get(before.pk, {}) if before else {}, into, own))
        ground.create_in_bulk([record for record, *_ in rows])
        ground.create_in_bulk([first_event(ground, record, case) for record, case, *_ in rows])
        reports = []
        for record, _, report, _ in rows:
            report.case = record
            reports.append(report)
        ground.create_in_bulk(reports)
        ground.create_in_bulk(list(_prefilled(ground, rows)))
        return len(reports)

    def _row(  # noqa: PLR0917  (private)
        self, ground: Ground, month: date, wanted: _Wanted, before: Report | None, cells: dict[str, str],
        into: dict[int, Report], own: Kept,
    ) -> tuple[CaseRecord, Case, Report, dict[str, str]]:  # fmt: skip
        part, organisation = wanted.part, wanted.organisation
        office = office_of(part.task, part.organisation)
        receiver = office if wanted.lead else part.organisation
        run = _run(before, month)
        facts: dict[str, Any] = filing_facts(
            fields_of(self.form), cells, month=f"{month:%Y-%m}", form=self.form.name if self.form else "月报",
            agreed_date=self.due.isoformat(), task=part.task.code, no_changes=run,
            section_checks=wanted.section,
        )  # fmt: skip
        parties = dict.fromkeys(("clerk", "section", "head"), organisation)
        parties |= {"receiver": receiver, "approver": office}
        about = f"{part.task} {month:%Y-%m} {organisation}"
        record, case = filed(NAME, about, receiver, parties=parties, facts=facts, at=ground.at, other=organisation,
                             own=own)  # fmt: skip
        report = Report(
            part=part, form=self.form, organisation=organisation, city=organisation.city, month=month,
            into=None if wanted.lead else into.get(part.pk), state=case.state, due=self.due, opened_at=ground.at,
            unchanged_run=run,
        )  # fmt: skip
        return record, case, report, dict(facts["cells"])


def _open_parts(office: Organisation) -> Iterable[Part]:
    rows = parts_of_office(office).filter(state__in=OPEN_STATES)
    return rows.select_related("task__plan__organisation", "organisation__city", "case")


def _duties(parts: Iterable[Part]) -> Iterator[Duty]:
    """A duty of the lead of every part, and one of each partner that stands behind it."""
    several = list(parts)
    nodes = _nodes(several)
    partners = _partners(several)
    for part in several:
        since = day_of(part.case.opened_at) if part.case else date.min
        own = nodes.get(part.task_id, ())
        for code in (part.organisation.code, *partners.get(part.pk, ())):
            yield Duty(str(part.pk), code, since, long=bool(own), nodes=own)


def _nodes(parts: list[Part]) -> dict[int, tuple[Node, ...]]:
    """The nodes of long-cycle tasks: those of plans over several years that have dated milestones."""
    found: dict[int, tuple[Node, ...]] = {}
    long = [part.task_id for part in parts if (part.task.plan.year_to or 0) > (part.task.plan.year_from or 9999)]
    for row in Milestone.objects.filter(task__in=long, baseline_on__isnull=False).order_by("baseline_on"):
        node = Node(f"{row.baseline_on:%Y-%m}", row.actual_on)
        found[row.task_id or 0] = (*found.get(row.task_id or 0, ()), node)
    return found


def _partners(parts: list[Part]) -> dict[int, tuple[str, ...]]:
    """Responsible organisations by the part they report into: that of their own city, else the first of the task."""
    of_task: dict[int, list[Part]] = {}
    for part in parts:
        of_task.setdefault(part.task_id, []).append(part)
    found: dict[int, tuple[str, ...]] = {}
    rows = DutyRow.objects.filter(task__in=of_task, kind=DutyKind.RESPONSIBLE, organisation__isnull=False)
    for row in rows.select_related("organisation").order_by("order", "id"):
        several, organisation = of_task[row.task_id], row.organisation
        if organisation is None or any(part.organisation_id == organisation.pk for part in several):
            continue
        home = next((part for part in several if part.city_id == organisation.city_id), several[0])
        found[home.pk] = tuple(dict.fromkeys((*found.get(home.pk, ()), organisation.code)))
    return found


def _last_month(wanted: list[_Wanted], month: date) -> dict[tuple[int, int, bool], Report]:
    """The latest report of each part and organisation (or of the one it succeeded), as lead or as partner."""
    rows = Report.objects.filter(part__in={each.part.pk for each in wanted}, month__lt=month)
    found: dict[tuple[int, int, bool], Report] = {}
    for row in rows.select_related("organisation").order_by("month"):
        is_lead = row.into_id is None
        found[row.part_id, row.organisation_id, is_lead] = row
        if row.organisation.successor_id:
            found.setdefault((row.part_id, row.organisation.successor_id, is_lead), row)
    return found


def _run(before: Report | None, month: date) -> int:
    """How many months running, up to the one before, said that nothing changed."""
    if before is None or before.month != (month - timedelta(days=1)).replace(day=1) or not before.is_unchanged:
        return 0
    return before.unchanged_run + 1


def _with_section(organisations: Iterable[Organisation], day: date) -> set[int]:
    """Organisations in which a section head stands between clerk and head."""
    posts = Post.objects.on(day).filter(role=Role.SECTION_HEAD.value, organisation__in=list(organisations))
    return set(posts.values_list("organisation_id", flat=True))


def _prefilled(ground: Ground, rows: list[tuple[CaseRecord, Case, Report, dict[str, str]]]) -> Iterator[Entry]:
    for _, _, report, cells in rows:
        for field, words in cells.items():
            yield Entry(report=report, field=field, number=1, words=words, value=number_in(words), carried=True,
                        entered_by_id=ground.by.person, entered_at=ground.at)  # fmt: skip
