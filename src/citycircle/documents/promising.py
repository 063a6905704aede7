"""Correcting, adding and dropping what a task promises: targets, relative goals, milestones, works.

In the words of a correction: `target.op` corrects one cell, `quote` picks one of several; `target` with an empty `new`
drops it; `target.add` gives the cells of a new one as `indicator=企业数;op=>=;value=120;unit=家;deadline=2026`, and in
`quote` the words of the source, empty where no sentence says it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any, cast, get_args

from citycircle.core import plans
from citycircle.core.messages import Text, listed
from citycircle.documents.attempts import ALREADY, CHANGED, GONE, Asked, Tried, done, refused
from citycircle.documents.stretches import Stretches

Promise = plans.Target | plans.Commitment | plans.Milestone | plans.Project

CELLS: Mapping[str, tuple[str, ...]] = {
    "target": ("value", "indicator", "op", "value_high", "unit", "period", "deadline"),
    "commitment": ("benchmark", "indicator", "op"),
    "milestone": ("what", "deadline"),
    "project": ("name", "stage"),
}
"""The cells of each kind of promise; the first one stands for the whole where no cell is named."""
NEEDED: Mapping[str, tuple[str, ...]] = {
    "target": ("indicator", "value"),
    "commitment": ("indicator", "benchmark"),
    "milestone": ("what", "deadline"),
    "project": ("name", "stage"),
}
FIELDS = (
    *CELLS,
    *(f"{kind}.add" for kind in CELLS),
    *(f"{kind}.{cell}" for kind, cells in CELLS.items() for cell in cells),
)
CHOSEN: Mapping[str, Any] = {"op": plans.Comparator, "period": plans.Period, "stage": plans.Stage}
"""Cells that take one of a few words."""

DONE = Text(
    "已按更正将{id}的{field}由“{old}”改为“{new}”。", "{field} of {id} was set from “{old}” to “{new}” as corrected."
)
DROPPED = Text("已按更正删去{id}的{field}“{old}”。", "{field} “{old}” of {id} was taken out as corrected.")
ADDED = Text("已按更正为{id}增加：{new}。", "Added to {id} as corrected: {new}.")
ADDED_WITHOUT_SOURCE = Text(
    "已按更正为{id}增加：{new}；原文没有这一句。", "Added to {id}, without a sentence that says it: {new}."
)
NO_WORDS = Text(
    "原文中找不到“{quote}”，未为{id}增加“{new}”，请核对。",
    "The document no longer says “{quote}”; {new} was not added to {id}. Please check.",
)


def tried(plan: plans.Plan, asked: Asked, stretches: Stretches) -> Tried:
    """Try one of FIELDS on a plan."""
    kind, _, cell = asked.field.partition(".")
    task = next((task for task in plan.tasks if task.id == asked.id), None)
    if task is None:
        return refused(GONE, missing=True)
    if cell == "add":
        return _added(plan, task, kind, asked, stretches)
    meant = _meant(plan, asked, kind, cell or CELLS[kind][0])
    if meant is None:
        return refused(GONE)
    found = said(getattr(meant, cell or CELLS[kind][0]))
    if found != asked.old:
        superfluous = found == asked.new and bool(asked.new)
        return refused(ALREADY if superfluous else CHANGED, found=found, superfluous=superfluous)
    if not cell and not asked.new:
        return done(_replaced(plan, kind, meant, None), DROPPED, found=found, span=meant.span)
    changed = with_cells(meant, {cell or CELLS[kind][0]: asked.new})
    return done(_replaced(plan, kind, meant, changed), DONE, found=found, span=meant.span)


def of_kind(plan: plans.Plan, kind: str) -> tuple[Promise, ...]:
    """The promises of one kind."""
    return cast(tuple[Promise, ...], getattr(plan, f"{kind}s"))


def said(value: object) -> str:
    """A cell in the words of a correction."""
    return "" if value is None else str(value)


def _meant(plan: plans.Plan, asked: Asked, kind: str, cell: str) -> Promise | None:
    """The promise meant: of that task, with that quote, and if several are left with that old value."""
    near = [each for each in of_kind(plan, kind) if each.task == asked.id and asked.quote in each.quote]
    return next((each for each in near if said(getattr(each, cell)) == asked.old), near[0] if near else None)


def _replaced(plan: plans.Plan, kind: str, meant: Promise, changed: Promise | None) -> plans.Plan:
    kept = tuple(changed if each is meant else each for each in of_kind(plan, kind))
    fields: dict[str, Any] = {f"{kind}s": tuple(each for each in kept if each is not None)}
    return replace(plan, **fields)


def with_cells(promise: Promise, cells: Mapping[str, str]) -> Promise:
    """The promise with other cells; a printed deadline leaves nothing to be completed."""
    changes = {name: typed(name, words) for name, words in cells.items()}
    if "deadline" in changes:
        changes["deadline_implied"] = None
    if is_dataclass(promise):
        return replace(promise, **changes)  # type: ignore[arg-type]  # the fields differ in type
    return promise._replace(**changes)  # type: ignore[arg-type]  # the fields differ in type


def typed(cell: str, words: str) -> object:
    """The words of a file as the type that the cell holds."""
    if cell in {"value", "value_high"}:
        return Decimal(words) if words else None
    if cell in {"period", "deadline"}:
        return words or None
    return words


def cells_of(new: str) -> dict[str, str]:
    """The cells of a new promise.

    >>> cells_of("indicator=企业数; op=>=; value=120")
    {'indicator': '企业数', 'op': '>=', 'value': '120'}
    """
    pairs = (part.partition("=") for part in new.split(";") if part.strip())
    return {name.strip(): words.strip() for name, _, words in pairs}


def as_cells(cells: Mapping[str, object]) -> str:
    """Cells in the words of a correction; empty ones are left out.

    >>> as_cells({"what": "大桥通车；开放", "deadline": "2026-06", "quote": ""})
    'what=大桥通车；开放;deadline=2026-06'
    """
    return ";".join(
        f"{name}={str(value).replace(';', '；')}" for name, value in cells.items() if value not in (None, "")
    )


def faults_of(kind: str, new: str) -> Iterator[Text]:
    """Why a new promise cannot be added."""
    cells = cells_of(new)
    if unknown := [name for name in cells if name not in CELLS[kind]]:
        yield Text(f"{kind}没有{listed(unknown).zh}", f"a {kind} has no {listed(unknown).en}")
    if missing := [name for name in NEEDED[kind] if not cells.get(name)]:
        yield Text(f"{kind}缺少{listed(missing).zh}", f"a {kind} needs {listed(missing).en}")
    for name, words in cells.items():
        if fault := impossible(name, words):
            yield fault


def impossible(cell: str, words: str) -> Text | None:
    """Why a cell cannot take a value; None if it can."""
    if cell in CHOSEN and words and words not in get_args(CHOSEN[cell]):
        choices = " ".join(get_args(CHOSEN[cell]))
        return Text(f"“{words}”不在{choices}之中", f"“{words}” is none of {choices}")
    if cell in {"value", "value_high"} and words and not _is_number(words):
        return Text(f"“{words}”不能作为{cell}的值", f"“{words}” is no value for {cell}")
    return None


def _is_number(words: str) -> bool:
    try:
        return Decimal(words).is_finite()
    except InvalidOperation:
        return False


def _added(plan: plans.Plan, task: plans.Task, kind: str, asked: Asked, stretches: Stretches) -> Tried:
    place = stretches.find(asked.quote, within=task.span) or stretches.find(asked.quote, after=task.span.start)
    if asked.quote and place is None and stretches.mended is not None:
        return refused(NO_WORDS)
    span = place or plans.Span(task.span.start, task.span.start)
    made = _made(kind, task, asked, span)
    changed: dict[str, Any] = {f"{kind}s": (*of_kind(plan, kind), made)}
    return done(replace(plan, **changed), ADDED if asked.quote else ADDED_WITHOUT_SOURCE, span=place)


def _made(kind: str, task: plans.Task, asked: Asked, span: plans.Span) -> Promise:
    cells: dict[str, Any] = {name: typed(name, words) for name, words in cells_of(asked.new).items()}
    where: dict[str, Any] = {"task": task.id, "path": task.path, "quote": asked.quote, "span": span}
    if kind == "target":
        return plans.Target(**({"op": "=", "unit": ""} | cells | where))
    if kind == "commitment":
        return plans.Commitment(**({"op": ">="} | cells | where))
    return plans.Milestone(**(cells | where)) if kind == "milestone" else plans.Project(**(cells | where))
