"""The other reading of a doubtful place, where one press of a button can take it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text
from citycircle.records.plans.actions.editing import CorrectCell, MergeTasks, SettleDoubt
from citycircle.records.plans.models import DutyKind, Task

FIRST_LEADS = Text("由首位单位牵头", "The first named leads")
IS_TEXT = Text("并入上一项", "Merge into the task before")
TAKING: dict[str, Text] = {
    "P201": FIRST_LEADS,
    "P202": FIRST_LEADS,
    **dict.fromkeys(("P101", "P102", "P103", "P104", "P105", "P107"), IS_TEXT),
}
"""The codes of doubts whose other reading is an act, and what its button says."""
Do = Callable[..., Any]


class NoOtherReading(CityCircleError):
    what = Text("这处存疑没有可以直接采用的另一种读法。", "This doubt has no other reading to take at once.")
    why = Text("可能已经由别人办理。", "Somebody else may have settled it.")
    then = Text("请刷新后查看，或直接更正格子。", "Please reload, or correct the cell itself.")


def take(task: Task, doubt: int, do: Do, reason: str) -> Task:
    """Take the other reading of a doubt; the doubt is then settled. Raises NoOtherReading."""
    note = task.doubts[doubt] if 0 <= doubt < len(task.doubts) else {}
    title = TAKING.get(note.get("code", ""))
    if title is None or note.get("settled"):
        raise NoOtherReading
    if title is IS_TEXT:
        return _merged(task, do, reason)
    changed = _first_leads(task, do, reason)
    if doubt < len(changed.doubts) and not changed.doubts[doubt].get("settled"):
        changed = do(SettleDoubt(task=changed, doubt=doubt))
    return changed


def _first_leads(task: Task, do: Do, reason: str) -> Task:
    """The first of the named organisations leads, the others are responsible."""
    names = {kind: _names(task, kind) for kind in (DutyKind.LEAD, DutyKind.RESPONSIBLE)}
    first, *others = names[DutyKind.LEAD] or names[DutyKind.RESPONSIBLE] or [""]
    if not first:
        raise NoOtherReading
    helping = [name for name in dict.fromkeys([*others, *names[DutyKind.RESPONSIBLE]]) if name != first]
    for field, value in (("lead", [first]), ("responsible", helping)):
        if value != names[DutyKind(field)]:
            task = do(CorrectCell(task=task, field=field, new=";".join(value)), reason)
    return task


def _names(task: Task, kind: DutyKind) -> list[str]:
    return list(dict.fromkeys(task.duties.filter(kind=kind).order_by("order").values_list("name", flat=True)))


def _merged(task: Task, do: Do, reason: str) -> Task:
    before = task.plan.tasks.filter(is_dropped=False, order__lt=task.order).order_by("-order").first()
    if before is None:
        raise NoOtherReading
    merged: Task = do(MergeTasks(task=before, other=task), reason)
    return merged
