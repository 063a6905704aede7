"""From the rows of a plan to the ledger on which the rules of planning work (`planning.ledger`)."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import cast

from django.db.models import QuerySet

from citycircle.core.plans import Comparator, Period, Role, Stage, Strength
from citycircle.planning.ledger import Goal, Item, Ledger, Party, Relative, Step, Work
from citycircle.records.plans import models
from citycircle.records.plans.models import DutyKind

BEHIND = ("duties__organisation__city", "targets", "milestones", "works")
"""What an item needs beside its task, read in one question each."""


def ledger_of(plan: models.Plan) -> Ledger:
    """The ledger of a plan as it stands now, without dropped tasks; the number of questions does not grow with it."""
    place = plan.city.code if plan.city else (plan.circle.code if plan.circle else "")
    rows = plan.tasks.filter(is_dropped=False).order_by("order")
    return Ledger(plan.title, items(rows), plan.issuer, place, plan.year_from, plan.year_to)


def items(tasks: QuerySet[models.Task] | Iterable[models.Task]) -> tuple[Item, ...]:
    """Items of tasks, in the order given; a queryset is read with everything that belongs to it."""
    rows = tasks.prefetch_related(*BEHIND) if isinstance(tasks, QuerySet) else tasks
    return tuple(item_of(task) for task in rows)


def item_of(task: models.Task) -> Item:
    """One task as an item."""
    duties = list(task.duties.all())
    targets = list(task.targets.all())
    return Item(
        key=task.key,
        number=task.number,
        title=task.title,
        text=task.body,
        path=tuple(task.path),
        field=task.field,
        role=cast(Role, task.role),
        leads=_parties(duties, DutyKind.LEAD),
        responsible=_parties(duties, DutyKind.RESPONSIBLE),
        cooperating=_parties(duties, DutyKind.COOPERATING),
        due=task.due,
        due_words=task.due_words,
        due_implied=str(task.due_implied.get("zh", "")),
        goals=tuple(_goal(each) for each in targets if each.value is not None),
        steps=tuple(Step(each.what, each.deadline, each.quote) for each in task.milestones.all()),
        works=tuple(Work(each.name, cast(Stage, each.stage), each.quote) for each in task.works.all()),
        strength=cast(Strength, task.strength) if task.strength else None,
        basis=task.basis,
        relatives=tuple(_relative(each) for each in targets if each.value is None),
    )


def _parties(duties: Iterable[models.Duty], kind: DutyKind) -> tuple[Party, ...]:
    """The organisations of one kind of duty; one that stands in it twice (by name and in a collective) counts once."""
    found: dict[Party, None] = {}
    for duty in duties:
        if duty.kind == kind:
            known = duty.organisation
            city = known.city.code if known and known.city else ""
            found[Party(known.code, known.name, city) if known else Party("", duty.name)] = None
    return tuple(found)


def _goal(target: models.Target) -> Goal:
    implied = str(target.deadline_implied.get("value", ""))
    return Goal(
        target.indicator,
        cast(Comparator, target.op),
        plain(target.value or Decimal(0)),
        target.unit,
        plain(target.value_high) if target.value_high is not None else None,
        cast(Period, target.period) if target.period else None,
        target.deadline or implied,
        target.quote,
    )


def _relative(target: models.Target) -> Relative:
    return Relative(target.indicator, cast(Comparator, target.op), target.benchmark, target.quote)


def plain(value: Decimal) -> Decimal:
    """A number without the zeros that the database puts behind it.

    >>> plain(Decimal("120.0000000000")), plain(Decimal("3.50"))
    (Decimal('120'), Decimal('3.5'))
    """
    whole = value.to_integral_value()
    return whole.quantize(Decimal(1)) if value == whole else value.normalize()
