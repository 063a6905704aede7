"""A sheet as somebody filled it in: cells with their words, colours and merged ranges, not yet understood.

A reader of files makes grids; what plans and mechanisms make of a returned sheet works on grids alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple


class GridCell(NamedTuple):
    """One cell that says something. Rows and columns count from 0; `down` and `across` count what it reaches over.

    `fill` is the colour behind it and `ink` that of its letters, six hexadecimal digits, empty where none was chosen.
    """

    row: int
    column: int
    text: str
    fill: str = ""
    ink: str = ""
    down: int = 1
    across: int = 1

    @property
    def address(self) -> str:
        """Where it stands, as a spreadsheet names it.

        >>> GridCell(11, 27, "").address
        'AB12'
        """
        return f"{column_letters(self.column)}{self.row + 1}"


def column_letters(column: int) -> str:
    """The letters over a column counted from 0.

    >>> [column_letters(at) for at in (0, 25, 26, 701, 702)]
    ['A', 'Z', 'AA', 'ZZ', 'AAA']
    """
    letters, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


class Grid:
    """One sheet: its name and its cells, found by place; a merged cell is found at every place it reaches over."""

    def __init__(self, name: str, cells: Iterable[GridCell]) -> None:
        self.name = name
        self.cells = tuple(sorted(cells))

    def __repr__(self) -> str:
        return f"Grid({self.name!r}, {len(self.cells)} cells)"

    @cached_property
    def _places(self) -> dict[tuple[int, int], GridCell]:
        return {
            (row, column): cell
            for cell in self.cells
            for row in range(cell.row, cell.row + cell.down)
            for column in range(cell.column, cell.column + cell.across)
        }

    @cached_property
    def height(self) -> int:
        """How many rows there are, down to the last one that says something."""
        return max((cell.row + cell.down for cell in self.cells), default=0)

    @cached_property
    def width(self) -> int:
        """How many columns there are, up to the last one that says something."""
        return max((cell.column + cell.across for cell in self.cells), default=0)

    def at(self, row: int, column: int) -> GridCell | None:
        """The cell at a place, or the merged one that reaches over it."""
        return self._places.get((row, column))

    def text(self, row: int, column: int) -> str:
        """The words at a place; empty where nothing stands.

        >>> grid = Grid("1", [GridCell(0, 0, "市发改委", down=2)])
        >>> grid.text(1, 0), grid.text(0, 1)
        ('市发改委', '')
        """
        cell = self.at(row, column)
        return cell.text if cell else ""

    def row(self, row: int) -> list[GridCell]:
        """The cells that begin in a row, from left to right."""
        return self._rows.get(row, [])

    @cached_property
    def _rows(self) -> dict[int, list[GridCell]]:
        found: dict[int, list[GridCell]] = {}
        for cell in self.cells:
            found.setdefault(cell.row, []).append(cell)
        return found

    def filled_rows(self) -> Iterator[int]:
        """The rows in which a cell begins that says something."""
        return (row for row in sorted(self._rows) if any(cell.text for cell in self._rows[row]))


def one_line(words: str) -> str:
    """Words as a heading is compared: without spaces and line ends, brackets and colons of half width.

    >>> one_line("责任（配合）\\n单位")
    '责任(配合)单位'
    """
    return re.sub(r"\s+", "", words).translate(_HALF).casefold()


_HALF = str.maketrans("（）：／％，", "():/%,")
