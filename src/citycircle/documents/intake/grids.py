"""A returned sheet or an old ledger as grids: every visible sheet with its words, colours and merged cells.

The same guards stand before it as before every file that is read (see `archives`); nothing is understood here yet.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath
from typing import NamedTuple

from citycircle.documents.intake.archives import Archive
from citycircle.documents.intake.cell_colours import colours_of
from citycircle.documents.intake.decoding import decoded
from citycircle.documents.intake.delimited import delimiter_of, rows_of
from citycircle.documents.intake.errors import FileEmpty, FormatUnknown
from citycircle.documents.intake.kinds import kind_named, kind_of
from citycircle.documents.intake.old_workbooks import Colours, old_sheets_of
from citycircle.documents.intake.sheets import Sheet
from citycircle.documents.intake.workbooks import parts_by_sheet, sheets_of
from citycircle.paper.grids import Grid, GridCell

_WIDEST_COLOUR = 10_000
"""A merged range of more cells that says nothing in words is decoration."""


class Grids(NamedTuple):
    """The visible sheets of a file, and the names of those that are hidden and were not read."""

    grids: tuple[Grid, ...]
    hidden: tuple[str, ...] = ()


def open_grids(data: bytes, name: str) -> Grids:
    """Read a workbook (.xlsx, .xls, .et) or fields between commas, tabs or semicolons.

    >>> open_grids("序号,任务\\n1,建桥".encode(), "a.csv").grids[0].text(1, 1)
    '建桥'

    Raises FormatUnknown for what is no table, FileEmpty for one in which nothing stands, and as `open_source` does.
    """
    kind = kind_of(data, name)
    if kind == "excel":
        found = _new(data, name) if data.startswith(b"PK") else _old(data, name)
    elif kind is None:
        found = Grids((_delimited(data, name),))
    else:
        raise FormatUnknown(name=name)
    if not any(cell.text for grid in found.grids for cell in grid.cells):
        raise FileEmpty(name=name)
    return found


def _new(data: bytes, name: str) -> Grids:
    archive = Archive(data, name)
    sheets, hidden = sheets_of(archive, data, name)
    parts = parts_by_sheet(archive)
    return Grids(tuple(_grid(sheet, colours_of(archive, parts[sheet.title])) for sheet in sheets), tuple(hidden))


def _old(data: bytes, name: str) -> Grids:
    sheets, hidden = old_sheets_of(data, name)
    return Grids(tuple(_grid(sheet, colours) for sheet, colours in sheets), tuple(hidden))


def _grid(sheet: Sheet, colours: Colours) -> Grid:
    return Grid(sheet.title, _cells(sheet, colours))


def _cells(sheet: Sheet, colours: Colours) -> Iterator[GridCell]:
    """Every cell that says something in words or in a colour, a merged one once."""
    spoken: set[tuple[int, int]] = set()
    for row, column, text, down, across in sheet.placed():
        spoken.update((row + below, column + right) for below in range(down) for right in range(across))
        yield GridCell(row, column, text, *colours.get((row, column), ("", "")), down, across)
    for (row, column), (last_row, last_column) in sheet.merged.items():
        fill, ink = colours.get((row, column), ("", ""))
        down, across = last_row - row + 1, last_column - column + 1
        if (row, column) not in spoken and fill and down * across <= _WIDEST_COLOUR:
            spoken.update((row + below, column + right) for below in range(down) for right in range(across))
            yield GridCell(row, column, "", fill, ink, down, across)
    for (row, column), (fill, ink) in colours.items():
        if fill and (row, column) not in spoken:
            yield GridCell(row, column, "", fill, ink)


def _delimited(data: bytes, name: str) -> Grid:
    text = decoded(data)
    if text is None:
        raise FormatUnknown(name=name)
    sign = delimiter_of(text.text) or ("," if kind_named(name) == "delimited" else None)
    if sign is None:
        raise FormatUnknown(name=name)
    cells = (
        GridCell(row, column, field.text.replace("\r\n", "\n").strip())
        for row, fields in enumerate(rows_of(text.text, sign))
        for column, field in enumerate(fields)
        if field.text.strip()
    )
    return Grid(PurePath(name).stem, cells)
