"""One sheet of a workbook, whichever program read it: filled cells, merged ranges, what was hidden."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from citycircle.documents.intake.composing import Composer, Placed
from citycircle.documents.intake.notes import note

Place = tuple[int, int]
_TALLEST = 10_000
_LARGEST = 1_000_000
"""A merged range of more cells than this is a mistake of the file; its cells are read one by one."""


@dataclass(slots=True)
class Sheet:
    """The texts of a sheet by row and column, and the last place of each merged range by its first."""

    title: str
    texts: list[tuple[int, int, str]] = field(default_factory=list)
    merged: dict[Place, Place] = field(default_factory=dict)
    hidden_rows: int = 0
    hidden_columns: frozenset[int] = frozenset()

    def write(self, page: Composer) -> None:
        """Write the sheet as one table, from its first filled row and column on."""
        cells = list(self._cells())
        if not cells:
            return
        if page.at:
            page.line("")
        page.table(cells, title=self.title)
        if self.hidden_rows:
            page.notes.append(note("I021", sheet=self.title, count=self.hidden_rows))
        filled = {column for _, column, _ in self.texts} & self.hidden_columns
        if filled:
            page.notes.append(note("I022", sheet=self.title, count=len(filled)))

    def _cells(self) -> Iterator[Placed]:
        top = min((row for row, _, _ in self.texts), default=0)
        left = min((column for _, column, _ in self.texts), default=0)
        for row, column, text, down, across in self.placed():
            yield Placed(text, row - top, column - left, down, across)

    def placed(self) -> Iterator[tuple[int, int, str, int, int]]:
        """Row, column and text of each filled cell, how many rows it reaches over and how many columns."""
        merged = {first: last for first, last in self.merged.items() if _area(first, last) <= _LARGEST}
        covered = _Covered(merged)
        for row, column, text in self.texts:
            if covered.hides(row, column):
                continue
            last_row, last_column = merged.get((row, column), (row, column))
            yield row, column, text, last_row - row + 1, last_column - column + 1


def _area(first: Place, last: Place) -> int:
    return (last[0] - first[0] + 1) * (last[1] - first[1] + 1)


class _Covered:
    """Which cells lie under a merged one; programs other than Excel leave old values there."""

    def __init__(self, merged: dict[Place, Place]) -> None:
        self._by_row: dict[int, list[tuple[int, int, int]]] = {}
        for (row, column), (last_row, last_column) in merged.items():
            for each in range(row, min(last_row, row + _TALLEST) + 1):
                self._by_row.setdefault(each, []).append((column, last_column, row))

    def hides(self, row: int, column: int) -> bool:
        """Whether a place lies under a merged cell without being its first."""
        return any(
            left <= column <= right and (row, column) != (top, left) for left, right, top in self._by_row.get(row, ())
        )
