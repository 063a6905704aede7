"""Lists of tasks: views on what is filed once, by each superior's template."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import path, reverse

from citycircle.accounts.models import Hierarchy, Organisation
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text, spoken
from citycircle.planning.lists.filling import FilledList, in_words
from citycircle.planning.lists.holding import suits
from citycircle.planning.lists.template_words import HOLDS, Holds
from citycircle.planning.lists.templates import ListColumn
from citycircle.records.lists.actions.keeping import (
    ChangeList,
    CloseList,
    CreateList,
    PutOnList,
    TakeOffList,
    WriteOwnCell,
)
from citycircle.records.lists.entries import task_of_code
from citycircle.records.lists.models import Listing, TaskList
from citycircle.records.lists.reach import KEEPS_LISTS, READS_LISTS, lists_within
from citycircle.records.lists.scopes import Scope
from citycircle.records.lists.sheets import filled_for
from citycircle.records.lists.templates import choices, template_of
from citycircle.records.plans.models import Task
from citycircle.records.plans.reach import KEEPS_PLANS, plans_within, tasks_within
from citycircle.web.forms import DONE, Entry, FormPage
from citycircle.web.navigation import entry
from citycircle.web.pages.base import Page, found
from citycircle.web.pages.lists import ListPage
from citycircle.web.pages.organisations import cities, today_open
from citycircle.web.requests import Request
from citycircle.web.sheets import Column, Sheet
from citycircle.web.task_panels import task_panel
from citycircle.web.uploads import own_organisations
from citycircle.web.wording import whole

LISTS = Text("清单", "Lists")
TEMPLATES = Text("模板", "Templates")
LEDGERS = Text("原有台账", "Ledgers kept before")
RETURNED = Text("退回的表格", "Returned sheets")
MOST_FOUND = 100


def _city(one: Any) -> object:
    city = one.organisation.city
    return city.called(spoken()) if city else Text("全圈", "whole region")


keepers_city = Column("city", Text("城市", "City"), _city, ("organisation__city__code",), choose="organisation__city",
                      options=cities)  # fmt: skip
"""The city of the organisation that keeps a row."""


class TaskLists(ListPage):
    title = LISTS
    who = READS_LISTS
    sheet = Sheet(
        title,
        (
            Column("name", Text("名称", "Name"), lambda one: one.name, ("name",), ("name", "name_en"),
                   link=lambda one: reverse("task_list", args=[one.pk])),
            Column("superior", Text("报送上级", "For"), lambda one: one.superior or one.circle or "",
                   search=("superior__name", "circle__name")),
            Column("template", Text("模板", "Template"), lambda one: one.template, ("template",)),
            Column("tasks", Text("任务数", "Tasks"), lambda one: one.counted, kind="number"),
            Column("field", Text("领域", "Field"), lambda one: one.field, ("field",), ("field",)),
            Column("year", Text("年度", "Year"), lambda one: one.year or "", ("year",), kind="number"),
            Column("organisation", Text("归口单位", "Kept by"), lambda one: one.organisation,
                   search=("organisation__name",)),
            keepers_city,
        ),
        order=("closed_at", "name", "pk"),
        empty=Text("还没有清单。", "There is no list yet."),
    )  # fmt: skip

    def rows(self) -> QuerySet[TaskList]:
        rows = lists_within(self.request.viewer).select_related("organisation__city", "superior", "circle")
        return rows.annotate(counted=Count("listings"))

    def offers(self) -> list[tuple[object, str]]:
        keeps = KEEPS_LISTS.allows(self.request.viewer)
        offers: list[tuple[object, str]] = [(CreateList.title, reverse("add_task_list"))] if keeps else []
        return [
            *offers,
            (Text("导出", "Export"), reverse("export_sheet")),
            (RETURNED, reverse("change_sets")),
            (TEMPLATES, reverse("list_templates")),
            *([(LEDGERS, reverse("past_ledgers"))] if KEEPS_PLANS.allows(self.request.viewer) else []),
        ]


def _entries() -> tuple[Entry, ...]:
    return (
        Entry("called", Text("名称", "Name"), hint=Text("如：重大事项清单", "such as: major matters")),
        Entry("called_en", Text("英文名称", "Name in English"), required=False),
        Entry("superior", Text("报送上级", "For which superior"), "choice", required=False, rows=today_open),
        Entry("circle", Text("都市圈、走廊或流域", "Circle, corridor or basin"), "choice", required=False,
              rows=Hierarchy.objects.all),
        Entry("field", Text("领域", "Field"), required=False),
        Entry("year", Text("年度", "Year"), required=False, longest=4),
    )  # fmt: skip


class _ListForm(FormPage):
    """The fields of a list; templates are those that this viewer may use today."""

    template = "lists/form.html"

    def context(self) -> dict[str, Any]:
        asked = self.request.POST.get("template") or (self.subject.template if self.subject else "T1")
        return {
            **super().context(),
            "templates": choices(self.request.viewer),
            "template_chosen": asked,
            "keepers": own_organisations(self.request.viewer, KEEPS_LISTS) if self.subject is None else (),
        }

    def values(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """What was written, with the template, and the year as a number."""
        year = whole(given["year"]) if given["year"] else None
        return {**given, "year": year, "template": self.request.POST.get("template", "T1")}

    def onward(self, result: TaskList) -> str:
        return reverse("task_list", args=[result.pk])


class Add(_ListForm):
    action = CreateList
    entries = _entries()

    def make(self, values: Mapping[str, Any]) -> CreateList:
        chosen = whole(self.request.POST.get("organisation", "")) or 0
        keeper: Organisation = found(own_organisations(self.request.viewer, KEEPS_LISTS), pk=chosen)
        return CreateList(organisation=keeper, **self.values(values))


class OnList(Page):
    """A page about one list in reach."""

    who = READS_LISTS

    def find(self, **keys: Any) -> TaskList:
        rows = lists_within(self.request.viewer).select_related("organisation__city", "superior", "circle")
        one: TaskList = found(rows, pk=keys["pk"])
        return one

    def place(self) -> None:
        """`lists_within` has asked."""

    @property
    def may_keep(self) -> bool:
        return self.subject.closed_at is None and KEEPS_LISTS.allows(self.request.viewer, self.subject.place)


class ShownLine(NamedTuple):
    """A line of a list as the page draws it."""

    band: str
    task: int | None
    is_first: bool
    cells: list[tuple[str, str, bool]]
    """Heading, words, and whether it is a figure."""


class OneList(OnList):
    """A list as it will be printed, with what can be done with it."""

    title = LISTS
    template = "lists/list.html"

    def context(self) -> dict[str, Any]:
        viewer, one = self.request.viewer, self.subject
        error: CityCircleError | None = None
        filled: FilledList | None = None
        try:
            filled = filled_for(template_of(one.template, on=viewer.day), Scope(list=one), viewer)
        except CityCircleError as fault:
            error = fault
        hidden = one.listings.count() - (len(filled.entries) if filled else 0)
        return {
            "one": one,
            "filled": filled,
            "fault": error,
            "lines": list(shown_lines(filled)) if filled else [],
            "headings": headings(filled) if filled else [],
            "own": [column for column in filled.template.columns if column.about.kind == "own"] if filled else [],
            "may_keep": self.may_keep,
            "hidden": max(0, hidden),
            "export": f"{reverse('export_sheet')}?{urlencode({'list': one.pk, 'template': one.template})}",
        }


def headings(filled: FilledList) -> list[str]:
    """The headings of a list in one line each."""
    return [_heading(column) for column in filled.template.columns]


def _heading(column: ListColumn) -> str:
    return f"{column.group.say()} · {column.heading.say()}" if column.group else column.heading.say()


def shown_lines(filled: FilledList) -> Iterator[ShownLine]:
    """The lines of a list; what stands once for a task stands in its first line alone."""
    band: str | None = None
    several = filled.template.band != "none" and filled.template.band_as == "row"
    for line in filled.lines:
        opened = line.band if several and line.band != band else ""
        band = line.band
        first = "/" not in line.key
        cells = [
            (_heading(column), in_words(value) if first or _per_target(column) else "", not isinstance(value, str))
            for column, value in zip(filled.template.columns, line.values, strict=True)
        ]
        yield ShownLine(opened, task_of_code(line.key), first, cells)


def _per_target(column: ListColumn) -> bool:
    return column.about.kind in {"indicator", "amount", "unit"}


class Change(_ListForm):
    action = ChangeList
    entries = _entries()

    def find(self, **keys: Any) -> TaskList:
        one: TaskList = found(lists_within(self.request.viewer).select_related("organisation__city"), **keys)
        return one

    def initial(self) -> Mapping[str, object]:
        one = self.subject
        return {"called": one.name, "called_en": one.name_en, "superior": one.superior, "circle": one.circle,
                "field": one.field, "year": one.year or ""}  # fmt: skip

    def make(self, values: Mapping[str, Any]) -> ChangeList:
        return ChangeList(list=self.subject, seen=self.version, **self.values(values))


class Close(FormPage):
    action = CloseList
    entries = ()

    def find(self, **keys: Any) -> TaskList:
        one: TaskList = found(lists_within(self.request.viewer).select_related("organisation__city"), **keys)
        return one

    def make(self, values: Mapping[str, Any]) -> CloseList:
        return CloseList(list=self.subject)

    def onward(self, result: TaskList) -> str:
        return reverse("task_list", args=[result.pk])


class PutTasks(OnList):
    """Find tasks and put them on the list."""

    title = PutOnList.title
    who = KEEPS_LISTS
    template = "lists/put.html"
    action = PutOnList

    def found_tasks(self) -> QuerySet[Task]:
        asked, viewer = self.request.GET, self.request.viewer
        rows = tasks_within(viewer).filter(is_dropped=False, role="task")
        if plan := whole(asked.get("plan", "")):
            rows = rows.filter(plan=plan)
        if words := asked.get("q", "").strip()[:100]:
            rows = rows.filter(Q(title__icontains=words) | Q(body__icontains=words) | Q(code__icontains=words))
        if field := asked.get("field", "").strip()[:200]:
            rows = rows.filter(field__icontains=field)
        there = Listing.objects.filter(list=self.subject).values("task")
        return rows.exclude(pk__in=there).select_related("plan").order_by("plan", "order")

    def context(self) -> dict[str, Any]:
        rows = list(self.found_tasks().prefetch_related("works")[: MOST_FOUND + 1])
        holds = template_of(self.subject.template, on=self.request.viewer.day).holds
        return {
            "one": self.subject,
            "tasks": [(task, holds != "tasks" and _suits(task, holds)) for task in rows[:MOST_FOUND]],
            "holds": HOLDS.options[holds],
            "more": len(rows) > MOST_FOUND,
            "plans": plans_within(self.request.viewer).order_by("-year_to", "title"),
            "asked": self.request.GET,
            "plan_asked": whole(self.request.GET.get("plan", "")),
        }

    def post(self, request: Request, **_keys: Any) -> HttpResponseBase:
        chosen = [number for key in request.POST.getlist("task") if (number := whole(key)) is not None]
        tasks = tuple(Task.objects.filter(pk__in=chosen).order_by("plan", "order"))
        count = self.do(
            PutOnList(list=self.subject, tasks=tasks, heading=request.POST.get("heading", "").strip()[:200])
        )
        messages.success(request, Text("已列入{count}项。", "{count} put on the list.").say(count=count))
        return redirect("task_list", pk=self.subject.pk)


def _suits(task: Task, holds: Holds) -> bool:
    return suits(task.title, task.body, holds, names_works=bool(task.works.all()))


class OneListing(OnList):
    """One task on a list: the cells that the list keeps itself, and taking it off."""

    title = WriteOwnCell.title
    who = KEEPS_LISTS
    template = "lists/listing.html"
    action = WriteOwnCell

    def find(self, **keys: Any) -> TaskList:
        one = super().find(**keys)
        rows = Listing.objects.filter(list=one, task__in=tasks_within(self.request.viewer)).select_related("task")
        self.listing: Listing = found(rows, task=keys["task"])
        return one

    def own_columns(self) -> list[ListColumn]:
        template = template_of(self.subject.template, on=self.request.viewer.day)
        return [column for column in template.columns if column.about.kind == "own"]

    def context(self) -> dict[str, Any]:
        own = self.listing.own
        cells = [(column.key, column.heading, own.get(column.key, "")) for column in self.own_columns()]
        return {"one": self.subject, "task": self.listing.task, "cells": cells}

    def post(self, request: Request, **_keys: Any) -> HttpResponseBase:
        """Take the task off the list, or write the cells that changed."""
        if "take_off" in request.POST:
            self.do(TakeOffList(list=self.subject, task=self.listing.task))
            messages.success(request, DONE.say(what=TakeOffList.title))
            return redirect("task_list", pk=self.subject.pk)
        for column in self.own_columns():
            words = request.POST.get(f"own-{column.key}", "").strip()
            if words != self.listing.own.get(column.key, ""):
                self.do(WriteOwnCell(list=self.subject, task=self.listing.task, column=column.key, words=words))
                self.listing.refresh_from_db()
        messages.success(request, DONE.say(what=self.title))
        return redirect("task_list", pk=self.subject.pk)


@task_panel(700, Text("所属清单", "On these lists"), "lists/task_panel.html")
def lists_of(task: Task, viewer: Any) -> dict[str, Any] | None:
    """The lists on which a task stands, those that this viewer may see."""
    rows = Listing.objects.filter(task=task, list__in=lists_within(viewer)).select_related("list")
    listings = list(rows.order_by("list__name"))
    return {"listings": listings} if listings else None


entry(110, LISTS, "task_lists", TaskLists.who)

urlpatterns = [
    path("lists/", TaskLists.as_view(), name="task_lists"),
    path("lists/add", Add.as_view(), name="add_task_list"),
    path("lists/<int:pk>/", OneList.as_view(), name="task_list"),
    path("lists/<int:pk>/change", Change.as_view(), name="change_task_list"),
    path("lists/<int:pk>/close", Close.as_view(), name="close_task_list"),
    path("lists/<int:pk>/put", PutTasks.as_view(), name="put_on_list"),
    path("lists/<int:pk>/tasks/<int:task>", OneListing.as_view(), name="listing"),
]
