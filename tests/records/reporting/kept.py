"""What the database holds of the month, as a test looks at it between two acts."""

from __future__ import annotations

from citycircle.accounts.models import AuditLine, Organisation
from citycircle.mechanisms.reports.cells import cells_of
from citycircle.mechanisms.tasks.readings import due_now
from citycircle.records.cases.models import CaseEvent, CaseRecord
from citycircle.records.cases.standing import due_of, standings
from citycircle.records.month.models import CorrectionSlip, Entry, Light, Part, Report

WRITTEN_ONCE = {
    Entry: ("report", "field", "number", "words", "value", "carried", "entered_by", "entered_at"),
    CaseEvent: ("case", "number", "name", "role", "organisation", "person", "at", "data"),
    CorrectionSlip: ("entry", "new_words", "new_value", "reason", "asked_by", "asked_at"),
    AuditLine: ("number", "hash"),
}
"""What stays as it was first written, whatever happens afterwards."""
OF_A_CITY = {
    Part: ("city__code", ("state", "organisation", "due", "colour", "planned", "version")),
    Report: ("city__code", ("state", "due", "submitted_at", "locked_at", "is_unchanged", "version")),
    Light: ("part__city__code", ("colour", "sentence_zh", "human_colour", "human_reason", "human_by")),
    Entry: ("report__city__code", ("words", "verdict", "question", "judged_by")),
}
"""What of a thing only its own city may change."""


def written() -> dict[tuple[str, int], tuple]:
    """Every row that is written once, by kind and number."""
    return {
        (model.__name__, row[0]): row[1:]
        for model, names in WRITTEN_ONCE.items()
        for row in model.objects.order_by("pk").values_list("pk", *names)
    }


def of_cities() -> dict[tuple[str, int], tuple[str | None, tuple]]:
    """Every thing of a city: whose it is, and what it says now."""
    return {
        (model.__name__, row[0]): (row[1], row[2:])
        for model, (city, names) in OF_A_CITY.items()
        for row in model.objects.order_by("pk").values_list("pk", city, *names)
    }


def check_copies() -> None:
    """Every row repeats exactly what its case says, and every case is in a state that its kind declares."""
    records = list(CaseRecord.objects.select_related("holder").order_by("pk"))
    cases, codes = standings(records), set(Organisation.objects.values_list("code", flat=True))
    for record in records:
        case = cases[record.pk]
        assert case.state in {state.name for state in case.kind.machine.states}
        held = record.holder.code if record.holder else None
        known = case.holder if case.holder in codes else None  # a cause may be owned by somebody outside
        assert (record.state, held, record.due, record.closed_at) == (case.state, known, due_of(case), case.closed)
        assert record.version == len(case.events)
    for part in Part.objects.select_related("city", "organisation").order_by("pk"):
        case = cases[part.case_id]
        assert (part.state, part.due, part.organisation.code) == (case.state, due_now(case), case.parties["lead"])
        assert (part.city.code if part.city else "") == case.facts["city"]
    for report in Report.objects.order_by("pk"):
        _check_report(report, cases[report.case_id])


def _check_report(report: Report, case) -> None:
    assert report.state == case.state
    cells: dict[str, str] = {}
    numbers: dict[str, list[int]] = {}
    for field, number, words in report.entries.order_by("number").values_list("field", "number", "words"):
        cells[field] = words
        numbers.setdefault(field, []).append(number)
    assert all(several == list(range(1, len(several) + 1)) for several in numbers.values())
    said = cells_of(case)
    assert {name: words.strip() for name, words in said.items()} == {name: cells[name] for name in said}
    assert not any(words for name, words in cells.items() if name not in said)
    assert (report.submitted_at is None) == (
        not any(event.kind in {"sign", "no_change", "no_change_explained"} for event in case.events)
    )
