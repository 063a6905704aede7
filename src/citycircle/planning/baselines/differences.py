"""What changed between two versions of a ledger: added, removed, moved, and every other cell as old → new.

Tasks are the same when their keys are. A difference holds all that is needed to make the new ledger from the old one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import NamedTuple

from citycircle.planning.ledger import Item, Ledger

CELLS: tuple[str, ...] = tuple(field.name for field in fields(Item) if field.name != "key")
"""Every cell of a task that can change."""
HEAD: tuple[str, ...] = tuple(field.name for field in fields(Ledger) if field.name != "items")
"""What the plan says of itself."""


class Change(NamedTuple):
    """One cell of one task (or of the plan itself: `key` is empty), before and after."""

    key: str
    cell: str
    old: object
    new: object


class Added(NamedTuple):
    """A new task, and the key of the one it stands after (empty: it is the first)."""

    item: Item
    after: str


class Removed(NamedTuple):
    """A task that is gone, as it was, and its place (counted from 0)."""

    item: Item
    place: int


class Moved(NamedTuple):
    """A task that stands elsewhere among those that stayed: its places before and after (counted from 0)."""

    key: str
    before: int
    place: int
    after: str
    """The key of the task it stands after now; empty where it is the first."""


@dataclass(frozen=True, slots=True)
class Difference:
    """All that changed, in the order of the new ledger; what was removed in the order of the old one."""

    head: tuple[Change, ...] = ()
    added: tuple[Added, ...] = ()
    removed: tuple[Removed, ...] = ()
    changed: tuple[Change, ...] = ()
    moved: tuple[Moved, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.head or self.added or self.removed or self.changed or self.moved)

    @property
    def renumbered(self) -> tuple[Change, ...]:
        """The tasks that bear another number now."""
        return tuple(change for change in self.changed if change.cell == "number")

    @property
    def touched(self) -> frozenset[str]:
        """The keys of all tasks that are not what they were. A mere new number or place is no such change."""
        keys = {each.item.key for each in self.added} | {each.item.key for each in self.removed}
        return frozenset(keys | {change.key for change in self.changed if change.cell != "number"})


def difference(old: Ledger, new: Ledger) -> Difference:
    """What made the new ledger of the old one. The fewest tasks that explain the new order count as moved."""
    before, now = {each.key: each for each in old.items}, {each.key: each for each in new.items}
    old_places = {each.key: place for place, each in enumerate(old.items)}
    stays = _unmoved([old_places[key] for key in now if key in before])
    follows = {each.key: new.items[place - 1].key if place else "" for place, each in enumerate(new.items)}
    return Difference(
        head=_changes("", HEAD, old, new),
        added=tuple(Added(each, follows[each.key]) for each in new.items if each.key not in before),
        removed=tuple(Removed(each, place) for place, each in enumerate(old.items) if each.key not in now),
        changed=tuple(
            change
            for each in new.items
            if each.key in before
            for change in _changes(each.key, CELLS, before[each.key], each)
        ),
        moved=tuple(
            Moved(each.key, old_places[each.key], place, follows[each.key])
            for place, each in enumerate(new.items)
            if each.key in before and old_places[each.key] not in stays
        ),
    )


def applied(difference: Difference, old: Ledger) -> Ledger:
    """The new ledger, made of the old one and what changed. Raises KeyError where it is not that old ledger's."""
    cells: dict[str, dict[str, object]] = {}
    for change in difference.changed:
        cells.setdefault(change.key, {})[change.cell] = change.new
    items = {each.key: replace(each, **cells.get(each.key, {})) for each in old.items}  # type: ignore[arg-type]
    items |= {each.item.key: each.item for each in difference.added}
    lifted = {each.item.key for each in difference.removed} | {each.key for each in difference.moved}
    order = [each.key for each in old.items if each.key not in lifted]
    put = {each.item.key: each.after for each in difference.added} | {each.key: each.after for each in difference.moved}
    for key, after in _in_turn(put):
        order.insert(order.index(after) + 1 if after else 0, key)
    head = {change.cell: change.new for change in difference.head}
    return replace(old, items=tuple(items[key] for key in order), **head)  # type: ignore[arg-type]


def _changes(key: str, cells: Sequence[str], old: object, new: object) -> tuple[Change, ...]:
    pairs = ((cell, getattr(old, cell), getattr(new, cell)) for cell in cells)
    return tuple(Change(key, cell, before, now) for cell, before, now in pairs if before != now)


def _in_turn(put: dict[str, str]) -> Sequence[tuple[str, str]]:
    """The tasks to put in, each after the one it follows: a chain of new ones from its head on."""
    turn: list[tuple[str, str]] = []
    done: set[str] = set()
    for start in put:
        chain = []
        key = start
        while key in put and key not in done:
            chain.append(key)
            done.add(key)
            key = put[key]
        turn += [(each, put[each]) for each in reversed(chain)]
    return turn


def _unmoved(places: Sequence[int]) -> frozenset[int]:
    """The old places of those that keep their order: a longest rising run through the places."""
    ends: list[int] = []
    heads: list[int] = []
    before: list[int] = []
    for at, place in enumerate(places):
        length = bisect_left(ends, place)
        before.append(heads[length - 1] if length else -1)
        ends[length : length + 1] = [place]
        heads[length : length + 1] = [at]
    kept, at = set(), heads[-1] if heads else -1
    while at >= 0:
        kept.add(places[at])
        at = before[at]
    return frozenset(kept)
