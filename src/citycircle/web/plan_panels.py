"""The roof over all pages of one plan: its tabs and what can be done with it. Each room adds its own in its own file.

    plan_tab(300, Text("责任分工", "Duties"), "plan_duties")
    plan_offer(300, Text("征求意见", "Ask for comments"), "open_round", may=lambda plan, viewer: ...)

    @plan_panel(300, Text("负荷", "Load"), "duties/plan_panel.html")
    def load(plan: Plan, viewer: Viewer) -> dict[str, Any] | None: ...

A route takes the plan's number (`pk`). A page of a plan draws the roof with
`{% include "plans/roof.html" %}` after putting `plan_roof(plan, viewer, here=route)` into its context.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from citycircle.accounts.rights import Viewer
from citycircle.core.messages import Text
from citycircle.records.plans.models import Plan
from citycircle.web.plan_words import PLAN_STATES
from citycircle.web.task_panels import Filled

May = Callable[[Plan, Viewer], bool]
Fill = Callable[[Plan, Viewer], dict[str, Any] | None]


def _always(_plan: Plan, _viewer: Viewer) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Link:
    """A tab or an offer: where it stands, what it says, the route it leads to, and for whom."""

    order: int
    title: Text
    route: str
    may: May = _always


@dataclass(frozen=True, slots=True)
class Panel:
    order: int
    title: Text
    template: str
    fill: Fill


TABS: dict[str, Link] = {}
OFFERS: dict[str, Link] = {}
PANELS: dict[str, Panel] = {}


def plan_tab(order: int, title: Text, route: str, may: May = _always) -> None:
    """Add a tab to the pages of a plan; whoever may not is not shown it (and the page asks again)."""
    TABS[route] = Link(order, title, route, may)


def plan_offer(order: int, title: Text, route: str, may: May = _always) -> None:
    """Add something that can be done with a plan."""
    OFFERS[route] = Link(order, title, route, may)


def plan_panel(order: int, title: Text, template: str) -> Callable[[Fill], Fill]:
    """Mark a function that fills a panel of the plan's overview; its values stand in the template as `panel.…`."""

    def mark(fill: Fill) -> Fill:
        PANELS[template] = Panel(order, title, template, fill)
        return fill

    return mark


def panels_of(plan: Plan, viewer: Viewer) -> list[Filled]:
    drawn = ((panel, panel.fill(plan, viewer)) for panel in sorted(PANELS.values(), key=lambda one: one.order))
    return [Filled(panel.title, panel.template, values) for panel, values in drawn if values is not None]


def plan_roof(plan: Plan, viewer: Viewer, here: str = "") -> dict[str, Any]:
    """What `plans/roof.html` draws: the plan, its tabs with the one that is open, and what this viewer may do."""
    return {
        "plan": plan,
        "plan_state": PLAN_STATES[plan.state],
        "plan_tabs": [
            (one.title, reverse(one.route, args=[plan.pk]), one.route == here) for one in _of(TABS, plan, viewer)
        ],
        "plan_offers": [(one.title, reverse(one.route, args=[plan.pk])) for one in _of(OFFERS, plan, viewer)],
    }


def _of(links: dict[str, Link], plan: Plan, viewer: Viewer) -> list[Link]:
    return [one for one in sorted(links.values(), key=lambda one: one.order) if one.may(plan, viewer)]
