"""The main menu: pages name their own entry, and each viewer is offered what the viewer may open, by subject."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from django.urls import reverse

from citycircle.accounts.rights import Right, Viewer
from citycircle.core.messages import Text


@dataclass(frozen=True, slots=True)
class Entry:
    """One word in the menu. `order` sorts; pages of one noun keep to their hundred."""

    order: int
    title: Text
    route: str
    who: Right


ENTRIES: dict[str, Entry] = {}


def entry(order: int, title: Text, route: str, who: Right) -> None:
    """Add a page to the menu; the file of the page calls this once."""
    ENTRIES[route] = Entry(order, title, route, who)


class Group(NamedTuple):
    """Entries of one subject: what it is called, and title and address of each. The first has no name."""

    title: Text | None
    entries: list[tuple[Text, str]]


GROUPS: tuple[tuple[Text | None, frozenset[str]], ...] = (
    (None, frozenset({"home", "leader"})),
    (Text("方案与任务", "Plans and tasks"),
     frozenset({"plans", "task_lists", "tasks", "answers", "consultations", "milestones"})),
    (Text("月度调度", "Month by month"),
     frozenset({"parts", "reports", "lights", "chases", "orders", "report_forms"})),
    (Text("单位与名称", "Organisations and names"), frozenset({"organisations", "names"})),
    (Text("系统", "System"), frozenset({"administration", "people", "audit"})),
)  # fmt: skip
"""The subjects of the menu by the routes of their pages; what stands in none closes the menu under the last."""


def offered(viewer: Viewer) -> list[Group]:
    """The groups of what this viewer may open, entries in order; a group with nothing to open is left out."""
    if not viewer.is_known:
        return []
    entries = sorted((one for one in ENTRIES.values() if one.who.allows(viewer)), key=lambda one: one.order)
    found = [Group(title, []) for title, _ in GROUPS]
    for one in entries:
        found[_group_of(one.route)].entries.append((one.title, reverse(one.route)))
    return [group for group in found if group.entries]


def _group_of(route: str) -> int:
    return next((at for at, (_, routes) in enumerate(GROUPS) if route in routes), len(GROUPS) - 1)
