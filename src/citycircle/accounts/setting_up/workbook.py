"""The set-up file itself: writing the empty template, and reading a filled one strictly.

Every sheet and column is used or reported; all faults of all sheets are told at once, each with its row.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import python_calamine
import xlsxwriter

from citycircle.accounts.setting_up.sheets import ORGANISATIONS, SHEETS, Column, Sheet
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Language, Text

HINT_ROWS = 2
"""The heading, and below it what to write in each column."""

Row = dict[str, str]


class SetUpFileUnreadable(CityCircleError):
    what = Text("“{file}”不是可以读取的 Excel 文件。", "“{file}” is no Excel file that can be read.")
    why = Text(
        "初始化从一个 .xlsx 文件读取区域、单位、人员和管理员。",
        "Setting up reads region, organisations, people and administrators from one .xlsx file.",
    )
    then = Text(
        "请用 citycircle init --template 文件名.xlsx 生成模板。",
        "Please make a template with: citycircle init --template FILE.xlsx",
    )


@dataclass(frozen=True, slots=True)
class Fault:
    sheet: Text
    row: int
    sentence: Text

    def said(self) -> Text:
        where = Text(f"“{self.sheet.zh}”第{self.row}行", f"{self.sheet.en}, row {self.row}")
        return Text(f"{where.zh}：{self.sentence.zh}", f"{where.en}: {self.sentence.en}")


class SetUpFaulty(CityCircleError):
    what = Text("初始化文件有{count}处需要改正：{listed}", "The set-up file has faults ({count}): {listed}")
    why = Text("尚未写入任何内容。", "Nothing was written.")
    then = Text("请逐处改正后重新运行。", "Please mend each and run it again.")

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        said = [fault.said() for fault in faults]
        listed = Text("；".join(one.zh for one in said) + "。", "; ".join(one.en for one in said) + ".")
        super().__init__(count=len(faults), listed=listed)


@dataclass(frozen=True, slots=True)
class Filled:
    """The rows of each sheet, by the sheet's name; each row with its number in the file."""

    rows: dict[str, list[tuple[int, Row]]]
    register: list[tuple[int, list[str]]]
    """The sheet of organisations as it stands, headings first: `core.organisation_lists` reads it."""


def template(language: Language) -> bytes:
    """An empty set-up file with headings and hints."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    heading = book.add_format({"bold": True, "bg_color": "#DCE6F1", "border": 1})
    needed = book.add_format({"bold": True, "bg_color": "#DCE6F1", "border": 1, "font_color": "#1F5FA8"})
    hint = book.add_format({"italic": True, "font_color": "#666666", "text_wrap": True, "valign": "top"})
    plain = book.add_format({"num_format": "@"})
    for sheet in SHEETS:
        page = book.add_worksheet(sheet.title.say(language))
        page.freeze_panes(HINT_ROWS, 1)
        page.set_column(0, len(sheet.columns) - 1, 22, plain)
        for at, column in enumerate(sheet.columns):
            page.write_string(0, at, column.heading.say(language), needed if column.needed else heading)
            page.write_string(1, at, f"# {column.hint.say(language)}", hint)
    book.close()
    return out.getvalue()


def read(file: Path) -> Filled:
    """Read a filled set-up file. Raises SetUpFileUnreadable, SetUpFaulty."""
    try:
        book = python_calamine.CalamineWorkbook.from_path(file)
    except (OSError, python_calamine.CalamineError) as error:
        raise SetUpFileUnreadable(file=file.name) from error
    faults: list[Fault] = []
    pages = _pages(book, faults)
    rows = {sheet.name: list(_rows(sheet, pages[sheet.name], faults)) for sheet in SHEETS if sheet.name in pages}
    if faults:
        raise SetUpFaulty(faults)
    return Filled(rows, pages[ORGANISATIONS.name])


def _pages(book: python_calamine.CalamineWorkbook, faults: list[Fault]) -> dict[str, list[tuple[int, list[str]]]]:
    meant = {word.casefold(): sheet for sheet in SHEETS for word in (sheet.name, sheet.title.zh, sheet.title.en)}
    pages = {}
    for name in book.sheet_names:
        sheet = meant.get(name.strip().casefold())
        if sheet is None:
            faults.append(Fault(Text(name, name), 1, Text("不认识的工作表", "this sheet is not known")))
            continue
        cells = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        numbered = [(at, [_word(cell) for cell in row]) for at, row in enumerate(cells, start=1)]
        pages[sheet.name] = [(at, row) for at, row in numbered if any(row) and not row[0].startswith("#")]
    empty = [sheet for sheet in SHEETS if not pages.get(sheet.name)]
    faults += [
        Fault(sheet.title, 1, Text("缺少此工作表或没有内容", "the sheet is missing or empty")) for sheet in empty
    ]
    return {name: page for name, page in pages.items() if page}


def _rows(sheet: Sheet, page: list[tuple[int, list[str]]], faults: list[Fault]) -> Iterable[tuple[int, Row]]:
    at, headings = page[0]
    meant = {
        word.casefold(): column
        for column in sheet.columns
        for word in (column.name, column.heading.zh, column.heading.en)
    }
    columns = [meant.get(word.casefold()) for word in headings]
    unknown = [word for word, column in zip(headings, columns, strict=True) if word and column is None]
    faults += [Fault(sheet.title, at, Text(f"不认识的列“{word}”", f"column “{word}” is not known")) for word in unknown]
    needed = [column for column in sheet.columns if column.needed]
    for column in needed:
        if column not in columns:
            faults.append(
                Fault(sheet.title, at, Text(f"缺少“{column.heading.zh}”列", f"column {column.name} is missing"))
            )
    for number, cells in page[1:]:
        row = {column.name: cell for column, cell in zip(columns, cells, strict=False) if column is not None}
        lacking = [column for column in needed if column in columns and not row.get(column.name)]
        faults += [Fault(sheet.title, number, _lacks(column)) for column in lacking]
        yield number, row


def _lacks(column: Column) -> Text:
    return Text(f"缺少{column.heading.zh}", f"{column.name} is missing")


def _word(cell: object) -> str:
    """A cell as a word: Excel keeps a code typed as 990100 as a number, and a day as a moment."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
