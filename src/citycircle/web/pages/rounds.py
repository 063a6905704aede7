"""Comment rounds as the office sees them: who was asked, what came back, what was decided and why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import path, reverse

from citycircle.accounts.errors import NotThere
from citycircle.accounts.rights import Place, Viewer
from citycircle.core.messages import Text, spoken
from citycircle.paper.excel import workbook
from citycircle.paper.word import tables_across
from citycircle.records.plans.models import Plan, PlanState
from citycircle.records.plans.reach import KEEPS_PLANS, READS_PLANS, works_at
from citycircle.records.rounds.actions.asking import CloseRound, OpenRound
from citycircle.records.rounds.actions.deciding import VERDICTS, DecideObjection
from citycircle.records.rounds.models import CommentRound, Objection
from citycircle.records.rounds.papers import comment_table, objections_in, proposed
from citycircle.records.rounds.reach import to_decide
from citycircle.records.rounds.rights import people_of
from citycircle.records.rounds.standing import open_round, organisations_of, rule_of
from citycircle.records.rounds.terms import term
from citycircle.records.rounds.words import OBJECTION_KINDS, answer_of, outcome_of
from citycircle.web.forms import Entry, FormPage
from citycircle.web.pages.base import Page, found
from citycircle.web.pages.lists import ListPage
from citycircle.web.pages.organisations import today_open
from citycircle.web.pages.plans import OnPlan
from citycircle.web.plan_panels import plan_offer, plan_roof, plan_tab
from citycircle.web.requests import Request
from citycircle.web.sheets import Column, Sheet
from citycircle.web.wording import whole

TAB = Text("征求意见", "Comments")
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def sees_rounds(plan: Plan, viewer: Viewer) -> bool:
    """The office and the city that keep the plan; an organisation sees its own answer on its own page."""
    return works_at(viewer, plan.place)


class Rounds(OnPlan):
    """The rounds of a plan, the latest first."""

    title = TAB
    template = "rounds/plan.html"

    def find(self, **keys: Any) -> Plan:
        plan: Plan = super().find(**keys)
        if not sees_rounds(plan, self.request.viewer):
            raise NotThere
        return plan

    def context(self) -> dict[str, Any]:
        counted = CommentRound.objects.filter(plan=self.subject).annotate(
            all=Count("asked", distinct=True),
            agreed=Count("asked", Q(asked__agreed=True), distinct=True),
            objected=Count("asked", Q(asked__agreed=False), distinct=True),
            silent=Count("asked", Q(asked__agreed=None), distinct=True),
        )
        return {**plan_roof(self.subject, self.request.viewer, "plan_rounds"), "rounds": counted.order_by("-number")}


class OpenOne(FormPage):
    """Put a plan out for comment: the days in force are proposed, a last day may be set instead."""

    action = OpenRound
    template = "rounds/open.html"
    who = KEEPS_PLANS
    entries = (
        Entry("days", Text("答复期限（工作日）", "Working days to answer"), required=False, longest=3),
        Entry(
            "last_day", Text("或直接指定截止日", "Or a last day"), "day", required=False,
            hint=Text("下一年度放假安排未公布时使用", "where next year's holidays are not known yet"),
        ),
        Entry("letter", Text("征求意见函", "Letter"), "text", required=False),
    )  # fmt: skip

    def find(self, **keys: Any) -> Plan:
        plan: Plan = found(Plan.objects.select_related("city", "organisation"), **keys)
        return plan

    def context(self) -> dict[str, Any]:
        asked = organisations_of(self.subject)
        people = people_of(asked, self.request.viewer.day)
        organisations = today_open().filter(pk__in=asked)
        rows = [(one, asked[one.pk], people.get(one.pk, [])) for one in organisations]
        return {**super().context(), "rows": rows, "silence": term("comment", self.request.viewer.day).silence}

    def initial(self) -> Mapping[str, object]:
        return {"days": term("comment", self.request.viewer.day).days}

    def make(self, values: Mapping[str, Any]) -> OpenRound:
        days = whole(values["days"]) if values["days"] else None
        last: date | None = values["last_day"]
        return OpenRound(plan=self.subject, days=days, last_day=last, letter=values["letter"])

    def onward(self, result: CommentRound) -> str:
        return reverse("round", args=[result.pk])


class OneRound(Page):
    """Everybody who was asked, every objection, and what the office decided; printed as Word and Excel too."""

    title = TAB
    who = READS_PLANS
    template = "rounds/round.html"
    action = CloseRound

    def find(self, **keys: Any) -> CommentRound:
        rows = CommentRound.objects.select_related("plan__city", "plan__organisation", "opened_by")
        one: CommentRound = found(rows, **keys)
        if not sees_rounds(one.plan, self.request.viewer):
            raise NotThere
        return one

    def place(self) -> None:
        """Asked while finding."""

    def context(self) -> dict[str, Any]:
        one, viewer = self.subject, self.request.viewer
        asked = list(one.asked.select_related("organisation", "answered_by").order_by("organisation__code"))
        people = people_of([row.organisation_id for row in asked], viewer.day)
        lines = [(row, answer_of(row, one), people.get(row.organisation_id, [])) for row in asked]
        return {
            **plan_roof(one.plan, viewer, "plan_rounds"),
            "answered": [line for line in lines if line[0].answered_at is not None],
            "silent": [line for line in lines if line[0].answered_at is None],
            "objections": [(row, OBJECTION_KINDS[row.kind], outcome_of(row)) for row in objections_in(one)],
            "rule": rule_of(one),
            "is_late": one.closed_at is None and viewer.day > one.due,
            "may_close": one.closed_at is None and CloseRound(round=one).allows(viewer),
            "may_decide": KEEPS_PLANS.allows(viewer, one.plan.place),
        }

    def get(self, request: Request, **keys: Any) -> HttpResponseBase:
        wanted = request.GET.get("format", "")
        if wanted not in {"docx", "xlsx"}:
            return super().get(request, **keys)
        table = comment_table(self.subject)
        made, kind = (tables_across([table]), WORD) if wanted == "docx" else (workbook([table]), EXCEL)
        response = HttpResponse(made, content_type=kind)
        response["Content-Disposition"] = f'attachment; filename="comments.{wanted}"'
        return response

    def post(self, request: Request, **_keys: Any) -> HttpResponseBase:
        self.do(CloseRound(round=self.subject))
        return redirect("round", pk=self.subject.pk)


class Decide(FormPage):
    """The office's answer to one objection, in writing."""

    action = DecideObjection
    template = "rounds/decide.html"
    who = KEEPS_PLANS
    entries = (
        Entry("decision", Text("决定", "Decision"), "choice", options=lambda: list(VERDICTS.items())),
        Entry("answer", Text("书面答复", "Written answer"), "text"),
        Entry("reassign_to", Text("改派给", "Re-assign to"), "choice", required=False, rows=today_open),
        Entry(
            "deadline", Text("新的时限", "New deadline"), required=False, longest=60,
            hint=Text("如 2026年9月底前", "as it will print, such as 2026年9月底前"),
        ),
    )  # fmt: skip

    def find(self, **keys: Any) -> Objection:
        rows = Objection.objects.select_related("asked__organisation", "asked__round__plan__city", "task__plan",
                                                "proposed_organisation")  # fmt: skip
        one: Objection = found(rows, **keys)
        kept = {"not_ours": {"reassign_to"}, "not_by_then": {"deadline"}}.get(one.kind, set())
        shown = tuple(entry for entry in type(self).entries if entry.name in {"decision", "answer"} | kept)
        self.entries = shown  # type: ignore[misc, assignment]  # what may follow depends on the objection
        return one

    def place(self) -> Place:
        place: Place = self.subject.task.plan.place
        return place

    def context(self) -> dict[str, Any]:
        one = self.subject
        return {**super().context(), "named": OBJECTION_KINDS[one.kind], "proposed": proposed(one)}

    def initial(self) -> Mapping[str, object]:
        due = self.subject.proposed_due
        printed = f"{due.year}年{due.month}月{due.day}日前" if due else ""
        return {"reassign_to": self.subject.proposed_organisation, "deadline": printed}

    def make(self, values: Mapping[str, Any]) -> DecideObjection:
        return DecideObjection(objection=self.subject, **values)

    def onward(self, result: Objection) -> str:
        return reverse("round", args=[result.asked.round_id])


class OpenObjections(ListPage):
    """Objections to one's own plans that wait for a written answer."""

    title = Text("待书面答复的意见", "Objections to decide on")
    who = KEEPS_PLANS
    sheet = Sheet(
        title,
        (
            Column("made", Text("提出时间", "Made"), lambda one: one.made_at, ("made_at",)),
            Column("task", Text("任务", "Task"), lambda one: str(one.task), search=("task__title", "task__body"),
                   link=lambda one: reverse("decide_objection", args=[one.pk]), kind="wide"),
            Column("kind", Text("意见类别", "Kind"), lambda one: OBJECTION_KINDS[one.kind], ("kind",), choose="kind",
                   options=lambda: list(OBJECTION_KINDS.items())),
            Column("who", Text("单位", "Organisation"), lambda one: one.asked.organisation.called(spoken()),
                   search=("asked__organisation__name",)),
            Column("words", Text("意见", "Words"), lambda one: one.words, search=("words",), kind="wide"),
        ),
        order=("made_at", "pk"),
        empty=Text("没有待答复的意见。", "No objection waits for an answer."),
    )  # fmt: skip

    def rows(self) -> QuerySet[Objection]:
        return to_decide(self.request.viewer)


def may_open(plan: Plan, viewer: Viewer) -> bool:
    may = plan.state in {PlanState.DRAFT, PlanState.COMMENT} and KEEPS_PLANS.allows(viewer, plan.place)
    return may and open_round(plan) is None


plan_tab(310, TAB, "plan_rounds", sees_rounds)
plan_offer(310, OpenRound.title, "open_round", may_open)

urlpatterns = [
    path("plans/<int:pk>/rounds", Rounds.as_view(), name="plan_rounds"),
    path("plans/<int:pk>/rounds/open", OpenOne.as_view(), name="open_round"),
    path("rounds/<int:pk>", OneRound.as_view(), name="round"),
    path("objections/", OpenObjections.as_view(), name="objections"),
    path("objections/<int:pk>/decide", Decide.as_view(), name="decide_objection"),
]
