"""What every form that sets a ledger right has in common: it answers with the ledger, or goes back to it."""

from __future__ import annotations

import json
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from citycircle.accounts.errors import EditedMeanwhile
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text
from citycircle.records.plans.models import Plan, Task
from citycircle.records.plans.reach import KEEPS_PLANS, plans_within
from citycircle.web.pages.base import Page, found
from citycircle.web.pages.plans import ledger
from citycircle.web.plan_view import LedgerView
from citycircle.web.requests import Request

DONE = Text("已办理：{what}。", "Done: {what}.")
GOES = frozenset({"split", "drop", "add", "merge"})
"""After these the row to go on with is another one than before."""


class NotChosen(CityCircleError):
    what = Text("没有收到要办理的内容。", "It was not said what to do.")
    why = Text("表单不完整。", "The form is incomplete.")
    then = Text("请刷新页面后再试。", "Please reload the page and try again.")


class Editing(Page):
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
