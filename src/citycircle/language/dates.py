"""Dates, deadlines and rhythms as Chinese documents print them; the year at hand is always given, never the clock's.

到2025年 · 2025年底前 · 20xx年 · 二〇三〇年6月 · 今年 · 6月底前 · 上半年 · 三季度 · “十四五”末 · 每月10日前 · 每季度首月15日
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from citycircle.language.numerals import DIGITS, NotANumber, read_number

Bound = Literal["by", "within", "every"]
Every = Literal["year", "half-year", "quarter", "month", "week", "day"]

_HAN_DIGIT = "".join(DIGITS)
_YEAR = rf"(?:(?:19|20)\d\d|20[xX×*＊]{{2}}|[一二][九〇○零][{_HAN_DIGIT}]{{2}})"
_SMALL = r"(?:\d{1,2}|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_PART = (
    rf"(?:(?P<half>[上下])半年|(?P<quarter>前三|第?[一二三四1-4])季度|(?P<month>{_SMALL})月(?:份)?"
    rf"(?:(?P<day>{_SMALL})[日号]|(?P<third>[上中下])旬)?)?"
)
_END = r"(?P<end>年?[底末]|初)?(?P<before>之?前|以前)?"
_FIRST = rf"(?:(?P<first>{_YEAR})年?\s?[-—–―~～至到]{{1,2}}\s?)?"
_RELATIVE = {"今年": 0, "本年": 0, "本年度": 0, "年内": 0, "当年": 0, "明年": 1, "后年": 2, "去年": -1, "上年": -1}
_FIVE_YEARS = r"[“\"]?十(?P<five>[一二三四五六七八])五[”\"]?(?:规划|时期|期间|期)?"
_EVERY: dict[str, Every] = {
    "年": "year",
    "半年": "half-year",
    "季": "quarter",
    "月": "month",
    "周": "week",
    "天": "day",
    "日": "day",
}
_RHYTHM = re.compile(
    rf"(?:每个?(?P<every>半年|年|季|月|周|天|日)度?(?!个)|(?P<yearly>全年|逐年|年均(?!浓度|水平|值|气温|降)|按年|年度内)|按(?P<per>季|月|周)度?|(?<![\d一二三四五六七八九十个本])(?P<this_month>月)(?=底前|末前))"
    rf"(?:(?:(?P<firstly>首)月)?(?P<month>{_SMALL}月)?(?P<day>{_SMALL})[日号])?{_END}"
)
_DATE = re.compile(
    rf"(?:(?P<to>截至|截止到?|到|至)\s?)?(?:"
    rf"(?P<iso>(?:19|20)\d\d[-/.]\d{{1,2}}[-/.]\d{{1,2}})(?!\d)(?P<iso_before>之?前|以前)?"
    rf"|{_FIRST}(?<!\d)(?P<year>{_YEAR})\s?年(?P<yearly>度)?{_PART}{_END}"
    rf"|(?P<relative>{'|'.join(sorted(_RELATIVE, key=len, reverse=True))}){_PART.replace('P<', 'P<r_')}{_END.replace('P<', 'P<r_')}"
    rf"|{_FIVE_YEARS}(?P<five_end>末)?"
    rf"|(?<![\d个每第])(?P<bare_month>{_SMALL})月(?:份)?(?:(?P<bare_day>{_SMALL})[日号])?(?P<bare_end>[底末])?(?P<bare_before>之?前|以前)?"
    rf"|(?<![每半\d])(?:(?P<bare_half>[上下])半年|(?P<bare_quarter>前三|第?[一二三四])季度|(?P<year_end>年[底末]))(?P<late>[底末])?(?P<late_before>之?前|以前)?"
    rf")"
)


@dataclass(frozen=True, slots=True)
class Moment:
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


def find_dates(text: str) -> Iterator[Moment]:
    """Find dates and rhythms in a text, from left to right, none overlapping another.

    >>> [(m.text, m.bound, m.value()) for m in find_dates("到2025年,2026年底前,二〇三〇年6月,2021—2023年")]
    [('到2025年', 'by', '2025'), ('2026年底前', 'by', '2026-12'), ('二〇三〇年6月', 'within', '2030-06'), \
('2021—2023年', 'within', '2023')]
    >>> [(m.text, m.every, m.month, m.day) for m in find_dates("每年;每月10日前;每季度首月15日前")]
    [('每年', 'year', None, None), ('每月10日前', 'month', None, 10), ('每季度首月15日前', 'quarter', 1, 15)]
    """
    rhythms = list(_rhythms(text))
    taken = 0
    for moment in sorted((*rhythms, *_dates(text)), key=lambda moment: (moment.start, -moment.end)):
        if moment.start >= taken:
            taken = moment.end
            yield moment


def _rhythms(text: str) -> Iterator[Moment]:
    for match in _RHYTHM.finditer(text):
        every = "year" if match["yearly"] else _EVERY[match["every"] or match["per"] or match["this_month"]]
        month = 1 if match["firstly"] else _small(match["month"] and match["month"][:-1])
        yield Moment(*match.span(), match[0], "every", month=month, day=_small(match["day"]), every=every)


def _dates(text: str) -> Iterator[Moment]:
    for match in _DATE.finditer(text):
        moment = _dated(match)
        if (moment.month or 1) <= 12 and 1 <= (moment.day or 1) <= 31 and moment.month != 0:  # noqa: PLR2004 a calendar
            yield moment


def _dated(match: re.Match[str]) -> Moment:
    """Turn one match into a moment, whichever of the notations it was."""
    place = (*match.span(), match[0])
    to = bool(match["to"])
    if match["iso"]:
        year, month, day = re.split(r"[-/.]", match["iso"])
        return Moment(*place, _bound(to or match["iso_before"]), year, None, int(month), int(day))
    if match["year"]:
        month, late = _part(match["half"], match["quarter"], match["month"], match["end"], match["third"])
        bound = _bound(to or match["before"] or late)
        first = _year(match["first"]) if match["first"] else None
        return Moment(*place, bound, _year(match["year"]), None, month, _small(match["day"]), None, first)
    if match["relative"]:
        month, late = _part(match["r_half"], match["r_quarter"], match["r_month"], match["r_end"], match["r_third"])
        bound = _bound(to or match["r_before"] or late or match["relative"] == "年内")
        return Moment(*place, bound, None, _RELATIVE[match["relative"]], month, _small(match["r_day"]))
    if match["five"]:  # the 12th plan ran from 2011 to 2015
        last = 2015 + 5 * (int(read_number("十" + match["five"])) - 12)
        return Moment(*place, _bound(to or match["five_end"]), str(last), first_year=str(last - 4))
    if match["bare_month"]:
        bound = _bound(to or match["bare_end"] or match["bare_before"])
        return Moment(*place, bound, None, 0, _small(match["bare_month"]), _small(match["bare_day"]))
    end = "底" if match["year_end"] else match["late"]
    month, late = _part(match["bare_half"], match["bare_quarter"], None, end, None)
    return Moment(*place, _bound(to or late or match["late_before"]), None, 0, month)


def _part(
    half: str | None, quarter: str | None, month: str | None, end: str | None, third: str | None
) -> tuple[int | None, bool]:
    """The last month of a stretch of the year, and whether its end is meant."""
    late = bool(end) and end != "初"
    if half:
        return (6 if half == "上" else 12), late
    if quarter:
        return (9 if quarter == "前三" else 3 * int(read_number(quarter.removeprefix("第")))), late
    if month:
        return _small(month), late or bool(third)
    if end == "初":
        return 1, False
    return (12 if late else None), late


def _bound(by: object) -> Bound:
    return "by" if by else "within"


def _year(text: str) -> str:
    if text[:2] == "20" and not text[2:].isdigit():
        return "20xx"
    return text if text.isdigit() and text.isascii() else str(read_number(text))


def _small(text: str | None) -> int | None:
    if not text:
        return None
    try:
        return int(read_number(text))
    except NotANumber:
        return None
