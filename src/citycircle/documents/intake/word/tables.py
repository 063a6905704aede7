"""The tables of a Word file: what `vMerge` and `gridSpan` merged stands once, with its extent."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from citycircle.documents.intake.composing import Placed
from citycircle.documents.intake.word.names import MC, VAL, W, child, number

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

TABLE, ROW, CELL = W + "tbl", W + "tr", W + "tc"
_STEPS_INTO = {
    W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "moveTo", W + "smartTag", MC + "Choice",
    MC + "AlternateContent",
}  # fmt: skip
_WIDEST = 100
"""Word itself stops at 63 columns."""


@dataclass(slots=True)
class _Growing:
    """A cell that further rows may still belong to."""

    texts: list[str]
    row: int
    column: int
    columns: int
    rows: int = 1


def blocks(parent: Element, wanted: str | None = None) -> Iterator[Element]:
    """The blocks of a parent, through content controls and the like; those of one name, if one is given."""
    for element in parent:
        if element.tag in _STEPS_INTO:
            yield from blocks(element, wanted)
        elif wanted is None or element.tag == wanted:
            yield element


def rows_of(table: Element) -> Iterator[Element]:
    """The rows of a table without those that a tracked change deleted."""
    for row in blocks(table, ROW):
        properties = child(row, "trPr")
        if properties is None or child(properties, "del") is None:
            yield row


def arranges_page(table: Element) -> bool:
    """Whether a table only arranges the page: one of the tables in its cells has more cells than it has itself."""
    inner = [nested for nested in table.iter(TABLE) if nested is not table]
    own = sum(1 for row in rows_of(table) for _ in blocks(row, CELL)) if inner else 0
    # Counting stops at the first cell too many: tables nest in tables, and each would be counted through.
    return any(sum(1 for _ in islice(nested.iter(CELL), own + 1)) > own for nested in inner)


def placed_cells(table: Element, text_of: Callable[[Element], str]) -> Iterator[Placed]:
    """The filled cells of a table in their places."""
    growing: dict[int, _Growing] = {}
    found: list[_Growing] = []
    for row, element in enumerate(rows_of(table)):
        column = min(number(child(element, "trPr"), "gridBefore") or 0, _WIDEST)
        for cell in blocks(element, CELL):
            properties = child(cell, "tcPr")
            columns = min(max(1, number(properties, "gridSpan") or 1), _WIDEST)
            merge = child(properties, "vMerge")
            text = text_of(cell)
            above = growing.get(column)
            if merge is not None and merge.get(VAL) != "restart" and above is not None:
                above.rows = row - above.row + 1
                above.texts.append(text)
            else:
                begun = _Growing([text], row, column, columns)
                found.append(begun)
                growing.pop(column, None)
                if merge is not None:
                    growing[column] = begun
            column += columns
    for cell_found in found:
        text = "\n".join(filter(None, cell_found.texts))
        if text:
            yield Placed(text, cell_found.row, cell_found.column, cell_found.rows, cell_found.columns)
