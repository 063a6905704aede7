"""Signing for what was handed out: each organisation its own, and the office sees who has signed."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import path, reverse

from citycircle.accounts.models import Organisation
from citycircle.core.messages import Text, spoken
from citycircle.records.baselines.actions.handing_out import SignFor
from citycircle.records.baselines.models import Receipt
from citycircle.records.baselines.receipts import in_force, to_sign
from citycircle.records.plans.reach import works_at
from citycircle.records.rounds.rights import ANSWERS, people_of
from citycircle.web.pages.base import found
from citycircle.web.pages.baselines import OnBaseline
from citycircle.web.pages.lists import ListPage
from citycircle.web.paging import paged
from citycircle.web.plan_panels import plan_roof
from citycircle.web.requests import Request
from citycircle.web.sheets import Column, Sheet

TITLE = Text("签收", "Receipts")
SIGNED = Text("已签收", "signed")
DEEMED = Text("逾期视为签收", "deemed received")
WAITING = Text("待签收", "to be signed")
SUPERSEDED = Text("已有新版本", "superseded")


def standing_of(receipt: Receipt) -> tuple[Text, str]:
    """How a receipt stands, and its light."""
    if receipt.signed_at:
        return SIGNED, "green"
    return (DEEMED, "yellow") if receipt.is_deemed else (WAITING, "blue")


class Receipts(OnBaseline):
    """Who has signed for a version: the own tasks for an organisation, all of them for the office of the plan."""

    title = TITLE
    template = "baselines/receipts.html"
    action = SignFor

    def context(self) -> dict[str, Any]:
        one, viewer = self.subject, self.request.viewer
        sees_all = works_at(viewer, one.plan.place)
        rows = one.receipts.select_related("organisation", "task", "signed_by").order_by("organisation__code",
                                                                                         "task__order")  # fmt: skip
        shown = list(rows if sees_all else rows.filter(organisation__in=viewer.organisations))
        current = set(in_force(one.receipts.all()).values_list("pk", flat=True))
        own = {row.organisation for row in shown if row.signed_at is None and row.pk in current
               and ANSWERS.allows(viewer, row.organisation.place)}  # fmt: skip
        page = paged(shown, self.request.GET)
        people = people_of({row.organisation_id for row in page.rows}, viewer.day)
        return {
            **plan_roof(one.plan, viewer, "plan_versions"),
            "paged": page,
            "rows": [
                (row, standing_of(row) if row.pk in current else (SUPERSEDED, "done"),
                 people.get(row.organisation_id, ())) for row in page.rows
            ],
            "own": [(each, sum(row.organisation == each and row.signed_at is None for row in shown)) for each in own],
            "counts": [(SIGNED, sum(row.signed_at is not None for row in shown)),
                       (DEEMED, sum(row.is_deemed and row.signed_at is None for row in shown)),
                       (WAITING, sum(row.signed_at is None and not row.is_deemed for row in shown))],
        }  # fmt: skip

    def post(self, request: Request, **_keys: Any) -> HttpResponseBase:
        number = request.POST.get("organisation", "")
        rows = Organisation.objects.filter(pk__in=request.viewer.organisations)
        organisation: Organisation = found(rows, pk=int(number) if number.isascii() and number.isdecimal() else 0)
        self.do(SignFor(baseline=self.subject, organisation=organisation))
        return redirect("receipts", pk=self.subject.pk)


class ToSign(ListPage):
    """What one's own organisations have not signed for yet."""

    title = Text("待签收任务", "Tasks to sign for")
    who = ANSWERS
    sheet = Sheet(
        title,
        (
            Column("due", Text("签收期限", "Sign by"), lambda one: one.due, ("due",)),
            Column("task", Text("任务", "Task"), lambda one: str(one.task), search=("task__title", "task__body"),
                   link=lambda one: reverse("receipts", args=[one.baseline_id]), kind="wide"),
            Column("plan", Text("方案", "Plan"), lambda one: one.baseline.plan.title,
                   search=("baseline__plan__title",)),
            Column("version", Text("版本", "Version"), lambda one: one.baseline.number, kind="number"),
            Column("who", Text("单位", "Organisation"), lambda one: one.organisation.called(spoken())),
        ),
        order=("due", "pk"),
        empty=Text("没有待签收的任务，方案印发交办后会通知。",
                   "Nothing waits to be signed for; a notice comes when a plan is handed out."),
    )  # fmt: skip

    def rows(self) -> QuerySet[Receipt]:
        return to_sign(self.request.viewer)


urlpatterns = [
    path("baselines/<int:pk>/receipts", Receipts.as_view(), name="receipts"),
    path("receipts/", ToSign.as_view(), name="to_sign"),
]
