"""Workbooks (.xlsx): every visible sheet one table, merged cells once, values as the sheet shows them."""

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
from citycircle.documents.intake.composing import Composer
from citycircle.documents.intake.errors import FileDamaged, FileProtected, SheetTooWide
from citycircle.documents.intake.notes import note
from citycircle.documents.intake.old_workbooks import open_old_workbook
from citycircle.documents.intake.sheets import Sheet
from citycircle.documents.source import Source

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_AREA_LIMIT = 8_000_000
_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_CELL = re.compile(rb"<(?:\w+:)?c(?=[\s/>])[^>]*")
_ROW = re.compile(rb"<(?:\w+:)?row(?=[\s/>])[^>]*")
_USUAL = re.compile(rb'<(?:\w+:)?c r="([A-Z]{1,3})(\d{1,7})"([^>]*)(?=>)')
_REFERENCE = re.compile(rb"""\sr\s*=\s*["']([^"']*)["']""")
_PLACE = re.compile(rb"([A-Za-z]{0,3})(\d{1,7})")
_COUNT = re.compile(rb"""[cC]ount\s*=\s*["']\s*\d{8}""")
_HEAD = 200
_STYLE = re.compile(rb'\bs="(\d+)"')
_COLUMN = re.compile(rb"<(?:\w+:)?col\s[^>]*>")
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_BEFORE_ROWS = 200_000
"""Columns are described before the first row, within so many bytes."""
_WIDEST = 200
_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row [^>]*\bhidden="(?:1|true)"')


@dataclass(slots=True)
class SheetFacts:
    """What the XML of a sheet says and the reader of values does not: formats, extent, hidden rows."""

    formats: dict[tuple[int, int], str] = field(default_factory=dict)
    rows: int = 0
    columns: int = 0
    hidden_rows: int = 0
    hidden_columns: frozenset[int] = frozenset()


def open_workbook(data: bytes, name: str) -> Source:
    """Read a workbook, new or old. Raises FileProtected, FileDamaged, FileSwells, SheetTooWide."""
    if not data.startswith(b"PK"):
        return open_old_workbook(data, name)
    page = Composer()
    sheets, hidden = sheets_of(Archive(data, name), data, name)
    for sheet in sheets:
        sheet.write(page)
    if hidden:
        page.notes.append(note("I020", sheets="、".join(hidden)))
    return page.source(name, MEDIA_TYPE)


def sheets_of(archive: Archive, data: bytes, name: str) -> tuple[list[Sheet], list[str]]:
    """The visible sheets of a workbook, and the names of the hidden ones. Raises as `open_workbook` does."""
    # The reader of values trusts what a file claims; so every claim is looked through before.
    facts = _facts_of(archive, name)
    sheets = []
    try:
        workbook = python_calamine.CalamineWorkbook.from_object(io.BytesIO(data))
        hidden = [sheet.name for sheet in workbook.sheets_metadata if _is_hidden(sheet)]
        for meta in workbook.sheets_metadata:
            if meta.typ == python_calamine.SheetTypeEnum.WorkSheet and meta.name not in hidden:
                if meta.name not in facts:
                    raise FileDamaged(name=name, reason=meta.name)
                sheets.append(_sheet(workbook.get_sheet_by_name(meta.name), facts[meta.name]))
    except python_calamine.PasswordError as error:
        raise FileProtected(name=name) from error
    except (python_calamine.CalamineError, OSError, ValueError, OverflowError) as error:
        raise FileDamaged(name=name, reason=str(error) or type(error).__name__) from error
    return sheets, hidden


def parts_by_sheet(archive: Archive) -> dict[str, str]:
    """The part of the archive in which each sheet lies, by the sheet's name."""
    targets = _targets(archive)
    book = archive.xml("xl/workbook.xml")
    parts = ((sheet.get("name") or "", targets.get(sheet.get(_R + "id") or "")) for sheet in book.iter(_S + "sheet"))
    return {title: part for title, part in parts if part is not None and part in archive}


def _is_hidden(sheet: python_calamine.SheetMetadata) -> bool:
    return sheet.visible != python_calamine.SheetVisibleEnum.Visible


def _sheet(found: python_calamine.CalamineSheet, facts: SheetFacts) -> Sheet:
    sheet = Sheet(found.name, merged=dict(found.merged_cell_ranges or ()), hidden_rows=facts.hidden_rows)
    sheet.hidden_columns = facts.hidden_columns
    top, left = found.start or (0, 0)
    formats = facts.formats
    for row, values in enumerate(found.to_python(skip_empty_area=True), top):
        for column, value in enumerate(values, left):
            if value != "" and (text := _text(value, formats.get((row, column)))):
                sheet.texts.append((row, column, text))
    return sheet


def _text(value: CellValue, number_format: str | None) -> str:
    return value.strip() if isinstance(value, str) and "\r" not in value else shown(value, number_format)


def _facts_of(archive: Archive, name: str) -> dict[str, SheetFacts]:
    """Look through the parts once: it also proves that no part swells before the values are read."""
    for part in archive.names():
        if part.startswith("xl/") and part.endswith(".xml") and _COUNT.search(archive.read(part)):
            # The reader of values makes room for as many entries as a part claims to have.
            raise FileDamaged(name=name, reason=part)
    book = archive.xml("xl/workbook.xml") if "xl/workbook.xml" in archive else None
    if book is None:
        raise FileDamaged(name=name, reason="xl/workbook.xml")
    targets = _targets(archive)
    formats = _formats(archive)
    facts: dict[str, SheetFacts] = {}
    for sheet in book.iter(_S + "sheet"):
        title, target = sheet.get("name") or "", targets.get(sheet.get(_R + "id") or "")
        if target is not None and target in archive:
            found = facts[title] = _facts(archive.read(target), formats, name)
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


def _facts(xml: bytes, formats: dict[int, str], name: str) -> SheetFacts:
    if b"\x00" in xml[:_HEAD]:
        raise FileDamaged(name=name, reason="UTF-16")
    facts = SheetFacts(hidden_rows=len(_HIDDEN_ROW.findall(xml)), hidden_columns=frozenset(_hidden_columns(xml)))
    numbers: dict[bytes, int] = {}
    cells = _USUAL.findall(xml)
    if len(cells) != len(_CELL.findall(xml)):
        # Written in an unusual way: each place is read with care, at the price of time.
        facts.rows = max((int(_place(tag, name)[1]) for tag in _ROW.findall(xml)), default=0)
        cells = [(*_place(tag, name), tag) for tag in _CELL.findall(xml)]
    for letters, digits, rest in cells:
        if rest.endswith(b"/"):
            continue
        column = numbers.get(letters)
        if column is None:
            column = numbers[letters] = _column_number(letters)
        row = int(digits)
        facts.rows = max(facts.rows, row)
        facts.columns = max(facts.columns, column + 1)
        style = _STYLE.search(rest)
        if style and (code := formats.get(int(style[1]))):
            facts.formats[row - 1, column] = code
    return facts


def _hidden_columns(xml: bytes) -> Iterator[int]:
    """The columns that nobody sees, those far right of any list left out."""
    for tag in _COLUMN.findall(xml, 0, _BEFORE_ROWS):
        first, last = (re.search(rb'\b%s="(\d{1,5})"' % name, tag) for name in (b"min", b"max"))
        if first and last and _HIDDEN.search(tag):
            yield from range(int(first[1]) - 1, min(int(last[1]), _WIDEST))


def _place(tag: bytes, name: str) -> tuple[bytes, bytes]:
    """The letters and digits of the place that a row or a cell claims; one without a claim follows the one before."""
    claimed = _REFERENCE.search(tag)
    if claimed is None:
        return b"A", b"1"
    place = _PLACE.fullmatch(claimed[1])
    if place is None:
        raise FileDamaged(name=name, reason=claimed[1].decode("latin-1")[:20])
    return place[1].upper(), place[2]


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
