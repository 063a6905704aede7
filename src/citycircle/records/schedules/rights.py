"""Who plans a milestone, who says how it stands: the office that keeps the plan, and the task's own organisation."""

from __future__ import annotations

from django.db.models import QuerySet

from citycircle.accounts.rights import Right, Viewer, holding
from citycircle.accounts.roles import Role
from citycircle.records.plans.models import Duty, DutyKind, Milestone, Plan, Task
from citycircle.records.plans.reach import KEEPS_PLANS, sees

REPORTERS = (Role.LEAD, Role.FILLER)
REPORTS: Right = holding(*REPORTERS)
PLANS_MILESTONES: Right = KEEPS_PLANS | REPORTS


def keeps(viewer: Viewer, plan: Plan) -> bool:
    """Whether the viewer's office keeps the plan."""
    return KEEPS_PLANS.allows(viewer, plan.place)


def answering(task: Task) -> QuerySet[Duty]:
    """The duties of those who answer for a task: its leads, or where nobody leads those responsible."""
    known = Duty.objects.filter(task=task, organisation__isnull=False)
    leads = known.filter(kind=DutyKind.LEAD)
    return leads if leads.exists() else known.filter(kind=DutyKind.RESPONSIBLE)


def answers_for(viewer: Viewer, task: Task | None) -> bool:
    """Whether a clerk's post of the viewer stands at an organisation that answers for the task."""
    grants = [grant for grant in viewer.grants if grant.role in REPORTERS]
    if task is None or not grants:
        return False
    named = answering(task).values_list("organisation", flat=True)
    return any(grant.stands_for(number) for number in named if number is not None for grant in grants)


def may_plan(viewer: Viewer, plan: Plan, task: Task | None) -> bool:
    """Add a milestone, name its post, order it: the plan's office, and who answers for the task and sees the plan."""
    return keeps(viewer, plan) or (answers_for(viewer, task) and sees(viewer, plan))


def may_report(viewer: Viewer, milestone: Milestone) -> bool:
    """Say how it stands: who answers for the task; the plan's office only where no organisation does."""
    task = milestone.task
    if task is not None and answering(task).exists():
        return answers_for(viewer, task) and sees(viewer, milestone.plan)
    return keeps(viewer, milestone.plan)
