"""From the rows of milestones to the words on which the rules of the schedule work (`planning.schedule`)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Prefetch, Q, QuerySet

from citycircle.accounts.rights import Viewer
from citycircle.planning.schedule.critical_path import CriticalPath, critical_path
from citycircle.planning.schedule.network import Network, network_of
from citycircle.planning.schedule.nodes import Gap, Node, Predecessor, gaps
from citycircle.planning.schedule.slippage import Moved, due_within, moved_by, moves, overdue
from citycircle.records.plans.models import Milestone, Plan
from citycircle.records.plans.reach import plans_within
from citycircle.records.schedules.models import Precedence

KEPT = Q(task=None) | Q(task__is_dropped=False)
"""Milestones of tasks that were dropped are kept, and left out of the schedule."""


def milestones_within(viewer: Viewer) -> QuerySet[Milestone]:
    """The milestones of the plans that a viewer may see."""
    rows = Milestone.objects.filter(KEPT)
    return rows if viewer.is_service else rows.filter(plan__in=plans_within(viewer).order_by().values("pk"))


def milestones_of(plan: Plan) -> list[Milestone]:
    """The milestones of a plan with what they wait for, in order; three questions, however many there are."""
    links = Prefetch("predecessors", Precedence.objects.order_by("id"))
    rows = Milestone.objects.filter(KEPT, plan=plan).select_related("task", "post__organisation")
    return list(rows.prefetch_related(links).order_by("task__order", "order", "id"))


def node_of(row: Milestone, links: Iterable[Precedence] = ()) -> Node:
    """One milestone in the words of the rules; its key is its number."""
    return Node(
        key=str(row.pk),
        title=row.what,
        task=str(row.task_id or ""),
        after=tuple(Predecessor(str(link.before_id), link.lag) for link in links),
        baseline=row.baseline_on,
        forecast=row.forecast_on,
        actual=row.actual_on,
        post=str(row.post) if row.post else "",
        days=row.days,
    )


def nodes_of(rows: Sequence[Milestone]) -> tuple[Node, ...]:
    """Milestones with their predecessors; one whose predecessor is no longer in the schedule no longer waits for it."""
    known = {row.pk for row in rows}
    return tuple(node_of(row, [link for link in row.predecessors.all() if link.before_id in known]) for row in rows)


@dataclass(frozen=True)
class Schedule:
    """The schedule of one plan as it stands on a day, reckoned with once."""

    plan: Plan
    day: date
    rows: tuple[Milestone, ...]

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        return nodes_of(self.rows)

    @cached_property
    def network(self) -> Network:
        return network_of(self.nodes)

    @cached_property
    def start(self) -> date:
        """The first day of the plan: of its first year, else of its issue, else the first day that it names."""
        if self.plan.year_from:
            return date(self.plan.year_from, 1, 1)
        named = [node.due for node in self.nodes if node.due]
        return self.plan.issued_on or min(named, default=self.day)

    @cached_property
    def paths(self) -> tuple[CriticalPath, ...]:
        """The reckoning of each piece of the net in which anything waits for anything, with an end of its own."""
        return tuple(critical_path(part, self.start) for part in self.network.parts() if len(part.nodes) > 1)

    @cached_property
    def critical(self) -> frozenset[str]:
        """The milestones on a critical chain, where it says something: in a plain row of milestones all are on it.

        So nets in which some milestone has days to spare are looked at, and the one that ends last.
        """
        last = max((path.end for path in self.paths), default=None)
        telling = [path for path in self.paths if path.end == last or any(t.total_float for t in path.timings.values())]
        return frozenset(key for path in telling for key, timing in path.timings.items() if timing.is_critical)

    @cached_property
    def floats(self) -> dict[str, int]:
        """How many days each milestone of a net may slip without moving the end."""
        return {key: timing.total_float for path in self.paths for key, timing in path.timings.items()}

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        return gaps(self.nodes, self.day)

    @cached_property
    def due(self) -> tuple[Node, ...]:
        return due_within(self.nodes, self.day)

    @cached_property
    def overdue(self) -> tuple[Node, ...]:
        return overdue(self.nodes, self.day)

    @cached_property
    def moves(self) -> tuple[Moved, ...]:
        """Milestones whose day cannot hold because a predecessor is late."""
        return moves(self.network, self.start, self.day)

    def moved_by(self, row: Milestone) -> tuple[Moved, ...]:
        """Which later milestones one moves by what is known of it today."""
        node = self.network.nodes[str(row.pk)]
        day = node.actual or max(filter(None, (node.forecast, node.baseline)), default=None)
        late = day if node.is_reached or day is None else max(day, self.day)
        return moved_by(self.network, node.key, late, self.start) if late is not None else ()


def schedule_of(plan: Plan, day: date) -> Schedule:
    """The schedule of a plan on a day."""
    return Schedule(plan, day, tuple(milestones_of(plan)))
