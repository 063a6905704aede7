"""Orders: supervision slips and leaders' instructions, where each stands, and the steps that are one's own."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import path, reverse

from citycircle.accounts.models import Organisation
from citycircle.core.errors import CityCircleError
from citycircle.core.machines import Step
from citycircle.core.messages import Text, spoken
from citycircle.core.workdays import national
from citycircle.mechanisms.cases.sentences import sentence
from citycircle.mechanisms.orders.order import order
from citycircle.records.cases.models import CaseRecord
from citycircle.records.cases.standing import standing_in_names
from citycircle.records.month.actions.orders import TakeOrderStep
from citycircle.records.month.orders import may_take, orders_within
from citycircle.records.month.reach import READS_MONTH
from citycircle.web.navigation import entry
from citycircle.web.pages.base import Page, found
from citycircle.web.pages.lists import ListPage
from citycircle.web.requests import Request
from citycircle.web.sheets import Column, Option, Sheet
from citycircle.web.wording import whole

TITLE = Text("督办和批示", "Orders")
DAYS = frozenset({"agreed_date", "new_date"})
"""Papers of a step that are days."""


@cache
def states() -> dict[str, Text]:
    """The states of an order by name; they are the same under every edition of its clocks."""
    return {state.name: state.title for state in order(max(national().days)).machine.states}


def _options() -> list[Option]:
    return list(states().items())


class Orders(ListPage):
    """Every order the viewer may see: what, for whom, until when, and where it stands."""

    title = TITLE
    who = READS_MONTH
    sheet = Sheet(
        title,
        (
            Column("about", Text("事项", "Matter"), lambda one: one.subject, ("subject",), ("subject",),
                   link=lambda one: reverse("order", args=[one.pk]), kind="wide"),
            Column("state", Text("状态", "State"), lambda one: states().get(one.state, one.state),
                   ("state",), choose="state", options=_options),
            Column("whom", Text("承办单位", "Organisation"),
                   lambda one: one.other.called(spoken()) if one.other else "",
                   ("other__name",), ("other__name",)),
            Column("holder", Text("现由谁办理", "In whose hand"),
                   lambda one: one.holder.called(spoken()) if one.holder else "", ("holder__name",)),
            Column("due", Text("时限", "Due"), lambda one: one.due, ("due",)),
            Column("since", Text("交办日期", "Since"), lambda one: one.opened_at, ("opened_at",)),
        ),
        order=("closed_at", "due", "pk"),
        empty=Text("没有督办事项。", "There are no orders."),
    )  # fmt: skip

    def rows(self) -> QuerySet[CaseRecord]:
        return orders_within(self.request.viewer).select_related("other", "holder")


class OrderPage(Page):
    """One order: what is asked, where it stands, every step taken, and what one may do now."""

    title = TITLE
    who = READS_MONTH
    template = "month/order.html"
    action = TakeOrderStep

    def find(self, **keys: Any) -> CaseRecord:
        record: CaseRecord = found(orders_within(self.request.viewer).select_related("other", "holder", "one"), **keys)
        return record

    def place(self) -> None:
        """`find` held to what the viewer may see; a step asks for its own side."""

    def context(self) -> dict[str, Any]:
        record: CaseRecord = self.subject
        case = standing_in_names(record)
        machine = case.kind.machine
        titles = {each.name: each.title for each in machine.steps}
        events = record.events.select_related("organisation", "person").order_by("number")
        return {
            "case": record,
            "state": case.here.title,
            "sentence": sentence(case, self.request.now),
            "words": case.facts.get("words", ""),
            "events": [
                (row, titles.get(row.name, Text("交办", "issued")), _said(row.data, machine.papers)) for row in events
            ],
            "steps": [
                (role, acting, step, _papers(step, machine.papers))
                for role, acting, step in may_take(self.request.viewer, record)
            ],
        }

    def post(self, request: Request, **_keys: Any) -> HttpResponseBase:
        record: CaseRecord = self.subject
        wanted, role = request.POST.get("step", ""), request.POST.get("role", "")
        taken = next(
            ((acting, step) for side, acting, step in may_take(request.viewer, record)
             if (side, step.name) == (role, wanted)), None,
        )  # fmt: skip
        if taken is None:
            return redirect("order", pk=record.pk)
        try:
            self.do(self._step(taken, role))
        except CityCircleError as error:
            return self._refused(error)
        return redirect("order", pk=record.pk)

    def _step(self, taken: tuple[Organisation, Step], role: str) -> TakeOrderStep:
        acting, step = taken
        given = self.request.POST
        data = {paper: given.get(paper, "").strip() for paper in step.needs}
        seen = whole(given.get("seen", "")) or 0
        return TakeOrderStep(case=self.subject, seen=seen, step=step.name, role=role, acting=acting, data=data)

    def _refused(self, error: CityCircleError) -> HttpResponse:
        return self.show(422, error=error)


def _papers(step: Step, papers: Mapping[str, Text]) -> list[tuple[str, Text, bool]]:
    return [(name, papers[name], name in DAYS) for name in step.needs]


def _said(data: Mapping[str, Any], papers: Mapping[str, Text]) -> list[tuple[Text, str]]:
    return [(papers[name], str(value)) for name, value in data.items() if name in papers and value]


entry(170, TITLE, "orders", Orders.who)

urlpatterns = [
    path("orders/", Orders.as_view(), name="orders"),
    path("orders/<int:pk>", OrderPage.as_view(), name="order"),
]
