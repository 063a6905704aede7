"""Reads the sheets of a past ledger: finds the headings, goes down the rows, gives every cell its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from citycircle.core.messages import Text
from citycircle.core.organisations import folded
from citycircle.paper.grids import Grid, GridCell, one_line
from citycircle.planning.lists.past import CellPlace, PastLedger, PastTask, Said, Told, Unplaced
from citycircle.planning.lists.past_words import (
    Heading,
    Month,
    heading_of,
    light_in,
    light_of_colour,
    month_in,
    value_in,
    year_in,
)

_HEADING_WITHIN = 20
_FEWEST = 2
_NOTE = re.compile(r"^(?:注|说明|填表|填报|制表|审核|审签|联系人|图例|备注[:：]|note)", re.IGNORECASE)
_TOTAL = re.compile(r"^(?:合计|总计|共计|小计|total)$", re.IGNORECASE)
_BAND = re.compile(r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）])")
_PART = re.compile(r"^其中[:：]?")

TITLE_ROW = Text("标题行", "title")
HEADING_ROW = Text("表头", "heading")
BAND_ROW = Text("分组行", "band")
NOTE_ROW = Text("表注", "note")
NO_HEADINGS = Text("这张表没有可识别的表头。", "This sheet has no headings that are known.")
NO_HEADING = Text("此列没有表头。", "This column has no heading.")
NO_YEAR = Text("表头、表名和标题都没有写明年份。", "Neither heading nor sheet nor title says which year.")
NO_MONTH = Text("看不出是哪个月报送的。", "Nobody can tell which month it reports on.")
NO_TASK = Text("这一行没有任务名称。", "This row names no task.")
TOTAL_ROW = Text("合计行，不属于任何一项任务。", "A line of totals, which belongs to no task.")
ROW_COLOURED = Text("整行填色，看不出是哪个月的亮灯。", "The whole row is coloured; nobody can tell for which month.")
LEFT = Text("此格没有归入任何任务、月份或表注。", "This cell belongs to no task, month or note.")


class SheetHead(NamedTuple):
    """The headings of one sheet: where its rows begin, what each column holds, and the month the sheet is for."""

    first: int
    rows: range
    columns: Mapping[int, Heading]
    year: int | None
    month: Month | None


def read_past(grids: Iterable[Grid], *, year: int | None = None) -> PastLedger:
    """Lay out a ledger of any number of sheets: one for all, one for each year, or one for each month.

    `year` stands in where neither a heading nor a sheet nor a title says which year it was.
    """
    reading = _Reading(year)
    sheets = list(grids)
    for grid in sheets:
        reading.take(grid)
    return reading.ledger(sheets)


def head_of(grid: Grid) -> SheetHead | None:
    """The headings of a sheet; None where no row looks like headings."""
    best: tuple[int, int] | None = None
    for row in range(min(grid.height, _HEADING_WITHIN)):
        known = _known(_columns(grid, row, alone=True))
        if known >= _FEWEST and (best is None or known > best[0]):
            best = known, row
    if best is None:
        return None
    # A heading over several columns has others below it that tell them apart.
    below = any(cell.across > 1 and cell.text for cell in grid.row(best[1])) and any(grid.row(best[1] + 1))
    row = best[1] + below
    columns = _columns(grid, row)
    cells = [cell for column in columns if (cell := grid.at(row, column)) is not None]
    last = max((cell.row + cell.down for cell in cells), default=row + 1)
    top = min([row] + [cell.row for cell in cells] + [row - 1] * _has_upper(grid, row))
    above = " ".join(cell.text for cell in grid.cells if cell.row < top)
    month = month_in(grid.name) or month_in(above)
    return SheetHead(last, range(top, last), columns, year_in(grid.name) or year_in(above), month)


def _columns(grid: Grid, row: int, *, alone: bool = False) -> dict[int, Heading]:
    """What each column holds, by the headings in a row and those above it; `alone` looks at the row itself first."""
    found: dict[int, Heading] = {}
    for column in range(grid.width):
        cell, above = grid.at(row, column), grid.at(row - 1, column) if row else None
        lower = cell.text if cell else ""
        upper = above.text if above and above != cell and _has_upper(grid, row) else ""
        if alone and lower:
            upper = ""
        if lower or upper:
            found[column] = heading_of(upper, lower)
    return found


def _has_upper(grid: Grid, row: int) -> bool:
    """Whether the row above belongs to the headings: it names several columns and is no title across the sheet."""
    above = {cell for column in range(grid.width) if row and (cell := grid.at(row - 1, column)) and cell.text}
    return len(above) >= _FEWEST and all(cell.across < grid.width for cell in above)


def _known(columns: Mapping[int, Heading]) -> int:
    """How much the columns say of a ledger, months twice; a task and something beside it are the least."""
    names = any(each.attribute in {"title", "content"} for each in columns.values())
    told = {each.attribute for each in columns.values() if each.attribute not in {None, "other"}}
    reported = [each for each in columns.values() if each.reported is not None]
    return len(told) + len(reported) + sum(each.month is not None for each in reported) if names else 0


def _with_months(head: SheetHead) -> dict[int, Heading]:
    """The columns of a sheet in which other columns name months: one without a month is kept with the task."""
    by_month = any(each.month for each in head.columns.values() if each.reported)
    return {
        column: each._replace(attribute="other", reported=None)
        if by_month and each.reported and each.month is None
        else each
        for column, each in head.columns.items()
    }


class _Reading:
    """One ledger while it is read, sheet by sheet."""

    def __init__(self, year: int | None) -> None:
        self.year = year
        self.tasks: list[PastTask] = []
        self.told: list[Told] = []
        self.kept: list[Unplaced] = []
        self.unplaced: list[Unplaced] = []
        self.colours: list[Unplaced] = []

    def take(self, grid: Grid) -> None:
        head = head_of(grid)
        if head is None:
            self._set_aside(grid, grid.cells, NO_HEADINGS, self.unplaced)
            return
        above = [cell for cell in grid.cells if cell.row < head.rows.start]
        headings = [cell for cell in grid.cells if head.rows.start <= cell.row < head.first]
        self._set_aside(grid, above, TITLE_ROW, self.kept)
        self._set_aside(grid, headings, HEADING_ROW, self.kept)
        _SheetReading(self, grid, head).rows()

    def _set_aside(self, grid: Grid, cells: Iterable[GridCell], reason: Text, where: list[Unplaced]) -> None:
        where += [Unplaced(CellPlace(grid.name, cell.address), cell.text, reason) for cell in cells if cell.text]

    def ledger(self, grids: Sequence[Grid]) -> PastLedger:
        """Everything read; a cell that no rule took is listed too, so that counts in equal counts out."""
        every = {CellPlace(grid.name, cell.address): cell.text for grid in grids for cell in grid.cells if cell.text}
        first = PastLedger(tuple(self.tasks), tuple(self.told), tuple(self.kept), tuple(self.unplaced),
                           tuple(self.colours), len(every))  # fmt: skip
        seen = set(first.places())
        rest = [Unplaced(place, words, LEFT) for place, words in every.items() if place not in seen]
        return PastLedger(first.tasks, first.told, first.kept, (*first.unplaced, *rest), first.colours, len(every))

    def task(self, number: str, name: str, band: str, used: set[int]) -> int:
        """The task of that name, made if it is new; two of one name in a sheet are told apart by their number."""
        fits = [at for at, each in enumerate(self.tasks) if each.identity == (folded(band), folded(name))]
        fits = fits or [at for at, each in enumerate(self.tasks) if folded(each.name) == folded(name) and not band]
        for at in fits:
            if at not in used or self.tasks[at].number == number:
                return at
        self.tasks.append(PastTask(number, name, band))
        return len(self.tasks) - 1


class _SheetReading:
    """One sheet: goes down its rows and remembers the task at hand and the band it stands in."""

    def __init__(self, whole: _Reading, grid: Grid, head: SheetHead) -> None:
        self.whole, self.grid, self.head = whole, grid, head
        self.band = ""
        self.current: int | None = None
        self.used: set[int] = set()
        self.headings = {one_line(self.grid.text(head.first - 1, column)) for column in head.columns}
        self.named = next(
            (
                column
                for kind in ("title", "content")
                for column, each in head.columns.items()
                if each.attribute == kind
            ),
            0,
        )
        self.columns = _with_months(head)

    def rows(self) -> None:
        """Give every cell below the headings its place."""
        for row in range(self.head.first, self.grid.height):
            begun = [cell for cell in self.grid.row(row) if cell.text]
            beside = [cell for cell in begun if cell.column not in self.head.columns]
            self._set_aside(beside, NO_HEADING, self.whole.unplaced)
            begun = [cell for cell in begun if cell.column in self.head.columns]
            if self._is_aside(begun):
                continue
            if self._finds_task(row, begun):
                self._attributes(row)
                self._reports(row)
            else:
                self._set_aside(begun, NO_TASK, self.whole.unplaced)

    def _is_aside(self, begun: Sequence[GridCell]) -> bool:
        """Rows that are no task: bands, notes, totals, headings printed again."""
        if not begun:
            return False
        words = begun[0].text.strip()
        wide = begun[0].across > max(2, len(self.head.columns) // 2)
        if len(begun) == 1 and _NOTE.match(words):
            self._set_aside(begun, NOTE_ROW, self.whole.kept)
        elif len(begun) == 1 and (wide or (_BAND.match(words) and begun[0].column != self.named)):
            self.band = _BAND.sub("", words).strip()
            self._set_aside(begun, BAND_ROW, self.whole.kept)
        elif any(_TOTAL.match(cell.text.strip()) for cell in begun[:2]):
            self._set_aside(begun, TOTAL_ROW, self.whole.unplaced)
        elif len(begun) > 1 and {one_line(cell.text) for cell in begun} <= self.headings:
            self._set_aside(begun, HEADING_ROW, self.whole.kept)
        else:
            return False
        self.current = None
        return True

    def _set_aside(self, cells: Iterable[GridCell], reason: Text, where: list[Unplaced]) -> None:
        where += [Unplaced(self._place(cell), cell.text, reason) for cell in cells]

    def _place(self, cell: GridCell) -> CellPlace:
        return CellPlace(self.grid.name, cell.address)

    def _finds_task(self, row: int, begun: Sequence[GridCell]) -> bool:
        """Whether the row belongs to a task: one that it names, or the one above that reaches down."""
        cell = self.grid.at(row, self.named)
        name = cell.text.strip() if cell else ""
        if name and cell is not None and cell.row == row:
            number = self._text(row, "number")
            band = self._text(row, "field") or self.band
            is_part = bool(_PART.match(name)) and self.current is not None
            under = self.whole.tasks[self.current].name if is_part and self.current is not None else ""
            self.current = self.whole.task(number, name, band, self.used if not self._by_row else set())
            self.whole.tasks[self.current].under = under
            self.used.add(self.current)
        elif not name and not self._is_continued(row):
            self.current = None if begun else self.current
        return self.current is not None

    @property
    def _by_row(self) -> bool:
        """Whether a column says the month, so that a task has a row for each."""
        return any(each.attribute == "month" for each in self.head.columns.values())

    def _is_continued(self, row: int) -> bool:
        """A row without a name goes on with the task above if nothing in it begins anew."""
        return self.current is not None and not self._text_begun(row, "number")

    def _text(self, row: int, attribute: str) -> str:
        place = next((column for column, each in self.head.columns.items() if each.attribute == attribute), None)
        return "" if place is None else self.grid.text(row, place).strip()

    def _text_begun(self, row: int, attribute: str) -> bool:
        place = next((column for column, each in self.head.columns.items() if each.attribute == attribute), None)
        cell = None if place is None else self.grid.at(row, place)
        return cell is not None and cell.row == row and bool(cell.text)

    def _attributes(self, row: int) -> None:
        task = self.whole.tasks[self.current or 0]
        known = {(said.attribute, said.place) for said in task.said}
        for column, heading in self.columns.items():
            cell = self.grid.at(row, column)
            if heading.attribute is None or cell is None or not cell.text or cell.row < self.head.first:
                continue
            if (heading.attribute, self._place(cell)) not in known:
                known.add((heading.attribute, self._place(cell)))
                task.said.append(Said(heading.attribute, heading.words, cell.text.strip(), self._place(cell)))

    def _reports(self, row: int) -> None:
        coloured = self._row_colour(row)
        for column, heading in self.columns.items():
            cell = self.grid.at(row, column)
            if heading.reported is None or cell is None or cell.row < self.head.first:
                continue
            if cell.row != row and self._is_same_task(cell, row):
                continue
            self._report(cell, heading, self._month_of_row(row), coloured)

    def _row_colour(self, row: int) -> str:
        """The colour of a whole row: that of the cell with the task's name."""
        cell = self.grid.at(row, self.named)
        if cell is None or cell.row != row or light_of_colour(cell.fill) is None:
            return cell.fill if cell else ""
        self.whole.colours.append(Unplaced(self._place(cell), cell.text, ROW_COLOURED))
        return cell.fill

    def _is_same_task(self, cell: GridCell, row: int) -> bool:
        """Whether a cell that reaches down to this row began within the task at hand."""
        name = self.grid.at(row, self.named)
        return name is None or name.row <= cell.row

    def _month_of_row(self, row: int) -> Month | None:
        return month_in(self._text(row, "month"))

    def _report(self, cell: GridCell, heading: Heading, of_row: Month | None, row_colour: str) -> None:
        month = heading.month or of_row or self.head.month
        light = light_in(cell) if heading.reported == "light" or cell.fill != row_colour else None
        if not cell.text and light is None:
            return
        year = (month.year if month else None) or self.head.year or self.whole.year
        if month is None or year is None:
            reason = NO_MONTH if month is None else NO_YEAR
            words = cell.text or (light.zh if light else "")
            where = self.whole.unplaced if cell.text else self.whole.colours
            where.append(Unplaced(self._place(cell), words, reason))
            return
        value = value_in(cell.text, heading.unit) if cell.text and heading.reported != "light" else None
        self.whole.told.append(
            Told(self.current or 0, year, month.month, heading.reported or "words", cell.text.strip(),
                 self._place(cell), value[0] if value else None, value[1] if value else "", light)
        )  # fmt: skip
