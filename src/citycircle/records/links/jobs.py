"""Comparing long plans in the background."""

from __future__ import annotations

from typing import Any

from django.utils.timezone import now

from citycircle.accounts.actions.base import carry_out
from citycircle.core.messages import Text
from citycircle.records.jobs.kinds import Progress, job
from citycircle.records.links.actions.linking import PROPOSE, ProposeLinks
from citycircle.records.plans.models import Plan


@job(PROPOSE, Text("比对上级方案", "Compare a plan with the one above"))
def propose_links(progress: Progress, plan: int, above: int) -> dict[str, Any]:
    """Propose links between two plans. Done twice, it comes to the same."""
    rows = Plan.objects.select_related("organisation", "city", "circle").in_bulk([plan, above])
    waiting = carry_out(ProposeLinks(plan=rows[plan], above=rows[above]), by=progress.by, at=now())
    return {"proposed": waiting}
