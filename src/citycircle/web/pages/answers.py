"""An organisation's own page in a comment round: its tasks and nothing else, to agree to or to object to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import path, reverse

from citycircle.core.messages import Text, spoken
from citycircle.records.plans.models import Task
from citycircle.records.rounds.actions.answering import Agree, ObjectTo, WithdrawObjection
from citycircle.records.rounds.models import Asked, Objection
from citycircle.records.rounds.reach import asked_of
from citycircle.records.rounds.rights import ANSWERS
from citycircle.records.rounds.standing import rule_of
from citycircle.records.rounds.words import OBJECTION_KINDS, answer_of, outcome_of
from citycircle.web.forms import Entry, FormPage
from citycircle.web.navigation import entry
from citycircle.web.pages.base import Page, found
from citycircle.web.pages.lists import ListPage
from citycircle.web.pages.organisations import today_open
from citycircle.web.plan_words import DUTY_KINDS
from citycircle.web.requests import Request
from citycircle.web.sheets import Column, Sheet

LIST = Text("征求意见", "Comments asked")


class Answers(ListPage):
    """Every round in which one's organisation is or was asked, the open ones first."""

    title = LIST
    who = ANSWERS
    sheet = Sheet(
        title,
        (
            Column("due", Text("截止日", "Answer by"), lambda one: one.round.due, ("round__due",)),
            Column("plan", Text("方案", "Plan"), lambda one: one.round.plan.title, ("round__plan__title",),
                   ("round__plan__title",), link=lambda one: reverse("answer", args=[one.pk])),
            Column("state", Text("答复", "Answer"), lambda one: answer_of(one, one.round)[0],
                   light=lambda one: answer_of(one, one.round)[1]),
            Column("round", Text("轮次", "Round"), lambda one: one.round.number, kind="number"),
            Column("closed", Text("结束时间", "Closed"), lambda one: one.round.closed_at, ("round__closed_at",)),
            Column("who", Text("单位", "Organisation"), lambda one: one.organisation.called(spoken())),
        ),
        order=("-round__pk", "pk"),
        empty=Text("目前没有征求贵单位意见的方案，有新的征求意见时会通知。",
                   "Your organisation is not asked about anything now; a notice comes when it is."),
    )  # fmt: skip

    def rows(self) -> QuerySet[Asked]:
        return asked_of(self.request.viewer)


class Answer(Page):
    """The own tasks with what one may say to each; agreeing to all is one press."""

    title = LIST
    who = ANSWERS
    template = "rounds/answer.html"
    action = Agree

    def find(self, **keys: Any) -> Asked:
        rows = Asked.objects.select_related("round__plan__city", "organisation", "answered_by")
        asked: Asked = found(rows, **keys)
        return asked

    def context(self) -> dict[str, Any]:
        asked, one = self.subject, self.subject.round
        objections = list(asked.objections.select_related("task", "proposed_organisation", "decided_by"))
        return {
            "plan": one.plan,
            "state": answer_of(asked, one),
            "rule": rule_of(one),
            "is_open": one.closed_at is None,
            "tasks": [(task, own, _about(objections, task)) for task, own in _tasks(asked)],
            "released": [(row, outcome_of(row)) for row in _about_others(objections, asked)],
            "standing": sum(1 for row in objections if not row.decision and not row.withdrawn_at),
        }

    def post(self, request: Request, **_keys: Any) -> HttpResponseBase:
        self.do(Agree(asked=self.subject, words=request.POST.get("words", "")))
        return redirect("answer", pk=self.subject.pk)


def _tasks(asked: Asked) -> list[tuple[Task, list[Text]]]:
    """The live tasks in which an organisation has a duty, each with its duties."""
    rows = Task.objects.filter(plan=asked.round.plan_id, is_dropped=False, duties__organisation=asked.organisation_id)
    tasks = rows.distinct().order_by("order").prefetch_related("duties__organisation", "targets")
    return [
        (task, [DUTY_KINDS[one.kind] for one in task.duties.all() if one.organisation_id == asked.organisation_id])
        for task in tasks
    ]


def _about(objections: list[Objection], task: Task) -> list[tuple[Objection, Text, Text]]:
    return [(row, OBJECTION_KINDS[row.kind], outcome_of(row)) for row in objections if row.task_id == task.pk]


def _about_others(objections: list[Objection], asked: Asked) -> list[Objection]:
    """Objections to tasks of which the organisation was released since."""
    own = {task.pk for task, _ in _tasks(asked)} if objections else set()
    return [row for row in objections if row.task_id not in own]


class ObjectForm(FormPage):
    action = ObjectTo
    template = "rounds/object.html"
    entries = (
        Entry("kind", Text("意见类别", "Kind"), "choice", options=lambda: list(OBJECTION_KINDS.items())),
        Entry("words", Text("意见和理由", "What is wrong, and why"), "text"),
        Entry(
            "proposed_organisation", Text("建议承担单位", "Who should have it"), "choice", required=False,
            rows=today_open,
        ),
        Entry("proposed_due", Text("建议完成日期", "By when it can be done"), "day", required=False),
        Entry("proposed_words", Text("建议修改为", "How it should read"), "text", required=False),
    )  # fmt: skip

    def find(self, **keys: Any) -> Asked:
        asked: Asked = found(Asked.objects.select_related("round__plan", "organisation"), pk=keys["pk"])
        self.task: Task = found(Task.objects.filter(plan=asked.round.plan_id, is_dropped=False), pk=keys["task"])
        return asked

    def seen(self) -> None:
        """An objection is a row of its own: colleagues may file two at once."""

    def context(self) -> dict[str, Any]:
        return {**super().context(), "task": self.task, "asked": self.subject}

    def make(self, values: Mapping[str, Any]) -> ObjectTo:
        return ObjectTo(asked=self.subject, task=self.task, **values)

    def onward(self, result: Asked) -> str:
        return reverse("answer", args=[result.pk])


class Withdraw(FormPage):
    action = WithdrawObjection
    entries = ()
    explanation = Text("撤回后任务灯恢复，可以重新提出。", "The light goes back; you may object again.")

    def find(self, **keys: Any) -> Objection:
        rows = Objection.objects.select_related("asked__organisation", "asked__round", "task__plan")
        one: Objection = found(rows, **keys)
        return one

    def make(self, values: Mapping[str, Any]) -> WithdrawObjection:
        return WithdrawObjection(objection=self.subject)

    def onward(self, result: Objection) -> str:
        return reverse("answer", args=[result.asked_id])


entry(120, LIST, "answers", ANSWERS)

urlpatterns = [
    path("answers/", Answers.as_view(), name="answers"),
    path("answers/<int:pk>", Answer.as_view(), name="answer"),
    path("answers/<int:pk>/tasks/<int:task>", ObjectForm.as_view(), name="object_to"),
    path("objections/<int:pk>/withdraw", Withdraw.as_view(), name="withdraw_objection"),
]
