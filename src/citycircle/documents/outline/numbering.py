"""Choosing the numbers of a document: the most consistent sequence out of everything that could be one.

A document's numbering is a walk through open levels. Each step either continues a level (two after one), opens a
deeper one at one, or is some kind of accident: a gap, a step back, a start in the middle. A few best walks are kept
side by side, so that a doubtful number is decided by what follows it: 12.5米 could be the twelfth item until the real
12. comes along. Time is linear in the number of candidates.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from citycircle.documents.outline.markers import RANK, STYLES, UNNUMBERED, Marker

Fit = Literal["open", "next", "run_on", "gap", "again", "back", "restart", "late"]
"""How a number follows what stood before: opens its level at one, continues it, runs on from the same style in an
earlier chapter; or by accident leaves numbers out, repeats one, goes back, starts anew, begins later than one."""
WIDTH = 6
MARGIN = 9.0
_COST: dict[Fit, float] = {
    "open": -0.5, "next": 2.0, "run_on": 1.0, "gap": -2.5, "again": -3.0, "back": -3.5, "restart": -3.0, "late": -3.0,
}  # fmt: skip
_AGAINST_RANK = -1.5
_KNOWN_HABIT = 1.5
"""A document that numbered its clauses so before will do so again in its next chapter."""

Stack = tuple[tuple[str, int], ...]
Seen = tuple[int, ...]


class Numbered(NamedTuple):
    """A chosen number with its depth in the document (0 is outermost) and how it follows the one before."""

    marker: Marker
    depth: int
    fit: Fit


@dataclass(slots=True)
class _Walk:
    score: float
    stack: Stack
    seen: Seen
    step: Numbered | None
    before: _Walk | None


def choose(groups: Sequence[Sequence[Marker]]) -> list[Numbered]:
    """The most consistent numbering of a document.

    >>> from citycircle.documents.outline.markers import find_markers
    >>> text = "一、通道\\n1.建桥。航道水深达12.5米。2.修路。\\n二、产业\\n3.招商。"
    >>> [(step.marker.text, step.depth, step.fit) for step in choose(find_markers(text, [(0, len(text))]))]
    [('一、', 0, 'open'), ('1.', 1, 'open'), ('2.', 1, 'next'), ('二、', 0, 'next'), ('3.', 1, 'run_on')]
    """
    walks = [_Walk(0.0, (), (0,) * len(STYLES), None, None)]
    for group in groups:
        walks = _best(_continued(walks, group))
    steps = []
    walk: _Walk | None = walks[0]
    while walk is not None:
        if walk.step is not None:
            steps.append(walk.step)
        walk = walk.before
    return steps[::-1]


def _best(walks: Iterator[_Walk]) -> list[_Walk]:
    kept: dict[tuple[Stack, Seen], _Walk] = {}
    for walk in walks:
        key = (walk.stack, walk.seen)
        other = kept.get(key)
        if other is None or walk.score > other.score:
            kept[key] = walk
    ordered = sorted(kept.values(), key=lambda walk: -walk.score)[:WIDTH]
    floor = ordered[0].score - MARGIN
    return [walk for walk in ordered if walk.score >= floor]


def _continued(walks: Sequence[_Walk], group: Sequence[Marker]) -> Iterator[_Walk]:
    skipping = max(0.0, *(marker.look for marker in group))
    for walk in walks:
        yield _Walk(walk.score - skipping, walk.stack, walk.seen, None, walk)
        for marker in group:
            for stack, depth, fit, cost in _steps(walk, marker):
                rank = RANK[marker.style]
                seen = (*walk.seen[:rank], marker.value, *walk.seen[rank + 1 :])
                score = walk.score + marker.look + cost
                yield _Walk(score, stack, seen, Numbered(marker, depth, fit), walk)


def _steps(walk: _Walk, marker: Marker) -> Iterator[tuple[Stack, int, Fit, float]]:
    """The ways in which a number may join a walk."""
    style, value, stack = marker.style, marker.value, walk.stack
    for depth, (open_style, last) in enumerate(stack):
        if open_style == style:
            fit = "next" if style in UNNUMBERED else _follow(last, value)
            cost = _COST[fit] + _parent(marker, stack[:depth])
            if fit == "gap":
                cost -= min(1.5, (value - last) * 0.1)
            if cost + marker.look > -MARGIN:
                yield (*stack[:depth], (style, value)), depth, fit, cost
            return
    rank = RANK[style]
    fit = _start(walk.seen[rank], value, style)
    cost = _COST[fit] + _parent(marker, stack) + (_KNOWN_HABIT if fit == "open" and walk.seen[rank] else 0.0)
    if cost + marker.look <= -MARGIN:
        return
    popped = len(stack)
    while popped and RANK[stack[popped - 1][0]] > rank:
        popped -= 1
    yield (*stack[:popped], (style, value)), popped, fit, cost
    if popped < len(stack):
        yield (*stack, (style, value)), len(stack), fit, cost + _AGAINST_RANK


def _follow(last: int, value: int) -> Fit:
    if value == last + 1:
        return "next"
    if value == last:
        return "again"
    if value == 1:
        return "restart"
    return "gap" if value > last else "back"


def _start(seen: int, value: int, style: str) -> Fit:
    if value == 1 or style in UNNUMBERED:
        return "open"
    return "run_on" if seen and value == seen + 1 else "late"


def _parent(marker: Marker, above: Stack) -> float:
    """A dotted number repeats the number of the clause it stands in."""
    if not marker.above:
        return 0.0
    return 1.0 if above and above[-1][1] == marker.above[-1] else -1.5
