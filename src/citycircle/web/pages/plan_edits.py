"""Correcting a ledger: cells, splitting, merging, adding, dropping, settling doubts.

Each form works by itself as a page; the workbench asks for the same forms in a window, and gets the ledger back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from django.urls import path

from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text
from citycircle.documents.promising import CELLS as PROMISE_CELLS
from citycircle.documents.stretches import beginning
from citycircle.records.plans.actions.editing import (
    AddPromise,
    AddTask,
    CorrectCell,
    CorrectPromise,
    DropPromise,
    DropTask,
    MergeTasks,
    SettleDoubt,
    SplitTask,
)
from citycircle.records.plans.models import Plan, Task
from citycircle.records.plans.reach import plans_within, tasks_within
from citycircle.web.pages.base import found
from citycircle.web.pages.editing import Editing, NotChosen
from citycircle.web.plan_alternatives import take
from citycircle.web.plan_ledger import CELLS, NAMES_BETWEEN, row_of
from citycircle.web.plan_panels import plan_roof
from citycircle.web.plan_promises import new_promises, promises_of
from citycircle.web.requests import Request
from citycircle.web.wording import whole

LISTS = frozenset({"lead", "responsible", "cooperating"})
UNCHANGED = Text("没有改动。", "Nothing was changed.")
PARTS = ("all", "cells", "split", "merge", "drop", "promises")


class CaretAtTheEdge(CityCircleError):
    what = Text("没有指明从哪里拆开。", "It was not said where to split.")
    why = Text(
        "光标在文字的开头或末尾，或没有写出后一项开头的字。",
        "The caret stands at one end of the text, or no words were given.",
    )
    then = Text("请把光标移到后一项开始的地方再拆分。", "Please move the caret to where the second task begins.")


class NoNextTask(CityCircleError):
    what = Text("后面没有可以合并的任务。", "No task comes after this one to merge with.")
    why = Text("合并是把下一项并入这一项。", "Merging takes the next task into this one.")
    then = Text("请选择前一项后再合并。", "Please choose the one before and merge from there.")


def names_in(text: str) -> str:
    """Names as a person lists them, in the words of a correction; what stands in brackets is not parted.

    >>> names_in("市教育局、各县（市、区）政府， 市财政局\\n")
    '市教育局;各县（市、区）政府;市财政局'
    """
    depth, names = 0, [""]
    for sign in text:
        depth += (sign in "（(") - (sign in "）)")
        if depth <= 0 and sign in ";；、,，\n":
            names.append("")
        else:
            names[-1] += sign
    return NAMES_BETWEEN.join(dict.fromkeys(name for each in names if (name := each.strip())))


def given_value(field: str, text: str) -> str:
    """What a person wrote into a cell, as a correction keeps it."""
    if field in LISTS:
        return names_in(text)
    return re.sub(r"\r\n?", "\n", text).strip()


class CorrectTask(Editing):
    """All that can be set right in one task."""

    title = Text("更正任务", "Correct a task")
    template = "plans/correct.html"
    part_template = "plans/parts.html"

    def find(self, **keys: Any) -> Task:
        rows = tasks_within(self.request.viewer).select_related("plan__city", "plan__document")
        rows = rows.defer("plan__notes", "plan__sections", "plan__document__text")
        task: Task = found(rows, **keys)
        return task

    @property
    def plan(self) -> Plan:
        plan: Plan = self.subject.plan
        return plan

    def context(self) -> dict[str, Any]:
        task = self.subject
        row = row_of(task)
        asked = self.request.GET.get("part", "all")
        return {
            **plan_roof(self.plan, self.request.viewer, "plan"),
            "task": task,
            "row": row,
            "part": asked if asked in PARTS else "all",
            "back": self.back,
            "cells": [cell for cell in row.cells if cell.field],
            "next": self._next(),
            "promises": promises_of(task),
            "new_promises": new_promises(),
            "may_edit": True,
        }

    def _next(self) -> Task | None:
        rows = self.plan.tasks.filter(is_dropped=False, order__gt=self.subject.order)
        task: Task | None = rows.order_by("order").first()
        return task

    def act(self, request: Request) -> tuple[Text, Task | None]:
        given = request.POST
        acts: Mapping[str, Callable[[], tuple[Text, Task | None]]] = {
            "cells": self._cells,
            "split": self._split,
            "merge": self._merge,
            "drop": self._drop,
            "settle": self._settle,
            "take": self._take,
            "promise": self._promise,
            "promise.add": self._add_promise,
            "promise.drop": self._drop_promise,
        }
        act = acts.get(given.get("do", ""))
        if act is None:
            raise NotChosen
        return act()

    @property
    def reason(self) -> str:
        return self.request.POST.get("reason", "")

    @property
    def seen(self) -> int | None:
        return whole(self.request.POST.get("seen", ""))

    def _cells(self) -> tuple[Text, Task | None]:
        """Every cell that came back and says something else than before."""
        task, given, seen = self.subject, self.request.POST, self.seen
        before = {cell.field: cell.value for cell in row_of(task).cells if cell.field}
        changed = {f: v for f in CELLS if f in given and (v := given_value(f, given[f])) != before[f]}
        for field, value in changed.items():
            task = self.do(CorrectCell(task=task, field=field, new=value, seen=seen), self.reason)
            seen = None
        return (CorrectCell.title if changed else UNCHANGED), task

    def _split(self) -> tuple[Text, Task | None]:
        given, task = self.request.POST, self.subject
        offset = whole(given.get("offset", ""))
        quote = given.get("quote", "").strip() or (beginning(task.body, offset) if offset is not None else "")
        if not quote or offset == 0:
            raise CaretAtTheEdge
        return SplitTask.title, self.do(SplitTask(task=task, quote=quote, seen=self.seen), self.reason)

    def _merge(self) -> tuple[Text, Task | None]:
        other = self._next()
        if other is None:
            raise NoNextTask
        return MergeTasks.title, self.do(MergeTasks(task=self.subject, other=other, seen=self.seen), self.reason)

    def _drop(self) -> tuple[Text, Task | None]:
        after = self._next()
        self.do(DropTask(task=self.subject, seen=self.seen), self.reason)
        return DropTask.title, after

    def _settle(self) -> tuple[Text, Task | None]:
        doubt = whole(self.request.POST.get("doubt", ""))
        if doubt is None:
            raise NotChosen
        return SettleDoubt.title, self.do(SettleDoubt(task=self.subject, doubt=doubt, seen=self.seen))

    def _take(self) -> tuple[Text, Task | None]:
        """The other way to read a doubtful place."""
        doubt = whole(self.request.POST.get("doubt", ""))
        task = take(self.subject, doubt if doubt is not None else -1, self.do, self.reason)
        return TAKEN, task

    def _promise(self) -> tuple[Text, Task | None]:
        given, task = self.request.POST, self.subject
        kind, number = given.get("kind", ""), whole(given.get("promise", ""))
        meant = next((one for one in promises_of(task) if (one.kind, one.number) == (kind, number)), None)
        shown = {name: value for name, _, value, _ in meant.cells} if meant else {}
        changed = {c: v for c in shown if c in given and (v := given[c].strip()) != shown[c]}
        for cell, value in changed.items():
            change = CorrectPromise(task=task, kind=kind, promise=number or 0, cell=cell, new=value)
            task = self.do(change, self.reason)
        return (CorrectPromise.title if changed else UNCHANGED), self.subject

    def _add_promise(self) -> tuple[Text, Task | None]:
        given = self.request.POST
        kind = given.get("kind", "")
        cells = [(cell, given[cell].strip()) for cell in PROMISE_CELLS.get(kind, ()) if given.get(cell, "").strip()]
        said = ";".join(f"{cell}={value}" for cell, value in cells)
        add = AddPromise(task=self.subject, kind=kind, cells=said, quote=given.get("quote", "").strip(), seen=self.seen)
        self.do(add, self.reason)
        return AddPromise.title, self.subject

    def _drop_promise(self) -> tuple[Text, Task | None]:
        given = self.request.POST
        number = whole(given.get("promise", ""))
        drop = DropPromise(task=self.subject, kind=given.get("kind", ""), promise=number or 0, seen=self.seen)
        self.do(drop, self.reason)
        return DropPromise.title, self.subject


TAKEN = Text("采用另一种读法", "Take the other reading")


class AddATask(Editing):
    """A task that the reader did not find: from a stretch of the original, or by hand."""

    title = AddTask.title
    template = "plans/add.html"
    part_template = "plans/add_form.html"

    def find(self, **keys: Any) -> Plan:
        rows = plans_within(self.request.viewer).select_related("city", "document")
        plan: Plan = found(rows, **keys)
        return plan

    @property
    def plan(self) -> Plan:
        plan: Plan = self.subject
        return plan

    @property
    def stretch(self) -> tuple[int, int] | None:
        """The stretch of the original that was marked."""
        asked = self.request.POST or self.request.GET
        start, end = whole(asked.get("start", "")), whole(asked.get("end", ""))
        return (start, end) if start is not None and end is not None and start < end else None

    def context(self) -> dict[str, Any]:
        stretch = self.stretch
        text = self.plan.document.text if self.plan.document else ""
        return {
            **plan_roof(self.plan, self.request.viewer, "plan"),
            "stretch": stretch,
            "words": text[slice(*stretch)] if stretch else "",
            "text": self.request.POST.get("text", ""),
            "after": self._after(),
            "back": self.back,
        }

    def _after(self) -> Task | None:
        number = whole((self.request.POST or self.request.GET).get("after", ""))
        return None if number is None else self.plan.tasks.filter(pk=number, is_dropped=False).first()

    def act(self, request: Request) -> tuple[Text, Task | None]:
        start, end = self.stretch or (None, None)
        text = request.POST.get("text", "").strip()
        if start is None and not text:
            raise NotChosen
        add = AddTask(plan=self.plan, text=text, after=self._after(), start=start, end=end)
        return AddTask.title, self.do(add, request.POST.get("reason", ""))


urlpatterns = [
    path("tasks/<int:pk>/correct", CorrectTask.as_view(), name="correct_task"),
    path("plans/<int:pk>/add", AddATask.as_view(), name="add_task"),
]
