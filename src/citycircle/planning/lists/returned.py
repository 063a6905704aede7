"""A sheet of a list that came back, laid out again by its headings: rows with their codes, cells with their addresses.

Columns may have changed places, merged cells may have been taken apart, a program may have dropped the merging (CSV):
headings find the columns, row codes find the rows, and whatever is neither is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from citycircle.core.errors import CityCircleError
from citycircle.core.messages import LANGUAGES, Language, Text, listed
from citycircle.paper.grids import Grid, GridCell, column_letters, one_line
from citycircle.planning.lists.drawing import NUMERALS, Stamp, stamp_in
from citycircle.planning.lists.facts import FACTS, KEY
from citycircle.planning.lists.templates import ListColumn, ListTemplate, full_heading

_HEADING_WITHIN = 30
_FEWEST_HEADINGS = 2
_NOTE = re.compile(r"^(?:注|Note|备注[:：]|填表说明|说明[:：])|(?:校验码|Short code)[:：]")
_TOTAL = re.compile(r"^(?:合计|总计|共计|Total)$", re.IGNORECASE)
_BAND_NUMBER = re.compile(rf"^[{NUMERALS}]+、")


class SheetNotOfList(CityCircleError):
    what = Text("表中没有找到“{name}”的表头。", "No heading of “{name}” was found in the sheets.")
    why = Text("没有表头就不知道每格是什么。", "Without headings nobody knows what a cell says.")
    then = Text(
        "请上传由系统导出的表格；应有的表头：{headings}。", "Please send the exported sheet; its headings: {headings}."
    )


class ReturnedRow(NamedTuple):
    """One row: its place, its code (empty for a new one), the band it stands under, its cells by column."""

    row: int
    key: str
    band: str
    cells: Mapping[str, GridCell]

    def text(self, key: str) -> str:
        """The words of a column; empty where nothing stands."""
        cell = self.cells.get(key)
        return cell.text if cell else ""


class Stray(NamedTuple):
    """A cell that belongs to no row or column of the list, with the reason."""

    cell: GridCell
    reason: Text


@dataclass(frozen=True, slots=True)
class ReturnedSheet:
    """A sheet laid out by its headings. `lacking` are columns of the template that it no longer has."""

    grid: Grid
    language: Language
    stamp: Stamp | None
    rows: tuple[ReturnedRow, ...]
    places: Mapping[str, int]
    lacking: tuple[ListColumn, ...]
    stray: tuple[Stray, ...]
    totals: tuple[ReturnedRow, ...] = ()

    def address(self, row: ReturnedRow, key: str) -> str:
        """Where a cell stands, also one that is empty; a merged one stands where it begins."""
        cell, place = row.cells.get(key), self.places.get(key)
        if cell is not None:
            return cell.address
        return f"{column_letters(place)}{row.row + 1}" if place is not None else str(row.row + 1)


class _Heading(NamedTuple):
    row: int
    language: Language
    places: dict[str, int]


NO_HEADING = Text("此列的表头不在模板中。", "The heading of this column is not in the template.")
NO_ROW = Text("此格不在任何一行任务中。", "This cell stands in no row of a task.")
OTHER_SHEET = Text("这张工作表不是清单，没有读取。", "This sheet is not the list and was not read.")
BELOW = Text("此格在上一行任务的合并区域内。", "This cell lies within the merged row above.")


def returned(grids: Iterable[Grid], template: ListTemplate) -> ReturnedSheet:
    """The sheet among several that holds the list, laid out. Raises SheetNotOfList."""
    every = list(grids)
    found = [(heading, grid) for grid in every if (heading := _heading(grid, template))]
    if not found:
        headings = listed(column.heading for column in template.columns)
        raise SheetNotOfList(name=template.name, headings=headings)
    heading, grid = max(found, key=lambda each: len(each[0].places))
    sheet = _laid_out(grid, template, heading)
    others = [
        Stray(GridCell(0, 0, other.name), OTHER_SHEET) for other in every if other is not grid and any(other.cells)
    ]
    return replace(sheet, stray=(*sheet.stray, *others))


def _heading(grid: Grid, template: ListTemplate) -> _Heading | None:
    """The row of headings: the first of those in which most columns are found."""
    best: _Heading | None = None
    for row in range(min(grid.height, _HEADING_WITHIN)):
        for language in LANGUAGES:
            places = _columns(grid, row, template, language)
            known = sum(key != KEY for key in places)
            if known >= min(_FEWEST_HEADINGS, len(template.columns)) and (best is None or known > _known(best)):
                best = _Heading(row, language, places)
    return best


def _known(heading: _Heading) -> int:
    return sum(key != KEY for key in heading.places)


def _columns(grid: Grid, row: int, template: ListTemplate, language: Language) -> dict[str, int]:
    """Which column of the sheet is which of the template, judged by the headings in a row and the one above it."""
    whole = {full_heading(column, language): column.key for column in template.columns}
    short: dict[str, list[str]] = {}
    for column in template.columns:
        short.setdefault(one_line(column.heading.say(language)), []).append(column.key)
    key_words = one_line(FACTS[KEY].title.say(language))
    found: dict[str, int] = {}
    for place in range(grid.width):
        lower, upper = one_line(grid.text(row, place)), one_line(grid.text(row - 1, place)) if row else ""
        candidates = [f"{upper}/{lower}", lower or upper]
        key = next((whole[words] for words in candidates if words in whole), None)
        if key is None:
            several = short.get(lower or upper, [])
            key = several[0] if len(several) == 1 else None
        if key is None and (lower or upper) == key_words:
            key = KEY
        if key is not None and key not in found:
            found[key] = place
    return found


def _laid_out(grid: Grid, template: ListTemplate, heading: _Heading) -> ReturnedSheet:
    first = max(
        (cell.row + cell.down for place in heading.places.values() if (cell := grid.at(heading.row, place))),
        default=heading.row + 1,
    )
    sorting = _Sorting(grid, heading.places, first)
    for row in range(first, grid.height):
        sorting.take(row)
    stray = [*sorting.stray, *_beside(grid, heading.places, first, sorting.notes)]
    stamps = (stamp_in(cell.text) for cell in grid.cells)
    return ReturnedSheet(
        grid=grid,
        language=heading.language,
        stamp=next((stamp for stamp in stamps if stamp), None),
        rows=tuple(sorting.rows),
        places=heading.places,
        lacking=tuple(column for column in template.columns if column.key not in heading.places),
        stray=tuple(stray),
        totals=tuple(sorting.totals),
    )


def _beside(grid: Grid, places: Mapping[str, int], first: int, notes: set[int]) -> Iterator[Stray]:
    """Cells below the headings in columns that the template does not have."""
    known = set(places.values())
    for cell in grid.cells:
        covered = set(range(cell.column, cell.column + cell.across))
        if cell.text and cell.row >= first and cell.row not in notes and not covered & known:
            yield Stray(cell, NO_HEADING)


class _Sorting:
    """Goes down a sheet and says of each row what it is: a task, a band, a total, a note, or nothing that is known."""

    def __init__(self, grid: Grid, places: Mapping[str, int], first: int) -> None:
        self.grid, self.places, self.first = grid, places, first
        self.rows: list[ReturnedRow] = []
        self.stray: list[Stray] = []
        self.notes: set[int] = set()
        self.totals: list[ReturnedRow] = []
        self.band = ""

    def take(self, row: int) -> None:
        begun = [cell for cell in self.grid.row(row) if cell.text]
        cells = {
            key: cell for key, place in self.places.items() if (cell := self._below_headings(row, place)) is not None
        }
        key_cell = cells.pop(KEY, None)
        if key_cell is not None and key_cell.across > 1:
            # Row codes have a column of their own; what reaches over it is a note below the table.
            self.notes.add(row)
        elif key_cell is not None and key_cell.row != row:
            self.stray += [Stray(cell, BELOW) for cell in begun]
        elif key_cell is not None:
            self.rows.append(ReturnedRow(row, key_cell.text.strip(), self.band, cells))
        elif begun:
            self._without_code(row, begun, cells)

    def _below_headings(self, row: int, place: int) -> GridCell | None:
        cell = self.grid.at(row, place)
        return cell if cell is not None and cell.text and cell.row >= self.first else None

    def _without_code(self, row: int, begun: Sequence[GridCell], cells: Mapping[str, GridCell]) -> None:
        words = begun[0].text.strip()
        if len(begun) == 1 and self._is_band(begun[0]):
            self.band = _BAND_NUMBER.sub("", words)
            self.notes.add(row)
        elif _TOTAL.match(words) and len(begun) > 1:
            self.totals.append(ReturnedRow(row, "", "", cells))
        elif any(_NOTE.search(cell.text) for cell in begun[:1]):
            self.notes.add(row)
        elif len(begun) > 1 and cells:
            self.rows.append(ReturnedRow(row, "", self.band, cells))
        else:
            self.stray += [Stray(cell, NO_ROW) for cell in begun if self._is_known(cell)]

    def _is_band(self, cell: GridCell) -> bool:
        words = cell.text.strip()
        if _NOTE.search(words):
            return False
        return cell.across > len(self.places) // 2 or bool(_BAND_NUMBER.match(words))

    def _is_known(self, cell: GridCell) -> bool:
        return bool(set(range(cell.column, cell.column + cell.across)) & set(self.places.values()))
