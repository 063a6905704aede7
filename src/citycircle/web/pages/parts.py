"""Parts of tasks in hand: the list, where one stands, and a form for each step that the viewer may take."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import path, reverse

from citycircle.accounts.errors import NotThere
from citycircle.accounts.rights import Place, Viewer
from citycircle.core.machines import Step
from citycircle.core.messages import Text, listed, spoken
from citycircle.mechanisms.cases.case import Case
from citycircle.mechanisms.cases.sentences import sentence
from citycircle.mechanisms.tasks.joint import Joint, joint_view
from citycircle.mechanisms.tasks.readings import closings, days_late_in_own_hand, deadlines, versions, waiting
from citycircle.mechanisms.tasks.vocabulary import (
    ADJUSTMENTS,
    CAUSES,
    FIRST_CHECK,
    METHODS,
    OBJECTIONS,
    PAPERS,
    PROOF_KINDS,
)
from citycircle.records.cases.standing import standing_in_names
from citycircle.records.month.actions.curves import KeepCurve
from citycircle.records.month.actions.parts import StepOfPart
from citycircle.records.month.actions.proofs import FileProof
from citycircle.records.month.actions.verifying import evidence_for
from citycircle.records.month.models import Part, Report
from citycircle.records.month.reach import READS_MONTH, parts_within
from citycircle.records.month.rights import VERIFIES
from citycircle.records.month.waiting import parts_waiting
from citycircle.web.forms import Entry, FormPage
from citycircle.web.month_words import role_word, state_light, state_word, states_of, step_word
from citycircle.web.navigation import entry
from citycircle.web.pages.base import Page, found
from citycircle.web.pages.lists import ListPage
from citycircle.web.pages.organisations import today_open
from citycircle.web.proof_rows import shown_proofs
from citycircle.web.sheets import Column, Sheet

KIND = "task"
TITLE = Text("任务办理", "Tasks in hand")
WAITING = Text("待您办理的任务", "Tasks that wait for you")
SAMPLES = Text("核实样本", "Samples")
DAYS = frozenset({"agreed_date", "new_date"})
CHOICES: Mapping[str, Mapping[str, Text]] = {"method": METHODS, "proof_kind": PROOF_KINDS}
LONG = frozenset({"wording", "reason", "progress", "finding", "answer", "matter", "target", "note", "plan_work"})
BY_DRAW = {"not_drawn": False, "verified": True}
"""Steps that rest on a draw, and whether it must have drawn the part."""


class Parts(ListPage):
    """The parts of tasks that one may see, by their date."""

    title = TITLE
    who = READS_MONTH
    sheet = Sheet(
        TITLE,
        (
            Column("due", Text("完成期限", "Due"), lambda one: one.due, ("due",)),
            Column("task", Text("任务", "Task"), lambda one: str(one.task), kind="wide",
                   search=("task__title", "task__body", "task__code"), link=lambda one: reverse("part", args=[one.pk])),
            Column("state", Text("状态", "State"), lambda one: state_word(KIND, one.state), ("state",), choose="state",
                   options=lambda: states_of(KIND), light=lambda one: state_light(one.state)),
            Column("who", Text("牵头单位", "Lead"), lambda one: one.organisation.called(spoken()),
                   search=("organisation__name",)),
            Column("joint", Text("共同事项", "Joint"), lambda one: Text("是", "yes") if one.joint else ""),
        ),
        order=("due", "pk"),
    )  # fmt: skip

    def rows(self) -> QuerySet[Part]:
        return parts_within(self.request.viewer).select_related("task", "organisation")

    def offers(self) -> list[tuple[object, str]]:
        offers: list[tuple[object, str]] = [(WAITING, reverse("parts_waiting"))]
        return offers + ([(SAMPLES, reverse("samples"))] if VERIFIES.allows(self.request.viewer) else [])


class WaitingParts(Parts):
    """Those whose next step is the viewer's own."""

    title = WAITING
    sheet = Sheet(WAITING, Parts.sheet.columns, order=("case__due", "due", "pk"),
                  empty=Text("没有等您办理的任务。", "No task waits for you."))  # fmt: skip

    def rows(self) -> QuerySet[Part]:
        return parts_waiting(self.request.viewer).select_related("task", "organisation")

    def offers(self) -> list[tuple[object, str]]:
        return [(TITLE, reverse("parts"))]


class _OfPart:
    """Finding a part that the viewer may see."""

    request: Any

    def find(self, **keys: Any) -> Part:
        rows = parts_within(self.request.viewer).select_related(
            "task__plan__organisation", "organisation__city", "case", "city"
        )
        part: Part = found(rows, pk=keys["pk"])
        return part

    def place(self) -> Place | None:
        return None


class PartPage(_OfPart, Page):
    """Where a part stands in a sentence; its dates, versions and closings; the other cities' parts; its steps."""

    title = TITLE
    who = READS_MONTH
    template = "reports/part.html"

    def context(self) -> dict[str, Any]:
        part, viewer, now = self.subject, self.request.viewer, self.request.now
        if part.case is None:
            raise NotThere
        case = standing_in_names(part.case)
        return {
            "sentence": sentence(case, now, spoken()),
            "state": (state_word(KIND, part.state), state_light(part.state)),
            "waiting": waiting(case),
            "late": _late(case, now),
            "deadlines": [(each, step_word(KIND, each.step)) for each in deadlines(case)],
            "versions": versions(case),
            "closings": closings(case),
            "joint": _joint(part, now),
            "steps": steps_for(part, case, viewer),
            "drawn": evidence_for(part) if part.state == "verifying" else None,
            "events": [(event, step_word(KIND, event.kind), role_word(KIND, event.role)) for event in case.events],
            "reports": Report.objects.filter(part=part, into=None).select_related("organisation")[:12],
            "proofs": shown_proofs(part.proofs.all(), viewer),
            "may_draw": KeepCurve(part=part, seen=part.version, points=()).allows(viewer),
            "may_prove": FileProof(part=part, kind="document").allows(viewer),
        }


def _late(case: Case, now: Any) -> int:
    """Working days late in the lead's own hand; none where next year's holidays are not known yet."""
    return days_late_in_own_hand(case, now) if now.year in case.calendar.years else 0


def _joint(part: Part, now: Any) -> Joint | None:
    """All cities' parts of a joint task, side by side."""
    if not part.joint:
        return None
    rows = Part.objects.filter(joint=part.joint).select_related("case", "city", "organisation")
    cases = {(one.city or one.organisation).called(spoken()): standing_in_names(one.case) for one in rows if one.case}
    return joint_view(part.joint, cases, now)


def steps_for(part: Part, case: Case, viewer: Viewer) -> list[tuple[Step, str]]:
    """The steps that this viewer may take now, each with the role in which."""
    found_steps: list[tuple[Step, str]] = []
    drawn = (evidence_for(part) or {}).get("drawn") if part.state == "verifying" else None
    for step in case.may_now():
        if (case.pause and "resume" not in step.effects) or BY_DRAW.get(step.name, drawn) is not drawn:
            continue
        for role in step.roles:
            if StepOfPart(part=part, seen=part.version, step=step.name, role=role).allows(viewer):
                found_steps.append((step, role))
                break
    return found_steps


class StepForm(_OfPart, FormPage):
    """The form of one step: what the machine says it needs, each in its own kind of field."""

    action = StepOfPart
    who = READS_MONTH

    @property
    def entries(self) -> tuple[Entry, ...]:  # type: ignore[override]  # they depend on the step in the address
        return tuple(entry_of(self.step, name) for name in self.step.needs if name not in FILLED_IN)

    def find(self, **keys: Any) -> Part:
        part = super().find(**keys)
        if part.case is None:
            raise NotThere
        chosen = [one for one in steps_for(part, standing_in_names(part.case), self.request.viewer)
                  if one[0].name == keys["step"]]  # fmt: skip
        if not chosen:
            raise NotThere
        self.step, self.role = chosen[0]
        self.title = self.step.title  # type: ignore[misc]  # a page of one step is called by it, and so is what was done
        return part

    def make(self, values: Mapping[str, Any]) -> StepOfPart:
        part = self.subject
        data = {name: _said(value) for name, value in values.items() if value not in (None, "")}
        return StepOfPart(part=part, seen=self.version or part.version, step=self.step.name, role=self.role, data=data)

    def initial(self) -> Mapping[str, object]:
        first: dict[str, object] = {
            "plan_matter": str(self.subject.task), "plan_due": self.subject.due or "",
            "plan_clerk": self.request.person.name if self.request.person else "",
        }  # fmt: skip
        asked = [event.data for event in standing_in_names(self.subject.case).events
                 if event.kind in {"ask_pause", "ask_extension", "ask_adjustment"}]  # fmt: skip
        if asked and self.step.name in {"grant_pause", "grant_extension", "grant_adjustment"}:
            last = asked[-1]
            first |= {name: last[name] for name in ("cause", "owner", "target") if name in last}
            first |= {"agreed_date": last["new_date"]} if "new_date" in last else {}
        return first

    def onward(self, result: Any) -> str:
        return reverse("part", args=[result.pk])


FILLED_IN = frozenset({"proof", "light", "draw"})
"""What the service knows itself: the proof filed with the part, the light that is shown now, the draw."""


def entry_of(step: Step, name: str) -> Entry:
    """The field of one thing that a step needs."""
    title = PAPERS[name]
    known = (ADJUSTMENTS if "adjustment" in step.name else OBJECTIONS) if name == "ground" else CHOICES.get(name)
    if known:
        return Entry(name, title, "choice", options=lambda: list(known.items()))
    if name == "organisation":
        return Entry(name, title, "choice", rows=today_open)
    if name in FIRST_CHECK:
        return Entry(name, title, "yes", required=False)
    hint = HINTS.get(name)
    return Entry(name, title, "day" if name in DAYS else "text" if name in LONG else "line", hint=hint)


HINTS = {
    "owner": Text("名录中的单位请写全称", "for one in the register, its whole name"),
    "cause": Text("如：{known}", "such as: {known}").fill(known=listed(CAUSES.values())),
}


def _said(value: Any) -> Any:
    """A value of the form as an event carries it."""
    if isinstance(value, date):
        return value.isoformat()
    return getattr(value, "code", value)


entry(300, TITLE, "parts", READS_MONTH)

urlpatterns = [
    path("parts/", Parts.as_view(), name="parts"),
    path("parts/waiting/", WaitingParts.as_view(), name="parts_waiting"),
    path("parts/<int:pk>", PartPage.as_view(), name="part"),
    path("parts/<int:pk>/steps/<slug:step>", StepForm.as_view(), name="step_of_part"),
]
