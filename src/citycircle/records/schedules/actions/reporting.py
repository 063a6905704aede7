"""Saying how a milestone stands, and telling those whom a late one moves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from citycircle.accounts.actions.base import Action, carry_out
from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.errors import ReasonNeeded
from citycircle.accounts.models import Holding
from citycircle.accounts.models.dated import holds_on
from citycircle.accounts.rights import Right, Viewer
from citycircle.core.messages import Text
from citycircle.planning.schedule.axis import day_words
from citycircle.planning.schedule.slippage import Moved
from citycircle.records.notices.actions import SendNotice
from citycircle.records.plans.models import Milestone, PlanState
from citycircle.records.plans.reach import KEEPS_PLANS
from citycircle.records.schedules.errors import DayAhead, PlanNotIssued
from citycircle.records.schedules.nodes import schedule_of
from citycircle.records.schedules.rights import REPORTS, may_report


@dataclass(frozen=True, kw_only=True)
class ReportMilestone(Action[Milestone]):
    """How a milestone stands: when it is expected, or the day on which it was reached.

    An expected day after the planned one, and taking back that it was reached, need a reason. Whoever holds the post
    of a later milestone that moves with it is told.
    """

    name: ClassVar[str] = "milestone.report"
    title: ClassVar[Text] = Text("填报节点进展", "Report on a milestone")
    who: ClassVar[Right] = KEEPS_PLANS | REPORTS

    milestone: Milestone
    forecast: date | None = None
    actual: date | None = None
    seen: int | None = None

    def subject(self) -> Milestone:
        return self.milestone

    def allows(self, viewer: Viewer) -> bool:
        return viewer.is_service or may_report(viewer, self.milestone)

    def perform(self, ground: Ground) -> Milestone:
        """Raises PlanNotIssued, DayAhead, ReasonNeeded, EditedMeanwhile."""
        row = self.milestone
        if row.plan.state != PlanState.ISSUED:
            raise PlanNotIssued(plan=row.plan)
        if self.actual is not None and self.actual > ground.day:
            raise DayAhead(day=day_words(self.actual))
        if self._asks_reason() and not ground.reason.strip() and not ground.by.is_service:
            raise ReasonNeeded(action=self.title)
        before = {moved.key for moved in schedule_of(row.plan, ground.day).moves}
        ground.change(row, seen=self.seen, forecast_on=self.forecast, actual_on=self.actual)
        _tell_the_moved(row, before, ground)
        return row

    def _asks_reason(self) -> bool:
        row = self.milestone
        later = self.forecast is not None and row.baseline_on is not None and self.forecast > row.baseline_on
        news = later and self.actual is None and self.forecast != row.forecast_on
        return news or (row.actual_on is not None and self.actual is None)


MOVED = Text("前置节点推迟，“{title}”可能受影响", "A predecessor is late, which may move “{title}”")
MOVED_BODY = Text(
    "“{cause}”预计{day}完成。按前置关系推算，“{title}”将由{was}推迟到{now}（{days}天）。请核对后填报预计日期。",
    "“{cause}” is expected on {day}. By its predecessors “{title}” moves from {was} to {now} ({days} days). "
    "Please look at it and report a forecast.",
)


def _tell_the_moved(row: Milestone, before: set[str], ground: Ground) -> None:
    """Tell the holders of the posts of milestones that this report moves and that were not moved before."""
    schedule = schedule_of(row.plan, ground.day)
    rows = {str(one.pk): one for one in schedule.rows}
    held_back = set(schedule.network.after(str(row.pk))) if str(row.pk) in rows else set()
    for moved in schedule.moves:
        one = rows[moved.key]
        if moved.key in held_back - before and one.post_id is not None:
            _tell(row, one, moved, ground)


def _tell(cause: Milestone, moved_row: Milestone, moved: Moved, ground: Ground) -> None:
    held = Holding.objects.on(ground.day).filter(holds_on(ground.day, "post__"), post=moved_row.post_id)
    body = MOVED_BODY.fill(
        cause=cause.what,
        day=day_words(cause.actual_on or cause.forecast_on or ground.day),
        title=moved_row.what,
        was=day_words(moved.was),
        now=day_words(moved.now),
        days=moved.days,
    )
    for holding in held.filter(person__is_active=True).select_related("person"):
        notice = SendNotice(person=holding.person, subject_line=MOVED.fill(title=moved_row.what), body=body,
                            link=f"/milestones/{moved_row.pk}/")  # fmt: skip
        if holding.person_id != ground.by.person:
            carry_out(notice, by=ground.by, at=ground.at)
