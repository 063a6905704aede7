"""The task tables of a document: rows with named cells, whatever the format the table came in.

A table counts as one of tasks when its headings name the work (重点任务, 工作内容) and who does it or by when. Titles
and unit rows above, band rows between and notes below are told apart from tasks; merged cells are filled down and keep
the place of the one cell that was printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from citycircle.core.plans import Quoted, Span
from citycircle.documents.source import Cell, Source, Table
from citycircle.documents.table_cards import cards
from citycircle.documents.table_grid import Grid
from citycircle.documents.table_headers import FIGURES, Column, Header, first_header, next_header
from citycircle.documents.table_headings import ABOUT_WORK, Role, kind_of_rows, plain_heading, role_of

_NONE = re.compile(r"[/／\\\-－—–_\s]*|无|暂无|无。|[（(]?(?:未明确|待明确|待定|none named)[)）]?")
_NOTE = re.compile(
    r"\s*(?:注|备注|说明|填表说明|填报说明|填报单位|填报人|填表人|审核人|审签人|联系人|联系电话|制表|(?i:notes?))\s*\d*[:：]"
)
_TOTAL = re.compile(r"\s*(?:合计|总计|小计|共计|累计)(?:[:：（(].*)?\s*")
_UNIT_LINE = re.compile(r"\s*[（(]?(?:计量|金额)?单位\s*[:：].{1,20}")
_CHINESE_NUMBER = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[)）]?[、．.]?")
_BAND_MARKER = re.compile(
    r"\s*(?:(第[一二三四五六七八九十]{1,3}[章节部分]{1,2})|([一二三四五六七八九十]{1,3}[、．.])|([（(][一二三四五六七八九十]{1,3}[)）])|([【\[]))"
)
_AMONG = re.compile(r"\s*其中\s*[:：]?")
_DUTY_NOTE = re.compile(
    r"[（(【\[〔]?\s*(牵头责任单位|牵头单位|牵头部门|牵头领导|责任单位|责任部门|配合单位|参与单位)\s*[:：]\s*([^）)】\]〕；;\n]+)[）)】\]〕；;]?"
)

_OWN_DUTY: frozenset[Role] = frozenset({"lead", "responsible", "cooperating", "deadline"})
Aside = Literal["title", "unit", "note", "total", "repeated_header"]


@dataclass(frozen=True, slots=True)
class NamedCell:
    """A cell under its heading. `filled` says that it was printed once for several rows; the span is that place."""

    role: Role
    heading: str
    text: str
    span: Span
    filled: bool = False

    @property
    def is_none(self) -> bool:
        """Whether the cell says that there is nothing: `/`, `—`, 无, （未明确）."""
        return _NONE.fullmatch(self.text) is not None


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task of a table; a task whose number covers several lines holds the cells of all of them.

    `path` names the bands above it, outermost first. `lines` holds the cells line by line where there are several.
    `among` is the place in the table's rows of the task that this row is a part of (其中：…).
    """

    cells: tuple[NamedCell, ...]
    path: tuple[Quoted, ...] = ()
    lines: tuple[tuple[NamedCell, ...], ...] = ()
    among: int | None = None

    def cell(self, role: Role) -> NamedCell | None:
        """The first cell of a role that says something."""
        return next(iter(self.all_of(role)), None)

    def all_of(self, role: Role) -> tuple[NamedCell, ...]:
        """All cells of a role that say something, each printed place once."""
        return tuple(cell for cell in self.cells if cell.role == role and not cell.is_none)

    @property
    def span(self) -> Span:
        """From the first to the last cell that was printed for this task alone."""
        own = [cell.span for cell in self.cells if not cell.filled] or [cell.span for cell in self.cells]
        return Span(min(span.start for span in own), max(span.end for span in own))


@dataclass(frozen=True, slots=True)
class TaskTable:
    """A table of tasks, with everything in it that is no task set aside under its reason.

    `span` reaches from its headings to its end; titles and unit rows stand above it.
    """

    table: Table
    columns: tuple[Column, ...]
    rows: tuple[TaskRow, ...]
    kind: Literal["tasks", "projects", "indicators"]
    span: Span
    asides: tuple[tuple[Aside, Quoted], ...] = ()
    bands: tuple[Quoted, ...] = ()

    @property
    def title(self) -> Quoted | None:
        """The title row above the headings, if any."""
        return next((text for reason, text in self.asides if reason == "title"), None)


def task_tables(source: Source) -> list[TaskTable]:
    """Find the tables of tasks in a document, in the order they stand.

    >>> from citycircle.documents.intake.open import open_source
    >>> found = task_tables(open_source("序号\\t重点任务\\t牵头单位\\n1\\t建跨江大桥\\t市交通局\\n".encode()))
    >>> found[0].rows[0].cell("lead").text
    '市交通局'
    """
    return [found for table in source.tables for found in _task_tables(table)]


_WIDEST = 300
"""No table of tasks has more columns; a page may claim any number of them."""


def _task_tables(table: Table) -> Iterator[TaskTable]:
    if table.width > _WIDEST:
        return
    grid = Grid.of(table)
    start = 0
    header = first_header(grid, 0)
    if header is None:
        yield from _from_cards(table, grid)
    while header is not None:
        end, following = next_header(grid, header)
        yield _Reading(table, grid, header, start, end).read()
        start, header = end, following


def _from_cards(table: Table, grid: Grid) -> Iterator[TaskTable]:
    """A table of forms, one for each task, as the tasks that they are."""
    found = list(cards(grid))
    if found:
        rows = tuple(
            TaskRow(tuple(NamedCell(role_of(a.text), plain_heading(a.text), b.text, b.span) for a, b in card))
            for card in found
        )
        yield TaskTable(table, (), rows, "tasks", table.span)


@dataclass(slots=True)
class _Reading:
    """One task table being read, row by row."""

    table: Table
    grid: Grid
    header: Header
    start: int
    end: int
    rows: list[TaskRow] = field(default_factory=list)
    asides: list[tuple[Aside, Quoted]] = field(default_factory=list)
    bands: list[Quoted] = field(default_factory=list)
    _path: list[tuple[int, Quoted, tuple[NamedCell, ...]]] = field(default_factory=list)
    _fields: dict[int, NamedCell] = field(default_factory=dict)
    _merged: dict[int, bool] = field(default_factory=dict)
    _noted: int = -2

    def read(self) -> TaskTable:
        for row in range(self.start, self.header.start):
            for cell in self.grid.own(row):
                self._aside("unit" if _UNIT_LINE.match(cell.text) else "title", cell)
        figures = any(FIGURES.fullmatch(cell.text) for cell in self._numbers())
        for row in range(self.header.end, self.end):
            self._row(row, figures=figures)
        names = [column.heading for column in self.header.columns if column.role in ABOUT_WORK]
        kind = kind_of_rows(names[0]) if names else "tasks"
        own = [cell.span for row in range(self.header.start, self.end) for cell in self.grid.own(row)]
        span = Span(min(one.start for one in own), max(one.end for one in own))
        columns, rows = self.header.columns, tuple(self.rows)
        return TaskTable(self.table, columns, rows, kind, span, tuple(self.asides), tuple(self.bands))

    def _numbers(self) -> Iterator[Cell]:
        for column in self.header.columns:
            if column.role == "number":
                for row in range(self.header.end, self.end):
                    if column.at in self.grid.rows[row]:
                        yield self.grid.rows[row][column.at]

    def _aside(self, reason: Aside, *cells: Cell) -> None:
        for cell in cells:
            self.asides.append((reason, Quoted(cell.text, cell.span)))

    def _row(self, row: int, *, figures: bool) -> None:
        own = self.grid.own(row)
        if not own:
            return
        if self._is_heading(own):
            self._aside("repeated_header", *own)
        elif (_NOTE.match(own[0].text) and len(own) <= 2) or self._goes_on_noting(own, row):  # noqa: PLR2004 - words and their value
            self._noted = row
            self._aside("note", *own)
        elif any(_TOTAL.fullmatch(cell.text) for cell in own[:2]):
            self._aside("total", *own)
        elif self._is_band(own, row, figures=figures):
            self._band(own)
        elif len(own) == 1 and _UNIT_LINE.match(own[0].text) and self.header.columns[own[0].column].role == "number":
            self._aside("unit", *own)
        else:
            self._task(row)

    def _goes_on_noting(self, own: Sequence[Cell], row: int) -> bool:
        """Whether a row is one more line of the notes that begin in the row above: a single cell, and a wide one."""
        return self._noted == row - 1 and len(own) == 1 and (own[0].columns > 1 or own[0].column == 0)

    def _is_heading(self, own: Sequence[Cell]) -> bool:
        """Whether a row only says the headings again, as after a page break, or their lower level."""
        words = {plain_heading(part) for column in self.header.columns for part in column.heading.split("/")}
        return len(own) > 1 and all(plain_heading(cell.text) in words for cell in own)

    def _is_band(self, own: Sequence[Cell], row: int, *, figures: bool) -> bool:
        roles = [self.header.columns[cell.column].role for cell in own]
        if len(own) == 1:
            cell = own[0]
            alone = len(self.grid.covering(row)) == 1
            if not alone or _AMONG.match(cell.text) or FIGURES.fullmatch(cell.text):
                return False
            wide = cell.columns > 1 and cell.columns * 2 > self.grid.width
            return wide or cell.column == 0 or _BAND_MARKER.match(cell.text) is not None
        # 一 | 交通互联 | … over rows that count 1, 2, 3: a band with its number in a cell of its own.
        return (
            figures
            and roles[0] == "number"
            and _CHINESE_NUMBER.fullmatch(own[0].text) is not None
            and all(role in {"number", "title", "field", "content", "lead", "leader"} for role in roles)
        )

    def _band(self, own: Sequence[Cell]) -> None:
        named = [self._named(cell) for cell in own]
        words = [cell for cell in named if cell.role not in {"lead", "leader"}] if len(own) > 1 else named
        text = words[0].text
        for cell in words[1:]:
            text += ("" if text.endswith(("、", ".", "．", ")", "）")) else "、") + cell.text
        duties = tuple(cell for cell in named if cell not in words)
        duties += tuple(duty for cell in words for duty in _duties_in(cell))
        self._fields.clear()
        band = Quoted(without_duties(text), Span(words[0].span.start, words[-1].span.end))
        level = _level(band.text)
        while self._path and self._path[-1][0] >= level:
            self._path.pop()
        self._path.append((level, band, duties))
        self.bands.append(band)

    def _task(self, row: int) -> None:
        cells = self._with_fields(row, self._cells(row))
        if self._continues(cells):
            if not self._stands_alone(cells):
                self._add_line(cells)
                return
            cells = self._with_names(cells)
        named = (cell for cell in cells if cell.role in {"field", "title"})
        nearest = tuple(duty for cell in named for duty in _duties_in(cell))
        cells += self._missing(cells, (nearest, *(duties for _, _, duties in reversed(self._path))))
        among = None
        if self.rows and any(_AMONG.match(cell.text) for cell in cells if cell.role in {"number", "title", "content"}):
            among = next(at for at in range(len(self.rows) - 1, -1, -1) if self.rows[at].among is None)
        self.rows.append(TaskRow(cells, tuple(band for _, band, _ in self._path), (), among))

    def _cells(self, row: int) -> tuple[NamedCell, ...]:
        return tuple(self._named(cell, filled=cell.row < row) for cell in self.grid.covering(row))

    def _with_fields(self, row: int, cells: tuple[NamedCell, ...]) -> tuple[NamedCell, ...]:
        """The cells of a row; a category left blank below the first one, as in a file without merged cells, goes on."""
        for column in self.header.columns:
            if column.role == "field" and not self._is_merged(column.at):
                cell = self.grid.rows[row].get(column.at)
                if cell is not None:
                    self._fields = {at: kept for at, kept in self._fields.items() if at < column.at}
                    self._fields[column.at] = self._named(cell, filled=True)
                elif column.at in self._fields:
                    cells = (self._fields[column.at], *cells)
        return cells

    def _is_merged(self, column: int) -> bool:
        if column not in self._merged:
            rows = self.grid.rows[self.header.end : self.end]
            self._merged[column] = any(cell.rows > 1 for row in rows if (cell := row.get(column)))
        return self._merged[column]

    def _named(self, cell: Cell, *, filled: bool = False) -> NamedCell:
        column = self.header.columns[cell.column]
        return NamedCell(column.role, column.heading, cell.text, cell.span, filled)

    def _continues(self, cells: Sequence[NamedCell]) -> bool:
        """Whether the row is a further line of the task above: its number, or without one its name, reaches down."""
        if not self.rows or not any(cell.role in ABOUT_WORK for cell in cells if not cell.filled):
            return bool(self.rows) and not any(
                cell.role in ABOUT_WORK | {"number"} for cell in cells if not cell.filled
            )
        roles = {column.role for column in self.header.columns}
        key: Role = "number" if "number" in roles else "title" if {"title", "content"} <= roles else "other"
        if key == "other":
            return False
        keys = [cell for cell in cells if cell.role == key]
        if any(_AMONG.match(cell.text) for cell in cells if cell.role in ABOUT_WORK and not cell.filled):
            return False
        if not keys:
            # A line without number and without name of its own belongs to the task above it.
            return not any(cell.role == "title" and not cell.filled for cell in cells) and "title" in roles
        return all(cell.filled for cell in keys)

    @staticmethod
    def _stands_alone(cells: Sequence[NamedCell]) -> bool:
        """Whether a further line under one number is a task of its own: it says what, and who or by when."""
        own = {cell.role for cell in cells if not cell.filled and not cell.is_none}
        return bool(own & ABOUT_WORK) and bool(own & _OWN_DUTY)

    def _with_names(self, cells: tuple[NamedCell, ...]) -> tuple[NamedCell, ...]:
        """A line with the number and the name of the task above, where it leaves them blank."""
        said = {cell.role for cell in cells}
        above = self.rows[-1].lines[0] if self.rows[-1].lines else self.rows[-1].cells
        names = (cell for cell in above if cell.role in {"number", "title"} and cell.role not in said)
        return (*(replace(cell, filled=True) for cell in names), *cells)

    def _add_line(self, cells: tuple[NamedCell, ...]) -> None:
        last = self.rows[-1]
        lines = last.lines or (last.cells,)
        places = {cell.span for cell in last.cells}
        added = tuple(cell for cell in cells if cell.span not in places)
        self.rows[-1] = replace(last, cells=last.cells + added, lines=(*lines, cells))

    @staticmethod
    def _missing(cells: Sequence[NamedCell], groups: Sequence[Sequence[NamedCell]]) -> tuple[NamedCell, ...]:
        """Duties that a category or a band names, the nearest first, for the roles that the row itself leaves open."""
        said = {cell.role for cell in cells if not cell.is_none}
        found: list[NamedCell] = []
        for duties in groups:
            found += (duty for duty in duties if duty.role not in said)
            said |= {duty.role for duty in duties}
        return tuple(found)


def without_duties(text: str) -> str:
    """The name of a band or category without the duties noted in it.

    >>> without_duties("一、基础设施（牵头单位：市交通局）")
    '一、基础设施'
    """
    return _DUTY_NOTE.sub("", text).strip() or text


def _duties_in(cell: NamedCell) -> Iterator[NamedCell]:
    """Duties written into the name of a band or category: 一、基础设施（牵头单位：市交通局）."""
    for found in _DUTY_NOTE.finditer(cell.text):
        text = found[2].strip()
        # A cell whose text was unescaped is longer in the file; then the whole cell is the place.
        exact = cell.span.end - cell.span.start == len(cell.text)
        start = cell.span.start + found.start(2)
        span = Span(start, start + len(text)) if exact else cell.span
        yield NamedCell(role_of(found[1]), found[1], text, span, filled=True)


def _level(text: str) -> int:
    marker = _BAND_MARKER.match(text)
    if marker is None:
        return 2
    return 0 if marker[1] else 1 if marker[2] else 3 if marker[3] else 2
