"""One edit on the rows of a plan, without reading its document: the tasks it touches are made into a small plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from citycircle.accounts.actions.ground import Ground
from citycircle.core import plans as core
from citycircle.documents.attempts import ALREADY
from citycircle.documents.corrections import DOCUMENT, Correction, replay
from citycircle.documents.mended import Mended
from citycircle.records.plans import rows
from citycircle.records.plans.edits import keep
from citycircle.records.plans.errors import EditNotFitting
from citycircle.records.plans.models import Milestone, Plan, Target, Task, Work
from citycircle.records.plans.ordering import orders
from citycircle.records.plans.telling import document_of, values_of_plan
from citycircle.records.plans.writing import Writer


def applied(
    ground: Ground, plan: Plan, correction: Correction, tasks: Iterable[Task], *,
    seen: Mapping[str, int] | None = None, mended: Mended | None = None,
) -> dict[str, Task]:  # fmt: skip
    """Apply an edit and keep it; gives the tasks touched, by key. Raises EditNotFitting, EditedMeanwhile."""
    Plan.objects.select_for_update().only("pk").get(pk=plan.pk)  # one after the other, so that numbers follow
    keys = [task.key for task in tasks]
    before = small_plan(plan, keys)
    replayed = replay(before, [correction], mended)
    outcome = replayed.outcomes[0]
    if not outcome.applied:
        raise EditNotFitting(remark=outcome.remark.message.fill(**dict(outcome.remark.values)))
    if replayed.plan == before:
        raise EditNotFitting(remark=ALREADY.fill(id=correction.id, field=correction.field, new=correction.new))
    first = len(ground.changes)
    seen = seen or {}
    made = _write(ground, plan, before, replayed.plan, seen)
    details = {"changes": ground.changes[first:], "tasks": sorted({*keys, *made})}
    keep(ground, plan, correction, outcome, details)
    return made


def _write(ground: Ground, plan: Plan, before: core.Plan, after: core.Plan, seen: Mapping[str, int]) -> dict[str, Task]:
    if after.document != before.document:
        changed = {name: value for name, value in values_of_plan(after, plan.title).items()
                   if name != "sections" and getattr(plan, name) != value}  # fmt: skip
        ground.change(plan, seen=seen.get(DOCUMENT), **changed)
        return {}
    keys = frozenset(task.id for task in (*before.tasks, *after.tasks))
    made = Writer(ground, plan, after, only=keys, seen=seen).write()
    _put_in_order(ground, plan, [task.id for task in before.tasks], [task.id for task in after.tasks], made)
    return made


def _put_in_order(ground: Ground, plan: Plan, before: list[str], after: list[str], made: Mapping[str, Task]) -> None:
    """Give a new task its place behind the one it comes after."""
    fresh = [key for key in after if key not in before]
    for key in fresh:
        at = after.index(key)
        numbers = list(plan.tasks.exclude(key=key).order_by("order").values_list("key", "order"))
        places = [name for name, _ in numbers]
        behind = places.index(after[at - 1]) + 1 if at and after[at - 1] in places else 0
        wanted: list[int | None] = [number for _, number in numbers]
        wanted.insert(behind, None)
        names = [*places[:behind], key, *places[behind:]]
        for name, old, new in zip(names, wanted, orders(wanted), strict=True):
            if name == key:
                ground.change(made[key], order=new)
            elif old != new:
                ground.change(plan.tasks.get(key=name), order=new)


def small_plan(plan: Plan, keys: Iterable[str]) -> core.Plan:
    """Some tasks of a plan with what they promise, as they would be read."""
    wanted = plan.tasks.filter(key__in=list(keys), is_dropped=False).prefetch_related("duties").order_by("order")
    found = {task.key: task for task in wanted}
    where = {"task__in": list(found.values())}
    targets = [rows.target_of(row, tuple(row.task.path)) for row in _rows(Target, where)]
    return core.Plan(
        document=document_of(plan),
        tasks=tuple(rows.task_of(task) for task in found.values()),
        targets=tuple(each for each in targets if isinstance(each, core.Target)),
        commitments=tuple(each for each in targets if isinstance(each, core.Commitment)),
        milestones=tuple(
            rows.milestone_of(row, tuple(row.task.path)) for row in _rows(Milestone, where | {"is_added": False})
        ),
        projects=tuple(rows.work_of(row, tuple(row.task.path)) for row in _rows(Work, where)),
    )


def _rows(model: type[Any], where: Mapping[str, Any]) -> list[Any]:
    return list(model.objects.filter(**where).select_related("task").order_by("order", "id"))
