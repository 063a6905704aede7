"""Setting up a schedule: milestones, their planned days, their posts, and what each waits for."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from citycircle.accounts.actions.base import Action
from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.errors import ReasonNeeded
from citycircle.accounts.models import Post
from citycircle.accounts.rights import Right, Viewer
from citycircle.core.messages import Text
from citycircle.planning.schedule.network import network_of
from citycircle.records.plans.models import Milestone, Plan, Task
from citycircle.records.plans.reach import KEEPS_PLANS
from citycircle.records.schedules.errors import (
    BaselineFrozen,
    LagsDoNotMatch,
    PostElsewhere,
    PredecessorElsewhere,
    PrintedMilestone,
    TaskElsewhere,
)
from citycircle.records.schedules.models import Precedence
from citycircle.records.schedules.nodes import milestones_of, nodes_of
from citycircle.records.schedules.rights import PLANS_MILESTONES, keeps, may_plan

ADDED = "added-"
"""How the keys of milestones begin that no document says."""


@dataclass(frozen=True, kw_only=True)
class AddMilestone(Action[Milestone]):
    """A milestone that the document does not print: part of the road map of a task, or of the plan as a whole.

    The day is its baseline: what was first promised for it.
    """

    name: ClassVar[str] = "milestone.add"
    title: ClassVar[Text] = Text("增加时间节点", "Add a milestone")
    who: ClassVar[Right] = PLANS_MILESTONES

    plan: Plan
    task: Task | None = None
    called: str
    day: date | None = None
    post: Post | None = None

    def subject(self) -> Plan:
        return self.plan

    def allows(self, viewer: Viewer) -> bool:
        return viewer.is_service or may_plan(viewer, self.plan, self.task)

    def perform(self, ground: Ground) -> Milestone:
        """Raises TaskElsewhere, PostElsewhere."""
        if self.task is not None and self.task.plan_id != self.plan.pk:
            raise TaskElsewhere(plan=self.plan)
        row = Milestone(
            plan=self.plan,
            task=self.task,
            key=ADDED + secrets.token_hex(8),
            what=self.called,
            baseline_on=self.day,
            post=self.post,
            is_added=True,
            order=_last(self.plan, self.task) + 1,
        )
        if self.post is not None:
            _check_post(row, self.post)
        return ground.create(row)


@dataclass(frozen=True, kw_only=True)
class SetPlannedDay(Action[Milestone]):
    """The promised day, as long as it is not frozen; one that was never set can be filled in at any time.

    What a person added stands in no frozen document: after the freeze its day changes with a reason.
    """

    name: ClassVar[str] = "milestone.set_day"
    title: ClassVar[Text] = Text("设定计划日期", "Set the planned day")
    who: ClassVar[Right] = KEEPS_PLANS

    milestone: Milestone
    day: date
    seen: int | None = None

    def subject(self) -> Milestone:
        return self.milestone

    def perform(self, ground: Ground) -> Milestone:
        """Raises BaselineFrozen, ReasonNeeded, EditedMeanwhile."""
        row = self.milestone
        if row.baseline_on is not None and row.baseline_on != self.day and row.plan.baselines.exists():
            if not row.is_added:
                raise BaselineFrozen(milestone=row)
            if not ground.reason.strip() and not ground.by.is_service:
                raise ReasonNeeded(action=self.title)
        return ground.change(row, seen=self.seen, baseline_on=self.day)


@dataclass(frozen=True, kw_only=True)
class NamePost(Action[Milestone]):
    """The post that answers for a milestone: whoever holds it on the day is the person."""

    name: ClassVar[str] = "milestone.name_post"
    title: ClassVar[Text] = Text("指定责任岗位", "Name the post")
    who: ClassVar[Right] = PLANS_MILESTONES

    milestone: Milestone
    post: Post
    seen: int | None = None

    def subject(self) -> Milestone:
        return self.milestone

    def allows(self, viewer: Viewer) -> bool:
        return viewer.is_service or may_plan(viewer, self.milestone.plan, self.milestone.task)

    def perform(self, ground: Ground) -> Milestone:
        """Raises PostElsewhere, EditedMeanwhile."""
        _check_post(self.milestone, self.post)
        return ground.change(self.milestone, seen=self.seen, post=self.post)


@dataclass(frozen=True, kw_only=True)
class SetPredecessors(Action[Milestone]):
    """What a milestone waits for, with the days in between, and how long its own work takes then.

    `lags` has one number for each predecessor; empty means none in between. `days` None leaves the time to be read
    off the planned days.
    """

    name: ClassVar[str] = "milestone.set_predecessors"
    title: ClassVar[Text] = Text("设定前置节点", "Set the predecessors")
    who: ClassVar[Right] = PLANS_MILESTONES

    milestone: Milestone
    predecessors: tuple[Milestone, ...] = ()
    lags: tuple[int, ...] = ()
    days: int | None = None
    seen: int | None = None

    def subject(self) -> Milestone:
        return self.milestone

    def allows(self, viewer: Viewer) -> bool:
        return viewer.is_service or may_plan(viewer, self.milestone.plan, self.milestone.task)

    def perform(self, ground: Ground) -> Milestone:
        """Raises PredecessorElsewhere, LagsDoNotMatch, MilestonesInACircle, NegativeDays, EditedMeanwhile."""
        row = self.milestone
        Plan.objects.select_for_update().get(pk=row.plan_id)  # two links that only together close a circle
        if self.lags and len(self.lags) != len(self.predecessors):
            raise LagsDoNotMatch(predecessors=len(self.predecessors), lags=len(self.lags))
        wanted = dict(zip(self.predecessors, self.lags or [0] * len(self.predecessors), strict=True))
        for before in wanted:
            if before.plan_id != row.plan_id:
                raise PredecessorElsewhere(milestone=before)
        ground.change(row, seen=self.seen, days=self.days)
        self._save(ground, wanted)
        network_of(nodes_of(milestones_of(row.plan)))
        return row

    def _save(self, ground: Ground, wanted: dict[Milestone, int]) -> None:
        """Old links go, kept ones change, new ones come."""
        left = dict(wanted)
        for link in Precedence.objects.filter(after=self.milestone).select_related("before"):
            if link.before not in left:
                ground.remove(link)
            elif link.lag != (lag := left.pop(link.before)):
                ground.change(link, lag=lag)
        for before, lag in left.items():
            ground.create(Precedence(before=before, after=self.milestone, lag=lag))


@dataclass(frozen=True, kw_only=True)
class RemoveMilestone(Action[None]):
    """A milestone that was added by hand and turned out not to be one; what the document prints stays."""

    name: ClassVar[str] = "milestone.remove"
    title: ClassVar[Text] = Text("删除时间节点", "Remove a milestone")
    who: ClassVar[Right] = PLANS_MILESTONES
    needs_reason: ClassVar[bool] = True

    milestone: Milestone

    def subject(self) -> Milestone:
        return self.milestone

    def allows(self, viewer: Viewer) -> bool:
        row = self.milestone
        if row.plan.baselines.exists() and row.baseline_on is not None:
            return viewer.is_service or keeps(viewer, row.plan)
        return viewer.is_service or may_plan(viewer, row.plan, row.task)

    def perform(self, ground: Ground) -> None:
        """Raises PrintedMilestone."""
        if not self.milestone.is_added:
            raise PrintedMilestone(milestone=self.milestone)
        for link in (*self.milestone.predecessors.all(), *self.milestone.successors.all()):
            ground.remove(link)
        ground.remove(self.milestone)


def _check_post(row: Milestone, post: Post) -> None:
    """Raises PostElsewhere."""
    named = set(row.task.duties.values_list("organisation", flat=True)) if row.task else set()
    if post.organisation_id not in named | {row.plan.organisation_id}:
        raise PostElsewhere(post=post)


def _last(plan: Plan, task: Task | None) -> int:
    row = Milestone.objects.filter(plan=plan, task=task).order_by("-order").first()
    return row.order if row is not None else 0
