"""A plan and the plans above it: links to decide, one after another by keyboard; the coverage matrix."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path, reverse

from citycircle.accounts.actions.base import Action
from citycircle.accounts.rights import Viewer
from citycircle.core.messages import Text, said
from citycircle.paper.excel import workbook
from citycircle.records.links.actions.linking import (
    AcceptLink,
    AddLink,
    AskProposals,
    ForgetUpperPlan,
    NameUpperPlan,
    RejectLink,
    ReopenLink,
)
from citycircle.records.links.matrix import matrix_of
from citycircle.records.links.models import Link, LinkState
from citycircle.records.links.reach import links_between, links_within
from citycircle.records.plans.models import Plan, PlanState, Task
from citycircle.records.plans.reach import plans_within, tasks_within
from citycircle.web.coverage_view import FILTERS, View, tables_of
from citycircle.web.link_words import LINK_STATES, shown
from citycircle.web.pages.base import found
from citycircle.web.pages.plans import OnPlan
from citycircle.web.plan_panels import plan_roof, plan_tab
from citycircle.web.requests import Request
from citycircle.web.task_panels import task_panel
from citycircle.web.wording import whole

TAB = Text("承接上级", "Upper plans")
SHOWN = 25
DECISIONS: dict[str, Callable[[Link], Action[Link]]] = {
    "accept": lambda link: AcceptLink(link=link),
    "reject": lambda link: RejectLink(link=link),
    "reopen": lambda link: ReopenLink(link=link),
}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class OnUpper(OnPlan):
    """A page about a plan and one of the plans above it."""

    action = AcceptLink

    def above(self) -> list[Plan]:
        seen = plans_within(self.request.viewer)
        return list(seen.filter(lower_plans__plan=self.subject).order_by("title"))

    def chosen(self) -> Plan | None:
        """The upper plan that the address names, else the first one."""
        above, asked = self.above(), whole(self.request.GET.get("above", ""))
        return next((plan for plan in above if plan.pk == asked), above[0] if above else None)

    def shared(self, here: str) -> dict[str, Any]:
        return {**plan_roof(self.subject, self.request.viewer, here), "above": self.above(), "chosen": self.chosen()}


class Links(OnUpper):
    """The proposals of a plan, one after another: the task, the clause, the words in common, and two buttons."""

    title = TAB
    template = "links/links.html"

    def context(self) -> dict[str, Any]:
        plan, chosen = self.subject, self.chosen()
        state = self.request.GET.get("state", LinkState.PROPOSED.value)
        state = state if state in LINK_STATES else LinkState.PROPOSED.value
        links = links_between(plan, chosen) if chosen else Link.objects.none()
        rows = links.filter(state=state).order_by("task__order", "-score", "pk")
        page = whole(self.request.GET.get("page", "")) or 1
        start = (page - 1) * SHOWN
        cut = list(rows.select_related("task__plan", "clause", "decided_by")[start : start + SHOWN + 1])
        counts = dict(links.values_list("state").annotate(Count("pk")).order_by())
        return {
            **self.shared("plan_links"),
            "states": [(value, title, counts.get(value, 0), value == state) for value, title in LINK_STATES.items()],
            "state": state,
            "links": [shown(link) for link in cut[:SHOWN]],
            "before": self.address(state=state, page=page - 1) if page > 1 else "",
            "behind": self.address(state=state, page=page + 1) if len(cut) > SHOWN else "",
            "may_edit": self.may_edit,
            "candidates": self._candidates() if self.may_edit else [],
            **(self._by_hand(chosen) if chosen and self.may_edit else {}),
        }

    def _candidates(self) -> QuerySet[Plan]:
        """Plans that may stand above: in sight, neither itself nor named already nor withdrawn."""
        rows = plans_within(self.request.viewer).exclude(pk=self.subject.pk).exclude(state=PlanState.WITHDRAWN)
        return rows.exclude(lower_plans__plan=self.subject).order_by("title")

    def _by_hand(self, above: Plan) -> dict[str, Any]:
        kept = {"is_dropped": False}
        return {
            "tasks": self.subject.tasks.filter(**kept).order_by("order"),
            "clauses": above.tasks.filter(**kept).order_by("order"),
        }

    def address(self, **asked: object) -> str:
        chosen = self.chosen()
        named = {"above": chosen.pk if chosen else "", **asked}
        return f"{reverse('plan_links', args=[self.subject.pk])}?{urlencode({k: v for k, v in named.items() if v})}"

    def post(self, request: Request, **_keys: Any) -> HttpResponseBase:
        given = request.POST
        link = self._decided(given.get("reason", ""))
        if link is not None:
            if request.htmx:
                return render(request, "links/link.html", {"one": shown(link), "plan": self.subject, "may_edit": True})
            return redirect(self.address(state=given.get("state", ""), page=whole(given.get("page", "")) or ""))
        return self._arranged()

    def _decided(self, reason: str) -> Link | None:
        """What a button beside a link says; None where no such button was pressed."""
        word = next((word for word in DECISIONS if word in self.request.POST), "")
        if not word:
            return None
        rows = links_within(self.request.viewer).select_related("task__plan", "clause__plan", "decided_by")
        link = found(rows, pk=whole(self.request.POST[word]) or 0, task__plan=self.subject)
        return self.do(DECISIONS[word](link), reason)

    def _arranged(self) -> HttpResponseBase:
        """Naming an upper plan, having links proposed, linking by hand."""
        given, plan = self.request.POST, self.subject
        seen = plans_within(self.request.viewer)
        if "name" in given:
            above = found(seen, pk=whole(given.get("upper", "")) or 0)
            self.do(NameUpperPlan(plan=plan, above=above))
            self.do(AskProposals(plan=plan, above=above))
            return redirect(f"{reverse('plan_links', args=[plan.pk])}?above={above.pk}")
        chosen = found(seen, pk=whole(given.get("above", "")) or 0)
        if "forget" in given:
            self.do(ForgetUpperPlan(plan=plan, above=chosen))
            return redirect("plan_links", pk=plan.pk)
        if "add" in given:
            task = found(plan.tasks.select_related("plan"), pk=whole(given.get("task", "")) or 0)
            clause = found(chosen.tasks.select_related("plan"), pk=whole(given.get("clause", "")) or 0)
            self.do(AddLink(task=task, clause=clause))
            return redirect(f"{reverse('plan_links', args=[plan.pk])}?above={chosen.pk}&state=accepted")
        self.do(AskProposals(plan=plan, above=chosen))
        return redirect(f"{reverse('plan_links', args=[plan.pk])}?above={chosen.pk}")


class CoverageMatrix(OnUpper):
    """What of an upper plan is answered, by which tasks, and in what those fall behind; as a page and as Excel."""

    title = Text("承接矩阵", "Coverage matrix")
    template = "links/matrix.html"

    def get(self, request: Request, **_keys: Any) -> HttpResponseBase:
        chosen = self.chosen()
        if chosen is None:
            return redirect("plan_links", pk=self.subject.pk)
        view = View(matrix_of(self.subject, chosen), request.GET.get("show", ""))
        if request.GET.get("format") == "xlsx":
            answer = HttpResponse(workbook(tables_of(self.subject, chosen, view.matrix)), content_type=XLSX)
            answer["Content-Disposition"] = f'attachment; filename="coverage-{self.subject.code}.xlsx"'
            return answer
        filters = [(name, said(title), view.counted(name), name == view.show) for name, title in FILTERS.items()]
        return self.show(**self.shared("plan_links"), view=view, filters=filters)


@task_panel(330, Text("上级依据与下级承接", "Upper clauses and who carries them out"), "links/task_panel.html")
def links_of_task(task: Task, viewer: Viewer) -> dict[str, Any] | None:
    """The accepted links of a task, upward and downward, between plans in sight."""
    seen = links_within(viewer).filter(state=LinkState.ACCEPTED)
    up = seen.filter(task=task, clause__is_dropped=False).select_related("clause__plan")
    down = seen.filter(clause=task, task__is_dropped=False).select_related("task__plan")
    before = tasks_within(viewer).filter(pk=task.continues_id or 0).select_related("plan").first()
    values = {"up": [link.clause for link in up], "down": [link.task for link in down], "before": before}
    return values if any(values.values()) else None


plan_tab(330, TAB, "plan_links")

urlpatterns = [
    path("plans/<int:pk>/links", Links.as_view(), name="plan_links"),
    path("plans/<int:pk>/coverage", CoverageMatrix.as_view(), name="plan_coverage"),
]
