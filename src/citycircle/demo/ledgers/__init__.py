"""The ledger that an office of the invented region kept in Excel before it came here: two years, month by month.

The two sheets are of two hands. 2025: one column a month under one heading, lights as colours behind the cells, bands,
a lead merged over its tasks, what was done in all at the end. 2026: progress and light in columns of their own for each
month. Both carry what such sheets carry: a telephone number beside the table, a line of totals, a note.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from importlib import resources
from itertools import groupby
from typing import Any, NamedTuple

import xlsxwriter

PAST_LEDGER = "澜川市同城化重点任务台账（2025—2026年）.xlsx"
_MONTHS = range(1, 13)
_COLOURS = {"绿": "#92D050", "黄": "#FFFF00", "红": "#FF0000", "蓝": "#00B0F0", "灰": "#BFBFBF"}
_BEFORE = ("序号", "重点任务", "工作内容", "牵头单位", "责任单位", "完成时限")
_KEPT = ("number", "name", "content", "lead", "responsible", "deadline")
_NUMERALS = "一二三四五六"
_LAST_REPORTED = 10
"""The last month of 2026 that had been reported."""


class _Month(NamedTuple):
    words: str
    light: str
    value: str


def past_ledger() -> tuple[str, bytes]:
    """Name and content of the workbook."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    rows = list(csv.DictReader(io.StringIO(_words())))
    _first_year(book, [row for row in rows if row["year"] == "2025"])
    _second_year(book, [row for row in rows if row["year"] == "2026"])
    book.close()
    return PAST_LEDGER, out.getvalue()


def _words() -> str:
    return resources.files(__package__).joinpath("past_ledger.csv").read_text("utf-8")


def _month(row: dict[str, str], month: int) -> _Month:
    words, light, value = [*row[str(month)].split("|"), "", ""][:3]
    return _Month(words, light, value)


class _Formats:
    def __init__(self, book: Any) -> None:  # noqa: ANN401  # xlsxwriter has no types
        cell = {"border": 1, "text_wrap": True, "valign": "vcenter", "font_name": "仿宋_GB2312", "font_size": 10}
        self.title = book.add_format({"bold": True, "align": "center", "font_size": 16})
        self.head = book.add_format(cell | {"bold": True, "align": "center", "bg_color": "#D9E1F2"})
        self.cell = book.add_format(cell)
        self.band = book.add_format(cell | {"bold": True})
        self.lights = {name: book.add_format(cell | {"bg_color": colour}) for name, colour in _COLOURS.items()}


def _first_year(book: Any, rows: Sequence[dict[str, str]]) -> None:  # noqa: ANN401  # xlsxwriter has no types
    sheet, forms = book.add_worksheet("2025年"), _Formats(book)
    last = len(_BEFORE) + len(_MONTHS) + 1
    sheet.merge_range(0, 0, 0, last, "澜川市2025年推进同城化重点任务台账", forms.title)
    for place, words in enumerate(_BEFORE):
        sheet.merge_range(1, place, 2, place, words, forms.head)
    sheet.merge_range(1, len(_BEFORE), 1, last - 2, "各月进展情况", forms.head)
    for month in _MONTHS:
        sheet.write(2, len(_BEFORE) + month - 1, f"{month}月", forms.head)
    sheet.merge_range(1, last - 1, 2, last - 1, "全年完成", forms.head)
    sheet.merge_range(1, last, 2, last, "备注", forms.head)
    at = 3
    for nth, (band, members) in enumerate(groupby(rows, key=lambda row: row["field"])):
        sheet.merge_range(at, 0, at, last, f"{_NUMERALS[nth]}、{band}", forms.band)
        at += 1
        for row in members:
            _task_of_first_year(sheet, forms, at, row)
            at += 1
    sheet.write_row(at, 0, ["", "合计", "", "", "", "", *[""] * len(_MONTHS), f"{len(rows)}项"], forms.cell)
    sheet.write(3, last + 2, "孙科长 0990-12345")
    sheet.merge_range(at + 1, 0, at + 1, last, "注：单元格颜色为当月亮灯，蓝色为已完成。", forms.cell)
    sheet.set_column(1, 2, 24)
    sheet.set_column(len(_BEFORE), last, 16)


def _task_of_first_year(sheet: Any, forms: _Formats, at: int, row: dict[str, str]) -> None:  # noqa: ANN401
    sheet.write_row(at, 0, [row[name] for name in _KEPT], forms.cell)
    latest = ""
    for month in _MONTHS:
        told = _month(row, month)
        latest = told.value or latest
        sheet.write(at, len(_BEFORE) + month - 1, told.words, forms.lights.get(told.light, forms.cell))
    done = f"{latest}{row['value_unit']}" if latest else ""
    sheet.write_row(at, len(_BEFORE) + len(_MONTHS), [done, row["remark"]], forms.cell)


def _second_year(book: Any, rows: Sequence[dict[str, str]]) -> None:  # noqa: ANN401  # xlsxwriter has no types
    sheet, forms = book.add_worksheet("2026年"), _Formats(book)
    last = len(_BEFORE) + 3 * _LAST_REPORTED
    sheet.merge_range(0, 0, 0, last, "澜川市同城化重点任务台账", forms.title)
    head = ("领域", *_BEFORE)
    for place, words in enumerate(head):
        sheet.merge_range(1, place, 2, place, words, forms.head)
    for month in range(1, _LAST_REPORTED + 1):
        first = len(head) + 3 * (month - 1)
        sheet.merge_range(1, first, 1, first + 2, f"2026年{month}月", forms.head)
        for place, words in enumerate(("进展情况", "累计完成", "亮灯")):
            sheet.write(2, first + place, words, forms.head)
    at = 3
    for band, members in groupby(rows, key=lambda row: row["field"]):
        several = list(members)
        if len(several) > 1:
            sheet.merge_range(at, 0, at + len(several) - 1, 0, band, forms.band)
        else:
            sheet.write(at, 0, band, forms.band)
        for row in several:
            _task_of_second_year(sheet, forms, at, row)
            at += 1
    sheet.set_column(0, 3, 20)
    sheet.set_column(len(head), last, 12)


def _task_of_second_year(sheet: Any, forms: _Formats, at: int, row: dict[str, str]) -> None:  # noqa: ANN401
    sheet.write_row(at, 1, [row[name] for name in _KEPT], forms.cell)
    for month in range(1, _LAST_REPORTED + 1):
        told, first = _month(row, month), len(_BEFORE) + 1 + 3 * (month - 1)
        value = f"{told.value}{row['value_unit']}" if told.value else ""
        light = f"{told.light}灯" if told.light else ""
        sheet.write_row(at, first, [told.words, value], forms.cell)
        sheet.write(at, first + 2, light, forms.lights.get(told.light, forms.cell))
