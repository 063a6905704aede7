"""Everything in a text that could be the number of a clause, and how much it looks like one.

A number is judged here by what stands around it only: 2.0版, 12.5米 and PM2.5 look poor, a number at the start of a
line looks good. Whether it is a number of this document is decided by the sequence as a whole (`numbering`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from citycircle.documents.outline.looks import (
    BRACKET,
    DATE,
    GLUED,
    HAN,
    LINE,
    MARGINS,
    PAUSE,
    SENTENCE,
    UNIT,
    UNLIKELY,
    before,
    behind,
)

STYLES = (
    "heading1", "part", "chapter", "section", "chinese", "heading2", "article", "named", "bracketed", "heading3",
    "arabic", "dotted2", "dotted3", "round", "half_round", "letter", "circled", "ordinal", "dash", "paragraph",
)  # fmt: skip
"""The habits of numbering from the outermost to the innermost, as most documents order them:
第一部分, 第一章, 第一节, 一、, 第一条, 行动一：, (一), 1., 1.1, 1.1.1, (1), 1), a., ①, 一是, ——.
The headings have no number: their format (Word, a web page) calls them so. A paragraph has neither."""
RANK = {style: rank for rank, style in enumerate(STYLES)}
MINOR = frozenset({"letter", "circled", "ordinal", "dash"})
"""Styles that by nature list parts of something."""
UNNUMBERED = frozenset({"heading1", "heading2", "heading3", "dash", "paragraph"})

_DIGITS = "〇零一二三四五六七八九"
_CN = "一二三四五六七八九十百零〇"
_SCAN = re.compile(
    rf"""
    # The signs with which any of these begins, so that all other places fail at once.
    (?=[第(（〔【\[﹝〈［{_CN}\dA-Za-z任行工举专—―─①-⑳㉑-㉟㊱-㊿❶-❿⓫-⓴⑴-⒇⒈-⒛])(?:
    第\s?(?P<whole>[{_CN}]{{1,6}}|\d{{1,3}})\s?(?P<unit>部分|篇|编|章|节|条)(?!例|款|线|第)
  | [(（〔【\[﹝〈［]\s?(?:(?P<cn_in>[{_CN}]{{1,5}})|(?P<num_in>\d{{1,6}}))\s?[)）〕】\]﹞〉］]
  | (?<![{_CN}第])(?P<cn>[{_CN}]{{1,5}})(?:[ ]?[、．.﹒﹑]|(?P<cn_space>[ \u3000]))
  | (?<![{_CN}第\w])(?P<ordinal>[一二三四五六七八九十]{{1,2}})(?:是|要(?=[\u4e00-\u9fff]))
  | (?<![0-9A-Za-z.．%])(?P<num>\d{{1,6}})(?:
        [．.](?P<second>\d{{1,3}})(?:[．.](?P<third>\d{{1,3}}))?[．.、]?
        |[ ]?(?P<sign>[．.、)）﹒﹑])|(?P<space>[ \u3000\t])
    )
  | (?P<circled>[①-⑳㉑-㉟㊱-㊿❶-❿⓫-⓴⑴-⒇⒈-⒛])
  | (?P<letter>(?<![A-Za-z])[A-Za-z])[.．、)）](?=\s?[\u4e00-\u9fff])
  | (?<![\u4e00-\u9fff])(?P<named>任务|行动|工程|举措|专项|专项行动)
    (?P<named_number>[{_CN}]{{1,4}}|\d{{1,3}})[:：.．、 \u3000]
  | (?P<dash>——|―{{1,2}}|──)
    )
    """,
    re.VERBOSE,
)
_SIGNS = (
    ("①", "⑳", 1, "circled"), ("㉑", "㉟", 21, "circled"), ("㊱", "㊿", 36, "circled"), ("❶", "❿", 1, "circled"),
    ("⓫", "⓴", 11, "circled"), ("⑴", "⒇", 1, "round"), ("⒈", "⒛", 1, "arabic"),
)  # fmt: skip
_WHOLE = {"部分": "part", "篇": "part", "编": "part", "章": "chapter", "节": "section", "条": "article"}
_LIST_OF_NUMERALS = re.compile(rf"[{_CN}]+[、产]")
_LONGEST_HEADING = 60
_LONGEST_LIST = 999


class Marker(NamedTuple):
    """One possible number: `text` as printed; the clause text begins at `end`; `look` says how good it looks.

    `above` is what a dotted number repeats of the clauses above it: 2.1.3 stands in 2.1.
    """

    style: str
    value: int
    start: int
    end: int
    text: str
    look: float
    above: tuple[int, ...] = ()


class _Found(NamedTuple):
    """A match in its text: how its place suits a number, and where the range ends."""

    text: str
    match: re.Match[str]
    place: float
    high: int

    @property
    def behind(self) -> float:
        return behind(self.text, self.match.end(), self.high)

    def marker(
        self, style: str, value: int, look: float, *, above: tuple[int, ...] = (), end: int | None = None
    ) -> Marker:
        start = self.match.start()
        end = self.match.end() if end is None else end
        return Marker(style, value, start, end, self.text[start:end].strip(), look, above)


def chinese_number(digits: str) -> int:
    """Read a Chinese counting number below a thousand.

    >>> [chinese_number(digits) for digits in ("二", "十", "十二", "二十", "三十一", "一百零五", "一〇")]
    [2, 10, 12, 20, 31, 105, 10]
    """
    if not set(digits) & set("十百"):
        return int("".join(str(max(0, _DIGITS.index(digit) - 1)) for digit in digits))
    total, digit = 0, 0
    for sign in digits:
        if sign in "十百":
            total += (digit or 1) * (10 if sign == "十" else 100)
            digit = 0
        else:
            digit = max(0, _DIGITS.index(sign) - 1)
    return total + digit


def find_markers(text: str, ranges: Sequence[tuple[int, int]]) -> list[list[Marker]]:
    """Every possible number inside the ranges, in order; readings that exclude each other stand in one group.

    >>> [[m.text for m in group] for group in find_markers("一、总则\\n1.建桥PM2.5。2.修路", [(0, 18)])]
    [['一、'], ['1.'], ['2.']]
    """
    groups = []
    for start, end in ranges:
        for match in _SCAN.finditer(text, start, end):
            found = _Found(text, match, before(text, match.start(), start), end)
            group = [marker for marker in _READERS[_kind(match)](found) if marker.look > UNLIKELY]
            if group:
                groups.append(group)
    return groups


def _kind(match: re.Match[str]) -> str:
    """The first named part of the pattern that matched."""
    kind = match.lastgroup or ""
    return {
        "unit": "whole", "cn_in": "bracket", "num_in": "bracket", "cn_space": "cn", "second": "num", "third": "num",
        "sign": "num", "space": "num", "named_number": "named",
    }.get(kind, kind)  # fmt: skip


def _whole(found: _Found) -> Iterator[Marker]:
    """第一章, 第一条: in the middle of words rather a reference to another clause."""
    digits, end = found.match["whole"], found.match.end()
    value = int(digits) if digits.isdecimal() else chinese_number(digits)
    spaced = end < found.high and found.text[end] in " \u3000\t"
    doubt = 0 if found.place == LINE else 0.5 if spaced else 0.8 if found.place >= BRACKET else 2.5
    yield found.marker(_WHOLE[found.match["unit"]], value, found.place + found.behind - doubt)


def _bracket(found: _Found) -> Iterator[Marker]:
    look = found.place + found.behind
    if digits := found.match["cn_in"]:
        yield found.marker("bracketed", chinese_number(digits), look - (0 if found.place >= BRACKET else 0.7))
        return
    figures = found.match["num_in"]
    year = len(figures) == len("2026") and figures[:2] in ("19", "20")
    yield found.marker("round", int(figures), look - (0 if found.place >= BRACKET else 1.5) - (4 if year else 0))


def _chinese(found: _Found) -> Iterator[Marker]:
    """一、 and its kin; 一、二、三产 is a list of numerals."""
    spaced = bool(found.match["cn_space"])
    if spaced and found.place != LINE:
        return
    look = found.place + found.behind - (0 if found.place >= BRACKET else 2.5) - (1.5 if spaced else 0)
    look -= 4 if _LIST_OF_NUMERALS.match(found.text, found.match.end()) else 0
    yield found.marker("chinese", chinese_number(found.match["cn"]), look)


def _ordinal(found: _Found) -> Iterator[Marker]:
    if found.place >= PAUSE:
        doubt = 0 if found.match[0].endswith("是") else 1
        yield found.marker("ordinal", chinese_number(found.match["ordinal"]), found.place - doubt)


def _arabic(found: _Found) -> Iterator[Marker]:
    match, place = found.match, found.place
    value, sign = int(match["num"]), match["sign"]
    if match["space"]:
        words = HAN.match(found.text, match.end()) and not UNIT.match(found.text, match.end())
        if place == LINE and value <= _LONGEST_LIST and words:
            yield found.marker("arabic", value, PAUSE)
    elif sign in (")", "）"):
        if place >= PAUSE and value <= _LONGEST_LIST:
            yield found.marker("half_round", value, place - 1 + found.behind)
    elif sign:
        glued = place < PAUSE
        between_words = place == GLUED and HAN.match(found.text, match.end())
        bonus = 0.0 if not glued else -1.2 if sign == "、" else 0.8 if between_words else 0.0
        yield found.marker("arabic", value, place + found.behind + bonus)
    else:
        yield from _decimal(found)


def _decimal(found: _Found) -> Iterator[Marker]:
    """2.5 is a quantity, the clause 2.5, or the number 2 before a text that begins with a figure."""
    text, match, place = found.text, found.match, found.place
    value, second, third = int(match["num"]), match["second"], match["third"]
    after_first = match.start() + len(match["num"]) + 1
    if not third:
        figure = after_first + len(second)
        doubt = 1 if DATE.match(text, after_first) else 5.5 if UNIT.match(text, figure) else 3.5
        yield found.marker("arabic", value, place - doubt, end=after_first)
    if place < GLUED or UNIT.match(text, match.end()):
        return
    look = place + found.behind - (0 if place >= SENTENCE else 1.5)
    if third:
        yield found.marker("dotted3", int(third), look, above=(value, int(second)))
    else:
        yield found.marker("dotted2", int(second), look - 0.5, above=(value,))


def _circled(found: _Found) -> Iterator[Marker]:
    sign = found.match["circled"]
    for first, last, value, style in _SIGNS:
        if first <= sign <= last:
            look = max(found.place, 1.0) + min(0.0, found.behind + 2)
            yield found.marker(style, value + ord(sign) - ord(first), look)


def _letter(found: _Found) -> Iterator[Marker]:
    if found.place >= BRACKET:
        value = ord(found.match["letter"].lower()) - ord("a") + 1
        yield found.marker("letter", value, found.place - (1 if found.place == LINE else 1.8))


def _named(found: _Found) -> Iterator[Marker]:
    """行动一：, 任务3.: only where a line begins."""
    if found.place == LINE:
        digits = found.match["named_number"]
        value = int(digits) if digits.isdecimal() else chinese_number(digits)
        yield found.marker("named", value, found.place + found.behind)


def _dash(found: _Found) -> Iterator[Marker]:
    if found.place == LINE:
        yield found.marker("dash", 0, found.place)


_READERS = {
    "whole": _whole, "bracket": _bracket, "cn": _chinese, "ordinal": _ordinal, "num": _arabic, "circled": _circled,
    "letter": _letter, "named": _named, "dash": _dash,
}  # fmt: skip


def heading_markers(
    text: str, headings: Sequence[tuple[int, int, int]], groups: list[list[Marker]]
) -> list[list[Marker]]:
    """The numbers with the unnumbered headings between them that the format knew: (start, end, level)."""
    numbered = {marker.start for group in groups for marker in group if marker.look >= SENTENCE}
    found = []
    for low, end, level in headings:
        start = next((at for at in range(low, end) if text[at] not in MARGINS), end)
        if start < end <= start + _LONGEST_HEADING and start not in numbered:
            found.append([Marker(f"heading{min(level, 3)}", 0, start, start, "", LINE)])
    return sorted([*groups, *found], key=lambda group: group[0].start) if found else groups
