"""Consultation items between two cities: proposal, answers, agreed text, and how long each side had it in hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import path

from citycircle.accounts.models import Organisation
from citycircle.accounts.rights import Viewer, signed_in
from citycircle.core.machines import Step
from citycircle.core.messages import Text
from citycircle.core.workdays import YearWithoutHolidays
from citycircle.mechanisms.cases.case import Case
from citycircle.mechanisms.cases.sentences import sentence
from citycircle.planning.tracing.beside import TITLES
from citycircle.records.cases.models import CaseEvent, CaseRecord
from citycircle.records.cases.rights import SPEAKS
from citycircle.records.cases.standing import standing_in_names
from citycircle.records.links.actions.consulting import (
    DAY,
    TakeConsultationStep,
    sides_of,
)
from citycircle.records.links.models import Mismatch
from citycircle.records.links.reach import consultations_within
from citycircle.records.plans.reach import sees
from citycircle.web.link_words import address_of, sentence_of
from citycircle.web.navigation import entry
from citycircle.web.pages.base import Page, found
from citycircle.web.pages.lists import ListPage
from citycircle.web.requests import Request
from citycircle.web.sheets import Column, Sheet
from citycircle.web.wording import deadline_worded, whole

LEFT_OUT = frozenset(("pause", "resume", "deem_acknowledged"))
"""Steps of the kernel that a consultation between offices does without."""


def _state(one: Mismatch) -> Text:
    """The title of the state; machines are small, so that a page of them is quick."""
    return _titles()[one.case.state] if one.case else Text("", "")


def _titles() -> dict[str, Text]:
    from citycircle.mechanisms.cases.two_way import two_way_request  # noqa: PLC0415  # only where titles are said

    return {state.name: state.title for state in two_way_request(date(2026, 1, 1)).machine.states}


class Consultations(ListPage):
    """Every matter between cities that the viewer is a side of, or convenes."""

    title = Text("协商事项", "Consultations")
    who = signed_in
    sheet = Sheet(
        title,
        (
            Column("number", Text("编号", "No."), lambda one: one.pk, ("pk",), kind="number"),
            Column("matter", Text("事项", "Matter"), sentence_of, link=address_of, kind="wide"),
            Column("kind", Text("类型", "Kind"), lambda one: TITLES[one.kind]),
            Column("state", Text("状态", "State"), _state, ("case__state",)),
            Column("holder", Text("待办方", "In whose hand"), lambda one: one.case.holder or "", ("case__holder",)),
            Column("due", Text("期限", "Due"), lambda one: one.case.due, ("case__due",)),
            Column("one", Text("提出方", "Proposing side"), lambda one: one.case.one),
            Column("other", Text("对方", "Other side"), lambda one: one.case.other),
            Column("agreed", Text("商定文字", "Agreed text"), lambda one: one.agreed, search=("agreed",), kind="wide"),
        ),
        order=("case__closed_at", "case__due", "pk"),
        empty=Text(
            "没有协商事项。在方案的“两市对照”中登记不一致事项，即可提请协商。",
            "There is no consultation. A mismatch kept under “Beside another city” of a plan is raised there.",
        ),
    )

    def rows(self) -> QuerySet[Mismatch]:
        return consultations_within(self.request.viewer).select_related("case__holder", "case__one", "case__other")


@dataclass(frozen=True, slots=True)
class Offered:
    """A step that one side could take now, with what it asks for."""

    step: Step
    acting: Organisation
    role: Text
    words: Text | None
    more: Text | None
    asks_day: bool


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that happened, as the history shows it."""

    event: CaseEvent
    title: Text
    said: tuple[tuple[Text, str], ...]


class Consultation(Page):
    """One matter: what does not meet, what was proposed and answered, whose turn it is, how long each side had it."""

    title = Text("协商事项", "Consultation")
    who = signed_in
    template = "links/consultation.html"
    action: ClassVar[type[TakeConsultationStep]] = TakeConsultationStep

    def find(self, **keys: Any) -> Mismatch:
        rows = consultations_within(self.request.viewer).select_related(
            "case__holder", "one_plan__city", "other_plan__city", "one_task", "other_task"
        )
        mismatch: Mismatch = found(rows, **keys)
        return mismatch

    def place(self) -> None:
        """`consultations_within` has asked; each step asks again for its own side."""

    def context(self) -> dict[str, Any]:
        mismatch, record = self.subject, self.subject.case
        events = list(record.events.select_related("organisation", "person"))
        case = standing_in_names(record, events)
        now = self.request.now
        plans = [plan for plan in (mismatch.one_plan, mismatch.other_plan) if sees(self.request.viewer, plan)]
        return {
            "sentence": sentence_of(mismatch),
            "kind": TITLES[mismatch.kind],
            "standing": Text(sentence(case, now, "zh"), sentence(case, now, "en")),
            "state": case.here.title,
            "closed": case.closed,
            "held": _held(case, now),
            "facts": case.facts,
            "history": [_happened(case, event) for event in events],
            "steps": _offered(case, record, self.request.viewer, is_late=_is_late(case, now)),
            "plans": plans,
        }

    def post(self, request: Request, **_keys: Any) -> HttpResponseBase:
        given = request.POST
        organisations = _parties(self.subject.case)
        acting = next((one for one in organisations if one.code == given.get("acting")), organisations[0])
        day = _day(given.get("day", ""))
        seen = whole(given.get("seen", "")) or 0
        self.do(
            TakeConsultationStep(
                mismatch=self.subject, acting=acting, step=given.get("step", ""), seen=seen, day=day,
                words=given.get("words", ""), more=given.get("more", ""), link=address_of(self.subject),
            ),
        )  # fmt: skip
        return redirect("consultation", pk=self.subject.pk)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _parties(record: CaseRecord) -> list[Organisation]:
    return list(Organisation.objects.filter(code__in=record.parties.values()))


def _held(case: Case, now: datetime) -> list[tuple[str, int | None]]:
    """How many working days each side had it; None where the calendar does not reach so far."""
    try:
        return [(name, days) for name, days in case.workdays_in_hand(now).items()]
    except YearWithoutHolidays:
        return [(name, None) for name in case.time_in_hand(now)]


def _is_late(case: Case, now: datetime) -> bool:
    try:
        return case.is_late(now)
    except YearWithoutHolidays:
        return False


def _offered(case: Case, record: CaseRecord, viewer: Viewer, *, is_late: bool) -> list[Offered]:
    """What this very viewer could do now, for whichever side the viewer speaks for."""
    found_steps = []
    papers = case.kind.machine.papers
    for role, organisation in sides_of(record, _parties(record)):
        if not SPEAKS.allows(viewer, organisation.place):
            continue
        for step in case.may_now(role):
            if step.name in LEFT_OUT or ("overdue" in step.guards and not is_late):
                continue
            texts = [papers[paper] for paper in step.needs if paper != DAY]
            found_steps.append(
                Offered(
                    step, organisation, case.kind.machine.roles[role], texts[0] if texts else None,
                    texts[1] if len(texts) > 1 else None, DAY in step.needs,
                )
            )  # fmt: skip
    return found_steps


FILED = Text("提请协商", "raised")
SHOWN_FACTS = {"proposal": Text("建议", "proposal"), "wished_date": Text("希望完成时间", "wished date")}


def _happened(case: Case, event: CaseEvent) -> Happened:
    machine = case.kind.machine
    if event.name == "file":
        facts = event.data.get("facts", {})
        shown = [(words, deadline_worded(str(facts[name]))) for name, words in SHOWN_FACTS.items() if name in facts]
        return Happened(event, FILED, tuple(shown))
    title = next((step.title for step in machine.steps if step.name == event.name), Text(event.name, event.name))
    return Happened(event, title, tuple((machine.papers.get(k, Text(k, k)), str(v)) for k, v in event.data.items()))


entry(130, Consultations.title, "consultations", Consultations.who)

urlpatterns = [
    path("consultations/", Consultations.as_view(), name="consultations"),
    path("consultations/<int:pk>", Consultation.as_view(), name="consultation"),
]
