"""On which days offices work, by a calendar that is data.

A year without a holiday arrangement is refused, never guessed: who counts weekdays through an unpublished Spring
Festival gives the neighbour a wrong date. The national arrangements lie in `calendars/national.csv`; a city lays its
own rows over them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Literal

from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text, listed
from citycircle.core.parameters import CERTAINTY, Certainty, Source

FirstDay = Literal["after", "same"]
MonthEnd = Literal["same_day", "last_day"]

COLUMNS = ("year", "from", "to", "kind", "name_zh", "name_en", "body", "title", "number", "issued_on", "certainty")
SATURDAY = 5


class YearWithoutHolidays(CityCircleError):
    """The period runs into a year whose holiday arrangement is not in the calendar."""

    what = Text("工作日历中没有{year}年的节假日安排。", "The calendar holds no holiday arrangement for {year}.")
    why = Text(
        "期限落入该年，节假日和调休日不能推测（已有年份：{known}）。",
        "The period runs into that year, and holidays and make-up days are never guessed (years at hand: {known}).",
    )
    then = Text(
        "请在该年放假通知印发后补充工作日历，或提供注明依据的本地节假日表（命令行用 --calendar）。",
        "Please add the year when its notice is issued, or give a local holiday table that names its source "
        "(on the command line with --calendar).",
    )


class HolidayRowUnreadable(CityCircleError):
    """A row of a holiday table contradicts itself or the table."""

    what = Text("节假日表第{line}行无法使用：{reason}。", "Line {line} of the holiday table cannot be used: {reason}.")
    why = Text("错误的一天会使所有跨越它的期限出错。", "One wrong day makes every period across it wrong.")
    then = Text("请更正该行后重新载入。", "Please correct the row and load the table again.")


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Where the holidays of one year come from: issuing body, title, number, date, and how sure we are."""

    body: str
    title: str
    number: str
    issued_on: date | None
    certainty: Certainty
    title_en: str = ""

    @property
    def named(self) -> Text:
        """The notice as a working names it, with how sure we are."""
        number = f"（{self.number}）" if self.number else ""
        notice, sure = f"《{self.title}》{number}", CERTAINTY[self.certainty]
        return Text(f"{notice}［{sure.zh}］", f"{self.title_en or notice} [{sure.en}]")

    @property
    def source(self) -> Source:
        """The notice as a finding lists it; it has no clause."""
        return Source(self.body, self.title, self.number, "", self.issued_on.isoformat() if self.issued_on else "")


@dataclass(frozen=True, slots=True)
class Counting:
    """How a period is counted: which day is the first, and whether it may end on a day off.

    `first_day` "after" starts on the day after the event, as the law counts (Civil Code, article 201 [M]); "same"
    counts the day itself. `roll` moves the end of a period in natural days or months from a day off to the next
    working day (article 203 [M]). `month_end` says what a month added to a last day of the month gives.
    """

    first_day: FirstDay = "after"
    roll: bool = False
    month_end: MonthEnd = "same_day"


AS_THE_LAW_COUNTS = Counting()


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days on which offices work: weekdays, but for the holidays and make-up days of the years it knows.

    >>> calendar = national()
    >>> calendar.is_workday(date(2026, 10, 10))  # a Saturday made up for the National Day week
    True
    >>> calendar.add_workdays(date(2026, 11, 23), 10)
    datetime.date(2026, 12, 7)
    >>> try:
    ...     calendar.add_workdays(date(2026, 12, 28), 5)
    ... except YearWithoutHolidays as refused:
    ...     print(refused.sentences("en")[0])
    The calendar holds no holiday arrangement for 2027.
    """

    years: Mapping[int, Arrangement]
    days: Mapping[date, bool] = field(repr=False)
    names: Mapping[date, Text] = field(repr=False, default_factory=dict)

    def is_workday(self, day: date) -> bool:
        """Say whether offices work on this day. Raises YearWithoutHolidays."""
        if day.year not in self.years:
            raise YearWithoutHolidays(year=day.year, known=listed(sorted(self.years)))
        works = self.days.get(day)
        return day.weekday() < SATURDAY if works is None else works

    def add_workdays(self, start: date, count: int, counting: Counting = AS_THE_LAW_COUNTS) -> date:
        """Find the last day of a period of `count` working days that starts with an event on `start`.

        A negative count looks back (a reminder three working days before). Zero is the day itself.
        Raises YearWithoutHolidays.
        """
        step = timedelta(days=1 if count >= 0 else -1)
        left, day = abs(count), start
        if left and counting.first_day == "same" and self.is_workday(start):
            left -= 1
        while left:
            day += step
            left -= self.is_workday(day)
        return day

    def workdays_between(self, start: date, end: date, counting: Counting = AS_THE_LAW_COUNTS) -> int:
        """Count the working days after `start` and up to `end` (with `start` where the convention says so).

        Counted after the start, neighbouring stretches add up: Monday to Wednesday and Wednesday to Friday is Monday to
        Friday. Raises YearWithoutHolidays; ValueError when `end` lies before `start`.
        """
        if end < start:
            raise ValueError(f"{end} lies before {start}")
        length = (end - start).days
        count = sum(self.is_workday(start + timedelta(days=offset)) for offset in range(1, length + 1))
        return count + (counting.first_day == "same" and self.is_workday(start))

    def next_workday(self, day: date) -> date:
        """The day itself if offices work on it, else the next day on which they do."""
        while not self.is_workday(day):
            day += timedelta(days=1)
        return day

    def under(self, local: Calendar) -> Calendar:
        """Lay a local calendar over this one: its days and its years' sources come first."""
        return Calendar({**self.years, **local.years}, {**self.days, **local.days}, {**self.names, **local.names})


def read_calendar(text: str) -> Calendar:
    """Read a holiday table (CSV text); see docs/how-to/set-holidays.md.

    Each row is a stretch of days off (`holiday`), of make-up working days (`workday`), or declares a whole year that
    has no exceptions (`weekdays`, from and to empty). Raises HolidayRowUnreadable.
    """
    years: dict[int, Arrangement] = {}
    days: dict[date, bool] = {}
    names: dict[date, Text] = {}
    reader = csv.DictReader(io.StringIO(text.lstrip("\ufeff")))
    _whole_header(reader.fieldnames or ())
    for line, row in enumerate(reader, start=2):
        year, arrangement = _arrangement(line, row)
        if years.setdefault(year, arrangement) != arrangement:
            raise HolidayRowUnreadable(line=line, reason=Text(f"{year}年有两个依据", f"{year} has two sources"))
        works = row["kind"] == "workday"
        for day in _stretch(line, row, year):
            if days.setdefault(day, works) != works:
                raise HolidayRowUnreadable(line=line, reason=Text(f"{day}既放假又上班", f"{day} is both off and on"))
            names[day] = Text(row["name_zh"] or row["name_en"], row["name_en"] or row["name_zh"])
    return Calendar(years, days, names)


@cache
def national() -> Calendar:
    """The arrangements of the State Council's General Office that come with this package."""
    return read_calendar(resources.files("citycircle.core").joinpath("calendars/national.csv").read_text("utf-8"))


def _whole_header(found: Iterable[str]) -> None:
    names = tuple(found)
    for column in COLUMNS:
        if column not in names:
            raise HolidayRowUnreadable(line=1, reason=Text(f"缺少列 {column}", f"column {column} is missing"))
    for column in names:
        if column not in COLUMNS:
            raise HolidayRowUnreadable(line=1, reason=Text(f"多出列 {column}", f"column {column} is unknown"))


def _arrangement(line: int, row: Mapping[str, str]) -> tuple[int, Arrangement]:
    if row["kind"] not in {"holiday", "workday", "weekdays"}:
        raise HolidayRowUnreadable(line=line, reason=Text(f"类型“{row['kind']}”", f'the kind "{row["kind"]}"'))
    if not (row["body"] and row["title"] and row["certainty"] in CERTAINTY):
        raise HolidayRowUnreadable(line=line, reason=Text("依据不完整", "its source is incomplete"))
    try:
        issued = date.fromisoformat(row["issued_on"]) if row["issued_on"] else None
        certainty: Certainty = row["certainty"]  # type: ignore[assignment]  # looked up just above
        return int(row["year"]), Arrangement(row["body"], row["title"], row["number"], issued, certainty)
    except (ValueError, TypeError) as error:
        raise HolidayRowUnreadable(line=line, reason=Text("年份或日期有误", "year or date is wrong")) from error


def _stretch(line: int, row: Mapping[str, str], year: int) -> list[date]:
    if row["kind"] == "weekdays":
        return []
    try:
        first, last = date.fromisoformat(row["from"]), date.fromisoformat(row["to"])
    except (ValueError, TypeError) as error:
        raise HolidayRowUnreadable(line=line, reason=Text("日期有误", "a date is wrong")) from error
    days = [first + timedelta(days=offset) for offset in range((last - first).days + 1)]
    if not days or {day.year for day in days} != {year}:
        raise HolidayRowUnreadable(line=line, reason=Text(f"日期不在{year}年内", f"its days are not in {year}"))
    if row["kind"] == "workday" and any(day.weekday() < SATURDAY for day in days):
        raise HolidayRowUnreadable(line=line, reason=Text("调休上班日不是周末", "a make-up day is no weekend day"))
    return days
