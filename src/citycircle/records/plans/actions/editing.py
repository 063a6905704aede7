"""Setting a ledger right, task by task. Each edit is kept and replayed whenever the document is read again."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.db.models import QuerySet

from citycircle.accounts.actions.base import Action
from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.errors import NotThere
from citycircle.accounts.rights import Place, Right
from citycircle.core.messages import Text
from citycircle.documents.correction_files import checked
from citycircle.documents.corrections import DOCUMENT, Correction, cell
from citycircle.documents.mended import Mended
from citycircle.documents.promising import CELLS, said
from citycircle.documents.repair.mend import mend
from citycircle.documents.restructuring import added_key, part_key
from citycircle.documents.stretches import marked
from citycircle.records.plans import rows
from citycircle.records.plans.applying import applied
from citycircle.records.plans.errors import StretchEmpty
from citycircle.records.plans.models import DutyKind, Edit, Milestone, Plan, Target, Task, Work
from citycircle.records.plans.open import check_open
from citycircle.records.plans.reach import KEEPS_PLANS
from citycircle.records.plans.remarks import open_doubts
from citycircle.records.plans.telling import FIELDS, document_of, said_by
from citycircle.records.plans.undoing import undo


@dataclass(frozen=True, kw_only=True)
class _OnTask(Action[Task]):
    """An edit of one task. Raises EditNotFitting, CorrectionsFaulty, PlanWithdrawn, ReasonNeeded, EditedMeanwhile."""

    who: ClassVar[Right] = KEEPS_PLANS

    task: Task
    seen: int | None = None
    note: str = ""

    def subject(self) -> Task:
        return self.task

    def place(self) -> Place:
        return self.task.plan.place

    @abstractmethod
    def correction(self) -> Correction:
        """The edit, as the reading's corrections know it."""

    def touched(self) -> Sequence[Task]:
        """The tasks that the edit changes."""
        return (self.task,)

    def mended(self) -> Mended | None:
        """The mended text, where the edit looks for words of the document."""
        return None

    def perform(self, ground: Ground) -> Task:
        check_open(self.task.plan, ground, self.title)
        correction = _checked(self.correction())
        seen = {} if self.seen is None else {self.task.key: self.seen}
        made = applied(ground, self.task.plan, correction, self.touched(), seen=seen, mended=self.mended())
        return self.result(made)

    def result(self, made: dict[str, Task]) -> Task:
        return made[self.task.key]


def _checked(correction: Correction) -> Correction:
    return checked([{name: getattr(correction, name) for name in ("id", "field", "old", "new", "quote", "note")}])[0]


def mended_of(plan: Plan) -> Mended | None:
    """The text of a plan's document, mended, in which marked words are found; None for a plan without a document."""
    return mend(plan.document.text) if plan.document else None


@dataclass(frozen=True, kw_only=True)
class CorrectCell(_OnTask):
    """Set one cell of a task right; several names or headings are parted by `;`."""

    name: ClassVar[str] = "task.correct"
    title: ClassVar[Text] = Text("更正任务", "Correct a task")

    field: str
    new: str

    def correction(self) -> Correction:
        new = (
            ";".join(one.strip() for one in self.new.split(";")) if self.field in DutyKind.values else self.new.strip()
        )
        return Correction(self.task.key, self.field, self._old(), new, note=self.note)

    def _old(self) -> str:
        if self.field in DutyKind.values:
            return rows.names_read(self.task, self.field)
        known = rows.task_of(self.task)
        return cell(known, self.field) if self.field in CELLS_OF_TASK else ""


CELLS_OF_TASK = ("number", "path", "title", "text", "role", "deadline")


@dataclass(frozen=True, kw_only=True)
class SplitTask(_OnTask):
    """Make two tasks of one, at the words at which the second begins; gives the second."""

    name: ClassVar[str] = "task.split"
    title: ClassVar[Text] = Text("拆分任务", "Split a task")

    quote: str

    def correction(self) -> Correction:
        return Correction(self.task.key, "split", "", self._key(), self.quote, self.note)

    def _key(self) -> str:
        return part_key(self.task.key, self.task.plan.tasks.values_list("key", flat=True))

    def mended(self) -> Mended | None:
        return mended_of(self.task.plan)

    def result(self, made: dict[str, Task]) -> Task:
        return next(row for key, row in made.items() if key != self.task.key)


@dataclass(frozen=True, kw_only=True)
class MergeTasks(_OnTask):
    """Join another task to this one; the other stays in sight as dropped."""

    name: ClassVar[str] = "task.merge"
    title: ClassVar[Text] = Text("合并任务", "Merge two tasks")

    other: Task

    def perform(self, ground: Ground) -> Task:
        if self.other.plan_id != self.task.plan_id:
            raise NotThere
        return super().perform(ground)

    def correction(self) -> Correction:
        return Correction(self.task.key, "merge", "", self.other.key, "", self.note)

    def touched(self) -> Sequence[Task]:
        return (self.task, self.other)


@dataclass(frozen=True, kw_only=True)
class DropTask(_OnTask):
    """Take a task out of the ledger, with the reason; it stays in sight and can be restored."""

    name: ClassVar[str] = "task.drop"
    title: ClassVar[Text] = Text("删去任务", "Drop a task")
    needs_reason: ClassVar[bool] = True

    def perform(self, ground: Ground) -> Task:
        check_open(self.task.plan, ground, self.title)
        correction = Correction(self.task.key, "drop", note=self.note or ground.reason or self.title.zh)
        seen = {} if self.seen is None else {self.task.key: self.seen}
        return applied(ground, self.task.plan, correction, (self.task,), seen=seen)[self.task.key]

    def correction(self) -> Correction:
        return Correction(self.task.key, "drop", note=self.note)


@dataclass(frozen=True, kw_only=True)
class AddTask(Action[Task]):
    """Add a task: a marked stretch of the document, or one that the document does not say, which then stands there."""

    name: ClassVar[str] = "task.add"
    title: ClassVar[Text] = Text("增加任务", "Add a task")
    who: ClassVar[Right] = KEEPS_PLANS

    plan: Plan
    text: str = ""
    after: Task | None = None
    start: int | None = None
    end: int | None = None
    note: str = ""

    def subject(self) -> Plan:
        return self.plan

    def perform(self, ground: Ground) -> Task:
        """Raises StretchEmpty, EditNotFitting, PlanWithdrawn, ReasonNeeded."""
        check_open(self.plan, ground, self.title)
        if self.after is not None and self.after.plan_id != self.plan.pk:
            raise NotThere
        mended = mended_of(self.plan) if self.start is not None and self.end is not None else None
        quote = marked(mended, self.start or 0, self.end or 0) if mended else ""
        if not quote and not self.text.strip():
            raise StretchEmpty
        before = self.after or self._last_before(self.start) or self._last()
        key = added_key(self.plan.tasks.values_list("key", flat=True))
        correction = Correction(key, "add", before.key if before else "", self.text.strip(), quote, self.note)
        made = applied(ground, self.plan, _checked(correction), (before,) if before else (), mended=mended)
        return made[key]

    def _last(self) -> Task | None:
        return None if self.start is not None else self._standing().order_by("order").last()

    def _standing(self) -> QuerySet[Task]:
        return Task.objects.filter(plan=self.plan, is_dropped=False)

    def _last_before(self, start: int | None) -> Task | None:
        if start is None:
            return None
        return self._standing().filter(span_start__lte=start).order_by("span_start").last()


# promises

ROWS: dict[str, type[Target | Milestone | Work]] = {
    "target": Target, "commitment": Target, "milestone": Milestone, "project": Work,
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class AddPromise(_OnTask):
    """Add a target, relative goal, milestone or work to a task."""

    name: ClassVar[str] = "promise.add"
    title: ClassVar[Text] = Text("增加目标、节点或项目", "Add a target, milestone or work")

    kind: str
    cells: str
    quote: str = ""

    def correction(self) -> Correction:
        return Correction(self.task.key, f"{self.kind}.add", "", self.cells, self.quote, self.note)

    def mended(self) -> Mended | None:
        return mended_of(self.task.plan) if self.quote else None


@dataclass(frozen=True, kw_only=True)
class _OnPromise(_OnTask):
    kind: str
    promise: int

    def row(self) -> Target | Milestone | Work:
        """Raises NotThere."""
        model = ROWS.get(self.kind)
        row = model.objects.filter(pk=self.promise, task=self.task).first() if model else None
        if row is None:
            raise NotThere
        return row

    def value(self, cell: str) -> str:
        """What stands in one of its cells, in the words of a correction."""
        row = self.row()
        read = (
            rows.target_of(row, ()) if isinstance(row, Target)
            else rows.milestone_of(row, ()) if isinstance(row, Milestone) else rows.work_of(row, ())
        )  # fmt: skip
        return said(getattr(read, cell, None))


@dataclass(frozen=True, kw_only=True)
class CorrectPromise(_OnPromise):
    """Set one cell of a promise right."""

    name: ClassVar[str] = "promise.correct"
    title: ClassVar[Text] = Text("更正目标、节点或项目", "Correct a target, milestone or work")

    cell: str
    new: str

    def correction(self) -> Correction:
        field = f"{self.kind}.{self.cell}"
        return Correction(self.task.key, field, self.value(self.cell), self.new.strip(), self.row().quote, self.note)


@dataclass(frozen=True, kw_only=True)
class DropPromise(_OnPromise):
    """Take a promise out: a number that is no target, a date that binds nobody."""

    name: ClassVar[str] = "promise.drop"
    title: ClassVar[Text] = Text("删去目标、节点或项目", "Drop a target, milestone or work")

    def correction(self) -> Correction:
        whole = CELLS[self.kind][0] if self.kind in CELLS else ""
        return Correction(self.task.key, self.kind, self.value(whole), "", self.row().quote, self.note)


# the plan itself, doubts, taking back


@dataclass(frozen=True, kw_only=True)
class CorrectPlan(Action[Plan]):
    """Set right what the document says of itself: title, number, issuer, date, years, kind."""

    name: ClassVar[str] = "plan.correct"
    title: ClassVar[Text] = Text("更正计划信息", "Correct a plan")
    who: ClassVar[Right] = KEEPS_PLANS

    plan: Plan
    field: str
    new: str
    seen: int | None = None
    note: str = ""

    def subject(self) -> Plan:
        return self.plan

    def perform(self, ground: Ground) -> Plan:
        """Raises CorrectionsFaulty, EditNotFitting, PlanWithdrawn, ReasonNeeded, EditedMeanwhile."""
        check_open(self.plan, ground, self.title)
        old = said_by(document_of(self.plan)).get(FIELDS.get(self.field, ""), "") or ""
        correction = _checked(Correction(DOCUMENT, self.field, old, self.new.strip(), note=self.note))
        applied(ground, self.plan, correction, (), seen={} if self.seen is None else {DOCUMENT: self.seen})
        return self.plan


@dataclass(frozen=True, kw_only=True)
class SettleDoubt(Action[Task]):
    """Somebody looked at a doubt, and the row is right as it stands."""

    name: ClassVar[str] = "task.settle"
    title: ClassVar[Text] = Text("确认存疑内容", "Settle a doubt")
    who: ClassVar[Right] = KEEPS_PLANS

    task: Task
    doubt: int
    """Its place among the doubts of the task, from 0."""
    seen: int | None = None

    def subject(self) -> Task:
        return self.task

    def perform(self, ground: Ground) -> Task:
        """Raises NotThere, EditedMeanwhile."""
        doubts = [dict(each) for each in self.task.doubts]
        if not 0 <= self.doubt < len(doubts):
            raise NotThere
        doubts[self.doubt]["settled"] = {"by": ground.by.name, "at": ground.at.isoformat(timespec="seconds")}
        return ground.change(self.task, seen=self.seen, doubts=doubts, doubtful=open_doubts(doubts))


@dataclass(frozen=True, kw_only=True)
class TakeBack(Action[Edit]):
    """Undo an edit: what it changed stands as before, and later readings do not replay it any more."""

    name: ClassVar[str] = "plan.take_back"
    title: ClassVar[Text] = Text("撤回更正", "Take an edit back")
    who: ClassVar[Right] = KEEPS_PLANS

    edit: Edit

    def subject(self) -> Edit:
        return self.edit

    def perform(self, ground: Ground) -> Edit:
        """Raises EditTakenBack, LaterEditsFirst, PlanWithdrawn, ReasonNeeded."""
        check_open(self.edit.plan, ground, self.title)
        return undo(ground, self.edit)
