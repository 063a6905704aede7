"""Duties of a plan: what waits for a decision, who carries how much, the matrix, and one list of work each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Case, IntegerField, QuerySet, When
from django.http import HttpResponse, HttpResponseBase
from django.urls import path, reverse
from django.utils.safestring import SafeString, mark_safe

from citycircle.accounts.models import Organisation, ReadName
from citycircle.accounts.rights import signed_in
from citycircle.core.messages import Text, spoken
from citycircle.paper.excel import workbook
from citycircle.planning.duties.decisions import NEED_NAMES, Open
from citycircle.planning.duties.drawing import load_chart
from citycircle.planning.duties.matrix import matrix, printed
from citycircle.planning.duties.shares import DUTIES, DUTY_NAMES, MARKS, MARKS_SAID, loads
from citycircle.planning.ledger import Ledger
from citycircle.records.duties.questions import questions_of, to_be_led
from citycircle.records.plans.ledgers import ledger_of
from citycircle.records.plans.models import Duty, DutyKind, Plan, Task
from citycircle.records.plans.reach import KEEPS_PLANS, tasks_within
from citycircle.records.rounds.standing import unknown_names
from citycircle.web.ledger_names import in_language
from citycircle.web.pages.base import found
from citycircle.web.pages.lists import ListPage
from citycircle.web.pages.plans import OnPlan
from citycircle.web.plan_panels import plan_roof, plan_tab
from citycircle.web.plan_words import DUTY_KINDS
from citycircle.web.sheets import Column, Option, Sheet
from citycircle.web.wording import whole as whole_number

DUTY_TAB = Text("责任分工", "Duties")
MATRIX = Text("任务单位矩阵", "Matrix of tasks and organisations")
SHOWN = 200
"""Tasks on one page of the matrix, and questions at once."""
CHARTED = 40
"""Bars in the chart; the table below it has everybody."""
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DISPUTED = Text("异议处理中", "objection open")
ORDER = Case(
    When(kind=DutyKind.LEAD, then=0), When(kind=DutyKind.RESPONSIBLE, then=1), default=2, output_field=IntegerField()
)


class Duties(OnPlan):
    """What a person has to decide first, then the load, then everybody's list."""

    title = DUTY_TAB
    template = "duties/plan.html"

    def context(self) -> dict[str, Any]:
        plan, viewer = self.subject, self.request.viewer
        ledger = in_language(ledger_of(plan))
        carried = loads(ledger)
        asked = _asked(plan, ledger, questions_of(plan, ledger))
        return {
            **plan_roof(plan, viewer, "plan_duties"),
            "may_edit": self.may_edit,
            "names": self._names(),
            "questions": asked[:SHOWN],
            "asked": len(asked),
            "chart": drawn(load_chart(carried[:CHARTED])),
            "charted": CHARTED if len(carried) > CHARTED else 0,
            "loads": _rows(carried),
            "duties": [DUTY_NAMES[duty] for duty in DUTIES],
        }

    def _names(self) -> Sequence[ReadName]:
        """Names of this plan that wait; offered to those who decide them."""
        wanted = unknown_names(self.subject) if self.may_edit else ()
        return list(ReadName.objects.filter(name__in=wanted, city=self.subject.city_id)) if wanted else ()


def _asked(plan: Plan, ledger: Ledger, questions: Sequence[Open]) -> list[dict[str, Any]]:
    """The questions with their tasks; a name is decided above, for all tasks at once."""
    if not questions:
        return []
    numbers = dict(Task.objects.filter(plan=plan).values_list("key", "pk"))
    items = {item.key: item for item in ledger.items}
    return [
        {"need": NEED_NAMES[one.need], "sentence": one.sentence, "task": numbers[one.key], "item": items[one.key]}
        for one in questions
        if one.need != "unknown_name"
    ]


def _rows(carried: Sequence[Any]) -> list[dict[str, Any]]:
    """The loads with the pages of their organisations."""
    codes = [load.party.code for load in carried if load.party.code]
    known = Organisation.objects.in_bulk(codes, field_name="code")
    return [
        {
            "name": load.party.name,
            "organisation": known.get(load.party.code),
            "counts": [(load.counts[duty], load.shares[duty]) for duty in DUTIES],
            "tasks": load.tasks,
        }
        for load in carried
    ]


def drawn(picture: str) -> SafeString:
    """A picture that our own code drew; every word in it was escaped there."""
    return mark_safe(picture)  # noqa: S308  (see above)


class DutyMatrix(OnPlan):
    """Tasks down, organisations across; the same as Excel."""

    title = MATRIX
    template = "duties/matrix.html"

    def context(self) -> dict[str, Any]:
        plan = self.subject
        whole = matrix(in_language(ledger_of(plan)))
        first = whole_number(self.request.GET.get("first", "")) or 0
        last = first + SHOWN
        numbers = dict(Task.objects.filter(plan=plan).values_list("key", "pk"))
        rows = [
            (numbers[item.key], item, [(MARKS[duty], DUTY_NAMES[duty]) if duty else None for duty in cells])
            for item, cells in zip(whole.items[first:last], whole.cells[first:last], strict=True)
        ]
        return {
            **plan_roof(plan, self.request.viewer, "plan_duties"),
            "parties": whole.parties,
            "rows": rows,
            "marks": MARKS_SAID,
            "total": len(whole.items),
            "before": max(0, first - SHOWN) if first else None,
            "after": last if last < len(whole.items) else None,
        }

    def get(self, request: Any, **keys: Any) -> HttpResponseBase:
        if request.GET.get("format") == "xlsx":
            response = HttpResponse(workbook(printed(in_language(ledger_of(self.subject)))), content_type=EXCEL)
            response["Content-Disposition"] = 'attachment; filename="matrix.xlsx"'
            return response
        return super().get(request, **keys)


def kinds() -> list[Option]:
    return list(DUTY_KINDS.items())


class WorkList(ListPage):
    """Everything one organisation owes, over all plans that the viewer may see."""

    title = Text("单位任务清单", "Tasks of an organisation")
    who = signed_in
    sheet = Sheet(
        title,
        (
            Column("code", Text("编号", "Code"), lambda one: one.task.code, ("task__code",), ("task__code",),
                   link=lambda one: reverse("task", args=[one.task_id])),
            Column("task", Text("任务", "Task"), lambda one: str(one.task), search=("task__title", "task__body"),
                   kind="wide"),
            Column("kind", Text("职责", "Duty"), lambda one: DUTY_KINDS[one.kind], ("kind",), choose="kind",
                   options=kinds),
            Column("due", Text("时限", "Due"), lambda one: one.task.due, ("task__due",)),
            Column("light", Text("状态", "State"), lambda one: DISPUTED if one.task.is_disputed else "",
                   light=lambda one: "grey" if one.task.is_disputed else ""),
            Column("plan", Text("方案", "Plan"), lambda one: one.task.plan.title, ("task__plan__title",),
                   ("task__plan__title",), link=lambda one: reverse("plan_duties", args=[one.task.plan_id])),
        ),
        order=("kind_order", "task__plan", "task__order", "pk"),
        empty=Text("这个单位没有任务。", "This organisation has no task."),
    )  # fmt: skip

    def find(self, **keys: Any) -> Organisation:
        organisation: Organisation = found(Organisation.objects.all(), **keys)
        return organisation

    def place(self) -> None:
        """`tasks_within` asks; an organisation's tasks of issued plans are open to all who sign in."""

    def rows(self) -> QuerySet[Duty]:
        seen = tasks_within(self.request.viewer).filter(is_dropped=False).order_by().values("pk")
        rows = Duty.objects.filter(organisation=self.subject, task__in=seen).select_related("task__plan")
        return rows.annotate(kind_order=ORDER)

    def context(self) -> dict[str, Any]:
        return {**super().context(), "title": Text("{who}任务清单", "{who}: tasks").fill(who=self._called())}

    def _called(self) -> str:
        return str(self.subject.called(spoken()))


class Decisions(ListPage):
    """Tasks of one's own drafts that have no lead or several, on which nobody has decided."""

    title = Text("待确定牵头单位的任务", "Tasks whose lead is to be decided")
    who = KEEPS_PLANS
    sheet = Sheet(
        title,
        (
            Column("code", Text("编号", "Code"), lambda one: one.code, ("code",), ("code",)),
            Column("task", Text("任务", "Task"), str, search=("title", "body"), kind="wide",
                   link=lambda one: reverse("decide_lead", args=[one.pk])),
            Column("leads", Text("已列牵头", "Leads named"), lambda one: one.leads_named, kind="number"),
            Column("plan", Text("方案", "Plan"), lambda one: one.plan.title, ("plan__title",), ("plan__title",),
                   link=lambda one: reverse("plan_duties", args=[one.plan_id])),
        ),
        order=("plan", "order"),
        empty=Text("没有待确定的任务。", "Nothing waits for a decision."),
    )  # fmt: skip

    def rows(self) -> QuerySet[Task]:
        return to_be_led(self.request.viewer)


plan_tab(300, DUTY_TAB, "plan_duties")

urlpatterns = [
    path("plans/<int:pk>/duties", Duties.as_view(), name="plan_duties"),
    path("plans/<int:pk>/matrix", DutyMatrix.as_view(), name="plan_matrix"),
    path("duties/decisions", Decisions.as_view(), name="lead_decisions"),
    path("organisations/<int:pk>/tasks", WorkList.as_view(), name="organisation_tasks"),
]
