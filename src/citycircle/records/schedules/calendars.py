"""What stands in a person's calendar: the milestones and deadlines of the posts that the person holds on the day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from citycircle.accounts.actions.tokens import hashed
from citycircle.accounts.models import Person
from citycircle.accounts.rights import Viewer
from citycircle.accounts.roles import WORKING
from citycircle.core.messages import Text, listed
from citycircle.planning.schedule.calendars import Day
from citycircle.records.plans.models import DutyKind, Milestone, PlanState, Task
from citycircle.records.plans.reach import tasks_within
from citycircle.records.schedules.models import CalendarFeed
from citycircle.records.schedules.nodes import milestones_within

MILESTONE, DEADLINE = Text("时间节点", "Milestone"), Text("任务时限", "Deadline of a task")
OF_TASK = Text("任务：{task}", "Task: {task}")
OF_PLAN = Text("方案：{plan}", "Plan: {plan}")
PLANNED = Text("计划日期：{day}", "Planned: {day}")
POST = Text("责任岗位：{post}", "Post: {post}")
NAME = Text("同城圈：{person}的时间节点", "CityCircle: milestones of {person}")
KEPT_DAYS = 92
"""What was reached, or fell due, stays in a calendar for a quarter."""
LONGEST = 5000


def feed_of(token: str) -> CalendarFeed | None:
    """The feed behind the secret part of an address; None once it was revoked, or its person left."""
    rows = CalendarFeed.objects.select_related("person")
    return rows.filter(digest=hashed(token), revoked_at=None, person__is_active=True).first()


def milestones_for(viewer: Viewer) -> QuerySet[Milestone]:
    """The milestones for which a viewer answers: by a post held, or, where no post is named, by the lead."""
    posts = [grant.post for grant in viewer.grants if grant.role in WORKING]
    named = Milestone.objects.filter(post__in=posts).order_by().values("pk")
    led = {"task__duties__kind": DutyKind.LEAD, "task__duties__organisation__in": _organisations(viewer)}
    leading = Milestone.objects.filter(post=None, **led).order_by().values("pk")
    own = named.union(leading)  # each along an index, where an OR would read every row
    return milestones_within(viewer).filter(pk__in=own, plan__state=PlanState.ISSUED)


def deadlines_for(viewer: Viewer) -> QuerySet[Task]:
    """The tasks with a deadline that the viewer's organisations lead."""
    return _led_by(viewer).filter(is_dropped=False, due__isnull=False, plan__state=PlanState.ISSUED)


def _led_by(viewer: Viewer) -> QuerySet[Task]:
    led = Task.objects.filter(duties__kind=DutyKind.LEAD, duties__organisation__in=_organisations(viewer))
    return tasks_within(viewer).filter(pk__in=led.order_by().values("pk"))


def _organisations(viewer: Viewer) -> frozenset[int]:
    """The organisations at which the viewer holds a working post, and those that they succeeded."""
    working = [grant for grant in viewer.grants if grant.role in WORKING]
    return frozenset().union(*({grant.at.organisation} | grant.inherited for grant in working))


def calendar_name(person: Person) -> Text:
    return Text(NAME.say("zh", person=person.name), NAME.say("en", person=person.name_en or person.name))


def days_of(viewer: Viewer, home: str) -> Iterator[Day]:
    """Everything of a viewer's calendar; `home` is the address of the service, without a slash at the end."""
    oldest = viewer.day - timedelta(days=KEPT_DAYS)
    host = home.partition("://")[2].partition(":")[0] or "citycircle"
    recent = Q(actual_on=None) | Q(actual_on__gte=oldest)
    rows = milestones_for(viewer).filter(recent).select_related("plan", "task", "post__organisation")
    for row in rows.order_by("pk")[:LONGEST]:
        day = row.actual_on or row.forecast_on or row.baseline_on
        if day is not None:
            yield _milestone(row, day, home, host)
    tasks = deadlines_for(viewer).filter(due__gte=oldest).select_related("plan")
    for task in tasks.order_by("pk")[:LONGEST]:
        assert task.due is not None  # asked for above
        words = OF_PLAN.fill(plan=task.plan.title).say()
        yield Day(f"task-{task.pk}@{host}", task.due, task.title or task.body[:60], words, f"{home}/tasks/{task.pk}/",
                  DEADLINE)  # fmt: skip


def _milestone(row: Milestone, day: date, home: str, host: str) -> Day:
    said = [OF_TASK.fill(task=row.task)] if row.task else []
    said.append(OF_PLAN.fill(plan=row.plan.title))
    if row.baseline_on is not None and row.baseline_on != day:
        said.append(PLANNED.fill(day=row.baseline_on.isoformat()))
    if row.post is not None:
        said.append(POST.fill(post=row.post))
    text = listed(said, Text("\n", "\n")).say()
    address = f"{home}/milestones/{row.pk}/"
    return Day(f"milestone-{row.pk}@{host}", day, row.what, text, address, MILESTONE, row.actual_on)
