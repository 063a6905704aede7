"""Lengths of time as rules state them, and when they end: working days, natural days, months, hours."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Literal, get_args

from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text
from citycircle.core.workdays import AS_THE_LAW_COUNTS, Calendar, Counting, MonthEnd

OFFICE_TIME = timezone(timedelta(hours=8), "Asia/Shanghai")
"""The clock on the wall of every office here; no summer time since 1991, so a fixed offset is exact."""

Unit = Literal["workday", "day", "month", "year", "hour", "minute"]
_UNITS: Mapping[str, Text] = {
    "workday": Text("个工作日", "working day"),
    "day": Text("日", "day"),
    "month": Text("个月", "month"),
    "year": Text("年", "year"),
    "hour": Text("小时", "hour"),
    "minute": Text("分钟", "minute"),
}


class TermUnreadable(CityCircleError):
    """A length of time is not written as a number and a unit."""

    what = Text("无法识别期限“{term}”。", 'The period "{term}" cannot be read.')
    why = Text("期限须为非负整数加单位。", "A period is a whole number, not negative, and a unit.")
    then = Text(
        "请写成如“10 workday”，单位为 workday、day、month、year、hour、minute 之一。",
        'Please write it like "10 workday"; units are workday, day, month, year, hour, minute.',
    )


def add_months(day: date, months: int, month_end: MonthEnd = "same_day") -> date:
    """Move a date by months; where the month is too short, to its last day (Civil Code, article 202 [M]).

    >>> add_months(date(2026, 1, 31), 1), add_months(date(2026, 2, 28), 1), add_months(date(2026, 2, 28), 1, "last_day")
    (datetime.date(2026, 2, 28), datetime.date(2026, 3, 28), datetime.date(2026, 3, 31))
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    last = monthrange(year, month + 1)[1]
    was_last = day.day == monthrange(day.year, day.month)[1]
    return date(year, month + 1, last if month_end == "last_day" and was_last else min(day.day, last))


@dataclass(frozen=True, slots=True)
class Term:
    """A length of time as a rule states it: 10 working days, 3 months, 2 hours.

    >>> Term.read("10 workday").say("en"), Term(1, "workday").say("en"), Term(10, "workday").say("zh")
    ('10 working days', '1 working day', '10个工作日')
    """

    amount: int
    unit: Unit = "workday"

    @classmethod
    def read(cls, text: str) -> Term:
        """Read a term as rule tables write it. Raises TermUnreadable."""
        found = re.fullmatch(r"\s*(\d{1,6})\s*([a-z]+)\s*", text)
        for unit in get_args(Unit):
            if found and found[2] in {unit, unit + "s"}:
                return cls(int(found[1]), unit)
        raise TermUnreadable(term=text)

    @property
    def text(self) -> Text:
        """The term in words, in both languages."""
        unit = _UNITS[self.unit]
        return Text(f"{self.amount}{unit.zh}", f"{self.amount} {unit.en}{'' if self.amount == 1 else 's'}")

    def say(self, language: Literal["zh", "en"] | None = None) -> str:
        return self.text.say(language)

    @property
    def counts_hours(self) -> bool:
        """A term in hours or minutes runs by the clock, from the moment on; all others end with a day."""
        return self.unit in {"hour", "minute"}

    def last_day(self, start: date, calendar: Calendar, counting: Counting = AS_THE_LAW_COUNTS) -> date:
        """Find the last day on which the thing may still be done. Raises YearWithoutHolidays, ValueError for hours."""
        if self.unit == "workday":
            return calendar.add_workdays(start, self.amount, counting)
        if self.unit == "day":
            end = start + timedelta(days=self.amount - (counting.first_day == "same" and self.amount > 0))
        elif self.unit in {"month", "year"}:
            end = add_months(start, self.amount * (12 if self.unit == "year" else 1), counting.month_end)
        else:
            raise ValueError("a term in hours has a last moment, not a last day")
        return calendar.next_workday(end) if counting.roll else end

    def last_moment(self, start: datetime, calendar: Calendar, counting: Counting = AS_THE_LAW_COUNTS) -> datetime:
        """Find the moment after which it is late: by the clock for hours, else the end of the last day.

        >>> found = datetime(2026, 11, 23, 23, 30, tzinfo=OFFICE_TIME)
        >>> Term(2, "hour").last_moment(found, Calendar({}, {})).isoformat()
        '2026-11-24T01:30:00+08:00'
        """
        if self.counts_hours:
            return start + timedelta(**{f"{self.unit}s": self.amount})
        end = self.last_day(day_of(start), calendar, counting) + timedelta(days=1)
        return datetime(end.year, end.month, end.day, tzinfo=OFFICE_TIME)


def day_of(moment: datetime) -> date:
    """The day on the office wall at that moment. Raises ValueError for a moment without a time zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return moment.astimezone(OFFICE_TIME).date()


def day_said(day: date) -> Text:
    """A day as a sentence prints it.

    >>> day_said(date(2026, 3, 28))
    Text(zh='2026年3月28日', en='2026-03-28')
    """
    return Text(f"{day.year}年{day.month}月{day.day}日", day.isoformat())


def deadline_said(deadline: str) -> Text:
    """A deadline as plans keep it (2026, 2026-06, 2026-06-30), as people read it; other words stay as they are.

    >>> deadline_said("2026-06")
    Text(zh='2026年6月', en='June 2026')
    >>> [deadline_said(each).zh for each in ("2026", "2026-06-30", "年底前", "2026-13")]
    ['2026年', '2026年6月30日', '年底前', '2026-13']
    """
    found = _DEADLINE.fullmatch(deadline)
    if not found:
        return Text(deadline, deadline)
    year, month, day = found["year"], int(found["month"] or 0), int(found["day"] or 0)
    if not month:
        return Text(f"{year}年", year)
    try:
        first = date(int(year), month, day or 1)
    except ValueError:
        return Text(deadline, deadline)
    zh, en = f"{year}年{month}月", f"{first:%B} {year}"
    return Text(f"{zh}{day}日", f"{day} {en}") if day else Text(zh, en)


_DEADLINE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?)?")
