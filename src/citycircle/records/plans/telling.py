"""What a document says of itself, as the columns of its plan."""

from __future__ import annotations

from pathlib import PurePath
from typing import cast

from citycircle.core import plans as core
from citycircle.records.plans.models import Plan
from citycircle.records.plans.rows import Values, clipped, storable

FIELDS = {
    "title": "title",
    "doc_number": "doc_number",
    "issuer": "issuer",
    "kind": "kind",
    "issued_on": "issued_on",
    "effective_from_year": "year_from",
    "effective_to_year": "year_to",
}
"""The fields of a document, and the column of the plan that keeps each."""


def values_of_plan(plan: core.Plan, file_name: str) -> Values:
    """The columns of a plan; one that prints no title is called as its file."""
    document = plan.document
    return {
        "title": clipped(document.title or PurePath(file_name).stem, 300),
        "doc_number": clipped(document.doc_number or "", 80),
        "issuer": clipped(document.issuer or document.signature or "", 200),
        "kind": document.kind,
        "issued_on": document.issued_on,
        "year_from": document.effective_from_year,
        "year_to": document.effective_to_year,
        "sections": [
            {"level": each.level, "marker": each.marker, "title": storable(each.title), "start": each.span.start,
             "end": each.span.end} for each in plan.sections
        ],
    }  # fmt: skip


def said_by(document: core.Document) -> Values:
    """What the reading, with its edits, says of each column; kept, so that a later reading knows what is new."""
    values = values_of_plan(core.Plan(document), "")
    return {name: str(value) if value is not None else None for name, value in values.items() if name != "sections"}


def document_of(plan: Plan) -> core.Document:
    """A plan's own words as a document that could have been read."""
    return core.Document(
        title=plan.title or None,
        doc_number=plan.doc_number or None,
        issuer=plan.issuer or None,
        issued_on=plan.issued_on,
        effective_from_year=plan.year_from,
        effective_to_year=plan.year_to,
        kind=cast(core.PlanKind, plan.kind),
    )


def next_code(plan: Plan, this_year: int) -> str:
    """A free code: whose plan, of which year, the how manieth."""
    owner = plan.city.code if plan.city else plan.organisation.code
    stem = f"{owner}-{plan.year_from or this_year}"[:34]
    number = Plan.objects.filter(code__startswith=f"{stem}-").count() + 1
    while Plan.objects.filter(code=f"{stem}-{number}").exists():
        number += 1
    return f"{stem}-{number}"
