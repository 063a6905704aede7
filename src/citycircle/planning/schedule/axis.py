"""The axis of time on a sheet: years, quarters, months, and where a day lies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from citycircle.core.messages import Text
from citycircle.planning.schedule.chart import MONTHS, QUARTER, quarter_end

YEAR = Text("{year}年", "{year}")
QUARTERS = (Text("一季度", "Q1"), Text("二季度", "Q2"), Text("三季度", "Q3"), Text("四季度", "Q4"))


def day_words(day: date) -> Text:
    """A day as a title says it: 2026年3月2日, 2 March 2026."""
    return Text(f"{day.year}年{day.month}月{day.day}日", f"{day.day} {day:%B %Y}")


class Stretch(NamedTuple):
    """A stretch of the axis with its name; `last` is its last day."""

    first: date
    last: date
    title: Text


@dataclass(frozen=True, slots=True)
class Axis:
    """Days from `first` to `last` laid out between two edges, in millimetres. A day takes its own width."""

    first: date
    last: date
    left: float
    right: float

    @property
    def a_day(self) -> float:
        return (self.right - self.left) / ((self.last - self.first).days + 1)

    def begins(self, day: date) -> float:
        """Where a day begins, held within the edges."""
        return min(max(self.left + (day - self.first).days * self.a_day, self.left), self.right)

    def ends(self, day: date) -> float:
        """Where a day ends."""
        return self.begins(day + timedelta(days=1))

    def middle(self, day: date) -> float:
        """Where the mark of a day stands."""
        return (self.begins(day) + self.ends(day)) / 2

    def years(self) -> Iterator[Stretch]:
        for year in range(self.first.year, self.last.year + 1):
            first, last = max(self.first, date(year, 1, 1)), min(self.last, date(year, MONTHS, 31))
            yield Stretch(first, last, YEAR.fill(year=year))

    def quarters(self) -> Iterator[Stretch]:
        first = self.first
        while first <= self.last:
            last = quarter_end(first)
            yield Stretch(first, last, QUARTERS[(first.month - 1) // QUARTER])
            first = last + timedelta(days=1)

    def months(self) -> Iterator[Stretch]:
        first = self.first
        while first <= self.last:
            following = date(first.year + first.month // MONTHS, first.month % MONTHS + 1, 1)
            yield Stretch(first, following - timedelta(days=1), Text(f"{first.month}月", f"{first:%b}"))
            first = following
