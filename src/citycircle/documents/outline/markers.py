"""Everything in a text that could be the number of a clause, and how much it looks like one.

A number is judged here by what stands around it only: 2.0版, 12.5米 and PM2.5 look poor, a number at the start of a line
looks good. Whether it is a number of this document is decided by the sequence as a whole (`numbering`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

STYLES = (
    "heading1", "part", "chapter", "section", "chinese", "heading2", "article", "bracketed", "heading3", "arabic",
    "dotted2", "dotted3", "round", "half_round", "letter", "circled", "ordinal", "dash", "paragraph",
)  # fmt: skip
"""The habits of numbering from the outermost to the innermost, as most documents order them:
第一部分, 第一章, 第一节, 一、, 第一条, (一), 1., 1.1, 1.1.1, (1), 1), a., ①, 一是, ——. The headings have no number:
their format (Word, a web page) calls them so. A paragraph has neither."""
RANK = {style: rank for rank, style in enumerate(STYLES)}
MINOR = frozenset({"letter", "circled", "ordinal", "dash"})
"""Styles that by nature list parts of something."""
UNNUMBERED = frozenset({"heading1", "heading2", "heading3", "dash", "paragraph"})
RANK = {style: rank for rank, style in enumerate(STYLES)}
MINOR = frozenset({"letter", "circled", "ordinal", "dash"})
"""Styles that by nature list parts of something."""

_DIGITS = "〇零一二三四五六七八九"
_CN = "一二三四五六七八九十百零〇"
_SCAN = re.compile(
    rf"""
    第(?P<whole>[{_CN}]{{1,6}}|\d{{1,3}})(?P<unit>部分|篇|编|章|节|条)(?!例|款|线|第)
  | [(（〔【\[﹝〈［]\s?(?:(?P<cn_in>[{_CN}]{{1,5}})|(?P<num_in>\d{{1,6}}))\s?[)）〕】\]﹞〉］]
  | (?<![{_CN}第])(?P<cn>[{_CN}]{{1,5}})(?:[、．.]|(?P<cn_space>[ \u3000]))
  | (?<![{_CN}第\w])(?P<ord>[一二三四五六七八九十]{{1,2}})(?:是|要(?=[\u4e00-\u9fff]))
  | (?<![0-9A-Za-z.．%])(?P<num>\d{{1,6}})(?:[．.](?P<second>\d{{1,3}})(?:[．.](?P<third>\d{{1,3}}))?[．.、]?|(?P<sign>[．.、)）])|(?P<space>[ \u3000\t]))
  | (?P<circled>[①-⑳㉑-㉟㊱-㊿❶-❿⓫-⓴⑴-⒇⒈-⒛])
  | (?P<letter>(?<![A-Za-z])[A-Za-z])[.．、)）](?=\s?[\u4e00-\u9fff])
  | (?P<dash>——|―{{1,2}}|──)
    """,
    re.VERBOSE,
)
_UNIT = re.compile(r"\s?(?:[%％‰℃°a-zA-Z]|[万亿千百十]|公里|平方|米|倍|元|吨|亩|版|个|人|家|项|次|分|小时|类)")
_DATE = re.compile(r"20\d{2}年|\d{1,2}月")
_CIRCLED = (
    ("①", "⑳", 1),
    ("㉑", "㉟", 21),
    ("㊱", "㊿", 36),
    ("❶", "❿", 1),
    ("⓫", "⓴", 11),
    ("⑴", "⒇", 1),
    ("⒈", "⒛", 1),
)
_SENTENCE_END = frozenset("。；;！!？?…：:")
_CLOSING = frozenset("”\"'’）)〕】]》﹞")
_LINE_DECOR = frozenset(" \t\u3000\u00a0#*>-•·▪◆●")
_HAN = re.compile(r"[\u3400-\u9fff]")

LINE, SENTENCE, BRACKET, PAUSE, GLUED = 3.0, 2.5, 2.0, 0.5, 0.0


@dataclass(frozen=True, slots=True)
class Marker:
    """One possible number: `text` as printed; the clause text begins at `end`; `look` says how good it looks."""

    style: str
    value: int
    start: int
    end: int
    text: str
    look: float
    above: tuple[int, ...] = ()
    line: bool = False


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
            group = [marker for marker in _readings(text, match, start, end) if marker.look > -5]
            if group:
                groups.append(group)
    return groups


def _readings(text: str, match: re.Match[str], low: int, high: int) -> Iterator[Marker]:
    place, line = _place(text, match.start(), low)
    kind = match.lastgroup
    if match["whole"]:
        yield from _whole(text, match, place, line, high)
    elif match["cn_in"] or match["num_in"]:
        yield from _bracketed(text, match, place, line, high)
    elif match["cn"]:
        look = place + _after(text, match.end(), high) - (0 if place >= BRACKET else 2.5)
        if match["cn_space"] and not line:
            return
        look -= 1.5 if match["cn_space"] else 0
        look -= 4 if re.match(rf"[{_CN}]+[、产]", text[match.end() : match.end() + 4]) else 0
        yield _marker(text, "chinese", chinese_number(match["cn"]), match, look, line)
    elif match["ord"]:
        if place >= PAUSE:
            look = place + (0 if text[match.end() - 1] == "是" else -1)
            yield _marker(text, "ordinal", chinese_number(match["ord"]), match, look, line)
    elif match["num"]:
        yield from _arabic(text, match, place, line, high)
    elif kind == "circled":
        look = max(place, 1.0) + min(0.0, _after(text, match.end(), high) + 2)
        yield _marker(text, *_circled(match["circled"]), match, look, line)
    elif match["letter"]:
        if place >= BRACKET:
            value = ord(match["letter"].lower()) - 96
            yield _marker(text, "letter", value, match, place - (1 if line else 1.8), line)
    elif match["dash"] and line:
        yield _marker(text, "dash", 0, match, place, line)


def _marker(
    text: str, style: str, value: int, match: re.Match[str], look: float, line: bool, above: tuple[int, ...] = (),
    end: int | None = None,
) -> Marker:  # fmt: skip
    end = match.end() if end is None else end
    return Marker(style, value, match.start(), end, text[match.start() : end].strip(), look, above, line)


def _whole(text: str, match: re.Match[str], place: float, line: bool, high: int) -> Iterator[Marker]:
    digits, unit = match["whole"], match["unit"]
    value = int(digits) if digits.isdecimal() else chinese_number(digits)
    style = {"部分": "part", "篇": "part", "编": "part", "章": "chapter", "节": "section", "条": "article"}[unit]
    spaced = match.end() < high and text[match.end()] in " \u3000\t"
    doubt = 0 if line else 0.5 if spaced else 0.8 if place >= BRACKET else 2.5
    yield _marker(text, style, value, match, place + _after(text, match.end(), high) - doubt, line)


def _bracketed(text: str, match: re.Match[str], place: float, line: bool, high: int) -> Iterator[Marker]:
    look = place + _after(text, match.end(), high)
    if digits := match["cn_in"]:
        look -= 0 if place >= BRACKET else 0.7
        yield _marker(text, "bracketed", chinese_number(digits), match, look, line)
        return
    look -= 0 if place >= BRACKET else 1.5
    year = len(match["num_in"]) == 4 and match["num_in"][:2] in ("19", "20")
    yield _marker(text, "round", int(match["num_in"]), match, look - (4 if year else 0), line)


def _arabic(text: str, match: re.Match[str], place: float, line: bool, high: int) -> Iterator[Marker]:
    value, sign = int(match["num"]), match["sign"]
    if match["space"]:
        if line and len(match["num"]) <= 3 and _HAN.match(text, match.end()) and not _UNIT.match(text, match.end()):
            yield _marker(text, "arabic", value, match, 0.5, line)
        return
    if sign in (")", "）"):
        if place >= PAUSE and len(match["num"]) <= 3:
            yield _marker(text, "half_round", value, match, place - 1 + _after(text, match.end(), high), line)
        return
    if sign:
        between_words = place == GLUED and _HAN.match(text, match.end())
        glued = 0.0 if place >= PAUSE else -1.2 if sign == "、" else 0.8 if between_words else 0.0
        look = place + _after(text, match.end(), high) + glued
        yield _marker(text, "arabic", value, match, look, line)
        return
    yield from _decimal(text, match, place, line, high)


def _decimal(text: str, match: re.Match[str], place: float, line: bool, high: int) -> Iterator[Marker]:
    """`2.5` is a quantity, the clause 2.5, or the number 2 before a text that begins with a figure."""
    value, second = int(match["num"]), match["second"]
    after_first = match.start() + len(match["num"]) + 1
    if not match["third"]:
        if _DATE.match(text, after_first):
            look = place - 1
        elif _UNIT.match(text, after_first + len(second)):
            look = place - 5.5
        else:
            look = place - 3.5
        yield _marker(text, "arabic", value, match, look, line, end=after_first)
    if place < SENTENCE or _UNIT.match(text, match.end()):
        return
    look = place + _after(text, match.end(), high)
    if third := match["third"]:
        yield _marker(text, "dotted3", int(third), match, look, line, (value, int(second)))
    else:
        yield _marker(text, "dotted2", int(second), match, look - 0.5, line, (value,))


def _circled(sign: str) -> tuple[str, int]:
    for first, last, value in _CIRCLED:
        if first <= sign <= last:
            style = "round" if first == "⑴" else "arabic" if first == "⒈" else "circled"
            return style, value + ord(sign) - ord(first)
    raise ValueError(sign)


def _place(text: str, start: int, low: int) -> tuple[float, bool]:
    """How well the place before a number suits one, and whether it is the start of a line."""
    at = start - 1
    stop = max(low, start - 12)
    while at >= stop and text[at] in _LINE_DECOR:
        at -= 1
    if at < low or text[at] in "\n\r\f\v\x85\u2028\u2029":
        return LINE, True
    before = text[at]
    if before in _SENTENCE_END:
        return SENTENCE, False
    if before in _CLOSING:
        return (BRACKET if before in ")）〕】]﹞" else PAUSE + 0.5), False
    if before in "、,，":
        return PAUSE, False
    return GLUED - (1 if before.isascii() and before.isalnum() else 0), False


def _after(text: str, end: int, high: int) -> float:
    """How well the text after a number suits a clause."""
    while end < high and text[end] in " \t\u3000*":
        end += 1
    if end >= high:
        return -3.0
    sign = text[end]
    if _HAN.match(sign) or sign in '“‘《"【<〈「':
        return 0.0
    if sign in "\r\n":
        return -1.0
    if sign.isalpha():
        return -0.2
    if sign.isdigit():
        return -0.5 if _DATE.match(text, end) else -1.5
    if sign in "*(（〔①②③[":
        return -0.5
    return -4.0


def heading_markers(
    text: str, headings: Sequence[tuple[int, int, int]], groups: list[list[Marker]]
) -> list[list[Marker]]:
    """The numbers with the unnumbered headings between them that the format knew: (start, end, level)."""
    numbered = {marker.start for group in groups for marker in group if marker.look >= SENTENCE}
    found = []
    for start, end, level in headings:
        while start < end and text[start] in _LINE_DECOR:
            start += 1
        if start < end <= start + 60 and start not in numbered:
            found.append([Marker(f"heading{min(level, 3)}", 0, start, start, "", LINE, (), True)])
    if not found:
        return groups
    return sorted([*groups, *found], key=lambda group: group[0].start)
