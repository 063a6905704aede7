"""What the page of a task shows beside its own matter: each room of the house adds its panel in its own file.

    @task_panel(400, Text("里程碑", "Milestones"), "schedules/task_panel.html")
    def milestones(task: Task, viewer: Viewer) -> dict[str, Any] | None:
        ...

A panel says what its template needs, or None where it has nothing to say to this viewer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from citycircle.accounts.rights import Viewer
from citycircle.core.messages import Text
from citycircle.records.plans.models import Task

Fill = Callable[[Task, Viewer], dict[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Panel:
    """One panel: where among the others it stands, its title, its template, and what fills it."""

    order: int
    title: Text
    template: str
    fill: Fill


@dataclass(frozen=True, slots=True)
class Filled:
    """A panel with something to show: the template finds its values as `panel.…`."""

    title: Text
    template: str
    values: dict[str, Any]


PANELS: dict[str, Panel] = {}


def task_panel(order: int, title: Text, template: str) -> Callable[[Fill], Fill]:
    """Mark a function that fills a panel of the task's page; one template is one panel."""

    def mark(fill: Fill) -> Fill:
        PANELS[template] = Panel(order, title, template, fill)
        return fill

    return mark


def panels_of(task: Task, viewer: Viewer) -> list[Filled]:
    """The panels that have something to say of this task, in order."""
    drawn = ((panel, panel.fill(task, viewer)) for panel in sorted(PANELS.values(), key=lambda one: one.order))
    return [Filled(panel.title, panel.template, values) for panel, values in drawn if values is not None]
