"""Monthly reports: one's own to fill, those to review, and one report with all that its hands may do with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import path, reverse

from citycircle.accounts.actions.base import Action
from citycircle.accounts.rights import Place, Viewer
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text, spoken
from citycircle.mechanisms.cases.sentences import sentence
from citycircle.mechanisms.reports.cells import Field, open_questions
from citycircle.mechanisms.reports.questions import Question, questions
from citycircle.records.cases.standing import standing_in_names
from citycircle.records.month.actions.corrections import FileCorrection
from citycircle.records.month.actions.proofs import FileProof
from citycircle.records.month.actions.reports import (
    CheckReport,
    ExplainReport,
    FillReport,
    ReportNoChange,
    SendReport,
    SignReport,
    TakeBackReport,
)
from citycircle.records.month.actions.reviewing import (
    AskAfterAll,
    ExcuseReport,
    GrantException,
    MergePartners,
    ReviewReport,
    merged,
)
from citycircle.records.month.models import Entry as EntryRow
from citycircle.records.month.models import Report
from citycircle.records.month.reach import READS_MONTH
from citycircle.records.month.report_reach import in_own_hands, reports_within, to_review
from citycircle.records.month.reports import (
    OWN_HANDS,
    WITH_RECEIVER,
    current,
    draft_of,
    fields_of,
    report_before,
)
from citycircle.records.month.rights import MERGES, OWN, REVIEWS
from citycircle.web.forms import Entry, FormPage
from citycircle.web.month_words import role_word, state_light, state_word, states_of, step_word
from citycircle.web.navigation import entry
from citycircle.web.pages.base import Page, found
from citycircle.web.pages.lists import ListPage
from citycircle.web.proof_rows import shown_proofs
from citycircle.web.requests import Request
from citycircle.web.sheets import Column, Sheet
from citycircle.web.wording import month_worded, whole

KIND = "monthly_report"
MINE = Text("本单位月报", "Own reports")
QUEUE = Text("待初核", "To review")
ALL = Text("月报", "Reports")
CHAIN = Text("时限链", "Chain of deadlines")
MONTHS = Text("月份", "Months")
SLIPS = Text("更正单", "Correction slips")
DONE = Text("已办理：{what}。", "Done: {what}.")
TAKES_PROOF = frozenset({*OWN_HANDS, *WITH_RECEIVER, "accepted"})
"""States of a report in which its page offers to file proof; later proof goes to the task."""
_DUE = Column("due", Text("报送期限", "Due"), lambda one: one.due, ("due",))
_TASK = Column(
    "task", Text("任务", "Task"), lambda one: str(one.part.task), search=("part__task__title", "part__task__code"),
    link=lambda one: reverse("report", args=[one.pk]), kind="wide",
)  # fmt: skip
_MONTH = Column("month", Text("月份", "Month"), lambda one: month_worded(one.month), ("month",))
_STATE = Column(
    "state", Text("状态", "State"), lambda one: state_word(KIND, one.state), ("state",), choose="state",
    options=lambda: states_of(KIND), light=lambda one: state_light(one.state),
)  # fmt: skip
_WHO = Column(
    "who", Text("单位", "Organisation"), lambda one: one.organisation.called(spoken()), search=("organisation__name",)
)


def _listed(rows: QuerySet[Report]) -> QuerySet[Report]:
    return rows.select_related("part__task", "organisation")


class OwnReports(ListPage):
    """The reports of one's own organisations that are not handed in yet; those that wait for oneself first."""

    title = MINE
    who = OWN
    sheet = Sheet(
        MINE, (_DUE, _TASK, _STATE, _MONTH, _WHO), order=("due", "pk"),
        empty=Text("没有待办的月报。", "No report is waiting."),
    )  # fmt: skip

    def rows(self) -> QuerySet[Report]:
        return _listed(in_own_hands(self.request.viewer))

    def offers(self) -> list[tuple[object, str]]:
        return [(ALL, reverse("reports"))]


class ReviewQueue(ListPage):
    """What waits for the first check of one's own office or, for a lead, what its partners sent."""

    title = QUEUE
    who = REVIEWS | MERGES
    sheet = Sheet(
        QUEUE, (_DUE, _TASK, _WHO, _MONTH, _STATE), order=("due", "pk"),
        empty=Text("没有待初核的月报。", "Nothing waits to be reviewed."),
    )  # fmt: skip

    def rows(self) -> QuerySet[Report]:
        return _listed(to_review(self.request.viewer))


class AllReports(ListPage):
    """Every report that one may see, the latest month first."""

    title = ALL
    who = READS_MONTH
    sheet = Sheet(ALL, (_MONTH, _TASK, _STATE, _WHO, _DUE), order=("-month", "pk"))

    def rows(self) -> QuerySet[Report]:
        return _listed(reports_within(self.request.viewer))

    def offers(self) -> list[tuple[object, str]]:
        viewer = self.request.viewer
        wanted = ((MINE, "own_reports", OWN), (QUEUE, "review_queue", REVIEWS | MERGES), (MONTHS, "months", REVIEWS),
                  (SLIPS, "corrections", READS_MONTH), (CHAIN, "deadlines", READS_MONTH))  # fmt: skip
        return [(title, reverse(route)) for title, route, right in wanted if right.allows(viewer)]


class CellShown(NamedTuple):
    """A cell as the page draws it: what stands in it, last month beside it, what was asked about it."""

    field: Field
    now: str
    last: str
    carried: bool
    question: str
    history: list[EntryRow]


class ReportPage(Page):
    """One report: its cells with last month beside them, where it stands in one sentence, and what may be done."""

    title = ALL
    who = READS_MONTH
    template = "reports/report.html"

    def find(self, **keys: Any) -> Report:
        rows = reports_within(self.request.viewer).select_related(
            "part__task__plan__organisation", "part__organisation__city", "organisation__city", "case", "form", "into"
        )
        report: Report = found(rows, **keys)
        return report

    def place(self) -> Place | None:
        return None

    def context(self) -> dict[str, Any]:
        report, viewer = self.subject, self.request.viewer
        case = standing_in_names(report.case)
        asked = open_questions(case)
        may = possible(report, viewer)
        return {
            "cells": _cells(report, asked),
            "sentence": sentence(case, self.request.now, spoken()),
            "state": (state_word(KIND, report.state), state_light(report.state)),
            "held": case.workdays_in_hand(self.request.now).items() if case.at.year == self.request.now.year else (),
            "events": [(event, step_word(KIND, event.kind), role_word(KIND, event.role)) for event in case.events],
            "partners": [
                (one, state_word(KIND, one.state), state_light(one.state))
                for one in report.partners.select_related("organisation")
            ],
            "merged": merged(report) if "merge" in may and report.partners.exists() else None,
            "asked": self._asked(may),
            "needs_why": report.unchanged_run >= 3,  # noqa: PLR2004 - what the dated table says is asked again when sent
            "may": may,
            "offers": self._offers(),
            "proofs": shown_proofs(report.proofs.all(), viewer),
            "may_prove": report.state in TAKES_PROOF
            and FileProof(part=report.part, report=report, kind="document").allows(viewer),
        }

    def _offers(self) -> list[tuple[Text, str]]:
        """What is done on a page of its own, where this viewer may do it now."""
        report, viewer = self.subject, self.request.viewer
        seen = report.version
        wanted: list[tuple[tuple[str, ...], Action[Any], Text, str]] = [
            (("locked", "published"), FileCorrection(report=report, seen=seen, field="", new=""),
             Text("提出更正单", "Correction slip"), "correct_report"),
            (("missing",), GrantException(report=report, seen=seen, until=viewer.day),
             Text("解锁例外", "Lock exception"), "let_report_in"),
            (("excused",), AskAfterAll(report=report, seen=seen, until=viewer.day),
             Text("恢复报送", "Ask for it after all"), "ask_report_again"),
            (("blank", "filling"), ExcuseReport(report=report, seen=seen), Text("免报", "Excuse"), "excuse_report"),
        ]  # fmt: skip
        return [(title, reverse(route, args=[report.pk])) for states, action, title, route in wanted
                if report.state in states and action.allows(viewer)]  # fmt: skip

    def _asked(self, may: Mapping[str, Action[Any]]) -> tuple[Question, ...]:
        report = self.subject
        ready = "send" in may and report.state == "filling"
        return questions(draft_of(report), self.request.viewer.day) if ready else ()

    def post(self, request: Request, **_keys: Any) -> HttpResponseBase:
        chosen = request.POST.get("act", "")
        report = self.subject
        seen = whole(request.POST.get("seen", "")) or 0
        making = _MAKING.get(chosen)
        if making is None:
            return self.show(422)
        action = making(report, seen, request.POST)
        try:
            if chosen == "send" and _filled(request.POST):
                self.do(FillReport(report=report, seen=seen, cells=_given(request.POST, "cell-")))
                report.refresh_from_db()
                action = making(report, report.version, request.POST)
            self.do(action, request.POST.get("reason", ""))
        except CityCircleError as error:
            report.refresh_from_db()
            return self._refused(error)
        messages.success(request, DONE.say(what=action.title))
        return redirect("report", pk=report.pk)

    def _refused(self, error: CityCircleError) -> HttpResponse:
        return self.show(422, error=error, given=self.request.POST)


def possible(report: Report, viewer: Viewer) -> dict[str, Action[Any]]:
    """What this viewer may do with a report as it stands, by the name that the form sends."""
    wanted = {
        "fill": ("blank", "filling", "returned"), "no_change": ("blank",), "send": ("blank", "filling", "returned"),
        "check": ("checking",), "sign": ("signing",), "take_back": ("submitted",), "explain": ("returned",),
        "review": ("submitted", "accepted"), "merge": ("blank", "filling"),
    }  # fmt: skip
    nothing: dict[str, str] = {}
    actions = {name: _MAKING[name](report, report.version, nothing) for name, states in wanted.items()
               if report.state in states}  # fmt: skip
    return {name: action for name, action in actions.items() if action.allows(viewer)}


def _given(post: Mapping[str, str], prefix: str) -> dict[str, str]:
    return {name.removeprefix(prefix): words for name, words in post.items() if name.startswith(prefix)}


def _filled(post: Mapping[str, str]) -> bool:
    return any(name.startswith("cell-") for name in post)


_MAKING: dict[str, Callable[[Report, int, Mapping[str, str]], Action[Any]]] = {
    "fill": lambda one, seen, post: FillReport(report=one, seen=seen, cells=_given(post, "cell-")),
    "no_change": lambda one, seen, post: ReportNoChange(report=one, seen=seen, why=post.get("why", "")),
    "send": lambda one, seen, post: SendReport(report=one, seen=seen, reasons=_given(post, "why-")),
    "check": lambda one, seen, post: CheckReport(report=one, seen=seen, back=post.get("back", "")),
    "sign": lambda one, seen, post: SignReport(report=one, seen=seen, back=post.get("back", "")),
    "take_back": lambda one, seen, _: TakeBackReport(report=one, seen=seen),
    "explain": lambda one, seen, post: ExplainReport(report=one, seen=seen, answers=_given(post, "answer-")),
    "review": lambda one, seen, post: ReviewReport(report=one, seen=seen, questions=_given(post, "ask-")),
    "merge": lambda one, seen, _: MergePartners(report=one, seen=seen),
}


def _cells(report: Report, asked: Mapping[str, str]) -> list[CellShown]:
    """The cells of the form in its order, with last month's words and every earlier value."""
    now = current(report)
    before = report_before(report)
    last = current(before) if before else {}
    rows: dict[str, list[EntryRow]] = {}
    for row in report.entries.filter(target=None).select_related("entered_by").order_by("field", "number"):
        rows.setdefault(row.field, []).append(row)
    shown = []
    for field in fields_of(report.form):
        row = now.get(field.name)
        shown.append(
            CellShown(
                field, row.words if row else "", last[field.name].words if field.name in last else "",
                bool(row and row.carried), asked.get(field.name, ""), rows.get(field.name, [])[:-1],
            )
        )  # fmt: skip
    return shown


class _OnReport(FormPage):
    """A form of one act on one report."""

    def find(self, **keys: Any) -> Report:
        report: Report = found(reports_within(self.request.viewer).select_related("part__task__plan", "case"), **keys)
        return report

    def place(self) -> Place | None:
        return None

    def onward(self, result: Any) -> str:
        return reverse("report", args=[self.subject.pk])


class CorrectIt(_OnReport):
    """A correction slip: the cell, the new value, and why."""

    action = FileCorrection
    entries = (
        Entry("field", Text("更正的单元格", "Cell"), "choice"),
        Entry("new", Text("更正后的值", "New value"), "text"),
    )
    explanation = Text(
        "锁定后的数不改写：新值与旧值并列保存，办公室先列出影响，领导批准后生效。",
        "A locked value stays: the new one is kept beside it, the office lists what changes, a leader signs.",
    )

    def context(self) -> dict[str, Any]:
        fields = [(field.name, field.title) for field in fields_of(self.subject.form)]
        field_entry = Entry("field", Text("更正的单元格", "Cell"), "choice", options=lambda: fields)
        context = super().context()
        context["fields"] = [one if one.entry.name != "field" else type(one)(field_entry, one.value, one.error)
                             for one in context["fields"]]  # fmt: skip
        return context

    def make(self, values: Mapping[str, Any]) -> FileCorrection:
        seen = self.version or self.subject.version
        return FileCorrection(report=self.subject, seen=seen, field=values["field"], new=values["new"])

    def onward(self, result: Any) -> str:
        return reverse("correction", args=[result.pk])


class ExcuseIt(_OnReport):
    action = ExcuseReport
    entries = ()

    def make(self, values: Mapping[str, Any]) -> ExcuseReport:
        return ExcuseReport(report=self.subject, seen=self.version or self.subject.version)


class LetItIn(_OnReport):
    action = GrantException
    entries = (Entry("until", Text("限期补报至", "Let in until"), "day"),)

    def make(self, values: Mapping[str, Any]) -> GrantException:
        return GrantException(report=self.subject, seen=self.version or self.subject.version, until=values["until"])


class AskAgain(_OnReport):
    action = AskAfterAll
    entries = (Entry("until", Text("报送期限", "Due"), "day"),)

    def make(self, values: Mapping[str, Any]) -> AskAfterAll:
        return AskAfterAll(report=self.subject, seen=self.version or self.subject.version, until=values["until"])


entry(310, ALL, "reports", READS_MONTH)

urlpatterns = [
    path("reports/", AllReports.as_view(), name="reports"),
    path("reports/own/", OwnReports.as_view(), name="own_reports"),
    path("reports/queue/", ReviewQueue.as_view(), name="review_queue"),
    path("reports/<int:pk>", ReportPage.as_view(), name="report"),
    path("reports/<int:pk>/correct", CorrectIt.as_view(), name="correct_report"),
    path("reports/<int:pk>/excuse", ExcuseIt.as_view(), name="excuse_report"),
    path("reports/<int:pk>/ask-again", AskAgain.as_view(), name="ask_report_again"),
    path("reports/<int:pk>/let-in", LetItIn.as_view(), name="let_report_in"),
]
