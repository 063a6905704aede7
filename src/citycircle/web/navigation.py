"""The main menu: pages name their own entry, and each viewer is offered what the viewer may open."""

from __future__ import annotations

from dataclasses import dataclass

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


def offered(viewer: Viewer) -> list[tuple[Text, str]]:
    """Titles and addresses of what this viewer may open, in order."""
    entries = sorted(ENTRIES.values(), key=lambda one: one.order)
    return [(one.title, reverse(one.route)) for one in entries if viewer.is_known and one.who.allows(viewer)]
