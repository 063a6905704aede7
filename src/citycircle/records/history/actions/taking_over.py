"""A past ledger is looked at, its rows are matched by a person, and then it becomes history, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from citycircle.accounts.actions.base import Action, carry_out
from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.errors import NotThere
from citycircle.accounts.models import Organisation
from citycircle.accounts.rights import Place, Right
from citycircle.core.messages import Text
from citycircle.planning.lists.names import names_in
from citycircle.planning.lists.past import PastLedger as Past
from citycircle.planning.lists.past import PastTask, Told
from citycircle.records.files.models import StoredFile
from citycircle.records.history.errors import MatchNotKnown, MatchUndecided, NoTasksFound, TakenOver
from citycircle.records.history.looking import counts_of, past_of
from citycircle.records.history.models import PastLedger, PastProgress, UnplacedCell
from citycircle.records.plans.actions.editing import AddTask, CorrectCell
from citycircle.records.plans.models import Plan, Task
from citycircle.records.plans.reach import KEEPS_PLANS, plans_within
from citycircle.records.plans.telling import next_code

NEW, SKIP = "new", "skip"
FROM_LEDGER = Text("据原有台账补录", "from the ledger kept before")
LEFT_OUT = Text("此行经确认不接续。", "A person left this row out.")


@dataclass(frozen=True, kw_only=True)
class LookAtLedger(Action[PastLedger]):
    """Read an Excel ledger with months of reported progress, for a plan or without one; nothing is filed yet."""

    name: ClassVar[str] = "history.look"
    title: ClassVar[Text] = Text("读取原有台账", "Read a ledger kept before")
    who: ClassVar[Right] = KEEPS_PLANS

    organisation: Organisation
    file: StoredFile
    plan: Plan | None = None
    year: int | None = None

    def place(self) -> Place:
        return self.organisation.place

    def perform(self, ground: Ground) -> PastLedger:
        """Raises NoTasksFound, NotThere, and what reading the file raises."""
        if self.file.organisation != self.organisation:
            raise NotThere
        if self.plan is not None and not plans_within(ground.by).filter(pk=self.plan.pk).exists():
            raise NotThere
        past = past_of(self.file, self.year)
        if not past.tasks:
            raise NoTasksFound
        return ground.create(
            PastLedger(file=self.file, organisation=self.organisation, plan=self.plan, year=self.year,
                       found=counts_of(past), offered_by_id=ground.by.person, offered_at=ground.at)
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class _OnLedger(Action[PastLedger]):
    who: ClassVar[Right] = KEEPS_PLANS

    ledger: PastLedger

    def subject(self) -> PastLedger:
        return self.ledger

    def check_open(self) -> None:
        """Raises TakenOver."""
        if self.ledger.taken_at is not None:
            raise TakenOver


@dataclass(frozen=True, kw_only=True)
class MatchRows(_OnLedger):
    """Say for rows of the ledger which task of the plan they are: `row=task`, `row=new` or `row=skip`."""

    name: ClassVar[str] = "history.match"
    title: ClassVar[Text] = Text("确认对应任务", "Match rows with tasks")

    choices: tuple[str, ...]

    def perform(self, ground: Ground) -> PastLedger:
        """Raises TakenOver, MatchNotKnown."""
        self.check_open()
        chosen = dict(self.ledger.matches)
        known = set(map(str, _tasks_of(self.ledger.plan)))
        for choice in self.choices:
            row, _, task = choice.partition("=")
            if not row.isdecimal() or not 0 <= int(row) < self.ledger.found["tasks"]:
                raise MatchNotKnown(row=row)
            if task not in {NEW, SKIP, ""} and task not in known:
                raise MatchNotKnown(row=int(row) + 1)
            chosen[row] = task
        return ground.change(self.ledger, matches={row: task for row, task in chosen.items() if task})


@dataclass(frozen=True, kw_only=True)
class TakeOver(_OnLedger):
    """File the ledger as history. Rows matched as new become tasks; without a plan, a plan is made of the ledger."""

    name: ClassVar[str] = "history.take_over"
    title: ClassVar[Text] = Text("接续为历史", "Take it over as history")

    plan_title: str = ""
    """What the plan is called that is made where there is none."""

    def perform(self, ground: Ground) -> PastLedger:
        """Raises TakenOver, MatchUndecided, and what adding tasks raises."""
        self.check_open()
        past = past_of(self.ledger.file, self.ledger.year)
        if self.ledger.plan is None:
            plan = ground.create(self._new_plan(past, ground))
            matched = {str(at): NEW for at in range(len(past.tasks))} | self.ledger.matches
            ground.change(self.ledger, plan=plan, matches=matched)
        undecided = sum(str(at) not in self.ledger.matches for at in range(len(past.tasks)))
        if undecided:
            raise MatchUndecided(count=undecided)
        tasks = self._tasks(past, ground)
        progress = [self._progress(each, tasks[each.task]) for each in past.told if each.task in tasks]
        ground.create_in_bulk(progress)
        ground.create_many(list(self._unplaced(past, tasks)))
        return ground.change(self.ledger, taken_at=ground.at)

    def _new_plan(self, past: Past, ground: Ground) -> Plan:
        office = self.ledger.organisation
        years = [year for year, _ in past.months]
        plan = Plan(title=self.plan_title.strip() or self.ledger.file.name.rpartition(".")[0], organisation=office,
                    city=office.city, issuer=office.name, year_from=min(years, default=None),
                    year_to=max(years, default=None), made_at=ground.at)  # fmt: skip
        plan.code = next_code(plan, ground.day.year)
        return plan

    def _tasks(self, past: Past, ground: Ground) -> Mapping[int, Task]:
        """The task of each row; those that are new are added through the actions of plans."""
        plan = self.ledger.plan
        assert plan is not None
        known = {task.pk: task for task in Task.objects.filter(plan=plan, is_dropped=False)}
        found: dict[int, Task] = {}
        for at, task in enumerate(past.tasks):
            chosen = self.ledger.matches[str(at)]
            if chosen == SKIP:
                continue
            found[at] = _added(task, plan, ground) if chosen == NEW else _of(known, chosen, at)
        return found

    def _progress(self, told: Told, task: Task) -> PastProgress:
        return PastProgress(ledger=self.ledger, task=task, month=date(told.year, told.month, 1), kind=told.kind,
                            words=told.words, value=told.value, unit=told.unit, sheet=told.place.sheet,
                            light=told.light.zh if told.light else "", cell=told.place.cell)  # fmt: skip

    def _unplaced(self, past: Past, tasks: Mapping[int, Task]) -> Iterator[UnplacedCell]:
        """What found no place, what a person left out, and colours whose month nobody can tell."""
        for place, words, reason in (*past.unplaced, *past.colours):
            yield UnplacedCell(ledger=self.ledger, sheet=place.sheet, cell=place.cell, words=words,
                               reason={"zh": reason.zh, "en": reason.en})  # fmt: skip
        for told in past.told:
            if told.task not in tasks:
                words = told.words or (told.light.zh if told.light else "")
                yield UnplacedCell(ledger=self.ledger, sheet=told.place.sheet, cell=told.place.cell, words=words,
                                   reason={"zh": LEFT_OUT.zh, "en": LEFT_OUT.en})  # fmt: skip


def _tasks_of(plan: Plan | None) -> list[int]:
    return list(Task.objects.filter(plan=plan, is_dropped=False).values_list("pk", flat=True)) if plan else []


def _of(known: Mapping[int, Task], chosen: str, at: int) -> Task:
    task = known.get(int(chosen)) if chosen.isdecimal() else None
    if task is None:
        raise MatchNotKnown(row=at + 1)
    return task


def _added(past: PastTask, plan: Plan, ground: Ground) -> Task:
    """A task of the ledger as a task of the plan, with what its last sheet says of duties and deadline."""

    def act(action: Action[Any]) -> Task:
        reason = ground.reason or FROM_LEDGER.zh
        made: Task = carry_out(action, by=ground.by, at=ground.at, reason=reason)
        return made

    content = past.latest("content")
    task = act(AddTask(plan=plan, text=content or past.name, note=FROM_LEDGER.zh))
    told = {
        "number": past.number,
        "title": past.name if content and content != past.name else "",
        "lead": _several(past.latest("lead")),
        "responsible": _several(past.latest("responsible")),
        "cooperating": _several(past.latest("cooperating")),
        "deadline": past.latest("deadline"),
        "path": past.field,
    }
    stands = {"number": task.number, "title": task.title, "path": ";".join(task.path), "deadline": task.due_words}
    for name, words in told.items():
        if words and words != stands.get(name):
            task = act(CorrectCell(task=task, field=name, new=words, note=FROM_LEDGER.zh))
    return task


def _several(words: str) -> str:
    return ";".join(names_in(words))
