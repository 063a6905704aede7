"""The office decides who leads a task, gives an organisation a part in it, or releases one; each with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.urls import path, reverse

from citycircle.accounts.models import Organisation
from citycircle.core.messages import Text
from citycircle.records.duties.actions import Assign, DecideLead, Release
from citycircle.records.plans.models import DutyKind, Task
from citycircle.records.plans.reach import KEEPS_PLANS, tasks_within
from citycircle.web.forms import Entry, FormPage
from citycircle.web.pages.base import found
from citycircle.web.pages.organisations import today_open
from citycircle.web.plan_words import DUTY_KINDS

LEAD_KINDS: dict[str, Text] = {
    "single": Text("单独牵头（第一个所选单位）", "one lead"),
    "named": Text("现列的牵头单位共同牵头", "those named as leads lead jointly"),
    "joint": Text("共同牵头（下列单位）", "joint leads, as chosen below"),
    "none": Text("不设牵头单位", "no lead"),
}
ROLES: dict[str, Text] = {key: DUTY_KINDS[key] for key in ("responsible", "cooperating")}


class _OnDuty(FormPage):
    """A form about one task of a plan that the viewer keeps."""

    template = "duties/form.html"
    who = KEEPS_PLANS

    def find(self, **keys: Any) -> Task:
        rows = tasks_within(self.request.viewer).select_related("plan__city", "plan__organisation")
        task: Task = found(rows, **keys)
        return task

    def context(self) -> dict[str, Any]:
        duties = list(self.subject.duties.select_related("organisation"))
        held = [(words, [one for one in duties if one.kind == kind]) for kind, words in DUTY_KINDS.items()]
        return {**super().context(), "held": held, "task": self.subject}

    def seen(self) -> None:
        """Duties are rows of their own; two decisions in a row both stand in the log."""

    def onward(self, result: Task) -> str:
        return reverse("plan_duties", args=[result.plan_id])


class Lead(_OnDuty):
    action = DecideLead
    entries = (
        Entry("kind", Text("牵头方式", "How it is led"), "choice", options=lambda: list(LEAD_KINDS.items())),
        Entry("first", Text("牵头单位", "Lead"), "choice", required=False, rows=today_open),
        Entry("second", Text("共同牵头单位", "Second lead"), "choice", required=False, rows=today_open),
        Entry("third", Text("共同牵头单位（三）", "Third lead"), "choice", required=False, rows=today_open),
    )
    explanation = Text(
        "没有写明牵头单位、或写了几家时，由办公室明确决定；原来列为牵头的单位改为责任单位。",
        "Where no lead is printed, or several are, the office decides; whoever led before stays responsible.",
    )

    def initial(self) -> Mapping[str, object]:
        leads = [one.organisation for one in self.subject.duties.filter(kind=DutyKind.LEAD) if one.organisation]
        names = ("first", "second", "third")
        return dict(zip(names, leads, strict=False))

    def make(self, values: Mapping[str, Any]) -> DecideLead:
        chosen = [values[name] for name in ("first", "second", "third") if values[name] is not None]
        kind = values["kind"]
        if kind == "named":
            leading = self.subject.duties.filter(kind=DutyKind.LEAD).select_related("organisation")
            return DecideLead(task=self.subject, kind="joint", leads=tuple(dict.fromkeys(
                one.organisation for one in leading if one.organisation)))  # fmt: skip
        leads = {"single": chosen[:1], "joint": chosen, "none": []}[kind]
        return DecideLead(task=self.subject, kind=kind, leads=tuple(leads))


class AssignDuty(_OnDuty):
    action = Assign
    entries = (
        Entry("organisation", Text("单位", "Organisation"), "choice", rows=today_open),
        Entry("kind", Text("职责", "Duty"), "choice", options=lambda: list(ROLES.items())),
    )

    def make(self, values: Mapping[str, Any]) -> Assign:
        return Assign(task=self.subject, **values)


class ReleaseDuty(_OnDuty):
    action = Release
    entries = ()

    def find(self, **keys: Any) -> Task:
        task = super().find(**keys)
        entry_ = Entry("organisation", Text("单位", "Organisation"), "choice", rows=partial(_in_task, task))
        self.entries = (entry_,)  # type: ignore[misc, assignment]  # who may be released depends on the task
        return task

    def make(self, values: Mapping[str, Any]) -> Release:
        return Release(task=self.subject, **values)


def _in_task(task: Task) -> QuerySet[Organisation]:
    return Organisation.objects.filter(duties__task=task).distinct()


urlpatterns = [
    path("tasks/<int:pk>/lead", Lead.as_view(), name="decide_lead"),
    path("tasks/<int:pk>/assign", AssignDuty.as_view(), name="assign_duty"),
    path("tasks/<int:pk>/release", ReleaseDuty.as_view(), name="release_duty"),
]
