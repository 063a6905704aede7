"""A table as a grid: which cell covers a place, merged ones covering many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from citycircle.documents.source import Cell, Table

GridRow = dict[int, Cell]
_TALLEST = 2000
"""A cell that claims more rows than this is a format that ran to the end of the sheet."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of a table, each with the cell that covers each filled column."""

    rows: Sequence[GridRow]
    width: int

    @classmethod
    def of(cls, table: Table) -> Grid:
        """Spread the cells of a table over the places they cover."""
        rows: list[GridRow] = [{} for _ in range(table.height)]
        for cell in table.cells:
            for row in rows[cell.row : cell.row + min(cell.rows, _TALLEST)]:
                for column in range(cell.column, min(cell.column + cell.columns, table.width)):
                    row.setdefault(column, cell)
        return cls(rows, table.width)

    def own(self, row: int) -> list[Cell]:
        """The cells that begin in a row, from left to right, each once."""
        return list(dict.fromkeys(cell for _, cell in sorted(self.rows[row].items()) if cell.row == row))

    def covering(self, row: int) -> list[Cell]:
        """The cells that a row shows, those that reach down from above among them."""
        return list(dict.fromkeys(cell for _, cell in sorted(self.rows[row].items())))
