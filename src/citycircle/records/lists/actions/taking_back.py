"""A sheet comes back: its changes wait one by one for a person, and what is accepted is filed through actions."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any, ClassVar

from citycircle.accounts.actions.base import Action, carry_out
from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.errors import NotThere
from citycircle.accounts.models import Organisation
from citycircle.accounts.rights import Place, Right
from citycircle.core.messages import Text
from citycircle.planning.lists.cells import split_others
from citycircle.planning.lists.names import names_in
from citycircle.records.files.models import StoredFile
from citycircle.records.lists.actions.keeping import PutOnList, TakeOffList, WriteOwnCell
from citycircle.records.lists.errors import AlreadyDecided, ChangeOvertaken, NoPlanToAddTo, StillWaiting
from citycircle.records.lists.models import ChangeSet, Listing, ProposedChange, TaskList
from citycircle.records.lists.reach import KEEPS_LISTS
from citycircle.records.lists.returning import compared, proposals, standing
from citycircle.records.plans.actions.editing import AddPromise, AddTask, CorrectCell, CorrectPromise
from citycircle.records.plans.models import Plan, Target, Task

TAKEN_FROM = Text("采纳退回表格的改动：{where}", "a change of a returned sheet was accepted: {where}")
CELLS = {"title": "title", "content": "text", "lead": "lead", "responsible": "responsible",
         "cooperating": "cooperating", "due": "deadline"}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class TakeSheetBack(Action[ChangeSet]):
    """Take an edited sheet back as a set of proposed changes; nothing is changed by it."""

    name: ClassVar[str] = "list.take_back"
    title: ClassVar[Text] = Text("退回改好的表格", "Send an edited sheet back")
    who: ClassVar[Right] = KEEPS_LISTS

    organisation: Organisation
    file: StoredFile
    list: TaskList | None = None

    def place(self) -> Place:
        return self.organisation.place

    def perform(self, ground: Ground) -> ChangeSet:
        """Raises SheetOfWhat, SheetNotOfList, and what reading the file raises."""
        if self.file.organisation != self.organisation:
            raise NotThere
        one = compared(self.file, of=self.list, viewer=ground.by)
        made = ground.create(
            ChangeSet(file=self.file, export=one.export, plan=one.plan, list=one.list, organisation=self.organisation,
                      offered_by_id=ground.by.person, offered_at=ground.at, stale=one.found.stale)
        )  # fmt: skip
        rows = proposals(one, made)
        ground.create_many(rows)
        return ground.change(made, counts=dict(Counter(row.kind for row in rows)))


@dataclass(frozen=True, kw_only=True)
class DecideChange(Action[ProposedChange]):
    """Accept or reject one proposed change. What is accepted is filed at once, as if typed on the page of its task.

    `stands` is what the ledger had on file when the person decided: if somebody was quicker, it is refused.
    """

    name: ClassVar[str] = "list.decide"
    title: ClassVar[Text] = Text("处理退回表格的改动", "Decide a change of a returned sheet")
    who: ClassVar[Right] = KEEPS_LISTS

    change: ProposedChange
    accept: bool
    stands: str = ""
    seen: int | None = None

    def subject(self) -> ProposedChange:
        return self.change

    def perform(self, ground: Ground) -> ProposedChange:
        """Raises AlreadyDecided, ChangeOvertaken, NoPlanToAddTo, EditedMeanwhile, and what filing it raises."""
        if self.change.state != "waiting" or self.change.set.closed_at is not None:
            raise AlreadyDecided
        made = _Filing(self.change, ground).file(self.stands) if self.accept else None
        return ground.change(
            self.change, seen=self.seen, state="accepted" if self.accept else "rejected",
            decided_by_id=ground.by.person, decided_at=ground.at, **({"task": made} if made else {}),
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class CloseChangeSet(Action[ChangeSet]):
    """Close a set of changes when every one of them is decided."""

    name: ClassVar[str] = "list.close_changes"
    title: ClassVar[Text] = Text("办结退回表格", "Close a returned sheet")
    who: ClassVar[Right] = KEEPS_LISTS

    set: ChangeSet

    def subject(self) -> ChangeSet:
        return self.set

    def perform(self, ground: Ground) -> ChangeSet:
        """Raises StillWaiting, AlreadyDecided."""
        if self.set.closed_at is not None:
            raise AlreadyDecided
        waiting = self.set.changes.filter(state="waiting").count()
        if waiting:
            raise StillWaiting(count=waiting)
        return ground.change(self.set, closed_at=ground.at)


class _Filing:
    """Files one accepted change through the actions of plans and lists, in the same transaction."""

    def __init__(self, change: ProposedChange, ground: Ground) -> None:
        self.change, self.ground = change, ground
        self.details: dict[str, Any] = change.details

    def file(self, stands: str) -> Task | None:
        """The task that was made, if one was. Raises ChangeOvertaken, NoPlanToAddTo, and what the actions raise."""
        if self.change.kind == "added":
            return self._add()
        if self.change.kind == "missing":
            self._act(TakeOffList(list=self._list(), task=self._task()))
        else:
            now = standing(self.change, self.ground.by)
            if now != stands:
                raise ChangeOvertaken(now=now)
            self._cell(self._task(), self.change.field, self.change.new)
        return None

    def _act(self, action: Action[Any]) -> Any:
        reason = self.ground.reason or TAKEN_FROM.say(where=self.change.where)
        return carry_out(action, by=self.ground.by, at=self.ground.at, reason=reason)

    def _list(self) -> TaskList:
        if self.change.set.list is None:
            raise NotThere
        return self.change.set.list

    def _task(self) -> Task:
        task = Task.objects.select_related("plan").filter(pk=self.change.task_id or 0, is_dropped=False).first()
        if task is None:
            raise NotThere
        return task

    def _cell(self, task: Task, fact: str, new: str) -> None:
        if fact == "others":
            bound, helping = split_others(new)
            self._cell(task, "responsible", bound)
            task.refresh_from_db()
            self._cell(task, "cooperating", helping)
        elif fact in CELLS:
            self._act(CorrectCell(task=task, field=CELLS[fact], new=_as_correction(fact, new)))
        elif fact in {"value", "indicator", "unit"} or "amount" in self.details:
            self._target(task, fact, new)
        else:
            self._act(WriteOwnCell(list=self._list(), task=task, column=fact, words=new))

    def _target(self, task: Task, fact: str, new: str) -> None:
        amount = self.details.get("amount")
        place = self.details.get("target")
        if place is None:
            op, value, high, unit = amount or ("=", "", "", "")
            cells = f"indicator={self.details['indicator']};op={op};value={value};unit={unit}"
            cells += f";value_high={high}" if high else ""
            self._act(AddPromise(task=task, kind="target", cells=cells))
            return
        rows = [row for row in Target.objects.filter(task=task) if row.value is not None]
        if place >= len(rows):
            raise NotThere
        wanted = {fact: new} if amount is None else {"op": amount[0], "value": amount[1], "value_high": amount[2]}
        for cell, words in wanted.items():
            row = Target.objects.get(pk=rows[place].pk)
            if str(getattr(row, cell) or "") != words and not _is_equal(getattr(row, cell), words):
                task.refresh_from_db()
                self._act(CorrectPromise(task=task, kind="target", promise=row.pk, cell=cell, new=words))

    def _add(self) -> Task:
        """A new row becomes a task of its plan, with its duties and its deadline, and stands on the list."""
        cells = {key: words.strip() for key, words in self.details["cells"].items() if words.strip()}
        title = cells.get("title") or cells.get("name") or ""
        text = cells.get("content") or cells.get("task") or title
        task: Task = self._act(AddTask(plan=self._plan(), text=text))
        told = {"title": title if title != text else "", "lead": cells.get("lead", ""), "due": cells.get("due", ""),
                "responsible": cells.get("responsible", ""), "cooperating": cells.get("cooperating", ""),
                "others": cells.get("others", "")}  # fmt: skip
        for fact, words in told.items():
            if words:
                task.refresh_from_db()
                self._cell(task, fact, words)
        if self.change.set.list is not None:
            task.refresh_from_db()
            self._act(PutOnList(list=self.change.set.list, tasks=(task,)))
        return task

    def _plan(self) -> Plan:
        one = self.change.set
        if one.plan is not None:
            return one.plan
        plans = Plan.objects.filter(tasks__in=Listing.objects.filter(list=one.list).values("task")).distinct()[:2]
        if len(plans) != 1:
            raise NoPlanToAddTo
        return plans[0]


def _as_correction(fact: str, new: str) -> str:
    """Words of a sheet as a correction takes them: names parted by `;`, a day as a document prints it."""
    if fact in {"lead", "responsible", "cooperating"}:
        return ";".join(names_in(new))
    if fact == "due" and new[:4].isdigit() and new.count("-") == 2:  # noqa: PLR2004 - year, month, day
        year, month, day = (int(part) for part in new.split("-"))
        return f"{year}年{month}月{day}日"
    return new


def _is_equal(stored: object, words: str) -> bool:
    try:
        return stored is not None and words != "" and stored == type(stored)(words)  # type: ignore[call-arg]
    except (ArithmeticError, ValueError, TypeError):
        return False
