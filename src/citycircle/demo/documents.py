"""The invented region's plans as an office receives them: a dirty web page, a Word file, an old web page, a workbook.

Each file has difficulties of its own: advertising in place of names, pinyin, page numbers inside words, traditional
passages, lines broken after `;` (regional plan); numbers that only Word knows and a rule about the lead stated once
(city points); a page in GB18030 that says gb2312 (last year's points); band rows, merged leads, `/` for none (table).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import docx
import xlsxwriter
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

REGIONAL_PLAN = "汀河都市圈建设三年行动方案.txt"
CITY_POINTS = "澜川市2026年工作要点.docx"
LAST_YEARS_POINTS = "汀河都市圈2025年工作要点.html"
TASK_TABLE = "汀河都市圈2026年重点任务分解表.xlsx"
ORGANISATIONS = "汀河都市圈单位名录.csv"


def documents() -> Iterator[tuple[str, bytes]]:
    """Name and content of every file."""
    yield REGIONAL_PLAN, _words("regional_three_year_plan.txt").encode()
    yield CITY_POINTS, _numbered_by_word(_words("city_yearly_points.txt"))
    yield LAST_YEARS_POINTS, _words("last_years_points.html").encode("gb18030")
    yield TASK_TABLE, _task_table(_words("task_table.csv"))
    yield ORGANISATIONS, _words("organisations.csv").encode("utf-8-sig")


def write_documents(folder: Path) -> list[Path]:
    """Write every file into a folder. Raises OSError where it cannot be written."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, content in documents():
        (folder / name).write_bytes(content)
        written.append(folder / name)
    return written


def _words(name: str) -> str:
    return resources.files(__package__).joinpath("plans", name).read_text("utf-8")


# Word: the numbers 一、 and 1. are made by the program and stand nowhere in the text. Tasks count on over the sections.
_NUMBERING = """
<w:abstractNum {ns} w:abstractNumId="90"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:pStyle w:val="PlanSection"/>
<w:suff w:val="nothing"/><w:lvlText w:val="%1、"/><w:lvlJc w:val="left"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlRestart w:val="0"/><w:pStyle w:val="PlanTask"/>
<w:suff w:val="nothing"/><w:lvlText w:val="%2."/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>
"""
_STYLES = """
<w:styles {ns}>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="PlanSection"><w:name w:val="Plan section"/>
<w:basedOn w:val="Normal"/>
<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="90"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr>
<w:rPr><w:rFonts w:eastAsia="黑体"/></w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="PlanTaskBase"><w:name w:val="Plan task base"/>
<w:basedOn w:val="Normal"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="90"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="PlanTask"><w:name w:val="Plan task"/>
<w:basedOn w:val="PlanTaskBase"/></w:style>
</w:styles>
"""


def _numbered_by_word(words: str) -> bytes:
    document = docx.Document()
    _add_numbering(document)
    kind = ""
    for line in words.splitlines():
        if line.startswith("# "):
            kind = line.removeprefix("# ")
            continue
        paragraph: Any = document.add_paragraph(line)
        style = {"1": "Plan section", "2": "Plan task"}.get(kind)
        if style:
            paragraph.style = document.styles[style]
        paragraph.alignment = {"title": 1, "end": 2}.get(kind)  # centred, at the right
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _add_numbering(document: WordDocument) -> None:
    numbering: Any = document.part.numbering_part.element
    numbering.insert(0, parse_xml(_NUMBERING.format(ns=nsdecls("w"))))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    styles: Any = document.styles.element
    for style in parse_xml(_STYLES.format(ns=nsdecls("w"))):
        styles.append(style)


def _task_table(words: str) -> bytes:
    """A row `=…` is a band over the whole width; a cell `^` belongs to the merged cell above it."""
    heading, *rows = csv.reader(io.StringIO(words))
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("任务分解表")
    boxed = book.add_format({"border": 1, "text_wrap": True, "valign": "vcenter"})
    bold = book.add_format({"border": 1, "bold": True, "align": "center"})
    sheet.merge_range(0, 0, 0, len(heading) - 1, "汀河都市圈2026年重点任务分解表", bold)
    sheet.write_row(1, 0, heading, bold)
    for at, row in enumerate(rows, start=2):
        if row[0].startswith("="):
            sheet.merge_range(at, 0, at, len(heading) - 1, row[0].removeprefix("="), bold)
        else:
            sheet.write_row(at, 0, ["" if cell == "^" else cell for cell in row], boxed)
    for first, last, column, cell in _merges(rows):
        sheet.merge_range(first + 2, column, last + 2, column, cell, boxed)
    sheet.set_column(1, len(heading) - 1, 22)
    book.close()
    return out.getvalue()


def _merges(rows: list[list[str]]) -> Iterator[tuple[int, int, int, str]]:
    """First and last row, column and words of each cell that reaches down over cells `^`."""
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            last = at
            while last + 1 < len(rows) and rows[last + 1][column : column + 1] == ["^"]:
                last += 1
            if cell != "^" and last > at:
                yield at, last, column, cell
