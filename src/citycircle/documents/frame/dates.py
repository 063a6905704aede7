"""Days as official papers print them: 2024年6月13日, 二〇二四年六月十三日, 2024-06-13."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from citycircle.core.plans import Span

_CHINESE = str.maketrans("〇○ＯOo零一二三四五六七八九", "0000001234567" + "89")
_YEAR = r"(?P<year>(?:19|20)\d{2}|二[〇○ＯOo零][〇○ＯOo零一二三四五六七八九]{2})"
WRITTEN = re.compile(
    rf"{_YEAR}\s?年\s?(?P<month>\d{{1,2}}|十?[一二三四五六七八九十])\s?月\s?(?P<day>\d{{1,2}}|[一二三]?十?[一二三四五六七八九十])\s?日"
)
"""A day in words of a paper, with at most one space between number and sign."""
_SHORT = re.compile(r"(?P<year>(?:19|20)\d{2})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)")


def days(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[date, Span]]:
    """The days printed in a stretch of text, in order; impossible ones are passed over.

    >>> [day.isoformat() for day, _ in days("二〇二四年六月十三日印发,2024-07-01发布,2024年13月1日")]
    ['2024-06-13', '2024-07-01']
    """
    stop = len(text) if end is None else end
    found = [*WRITTEN.finditer(text, start, stop), *_SHORT.finditer(text, start, stop)]
    for match in sorted(found, key=re.Match.start):
        day = _day(match)
        if day:
            yield day, Span(*match.span())


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(*(_number(match[part]) for part in ("year", "month", "day")))
    except ValueError:
        return None


def _number(digits: str) -> int:
    if "十" not in digits:
        return int(digits.translate(_CHINESE))
    tens, _, ones = digits.partition("十")
    return 10 * int((tens or "一").translate(_CHINESE)) + int((ones or "〇").translate(_CHINESE))
