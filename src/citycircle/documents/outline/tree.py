"""The clauses of a plan as a tree: which number stands under which, and where heading and body of each begin."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from citycircle.documents.duties.notation import Notation
from citycircle.documents.outline.numbering import Fit, Numbered


@dataclass(slots=True, eq=False)
class Clause:
    """A numbered clause or an unnumbered heading, in places of the mended text.

    `start` to `end` covers it with everything below, `own` is where its children begin. `title` and `body` are set by
    `levels`; `notations` are the duties noted in its own text.
    """

    style: str
    marker: str
    value: int
    depth: int
    fit: Fit
    start: int
    text: int
    own: int
    end: int
    above: Clause | None = field(default=None, repr=False)
    children: list[Clause] = field(default_factory=list, repr=False)
    notations: list[Notation] = field(default_factory=list, repr=False)
    title: tuple[int, int] | None = None
    body: int = 0

    def walk(self) -> Iterator[Clause]:
        """This clause and all below it, in the order of the text."""
        waiting = [self]
        while waiting:
            clause = waiting.pop()
            yield clause
            waiting += clause.children[::-1]


def grow(steps: Sequence[Numbered], end: int) -> list[Clause]:
    """Hang the chosen numbers one under the other; returns the outermost clauses."""
    roots: list[Clause] = []
    line: list[Clause] = []
    for step in steps:
        marker = step.marker
        while len(line) > step.depth:
            line.pop().end = marker.start
        above = line[-1] if line else None
        clause = Clause(
            marker.style, marker.text, marker.value, len(line), step.fit, marker.start, marker.end, end, end, above
        )
        if above is None:
            roots.append(clause)
        else:
            if not above.children:
                above.own = marker.start
            above.children.append(clause)
        line.append(clause)
    for clause in flat(roots):
        clause.own = min(clause.own, clause.end)
    return roots


def flat(roots: Sequence[Clause]) -> list[Clause]:
    """Every clause in the order of the text."""
    return [clause for root in roots for clause in root.walk()]


def give_notations(clauses: Sequence[Clause], notations: Sequence[Notation]) -> list[Notation]:
    """Give every notation to the clause in whose own text it stands; returns those that stand before all clauses."""
    starts = [clause.start for clause in clauses]
    before = []
    for notation in notations:
        at = bisect_left(starts, notation.start + 1) - 1
        if at < 0:
            before.append(notation)
        else:
            clauses[at].notations.append(notation)
    return before
