"""A Word document in the manner of GB/T 9704-2012, its tables built as XML so that five hundred rows take no minute.

WPS shows what Word shows: fields are written in separate runs (begin, instruction, end), tables are never nested.
Typefaces are those of the standard; `FALLBACKS` names for each the one that a machine without it should take.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from lxml import etree

from citycircle.paper.tables import Column, Entry, PrintedTable, printable

TITLE, HEADING, BODY, SUBHEADING, DIGITS = "方正小标宋简体", "黑体", "仿宋_GB2312", "楷体_GB2312", "Times New Roman"
FALLBACKS: Mapping[str, str] = {TITLE: "宋体", HEADING: "SimHei", BODY: "仿宋", SUBHEADING: "楷体"}

# Sizes that Chinese typesetting names: 二号 22 pt, 三号 16 pt, 四号 14 pt, 五号 10.5 pt, 小五 9 pt.
ERHAO, SANHAO, SIHAO, WUHAO, XIAOWU = 22.0, 16.0, 14.0, 10.5, 9.0
LONG_TEXT = 600
"""Characters; a row with less fits on a page and is not broken."""
ROWS_TOGETHER = 12
TWIPS_PER_MM = 56.6929
EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001  # Word knows no zones; a fixed date makes equal texts equal files


@dataclass(frozen=True, slots=True)
class Page:
    """A4 with the margins of GB/T 9704-2012 clause 6.1: 37 mm above, 28 mm at the binding, 156 × 225 mm of print."""

    width: float = 210
    height: float = 297
    top: float = 37
    bottom: float = 35
    left: float = 28
    right: float = 26


UPRIGHT = Page()
# Turned for a wide table (clause 8.8): the binding edge lies at the top.
ACROSS = Page(width=297, height=210, top=28, bottom=26, left=37, right=35)
ACROSS_A3 = Page(width=420, height=297, top=28, bottom=26, left=37, right=35)


def tables_across(tables: Iterable[PrintedTable]) -> bytes:
    """A document of tables, each beginning on a page of its own: A4 across, or A3 where one of them asks for it."""
    several = [table.on_paper() for table in tables]
    page = ACROSS_A3 if any(table.paper == "A3" for table in several) else ACROSS
    document = blank(page)
    for at, table in enumerate(several):
        _table_with_title(document, table, page, new_page=at > 0)
    return saved(document)


def blank(page: Page) -> WordDocument:
    """An empty document with the page, the typefaces and the page number of the standard."""
    document = docx.Document()
    document.core_properties.created = document.core_properties.modified = EPOCH
    document.core_properties.author = "CityCircle"
    document.core_properties.comments = ""
    normal: Any = document.styles["Normal"]
    _typeface(normal.element.get_or_add_rPr(), BODY, SANHAO)
    normal.paragraph_format.space_after = Pt(0)
    _shape(document, page)
    _name_fallbacks(document)
    _page_number(document.sections[0].footer.paragraphs[0])
    return document


def saved(document: WordDocument) -> bytes:
    """The document as the bytes of a .docx; equal documents are equal bytes, so no part carries the time of day."""
    written, timeless = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as parts, zipfile.ZipFile(timeless, "w", zipfile.ZIP_DEFLATED) as out:
        for part in parts.infolist():
            out.writestr(zipfile.ZipInfo(part.filename), parts.read(part), zipfile.ZIP_DEFLATED)
    return timeless.getvalue()


def paragraph(document: WordDocument, text: str, face: str = BODY, size: float = SANHAO) -> Paragraph:
    """A paragraph in one typeface."""
    added = document.add_paragraph()
    run = added.add_run(printable(text))
    _typeface(run._r.get_or_add_rPr(), face, size)  # noqa: SLF001  # python-docx has no way to set an East Asian face
    return added


def _typeface(properties: Any, face: str, size: float) -> None:  # noqa: ANN401  # an lxml element of python-docx
    fonts = properties.get_or_add_rFonts()
    for attribute, name in (("ascii", DIGITS), ("hAnsi", DIGITS), ("cs", DIGITS), ("eastAsia", face)):
        fonts.set(qn(f"w:{attribute}"), name)
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    properties.get_or_add_sz().set(qn("w:val"), str(int(size * 2)))


def _shape(document: WordDocument, page: Page) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE if page.width > page.height else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(page.width), Mm(page.height)
    section.top_margin, section.bottom_margin = Mm(page.top), Mm(page.bottom)
    section.left_margin, section.right_margin = Mm(page.left), Mm(page.right)
    # Clause 7.5: the page number stands 7 mm below the print.
    section.footer_distance = Mm(max(10.0, page.bottom - 7 - 5))


def _name_fallbacks(document: WordDocument) -> None:
    """Tell in the font table which typeface stands in for one that is not installed."""
    for part in document.part.package.iter_parts():
        if str(part.partname) != "/word/fontTable.xml":
            continue
        root = etree.fromstring(part.blob)
        for face, fallback in FALLBACKS.items():
            font = etree.SubElement(root, qn("w:font"), {qn("w:name"): face})
            etree.SubElement(font, qn("w:altName"), {qn("w:val"): fallback})
            etree.SubElement(font, qn("w:charset"), {qn("w:val"): "86"})
        part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)  # noqa: SLF001  # python-docx leaves this part as bytes


def _page_number(footer: Paragraph) -> None:
    """— 1 — in four separate runs: WPS does not show a field that is written in one."""
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    pieces = (
        '<w:t xml:space="preserve">— </w:t>',
        '<w:fldChar w:fldCharType="begin"/>',
        '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>1</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
        '<w:t xml:space="preserve"> —</w:t>',
    )
    for piece in pieces:
        run = etree.fromstring(f"<w:r {nsdecls('w')}>{_run_properties('宋体', SIHAO)}{piece}</w:r>")
        footer._p.append(run)  # noqa: SLF001  # python-docx has no fields


def _table_with_title(document: WordDocument, table: PrintedTable, page: Page, *, new_page: bool) -> None:
    title = paragraph(document, table.title, TITLE, ERHAO)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.page_break_before = new_page
    title.paragraph_format.space_after = Pt(6)
    left, right = table.above
    above = paragraph(document, f"{left}\t{right}" if right else left, SUBHEADING, WUHAO)
    room = page.width - page.left - page.right
    above.paragraph_format.tab_stops.add_tab_stop(Mm(room), WD_TAB_ALIGNMENT.RIGHT)
    body = document.element.body
    body.insert(len(body) - 1, etree.fromstring(table_xml(table, room)))
    for note in table.notes:
        paragraph(document, note, SUBHEADING, WUHAO)


def table_xml(table: PrintedTable, room: float) -> str:
    """The table as WordprocessingML, as wide as the print, its two heading rows repeated on every page."""
    scale = room / sum(column.width for column in table.columns)
    widths = [round(column.width * scale * TWIPS_PER_MM) for column in table.columns]
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    head = (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="50" w:type="dxa"/><w:right w:w="50" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
    )
    return "".join([head, *_heading_rows(table, widths), *_body_rows(table, widths), "</w:tbl>"])


def _heading_rows(table: PrintedTable, widths: Sequence[int]) -> Iterable[str]:
    upper, lower = [], []
    for words, first, last in table.heading():
        if words:
            upper.append(_cell(words, sum(widths[first : last + 1]), HEADING, span=last - first + 1))
            lower += [_cell(table.columns[at].heading, widths[at], HEADING) for at in range(first, last + 1)]
        else:
            upper.append(_cell(table.columns[first].heading, widths[first], HEADING, merge="restart"))
            lower.append(_cell("", widths[first], HEADING, merge="continue"))
    for cells in (upper, lower):
        yield f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"


def _body_rows(table: PrintedTable, widths: Sequence[int]) -> Iterable[str]:
    together = _kept_together(table)
    for at, row in enumerate(table.rows):
        cells = _row_cells(row, table.columns, widths, keep=together[at])
        longest = max(len(str(entry.value)) for entry in row if entry) if any(row) else 0
        whole = "<w:trPr><w:cantSplit/></w:trPr>" if longest < LONG_TEXT else ""
        yield f"<w:tr>{whole}{''.join(cells)}</w:tr>"


def _kept_together(table: PrintedTable) -> list[bool]:
    """Whether each row stays on the page of the next one: the rows of one task do, as long as they fit on a page."""
    together = [False] * len(table.rows)
    for at, row in enumerate(table.rows):
        first = row[0] if row else None
        if first and 1 < first.rows <= ROWS_TOGETHER:
            together[at : at + first.rows - 1] = [True] * (first.rows - 1)
    return together


def _row_cells(
    row: Sequence[Entry | None], columns: Sequence[Column], widths: Sequence[int], *, keep: bool
) -> Iterator[str]:
    """The cells of a row; a place that a cell from the left reaches over has none of its own."""
    at = 0
    while at < len(row):
        entry, span = row[at], 1
        if entry is None:
            yield _cell("", widths[at], BODY, merge="continue", keep=keep)
        else:
            span = entry.columns
            yield _body_cell(entry, columns[at], sum(widths[at : at + span]), keep=keep or entry.band)
        at += span


def _body_cell(entry: Entry, column: Column, width: int, *, keep: bool) -> str:
    merge = "restart" if entry.rows > 1 else ""
    face, align = (HEADING, "left") if entry.band else (BODY, column.align)
    words = entry.said(column.places)
    return _cell(words, width, face, align=align, merge=merge, span=entry.columns, keep=keep)


def _cell(
    words: str, width: int, face: str, *, align: str = "center", merge: str = "", span: int = 1, keep: bool = False
) -> str:
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    properties += f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    properties += f'<w:vMerge w:val="{merge}"/>' if merge else ""
    properties += '<w:vAlign w:val="center"/>'
    lines = "".join(_line(line, face, align, keep=keep) for line in printable(words).split("\n"))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{lines}</w:tc>"


def _line(words: str, face: str, align: str, *, keep: bool) -> str:
    escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    run = f'<w:r>{_run_properties(face, XIAOWU)}<w:t xml:space="preserve">{escaped}</w:t></w:r>' if words else ""
    kept = "<w:keepNext/>" if keep else ""
    return (
        f'<w:p><w:pPr>{kept}<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/>'
        '<w:spacing w:before="0" w:after="0" w:line="250" w:lineRule="exact"/>'
        f'<w:jc w:val="{align}"/></w:pPr>{run}</w:p>'
    )


def _run_properties(face: str, size: float) -> str:
    fonts = f'w:ascii="{DIGITS}" w:hAnsi="{DIGITS}" w:cs="{DIGITS}" w:eastAsia="{face}"'
    return f'<w:rPr><w:rFonts {fonts}/><w:sz w:val="{int(size * 2)}"/><w:szCs w:val="{int(size * 2)}"/></w:rPr>'
