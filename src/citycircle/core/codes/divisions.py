"""Codes of administrative divisions, each with the days on which it was in the list."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from citycircle.core.codes.checking import CodeNotValid, tidied
from citycircle.core.messages import Text

KIND = Text("行政区划代码", "administrative division code")
LENGTH = 6
SOURCE = Text(
    "GB/T 2260 及其各期更新，2002年至2014年各版（二手资料）",
    "GB/T 2260 and its updates, editions of 2002 to 2014 (secondary copy)",
)


@dataclass(frozen=True, slots=True)
class Division:
    """One name of one code. None as first or last day: already in the oldest, still in the newest edition at hand."""

    code: str
    name: str
    valid_from: date | None
    valid_to: date | None

    def held_on(self, day: date) -> bool:
        """Whether the code had this name on that day; the last day is the first of the edition without it."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True, slots=True)
class Divisions:
    """A list of divisions that a city may replace or extend with rows of its own."""

    by_code: Mapping[str, tuple[Division, ...]]

    @classmethod
    def of(cls, rows: Iterable[Mapping[str, str]]) -> Divisions:
        """Take rows with code, name, valid_from, valid_to (ISO dates, empty for unbounded)."""
        found: dict[str, tuple[Division, ...]] = {}
        for row in rows:
            first, last = (date.fromisoformat(row[key]) if row[key] else None for key in ("valid_from", "valid_to"))
            division = Division(row["code"], row["name"], first, last)
            found[division.code] = (*found.get(division.code, ()), division)
        return cls(found)

    def with_rows(self, rows: Iterable[Mapping[str, str]]) -> Divisions:
        """The same list with a city's own rows; they replace every row of the same code."""
        return Divisions({**self.by_code, **Divisions.of(rows).by_code})

    def division(self, typed: str, *, on: date) -> Division:
        """Find the division that a code meant on a day.

        >>> published().division("110101", on=date(2010, 7, 1)).name
        '东城区'

        Source: GB/T 2260. Raises CodeNotValid for a code that is malformed, unknown or not in the list on that day.
        """
        code = tidied(typed)
        if not (len(code) == LENGTH and code.isascii() and code.isdigit()):
            raise CodeNotValid(typed, KIND, Text("应为6位数字。", "it should have 6 digits."))
        names = self.by_code.get(code, ())
        if not names:
            raise CodeNotValid(typed, KIND, Text("代码表中没有此代码。", "the list holds no such code."))
        held = [division for division in names if division.held_on(on)]
        if held:
            return held[0]
        day = on.isoformat()
        reason = Text(f"{names[-1].name}在{day}不使用此代码。", f"{names[-1].name} did not have this code on {day}.")
        raise CodeNotValid(typed, KIND, reason)


@cache
def published() -> Divisions:
    """The list that ships with CityCircle; see SOURCE for its editions."""
    with files("citycircle.core.codes").joinpath("divisions.csv").open(encoding="utf-8") as file:
        return Divisions.of(csv.DictReader(file))
