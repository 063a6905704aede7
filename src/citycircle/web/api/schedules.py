"""Milestones and schedules for programs."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from ninja import Query, Router, Schema

from citycircle.accounts.rights import signed_in
from citycircle.core.messages import Text
from citycircle.core.workdays import national
from citycircle.planning.schedule.slippage import Slip, slip_of
from citycircle.records.plans.models import Milestone
from citycircle.records.plans.reach import READS_PLANS, plans_within
from citycircle.records.schedules.actions.feeds import MakeFeed, RevokeFeed
from citycircle.records.schedules.actions.planning import (
    AddMilestone,
    NamePost,
    RemoveMilestone,
    SetPlannedDay,
    SetPredecessors,
)
from citycircle.records.schedules.actions.reporting import ReportMilestone
from citycircle.records.schedules.models import CalendarFeed
from citycircle.records.schedules.nodes import Schedule, milestones_within, node_of, schedule_of
from citycircle.web.api.doors import offer, reading
from citycircle.web.api.listing import After, Limit, Listed, Number, listed
from citycircle.web.pages.base import found
from citycircle.web.requests import Request

router = Router()
NOUN = "schedules"


class SlipShape(Schema):
    """Positive is late. `working_days` is empty where the days run into a year without a holiday arrangement."""

    days: int
    working_days: int | None
    basis: str


class MilestoneShape(Schema):
    id: int
    plan: int
    task: int | None
    what: str
    planned: date | None
    expected: date | None
    reached: date | None
    days: int | None
    post: int | None
    is_added: bool
    slip: SlipShape | None


class GapShape(Schema):
    milestone: int
    lacks: str
    other: int | None


class MovedShape(Schema):
    milestone: int
    was: date
    now: date
    days: int
    because: int


class TimingShape(Schema):
    milestone: int
    early: date
    late: date
    total_float: int


class ChainShape(Schema):
    """One net of milestones that wait for each other: how long it takes, and its critical chains."""

    start: date
    end: date
    length: int
    chains: list[list[int]]
    chain_count: int
    timings: list[TimingShape]


class LinkShape(Schema):
    before: int
    after: int
    lag: int


class ScheduleShape(Schema):
    """What the schedule of a plan says on a day."""

    plan: int
    day: date
    gaps: list[GapShape]
    overdue: list[int]
    due: list[int]
    moves: list[MovedShape]
    links: list[LinkShape]
    nets: list[ChainShape]


class FeedShape(Schema):
    id: int
    made_at: str
    revoked_at: str | None


def slip_shape(slip: Slip | None) -> dict[str, Any] | None:
    if slip is None:
        return None
    return {"days": slip.days, "working_days": slip.working_days, "basis": slip.basis.value}


def shape(row: Milestone, day: date) -> dict[str, Any]:
    return {
        "id": row.pk,
        "plan": row.plan_id,
        "task": row.task_id,
        "what": row.what,
        "planned": row.baseline_on,
        "expected": row.forecast_on,
        "reached": row.actual_on,
        "days": row.days,
        "post": row.post_id,
        "is_added": row.is_added,
        "slip": slip_shape(slip_of(node_of(row), day, national())),
    }


PlanNumber = Annotated[int | None, Query(ge=1, lt=2**63, description="only the milestones of this plan")]


@reading(router, "", noun=NOUN, who=READS_PLANS, title=Text("时间节点", "Milestones"), response=Listed[MilestoneShape])
def milestones(request: Request, plan: PlanNumber = None, after: After = 0, limit: Limit = 100) -> dict[str, Any]:
    rows = milestones_within(request.viewer).select_related("post__organisation")
    rows = rows.filter(plan=plan) if plan is not None else rows
    return listed(rows, after, limit, lambda row: shape(row, request.viewer.day))


@reading(router, "/of-plan", noun=NOUN, who=READS_PLANS, title=Text("方案时间表", "Schedule of a plan"),
         response=ScheduleShape)  # fmt: skip
def of_plan(request: Request, plan: Number) -> dict[str, Any]:
    rows = plans_within(request.viewer).select_related("circle")
    return schedule_shape(schedule_of(found(rows, pk=plan), request.viewer.day))


def schedule_shape(schedule: Schedule) -> dict[str, Any]:
    network = schedule.network
    return {
        "plan": schedule.plan.pk,
        "day": schedule.day,
        "gaps": [
            {"milestone": int(gap.key), "lacks": gap.lack.value, "other": int(gap.other) if gap.other else None}
            for gap in schedule.gaps
        ],
        "overdue": [int(node.key) for node in schedule.overdue],
        "due": [int(node.key) for node in schedule.due],
        "moves": [
            {"milestone": int(one.key), "was": one.was, "now": one.now, "days": one.days, "because": int(one.because)}
            for one in schedule.moves
        ],
        "links": [
            {"before": int(link.key), "after": int(node.key), "lag": link.lag}
            for node in network.nodes.values()
            for link in node.after
        ],
        "nets": [
            {
                "start": path.start,
                "end": path.end,
                "length": path.length,
                "chains": [[int(key) for key in chain] for chain in path.chains],
                "chain_count": path.chain_count,
                "timings": [
                    {"milestone": int(key), "early": one.early, "late": one.late, "total_float": one.total_float}
                    for key, one in path.timings.items()
                ],
            }
            for path in schedule.paths
        ],
    }


def feed_shape(row: CalendarFeed) -> dict[str, Any]:
    return {
        "id": row.pk,
        "made_at": row.made_at.isoformat(),
        "revoked_at": row.revoked_at.isoformat() if row.revoked_at else None,
    }


@reading(
    router, "/feeds", noun=NOUN, who=signed_in, title=Text("日历订阅", "Calendar feeds"), response=Listed[FeedShape]
)
def feeds(request: Request, after: After = 0, limit: Limit = 100) -> dict[str, Any]:
    return listed(CalendarFeed.objects.filter(person=request.viewer.person), after, limit, feed_shape)


offer(router, "/add", AddMilestone, noun=NOUN)
offer(router, "/set-day", SetPlannedDay, noun=NOUN)
offer(router, "/name-post", NamePost, noun=NOUN)
offer(router, "/set-predecessors", SetPredecessors, noun=NOUN)
offer(router, "/report", ReportMilestone, noun=NOUN)
offer(router, "/remove", RemoveMilestone, noun=NOUN)
offer(router, "/feeds/make", MakeFeed, noun=NOUN, person=lambda request: request.person)
offer(router, "/feeds/revoke", RevokeFeed, noun=NOUN)
