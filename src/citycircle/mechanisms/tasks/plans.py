"""The handling plan (办理方案) that holds for a task, and the kind of proof agreed with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from citycircle.mechanisms.cases.case import Case
from citycircle.mechanisms.tasks.vocabulary import HANDLING_PLAN


class HandlingPlan(NamedTuple):
    """A plan that was accepted: its seven items (empty for a task taken over), the kind of proof, since when."""

    items: Mapping[str, str]
    proof_kind: str
    since: datetime


def accepted_plan(case: Case) -> HandlingPlan | None:
    """The plan that holds now; None before one is accepted, and again after the task was reassigned or redrafted."""
    offered: HandlingPlan | None = None
    holds: HandlingPlan | None = None
    for event in case.events:
        if event.kind in {"submit_plan", "take_over"}:
            items = {name: str(event.data[name]) for name in HANDLING_PLAN if event.data.get(name)}
            offered = HandlingPlan(items, str(event.data.get("proof_kind", "")), event.moment)
        if event.kind in {"approve_plan", "take_over"} and offered:
            holds = offered._replace(since=event.moment)
        if event.kind in {"issue", "hand_out", "reassign", "redraft"}:
            offered = holds = None
    return holds
