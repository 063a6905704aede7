"""The forms about milestones: adding one, its planned day, its post, what it waits for, how it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import path, reverse

from citycircle.accounts.errors import NotThere
from citycircle.accounts.models import Post
from citycircle.core.messages import Text
from citycircle.records.plans.models import Milestone, Plan, Task
from citycircle.records.plans.reach import KEEPS_PLANS
from citycircle.records.schedules.actions.planning import (
    AddMilestone,
    NamePost,
    RemoveMilestone,
    SetPlannedDay,
    SetPredecessors,
)
from citycircle.records.schedules.actions.reporting import ReportMilestone
from citycircle.records.schedules.nodes import KEPT
from citycircle.records.schedules.rights import keeps, may_plan, may_report
from citycircle.web.forms import Entry, FieldNotUnderstood, FormPage
from citycircle.web.pages.schedule import OnMilestone, OnSchedule
from citycircle.web.schedule_rows import label_of
from citycircle.web.wording import whole

DAYS = Text("用时（天）", "Days of work")
BEFORE = Text("前置节点", "Predecessors")
TASK = Text("任务编号", "Number of the task")
POST = Text("责任岗位", "Post")
_LINK = re.compile(r"[Mm]?(?P<number>\d{1,18})\s*(?:[+＋]\s*(?P<lag>\d{1,4}))?(?:\s.*)?")
CANDIDATES = 200


def posts_for(plan: Plan, task: Task | None, day: date) -> QuerySet[Post]:
    """The posts of organisations with a part in a task, and of the plan's own office, that are open on a day."""
    named = Q(organisation=plan.organisation_id)
    if task is not None:
        named |= Q(organisation__in=task.duties.filter(organisation__isnull=False).values("organisation"))
    return Post.objects.on(day).filter(named).select_related("organisation").order_by("organisation", "id")


class Add(OnSchedule, FormPage):
    """Add a milestone to a task of a plan, or to the plan as a whole."""

    action = AddMilestone
    title = AddMilestone.title
    entries = (
        Entry(
            "called",
            Text("节点名称", "Milestone"),
            hint=Text("到时应做到什么", "what is to be so by then"),
            longest=300,
        ),
        Entry("task", TASK, required=False, hint=Text("空白表示方案整体", "empty: the plan as a whole"), longest=60),
        Entry("day", Text("计划日期", "Planned day"), "day", required=False),
    )
    explanation = Text(
        "计划日期即基线；没有日期或责任岗位的节点会列为缺项。",
        "The planned day is the baseline; a milestone without a day or a post is listed as lacking it.",
    )

    def initial(self) -> Mapping[str, object]:
        return {"task": self.request.GET.get("task", "")}

    def make(self, values: Mapping[str, Any]) -> AddMilestone:
        task = task_called(self.subject, values["task"]) if values["task"] else None
        if values["task"] and task is None:
            raise FieldNotUnderstood(field=TASK, given=values["task"])
        return AddMilestone(plan=self.subject, task=task, called=values["called"], day=values["day"])

    def seen(self) -> None:
        """Nothing is edited."""

    def onward(self, result: Milestone) -> str:
        return reverse("milestone", args=[result.pk])


def task_called(plan: Plan, words: str) -> Task | None:
    """The task of a plan by its code or its number; None where there is none or more than one."""
    rows = Task.objects.filter(Q(code=words) | Q(number=words), plan=plan, is_dropped=False)
    found = list(rows.select_related("plan")[:2])
    exact = [row for row in found if row.code == words]
    return exact[0] if exact else found[0] if len(found) == 1 else None


class OfMilestone(OnMilestone, FormPage):
    """A form about one milestone; subclasses say who sees it."""

    def may(self) -> bool:
        """Whether the form is offered; one that is not is answered like a milestone that is not there."""
        return may_plan(self.request.viewer, self.subject.plan, self.subject.task)

    def find(self, **keys: Any) -> Milestone:
        self.subject = super().find(**keys)
        if not self.may():
            self._note_refusal()
            raise NotThere
        row: Milestone = self.subject
        return row

    def onward(self, result: Any) -> str:  # the milestone, or nothing once it is removed
        return reverse("milestone", args=[self.subject.pk])


class Planned(OfMilestone):
    action = SetPlannedDay
    title = SetPlannedDay.title
    who = KEEPS_PLANS
    entries = (
        Entry("day", Text("计划日期", "Planned day"), "day"),
        Entry(
            "reason",
            Text("说明", "Reason"),
            "text",
            required=False,
            hint=Text("基线冻结后调整增加的节点时请说明", "needed for an added milestone once the baseline is frozen"),
        ),
    )
    explanation = Text(
        "基线冻结后，方案原文节点的计划日期通过修订调整。",
        "Once the baseline is frozen, a day of the document itself changes by an amendment.",
    )

    def may(self) -> bool:
        return keeps(self.request.viewer, self.subject.plan)

    def initial(self) -> Mapping[str, object]:
        return {"day": self.subject.baseline_on}

    def make(self, values: Mapping[str, Any]) -> SetPlannedDay:
        return SetPlannedDay(milestone=self.subject, day=values["day"], seen=self.version)


class Named(OfMilestone):
    action = NamePost
    title = NamePost.title
    entries = ()
    explanation = Text(
        "任职的人随岗位变动，责任跟岗走。", "Whoever holds the post answers: the duty stays with the post."
    )

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        entry = Entry("post", POST, "choice", rows=self._posts)
        self.entries = (entry,)  # type: ignore[misc, assignment]  # which posts may be chosen depends on the task

    def _posts(self) -> QuerySet[Post]:
        return posts_for(self.subject.plan, self.subject.task, self.request.viewer.day)

    def initial(self) -> Mapping[str, object]:
        return {"post": self.subject.post}

    def make(self, values: Mapping[str, Any]) -> NamePost:
        return NamePost(milestone=self.subject, post=values["post"], seen=self.version)


class Ordered(OfMilestone):
    action = SetPredecessors
    title = SetPredecessors.title
    template = "schedules/predecessors.html"
    entries = (
        Entry(
            "before",
            BEFORE,
            "lines",
            required=False,
            hint=Text(
                "一行一个编号，间隔天数写在加号后：M12 +5", "one number a line, days in between after a plus: M12 +5"
            ),
        ),
        Entry(
            "days",
            DAYS,
            required=False,
            longest=5,
            hint=Text(
                "前置完成后需要的天数；空白按计划日期推算", "days needed after the predecessors; empty: as planned"
            ),
        ),
    )

    def context(self) -> dict[str, Any]:
        row = self.subject
        others = Milestone.objects.filter(KEPT, plan=row.plan).exclude(pk=row.pk).select_related("task")
        near = [*others.filter(task=row.task)[:CANDIDATES], *others.exclude(task=row.task)[:CANDIDATES]]
        return {**super().context(), "candidates": [(label_of(one), one) for one in near[:CANDIDATES]]}

    def initial(self) -> Mapping[str, object]:
        links = self.subject.predecessors.select_related("before").order_by("id")
        lines = tuple(f"{label_of(link.before)} +{link.lag} {link.before.what}" for link in links)
        return {"before": lines, "days": self.subject.days}

    def make(self, values: Mapping[str, Any]) -> SetPredecessors:
        """Raises FieldNotUnderstood for a line that names no milestone of this plan."""
        links = [self._link(line) for line in values["before"]]
        days = whole(values["days"]) if values["days"] else None
        if values["days"] and (days is None or days > 9999):  # noqa: PLR2004  (as many as five digits can hold)
            raise FieldNotUnderstood(field=DAYS, given=values["days"])
        before, lags = tuple(row for row, _ in links), tuple(lag for _, lag in links)
        return SetPredecessors(milestone=self.subject, predecessors=before, lags=lags, days=days, seen=self.version)

    def _link(self, line: str) -> tuple[Milestone, int]:
        read = _LINK.fullmatch(line)
        row = self._milestone(int(read["number"])) if read else None
        if read is None or row is None:
            raise FieldNotUnderstood(field=BEFORE, given=line[:40])
        return row, int(read["lag"] or 0)

    def _milestone(self, number: int) -> Milestone | None:
        return Milestone.objects.filter(KEPT, plan=self.subject.plan, pk=number).first()


class Reported(OfMilestone):
    action = ReportMilestone
    title = ReportMilestone.title
    entries = (
        Entry("forecast", Text("预计日期", "Expected on"), "day", required=False),
        Entry("actual", Text("完成日期", "Reached on"), "day", required=False),
        Entry(
            "reason",
            Text("说明", "Reason"),
            "text",
            required=False,
            hint=Text(
                "预计晚于计划，或撤回已完成时请说明", "needed if it is later than planned, or not reached after all"
            ),
        ),
    )

    def may(self) -> bool:
        return may_report(self.request.viewer, self.subject)

    def initial(self) -> Mapping[str, object]:
        return {"forecast": self.subject.forecast_on, "actual": self.subject.actual_on}

    def make(self, values: Mapping[str, Any]) -> ReportMilestone:
        return ReportMilestone(
            milestone=self.subject, forecast=values["forecast"], actual=values["actual"], seen=self.version
        )


class Remove(OfMilestone):
    action = RemoveMilestone
    title = RemoveMilestone.title
    entries = ()

    def make(self, values: Mapping[str, Any]) -> RemoveMilestone:
        return RemoveMilestone(milestone=self.subject)

    def onward(self, result: Any) -> str:
        return reverse("plan_schedule", args=[self.subject.plan_id])


urlpatterns = [
    path("plans/<int:pk>/milestones/add", Add.as_view(), name="add_milestone"),
    path("milestones/<int:pk>/planned", Planned.as_view(), name="plan_milestone"),
    path("milestones/<int:pk>/post", Named.as_view(), name="name_post"),
    path("milestones/<int:pk>/predecessors", Ordered.as_view(), name="set_predecessors"),
    path("milestones/<int:pk>/report", Reported.as_view(), name="report_milestone"),
    path("milestones/<int:pk>/remove", Remove.as_view(), name="remove_milestone"),
]
