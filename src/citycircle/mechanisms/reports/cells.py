"""The cells of a report: what its events say they are, where each value came from, and what last month puts into it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Literal, NamedTuple

from citycircle.core.messages import Text
from citycircle.mechanisms.cases.case import Case
from citycircle.mechanisms.cases.events import Event

Merging = Literal["text", "sum", "agree"]
"""How values of several partners become one: written one after the other, added up, or one that all must give."""


class Field(NamedTuple):
    """A column of the form. `carries` is put in from last month; `merging` says how partners' values become one."""

    name: str
    title: Text
    merging: Merging = "text"
    unit: str = ""
    carries: bool = True
    required: bool = False


MONTHLY = (
    Field("progress", Text("本月进展", "progress this month"), required=True),
    Field("total", Text("累计完成", "completed so far"), "sum"),
    Field("share", Text("进度", "share done"), "agree", "%"),
    Field("problems", Text("存在问题", "problems"), carries=False),
    Field("coordination", Text("需协调事项（提请谁）", "to be coordinated, and by whom"), carries=False),
    Field("next_step", Text("下一步打算（含时间）", "next step, with its date")),
    Field("proof", Text("佐证（文号、合同号等）", "proof, by reference"), carries=False),
)
"""The common monthly form; a city's own form is another tuple of fields."""


class Written(NamedTuple):
    """A value that a cell has had: what, when, by whom, by which step, and why where a reason was given."""

    value: str
    at: datetime
    by: str
    step: str
    reason: str = ""


def prefilled(form: Iterable[Field], last: Mapping[str, str]) -> dict[str, str]:
    """The sheet of a new month: what carries stands as last month; problems and proof are asked afresh.

    >>> prefilled(MONTHLY, {"progress": "已开工", "problems": "用地", "total": "3"})
    {'progress': '已开工', 'total': '3'}
    """
    return {field.name: last[field.name] for field in form if field.carries and last.get(field.name)}


def filing_facts(fields: Iterable[Field], last: Mapping[str, str], /, **facts: Any) -> dict[str, Any]:  # noqa: ANN401
    """The facts of a report that is opened for a month: its form, its prefilled cells, and what else is known of it."""
    several = tuple(fields)
    return {
        **facts,
        "fields": [field.name for field in several],
        "required": [field.name for field in several if field.required],
        "cells": prefilled(several, last),
    }


def cells_of(case: Case) -> dict[str, str]:
    """The cells as they stand: as prefilled, as the organisation filled them, as approved corrections set them."""
    return {name: written[-1].value for name, written in history_of(case).items()}


def history_of(case: Case) -> dict[str, tuple[Written, ...]]:
    """Every value that every cell has had, in order. A correction adds one; nothing is overwritten."""
    found: dict[str, tuple[Written, ...]] = {}
    slip: Slip | None = None
    for event in case.events:
        slip = _slip(event) if event.kind == "file_correction" else slip
        for name, written in _writes(event, slip):
            if not found.get(name) or found[name][-1].value != written.value:
                found[name] = (*found.get(name, ()), written)
    return found


def _writes(event: Event, slip: Slip | None) -> Iterable[tuple[str, Written]]:
    """What an event puts into cells; `slip` is the one filed last before it, whatever the clock says."""
    if event.kind == "file":
        given: Mapping[str, Any] = event.data["facts"].get("cells", {})
    elif event.kind == "fill":
        given = event.data["cells"]
    elif event.kind == "sign_correction":
        return [(slip.cell, Written(slip.new, event.moment, event.by, event.kind, slip.reason))] if slip else []
    else:
        return []
    return [(name, Written(str(value), event.moment, event.by, event.kind)) for name, value in given.items()]


class Slip(NamedTuple):
    """A correction slip: the cell, old → new, why, and who filed it when."""

    cell: str
    old: str
    new: str
    reason: str
    by: str
    at: datetime


def pending_slip(case: Case) -> Slip | None:
    """The slip filed last; None where none was filed."""
    filed = [each for each in case.events if each.kind == "file_correction"]
    return _slip(filed[-1]) if filed else None


def _slip(event: Event) -> Slip:
    cell, old, new, reason = (str(event.data[name]) for name in ("cell", "old", "new", "reason"))
    return Slip(cell, old, new, reason, event.by, event.moment)


def first_submitted(case: Case) -> datetime | None:
    """When it was first handed in; a return afterwards does not make it late."""
    handing = {"sign", "no_change", "no_change_explained"}
    return next((event.moment for event in case.events if event.kind in handing), None)


def open_questions(case: Case) -> dict[str, str]:
    """The question to each cell of the last return; empty once it was answered or handed in anew."""
    if not any(event.kind == "return_cells" for event in case.events):
        return {}
    asked: dict[str, str] = {}
    for event in case.events:
        if event.kind == "return_cells":
            asked = {str(cell): str(question) for cell, question in event.data["questions"].items()}
        if event.kind in {"sign", "explain"}:
            asked = {}
    return asked


def no_changes_in_a_row(months: Iterable[Case]) -> int:
    """How many of the latest reports, oldest first, said that nothing had changed, without a month between."""
    streak = 0
    for case in months:
        said = any(event.kind in {"no_change", "no_change_explained"} for event in case.events)
        explained = any(event.kind in {"fill", "no_change_explained"} for event in case.events)
        streak = streak + 1 if said and not explained else 0
    return streak
