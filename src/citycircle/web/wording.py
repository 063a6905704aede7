"""How values are said to people: dates, moments, sentences, nothing; and the numbers that come back."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.timezone import localtime

from citycircle.core.messages import Text, said

LONGEST_NUMBER = 18
"""Digits; every number of a row, a version or a page has fewer."""


def whole(text: str) -> int | None:
    """The whole number that an address or a form gives; None for everything else.

    >>> whole("12"), whole("-1"), whole("9" * 5000)
    (12, None, None)
    """
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER else None


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
