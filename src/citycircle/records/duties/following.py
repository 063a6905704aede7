"""When a name is decided, every duty that waits for it gets its organisation, in the same act.

A duty keeps the name it was printed with and its place in the queue, so that a decision that was wrong can be taken
back while the plan is a draft; what was asked or issued meanwhile is not touched.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Model, QuerySet

from citycircle.accounts import naming
from citycircle.accounts.actions import names
from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.models import ReadName
from citycircle.records.plans.models import Duty, PlanState


def follow(ground: Ground, name: ReadName) -> None:
    """Carry a decision about a name into the duties that stand under it."""
    if name.is_waiting:
        _wait_again(ground, name)
    elif not name.set_aside:
        _resolve(ground, name)
    ground.note(duties=Duty.objects.filter(read_name=name).count())


def _resolve(ground: Ground, name: ReadName) -> None:
    meanings: dict[date, naming.Meaning] = {}
    changed: list[tuple[Model, dict[str, Any]]] = []
    added: dict[tuple[int, str, int], Duty] = {}
    for duty in _open_plans(Duty.objects.filter(read_name=name, organisation=None)):
        day = duty.task.plan.issued_on or ground.day
        if day not in meanings:
            meanings[day] = naming.read([name.name], city=name.city, day=day)[name.name]
        meant = meanings[day]
        first, *others = meant.organisations or (None,)
        changed.append((duty, {"organisation_id": first, "through_id": meant.collective}))
        for other in _fresh(duty, others) if others else ():
            added.setdefault((duty.task_id, duty.kind, other), _beside(duty, other, meant.collective))
    ground.change_many(changed)
    ground.create_many(list(added.values()))


def _fresh(duty: Duty, others: Sequence[int | None]) -> list[int]:
    """Those behind a collective name that the task does not name in the same duty already."""
    named = set(duty.task.duties.filter(kind=duty.kind).values_list("organisation_id", flat=True))
    return [one for one in others if one is not None and one not in named]


def _beside(duty: Duty, organisation: int, collective: int | None) -> Duty:
    """The same printed name for one more of the organisations behind it."""
    return Duty(
        task_id=duty.task_id, kind=duty.kind, name=duty.name, organisation_id=organisation, through_id=collective,
        read_name_id=duty.read_name_id, order=duty.order, by_rule=duty.by_rule, is_inherited=duty.is_inherited,
        span_start=duty.span_start, span_end=duty.span_end,
    )  # fmt: skip


def _wait_again(ground: Ground, name: ReadName) -> None:
    """Drafts wait again: one row a printed name; those that a collective name had added go."""
    kept: set[tuple[int, str]] = set()
    drafts = Duty.objects.filter(read_name=name, decision=None, task__plan__state=PlanState.DRAFT)
    for duty in drafts.order_by("id"):
        if (duty.task_id, duty.kind) in kept:
            ground.remove(duty)
        else:
            kept.add((duty.task_id, duty.kind))
            ground.change(duty, organisation_id=None, through_id=None)


def _open_plans(rows: QuerySet[Duty]) -> QuerySet[Duty]:
    return rows.exclude(task__plan__state=PlanState.WITHDRAWN).select_related("task__plan").order_by("id")


if follow not in names.FOLLOWERS:
    names.FOLLOWERS.append(follow)
