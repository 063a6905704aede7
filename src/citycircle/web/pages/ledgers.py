"""The ledger over all plans in reach: filtered, grouped by field of work or by organisation, and out to Excel."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import path, reverse

from citycircle.accounts.models import Organisation
from citycircle.accounts.rights import Viewer
from citycircle.core.messages import COMMA, Text, spoken
from citycircle.records.plans.models import Duty, DutyKind, Task
from citycircle.records.plans.reach import READS_PLANS, plans_within
from citycircle.web.navigation import entry
from citycircle.web.pages.lists import ListPage
from citycircle.web.pages.organisations import cities
from citycircle.web.plan_ledger import due_said
from citycircle.web.plan_words import DUTY_KINDS, TASK_STATES
from citycircle.web.sheets import Column, Option, Sheet, SheetView
from citycircle.web.wording import whole

TITLE = Text("任务台账", "Ledger of tasks")
BY_ORGANISATION = Text("按单位", "By organisation")
BY_TASK = Text("按任务", "By task")
MOST_PLANS = 300
MOST_ORGANISATIONS = 40
SOON = timedelta(days=30)
DUES: dict[str, Text] = {
    "past": Text("已过期限", "past due"),
    "soon": Text("三十天内到期", "due within 30 days"),
    "year": Text("今年到期", "due this year"),
    "later": Text("以后到期", "due later"),
    "none": Text("没有期限", "no day"),
}
Value = Callable[[Any], object]


def within_due(day: date, prefix: str = "") -> Callable[[QuerySet[Any], str], QuerySet[Any]]:
    """Narrows rows to those due before, soon after, or in the year of a day."""
    due, last = f"{prefix}due", date(day.year, 12, 31)
    ranges = {
        "past": Q(**{f"{due}__lt": day}),
        "soon": Q(**{f"{due}__gte": day, f"{due}__lte": day + SOON}),
        "year": Q(**{f"{due}__gte": day, f"{due}__lte": last}),
        "later": Q(**{f"{due}__gt": last}),
        "none": Q(**{f"{due}__isnull": True}),
    }
    return lambda rows, asked: rows.filter(ranges[asked]) if asked in ranges else rows.none()


def of_plan(prefix: str = "") -> Callable[[QuerySet[Any], str], QuerySet[Any]]:
    return lambda rows, asked: rows.filter(**{f"{prefix}plan": number}) if (number := whole(asked)) else rows.none()


def named(words: str) -> list[int]:
    """The organisations that words may mean, by name or alias; a few, so that a list stays quick."""
    alike = Q(name__icontains=words) | Q(name_en__icontains=words) | Q(aliases__name=words) | Q(code=words)
    rows = Organisation.objects.filter(alike).order_by("code").distinct()
    return list(rows.values_list("pk", flat=True)[:MOST_ORGANISATIONS])


def with_duty_of(rows: QuerySet[Any], words: str) -> QuerySet[Any]:
    """Tasks in which an organisation has a part, whatever the part."""
    return rows.filter(pk__in=Duty.objects.filter(organisation__in=named(words)).order_by().values("task"))


def plans_to_choose(viewer: Viewer) -> Callable[[], Sequence[Option]]:
    """The plans in reach, the newest first."""
    rows = plans_within(viewer).order_by("-pk").only("title")
    return lambda: [(str(plan.pk), plan.title) for plan in rows[:MOST_PLANS]]


def _columns(viewer: Viewer, prefix: str, task: Callable[[Any], Task]) -> dict[str, Column]:
    """The columns that both views of the ledger share; `task` finds the task of a row."""
    own: Callable[[Value], Value] = lambda value: lambda row: value(task(row))  # noqa: E731  (a value of the row's task)
    return {
        "code": Column("code", Text("编号", "Code"), own(lambda one: one.code), search=(f"{prefix}code",),
                       link=lambda row: reverse("task", args=[task(row).pk])),
        "task": Column("task", Text("重点任务", "Task"), own(str), search=(f"{prefix}title", f"{prefix}body"),
                       kind="wide"),
        "field": Column("field", Text("领域", "Field"), own(lambda one: one.field), (f"{prefix}field",),
                        (f"{prefix}field",)),
        "due": Column("due", Text("完成时限", "Due"), own(due_said), (f"{prefix}due",),
                      options=lambda: list(DUES.items()), narrow=within_due(viewer.day, prefix)),
        "state": Column("state", Text("状态", "State"), own(lambda one: TASK_STATES.get(one.state, one.state)),
                        choose=f"{prefix}state", options=lambda: list(TASK_STATES.items())),
        "city": Column("city", Text("城市", "City"), own(_city), choose=f"{prefix}city", options=cities),
        "plan": Column("plan", Text("方案", "Plan"), own(lambda one: one.plan.title),
                       options=plans_to_choose(viewer), narrow=of_plan(prefix)),
    }  # fmt: skip


def _city(task: Task) -> object:
    return task.city.called(spoken()) if task.city else Text("全圈", "whole region")


def _names(kind: DutyKind) -> Value:
    return lambda one: COMMA.say().join(
        dict.fromkeys(
            duty.organisation.called(spoken()) if duty.organisation else duty.name
            for duty in one.duties.all()
            if duty.kind == kind
        )
    )


class Tasks(ListPage):
    """Every task once.

    Reach is asked row by row, so that the database walks an index in the order shown and stops after one page.
    """

    title = TITLE
    who = READS_PLANS
    template = "tasks/list.html"

    def view(self) -> SheetView:
        return self._sheet().view(self.rows(), self.request.GET.dict())

    def _sheet(self) -> Sheet:
        viewer = self.request.viewer
        shared = _columns(viewer, "", lambda row: row)
        lead = Column("lead", Text("牵头单位", "Lead"), _names(DutyKind.LEAD))
        others = Column("organisation", Text("责任单位", "Responsible"), _names(DutyKind.RESPONSIBLE),
                        narrow=with_duty_of)  # fmt: skip
        columns = (shared["code"], shared["task"], lead, others, shared["due"], shared["field"], shared["state"],
                   shared["city"], shared["plan"])  # fmt: skip
        return Sheet(TITLE, columns, order=("plan_id", "order"), group="field",
                     empty=Text("没有符合条件的任务。", "No task matches."))  # fmt: skip

    def rows(self) -> QuerySet[Task]:
        shown = ("code", "title", "body", "field", "due", "due_words", "due_implied", "state", "order",
                 "plan__title", "city__name", "city__name_en")  # fmt: skip
        seen = Exists(plans_within(self.request.viewer).order_by().filter(pk=OuterRef("plan")))
        rows = Task.objects.filter(seen, is_dropped=False).select_related("plan", "city").only(*shown)
        return rows.prefetch_related("duties__organisation")

    def context(self) -> dict[str, Any]:
        return super().context() | {
            "views": [(BY_TASK, "", True), (BY_ORGANISATION, reverse("tasks_by_organisation"), False)]
        }


class ByOrganisation(ListPage):
    """Every part that an organisation has in a task: the work lists of all, one under the other."""

    title = TITLE
    who = READS_PLANS
    template = "tasks/list.html"

    def view(self) -> SheetView:
        asked = self.request.GET.dict()
        return self._sheet().view(self.rows(), {"by": "organisation"} | asked)

    def _sheet(self) -> Sheet:
        viewer = self.request.viewer
        shared = _columns(viewer, "task__", lambda row: row.task)
        organisation = Column(
            "organisation",
            Text("单位", "Organisation"),
            lambda one: one.organisation.called(spoken()),
            ("organisation_id",),
            narrow=lambda rows, words: rows.filter(organisation__in=named(words)),
        )
        city = Column("city", Text("城市", "City"), lambda one: _city(one.task), options=cities,
                      narrow=lambda rows, _asked: rows)  # fmt: skip
        part = Column("kind", Text("分工", "Part"), lambda one: DUTY_KINDS[one.kind], choose="kind",
                      options=lambda: list(DUTY_KINDS.items()))  # fmt: skip
        columns = (shared["code"], shared["task"], organisation, part, shared["due"], shared["field"], shared["state"],
                   city, shared["plan"])  # fmt: skip
        return Sheet(TITLE, columns, order=("organisation_id", "kind", "task_id", "id"), group="organisation",
                     empty=Text("没有符合条件的任务。", "No task matches."))  # fmt: skip

    def rows(self) -> QuerySet[Duty]:
        """The city is asked with reach, row by row, so that the walk along the organisations stops after one page."""
        tasks = Task.objects.filter(pk=OuterRef("task"), is_dropped=False)
        if asked := self.request.GET.get("city"):
            tasks = tasks.filter(city=whole(asked) or 0)
        plans = plans_within(self.request.viewer).order_by().filter(pk=OuterRef("plan"))
        rows = Duty.objects.filter(Exists(tasks.filter(Exists(plans))), organisation__isnull=False)
        return rows.select_related("organisation", "task__plan", "task__city")

    def context(self) -> dict[str, Any]:
        return super().context() | {"views": [(BY_TASK, reverse("tasks"), False), (BY_ORGANISATION, "", True)]}


entry(110, TITLE, "tasks", Tasks.who)

urlpatterns = [
    path("tasks/", Tasks.as_view(), name="tasks"),
    path("tasks/organisations", ByOrganisation.as_view(), name="tasks_by_organisation"),
]
