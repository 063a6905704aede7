"""A printed table as an Excel sheet that WPS shows the same: no formulas, macros, pivots or conditional formats."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from math import ceil
from typing import Any

import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from citycircle.paper.tables import Column, Entry, PrintedTable, lines_of, printable

# The typefaces of GB/T 9704-2012. Where one is missing, Excel and WPS choose by charset: 134 is simplified Chinese.
TITLE, HEADING, BODY, NOTES = "方正小标宋简体", "黑体", "仿宋_GB2312", "楷体_GB2312"
SIZE = 10.5
LINE_HEIGHT = 15.0
TALLEST_ROW = 405.0
"""Points; Excel shows no row taller than 409."""
PER_MILLIMETRE = 0.53
"""Excel measures columns in digits of the standard font; this many of them lie in a millimetre."""
FIRST_HEADING = 2
EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001  # Excel knows no zones; a fixed date makes equal tables equal files
PAPERS = {"A4": 9, "A3": 8}
DIGITS = 15
"""Excel keeps so many digits of a number; one with more is written as words, so that none is lost."""
SHOWN_DIGITS = 11
"""Without a format of its own a cell shows no more."""


def workbook(tables: Iterable[PrintedTable]) -> bytes:
    """A workbook of one sheet per table."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"created": EPOCH})
    formats = _formats(book)
    for table in tables:
        _Sheet(book, book.add_worksheet(sheet_name(table.name)), with_room(table), formats).write()
    book.close()
    return out.getvalue()


def sheet_name(words: str) -> str:
    """A name that Excel accepts for a sheet.

    >>> sheet_name("任务分解表[2025/2026]")
    '任务分解表 2025 2026'
    """
    return re.sub(r"[\[\]:*?/\\']+", " ", words).strip()[:31] or "1"


CHINESE: dict[str, Any] = {"font_charset": 134, "valign": "vcenter", "text_wrap": True}
CELL: dict[str, Any] = CHINESE | {"font_name": BODY, "font_size": SIZE, "border": 1}


def _formats(book: Workbook) -> dict[str, Any]:
    chinese, cell = CHINESE, CELL
    kinds: Mapping[str, dict[str, Any]] = {
        "title": chinese | {"font_name": TITLE, "font_size": 20, "align": "center"},
        "above_left": chinese | {"font_name": NOTES, "font_size": 11, "align": "left", "text_wrap": False},
        "above_right": chinese | {"font_name": NOTES, "font_size": 11, "align": "right", "text_wrap": False},
        "heading": cell | {"font_name": HEADING, "align": "center", "bg_color": "#F2F2F2"},
        "left": cell | {"align": "left"},
        "center": cell | {"align": "center"},
        "band": cell | {"font_name": HEADING, "align": "left", "bg_color": "#F7F7F7"},
        "note": chinese | {"font_name": NOTES, "font_size": SIZE, "align": "left"},
    }
    return {name: book.add_format(kind) for name, kind in kinds.items()}


class _Sheet:
    """One table on its sheet."""

    def __init__(self, book: Workbook, sheet: Worksheet, table: PrintedTable, formats: Mapping[str, Any]) -> None:
        self.book, self.sheet, self.table, self.formats = book, sheet, table, formats
        self.numbers: dict[tuple[str, int], Any] = {}
        self.last = len(table.columns) - 1
        self.first_row = FIRST_HEADING + 2

    def write(self) -> None:
        for place, column in enumerate(self.table.columns):
            hidden = {"hidden": True} if column.hidden else {}
            self.sheet.set_column(place, place, column.width * PER_MILLIMETRE, None, hidden)
        self._top()
        self._heading()
        for at, row in enumerate(self.table.rows):
            for place, entry in enumerate(row):
                if entry is not None:
                    self._cell(self.first_row + at, place, entry)
        for at, height in enumerate(row_heights(self.table)):
            self.sheet.set_row(self.first_row + at, height)
        self._print_setup(self._notes())

    def _merged(self, first: tuple[int, int], last: tuple[int, int], words: str, kind: str) -> None:
        if first == last:
            self.sheet.write_string(*first, printable(words), self.formats[kind])
        else:
            self.sheet.merge_range(*first, *last, "", self.formats[kind])
            self.sheet.write_string(*first, printable(words), self.formats[kind])

    def _top(self) -> None:
        self._merged((0, 0), (0, self.last), self.table.title, "title")
        width = sum(column.width for column in self.table.columns if not column.hidden) * PER_MILLIMETRE / 2
        self.sheet.set_row(0, 18 + 24 * lines_of(self.table.title, width))
        left, right = self.table.above
        middle = max(0, self.last - max(2, self.last // 3))
        self._merged((1, 0), (1, middle), left, "above_left")
        self._merged((1, middle + 1), (1, self.last), right, "above_right")
        self.sheet.set_row(1, 20)

    def _heading(self) -> None:
        upper, lower = FIRST_HEADING, FIRST_HEADING + 1
        for words, first, last in self.table.heading():
            if not words:
                self._merged((upper, first), (lower, first), self.table.columns[first].heading, "heading")
                continue
            self._merged((upper, first), (upper, last), words, "heading")
            for place in range(first, last + 1):
                self.sheet.write_string(lower, place, self.table.columns[place].heading, self.formats["heading"])
        narrow = max(lines_of(column.heading, _room(column)) for column in self.table.columns)
        self.sheet.set_row(upper, 22)
        self.sheet.set_row(lower, max(22, LINE_HEIGHT * narrow))

    def _cell(self, row: int, place: int, entry: Entry) -> None:
        column = self.table.columns[place]
        is_number = isinstance(entry.value, Decimal) and len(entry.value.as_tuple().digits) <= DIGITS
        kind = self.formats["band" if entry.band else column.align]
        if is_number and (places := _places(entry, column)) is not None:
            kind = self._to_places(column.align, places)
        if entry.rows > 1 or entry.columns > 1:
            self.sheet.merge_range(row, place, row + entry.rows - 1, place + entry.columns - 1, "", kind)
        if is_number:
            self.sheet.write_number(row, place, float(entry.value), kind)
        else:
            self.sheet.write_string(row, place, printable(entry.said(column.places)), kind)

    def _to_places(self, align: str, places: int) -> Any:  # noqa: ANN401  # a format of xlsxwriter
        """The format of a cell that shows a number to so many places, made once."""
        if (align, places) not in self.numbers:
            shape = {"num_format": f"0.{'0' * places}" if places else "0"}
            self.numbers[align, places] = self.book.add_format(CELL | {"align": align} | shape)
        return self.numbers[align, places]

    def _notes(self) -> int:
        """Write the notes; the number of the last row."""
        row = self.first_row + len(self.table.rows) - 1
        width = sum(column.width for column in self.table.columns if not column.hidden) * PER_MILLIMETRE
        for note in self.table.notes:
            row += 1
            self._merged((row, 0), (row, self.last), note, "note")
            self.sheet.set_row(row, LINE_HEIGHT * lines_of(note, width) + 3)
        return row

    def _print_setup(self, last_row: int) -> None:
        self.sheet.set_landscape()
        self.sheet.set_paper(PAPERS[self.table.paper])
        self.sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
        self.sheet.center_horizontally()
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(FIRST_HEADING, FIRST_HEADING + 1)
        self.sheet.print_area(0, 0, last_row, self.last)
        self.sheet.freeze_panes(self.first_row, 0)
        self.sheet.set_footer("&C&P / &N")
        self.sheet.hide_gridlines(2)


def _places(entry: Entry, column: Column) -> int | None:
    """To how many places a number is shown: as its column says, else its own where a cell would cut them off."""
    if column.places is not None or not isinstance(entry.value, Decimal):
        return column.places
    _, digits, exponent = entry.value.as_tuple()
    return max(0, -int(exponent)) if len(digits) > SHOWN_DIGITS else None


def _room(column: Column) -> float:
    """How many half characters stand in one line of a cell; a little is lost to its margins."""
    return column.width * PER_MILLIMETRE - 1


def with_room(table: PrintedTable) -> PrintedTable:
    """The table with further rows below each cell that is taller than Excel shows one; its cells reach over them."""
    more = [0] * len(table.rows)
    for at, place, entry in _entries(table):
        last = at + entry.rows - 1
        more[last] = max(more[last], ceil(_needed(table, place, entry) / TALLEST_ROW) - entry.rows)
    if not any(more):
        return table
    rows: list[tuple[Entry | None, ...]] = []
    for at, row in enumerate(table.rows):
        rows.append(tuple(entry and replace(entry, rows=entry.rows + sum(more[at : at + entry.rows])) for entry in row))
        rows += [(None,) * len(table.columns)] * more[at]
    return replace(table, rows=tuple(rows))


def row_heights(table: PrintedTable) -> list[float]:
    """The height of each row in points, so that no text is cut: Excel never fits rows with merged cells itself."""
    heights = [LINE_HEIGHT + 5] * len(table.rows)
    reaching: list[tuple[int, int, Entry]] = []
    for at, place, entry in _entries(table):
        if entry.rows == 1:
            heights[at] = max(heights[at], _needed(table, place, entry))
        else:
            reaching.append((at, place, entry))
    for at, place, entry in sorted(reaching, key=lambda each: each[2].rows):
        missing = _needed(table, place, entry) - sum(heights[at : at + entry.rows])
        if missing > 0:
            for below in range(at, at + entry.rows):
                heights[below] += missing / entry.rows
    return [min(height, TALLEST_ROW) for height in heights]


def _entries(table: PrintedTable) -> Iterator[tuple[int, int, Entry]]:
    """Every cell that stands somewhere: its row, its column, and it."""
    for at, row in enumerate(table.rows):
        for place, entry in enumerate(row):
            if entry is not None:
                yield at, place, entry


def _needed(table: PrintedTable, place: int, entry: Entry) -> float:
    """The height in points that a cell needs; one that nobody sees needs none."""
    column = table.columns[place]
    if column.hidden:
        return 0.0
    room = sum(_room(each) for each in table.columns[place : place + entry.columns] if not each.hidden)
    return LINE_HEIGHT * lines_of(entry.said(column.places), room) + 5
