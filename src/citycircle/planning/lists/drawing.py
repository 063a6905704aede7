"""A filled list as a printed table: merged back as an office circulates it, with version and short code.

The column of row codes stands last; Excel hides it unless the template shows it, paper leaves it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from citycircle.core.messages import Text, spoken
from citycircle.paper.tables import Column, Entry, PrintedTable, joined
from citycircle.planning.lists.facts import FACTS, KEY, PER_TARGET
from citycircle.planning.lists.filling import FilledList, Line, in_words
from citycircle.planning.lists.templates import ListColumn

NUMERALS = "一二三四五六七八九十"
NO_BAND = Text("（未分组）", "(none)")
_STAMP = Text("版本：{version}　校验码：{code}", "Version: {version}  Short code: {code}")
_CODE = re.compile(r"(?:校验码|Short code)[:：]\s*([0-9A-Z]+(?:-[0-9A-Z]+)*)", re.IGNORECASE)
_VERSION = re.compile(r"(?:版本|Version)[:：]\s*(\S+)", re.IGNORECASE)


class Stamp(NamedTuple):
    """What is printed on every copy, so that a sheet that comes back is compared with what went out."""

    version: str
    code: str

    def say(self) -> str:
        return _STAMP.say(version=self.version, code=self.code)


def stamp_in(words: str) -> Stamp | None:
    """The stamp in some words of a sheet, if there is one.

    >>> stamp_in("版本：v2　校验码：TPP-XCQ-XN3")
    Stamp(version='v2', code='TPP-XCQ-XN3')
    """
    code, version = _CODE.search(words), _VERSION.search(words)
    return Stamp(version[1] if version else "", code[1].upper()) if code else None


def drawn(filled: FilledList, *, stamp: Stamp, notes: Sequence[str] = ()) -> PrintedTable:
    """The list as a table to print: title, stamp and units above, bands, merged cells, totals, notes below."""
    columns = [_printed(column, filled.template.key_column == "hidden") for column in filled.template.columns]
    has_key = any(column.fact == KEY for column in filled.template.columns)
    if not has_key:
        hidden = filled.template.key_column == "hidden"
        columns.append(Column(FACTS[KEY].title.say(), 22, hidden=hidden))
    rows = list(_rows(filled, width=len(columns), has_key=has_key))
    return PrintedTable(
        name=filled.template.name.say(),
        title=filled.title,
        columns=tuple(columns),
        rows=tuple(rows),
        above=(stamp.say(), _units(filled)),
        notes=(*own_notes(filled), *notes),
        paper=filled.template.paper,
    )


def _printed(column: ListColumn, hides_key: bool) -> Column:
    group = column.group.say() if column.group else ""
    return Column(
        column.heading.say(), column.width, group, column.align, column.places, hides_key and column.fact == KEY
    )


def _units(filled: FilledList) -> str:
    template = filled.template
    if template.units:
        said = template.units.say()
        return said if said.startswith(("单位", "Unit")) else Text("单位：", "Units: ").say() + said
    units = list(dict.fromkeys(column.unit for column in template.columns if column.unit))
    return Text("单位：", "Units: ").say() + joined(units) if units else ""


def own_notes(filled: FilledList) -> Iterator[str]:
    """What a reader of the list has to know: which deadlines were inferred, which figures no total holds."""
    due = [column.days for column in filled.template.columns if column.fact == "due"]
    if due and any(each.item.due and each.item.due_implied and not each.item.due_words for each in filled.entries):
        yield Text(
            "注：带*的时限由文件的期限推定，原文没有写明。",
            "Note: deadlines with * follow from the span of the document, which does not print them.",
        ).say()
    if filled.left_out:
        yield Text(
            "注：合计不含单位不同或带比较关系的 {count} 个数值。",
            "Note: totals leave out {count} figures with another unit or a comparator.",
        ).say(count=filled.left_out)


def _rows(filled: FilledList, *, width: int, has_key: bool) -> Iterator[tuple[Entry | None, ...]]:
    template = filled.template
    if filled.total and template.totals == "first":
        yield _total_row(filled, width)
    across = template.band != "none" and template.band_as == "row"
    for at, (band, members) in enumerate(groupby(filled.lines, key=lambda line: line.band)):
        if across:
            yield _band_row(band_words(band, at), width)
        yield from _merged(filled, list(members), has_key=has_key)
    if filled.total and template.totals == "last":
        yield _total_row(filled, width)


def band_words(band: str, at: int) -> str:
    """The words of the line across that opens a band, numbered as offices number them; `at` counts from 0.

    >>> band_words("交通互联", 0), band_words("一、交通互联", 0)
    ('一、交通互联', '一、交通互联')
    """
    words = band or NO_BAND.say()
    if spoken() == "en" or re.match(rf"[{NUMERALS}]+、", words) or at >= len(NUMERALS):
        return words
    return f"{NUMERALS[at]}、{words}"


def _band_row(words: str, width: int) -> tuple[Entry | None, ...]:
    # The last place belongs to the row codes; a line across the table leaves it free.
    return (Entry(words, columns=width - 1, band=True), *[None] * (width - 2), Entry())


def _total_row(filled: FilledList, width: int) -> tuple[Entry | None, ...]:
    cells = [Entry(value) for value in filled.total or ()]
    return (*cells, *[Entry()] * (width - len(cells)))


def _merged(filled: FilledList, lines: Sequence[Line], *, has_key: bool) -> Iterator[tuple[Entry | None, ...]]:
    """The lines of one band with cells that reach down: over the targets of a task, and over neighbours that agree."""
    reaches = [_reach(filled, lines, place) for place in range(len(filled.template.columns))]
    for at, line in enumerate(lines):
        cells: list[Entry | None] = [
            Entry(value, reach[at]) if reach[at] else None for value, reach in zip(line.values, reaches, strict=True)
        ]
        yield (*cells, *(() if has_key else (Entry(line.key),)))


def _reach(filled: FilledList, lines: Sequence[Line], place: int) -> list[int]:
    """How far down the cell of each line reaches in a column; 0 where it is covered."""
    column = filled.template.columns[place]
    if column.about.kind in PER_TARGET or column.fact == KEY:
        return [1] * len(lines)
    runs: list[int] = []
    for _, members in groupby(enumerate(lines), key=lambda each: _together(each, column, place)):
        count = len(list(members))
        runs += [count, *[0] * (count - 1)]
    return runs


def _together(each: tuple[int, Line], column: ListColumn, place: int) -> tuple[str, str | int]:
    """What the lines of one merged cell have in common: their words where neighbours share them, else their task."""
    _, line = each
    words = in_words(line.values[place])
    return ("words", words) if column.merged and words else ("task", line.entry)


def flat_rows(filled: FilledList) -> list[list[str]]:
    """The list as rows of words for a plain file: one heading of one line, every cell filled, the row codes last."""
    template = filled.template
    headings = [_flat_heading(column) for column in template.columns]
    keyed = any(column.fact == KEY for column in template.columns)
    extra = [] if keyed else [FACTS[KEY].title.say()]
    rows = [[*map(in_words, line.values), *([] if keyed else [line.key])] for line in filled.lines]
    return [[*headings, *extra], *rows]


def _flat_heading(column: ListColumn) -> str:
    return f"{column.group.say()}/{column.heading.say()}" if column.group else column.heading.say()
