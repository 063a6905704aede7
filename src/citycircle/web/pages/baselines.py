"""The versions of a plan: issuing, amending, what changed, what a paper with a code shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import path, reverse

from citycircle.accounts.errors import NotThere
from citycircle.accounts.rights import signed_in
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text
from citycircle.planning.baselines.codes import read_code
from citycircle.planning.baselines.effects import EFFECT_NAMES
from citycircle.planning.baselines.saying import said_change, said_tasks
from citycircle.planning.ledger import Ledger
from citycircle.records.baselines.actions.handing_out import HandOut
from citycircle.records.baselines.actions.issuing import AmendPlan, IssuePlan, ready
from citycircle.records.baselines.models import Baseline
from citycircle.records.baselines.papers import FORMATS, paper
from citycircle.records.baselines.versions import (
    Compared,
    before,
    is_current,
    is_intact,
    latest,
    not_issued_yet,
    since,
    snapshot_of,
)
from citycircle.records.lists.models import SheetExport
from citycircle.records.plans.ledgers import ledger_of
from citycircle.records.plans.models import Plan, PlanState
from citycircle.records.plans.reach import KEEPS_PLANS, READS_PLANS, plans_within
from citycircle.records.rounds.models import CommentRound
from citycircle.web.forms import Entry, FormPage
from citycircle.web.ledger_names import in_language
from citycircle.web.pages.base import Page, found
from citycircle.web.pages.plans import OnPlan
from citycircle.web.plan_panels import plan_offer, plan_roof, plan_tab
from citycircle.web.requests import Request

TAB = Text("版本", "Versions")
EFFECTS_SHOWN = 200
ITEMS_SHOWN = 300
WITHOUT_ROUND = Entry(
    "reason",
    Text("不征求意见的理由", "Why nobody is asked for comments"),
    hint=Text("本方案没有征求过意见；理由与版本一同留存", "no round was held; the reason is kept with the version"),
)
"""The name is that of the reason which every act may have."""


def nobody_was_asked(plan: Plan) -> bool:
    """Whether version 1 of a plan is, or was, issued without a comment round."""
    rounds = CommentRound.objects.filter(plan=plan)
    first = Baseline.objects.filter(plan=plan, number=1).first()
    return not (rounds.filter(opened_at__lt=first.frozen_at) if first else rounds).exists()


def compared(one: Compared | None) -> dict[str, Any]:
    """What `baselines/difference.html` draws: effects in sentences, then every cell."""
    if one is None:
        return {}
    one = Compared(in_language(one.old), in_language(one.new))
    return {
        "difference": one.difference,
        "head": [said_change(change) for change in one.difference.head],
        "effects": [(EFFECT_NAMES[line.sort], line) for line in one.effects[:EFFECTS_SHOWN]],
        "effects_left": max(0, len(one.effects) - EFFECTS_SHOWN),
        "said": said_tasks(one.difference, one.new)[:EFFECTS_SHOWN],
    }


class Versions(OnPlan):
    """Every version that was issued, and what stands in the plan now and in none of them."""

    title = TAB
    template = "baselines/plan.html"

    def context(self) -> dict[str, Any]:
        plan, viewer = self.subject, self.request.viewer
        ledger = ledger_of(plan) if self.may_edit else None
        pending = not_issued_yet(plan, ledger) if ledger else None
        return {
            **plan_roof(plan, viewer, "plan_versions"),
            "versions": list(plan.baselines.select_related("frozen_by")),
            "nobody_asked": nobody_was_asked(plan),
            "may_edit": self.may_edit,
            "stands_in_the_way": _in_the_way(plan, ledger) if ledger and plan.state != PlanState.WITHDRAWN else None,
            **compared(pending),
        }


def _in_the_way(plan: Plan, ledger: Ledger) -> CityCircleError | None:
    """The sentence that says why the plan cannot be frozen now; None where it can."""
    try:
        ready(plan, ledger)
    except CityCircleError as error:
        return error
    return None


class _Freezing(FormPage):
    who = KEEPS_PLANS

    def find(self, **keys: Any) -> Plan:
        plan: Plan = found(Plan.objects.select_related("city", "organisation"), **keys)
        return plan

    def onward(self, result: Baseline) -> str:
        return reverse("baseline", args=[result.pk])


class Issue(_Freezing):
    action = IssuePlan
    entries = (
        Entry("doc_number", Text("文号", "Document number"), required=False, longest=80),
        Entry("issued_on", Text("印发日期", "Day of issue"), "day"),
    )
    explanation = Text(
        "固化第一版：内容、摘要和短码从此不变，以后的改动作为修订另立版本。",
        "Version 1 is frozen with a digest and a short code; every later change is an amendment.",
    )

    def find(self, **keys: Any) -> Plan:
        plan = super().find(**keys)
        if nobody_was_asked(plan):
            self.entries = (*type(self).entries, WITHOUT_ROUND)  # type: ignore[misc, assignment]  # one field more
        return plan

    def initial(self) -> Mapping[str, object]:
        plan = self.subject
        return {"doc_number": plan.doc_number, "issued_on": plan.issued_on or self.request.viewer.day}

    def make(self, values: Mapping[str, Any]) -> IssuePlan:
        given = {name: value for name, value in values.items() if name != WITHOUT_ROUND.name}
        return IssuePlan(plan=self.subject, **given)


class Amend(_Freezing):
    """The next version: the changes stand beside the reason that is asked for."""

    action = AmendPlan
    template = "baselines/amend.html"
    entries = (
        Entry("doc_number", Text("修订文号", "Document number"), required=False, longest=80),
        Entry("issued_on", Text("印发日期", "Day of issue"), "day"),
    )

    def initial(self) -> Mapping[str, object]:
        return {"issued_on": self.request.viewer.day}

    def context(self) -> dict[str, Any]:
        return {**super().context(), **compared(not_issued_yet(self.subject)), "plan": self.subject}

    def make(self, values: Mapping[str, Any]) -> AmendPlan:
        return AmendPlan(plan=self.subject, **values)


class OnBaseline(Page):
    """A page about one version: seen by whoever may see its plan."""

    who = READS_PLANS

    def find(self, **keys: Any) -> Baseline:
        rows = Baseline.objects.select_related("plan__city", "plan__organisation", "frozen_by")
        one: Baseline = found(rows.filter(plan__in=plans_within(self.request.viewer)), **keys)
        return one

    def place(self) -> None:
        """`plans_within` has asked."""


class Version(OnBaseline):
    """One version as it was issued: readable for ever, with what it changed, and the papers that bear its code."""

    title = TAB
    template = "baselines/version.html"
    action = HandOut

    def context(self) -> dict[str, Any]:
        one, viewer = self.subject, self.request.viewer
        handed = one.receipts.exists()
        older = before(one)
        ledger = in_language(snapshot_of(one).ledger)
        places = {key: reverse("task", args=[pk]) for key, pk in one.plan.tasks.values_list("key", "pk")}
        return {
            **plan_roof(one.plan, viewer, "plan_versions"),
            "rows": [(item, places.get(item.key, "")) for item in ledger.items[:ITEMS_SHOWN]],
            "tasks": len(ledger.items),
            "older": older,
            "is_current": is_current(one),
            "is_intact": is_intact(one),
            "algorithm": one.content["hash"],
            "handed": handed,
            "nobody_asked": one.number == 1 and nobody_was_asked(one.plan),
            "may_hand_out": not handed and is_current(one) and HandOut(baseline=one).allows(viewer),
            **compared(since(one) if older else None),
        }

    def get(self, request: Request, **keys: Any) -> HttpResponseBase:
        kind = request.GET.get("format", "")
        if kind not in FORMATS:
            return super().get(request, **keys)
        one = self.subject
        response = HttpResponse(paper(one, kind), content_type=FORMATS[kind])
        name = f"{one.plan.code}-v{one.number}-{one.short_code}.{kind}"
        response["Content-Disposition"] = f'attachment; filename="{_plain(name)}"'
        return response

    def post(self, request: Request, **_keys: Any) -> HttpResponseBase:
        self.do(HandOut(baseline=self.subject))
        return redirect("receipts", pk=self.subject.pk)


def _plain(name: str) -> str:
    return "".join(sign if sign.isascii() and (sign.isalnum() or sign in "-.") else "_" for sign in name)


class ByCode(Page):
    """What a paper with this code shows, and whether it is the current version."""

    title = Text("按短码核对", "Look up a paper by its code")
    who = signed_in
    template = "baselines/by_code.html"

    def find(self, code: str = "", **_keys: Any) -> Baseline | SheetExport | None:
        typed = code or self.request.GET.get("code", "")
        self.error: CityCircleError | None = None
        self.typed = typed
        if not typed.strip():
            return None
        try:
            known = read_code(typed)
        except CityCircleError as error:
            self.error = error
            return None
        seen = plans_within(self.request.viewer)
        version = Baseline.objects.filter(short_code=known, plan__in=seen).select_related("plan").first()
        row = version or _export(known, self.request.viewer)
        if row is None:
            raise NotThere
        return row

    def place(self) -> None:
        """`plans_within` has asked."""

    def context(self) -> dict[str, Any]:
        one = self.subject
        known: dict[str, Any] = {"error": self.error, "typed": self.typed}
        if isinstance(one, Baseline):
            known |= {"baseline": one, "is_current": is_current(one), "is_intact": is_intact(one),
                      "latest": latest(one.plan)}  # fmt: skip
        elif one is not None:
            known |= {"export": one}
        return known

    def show(self, status: int = 200, **more: Any) -> HttpResponse:
        return super().show(422 if self.error else status, **more)


def _export(code: str, viewer: Any) -> SheetExport | None:
    """A list that left under this code: seen by the organisation and the city it belongs to, and by the region."""
    row = SheetExport.objects.filter(short_code=code).select_related("organisation", "plan", "list").first()
    if row is None:
        return None
    near = viewer.is_regional or viewer.works_at(row.place) or viewer.in_city(row.place)
    return row if near else None


def may_issue(plan: Plan, viewer: Any) -> bool:
    return plan.state in {PlanState.DRAFT, PlanState.COMMENT} and KEEPS_PLANS.allows(viewer, plan.place)


def may_amend(plan: Plan, viewer: Any) -> bool:
    return plan.state == PlanState.ISSUED and KEEPS_PLANS.allows(viewer, plan.place) and latest(plan) is not None


plan_tab(320, TAB, "plan_versions")
plan_offer(320, Text("审定印发", "Issue"), "issue_plan", may_issue)
plan_offer(321, Text("印发修订", "Issue an amendment"), "amend_plan", may_amend)

urlpatterns = [
    path("plans/<int:pk>/versions", Versions.as_view(), name="plan_versions"),
    path("plans/<int:pk>/issue", Issue.as_view(), name="issue_plan"),
    path("plans/<int:pk>/amend", Amend.as_view(), name="amend_plan"),
    path("baselines/<int:pk>", Version.as_view(), name="baseline"),
    path("v/", ByCode.as_view(), name="look_up_code"),
    path("v/<str:code>", ByCode.as_view(), name="by_code"),
]
