"""What was set right in a plan: every correction, taking one back, and what the document says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import path, reverse

from citycircle.accounts.actions.base import Action, Result
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text
from citycircle.records.plans.actions.editing import CorrectPlan, TakeBack
from citycircle.records.plans.models import Edit, Plan, Task
from citycircle.records.plans.reach import plans_within
from citycircle.web.forms import Entry, FormPage
from citycircle.web.pages.base import found
from citycircle.web.pages.editing import DONE, Editing
from citycircle.web.pages.plans import OnPlan
from citycircle.web.plan_ledger import CELLS
from citycircle.web.plan_panels import plan_roof, plan_tab
from citycircle.web.plan_promises import CELL_NAMES, PROMISE_KINDS, plain_words
from citycircle.web.plan_words import PLAN_KINDS
from citycircle.web.requests import Request
from citycircle.web.wording import whole


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


class Undo(Editing):
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
        before = {name: plain_words(value) for name, value in self.initial().items()}
        now = {
            name: value.isoformat() if isinstance(value, date) else plain_words(value) for name, value in values.items()
        }
        return {name: value for name, value in now.items() if value != before[name]}

    def onward(self, result: Any) -> str:
        return reverse("plan_about", args=[self.subject.pk])


plan_tab(700, Edits.title, "plan_edits")

urlpatterns = [
    path("plans/<int:pk>/undo", Undo.as_view(), name="undo_edit"),
    path("plans/<int:pk>/edits", Edits.as_view(), name="plan_edits"),
    path("plans/<int:pk>/correct", AmendPlan.as_view(), name="correct_plan"),
]
