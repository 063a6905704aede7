"""Which kinds of things are searched: declared in modules named `searched`, found by looking."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.db.models import Model, Q, QuerySet

from citycircle.accounts.models import SearchEntry
from citycircle.accounts.rights import Place, Right, Viewer
from citycircle.core.messages import Text

HOMES = ("citycircle.accounts", "citycircle.records")


@dataclass(frozen=True, slots=True)
class Touched:
    """Something that an act saved or removed: the thing, its number, and which fields changed (None: all of it)."""

    thing: Model
    number: int
    fields: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Watched:
    """A model on which entries depend: which of its fields matter, and whose entries they touch."""

    model: type[Model]
    fields: frozenset[str]
    numbers: Callable[[Sequence[Touched]], Iterable[int]]

    def of(self, touched: Sequence[Touched]) -> set[int]:
        mine = [one for one in touched if isinstance(one.thing, self.model) and self._matters(one)]
        return set(self.numbers(mine)) if mine else set()

    def _matters(self, one: Touched) -> bool:
        return one.fields is None or bool(one.fields & self.fields)


@dataclass(frozen=True, slots=True)
class Found:
    """A thing as it is entered: the first of its words is its title."""

    title: str
    words: tuple[str, ...]
    title_en: str = ""
    about: str = ""
    place: Place | None = None
    person: int | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing that is searched.

    `route` is the page that shows it and `key` the field of the entry that the address names (empty: a page about
    many). `who` may find such things at all, `within` says which of them.
    """

    name: str
    title: Text
    order: int
    rows: Callable[[], QuerySet[Any]]
    entered: Callable[[Any], Found]
    watches: tuple[Watched, ...]
    who: Right
    within: Callable[[Viewer], Q]
    route: str
    key: str = "number"

    def address_of(self, entry: SearchEntry) -> tuple[str, tuple[int, ...]]:
        """The name of the page and what its address names."""
        return self.route, (int(getattr(entry, self.key)),) if self.key else ()


KINDS: dict[str, Kind] = {}


def searched(kind: Kind) -> Kind:
    """Declare a kind; the module that does so is called `searched`."""
    KINDS[kind.name] = kind
    return kind


def load() -> dict[str, Kind]:
    """Import every module named `searched` below accounts and records."""
    if not KINDS:
        for home in HOMES:
            package = import_module(home)
            for module in pkgutil.walk_packages(package.__path__, f"{home}."):
                if module.name.endswith(".searched"):
                    import_module(module.name)
    return KINDS


def itself(model: type[Model], *fields: str) -> Watched:
    """The thing of the entry itself."""
    return Watched(model, frozenset(fields), lambda touched: [one.number for one in touched])


def everywhere(_viewer: Viewer) -> Q:
    """Whoever may find such things at all finds each of them."""
    return Q()


def own_cities(viewer: Viewer) -> Q:
    """Things of the viewer's own cities; of every city for a post at a body of the whole region."""
    return Q() if viewer.is_regional else Q(city__in=viewer.cities)
