"""The words for a schedule: a milestone, what it waits for, and what is missing before one can work to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from citycircle.core.messages import Text


class Predecessor(NamedTuple):
    """A milestone that has to be reached first (finish to start), and the calendar days that pass in between."""

    key: str
    lag: int = 0


@dataclass(frozen=True, slots=True)
class Node:
    """One milestone: what is to be so, by which day, and which post answers for it.

    `baseline` is the day that was promised and frozen, `forecast` the one expected now, `actual` the one on which it
    was so. `days` is how many calendar days the work takes once all predecessors are reached; None leaves it to be
    read off the baseline days. `post` names the post, with its organisation, never only a person.
    """

    key: str
    title: str
    task: str = ""
    after: tuple[Predecessor, ...] = ()
    baseline: date | None = None
    forecast: date | None = None
    actual: date | None = None
    post: str = ""
    days: int | None = None

    @property
    def is_reached(self) -> bool:
        """Whether it is so."""
        return self.actual is not None

    @property
    def due(self) -> date | None:
        """The day it is owed: the baseline; without one, the forecast."""
        return self.baseline or self.forecast

    @property
    def expected(self) -> date | None:
        """The day it was or is expected to be reached, by the latest that anybody said."""
        return self.actual or self.forecast or self.baseline


class Lack(StrEnum):
    """What a milestone lacks, or says against itself."""

    DATE = "date"
    POST = "post"
    EARLY = "early"
    AHEAD = "ahead"
    STALE = "stale"


LACKS: dict[Lack, Text] = {
    Lack.DATE: Text("没有日期", "no date"),
    Lack.POST: Text("没有责任岗位", "no named post"),
    Lack.EARLY: Text("计划日期早于前置节点", "planned before its predecessor"),
    Lack.AHEAD: Text("已完成，前置节点未完成", "reached although a predecessor is not"),
    Lack.STALE: Text("预计日期已过，请更新", "the forecast has passed; please renew it"),
}
"""A gap in a word, as lists and drawings print it."""


class Gap(NamedTuple):
    """What one milestone lacks; `other` is the predecessor that it contradicts."""

    key: str
    lack: Lack
    other: str = ""


def gaps(nodes: Iterable[Node], today: date) -> tuple[Gap, ...]:
    """What has to be filled in before one can work to the schedule: nothing is guessed in its place.

    >>> [gap.lack.value for gap in gaps([Node("a", "通过验收", baseline=date(2026, 8, 31))], date(2026, 3, 2))]
    ['post']
    """
    known = {node.key: node for node in nodes}
    return tuple(gap for node in known.values() for gap in _gaps(node, known, today))


def _gaps(node: Node, known: dict[str, Node], today: date) -> list[Gap]:
    found = []
    if not node.is_reached:
        if node.due is None:
            found.append(Gap(node.key, Lack.DATE))
        if not node.post.strip():
            found.append(Gap(node.key, Lack.POST))
        if node.forecast is not None and node.forecast < today:
            found.append(Gap(node.key, Lack.STALE))
    return found + [
        Gap(node.key, lack, before.key)
        for link in node.after
        if (before := known.get(link.key)) is not None and (lack := _against(node, before, link.lag)) is not None
    ]


def _against(node: Node, before: Node, lag: int) -> Lack | None:
    """How a milestone contradicts one of its predecessors."""
    if node.is_reached:
        return None if before.is_reached else Lack.AHEAD
    if node.baseline is None or before.baseline is None:
        return None
    return Lack.EARLY if (node.baseline - before.baseline).days < lag else None
