"""On the page of a task: who decided on its lead and why, what was objected to, and who has signed for it."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from citycircle.accounts.models import Organisation
from citycircle.accounts.rights import Viewer
from citycircle.core.messages import Text
from citycircle.records.baselines.models import Receipt
from citycircle.records.baselines.receipts import in_force
from citycircle.records.plans.models import LeadDecision, Task
from citycircle.records.plans.reach import KEEPS_PLANS, works_at
from citycircle.records.rounds.models import Objection
from citycircle.records.rounds.words import OBJECTION_KINDS, outcome_of
from citycircle.web.pages.duty_forms import LEAD_KINDS
from citycircle.web.pages.receipts import standing_of
from citycircle.web.task_panels import task_panel


@task_panel(310, Text("责任认定与签收", "Duties decided, objections, receipts"), "duties/task_panel.html")
def agreeing(task: Task, viewer: Viewer) -> dict[str, Any] | None:
    """The office of the plan sees everybody's objections and receipts, an organisation its own."""
    own = Q() if works_at(viewer, task.plan.place) else Q(organisation__in=viewer.organisations)
    asked = Q() if works_at(viewer, task.plan.place) else Q(asked__organisation__in=viewer.organisations)
    about = ("asked__organisation", "decided_by", "proposed_organisation")
    objections = list(Objection.objects.filter(asked, task=task).select_related(*about))
    receipts = list(in_force(Receipt.objects.filter(own, task=task)).select_related("organisation", "signed_by"))
    decisions = list(LeadDecision.objects.filter(task=task).select_related("decided_by"))
    may_decide = KEEPS_PLANS.allows(viewer, task.plan.place) and not task.is_dropped
    if not (objections or receipts or decisions or may_decide):
        return None
    return {
        "task": task,
        "may_decide": may_decide,
        "decisions": _decided(decisions),
        "objections": [(row, OBJECTION_KINDS[row.kind], outcome_of(row)) for row in objections],
        "receipts": [(row, standing_of(row)) for row in receipts],
    }


def _decided(decisions: list[LeadDecision]) -> list[tuple[LeadDecision, Text, list[Organisation]]]:
    known = Organisation.objects.in_bulk({code for one in decisions for code in one.leads}, field_name="code")
    return [(one, LEAD_KINDS[one.kind], [known[code] for code in one.leads if code in known]) for one in decisions]
