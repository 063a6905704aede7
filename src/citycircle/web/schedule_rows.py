"""Milestones as rows of a list: where each stands today, what it lacks, and the columns of every list of them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Case, CharField, DateField, IntegerField, Prefetch, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse

from citycircle.core.messages import Text, listed, spoken
from citycircle.core.workdays import national
from citycircle.planning.schedule.nodes import LACKS, Lack
from citycircle.planning.schedule.slippage import DUE_SOON, slip_of
from citycircle.records.plans.models import Duty, DutyKind, Milestone
from citycircle.records.schedules.nodes import node_of
from citycircle.web.pages.organisations import cities
from citycircle.web.sheets import Column

STANDINGS: dict[str, Text] = {
    "overdue": Text("已超期", "overdue"),
    "soon": Text("30天内到期", "due within 30 days"),
    "later": Text("未到期", "due later"),
    "undated": Text("没有日期", "no date"),
    "reached": Text("已完成", "reached"),
}
LIGHTS = {"overdue": "orange", "soon": "blue", "later": "", "undated": "grey", "reached": "done"}
GAPS: dict[str, Text] = {
    "date": LACKS[Lack.DATE],
    "post": LACKS[Lack.POST],
    "both": listed((LACKS[Lack.DATE], LACKS[Lack.POST])),
}
WHOLE = Text("方案整体", "the plan as a whole")
DUE = Coalesce("baseline_on", "forecast_on")


def standing_rows(rows: QuerySet[Milestone], day: date) -> QuerySet[Milestone]:
    """Rows with `standing`, `gap` and the day on which they were looked at; those that lack something come first."""
    last = day + timedelta(days=DUE_SOON)
    undated = Q(baseline_on=None, forecast_on=None)
    standing = Case(
        When(actual_on__isnull=False, then=Value("reached")),
        When(undated, then=Value("undated")),
        When(due_on__lt=day, then=Value("overdue")),
        When(due_on__lte=last, then=Value("soon")),
        default=Value("later"),
        output_field=CharField(),
    )
    gap = Case(
        When(actual_on__isnull=False, then=Value("")),
        When(undated & Q(post=None), then=Value("both")),
        When(undated, then=Value("date")),
        When(post=None, then=Value("post")),
        default=Value(""),
        output_field=CharField(),
    )
    rank = Case(
        When(actual_on__isnull=False, then=Value(2)), When(gap="", then=Value(1)), default=Value(0),
        output_field=IntegerField(),
    )  # fmt: skip
    leads = Duty.objects.filter(kind=DutyKind.LEAD).select_related("organisation").order_by("order", "id")
    return (
        rows.annotate(due_on=DUE, looked_at=Value(day, DateField()))
        .annotate(standing=standing, gap=gap, sorted_on=Coalesce(DUE, Value(date.min, DateField())))
        .annotate(rank=rank)
        .select_related("plan__city", "task", "post__organisation")
        .prefetch_related(Prefetch("task__duties", leads, to_attr="leading"))
    )


def whose(own: QuerySet[Milestone]) -> Case:
    """Whether a row is among the viewer's own."""
    return Case(
        When(pk__in=own.order_by().values("pk"), then=Value("yes")), default=Value(""), output_field=CharField()
    )


ORDER = ("rank", "sorted_on", "pk")
"""What lacks something first, then what is due first; what was reached comes last."""


def label_of(row: Milestone) -> str:
    """How a milestone is called in short, on lists and in the field of predecessors.

    >>> label_of(Milestone(pk=12))
    'M12'
    """
    return f"M{row.pk}"


def leads_of(row: Any) -> str:  # a row of `standing_rows`
    duties = getattr(row.task, "leading", ()) if row.task else ()
    return listed(duty.organisation.called(spoken()) if duty.organisation else duty.name for duty in duties).say()


def slip_words_of(row: Any) -> Text | str:  # a row of `standing_rows`
    slip = slip_of(node_of(row), row.looked_at, national())
    return slip.words if slip is not None else ""


def _task(row: Milestone) -> str:
    if row.task is None:
        return WHOLE.say()
    return " ".join(part for part in (row.task.number, str(row.task)) if part)


def _city(row: Milestone) -> object:
    return row.plan.city.called(spoken()) if row.plan.city else Text("全圈", "whole region")


WHAT = Column(
    "what",
    Text("时间节点", "Milestone"),
    lambda one: one.what,
    ("what",),
    ("what",),
    kind="wide",
    link=lambda one: reverse("milestone", args=[one.pk]),
)
LABEL = Column("label", Text("编号", "No."), label_of)
TASK = Column("task", Text("任务", "Task"), _task, ("task__order",), ("task__title", "task__body"), kind="wide")
PLAN = Column(
    "plan",
    Text("方案", "Plan"),
    lambda one: one.plan.title,
    ("plan__title",),
    ("plan__title", "plan__code"),
    kind="wide",
    link=lambda one: reverse("plan_schedule", args=[one.plan_id]),
)
CITY = Column("city", Text("城市", "City"), _city, ("plan__city__code",), choose="plan__city", options=cities)
LEAD = Column(
    "lead",
    Text("牵头单位", "Lead"),
    leads_of,
    search=("task__duties__name", "task__duties__organisation__name", "task__duties__organisation__name_en"),
)
POST = Column(
    "post",
    Text("责任岗位", "Post"),
    lambda one: str(one.post) if one.post else "",
    ("post__title",),
    ("post__title", "post__organisation__name"),
)
PLANNED = Column("planned", Text("计划", "Planned"), lambda one: one.baseline_on, ("baseline_on",))
FORECAST = Column("forecast", Text("预计", "Expected"), lambda one: one.forecast_on, ("forecast_on",))
ACTUAL = Column("actual", Text("完成", "Reached"), lambda one: one.actual_on, ("actual_on",))
SLIP = Column("slip", Text("偏差", "Slippage"), slip_words_of)
STANDING = Column(
    "standing",
    Text("状态", "Standing"),
    lambda one: STANDINGS[one.standing],
    choose="standing",
    options=lambda: list(STANDINGS.items()),
    light=lambda one: LIGHTS[one.standing],
)
GAP = Column(
    "gap",
    Text("缺项", "Missing"),
    lambda one: GAPS[one.gap] if one.gap else "",
    choose="gap",
    options=lambda: list(GAPS.items()),
)
OWN = Text("本岗", "own")
MINE = Column(
    "mine",
    Text("归属", "Whose"),
    lambda one: OWN if one.mine else "",
    choose="mine",
    options=lambda: [("yes", OWN)],
)
