"""How values are said to people: dates, moments, sentences, nothing."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.timezone import localtime

from citycircle.core.messages import Text, said


def worded(value: object) -> str:
    """A value as people read it: a date as 2026年3月2日 or 2 March 2026, nothing as an empty cell.

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
    return said(value)
