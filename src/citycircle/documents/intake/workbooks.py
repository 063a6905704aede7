"""Workbooks (.xlsx and .xls): every visible sheet one table, merged cells once, values as the sheet shows them."""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import python_calamine

from citycircle.documents.intake.archives import Archive
from citycircle.documents.intake.cell_formats import BUILT_IN, CellValue, shown
from citycircle.documents.intake.composing import Composer, Placed
from citycircle.documents.intake.errors import FileDamaged, FileProtected, SheetTooWide
from citycircle.documents.intake.notes import note
from citycircle.documents.source import Source

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OLD_MEDIA_TYPE = "application/vnd.ms-excel"
_AREA_LIMIT = 8_000_000
_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_FILLED = re.compile(rb'<(?:\w+:)?c r="([A-Z]{1,3})(\d{1,7})"([^>]*[^/>])?>')
_STYLE = re.compile(rb'\bs="(\d+)"')
_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row [^>]*\bhidden="(?:1|true)"')


@dataclass(slots=True)
class SheetFacts:
    """What the XML of a sheet says and the reader of values does not: formats, extent, hidden rows."""

    formats: dict[tuple[int, int], str] = field(default_factory=dict)
    rows: int = 0
    columns: int = 0
    hidden_rows: int = 0


def open_workbook(data: bytes, name: str) -> Source:
    """Read a workbook. Raises FileProtected, FileDamaged, FileSwells, SheetTooWide."""
    zipped = data.startswith(b"PK")
    facts = _facts_of(Archive(data, name), name) if zipped else {}
    page = Composer()
    try:
        workbook = python_calamine.CalamineWorkbook.from_object(io.BytesIO(data))
        hidden = [sheet.name for sheet in workbook.sheets_metadata if _is_hidden(sheet)]
        for meta in workbook.sheets_metadata:
            if meta.typ == python_calamine.SheetTypeEnum.WorkSheet and meta.name not in hidden:
                _sheet(page, workbook.get_sheet_by_name(meta.name), facts.get(meta.name, SheetFacts()))
    except python_calamine.PasswordError as error:
        raise FileProtected(name=name) from error
    except (python_calamine.CalamineError, OSError, ValueError, OverflowError) as error:
        raise FileDamaged(name=name, reason=error) from error
    if hidden:
        page.notes.append(note("I020", sheets="、".join(hidden)))
    return page.source(name, MEDIA_TYPE if zipped else OLD_MEDIA_TYPE)


def _is_hidden(sheet: python_calamine.SheetMetadata) -> bool:
    return sheet.visible != python_calamine.SheetVisibleEnum.Visible


def _sheet(page: Composer, sheet: python_calamine.CalamineSheet, facts: SheetFacts) -> None:
    cells = list(_cells(sheet, facts))
    if not cells:
        return
    if page.at:
        page.line("")
    page.table(cells, title=sheet.name)
    if facts.hidden_rows:
        page.notes.append(note("I021", sheet=sheet.name, count=facts.hidden_rows))


def _cells(sheet: python_calamine.CalamineSheet, facts: SheetFacts) -> Iterator[Placed]:
    """The filled cells of a sheet, those of merged ranges with their extent."""
    top, left = sheet.start or (0, 0)
    extents = dict(sheet.merged_cell_ranges or ())
    covered = _Covered(extents)
    formats = facts.formats
    for row, values in enumerate(sheet.to_python(skip_empty_area=True), top):
        for column, value in enumerate(values, left):
            if value == "" or covered.hides(row, column):
                continue
            text = _text(value, formats.get((row, column)))
            if not text:
                continue
            end_row, end_column = extents.get((row, column), (row, column))
            yield Placed(text, row - top, column - left, end_row - row + 1, end_column - column + 1)


def _text(value: CellValue, number_format: str | None) -> str:
    return value.strip() if isinstance(value, str) and "\r" not in value else shown(value, number_format)


class _Covered:
    """Which cells lie under a merged one; programs other than Excel leave old values there."""

    def __init__(self, extents: dict[tuple[int, int], tuple[int, int]]) -> None:
        self._by_row: dict[int, list[tuple[int, int, int]]] = {}
        for (row, column), (end_row, end_column) in extents.items():
            for each in range(row, min(end_row, row + 10_000) + 1):
                self._by_row.setdefault(each, []).append((column, end_column, row))

    def hides(self, row: int, column: int) -> bool:
        return any(
            left <= column <= right and (row, column) != (top, left) for left, right, top in self._by_row.get(row, ())
        )


def _facts_of(archive: Archive, name: str) -> dict[str, SheetFacts]:
    """Look through the parts once: it also proves that no part swells before the values are read."""
    for part in archive.names():
        if part == "xl/sharedStrings.xml":
            archive.read(part)
    book = archive.xml("xl/workbook.xml") if "xl/workbook.xml" in archive else None
    if book is None:
        raise FileDamaged(name=name, reason="xl/workbook.xml")
    targets = _targets(archive)
    formats = _formats(archive)
    facts: dict[str, SheetFacts] = {}
    for sheet in book.iter(_S + "sheet"):
        title, target = sheet.get("name") or "", targets.get(sheet.get(_R + "id") or "")
        if target is not None and target in archive:
            found = facts[title] = _facts(archive.read(target), formats)
            if found.rows * found.columns > _AREA_LIMIT:
                raise SheetTooWide(name=name, sheet=title, rows=found.rows, columns=found.columns)
    return facts


def _targets(archive: Archive) -> dict[str, str]:
    part = "xl/_rels/workbook.xml.rels"
    if part not in archive:
        return {}
    targets = ((each.get("Id") or "", each.get("Target") or "") for each in archive.xml(part))
    return {
        key: target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target) for key, target in targets
    }


def _formats(archive: Archive) -> dict[int, str]:
    """The number format of each cell style that has one worth showing."""
    if "xl/styles.xml" not in archive:
        return {}
    root: Element = archive.xml("xl/styles.xml")
    codes = dict(BUILT_IN)
    for each in root.iter(_S + "numFmt"):
        number = each.get("numFmtId", "")
        if number.isdecimal():
            codes[int(number)] = each.get("formatCode", "")
    styles = root.find(_S + "cellXfs")
    found: dict[int, str] = {}
    for index, style in enumerate(() if styles is None else styles):
        number = style.get("numFmtId", "")
        code = codes.get(int(number)) if number.isdecimal() else None
        if code and code != "General":
            found[index] = code
    return found


def _facts(xml: bytes, formats: dict[int, str]) -> SheetFacts:
    facts = SheetFacts(hidden_rows=len(_HIDDEN_ROW.findall(xml)))
    column_numbers: dict[bytes, int] = {}
    for letters, digits, rest in _FILLED.findall(xml):
        column = column_numbers.get(letters)
        if column is None:
            column = column_numbers[letters] = _column_number(letters)
        row = int(digits)
        facts.rows = max(facts.rows, row)
        facts.columns = max(facts.columns, column + 1)
        style = _STYLE.search(rest) if rest else None
        if style and (code := formats.get(int(style[1]))):
            facts.formats[row - 1, column] = code
    return facts


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
