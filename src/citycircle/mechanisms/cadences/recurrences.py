"""When something is due again and again: by the 28th, five working days after the month, every half month, weekly.

A cadence is a row of a dated table: which period is reported, and on which day in it or after it the report is due. The
end of the period chooses the edition, so the 15th of 2021 and the 20th of 2022 both stay true.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, NamedTuple

from citycircle.core.kinds import Choice, Words
from citycircle.core.kinds_of_number import Whole
from citycircle.core.messages import Text
from citycircle.core.parameters import Edition, Row, Table, table_beside
from citycircle.core.terms import Term, add_months
from citycircle.core.workdays import Calendar
from citycircle.mechanisms.cadences.default_terms import TermWords

Every = Literal["week", "half_month", "month", "two_months", "quarter", "half_year", "year"]
EVERY: dict[Every, Text] = {
    "week": Text("每周", "every week"),
    "half_month": Text("每半月", "every half month"),
    "month": Text("每月", "every month"),
    "two_months": Text("每两月", "every two months"),
    "quarter": Text("每季度", "every quarter"),
    "half_year": Text("每半年", "every half year"),
    "year": Text("每年", "every year"),
}
MONTHS: dict[str, int] = {"month": 1, "two_months": 2, "quarter": 3, "half_year": 6, "year": 12}
COUNTED = {"within": Text("期内", "within the period"), "after": Text("期后", "after the period")}
SHIFTS = {
    "none": Text("不顺延", "as it falls"),
    "next": Text("遇假日顺延", "on to the next working day"),
    "previous": Text("遇假日提前", "back to the working day before"),
}
CADENCE = Words(r"[a-z][a-z0-9_.]*", Text("小写字母、数字和下划线", "lower-case letters, digits and underscores"))

CADENCES = table_beside(
    __file__,
    "cadences",
    Text("报送周期", "Cadences"),
    key={"cadence": CADENCE},
    value={
        "title_zh": Words(),
        "title_en": Words(),
        "every": Choice(dict(EVERY.items())),
        "counted": Choice(COUNTED),
        "month": Whole(low=1, high=12),
        "day": Whole(high=31),
        "workdays": Whole(high=60),
        "weekday": Whole(high=7),
        "shift": Choice(SHIFTS),
    },
)
"""`month` and `day` say the day, in the period or after it; 31 is the last of a month, 0 the last of the period.
`workdays` counts working days after the period instead, `weekday` (1 is Monday) names the day of a week."""
HANDING_ON = table_beside(
    __file__,
    "handing_on",
    Text("逐级报送", "Handing on"),
    key={"cadence": CADENCE, "step": Whole(low=1)},
    value={"term": TermWords(), "to_zh": Words(), "to_en": Words()},
)
"""To whom it goes in turn, and how long after the day of the cadence."""
_DAYS_OFF = 12
"""No stretch of days off is longer, so a shift moves no further."""


class Period(NamedTuple):
    """The days that a report is about, both of them included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time that something is due: for which period, on which day, to whom.

    `nominal` is the day as the rule names it, `due` the day after shifting away from a day off.
    """

    cadence: str
    period: Period
    nominal: date
    due: date
    row: Row
    step: int = 1
    to: Text | None = None

    @property
    def title(self) -> Text:
        """What is due: the cadence, and to whom it goes."""
        title = Text(self.row["title_zh"], self.row["title_en"])
        return Text(f"{title.zh}（报{self.to.zh}）", f"{title.en}, to {self.to.en}") if self.to else title


def period_of(every: Every, day: date) -> Period:
    """The period that a day lies in: weeks begin on Monday, half months on the 1st and 16th.

    >>> period_of("quarter", date(2026, 11, 24))
    Period(first=datetime.date(2026, 10, 1), last=datetime.date(2026, 12, 31))
    """
    if every == "week":
        first = day - timedelta(days=day.weekday())
        return Period(first, first + timedelta(days=6))
    if every == "half_month":
        end = _before(add_months(day.replace(day=1), 1))
        return Period(day.replace(day=16), end) if day.day > 15 else Period(day.replace(day=1), day.replace(day=15))  # noqa: PLR2004  # the middle of a month
    length = MONTHS[every]
    first = date(day.year, (day.month - 1) // length * length + 1, 1)
    return Period(first, _before(add_months(first, length)))


def due_of(row: Row, period: Period, calendar: Calendar) -> tuple[date, date]:
    """The day that a cadence names for a period, and that day shifted. Raises YearWithoutHolidays."""
    nominal = _nominal(row, period, calendar)
    return nominal, _shifted(nominal, row["shift"], calendar)


def occurrences(
    cadence: str,
    first: date,
    last: date,
    calendar: Calendar,
    *,
    cadences: Table = CADENCES,
    handing_on: Table = HANDING_ON,
) -> tuple[Occurrence, ...]:
    """What a cadence makes due from one day to another, both included, in the order of time.

    >>> from citycircle.core.workdays import national
    >>> found = occurrences("monthly_workday_5", date(2026, 10, 1), date(2026, 11, 30), national())
    >>> [each.due.isoformat() for each in found]
    ['2026-10-13', '2026-11-06']

    Raises NoRuleInForce, NotInTable, YearWithoutHolidays.
    """
    found = [
        each
        for row, period in _periods(cadence, first, last, cadences)
        for each in _of_period(row, period, calendar, handing_on)
        if first <= each.due <= last
    ]
    return tuple(sorted(found, key=lambda each: (each.due, each.step)))


def _of_period(row: Row, period: Period, calendar: Calendar, handing_on: Table) -> Iterator[Occurrence]:
    nominal, due = due_of(row, period, calendar)
    steps = _steps(handing_on.edition(period.last), row["cadence"])
    if not steps:
        yield Occurrence(row["cadence"], period, nominal, due, row)
    for step in steps:
        term: Term = step["term"]
        later = term.last_day(nominal, calendar)
        to = Text(step["to_zh"], step["to_en"])
        yield Occurrence(
            row["cadence"], period, later, _shifted(later, row["shift"], calendar), row, int(step["step"]), to
        )


def _periods(cadence: str, first: date, last: date, cadences: Table) -> Iterator[tuple[Row, Period]]:
    """The periods whose day may lie between two days, each with the row in force at its end; no others are tried."""
    row = cadences.edition(last).row(cadence)
    period = period_of(row["every"], first - timedelta(days=_reach(row)))
    while period.first - timedelta(days=_DAYS_OFF) <= last:
        if cadences.edition(period.last).has(cadence):
            row = cadences.edition(period.last).row(cadence)
            early = period.first if row["counted"] == "within" else period.last + timedelta(days=1)
            early -= timedelta(days=_DAYS_OFF if row["shift"] == "previous" else 0)
            if early <= last and period.last + timedelta(days=_reach(row)) >= first:
                yield row, period
        period = period_of(row["every"], period.last + timedelta(days=1))


def _reach(row: Row) -> int:
    """How many days after its period something can be due at the most."""
    after = 31 * int(row["month"]) if row["counted"] == "after" else 0
    return after + 2 * int(row["workdays"]) + 2 * _DAYS_OFF + 31


def _nominal(row: Row, period: Period, calendar: Calendar) -> date:
    if row["workdays"]:
        return calendar.add_workdays(period.last, row["workdays"])
    if row["weekday"]:
        return period.first + timedelta(days=row["weekday"] - 1)
    if not row["day"]:
        return period.last
    start = period.first if row["counted"] == "within" else period.last + timedelta(days=1)
    month = add_months(start.replace(day=1), row["month"] - 1)
    return min(month + timedelta(days=row["day"] - 1), _before(add_months(month, 1)))


def _shifted(day: date, shift: str, calendar: Calendar) -> date:
    if shift == "none":
        return day
    step = timedelta(days=1 if shift == "next" else -1)
    while not calendar.is_workday(day):
        day += step
    return day


def _steps(edition: Edition, cadence: str) -> tuple[Row, ...]:
    return edition.group(cadence) if edition.has(cadence) else ()


def _before(day: date) -> date:
    return day - timedelta(days=1)
