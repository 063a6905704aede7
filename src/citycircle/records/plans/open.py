"""Whether a plan may still be changed: a withdrawn one not at all, an issued one only for a reason."""

from __future__ import annotations

from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.errors import ReasonNeeded
from citycircle.core.messages import Text
from citycircle.records.plans.errors import PlanWithdrawn
from citycircle.records.plans.models import Plan, PlanState


def check_open(plan: Plan, ground: Ground, title: Text) -> None:
    """Raises PlanWithdrawn; and ReasonNeeded for an issued plan, whose change is an amendment."""
    if plan.state == PlanState.WITHDRAWN:
        raise PlanWithdrawn(plan=plan)
    if plan.state == PlanState.ISSUED and not ground.reason.strip() and not ground.by.is_service:
        raise ReasonNeeded(action=title)
