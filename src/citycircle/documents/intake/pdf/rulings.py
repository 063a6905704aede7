"""The ruled tables of one page: lines drawn on it, the cells between them, the characters inside each cell."""

from __future__ import annotations

import ctypes
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, product
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from citycircle.documents.intake.composing import Placed
from citycircle.documents.intake.pdf.lines import UNBROKEN, Box, PageText, joined

Handle = Any
"""What pdfium hands out for an object on a page; it means nothing to us."""
_THIN = 2.5
_SHORT = 4.0
_SNAP = 3.0
_FEWEST_EDGES = 4
_MOST_CROSSINGS = 4000
"""Beyond this a page is a drawing; looking for cells takes the square of the crossings in time."""
_MOST_SEGMENTS = 2000
_FULL = 1.6
_CLOSED = re.compile(r".[，。、；：！？）〕】》”’,.;:!?)\]%]{0,3}")


@dataclass(slots=True)
class RuledTable:
    """A table of one page, or of several once joined."""

    page: int
    box: Box
    columns: tuple[float, ...]
    cells: list[Placed]
    height: int
    repeated: int = 0
    last_page: int = field(default=0)


class TooManyRulings(Exception):
    """The page is a drawing rather than a table."""


def ruled_tables(page: pypdfium2.PdfPage, text: PageText) -> list[RuledTable]:
    """The tables that are drawn on a page; none where it carries too few rulings. Raises TooManyRulings."""
    edges = list(islice(_edges(page, text), _MOST_CROSSINGS))
    upright = sum(edge["orientation"] == "v" for edge in edges)
    if len(edges) < _FEWEST_EDGES or upright in {0, len(edges)}:
        return []
    import pdfplumber.table as finder  # noqa: PLC0415 - a page without rulings does not wait for it

    merged = finder.merge_edges(edges, _SNAP, _SNAP, _SNAP, _SNAP)
    upright = sum(edge["orientation"] == "v" for edge in merged)
    if upright * (len(merged) - upright) > _MOST_CROSSINGS:
        raise TooManyRulings
    boxes = finder.intersections_to_cells(finder.edges_to_intersections(merged, _SNAP, _SNAP))
    found = [_table(cells) for cells in finder.cells_to_tables(boxes)]
    _fill(text, found)
    return [table.as_ruled(text.number) for table in found if len(table.columns) > 2 or len(table.rows) > 2]  # noqa: PLR2004


def _edges(page: pypdfium2.PdfPage, text: PageText) -> Iterator[dict[str, Any]]:
    numbers = [ctypes.c_float() for _ in range(4)]
    handle, fetch, kind_of, path = (
        page.raw,
        pdfium.FPDFPage_GetObject,
        pdfium.FPDFPageObj_GetType,
        pdfium.FPDF_PAGEOBJ_PATH,
    )
    for index in range(pdfium.FPDFPage_CountObjects(handle)):
        drawn = fetch(handle, index)
        if kind_of(drawn) != path:
            continue
        if not pdfium.FPDFPageObj_GetBounds(drawn, *numbers):
            continue
        left, bottom, right, top = (number.value for number in numbers)
        if right - left <= _THIN or top - bottom <= _THIN:
            yield from _as_edges(text.shown(left, bottom, right, top))
        elif pdfium.FPDFPath_CountSegments(drawn) > 6:  # noqa: PLR2004 - more than one rectangle
            yield from _segments(drawn, text)
        elif _is_stroked(drawn):
            for side in _sides(left, bottom, right, top):
                yield from _as_edges(text.shown(*side))


def _is_stroked(drawn: Handle) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(pdfium.FPDFPath_GetDrawMode(drawn, fill, stroke)) and bool(stroke.value)


def _sides(left: float, bottom: float, right: float, top: float) -> Iterator[tuple[float, float, float, float]]:
    yield left, bottom, right, bottom
    yield left, top, right, top
    yield left, bottom, left, top
    yield right, bottom, right, top


def _segments(drawn: Handle, text: PageText) -> Iterator[dict[str, Any]]:
    """The straight pieces of a path that draws several lines at once."""
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(drawn, matrix):
        return
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = (0.0, 0.0)
    for index in range(min(pdfium.FPDFPath_CountSegments(drawn), _MOST_SEGMENTS)):
        segment = pdfium.FPDFPath_GetPathSegment(drawn, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield from _as_edges(text.shown(*_corners(last, point)))
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield from _as_edges(text.shown(*_corners(point, start)))
        last = point


def _corners(one: tuple[float, float], other: tuple[float, float]) -> tuple[float, float, float, float]:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1])


def _as_edges(box: Box) -> Iterator[dict[str, Any]]:
    wide, tall = box.right - box.left, box.bottom - box.top
    if wide >= _SHORT and tall <= _THIN:
        middle = (box.top + box.bottom) / 2
        yield _edge("h", box.left, middle, box.right, middle)
    elif tall >= _SHORT and wide <= _THIN:
        middle = (box.left + box.right) / 2
        yield _edge("v", middle, box.top, middle, box.bottom)


def _edge(orientation: str, left: float, top: float, right: float, bottom: float) -> dict[str, Any]:
    return {
        "orientation": orientation, "object_type": "line", "x0": left, "x1": right, "top": top, "bottom": bottom,
        "width": right - left, "height": bottom - top, "doctop": top,
    }  # fmt: skip


@dataclass(slots=True)
class _CellText:
    """The characters of one cell, line by line."""

    box: Box
    row: int
    column: int
    rows: int
    columns: int
    lines: list[list[tuple[str, Box]]] = field(default_factory=list)

    def put(self, character: str, box: Box, *, spaced: bool) -> None:
        """Add one more character, on the last line or on a new one below it."""
        last = self.lines[-1][-1] if self.lines else None
        if last is None or abs(last[1].top + last[1].bottom - box.top - box.bottom) > 2 * max(
            _height(box), _height(last[1])
        ):
            self.lines.append([(character, box)])
            return
        latin = spaced and character.isascii() and last[0].isascii()
        self.lines[-1].append((" " + character if latin else character, box))


@dataclass(slots=True)
class _Found:
    """A table being filled: its cells by the rows and columns that they cover."""

    columns: list[float]
    rows: list[float]
    cells: list[_CellText]
    box: Box
    covering: dict[tuple[int, int], _CellText]

    def at(self, x: float, y: float) -> _CellText | None:
        """The cell around a point."""
        if not (self.box.left <= x <= self.box.right and self.box.top <= y <= self.box.bottom):
            return None
        return self.covering.get((bisect_right(self.rows, y) - 1, bisect_right(self.columns, x) - 1))

    def as_ruled(self, page: int) -> RuledTable:
        cells = [
            Placed(_joined_lines(cell.lines, cell.box), cell.row, cell.column, cell.rows, cell.columns)
            for cell in self.cells
        ]
        return RuledTable(page, self.box, tuple(self.columns), cells, len(self.rows) - 1, last_page=page)


def _height(box: Box) -> float:
    return box.bottom - box.top


def _table(boxes: Sequence[tuple[float, float, float, float]]) -> _Found:
    columns = _places(edge for left, _, right, _ in boxes for edge in (left, right))
    rows = _places(edge for _, top, _, bottom in boxes for edge in (top, bottom))
    cells: list[_CellText] = []
    covering: dict[tuple[int, int], _CellText] = {}
    for box in map(Box._make, boxes):
        row, column = _nearest(rows, box.top), _nearest(columns, box.left)
        below, right = max(row + 1, _nearest(rows, box.bottom)), max(column + 1, _nearest(columns, box.right))
        cell = _CellText(box, row, column, below - row, right - column)
        cells.append(cell)
        covering.update(dict.fromkeys(product(range(row, below), range(column, right)), cell))
    return _Found(columns, rows, cells, Box(columns[0], rows[0], columns[-1], rows[-1]), covering)


def _places(edges: Iterator[float]) -> list[float]:
    places: list[float] = []
    for edge in sorted(edges):
        if not places or edge - places[-1] > _SNAP:
            places.append(edge)
    return places


def _nearest(places: Sequence[float], edge: float) -> int:
    return min(range(len(places)), key=lambda index: abs(places[index] - edge))


def _fill(text: PageText, tables: Sequence[_Found]) -> None:
    """Put each character of the page into the cell that its middle lies in."""
    if not tables:
        return
    before = ""
    for at, character in enumerate(text.text):
        box = None if character.isspace() else text.box(at)
        if box is not None:
            x, y = box.middle
            cell = next((found for table in tables if (found := table.at(x, y)) is not None), None)
            if cell is not None:
                cell.put(character, box, spaced=before == " ")
        before = character


def _joined_lines(lines: Sequence[Sequence[tuple[str, Box]]], cell: Box) -> str:
    """The lines of a cell; one that runs to the edge of the cell, or leaves a bracket open, goes on in the next."""
    paragraphs: list[list[str]] = []
    free, size = 0.0, 1.0
    for line in lines:
        line = sorted(line, key=lambda each: each[1].left)  # noqa: PLW2901 - as printed, not as the file gives it
        text = "".join(character for character, _ in line)
        if paragraphs and (free < _needed(text) * size + 2 * _SNAP or _is_open(paragraphs[-1][-1])):
            paragraphs[-1].append(text)
        else:
            paragraphs.append([text])
        size = max(6.0, *(box.right - box.left for _, box in line))
        free = cell.right - line[-1][1].right
    return "\n".join(map(joined, paragraphs))


def _needed(text: str) -> float:
    """How many characters wide the room at a line end must be, for the next line to have begun there."""
    word = UNBROKEN.match(text)
    if word:
        return _FULL + 0.6 * (len(word[0]) - 1)
    # A sign that may not begin a line takes the character before it down with it.
    closed = _CLOSED.match(text)
    return _FULL + (len(closed[0]) - 1 if closed else 0)


def _is_open(text: str) -> bool:
    """Whether the last bracket of a line opens and has not closed yet."""
    return max(map(text.rfind, "（(〔【")) > max(map(text.rfind, "）)〕】"))
