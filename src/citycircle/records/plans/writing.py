"""Writing a plan as it was read and edited into its rows: new ones in bulk, known ones only where something changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from citycircle.accounts.actions.ground import Ground
from citycircle.core import plans as core
from citycircle.documents.due import due_of, last_day
from citycircle.documents.writers.own_columns import printed
from citycircle.records.plans import rows
from citycircle.records.plans.models import Duty, DutyKind, Milestone, Plan, Target, Task, Work
from citycircle.records.plans.naming import Names, names_of, read_names
from citycircle.records.plans.ordering import codes, orders
from citycircle.records.plans.remarks import open_doubts, with_settled
from citycircle.records.plans.rows import Values


@dataclass(slots=True)
class Writer:
    """Writes tasks of one plan and what they promise.

    `only` names the tasks that are written, with what they promise; without it the plan is written as a whole, and
    what the reading no longer holds is marked as dropped.
    """

    ground: Ground
    plan: Plan
    found: core.Plan
    words: Mapping[str, str] = field(default_factory=dict)
    """The words of each task as read, by which a later reading knows it again."""
    doubts: Mapping[str, list[Values]] | None = None
    """The doubts of each task; None leaves those that stand."""
    only: frozenset[str] | None = None
    seen: Mapping[str, int] = field(default_factory=dict)
    """The version of a task that the person had on the screen, by key."""
    names: Names = field(default_factory=Names)

    def write(self) -> dict[str, Task]:
        """Write everything; gives the rows of the tasks by key."""
        known = self._known()
        self.names = read_names(self.ground, self.plan, names_of(self._duties_to_read(known)))
        tasks = self._tasks(known)
        self._promises(tasks)
        return tasks

    def _known(self) -> dict[str, Task]:
        wanted = Task.objects.filter(plan=self.plan).prefetch_related("duties").order_by("order")
        if self.only is not None:
            wanted = wanted.filter(key__in=self.only)
        return {task.key: task for task in wanted}

    def _duties_to_read(self, known: Mapping[str, Task]) -> Iterable[core.Duty]:
        for task in self._all():
            row = known.get(task.id)
            if row is None or _read_duty(row) != _duty_words(task.duty):
                yield task.duty

    def _all(self) -> list[core.Task]:
        """The tasks, and among them, at their places, those that were taken out."""
        found = list(self.found.tasks)
        for dropped in self.found.dropped:
            later = (at for at, task in enumerate(found) if task.span.start > dropped.task.span.start)
            found.insert(next(later, len(found)), dropped.task)
        return found

    # tasks

    def _tasks(self, known: dict[str, Task]) -> dict[str, Task]:
        wanted = self._all()
        out = {each.task.id for each in self.found.dropped}
        places = self._orders(wanted, known)
        fresh = [task for task in wanted if task.id not in known]
        values = self._values(wanted, out)
        for task in wanted:
            if task.id in known:
                self._update(known[task.id], values[task.id] | places.get(task.id, {}), task)
        made = self._create(fresh, values, places)
        if self.only is None:
            for key in known.keys() - {task.id for task in wanted}:
                self._gone(known[key])
        return known | made

    def _values(self, wanted: Sequence[core.Task], out: set[str]) -> dict[str, Values]:
        targets, milestones = _by_task(self.found.targets), _by_task(self.found.milestones)
        firm = {each.task: each.strength for each in self.found.milestones if each.strength}
        firm |= {each.task: each.strength for each in self.found.targets if each.strength}
        found = {}
        for task in wanted:
            due = due_of(task, self.found.document, targets[task.id], milestones[task.id])
            more = {
                "strength": firm.get(task.id) or "",
                "basis": rows.storable(printed(task, "source")),
                "is_dropped": task.id in out,
                "as_read": {"words": self.words.get(task.id, ""), **_duty_words(task.duty)},
            }
            found[task.id] = rows.values_of_task(task, due) | more
        return found

    def _orders(self, wanted: Sequence[core.Task], known: Mapping[str, Task]) -> dict[str, Values]:
        if self.only is not None:
            return {}
        out = {each.task.id for each in self.found.dropped if each.task.id in known}  # they keep the place they had
        standing = [task.id for task in wanted if task.id not in out]
        numbers = orders([known[key].order if key in known else None for key in standing])
        return {key: {"order": number} for key, number in zip(standing, numbers, strict=True)}

    def _create(
        self, fresh: Sequence[core.Task], values: Mapping[str, Values], places: Mapping[str, Values]
    ) -> dict[str, Task]:
        if not fresh:
            return {}
        taken = Task.objects.filter(plan=self.plan).values_list("code", flat=True)
        given = codes(self.plan.code, [values[task.id]["number"] for task in fresh], taken)
        made = []
        for task, code in zip(fresh, given, strict=True):
            doubts = (self.doubts or {}).get(task.id, [])
            more = {"doubts": doubts, "doubtful": open_doubts(doubts)} | places.get(task.id, {"order": 0})
            made.append(
                Task(plan=self.plan, city_id=self.plan.city_id, key=task.id, code=code, **values[task.id], **more)
            )
        self._save(made)
        duties = [
            Duty(task=row, **duty)
            for row, task in zip(made, fresh, strict=True)
            for duty in self.names.duties(task.duty)
        ]
        self._save(duties)
        return {row.key: row for row in made}

    def _save(self, made: Sequence[models.Model]) -> None:
        """A few rows are logged value by value, as an edit makes them; thousands by count and digest."""
        if self.only is not None:
            for each in made:
                self.ground.create(each)
        else:
            self.ground.create_in_bulk(made)

    def _update(self, row: Task, values: Values, task: core.Task) -> None:
        duties = _read_duty(row)
        if not values["as_read"]["words"]:
            values["as_read"]["words"] = row.as_read.get("words", "")
        if self.doubts is not None:
            doubts = with_settled(self.doubts.get(row.key, []), row.doubts)
            values |= {"doubts": doubts, "doubtful": open_doubts(doubts)}
        changed = {name: value for name, value in values.items() if getattr(row, name) != value}
        if changed:
            self.ground.change(row, seen=self.seen.get(row.key), **changed)
        for kind in DutyKind:
            if duties[kind] != _duty_words(task.duty)[kind]:
                self._exchange_duties(row, task.duty, kind)

    def _exchange_duties(self, row: Task, duty: core.Duty, kind: DutyKind) -> None:
        """The duties of one kind anew; a name that stays keeps its row, and with it what was decided about it."""
        wanted = self.names.duties(duty, [kind])
        for old in [each for each in row.duties.all() if each.kind == kind]:
            same = next(
                (w for w in wanted if (w["name"], w["organisation_id"]) == (old.name, old.organisation_id)), None
            )
            if same is None:
                self.ground.remove(old)
            else:
                wanted.remove(same)
        for values in wanted:
            self.ground.create(Duty(task=row, **values))

    def _gone(self, row: Task) -> None:
        if not row.is_dropped and row.as_read.get("words"):
            self.ground.change(row, is_dropped=True)

    # promises

    def _promises(self, tasks: Mapping[str, Task]) -> None:
        plain = rows.keyed([self._of_task(each, rows.target_values(each)) for each in self.found.targets], "indicator")
        relative = rows.keyed(
            [self._of_task(each, rows.commitment_values(each)) for each in self.found.commitments], "indicator"
        )
        milestones = [self._of_task(each, rows.milestone_values(each)) for each in self.found.milestones]
        works = [self._of_task(each, rows.work_values(each)) for each in self.found.projects]
        self._exchange(Target, tasks, [*plain, *(each | {"key": f"r-{each['key']}"} for each in relative)])
        self._exchange(Milestone, tasks, rows.keyed(milestones, "what"))
        self._exchange(Work, tasks, rows.keyed(works, "name"))
        for dropped in self.found.dropped:
            if dropped.into is not None and dropped.into in tasks:
                for row in Milestone.objects.filter(task=tasks[dropped.task.id], is_added=True):
                    self.ground.change(row, task_id=tasks[dropped.into].pk)

    @staticmethod
    def _of_task(promise: Any, values: Values) -> Values:  # any kind of promise
        return values | {"task": promise.task}

    def _exchange(self, model: type[Any], tasks: Mapping[str, Task], wanted: Sequence[Values]) -> None:
        """Pair promises with rows: in the same task first, then under another one (its part, or whoever took it in)."""
        known = self._rows_of(model)
        values = rows.ordered(wanted)
        pairs = {at: known.pop((each["task"], each["key"]), None) for at, each in enumerate(values)}
        left = {key: (task, key) for task, key in known}
        fresh = []
        for at, each in enumerate(values):
            row = pairs[at] or (known.pop(left.pop(each["key"]), None) if each["key"] in left else None)
            task = tasks.get(each.pop("task") or "")
            each["task_id"] = task.pk if task else None
            if row is None:
                fresh.append(model(plan=self.plan, **each))
            else:
                self._renew(row, each)
        for row in known.values():
            if self.only is not None or not _has_a_life(row):
                self.ground.remove(row)
        self._save(fresh)

    def _rows_of(self, model: type[Any]) -> dict[tuple[str | None, str], Any]:
        found = model.objects.filter(plan=self.plan).select_related("task")
        if model is Milestone:
            found = found.filter(is_added=False)  # a person's own are not the reading's
        if self.only is not None:
            found = found.filter(task__key__in=self.only)
        return {(row.task.key if row.task else None, row.key): row for row in found}

    def _renew(self, row: Any, values: Values) -> None:  # a row of any promise
        if self.only is not None:
            del values["order"]  # its place among all of the plan is not known here
        if isinstance(row, Milestone) and (
            row.deadline == values["deadline"] or row.baseline_on != last_day(row.deadline)
        ):
            del values["baseline_on"]  # as agreed since
        changed = {name: value for name, value in values.items() if getattr(row, name) != value}
        if changed:
            self.ground.change(row, **changed)


def _has_a_life(row: Any) -> bool:  # a row of any promise
    """Whether a milestone has days or a post of its own by now, so that it outlives its sentence."""
    return isinstance(row, Milestone) and bool(row.forecast_on or row.actual_on or row.post_id)


def _by_task(promises: Iterable[Any]) -> Mapping[str | None, list[Any]]:
    found: dict[str | None, list[Any]] = defaultdict(list)
    for each in promises:
        found[each.task].append(each)
    return found


def _duty_words(duty: core.Duty) -> dict[str, str]:
    return {kind.value: ";".join(each.text for each in getattr(duty, kind.value)) for kind in DutyKind}


def _read_duty(row: Task) -> dict[str, str]:
    return {kind.value: rows.names_read(row, kind.value) for kind in DutyKind}
