"""Correcting a ledger: cells, splitting, merging, adding, dropping, settling doubts, taking back.

Each form works by itself as a page; the workbench asks for the same forms in a window, and gets the ledger back.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, get_args

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import path, reverse

from citycircle.accounts.actions.base import Action, Result
from citycircle.accounts.errors import EditedMeanwhile
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text
from citycircle.documents.promising import CELLS as PROMISE_CELLS
from citycircle.documents.promising import CHOSEN
from citycircle.documents.stretches import beginning
from citycircle.documents.writers.ledger import STAGES
from citycircle.records.plans.actions.editing import (
    AddPromise,
    AddTask,
    CorrectCell,
    CorrectPlan,
    CorrectPromise,
    DropPromise,
    DropTask,
    MergeTasks,
    SettleDoubt,
    SplitTask,
    TakeBack,
)
from citycircle.records.plans.ledgers import plain
from citycircle.records.plans.models import Edit, Plan, Task
from citycircle.records.plans.reach import KEEPS_PLANS, plans_within, tasks_within
from citycircle.web.forms import Entry, FormPage
from citycircle.web.pages.base import Page, found
from citycircle.web.pages.plans import OnPlan, ledger
from citycircle.web.plan_alternatives import take
from citycircle.web.plan_ledger import CELLS, NAMES_BETWEEN, row_of
from citycircle.web.plan_panels import plan_roof, plan_tab
from citycircle.web.plan_view import LedgerView
from citycircle.web.plan_words import PLAN_KINDS
from citycircle.web.requests import Request
from citycircle.web.wording import whole

LISTS = frozenset({"lead", "responsible", "cooperating"})
DONE = Text("已办理：{what}。", "Done: {what}.")
UNCHANGED = Text("没有改动。", "Nothing was changed.")
GOES = frozenset({"split", "drop", "add", "merge"})
"""After these the row to go on with is another one than before."""
PARTS = ("all", "cells", "split", "merge", "drop", "promises")


class NotChosen(CityCircleError):
    what = Text("没有收到要办理的内容。", "It was not said what to do.")
    why = Text("表单不完整。", "The form is incomplete.")
    then = Text("请刷新页面后再试。", "Please reload the page and try again.")


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


class _Editing(Page):
    """Does one thing to a ledger, and answers with the ledger (in the workbench) or by going back to it."""

    who = KEEPS_PLANS
    part_template: ClassVar[str]

    @property
    def plan(self) -> Plan:
        raise NotImplementedError

    def act(self, request: Request) -> tuple[Text, Task | None]:
        """Do what was asked; give what was done and the row to go on with."""
        raise NotImplementedError

    @property
    def back(self) -> str:
        return self.request.POST.get("back", self.request.GET.get("back", ""))[:300]

    def get(self, request: Request, **_keys: Any) -> HttpResponseBase:
        if request.htmx:
            return render(request, self.part_template, self.context())
        return self.show()

    def post(self, request: Request, **_keys: Any) -> HttpResponseBase:
        try:
            said, task = self.act(request)
        except CityCircleError as error:
            return self._refused(request, error)
        if request.htmx:
            return self._ledger(request, said, task)
        messages.success(request, DONE.say(what=said))
        row = f"&task={task.pk}#row-{task.pk}" if task and not task.is_dropped else ""
        return redirect(f"{reverse('plan', args=[self.plan.pk])}?{self.back}{row}")

    def _refused(self, request: Request, error: CityCircleError) -> HttpResponse:
        differences = error.differences if isinstance(error, EditedMeanwhile) else ()
        context = {"error": error, "differences": differences}
        if request.htmx:
            return render(request, "plans/refused.html", context, status=422)
        return self.show(422, **context)

    def _ledger(self, request: Request, said: Text, task: Task | None) -> HttpResponse:
        asked = QueryDict(self.back).dict()
        rows = plans_within(request.viewer).select_related("city", "document")
        plan = found(rows.defer("notes", "sections", "document__text", "document__notes"), pk=self.plan.pk)
        view = LedgerView(plan, {name: str(value) for name, value in asked.items()})
        answer = render(request, "plans/ledger.html", ledger(plan, view, may_edit=True))
        did = self.request.POST.get("do", "")
        told = {
            "said": DONE.say(what=said),
            "task": task.pk if task else 0,
            "goes": did in GOES,
            "redraws": did != "settle",
        }
        answer["HX-Trigger-After-Swap"] = json.dumps({"ledger:done": told})
        return answer


class CorrectTask(_Editing):
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
            "promises": _promises(task),
            "new_promises": _new_promises(),
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
        meant = next((one for one in _promises(task) if (one.kind, one.number) == (kind, number)), None)
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
PROMISE_KINDS: dict[str, Text] = {
    "target": Text("量化目标", "target"),
    "commitment": Text("相对目标", "relative goal"),
    "milestone": Text("时间节点", "milestone"),
    "project": Text("项目", "works"),
}


Choices = tuple[tuple[str, Text | str], ...]


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise of a task as a form: what may be set right in it."""

    kind: str
    title: Text
    number: int
    quote: str
    cells: tuple[tuple[str, Text, str, Choices], ...]
    """Name, title, what stands there, and the words to choose from (none: free)."""


def _promises(task: Task) -> list[Promise]:
    made = []
    for kind, thing in _kept(task):
        cells = tuple((c, CELL_NAMES[c], _plain(getattr(thing, c)), _choices(c)) for c in PROMISE_CELLS[kind])
        made.append(Promise(kind, PROMISE_KINDS[kind], thing.pk, thing.quote, cells))
    return made


def _new_promises() -> list[tuple[str, Text, tuple[tuple[str, Text, str, Choices], ...]]]:
    """An empty form for each kind of promise."""
    return [
        (kind, title, tuple((c, CELL_NAMES[c], "", _choices(c)) for c in PROMISE_CELLS[kind]))
        for kind, title in PROMISE_KINDS.items()
    ]


def _kept(task: Task) -> Iterator[tuple[str, Any]]:
    for target in task.targets.all():
        yield ("commitment" if target.value is None else "target"), target
    yield from (("milestone", one) for one in task.milestones.all())
    yield from (("project", one) for one in task.works.all())


def _plain(value: object) -> str:
    if isinstance(value, Decimal):
        return f"{plain(value)}"
    return "" if value is None else str(value)


def _choices(cell: str) -> Choices:
    if cell not in CHOSEN:
        return ()
    return tuple((word, CHOICES.get(cell, {}).get(word) or word) for word in get_args(CHOSEN[cell]))


CHOICES: dict[str, Mapping[str, Text | str]] = {
    "op": {
        "=": Text("等于", "equal to"),
        ">=": Text("不少于", "at least"),
        ">": Text("超过", "more than"),
        "<=": Text("不超过", "at most"),
        "<": Text("少于", "less than"),
        "range": Text("区间", "from … to"),
        "increase": Text("新增（提高）", "increase by"),
        "approx": Text("约", "about"),
    },
    "period": {
        "annual": Text("每年", "every year"),
        "monthly": Text("每月", "every month"),
        "by_deadline": Text("到期达到", "by the deadline"),
        "once": Text("一次", "once"),
    },
    "stage": STAGES,
}


CELL_NAMES: dict[str, Text] = {
    "indicator": Text("指标", "indicator"),
    "op": Text("比较", "comparison"),
    "value": Text("数值", "value"),
    "value_high": Text("上限", "upper end"),
    "unit": Text("单位", "unit"),
    "period": Text("周期", "period"),
    "deadline": Text("期限", "deadline"),
    "benchmark": Text("参照", "benchmark"),
    "what": Text("节点内容", "what"),
    "name": Text("项目名称", "name"),
    "stage": Text("阶段", "stage"),
}


class AddATask(_Editing):
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


class Edits(OnPlan):
    """Everything that people set right in this plan, with what became of it, to be taken back one by one."""

    title = Text("更正记录", "Corrections")
    template = "plans/edits.html"
    action = TakeBack

    def context(self) -> dict[str, Any]:
        plan = self.subject
        edits = list(plan.edits.select_related("made_by").order_by("-number")[:EDITS_SHOWN])
        tasks = {task.key: task for task in plan.tasks.filter(key__in={one.task_key for one in edits})}
        return {
            **plan_roof(plan, self.request.viewer, "plan_edits"),
            "edits": [(one, said_of(one), tasks.get(one.task_key)) for one in edits],
            "may_edit": self.may_edit,
        }

    def post(self, request: Request, **_keys: Any) -> HttpResponseBase:
        """Take one back; without a number the latest one that still stands."""
        number = whole(request.POST.get("edit", ""))
        standing = self.subject.edits.filter(undone_at=None).order_by("-number")
        edit = standing.first() if number is None else found(standing, pk=number)
        if edit is None:
            raise NothingToTakeBack
        self.do(TakeBack(edit=edit), request.POST.get("reason", ""))
        messages.success(request, DONE.say(what=TakeBack.title))
        return redirect("plan_edits", pk=self.subject.pk)


class Undo(_Editing):
    """The latest correction, taken back from the workbench."""

    title = TakeBack.title
    action = TakeBack
    template = "plans/undo.html"
    part_template = "plans/undo_form.html"

    def find(self, **keys: Any) -> Plan:
        plan: Plan = found(plans_within(self.request.viewer), **keys)
        return plan

    @property
    def plan(self) -> Plan:
        plan: Plan = self.subject
        return plan

    def _last(self) -> Edit | None:
        edit: Edit | None = self.plan.edits.filter(undone_at=None).order_by("-number").first()
        return edit

    def context(self) -> dict[str, Any]:
        last = self._last()
        said = said_of(last) if last else None
        return {**plan_roof(self.plan, self.request.viewer, "plan"), "last": last, "said": said, "back": self.back}

    def act(self, request: Request) -> tuple[Text, Task | None]:
        edit = self._last()
        if edit is None:
            raise NothingToTakeBack
        self.do(TakeBack(edit=edit), request.POST.get("reason", ""))
        return TakeBack.title, self.plan.tasks.filter(key=edit.task_key).first()


class NothingToTakeBack(CityCircleError):
    what = Text("没有可以撤销的更正。", "There is no correction to take back.")
    why = Text("都已撤销，或还没有更正过。", "All were taken back, or nothing was corrected yet.")
    then = Text("请在“更正记录”中查看。", "Please see the list of corrections.")


def said_of(edit: Edit) -> Text:
    """An edit in one sentence: what was done, from what, to what."""
    known = EDIT_KINDS.get(edit.kind)
    title = known if known is not None else Text(edit.kind, edit.kind)
    field, _, cell = edit.field.partition(".")
    named = CELLS.get(field) or PROMISE_KINDS.get(field)
    named_cell = CELL_NAMES.get(cell)
    if named is not None and named_cell is not None:
        named = Text(f"{named.zh}（{named_cell.zh}）", f"{named.en} ({named_cell.en})")
    return SAID.fill(title=title, field=named) if named is not None else title


SAID = Text("{title}：{field}", "{title}: {field}")
EDIT_KINDS: dict[str, Text] = {
    "cell": Text("更正", "corrected"),
    "split": Text("拆分", "split"),
    "merge": Text("合并", "merged"),
    "add": Text("增加", "added"),
    "drop": Text("删去", "dropped"),
    "promise": Text("目标与节点", "promise"),
}
EDITS_SHOWN = 500


class AmendPlan(FormPage):
    """What the document says of itself, set right."""

    action = CorrectPlan
    title = Text("更正文件信息", "Correct what the document says of itself")
    entries = (
        Entry("title", Text("名称", "Title"), longest=300),
        Entry("doc_number", Text("文号", "Document number"), required=False, longest=80),
        Entry("issuer", Text("发文机关", "Issuer"), required=False),
        Entry("issued_on", Text("成文日期", "Date of issue"), "day", required=False),
        Entry("effective_from_year", Text("起始年", "First year"), required=False, longest=4),
        Entry("effective_to_year", Text("截止年", "Last year"), required=False, longest=4),
        Entry("kind", Text("类型", "Kind"), "choice", options=lambda: list(PLAN_KINDS.items())),
    )
    rest: dict[str, str]

    def find(self, **keys: Any) -> Plan:
        plan: Plan = found(plans_within(self.request.viewer).select_related("city"), **keys)
        return plan

    def initial(self) -> Mapping[str, object]:
        plan = self.subject
        years = {"effective_from_year": plan.year_from, "effective_to_year": plan.year_to}
        said = {name: getattr(plan, name) for name in ("title", "doc_number", "issuer", "issued_on", "kind")}
        return {**said, **years}

    def make(self, values: Mapping[str, Any]) -> CorrectPlan:
        """The first field that differs; the others follow in `do`."""
        self.rest = self._changed(values) or {"title": self.subject.title}
        field = next(iter(self.rest))
        return CorrectPlan(plan=self.subject, field=field, new=self.rest.pop(field), seen=self.version)

    def do(self, action: Action[Result], reason: str = "") -> Result:
        """Each field is one correction, so that each can be taken back by itself."""
        result = super().do(action, reason)
        for field, value in self.rest.items():
            super().do(CorrectPlan(plan=self.subject, field=field, new=value), reason)
        return result

    def _changed(self, values: Mapping[str, Any]) -> dict[str, str]:
        before = {name: _plain(value) for name, value in self.initial().items()}
        now = {name: value.isoformat() if isinstance(value, date) else _plain(value) for name, value in values.items()}
        return {name: value for name, value in now.items() if value != before[name]}

    def onward(self, result: Any) -> str:
        return reverse("plan_about", args=[self.subject.pk])


plan_tab(700, Edits.title, "plan_edits")

urlpatterns = [
    path("tasks/<int:pk>/correct", CorrectTask.as_view(), name="correct_task"),
    path("plans/<int:pk>/add", AddATask.as_view(), name="add_task"),
    path("plans/<int:pk>/undo", Undo.as_view(), name="undo_edit"),
    path("plans/<int:pk>/edits", Edits.as_view(), name="plan_edits"),
    path("plans/<int:pk>/correct", AmendPlan.as_view(), name="correct_plan"),
]
