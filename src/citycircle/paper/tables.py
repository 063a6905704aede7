"""A table as an office circulates it: title, line of units, heading of two levels, cells that reach down, notes.

`paper.excel` and `paper.word` print the same table.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import groupby
from typing import Literal

Align = Literal["left", "center"]
Sheet = Literal["A4", "A3"]
"""The paper a table is printed on, across."""

# What XML 1.0 cannot hold; a document with such a character would not open.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
LONGEST_CELL = 32_000
"""Excel refuses cells of more than 32,767 characters."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, the heading that stands over it and its neighbours, its width in mm on A4 across.

    A number shows as many `places` as are given, else its own. A `hidden` column is for machines: Excel keeps it out
    of sight, paper leaves it out.
    """

    heading: str
    width: float
    group: str = ""
    align: Align = "center"
    places: int | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One cell; `rows` counts how far it reaches down, `columns` to the right. A number stays a number in Excel.

    A `band` is a line across the table that names what follows.
    """

    value: str | Decimal = ""
    rows: int = 1
    columns: int = 1
    band: bool = False

    def said(self, places: int | None = None) -> str:
        """The words of the cell; a number without an exponent, to so many places."""
        if isinstance(self.value, str):
            return self.value
        return f"{self.value:f}" if places is None else f"{self.value:.{places}f}"


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table ready to print. In `rows` a None stands where a cell from above or from the left reaches over."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Entry | None, ...], ...]
    above: tuple[str, str] = ("", "")
    notes: tuple[str, ...] = field(default=())
    paper: Sheet = "A4"

    def heading(self) -> list[tuple[str, int, int]]:
        """The groups of the upper heading: words, first and last column; a column without a group is its own."""
        found = []
        numbered = list(enumerate(self.columns))
        for words, members in groupby(numbered, key=lambda each: each[1].group or each[0]):
            places = [place for place, _ in members]
            found.append((words if isinstance(words, str) else "", places[0], places[-1]))
        return found

    def narrowed(self, width: float) -> PrintedTable:
        """The table with at most so many mm for a column in which nothing stands; the others share what is left."""
        told = {at for row in self.rows for at, entry in enumerate(row) if entry and not entry.band and entry.said()}
        columns = tuple(
            column if at in told else replace(column, width=min(column.width, width))
            for at, column in enumerate(self.columns)
        )
        return replace(self, columns=columns)

    def on_paper(self) -> PrintedTable:
        """The table without its hidden columns."""
        if not any(column.hidden for column in self.columns):
            return self
        shown = [place for place, column in enumerate(self.columns) if not column.hidden]
        rows = [tuple(_shortened(row, shown, place) for place in shown) for row in self.rows]
        return replace(self, columns=tuple(self.columns[place] for place in shown), rows=tuple(rows))


def _shortened(row: Sequence[Entry | None], shown: Sequence[int], place: int) -> Entry | None:
    """The cell of a row, reaching only over columns that are shown."""
    entry = row[place]
    if entry is None or entry.columns == 1:
        return entry
    return replace(entry, columns=sum(place <= each < place + entry.columns for each in shown))


def printable(text: str) -> str:
    """A text without the characters that no office document can hold, and no longer than a cell may be."""
    clean = _FORBIDDEN.sub("", text)
    return clean if len(clean) <= LONGEST_CELL else f"{clean[:LONGEST_CELL]}……"


def width_of(text: str) -> int:
    """How many columns of half a Chinese character a line takes.

    >>> width_of("1小时"), width_of("GDP")
    (5, 3)
    """
    return sum(2 if unicodedata.east_asian_width(each) in "WFA" else 1 for each in text)


def lines_of(text: str, room: float) -> int:
    """How many lines a text takes in a cell that has room for so many half characters."""
    room = max(room, 2)
    return sum(max(1, -(-width_of(line) // int(room))) for line in text.split("\n"))


def filled_down(values: Sequence[str]) -> list[int]:
    """How far each value reaches down where neighbours repeat it; 0 where it is covered. Empty cells stay apart.

    >>> filled_down(["市发改委", "市发改委", "", "", "市科技局"])
    [2, 0, 1, 1, 1]
    """
    reach: list[int] = []
    for value, members in groupby(values):
        count = len(list(members))
        reach += [count, *[0] * (count - 1)] if value else [1] * count
    return reach


def joined(parts: Iterable[str], separator: str = "、") -> str:
    """The parts that say something, in one line."""
    return separator.join(part for part in parts if part)
