"""Where the headings of a table stand: over one row or several, below titles, once more after a page break."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from citycircle.documents.source import Cell
from citycircle.documents.table_grid import Grid
from citycircle.documents.table_headings import ABOUT_DUTY, ABOUT_WORK, Role, measure_of, plain_heading, role_of

_SEARCH = 15
_TALLEST = 3
_LONGEST = 40
_VALUE = re.compile(r"(?i)(?:目标|指标)(?:值|数)$|^value$")
_UNITS = re.compile(r"(?i)(?:计量)?单位|units?")
_INDICATORS = frozenset({"指标", "指标名称", "量化指标", "考核指标"})
_CHAPTER = re.compile(r"\s*(?:第?[一二三四五六七八九十]{1,3}[、．.章节]|[（(][一二三四五六七八九十]{1,3}[)）])")
FIGURES = re.compile(r"[（(]?\d{1,4}(?:[.．\-]\d{1,3})*[)）]?[、．.]?")
"""The number of a task, as a column of numbers holds it."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a task table: its printed heading (levels joined by `/`) and what it holds."""

    at: int
    heading: str
    role: Role


@dataclass(frozen=True, slots=True)
class Header:
    """Where the headings of a table stand, and the columns they name."""

    start: int
    height: int
    columns: tuple[Column, ...]

    @property
    def end(self) -> int:
        return self.start + self.height


def first_header(grid: Grid, start: int) -> Header | None:
    """The headings at or below a row: those that name most columns, and the first among equals."""
    best: tuple[float, Header] | None = None
    for row in range(start, min(start + _SEARCH, len(grid.rows))):
        for height in range(1, _TALLEST + 1):
            header = _header(grid, row, height)
            if header is None:
                continue
            known = {column.role if column.role != "quarter" else column.heading for column in header.columns} - {
                "other"
            }
            score = len(known) - 0.1 * height
            if best is None or score > best[0]:
                best = score, header
    return best[1] if best else None


def _header(grid: Grid, start: int, height: int) -> Header | None:
    """The rows from `start` on as headings, if they can be that."""
    rows = grid.rows[start : start + height]
    if len(rows) < height or any(not row for row in rows):
        return None
    cells = {cell for row in rows for cell in row.values()}
    if any(len(cell.text) > _LONGEST or cell.row < start for cell in cells):
        return None
    if any(cell.row + cell.rows > start + height for cell in cells) or any(
        FIGURES.fullmatch(cell.text) for cell in cells
    ):
        return None
    if any(_is_wide(cell, grid.width) for cell in cells):
        return None
    columns = _told_apart([_column(rows, at) for at in range(grid.width)])
    columns = tuple(_by_cells(grid, start + height, columns))
    roles = {column.role for column in columns}
    if not (roles & ABOUT_WORK and roles & ABOUT_DUTY) or len(roles - {"other"}) < 2:  # noqa: PLR2004 - work and duty
        return None
    return Header(start, height, columns) if height == 1 or _goes_deeper(rows) else None


def _is_wide(cell: Cell, width: int) -> bool:
    return cell.columns > 1 and cell.columns >= width - 1


def _goes_deeper(rows: Sequence[dict[int, Cell]]) -> bool:
    """Whether each further row of headings stands below a wider or an empty place, and is not a row of data."""
    for above, below in pairwise(rows):
        new = [(at, cell) for at, cell in below.items() if cell is not above.get(at)]
        if not new:
            continue  # headings merged over two rows, without a second level
        known = sum(role_of(cell.text) != "other" for _, cell in new)
        if known * 2 < len(new) or not all(_is_below_wider(above, below, at) for at, _ in new):
            return False
    return True


def _is_below_wider(above: dict[int, Cell], below: dict[int, Cell], at: int) -> bool:
    """Whether the place above is empty or wider; without merged cells a wider one is followed by an empty one."""
    return at not in above or above[at].columns > 1 or (at + 1 not in above and at + 1 in below)


def _column(rows: Sequence[dict[int, Cell]], at: int) -> Column:
    levels = list(dict.fromkeys(row[at] for row in rows if at in row))
    if len(rows) > 1 and at not in rows[0]:
        # Without merged cells the upper heading stands over its first column only.
        left = next((rows[0][column] for column in range(at - 1, -1, -1) if column in rows[0]), None)
        if left is not None and levels:
            levels.insert(0, left)
    names = [_on_one_line(cell.text) for cell in levels]
    role: Role = measure_of(names[0], names[-1]) or "other" if len(names) > 1 else "other"
    for name in () if role != "other" else (*reversed(names), "".join(names)):
        role = role_of(name)
        if role != "other":
            break
    return Column(at, "/".join(names), role)


def _on_one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip() if text.isascii() else re.sub(r"\s+", "", text)


def _told_apart(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Columns whose meaning their neighbours decide.

    重点工作 and 目标任务 side by side: the second says what the first is about. 指标, 单位, 目标值 side by side measure
    a target, where somebody else is named as responsible.
    """
    told = list(columns)
    titles = [at for at, column in enumerate(told) if column.role == "title"]
    if len(titles) > 1 and all(column.role != "content" for column in told):
        told[titles[1]] = replace(told[titles[1]], role="content")
    named = next((at for at, column in enumerate(told) if column.role in ABOUT_WORK), len(told))
    for at, column in enumerate(told):
        if column.role == "field" and at > named:
            # 所属清单 behind the task is a remark on it; only what stands before it is above it.
            told[at] = replace(column, role="other")
        name = plain_heading(column.heading)
        beside = [plain_heading(each.heading) for each in told[max(0, at - 2) : at + 3]]
        if _UNITS.fullmatch(name) and any(_VALUE.search(each) for each in beside):
            told[at] = replace(column, role="unit")
    if any(column.role == "unit" for column in told):
        for at, column in enumerate(told):
            if column.role in {"goal", "other"} and _VALUE.search(plain_heading(column.heading)):
                told[at] = replace(column, role="value")
            elif plain_heading(column.heading) in _INDICATORS and titles and at != titles[0]:
                told[at] = replace(column, role="indicator")
    return tuple(told)


def _by_cells(grid: Grid, below: int, columns: Sequence[Column]) -> Iterator[Column]:
    """Columns whose cells say what their headings do not: chapters (一、…), or merged cells left of the numbers."""
    roles = [column.role for column in columns]
    works = next((at for at, role in enumerate(roles) if role in ABOUT_WORK), 0)
    numbers = roles.index("number") if "number" in roles else 0
    for at, column in enumerate(columns):
        cells = {cell for row in grid.rows[below:] if (cell := row.get(at))} if at < works else set()
        chapters = sum(bool(_CHAPTER.match(cell.text)) for cell in cells) * 2 > len(cells)
        merged = at < numbers and any(cell.rows > 1 for cell in cells)
        is_field = column.role == "other" and bool(cells) and (chapters or merged)
        yield replace(column, role="field") if is_field else column


def next_header(grid: Grid, header: Header) -> tuple[int, Header | None]:
    """The row where other headings begin a new table in the same sheet; repeated ones do not."""
    usual = _words(grid, header.start)
    for row in range(header.end, len(grid.rows)):
        if len(grid.rows[row]) < 3 or _words(grid, row) == usual:  # noqa: PLR2004 - too few for headings
            continue
        if sum(role_of(cell.text) != "other" for cell in grid.own(row)) < 3:  # noqa: PLR2004 - a chance word or two
            continue
        found = _first_header_at(grid, row)
        if found is not None and [column.heading for column in found.columns] != [c.heading for c in header.columns]:
            return row, found
    return len(grid.rows), None


def _first_header_at(grid: Grid, row: int) -> Header | None:
    found = [header for height in (3, 2, 1) if (header := _header(grid, row, height))]
    return found[0] if found else None


def _words(grid: Grid, row: int) -> list[str]:
    return [plain_heading(cell.text) for cell in grid.covering(row)]
