"""For which years a plan holds, from the words of its title or its goals."""

from __future__ import annotations

import re
from dataclasses import dataclass

from citycircle.core.plans import Span

_RANGE = re.compile(r"(?P<first>20\d\d)\s?年?度?\s?(?:[—–\-~～―─]{1,2}|至|到)\s?(?P<last>20\d\d)(?!\d)")
_YEAR = re.compile(r"(?<!\d)(?P<year>20\d\d)\s?年")
_BARE_YEAR = re.compile(r"(?P<year>20[0-4]\d)(?![\d.])")
"""Without 年 a number is a year at the start of a title or of a bracket only: 中国制造2025 is a name."""
_IN_BRACKET = re.compile(r"[(（]\s?(?P<year>20[0-4]\d)\s?[)）]")
_FIVE_YEARS = re.compile('[“"「]?(?P<name>十(?:[一二三四五六七八])?五)(?:[”"」]|规划|期间|时期|发展)')
_PLANS = {"十一五": 2006, "十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026, "十六五": 2031}
_GOALS = re.compile(r"(?:(?:主要|工作|总体|发展|行动|建设|阶段|具体|近期)目标|目标任务|[(（][一二三四五六][)）]目标)")
_BY = re.compile(r"(?:到|至|截至)\s?(?P<year>20\d\d)\s?年(?:底|末|年底)?(?!以后|以来|之前的)")
_FAR = 6
"""A goal further off than this from the nearest one (2035, 2050) is a vision, not the end of the plan."""


@dataclass(frozen=True, slots=True)
class Years:
    """First and last year, and the place that says so."""

    first: int | None
    last: int | None
    span: Span


def in_title(text: str, start: int, end: int) -> Years | None:
    """The years that a title names: a range, one year, or a five-year plan.

    >>> printed = ("同城化三年行动方案(2025—2027年)", "2025年工作要点", "“十五五”同城化规划")
    >>> [(years.first, years.last) for title in printed
    ...  if (years := in_title(title, 0, len(title)))]
    [(2025, 2027), (2025, 2025), (2026, 2030)]
    """
    both = _RANGE.search(text, start, end)
    if both:
        return Years(int(both["first"]), int(both["last"]), Span(*both.span()))
    one = _YEAR.search(text, start, end) or _BARE_YEAR.match(text, start, end) or _IN_BRACKET.search(text, start, end)
    if one:
        return Years(int(one["year"]), int(one["year"]), Span(*one.span()))
    five = _FIVE_YEARS.search(text, start, end)
    if five and five["name"] in _PLANS:
        first = _PLANS[five["name"]]
        return Years(first, first + 4, Span(*five.span()))
    return None


def in_opening(text: str, start: int, end: int) -> Years | None:
    """The year that the first words of a plan without a title name: 2025年,全市同城化工作的总体要求是…"""
    match = re.compile(r"\s*(?P<year>20\d\d)\s?年[,，是]").match(text, start, end)
    return Years(int(match["year"]), int(match["year"]), Span(*match.span("year"))) if match else None


def in_goals(text: str, start: int, end: int) -> Years | None:
    """The year by which the goals are to be met; behind a heading of goals, else in the preamble."""
    goals = _GOALS.search(text, start, end)
    begin = goals.start() if goals else start
    found = [(int(match["year"]), Span(*match.span())) for match in _BY.finditer(text, begin, min(end, begin + 3000))]
    if not found:
        return None
    nearest = min(year for year, _ in found)
    last, span = max((pair for pair in found if pair[0] - nearest <= _FAR), key=lambda pair: pair[0])
    return Years(None, last, span)
