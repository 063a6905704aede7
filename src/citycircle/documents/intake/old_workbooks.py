"""Workbooks of Excel 97–2003 and WPS (.xls, .et), read in Python alone: a damaged one cannot end the program."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import xlrd
from xlrd.compdoc import CompDoc

from citycircle.documents.intake.cell_formats import CellValue, shown
from citycircle.documents.intake.composing import Composer
from citycircle.documents.intake.errors import FileDamaged, FileProtected, SourceUnreadable
from citycircle.documents.intake.notes import note
from citycircle.documents.intake.sheets import Sheet
from citycircle.documents.source import Source

if TYPE_CHECKING:
    from xlrd.book import Book
    from xlrd.sheet import Cell
    from xlrd.sheet import Sheet as Found

MEDIA_TYPE = "application/vnd.ms-excel"
Colours = dict[tuple[int, int], tuple[str, str]]
"""By place: the colour behind a cell and that of its letters, six hexadecimal digits or empty."""


def open_old_workbook(data: bytes, name: str) -> Source:
    """Read an old workbook. Raises FileProtected, FileDamaged."""
    page = Composer()
    sheets, hidden = old_sheets_of(data, name)
    for sheet, _ in sheets:
        sheet.write(page)
    if hidden:
        page.notes.append(note("I020", sheets="、".join(hidden)))
    return page.source(name, MEDIA_TYPE)


def old_sheets_of(data: bytes, name: str) -> tuple[list[tuple[Sheet, Colours]], list[str]]:
    """The visible sheets with the colours of their cells, and the names of the hidden ones.

    Raises FileProtected, FileDamaged.
    """
    try:
        _refuse_circles(data)
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
        sheets = [(_sheet(book, found), _colours(book, found)) for found in book.sheets() if not found.visibility]
        hidden = [found.name for found in book.sheets() if found.visibility]
    except Exception as error:
        # The format is a memory image; a damaged one fails in every way that reading memory can fail.
        raise _said(error, name) from error
    return sheets, hidden


def _colours(book: Book, found: Found) -> Colours:
    """The colour behind each cell and that of its letters, where somebody chose one."""
    colours: Colours = {}
    for row in range(found.nrows):
        for column, cell in enumerate(found.row(row)):
            style = book.xf_list[cell.xf_index]
            solid = style.background.fill_pattern == 1
            fill = book.colour_map.get(style.background.pattern_colour_index) if solid else None
            ink = book.colour_map.get(book.font_list[style.font_index].colour_index)
            if fill or (ink and any(ink)):
                colours[row, column] = (_hex(fill), _hex(ink))
    return colours


def _hex(colour: tuple[int, int, int] | None) -> str:
    return "".join(f"{part:02X}" for part in colour) if colour else ""


def _refuse_circles(data: bytes) -> None:
    """Refuse a file whose chains of small sectors run in a circle: the reader would follow them without end.

    It checks the chains of large sectors itself. Raises ValueError.
    """
    following = CompDoc(data, logfile=io.StringIO()).SSAT
    followed: dict[int, int] = {}
    for start in range(len(following)):
        at = start
        while 0 <= at < len(following) and at not in followed:
            followed[at] = start
            at = following[at]
        if followed.get(at) == start and at >= 0 and following[start] >= 0:
            raise ValueError("sectors in a circle")


def _said(error: Exception, name: str) -> SourceUnreadable:
    if isinstance(error, xlrd.XLRDError) and "encrypt" in str(error).lower():
        return FileProtected(name=name)
    return FileDamaged(name=name, reason=str(error) or type(error).__name__)


def _sheet(book: Book, found: Found) -> Sheet:
    sheet = Sheet(found.name)
    for row in range(found.nrows):
        for column, cell in enumerate(found.row(row)):
            text = _text(book, cell)
            if text:
                sheet.texts.append((row, column, text))
    sheet.merged = {(top, left): (end - 1, right - 1) for top, end, left, right in found.merged_cells}
    sheet.hidden_rows = sum(bool(info.hidden) for row, info in found.rowinfo_map.items() if row < found.nrows)
    sheet.hidden_columns = frozenset(column for column, info in found.colinfo_map.items() if info.hidden)
    return sheet


def _text(book: Book, cell: Cell) -> str:
    if cell.ctype in {xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK}:
        return ""
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, "#"))
    value: CellValue = cell.value
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        value = bool(cell.value)
    elif cell.ctype == xlrd.XL_CELL_DATE:
        try:
            value = xlrd.xldate.xldate_as_datetime(cell.value, book.datemode)
        except (xlrd.xldate.XLDateError, OverflowError, ValueError):
            value = float(cell.value)
    return shown(value, book.format_map[book.xf_list[cell.xf_index].format_key].format_str)
