"""A text under repair that never forgets where each of its characters came from."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from citycircle.core.plans import Repair, Span


class Edit(NamedTuple):
    """Read `new` instead of the characters from `start` to `end` of the text at hand."""

    start: int
    end: int
    new: str
    kind: str


@dataclass(frozen=True, slots=True)
class Mended:
    """A text and, for each of its characters, where the original of it starts and ends.

    >>> found = Mended.of("產(chǎn)業(yè)園")
    >>> mended = found.with_edits([Edit(1, 7, "", "pinyin"), Edit(8, 12, "", "pinyin")])
    >>> mended.text
    '產業園'
    >>> mended.span(0, 3)
    Span(start=0, end=13)
    >>> [repair.before for repair in mended.repairs]
    ['(chǎn)', '(yè)']
    """

    original: str
    text: str
    starts: Sequence[int] = field(repr=False)
    ends: Sequence[int] = field(repr=False)
    repairs: tuple[Repair, ...] = ()

    @classmethod
    def of(cls, text: str) -> Mended:
        """A text that nobody has mended yet."""
        return cls(text, text, range(len(text)), range(1, len(text) + 1))

    def with_edits(self, edits: Iterable[Edit], *, report: bool = True) -> Mended:
        """Apply edits that are in order and do not overlap; positions count in the text at hand.

        `report=False` keeps them off the list of repairs: so for line ends, which are no damage.

        An edit of equal length keeps its characters one to one; otherwise every new character stands for the whole
        stretch it replaces. Raises ValueError for edits out of order.
        """
        edits = iter(edits)
        first = next(edits, None)
        if first is None:
            return self
        pieces: list[str] = []
        repairs = list(self.repairs)
        places = _Places(self)
        at = 0
        for edit in chain([first], edits):
            if edit.start < at or edit.end < edit.start:
                raise ValueError(f"edit out of order at {edit.start}")
            pieces += self.text[at : edit.start], edit.new
            at = edit.end
            span = self.span(edit.start, at)
            if len(edit.new) != at - edit.start:
                places.replace(edit, span)
            if report:
                repairs.append(Repair(edit.kind, span, self.original[span.start : span.end], edit.new))
        pieces.append(self.text[at:])
        return Mended(self.original, "".join(pieces), *places.all(), tuple(repairs))

    def span(self, start: int, end: int) -> Span:
        """Where the characters from `start` to `end` stand in the original."""
        if start < end:
            return Span(self.starts[start], self.ends[end - 1])
        place = self.starts[start] if start < len(self.starts) else len(self.original)
        return Span(place, place)

    def find(self, offset: int) -> int:
        """The first character of the mended text that stands at or after a place in the original."""
        return bisect_left(self.starts, offset)


class _Places:
    """The places of a text under way from one mending to the next; only edits that change its length cost anything."""

    def __init__(self, before: Mended) -> None:
        self.before = before
        self.starts, self.ends = array("I"), array("I")
        self.at = 0

    def replace(self, edit: Edit, span: Span) -> None:
        self._copy(edit.start)
        self.starts.extend([span.start] * len(edit.new))
        self.ends.extend([span.end] * len(edit.new))
        self.at = edit.end

    def all(self) -> tuple[Sequence[int], Sequence[int]]:
        if not self.at:
            return self.before.starts, self.before.ends
        self._copy(len(self.before.starts))
        return self.starts, self.ends

    def _copy(self, end: int) -> None:
        self.starts.extend(self.before.starts[self.at : end])
        self.ends.extend(self.before.ends[self.at : end])
