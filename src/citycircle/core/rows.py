"""A rule asked for every row of a table: strict about columns, every bad row kept with its reason, none lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from citycircle.core.errors import CityCircleError
from citycircle.core.findings import Editions, Unwritten
from citycircle.core.kinds import Choice
from citycircle.core.kinds_of_number import Whole
from citycircle.core.kinds_of_time import Day
from citycircle.core.messages import Text, listed, said
from citycircle.core.parameters import Table
from citycircle.core.quantities import plain
from citycircle.core.rules import DAY_FIELD, Field, Rule

if TYPE_CHECKING:
    from citycircle.core.workdays import Calendar

DAY_COLUMNS = ("on", "日期", "day", "date")
REMEMBERED = 100_000
WORTH_TRYING = 5_000
"""Answers kept to be given again at most, and how many are tried before a table must have shown that it repeats."""


class ColumnsDoNotFit(CityCircleError):
    what = Text(
        "表格的列与规则“{rule}”不符。缺少：{missing}；多余：{unknown}；重复：{twice}。",
        "The columns do not fit the rule “{rule}”. Missing: {missing}; unknown: {unknown}; twice: {twice}.",
    )
    why = Text("列名写错会使整列数据被忽略。", "A slip in a column's name would leave out the whole column.")
    then = Text(
        "请改列名，或用 --column 名称=列名 对应，用 --keep 列名 保留无关的列；日期列名为 on，或用 --on 给出同一日期。",
        "Rename them, match them with --column name=column, keep others with --keep column; "
        "the day stands in a column named on, or give one day with --on.",
    )


class NotSoManyCells(CityCircleError):
    what = Text("该行有 {given} 格，应为 {wanted} 格。", "The row has {given} cells instead of {wanted}.")
    why = Text("格数不符时无法判断哪格属于哪列。", "Nobody can tell which cell belongs to which column.")
    then = Text("请检查该行是否多了或少了分隔符。", "Please look for a separator too many or too few.")


class RowAnswer(NamedTuple):
    """The outputs of one row in the order of the rule's outputs; or None and why. The header is line 1."""

    line: int
    row: Sequence[Any]
    outputs: tuple[Any, ...] | None
    problem: CityCircleError | None


def cell_text(value: object) -> str:
    """A cell as a person typed it: a whole number without .0, other numbers in their shortest digits, days as ISO.

    What Parquet keeps as not-a-number is a cell in which nothing stands.

    >>> cell_text(60.0), cell_text(2.2), cell_text(None), cell_text(float("nan")), cell_text(date(2026, 3, 1))
    ('60', '2.2', '', '', '2026-03-01')
    """
    if isinstance(value, str):
        return value
    if value is None or value != value:  # noqa: PLR0124  # nothing else differs from itself
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        midnight = value.hour == value.minute == value.second == 0
        return value.date().isoformat() if midnight else value.isoformat(" ")
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value)


@dataclass(frozen=True)
class Columns:
    """Which column of a table holds which input, which holds the day, and which are only carried along."""

    inputs: Mapping[str, int]
    day: int | None
    width: int


def fit(
    rule: Rule,
    header: Sequence[str],
    *,
    one_day: bool,
    named: Mapping[str, str] | None = None,
    keep: Iterable[str] | None = (),
) -> Columns:
    """Match the columns of a table with the inputs of a rule, by name, by title in either language, or as `named`.

    `keep` names columns that are only carried along; None keeps all of them. Raises ColumnsDoNotFit with everything
    that is wrong at once.
    """
    headers = [name.strip() for name in header]
    places = {name.casefold(): place for place, name in reversed(list(enumerate(headers)))}
    inputs, used = {}, set()
    for each in rule.inputs:
        wished = (named or {}).get(each.name)
        spellings = [wished] if wished else [each.name, each.title.zh, each.title.en]
        place = next((places[name.casefold()] for name in spellings if name.casefold() in places), None)
        if place is not None:
            inputs[each.name] = place
            used.add(place)
    days = [named["on"]] if named and "on" in named else DAY_COLUMNS
    day = next((places[name.casefold()] for name in days if places.get(name.casefold(), -1) not in {-1, *used}), None)
    carried = set(range(len(headers))) if keep is None else {places.get(name.casefold(), -1) for name in keep}
    missing = [each.name for each in rule.inputs if each.required and each.name not in inputs]
    missing += [] if day is not None or one_day else ["on"]
    unknown = [name for place, name in enumerate(headers) if place not in used | carried | {day}]
    twice = sorted({name for name in headers if headers.count(name) > 1})
    unknown = [name for name in unknown if name not in twice]
    if missing or unknown or twice:
        lists = {"missing": missing, "unknown": unknown, "twice": twice}
        shown = {kind: listed(names) if names else Text("无", "none") for kind, names in lists.items()}
        raise ColumnsDoNotFit(rule=rule.title, **shown)
    return Columns(inputs, day, len(headers))


_Known = tuple[tuple[Any, ...] | None, CityCircleError | None]
_Era = tuple[Any, Editions, CityCircleError | None]
"""What days with the same rows in force share: their mark, those rows, or that there are none."""


@dataclass
class RowsAsked:
    """Asks a rule for one row after another and counts what came of it.

    Rules are pure, so an answer is remembered by its cells and the era of its day; so is what a cell was read as.
    """

    rule: Rule
    columns: Columns
    on: date | None = None
    blank: str = ""
    tables: Mapping[str, Table] | None = None
    calendar: Calendar | None = None
    answered: int = 0
    refused: int = 0
    _remembered: dict[Any, _Known] = field(default_factory=dict)
    _days: dict[str, tuple[date, _Era]] = field(default_factory=dict)
    _eras: dict[Any, _Era] = field(default_factory=dict)
    _again: int = 0

    def __call__(self, rows: Iterable[Sequence[Any]]) -> Iterator[RowAnswer]:
        """Answer every row in order; an empty line is passed over but counted as a line."""
        places, width, remembered = list(self.columns.inputs.values()), self.columns.width, self._remembered
        for line, row in enumerate(rows, 2):
            if not row:
                continue
            if len(row) != width:
                yield self._count(line, row, None, NotSoManyCells(given=len(row), wanted=width))
                continue
            cells = [value if (value := row[place]).__class__ is str else cell_text(value) for place in places]
            try:
                day, era = self._day(row)
            except CityCircleError as problem:
                yield self._count(line, row, None, problem)
                continue
            key = (era[0], *cells)
            known = remembered.get(key)
            if known is None:
                known = self._ask(day, era, cells)
                self._remember(key, known)
            else:
                self._again += 1
            yield self._count(line, row, *known)

    def _ask(self, day: date, era: _Era, cells: list[str]) -> _Known:
        _, editions, refusal = era
        try:
            inputs = {name: read(text) for (name, read), text in zip(self._readers, cells, strict=True)}
            if refusal is not None:
                return None, refusal
            outputs = self.rule.function(
                Unwritten(day, self.tables, editions, self.calendar), **self._left_out, **inputs
            ).outputs
        except CityCircleError as problem:
            return None, problem
        return tuple(map(outputs.get, self._outputs)), None

    @cached_property
    def _outputs(self) -> list[str]:
        return [each.name for each in self.rule.outputs]

    @cached_property
    def _left_out(self) -> dict[str, None]:
        return {each.name: None for each in self.rule.inputs if each.name not in self.columns.inputs}

    @cached_property
    def _readers(self) -> list[tuple[str, Callable[[str], Any]]]:
        """How the cell of each input is read; a cell that was read before is not read again."""
        fields = {each.name: each for each in self.rule.inputs}

        def reader(each: Field) -> Callable[[str], Any]:
            @lru_cache(maxsize=REMEMBERED)
            def read(text: str) -> Any:  # noqa: ANN401  # as the kind reads it
                text = text.strip() or self.blank
                return None if not text and not each.required else each.kind.read(text, each.title)

            return read

        return [(name, reader(fields[name])) for name in self.columns.inputs]

    def _day(self, row: Sequence[Any]) -> tuple[date, _Era]:
        """The day of a row and its era. Raises what Day raises."""
        text = cell_text(row[self.columns.day]) if self.columns.day is not None else ""
        found = self._days.get(text)
        if found is None:
            day = self.on if not text and self.on else Day().read(text, DAY_FIELD)
            found = self._days[text] = day, self._era(day)
        return found

    def _era(self, day: date) -> _Era:
        mark: object = day if self.rule.counts_days else self.rule.era(day, self.tables)
        if mark not in self._eras:
            editions: Editions = {}
            work, refusal = Unwritten(day, self.tables, editions, self.calendar), None
            try:
                for table in self.rule.tables:
                    work.edition(table)
            except CityCircleError as problem:
                # It names the day, so it must not be said of another one.
                mark, refusal = (mark, day), problem
            self._eras[mark] = mark, editions, refusal
        return self._eras[mark]

    def _remember(self, key: object, known: _Known) -> None:
        stored = len(self._remembered)
        if known[1] is not None or (stored >= WORTH_TRYING and self._again < stored):
            return  # a refusal may name its day; and a table that does not repeat itself only fills the memory
        if stored >= REMEMBERED:
            self._remembered.clear()
            self._again = 0
        self._remembered[key] = known

    def _count(
        self, line: int, row: Sequence[Any], outputs: tuple[Any, ...] | None, problem: CityCircleError | None
    ) -> RowAnswer:
        if problem is None:
            self.answered += 1
        else:
            self.refused += 1
        return RowAnswer(line, row, outputs, problem)


def as_cells(outputs: Sequence[Field], *, words: bool) -> Callable[[tuple[Any, ...]], list[Any]]:
    """How the outputs of a row are written in cells: for machines, or in the words of the language spoken."""

    def for_machines(each: Field) -> Callable[[Any], Any]:
        return lambda value: _flat(each.kind.as_json(value))

    def for_people(each: Field) -> Callable[[Any], Any]:
        return lambda value: value if value.__class__ is int else said(each.kind.show(value))

    write = for_people if words else for_machines
    # Most outputs are a word or a whole number and stand in a cell as they are.
    changed = [
        (place, write(each)) for place, each in enumerate(outputs) if words or not isinstance(each.kind, Whole | Choice)
    ]

    def cells(found: tuple[Any, ...]) -> list[Any]:
        row = list(found)
        for place, cell in changed:
            value = row[place]
            if value.__class__ is Decimal:
                row[place] = Decimal(plain(value))  # a number that people and machines can add up, never 6E+1
            elif value is not None:
                row[place] = cell(value)
        return row

    return cells


def _flat(value: Any) -> Any:  # noqa: ANN401  # whatever a kind gives
    return ";".join(map(str, value)) if isinstance(value, list) else value
