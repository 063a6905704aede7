"""How values are said to people: dates, moments, sentences, nothing; and the numbers that come back."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.timezone import localtime

from citycircle.core.messages import Text, said, spoken
from citycircle.core.terms import deadline_said

LONGEST_NUMBER = 18
"""Digits; every number of a row, a version or a page has fewer."""


def whole(text: str) -> int | None:
    """The whole number that an address or a form gives; None for everything else.

    >>> whole("12"), whole("-1"), whole("9" * 5000)
    (12, None, None)
    """
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER else None


def month_asked(text: str) -> date | None:
    """A month as an address names it, as its first day; None for everything else.

    >>> month_asked("2026-03"), month_asked("2026-13")
    (datetime.date(2026, 3, 1), None)
    """
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return None


def month_worded(month: date) -> str:
    """A month as people read it.

    >>> month_worded(date(2026, 3, 1))
    '2026年3月'
    """
    return Text(f"{month.year}年{month.month}月", f"{month:%B %Y}").say()


def deadline_worded(deadline: str) -> str:
    """A deadline as it is kept (2026, 2026-06, 2026-06-30) as people read it; other words stay as they are.

    >>> [deadline_worded(each) for each in ("2026-06", "年底前")]
    ['2026年6月', '年底前']
    """
    return deadline_said(deadline).say()


def worded(value: object) -> str:
    """A value as people read it: a date as 2026年3月2日 or 2 March 2026, nothing as an empty cell.

    What has a name in both languages says the reader's.

    >>> worded(date(2026, 3, 2))
    '2026年3月2日'
    """
    if value is None:
        return ""
    if isinstance(value, datetime):
        moment = localtime(value)
        return f"{worded(moment.date())} {moment:%H:%M}"
    if isinstance(value, date):
        english = f"{value.day} {value:%B %Y}"
        return Text(f"{value.year}年{value.month}月{value.day}日", english).say()
    if spoken() == "en" and (in_english := getattr(value, "name_en", "")):
        return str(in_english)
    return said(value)
