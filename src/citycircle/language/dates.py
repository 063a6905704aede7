"""Dates, deadlines and rhythms as Chinese documents print them; the year at hand is always given, never the clock's.

到2025年 · 2025年底前 · 20xx年 · 二〇三〇年6月 · 今年 · 6月底前 · 上半年 · 三季度 · “十四五”末 · 每月10日前
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Literal, NamedTuple

from citycircle.language.numerals import DIGITS, NotANumber, read_number
from citycircle.language.wordlists import any_of

Bound = Literal["by", "within", "every"]
Every = Literal["year", "half-year", "quarter", "month", "week", "day"]

_YEAR = rf"(?:(?:19|20)\d\d|20[xX×*＊]{{1,2}}|[一二][九〇○零][{''.join(DIGITS)}]{{2}})"
_SMALL = r"(?:\d{1,2}|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_NOT_COUNTED = r"(?<![\d一二三四五六七八九十两个每第半])"
_TO = r"(?:(?P<to>截至|截止到?|到|至)\s?)?"
_DAY = rf"(?:(?P<day>{_SMALL})[日号]|(?P<third>[上中下])旬)?"
_PART = rf"(?:(?P<half>[上下])半年|(?P<quarter>前三|第?[一二三四1-4])季度|(?P<month>{_SMALL})月(?:份)?{_DAY})"
_END = r"(?P<end>年?[底末]|初)?(?P<before>之?前|以前)?"
_FIRST = rf"(?:(?P<first>{_YEAR})年?\s?[-—–―~～至到]{{1,2}}\s?)?"
_RELATIVE = {"今年": 0, "本年": 0, "本年度": 0, "年内": 0, "当年": 0, "明年": 1, "后年": 2, "去年": -1, "上年": -1}
_EVERY: dict[str, Every] = {
    "半年": "half-year", "年": "year", "季": "quarter", "月": "month", "周": "week", "天": "day", "日": "day",
}  # fmt: skip
_SIGN = re.compile(
    r"[年月季每按十\d](?:(?<=[年月])|(?<=季)度|(?<=[每按])个?[季周天日]|(?<=十)[一二三四五六七八]五|(?<=\d)[-/.]\d)"
)
"""Without one of these there is no date, which most clauses show at a glance."""
_MONTHS, _DAYS = 12, 31
_PLAN_12 = 2015
"""The 12th five-year plan ended in 2015; the others follow by fives."""


class Moment(NamedTuple):
    """A date, a stretch of time or a rhythm in a text.

    `year` is as printed (a masked one is "20xx"); `years_ahead` counts from the year at hand (今年 0, 明年 1).
    `bound` says 到…/…前/…底 ("by"), a stretch ("within") or a rhythm ("every").
    """

    start: int
    end: int
    text: str
    bound: Bound
    year: str | None = None
    years_ahead: int | None = None
    month: int | None = None
    day: int | None = None
    every: Every | None = None
    first_year: str | None = None

    @property
    def is_printed(self) -> bool:
        """Whether the year itself stands in the text."""
        return self.year is not None

    def value(self, year: int | None = None) -> str | None:
        """The date as 2025, 2025-06 or 2025-06-30; a year that is not printed is counted from the one given.

        >>> [moment.value(2024) for moment in find_dates("明年6月底前;三季度;到20xx年;“十四五”末")]
        ['2025-06', '2024-09', '20xx', '2025']
        """
        if self.every is not None:
            return None
        printed = self.year
        if printed is None:
            if year is None:
                return None
            printed = str(year + (self.years_ahead or 0))
        parts = [printed]
        if self.month is not None:
            parts.append(f"{self.month:02}")
            if self.day is not None:
                parts.append(f"{self.day:02}")
        return "-".join(parts)


def find_dates(text: str) -> tuple[Moment, ...]:
    """Find dates and rhythms in a text, from left to right, none overlapping another.

    >>> [(m.text, m.bound, m.value()) for m in find_dates("到2025年,2026年底前,二〇三〇年6月,2021—2023年")]
    [('到2025年', 'by', '2025'), ('2026年底前', 'by', '2026-12'), ('二〇三〇年6月', 'within', '2030-06'), \
('2021—2023年', 'within', '2023')]
    >>> [(m.text, m.every, m.month, m.day) for m in find_dates("每年;每月10日前;每季度首月15日前")]
    [('每年', 'year', None, None), ('每月10日前', 'month', None, 10), ('每季度首月15日前', 'quarter', 1, 15)]
    """
    return _found(text) if _SIGN.search(text) else ()


@lru_cache(16)
def _found(text: str) -> tuple[Moment, ...]:
    """The dates of a text. The grammars ask for those of one clause several times over."""
    found = [read(match) for pattern, read in _NOTATIONS for match in pattern.finditer(text)]
    kept: list[Moment] = []
    for moment in sorted(found, key=lambda moment: (moment.start, -moment.end)):
        possible = moment.month is None or 1 <= moment.month <= _MONTHS
        if possible and (moment.day is None or 1 <= moment.day <= _DAYS) and (not kept or moment.start >= kept[-1].end):
            kept.append(moment)
    return tuple(kept)


def _iso(match: re.Match[str]) -> Moment:
    year, month, day = re.split(r"[-/.]", match["iso"])
    bound = _bound(match["to"] or match["before"])
    return Moment(*match.span(), match[0], bound, year, None, int(month), int(day))


def _printed(match: re.Match[str]) -> Moment:
    """2025年底前, 2021—2023年, 20xx年, 二〇三〇年6月."""
    month, late = _part(match)
    first = _year(match["first"]) if match["first"] else None
    bound = _bound(match["to"] or match["before"] or late)
    return Moment(*match.span(), match[0], bound, _year(match["year"]), None, month, _small(match["day"]), None, first)


def _relative(match: re.Match[str]) -> Moment:
    """今年底前, 明年上半年, 年内."""
    month, late = _part(match)
    bound = _bound(match["to"] or match["before"] or late or match["word"] == "年内")
    return Moment(*match.span(), match[0], bound, None, _RELATIVE[match["word"]], month, _small(match["day"]))


def _bare(match: re.Match[str]) -> Moment:
    """6月底前, 上半年, 三季度末, 年底前: the year is that at hand."""
    month, late = _part(match)
    bound = _bound(match["to"] or match["before"] or late)
    return Moment(*match.span(), match[0], bound, None, 0, month, _small(match["day"]))


def _year_end(match: re.Match[str]) -> Moment:
    return Moment(*match.span(), match[0], "by", None, 0, _MONTHS)


def _five_years(match: re.Match[str]) -> Moment:
    """“十四五”期间, “十五五”末."""
    last = _PLAN_12 + 5 * (int(read_number("十" + match["five"])) - 12)
    return Moment(*match.span(), match[0], _bound(match["to"] or match["end"]), str(last), first_year=str(last - 4))


def _rhythm(match: re.Match[str]) -> Moment:
    """每年, 全年, 每月10日前, 每季度首月15日前, 月底前."""
    every = "year" if match["yearly"] else _EVERY[match["every"] or match["per"] or match["ending"]]
    month = 1 if match["first"] else _small(match["month"])
    return Moment(*match.span(), match[0], "every", month=month, day=_small(match["day"]), every=every)


def _part(match: re.Match[str]) -> tuple[int | None, bool]:
    """The last month of a stretch of the year, and whether its end is meant."""
    late = bool(match["end"]) and match["end"] != "初"
    if match["half"]:
        return (6 if match["half"] == "上" else _MONTHS), late
    if match["quarter"]:
        return (9 if match["quarter"] == "前三" else 3 * (_small(match["quarter"].removeprefix("第")) or 1)), late
    if match["month"]:
        return _small(match["month"]), late or bool(match["third"])
    if match["end"] == "初":
        return 1, False
    return (_MONTHS if late else None), late


def _bound(by: object) -> Bound:
    return "by" if by else "within"


def _year(text: str) -> str:
    if text[:2] == "20" and not text[2:].isdigit():
        return "20xx"
    return text if text.isascii() else str(read_number(text))


def _small(text: str | None) -> int | None:
    try:
        return int(read_number(text)) if text else None
    except NotANumber:
        return None


_NOTATIONS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Moment]], ...] = (
    (re.compile(rf"{_TO}(?P<iso>(?<!\d)(?:19|20)\d\d[-/.]\d{{1,2}}[-/.]\d{{1,2}})(?!\d)(?P<before>之?前|以前)?"), _iso),
    (re.compile(rf"{_TO}{_FIRST}(?<!\d)(?P<year>{_YEAR})\s?年度?{_PART}?{_END}"), _printed),
    (re.compile(rf"{_TO}{_NOT_COUNTED}(?P<word>{any_of(_RELATIVE)}){_PART}?{_END}"), _relative),
    (re.compile(rf"{_TO}{_NOT_COUNTED}{_PART}{_END}"), _bare),
    (re.compile(rf"{_TO}{_NOT_COUNTED}年[底末](?:之?前|以前)?"), _year_end),
    (re.compile(rf"{_TO}[“\"]?十(?P<five>[一二三四五六七八])五[”\"]?(?:规划|时期|期间|期)?(?P<end>末)?"), _five_years),
    (re.compile(
        rf"(?:每个?(?P<every>半年|年|季|月|周|天|日)度?(?!个)|按(?P<per>季|月|周)度?|{_NOT_COUNTED}(?<!本)(?P<ending>月)(?=[底末]前)"
        r"|(?P<yearly>全年|逐年|年均(?!浓度|水平|值|气温|降)|按年|年度内))"
        rf"(?:(?:(?P<first>首)月)?(?:(?P<month>{_SMALL})月)?(?P<day>{_SMALL})[日号])?{_END}"
    ), _rhythm),
)  # fmt: skip
