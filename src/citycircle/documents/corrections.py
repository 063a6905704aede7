"""What a person corrected in a reading: small dated records, replayed whenever the document is read again.

A correction names the task by its key, what is corrected, the value that was read and the value that is right. It
counts only while the old value still stands: a document that was corrected itself, or a reader that became better,
makes a correction superfluous, and that is reported, never overwritten.

Beside cells, tasks are split, merged, added and dropped (see `restructuring`), promises added and dropped (see
`promising`), and each of these is taken back by `restore`. Files of corrections: see `correction_files`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from citycircle.core import plans
from citycircle.core.messages import Text
from citycircle.documents import promising, restructuring
from citycircle.documents.attempts import ALREADY, CHANGED, GONE, Tried, done, refused
from citycircle.documents.mended import Mended
from citycircle.documents.stretches import Stretches

NOT_APPLIED = "C901"
APPLIED = "C902"

DOCUMENT = "document"
RESTORE = "restore"
TASK_FIELDS = ("number", "path", "title", "text", "role", "lead", "responsible", "cooperating", "deadline")
DOCUMENT_FIELDS = ("title", "doc_number", "issuer", "signature", "issued_on", "effective_from_year",
                   "effective_to_year", "kind")  # fmt: skip
FIELDS = (*TASK_FIELDS, *restructuring.FIELDS, *promising.FIELDS, RESTORE)


@dataclass(frozen=True, slots=True)
class Correction:
    """One thing that a person set right: where (`id`, `field`, for a promise also `quote`), from what, to what.

    `note` is the reason, `on` the day (2026-03-02) where it is known.
    """

    id: str
    field: str
    old: str = ""
    new: str = ""
    quote: str = ""
    note: str = ""
    on: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one correction: whether it was applied, and the remark that says so."""

    correction: Correction
    applied: bool
    remark: plans.Diagnostic
    missing: bool = False
    """Whether the plan has nothing of that name; another plan of the same file may."""


@dataclass(frozen=True, slots=True)
class Replay:
    """A plan with the corrections that still apply, and what became of each, in their order."""

    plan: plans.Plan
    outcomes: tuple[Outcome, ...] = ()


def apply(plan: plans.Plan, corrections: Sequence[Correction], mended: Mended | None = None) -> plans.Plan:
    """The plan with every correction that still applies; each one that does not is reported, not applied.

    With the mended text, what a person marked in it is found again, and its parts keep their places.
    """
    return with_remarks(replay(plan, corrections, mended))


def with_remarks(replayed: Replay) -> plans.Plan:
    """The corrected plan with a remark for every correction."""
    remarks = (each.remark for each in replayed.outcomes)
    return replace(replayed.plan, diagnostics=(*replayed.plan.diagnostics, *remarks))


def apply_to_all(
    found: Sequence[plans.Plan], corrections: Sequence[Correction], mended: Mended | None = None
) -> tuple[plans.Plan, ...]:
    """The plans of one file, each with its own corrections; one that fits none of them is reported once."""
    replays = [replay(plan, corrections, mended) for plan in found]
    placed = {at for each in replays for at, one in enumerate(each.outcomes) if not one.missing}
    kept = []
    for number, each in enumerate(replays):
        outcomes = (o for at, o in enumerate(each.outcomes) if not o.missing or (at not in placed and number == 0))
        kept.append(with_remarks(replace(each, outcomes=tuple(outcomes))))
    return tuple(kept)


def replay(plan: plans.Plan, corrections: Sequence[Correction], mended: Mended | None = None) -> Replay:
    """Apply corrections one after the other, as they were made."""
    outcomes: list[Outcome] = []
    taken_back = _taken_back(corrections)
    stretches = Stretches(mended)
    for at, correction in enumerate(corrections):
        if at in taken_back:
            outcomes.append(_outcome(correction, done(plan, RESTORED)))
            continue
        if correction.field == RESTORE:
            tried = refused(NOTHING_TO_RESTORE)
        else:
            tried = _tried(plan, correction, stretches)
            plan = plan if tried.plan is None else tried.plan
        outcomes.append(_outcome(correction, tried))
    return Replay(plan, tuple(outcomes))


def _taken_back(corrections: Sequence[Correction]) -> frozenset[int]:
    """Places of the corrections that a later `restore` takes back, and of those that do so.

    A restore names in `old` the field of what it takes back (empty: a dropped task), and means the latest such one.
    """
    pairs: set[int] = set()
    for at, restore in enumerate(corrections):
        if restore.field != RESTORE:
            continue
        for before in range(at - 1, -1, -1):
            meant = corrections[before]
            same = (meant.id, meant.field) == (restore.id, restore.old or "drop")
            if before not in pairs and same and (not restore.quote or restore.quote == meant.quote):
                pairs |= {before, at}
                break
    return frozenset(pairs)


def _tried(plan: plans.Plan, correction: Correction, stretches: Stretches) -> Tried:
    if correction.field in restructuring.FIELDS:
        return restructuring.tried(plan, correction, stretches)
    if correction.field in promising.FIELDS:
        return promising.tried(plan, correction, stretches)
    found = _value(plan, correction)
    if found is None:
        return refused(GONE, missing=True)
    if found == correction.new and found != correction.old:
        return refused(ALREADY, found=found, superfluous=True)
    if found != correction.old:
        return refused(CHANGED, found=found)
    return done(_corrected(plan, correction), DONE, found=found)


DONE = Text(
    "已按更正将{id}的{field}由“{old}”改为“{new}”。", "{field} of {id} was set from “{old}” to “{new}” as corrected."
)
RESTORED = Text("{id}的更正（{field}）已撤回，按原文读取。", "The correction of {id} ({field}) was taken back.")
NOTHING_TO_RESTORE = Text(
    "{id}没有可撤回的更正“{old}”，请核对。", "{id} has no correction “{old}” to take back. Please check."
)


def _outcome(correction: Correction, tried: Tried) -> Outcome:
    applied = tried.plan is not None
    names = ("id", "field", "old", "new", "quote")
    values = (*((name, str(getattr(correction, name))) for name in names), ("found", tried.found))
    alternative = None if applied or tried.superfluous else correction.new or correction.quote or correction.field
    code = APPLIED if applied else NOT_APPLIED
    remark = plans.Diagnostic(code, tried.said, tried.span, alternative, values)
    return Outcome(correction, applied, remark, tried.missing)


def words(value: object) -> str:
    """A value as a file gives it (YAML knows lists, numbers and dates) as one word or a list parted by `;`."""
    if isinstance(value, list | tuple):
        return ";".join(map(str, value))
    return "" if value is None else str(value).strip()


def _value(plan: plans.Plan, correction: Correction) -> str | None:
    """What stands in the corrected cell, in the words of the file; None where the cell is not there."""
    if correction.id == DOCUMENT:
        return words(getattr(plan.document, correction.field))
    task = next((task for task in plan.tasks if task.id == correction.id), None)
    return None if task is None else cell(task, correction.field)


def cell(task: plans.Task, field: str) -> str:
    """What stands in one cell of a task, in the words of a correction: lists parted by `;`."""
    if field in {"lead", "responsible", "cooperating"}:
        return ";".join(each.text for each in getattr(task.duty, field))
    if field in {"role", "number", "path"}:
        return words(getattr(task, field))
    quoted: plans.Quoted | None = getattr(task, "body" if field == "text" else field)
    return quoted.text if quoted else ""


def _corrected(plan: plans.Plan, correction: Correction) -> plans.Plan:
    if correction.id == DOCUMENT:
        changes: dict[str, Any] = {correction.field: _typed(correction.field, correction.new)}
        return replace(plan, document=replace(plan.document, **changes))
    tasks = (_task_with(task, correction) if task.id == correction.id else task for task in plan.tasks)
    return replace(plan, tasks=tuple(tasks))


def _typed(field: str, new: str) -> object:
    """The word of the file as the type that the field of a document holds."""
    if not new:
        return None
    if field.startswith("effective_"):
        return int(new)
    return date.fromisoformat(new) if field == "issued_on" else new


def _task_with(task: plans.Task, correction: Correction) -> plans.Task:
    field, new = correction.field, correction.new
    changes: dict[str, Any] = {field: new}
    if field == "path":
        changes = {field: tuple(filter(None, new.split(";")))}
    elif field in {"lead", "responsible", "cooperating"}:
        changes = {"duty": _duty_with(task, field, new)}
    elif field == "text":
        changes = {"body": plans.Quoted(new, task.body.span)}
    elif field in {"title", "deadline"}:
        place = (getattr(task, field) or task.body).span
        changes = {field: plans.Quoted(new, place) if new else None}
    return replace(task, **changes)


def _duty_with(task: plans.Task, field: str, new: str) -> plans.Duty:
    """A corrected list of organisations; a name that stood there keeps its place, a new one gets that of the duty."""
    duty = task.duty
    known = {each.text: each for each in (*duty.lead, *duty.responsible, *duty.cooperating)}
    place = duty.span or task.span
    names = tuple(known.get(name, plans.Quoted(name, place)) for name in filter(None, new.split(";")))
    changed = replace(duty, **{field: names})  # type: ignore[arg-type]  # always a tuple of Quoted
    if field == "lead":
        return replace(changed, lead_from=(duty.lead_from or "printed") if names else None)
    return changed
