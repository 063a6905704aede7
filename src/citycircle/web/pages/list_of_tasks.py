"""One list of tasks: as it will be printed, what is put on it, and the cells that it keeps itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import path, reverse

from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text
from citycircle.planning.lists.drawing import own_notes
from citycircle.planning.lists.filling import FilledList, Value, in_words
from citycircle.planning.lists.holding import suits
from citycircle.planning.lists.template_words import HOLDS, Holds
from citycircle.planning.lists.templates import ListColumn
from citycircle.records.lists.actions.keeping import PutOnList, TakeOffList, WriteOwnCell
from citycircle.records.lists.entries import task_of_code
from citycircle.records.lists.models import Listing, TaskList
from citycircle.records.lists.reach import KEEPS_LISTS, lists_within
from citycircle.records.lists.scopes import Scope
from citycircle.records.lists.sheets import filled_for
from citycircle.records.lists.templates import template_of
from citycircle.records.plans.models import Task
from citycircle.records.plans.reach import plans_within, tasks_within
from citycircle.web.forms import DONE
from citycircle.web.pages.base import found
from citycircle.web.pages.lists_of_tasks import LISTS, OnList
from citycircle.web.paging import paged
from citycircle.web.requests import Request
from citycircle.web.task_panels import task_panel
from citycircle.web.wording import deadline_worded, whole

MOST_FOUND = 100


class ShownLine(NamedTuple):
    """A line of a list as the page draws it."""

    band: str
    task: int | None
    is_first: bool
    cells: list[tuple[str, str, bool]]
    """Heading, words, and whether it is a figure."""


class OneList(OnList):
    """A list as it will be printed, page by page, with what can be done with it."""

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
        page = paged(filled.lines if filled else (), self.request.GET)
        hidden = one.listings.count() - (len(filled.entries) if filled else 0)
        return {
            "one": one,
            "filled": filled,
            "paged": page,
            "lines": list(shown_lines(filled, page.start, page.start + len(page.rows))) if filled else [],
            "fault": error,
            "headings": headings(filled) if filled else [],
            "notes": list(own_notes(filled)) if filled else [],
            "may_keep": self.may_keep,
            "hidden": max(0, hidden),
            "export": f"{reverse('export_sheet')}?{urlencode({'list': one.pk, 'template': one.template})}",
        }


def headings(filled: FilledList) -> list[str]:
    """The headings of a list in one line each."""
    return [_heading(column) for column in filled.template.columns]


def _heading(column: ListColumn) -> str:
    return f"{column.group.say()} · {column.heading.say()}" if column.group else column.heading.say()


def shown_lines(filled: FilledList, start: int = 0, end: int | None = None) -> Iterator[ShownLine]:
    """The lines of a list from one to another; what stands once for a task stands in its first line alone."""
    several = filled.template.band != "none" and filled.template.band_as == "row"
    lines = filled.lines
    for at, line in enumerate(lines[start:end], start):
        opens = several and (at == start or line.band != lines[at - 1].band)
        first = "/" not in line.key
        cells = [
            (_heading(column), _said(column, value) if first or _per_target(column) else "", not isinstance(value, str))
            for column, value in zip(filled.template.columns, line.values, strict=True)
        ]
        yield ShownLine(line.band if opens else "", task_of_code(line.key), first, cells)


def _said(column: ListColumn, value: Value) -> str:
    """A cell as the screen says it: a day in the words of the reader, unless the template asks for another form."""
    words = in_words(value)
    if column.fact != "due" or column.days not in {"long", "printed"}:
        return words
    return deadline_worded(words.removesuffix("*")) + "*" * words.endswith("*")


def _per_target(column: ListColumn) -> bool:
    return column.about.kind in {"indicator", "amount", "unit"}


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


urlpatterns = [
    path("lists/<int:pk>/", OneList.as_view(), name="task_list"),
    path("lists/<int:pk>/put", PutTasks.as_view(), name="put_on_list"),
    path("lists/<int:pk>/tasks/<int:task>", OneListing.as_view(), name="listing"),
]
