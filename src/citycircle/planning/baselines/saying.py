"""A difference as a person reads it: every changed cell with what it said and what it says, the words marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from citycircle.core.messages import SEMICOLON, Text, listed
from citycircle.core.terms import deadline_said
from citycircle.planning.baselines.differences import Change, Difference
from citycircle.planning.baselines.effects import CELL_NAMES, FIRMNESS, amount, day_said
from citycircle.planning.ledger import Goal, Item, Ledger, Party, Relative, Step, Work

Kind = Literal["same", "gone", "new"]
NOTHING = Text("（空）", "(empty)")
ROLES = {"task": Text("任务", "task"), "safeguard": Text("保障措施", "safeguard")}


class Piece(NamedTuple):
    """A stretch of words that stayed, went or came."""

    kind: Kind
    words: Text | str


class SaidChange(NamedTuple):
    """A changed cell: its name, before and after, and the pieces of both: of running text, or (`listed`) of a list."""

    cell: Text
    old: Text | str
    new: Text | str
    pieces: tuple[Piece, ...] = ()
    listed: bool = False


@dataclass(frozen=True, slots=True)
class SaidTask:
    """A task that changed, with its cells; a new or dropped one has none. `moved` are its places, counted from 1."""

    item: Item
    sort: Literal["added", "removed", "changed"]
    changes: tuple[SaidChange, ...] = ()
    moved: tuple[int, int] | None = None


def said_tasks(difference: Difference, new: Ledger) -> tuple[SaidTask, ...]:
    """The tasks that changed, in the order of the new version; the dropped ones last."""
    fresh = {each.item.key for each in difference.added}
    moved = {each.key: (each.before + 1, each.place + 1) for each in difference.moved}
    cells: dict[str, list[Change]] = {}
    for change in difference.changed:
        cells.setdefault(change.key, []).append(change)
    tasks = [
        SaidTask(
            item,
            "added" if item.key in fresh else "changed",
            tuple(map(said_change, cells.get(item.key, ()))),
            moved.get(item.key),
        )
        for item in new.items
        if item.key in fresh or item.key in cells or item.key in moved
    ]
    return (*tasks, *(SaidTask(each.item, "removed") for each in difference.removed))


def said_change(change: Change) -> SaidChange:
    """One changed cell in words."""
    old, new = said_value(change.old), said_value(change.new)
    if isinstance(change.old, tuple) and isinstance(change.new, tuple) and change.old and change.new:
        parts = pieces_of_lists(change.old, change.new)
        return SaidChange(CELL_NAMES[change.cell], old, new, parts, listed=True)
    texts = isinstance(change.old, str) and isinstance(change.new, str) and change.old and change.new
    return SaidChange(CELL_NAMES[change.cell], old, new, pieces(change.old, change.new) if texts else ())  # type: ignore[arg-type]


def said_value(value: object) -> Text | str:
    """The value of a cell: names, amounts and days as one reads them, nothing as “(empty)”.

    >>> said_value((Party("1", "市教育局"), Party("2", "市财政局"))).zh, said_value(date(2026, 3, 28)).zh
    ('市教育局、市财政局', '2026年3月28日')
    """
    if value is None or value in {"", ()}:
        return NOTHING
    if isinstance(value, date):
        return day_said(value)
    if isinstance(value, tuple):
        return listed([_said_part(part) for part in value], SEMICOLON if _holds_commas(value) else Text("、", ", "))
    return ROLES.get(str(value)) or FIRMNESS.get(str(value)) or str(value)  # type: ignore[call-overload]


def _said_part(part: object) -> Text | str:
    if isinstance(part, Party):
        return part.name
    if isinstance(part, Goal):
        figure = amount(part)
        return Text(f"{part.indicator}{figure.zh}", f"{part.indicator} {figure.en}")
    if isinstance(part, Relative):
        return part.quote or f"{part.indicator}{part.benchmark}"
    if isinstance(part, Step):
        due = deadline_said(part.deadline)
        return Text(f"{part.what}（{due.zh}）", f"{part.what} ({due.en})") if part.deadline else part.what
    return part.name if isinstance(part, Work) else str(part)


def _holds_commas(value: Sequence[object]) -> bool:
    return bool(value) and not isinstance(value[0], Party | str)


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """What stayed, went and came between two texts, sign by sign, without splitting into crumbs.

    >>> [(piece.kind, piece.words) for piece in pieces("开放床位1200张", "开放床位1000张")]
    [('same', '开放床位1'), ('gone', '2'), ('new', '0'), ('same', '00张')]
    """
    found: list[Piece] = []
    for step, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if step == "equal":
            found.append(Piece("same", old[a:b]))
            continue
        if a < b:
            found.append(Piece("gone", old[a:b]))
        if c < d:
            found.append(Piece("new", new[c:d]))
    return tuple(found)


def pieces_of_lists(old: Sequence[object], new: Sequence[object]) -> tuple[Piece, ...]:
    """Which parts of a list stayed, went and came, each as one reads it.

    >>> pieces_of_lists((Party("1", "市教育局"), Party("2", "市财政局")), (Party("2", "市财政局"),))[0]
    Piece(kind='gone', words='市教育局')
    """
    kept = [each for each in old if each in new]
    went = [Piece("same" if each in kept else "gone", _said_part(each)) for each in old]
    return (*went, *(Piece("new", _said_part(each)) for each in new if each not in kept))
