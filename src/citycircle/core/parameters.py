"""Dated rule tables: what the standard says, from which day to which day, and where that is written.

A table is a CSV beside its domain. The day of the observation chooses the rows, never today, so an old answer stays
computable; a city's own rows in the same format override by date. Reading is strict: an unknown column, a cell that
is not a value, two rows for one key and day, or a gap between two editions stops with the file and the line.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, NamedTuple, Protocol

from citycircle.core.errors import CityCircleError
from citycircle.core.kinds import Kind
from citycircle.core.messages import Text, listed

Certainty = Literal["checked", "secondary", "unverified"]
CERTAINTY: dict[str, Text] = {
    "checked": Text("已核对原文", "checked against the original text"),
    "secondary": Text("依据二手资料", "from a secondary source"),
    "unverified": Text("未经核实", "unverified"),
}
"""From the surest to the least sure; a finding is as sure as the least sure row it rests on."""

_SURENESS = list(CERTAINTY)
_ONE_DAY = timedelta(days=1)


class NoRuleInForce(CityCircleError):
    what = Text("{day} 没有适用的“{table}”。", "On {day} no edition of “{table}” is in force.")
    why = Text(
        "规则按观测日期选用，不借用别的年份的规则。",
        "The day of the observation decides, and no other year's rule is borrowed.",
    )
    then = Text(
        "现有规则{known}适用；请核对日期，或用参数文件补充。",
        "Editions at hand apply {known}; please check the day or supply a parameter file.",
    )


class NotInTable(CityCircleError):
    what = Text(
        "自 {since} 起适用的“{table}”中没有 {key}。", "“{table}” as in force since {since} has no row for {key}."
    )
    why = Text("表中未列的情形不作推断。", "What a table does not list is not inferred.")
    then = Text("表中有：{known}。", "It lists: {known}.")


class Source(NamedTuple):
    """Who wrote the rule, where, and when; `date` is the day of issue, empty where it has not been seen."""

    body: str
    title: str
    number: str
    clause: str
    date: str

    def __str__(self) -> str:
        number = f"（{self.number}）" if self.number else ""
        return " ".join(part for part in (self.body, f"《{self.title}》{number}", self.clause, self.date) if part)


class Row:
    """One line of a rule table: its values, the days on which it applies, and its source."""

    def __init__(
        self,
        table: Table,
        values: Mapping[str, Any],
        *,
        standard: str,
        version: str,
        valid_from: date,
        valid_to: date | None,
        certainty: Certainty,
        source: Source,
        local: bool = False,
    ) -> None:
        self.table = table
        self.values = values
        self.standard = standard
        self.version = version
        self.valid_from = valid_from
        self.valid_to = valid_to
        self.certainty = certainty
        self.source = source
        self.local = local

    def __getitem__(self, column: str) -> Any:  # noqa: ANN401  # the column's kind decides the type
        return self.values[column]

    @property
    def key(self) -> tuple[object, ...]:
        return tuple(self.values[column] for column in self.table.keys)

    def as_json(self) -> dict[str, Any]:
        """The row with its source, as machines read it."""
        source = self.source
        return {
            "table": self.table.name,
            "values": {name: kind.as_json(self.values[name]) for name, kind in self.table.columns.items()},
            "standard": self.standard,
            "version": self.version,
            "valid_from": self.valid_from.isoformat(),
            "valid_to": self.valid_to.isoformat() if self.valid_to else None,
            "certainty": self.certainty,
            "local": self.local,
            "source": {name: getattr(source, name) for name in ("body", "title", "number", "clause", "date")},
        }


class Edition:
    """The rows of one table that are in force together, since a day."""

    def __init__(self, table: Table, since: date, rows: Iterable[Row]) -> None:
        self.table, self.since, self.rows = table, since, tuple(rows)
        self._by_key = {row.key: row for row in self.rows}
        self._groups: dict[tuple[object, ...], tuple[Row, ...]] = {}

    def row(self, *key: object) -> Row:
        """The row for a key. Raises NotInTable and lists what there is."""
        found = self._by_key.get(key)
        if found is None:
            raise self._absent(key)
        return found

    def group(self, *start: object) -> tuple[Row, ...]:
        """The rows whose key begins with these values, in the order of the file. Raises NotInTable."""
        if start not in self._groups:
            self._groups[start] = tuple(row for row in self.rows if row.key[: len(start)] == start)
        if not self._groups[start]:
            raise self._absent(start)
        return self._groups[start]

    def has(self, *start: object) -> bool:
        """Whether any row's key begins with these values."""
        return start in self._starts

    @cached_property
    def _starts(self) -> set[tuple[object, ...]]:
        return {row.key[:length] for row in self.rows for length in range(len(row.key) + 1)}

    def _absent(self, key: tuple[object, ...]) -> NotInTable:
        known = dict.fromkeys(" ".join(map(str, row.key[: len(key)])) for row in self.rows)
        return NotInTable(table=self.table.title, since=self.since, key=" ".join(map(str, key)), known=listed(known))


class Table:
    """A rule table: its file, the columns that name a row within an edition, and the columns that hold values.

    The file is read when first asked, once. `name` is the domain and the file: `environment.air_sub_index`.
    """

    def __init__(
        self, path: Path, title: Text, key: Mapping[str, Kind], value: Mapping[str, Kind], _own: tuple[Row, ...] = ()
    ) -> None:
        self.path = path
        self.title = title
        self.key = key
        self.value = value
        self._own = _own

    @cached_property
    def name(self) -> str:
        return f"{self.path.parent.parent.name}.{self.path.stem}"

    @cached_property
    def keys(self) -> tuple[str, ...]:
        return tuple(self.key)

    @cached_property
    def columns(self) -> dict[str, Kind]:
        return {**self.key, **self.value}

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Every row of every edition. Raises ParameterFileFaulty."""
        return _rows_of_file(self, self.path.read_text(encoding="utf-8"), self.path.name, local=False)

    def amended_by(self, text: str, *, file: str) -> Table:
        """The same table with a city's own rows on top, read from a file of the same format.

        A city's row replaces the national row with the same key on the days for which it is valid, and only then. Of
        two files, the later one comes first.
        """
        own = _rows_of_file(self, text, file, local=True)
        return Table(self.path, self.title, self.key, self.value, (*self._own, *own))

    @cached_property
    def _turns(self) -> list[date]:
        days = {row.valid_from for row in self.rows + self._own}
        days |= {row.valid_to + _ONE_DAY for row in self.rows + self._own if row.valid_to}
        return sorted(days)

    @property
    def turns(self) -> tuple[date, ...]:
        """The days on which the rows in force change, in order."""
        return tuple(self._turns)

    @cached_property
    def _editions(self) -> dict[int, Edition]:
        return {}

    def edition(self, day: date) -> Edition:
        """The rows in force on a day, found by bisection and kept. Raises NoRuleInForce."""
        place = bisect_right(self._turns, day) - 1
        edition = self._editions.get(place)
        if edition is None:
            own = {row.key: row for row in self._own if _in_force(row, day)}
            rows = {row.key: row for row in self.rows if _in_force(row, day)} | own
            if not rows:
                raise NoRuleInForce(table=self.title, day=day, known=self._spans())
            edition = self._editions[place] = Edition(self, self._turns[place], rows.values())
        return edition

    def period(self, day: date) -> int:
        """A number that changes exactly when the rows in force do: two days with one number have the same rows."""
        return bisect_right(self._turns, day)

    def _spans(self) -> Text:
        first = min((row.valid_from for row in self.rows + self._own), default=None)
        ends = [row.valid_to for row in self.rows + self._own]
        last = "" if None in ends else max(end for end in ends if end).isoformat() if ends else ""
        return Text(f"自 {first} 起{f'至 {last}' if last else ''}", f"from {first}{f' to {last}' if last else ''}")


def table_beside(
    module_file: str, stem: str, title: Text, *, key: Mapping[str, Kind], value: Mapping[str, Kind]
) -> Table:
    """The table in `parameters/STEM.csv` beside a domain's module: `table_beside(__file__, "air_limits", …)`."""
    return Table(Path(module_file).parent / "parameters" / f"{stem}.csv", title, key, value)


class Sourced(Protocol):
    """Whatever a finding may rest on and is so sure of: a row of a table, the holidays of a year."""

    @property
    def certainty(self) -> Certainty: ...

    @property
    def source(self) -> Source: ...


def least_sure(grounds: Iterable[Sourced]) -> Certainty:
    """How sure an answer is that rests on these."""
    return max((ground.certainty for ground in grounds), key=_SURENESS.index, default="checked")


def _in_force(row: Row, day: date) -> bool:
    return row.valid_from <= day and (row.valid_to is None or day <= row.valid_to)


def _rows_of_file(table: Table, text: str, file: str, *, local: bool) -> tuple[Row, ...]:
    from citycircle.core.parameter_files import read_rows  # noqa: PLC0415  # it makes Rows; and a rule that is only
    # declared need not load it

    return read_rows(table, text, file, local=local)
