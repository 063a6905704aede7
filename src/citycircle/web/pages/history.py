"""A ledger kept before: read, matched row by row, taken over as history; and the history of a task."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import path, reverse

from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text, said
from citycircle.planning.lists.past_words import REPORTED
from citycircle.records.history.actions.taking_over import NEW, SKIP, LookAtLedger, MatchRows, TakeOver
from citycircle.records.history.looking import ledgers_within, names_known, past_of, rows_of
from citycircle.records.history.models import PastLedger, PastProgress
from citycircle.records.plans.models import Plan, Task
from citycircle.records.plans.reach import KEEPS_PLANS, plans_within, works_at
from citycircle.web.forms import DONE
from citycircle.web.pages.base import Page, found
from citycircle.web.pages.lists import ListPage
from citycircle.web.pages.lists_of_tasks import keepers_city
from citycircle.web.plan_panels import plan_offer
from citycircle.web.requests import Request
from citycircle.web.sheets import Column, Sheet
from citycircle.web.task_panels import task_panel
from citycircle.web.uploads import file_of, keeper_chosen, own_organisations
from citycircle.web.wording import whole

TAKEN, LOOKED = Text("已接续", "taken over"), Text("待确认", "to be confirmed")
COLOURS = {"红灯": "red", "橙灯": "orange", "黄灯": "yellow", "绿灯": "green", "蓝灯": "blue"}
LIGHT_WORDS = {word: Text(word, colour) for word, colour in COLOURS.items()}
"""A light of a ledger kept before, in the words of the reader."""


class Ledgers(ListPage):
    title = Text("原有台账", "Ledgers kept before")
    who = KEEPS_PLANS
    sheet = Sheet(
        title,
        (
            Column("file", Text("文件", "File"), lambda one: one.file.name, search=("file__name",),
                   link=lambda one: reverse("past_ledger", args=[one.pk])),
            Column("plan", Text("方案", "Plan"), lambda one: one.plan or "", search=("plan__title",), kind="wide"),
            Column("state", Text("状态", "State"), lambda one: TAKEN if one.taken_at else LOOKED, ("taken_at",)),
            Column("tasks", Text("任务", "Tasks"), lambda one: one.found.get("tasks", ""), kind="number"),
            Column("months", Text("月份", "Months"), lambda one: len(one.found.get("months", ())), kind="number"),
            Column("unplaced", Text("未归入", "Unplaced"), lambda one: one.unplaced_count or "", kind="number"),
            Column("offered_at", Text("读取时间", "Read"), lambda one: one.offered_at, ("offered_at",)),
            keepers_city,
        ),
        order=("-pk",),
        empty=Text("还没有接续过台账。", "No ledger has been taken over yet."),
    )  # fmt: skip

    def rows(self) -> QuerySet[PastLedger]:
        rows = ledgers_within(self.request.viewer).select_related("file", "plan", "organisation__city")
        return rows.annotate(unplaced_count=Count("unplaced"))

    def offers(self) -> list[tuple[object, str]]:
        return [(LookAtLedger.title, reverse("add_past_ledger"))]


class Add(Page):
    """An Excel ledger with months of reported progress."""

    title = LookAtLedger.title
    who = KEEPS_PLANS
    template = "history/add.html"
    action = LookAtLedger

    def plans(self) -> QuerySet[Plan]:
        viewer = self.request.viewer
        own = [plan.pk for plan in plans_within(viewer) if KEEPS_PLANS.allows(viewer, plan.place)]
        return Plan.objects.filter(pk__in=own).order_by("-year_to", "title")

    def context(self) -> dict[str, Any]:
        asked = self.request.POST or self.request.GET
        return {
            "keepers": own_organisations(self.request.viewer, KEEPS_PLANS),
            "plans": self.plans(),
            "plan_asked": whole(asked.get("plan", "")),
            "year": asked.get("year", ""),
        }

    def post(self, request: Request, **_keys: Any) -> HttpResponseBase:
        given = request.POST
        try:
            keeper = keeper_chosen(request, KEEPS_PLANS)
            plan = found(self.plans(), pk=whole(given["plan"]) or 0) if given.get("plan") else None
            file = file_of(request, keeper)
            made = self.do(
                LookAtLedger(organisation=keeper, file=file, plan=plan, year=whole(given.get("year", "").strip()))
            )
        except CityCircleError as error:
            return self.show(422, error=error)
        return redirect("past_ledger", pk=made.pk)


class OneLedger(Page):
    """What was read, row by row; every row is matched by a person, then all of it becomes history."""

    title = Text("接续原有台账", "Take over a ledger")
    who = KEEPS_PLANS
    template = "history/ledger.html"
    action = TakeOver

    def find(self, **keys: Any) -> PastLedger:
        rows = ledgers_within(self.request.viewer).select_related("file", "plan__city", "organisation__city")
        one: PastLedger = found(rows, **keys)
        return one

    def context(self) -> dict[str, Any]:
        one = self.subject
        past = past_of(one.file, one.year)
        rows = rows_of(one, past)
        tasks = list(one.plan.tasks.filter(is_dropped=False).order_by("order")) if one.plan else []
        return {
            "one": one,
            "past": past,
            "rows": [(row, _chosen(row, has_plan=one.plan is not None)) for row in rows],
            "undecided": sum(not row.chosen for row in rows) if one.plan else 0,
            "tasks": tasks,
            "names": names_known(past, one, self.request.viewer),
            "unplaced": one.unplaced.all() if one.taken_at else [*past.unplaced, *past.colours],
            "months": months_of(one) if one.taken_at else [],
            "new": NEW,
            "skip": SKIP,
        }

    def post(self, request: Request, **_keys: Any) -> HttpResponseBase:
        given, one = request.POST, self.subject
        try:
            choices = tuple(f"{name.removeprefix('row-')}={value}" for name, value in given.items()
                            if name.startswith("row-"))  # fmt: skip
            if choices:
                self.do(MatchRows(ledger=one, choices=choices))
                one.refresh_from_db()
            if "take_over" in given:
                self.do(TakeOver(ledger=one, plan_title=given.get("plan_title", "")[:300]), given.get("reason", ""))
                messages.success(request, DONE.say(what=TakeOver.title))
            else:
                messages.success(request, DONE.say(what=MatchRows.title))
        except CityCircleError as error:
            one.refresh_from_db()
            return self.show(422, error=error)
        return redirect("past_ledger", pk=one.pk)


def _chosen(row: Any, *, has_plan: bool) -> str:
    """What stands in the choice at first: what was decided, else a sure proposal; the likely ones a person chooses."""
    if row.chosen:
        return str(row.chosen)
    if not has_plan:
        return NEW
    return str(row.proposed) if row.proposed and row.likeness >= 100 else ""  # noqa: PLR2004  # of a hundred


class MonthTold(NamedTuple):
    """What was reported on a task for one month: in which words, with which light."""

    month: date
    told: list[tuple[Text, PastProgress]]
    light: str
    colour: str


def months_of(ledger: PastLedger) -> list[tuple[Task, list[MonthTold]]]:
    """The history that a ledger gave, task by task."""
    rows = ledger.progress.select_related("task").order_by("task__order", "month", "pk")
    return [(task, told_by_month(list(told))) for task, told in groupby(rows, key=lambda row: row.task)]


def told_by_month(rows: list[PastProgress]) -> list[MonthTold]:
    """Rows of one task, month by month."""
    months = []
    for month, several in groupby(rows, key=lambda row: row.month):
        told = list(several)
        light = next((row.light for row in told if row.light), "")
        words = [
            (REPORTED[row.kind], row) for row in told if row.words and row.kind in REPORTED and row.kind != "light"
        ]
        months.append(MonthTold(month, words, said(LIGHT_WORDS.get(light, light)), COLOURS.get(light, "done")))
    return months


@task_panel(650, Text("历史进展", "Progress before"), "history/task_panel.html")
def history_of(task: Task, viewer: Any) -> dict[str, Any] | None:
    """What an office reported on a task before it came here; seen by those who work at the plan's place."""
    if not works_at(viewer, task.place):
        return None
    rows = list(task.past_progress.order_by("-month", "pk"))
    return {"months": told_by_month(rows)} if rows else None


plan_offer(750, LookAtLedger.title, "plan_history", lambda plan, viewer: KEEPS_PLANS.allows(viewer, plan.place))


class ForPlan(Page):
    """The same, asked for from the page of a plan."""

    title = LookAtLedger.title
    who = KEEPS_PLANS

    def find(self, **keys: Any) -> Plan:
        plan: Plan = found(plans_within(self.request.viewer).select_related("city", "organisation"), **keys)
        return plan

    def get(self, request: Request, **_keys: Any) -> HttpResponseBase:
        return redirect(f"{reverse('add_past_ledger')}?plan={self.subject.pk}")


urlpatterns = [
    path("history/", Ledgers.as_view(), name="past_ledgers"),
    path("history/add", Add.as_view(), name="add_past_ledger"),
    path("history/<int:pk>/", OneLedger.as_view(), name="past_ledger"),
    path("plans/<int:pk>/history", ForPlan.as_view(), name="plan_history"),
]
