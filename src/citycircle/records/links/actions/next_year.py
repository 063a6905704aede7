"""Drafting next year's plan from this one: each carried task points to its predecessor."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import Model

from citycircle.accounts.actions.base import Action
from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.rights import Right
from citycircle.core.messages import Text
from citycircle.planning.tracing.years import Carried, carry_forward
from citycircle.records.plans.ledgers import ledger_of
from citycircle.records.plans.models import Plan, PlanKind, Task, UpperPlan
from citycircle.records.plans.ordering import codes, orders
from citycircle.records.plans.reach import KEEPS_PLANS
from citycircle.records.plans.telling import next_code

FINISHED = frozenset(("done", "archived", "withdrawn", "closed"))
"""States of a task (mechanisms.tasks) in which nothing of it is left to carry forward."""
CARRIED = "CARRIED"
"""The code of what a person has to decide about a carried task; it stands among the doubts of the task."""
_KEPT_OF_TASK = ("key", "path", "field", "role", "title", "body", "subitems", "strength", "basis")
_LEFT_OPEN = ("span_start", "span_end", "actual_on", "forecast_on", "decision_id")
"""What belongs to the old task alone: places in its document, what became of it, a decision made about it."""
_NOT_COPIED = frozenset(("id", "version", "task", "task_id", "plan", "plan_id"))


@dataclass(frozen=True, kw_only=True)
class DraftNextYear(Action[Plan]):
    """Make a draft plan of the next year with every task that is not finished.

    Finished are those in a closing state and those named in `also_finished`. Words and figures stay; a day that has
    passed is left open, and what only a person can decide stands as a doubt at the task.
    """

    name: ClassVar[str] = "plan.draft_next"
    title: ClassVar[Text] = Text("起草下一年度方案", "Draft next year's plan")
    who: ClassVar[Right] = KEEPS_PLANS

    plan: Plan
    year: int
    called: str
    also_finished: tuple[Task, ...] = ()

    def subject(self) -> Plan:
        return self.plan

    def perform(self, ground: Ground) -> Plan:
        rows = {task.key: task for task in self._tasks()}
        draft = carry_forward(ledger_of(self.plan), finished(rows.values(), self.also_finished),
                              year=self.year, title=self.called)  # fmt: skip
        made = self._plan(ground)
        places = orders([None] * len(draft.carried))
        numbers = codes(made.code, [each.item.number for each in draft.carried])
        tasks = ground.create_in_bulk([
            _task(made, rows[each.continues], each, order, code)
            for each, order, code in zip(draft.carried, places, numbers, strict=True)
        ])  # fmt: skip
        by_old = {task.continues_id: task for task in tasks}
        for children in ("duties", "targets", "milestones", "works"):
            ground.create_in_bulk([
                _copy(child, made, by_old[old.pk])
                for old in rows.values() if old.pk in by_old
                for child in getattr(old, children).all()
            ])  # fmt: skip
        ground.note(carried=len(tasks), finished=len(draft.closed))
        return made

    def _tasks(self) -> Iterable[Task]:
        kept = self.plan.tasks.filter(is_dropped=False).order_by("order")
        return list(kept.prefetch_related("duties", "targets", "milestones", "works"))

    def _plan(self, ground: Ground) -> Plan:
        old = self.plan
        made = Plan(
            title=self.called[:300], issuer=old.issuer, kind=PlanKind.ANNUAL_POINTS, organisation=old.organisation,
            city=old.city, circle=old.circle, year_from=self.year, year_to=self.year, sections=old.sections,
            previous=old, made_at=ground.at,
        )  # fmt: skip
        made.code = next_code(made, self.year)
        ground.create(made)
        above = UpperPlan.objects.filter(plan=old).select_related("above")
        still = [row.above for row in above if row.above.year_to is None or row.above.year_to >= self.year]
        ground.create_many([UpperPlan(plan=made, above=plan) for plan in still])
        return made


def finished(tasks: Iterable[Task], also: Iterable[Task] = ()) -> set[str]:
    """The keys of the tasks that stay behind."""
    named = {task.pk for task in also}
    return {task.key for task in tasks if task.state in FINISHED or task.pk in named}


def _task(plan: Plan, old: Task, carried: Carried, order: int, code: str) -> Task:
    item = carried.item
    doubts = [_asked(each) for each in carried.asks]
    return Task(
        plan=plan, city_id=plan.city_id, code=code, order=order, number=item.number, continues=old,
        due=item.due, due_words=item.due_words, due_implied=old.due_implied if item.due else {},
        doubts=doubts, doubtful=len(doubts), **{name: getattr(old, name) for name in _KEPT_OF_TASK},
    )  # fmt: skip


def _asked(question: Text) -> dict[str, Any]:
    """Something to decide, in the shape of a reader's doubt: without a place, and with nothing proposed instead."""
    said = {"zh": question.zh, "en": question.en}
    return {"code": CARRIED, **said, "start": None, "end": None, "alternative": None, "settled": None}


def _copy(child: Any, plan: Plan, task: Task) -> Model:
    """A duty, target, milestone or work of a task, for the task that continues it; without places in a document."""
    fields = [each.attname for each in child._meta.concrete_fields]  # noqa: SLF001  # Django's documented API
    values = {name: getattr(child, name) for name in fields if name not in _NOT_COPIED}
    values |= {
        name: None for name in ("span_start", "span_end", "actual_on", "forecast_on", "decision_id") if name in values
    }
    if "baseline_on" in values and values["baseline_on"] and values["baseline_on"].year < (plan.year_from or 0):
        values["baseline_on"] = None
    if "plan_id" in fields:
        values["plan_id"] = plan.pk
    made: Model = type(child)(**values, task_id=task.pk)
    return made
