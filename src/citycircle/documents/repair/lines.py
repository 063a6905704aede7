"""Sentences that a web page or a printed page broke over several lines, joined again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from citycircle.documents.mended import Edit, Mended
from citycircle.documents.repair.signs import COLON, COMMA, HAN, IS_NEW, SEMICOLON, STOP
from citycircle.documents.repair.signs import lines as filled

BROKEN, WRAPPED, ISSUER = "broken_line", "wrapped_line", "broken_heading"
_LINE = re.compile(r"[^\n]+")
_DATE = re.compile(r"\s*[12二][0-9〇○O零一二]{3}年[0-9一二三四五六七八九十]{1,3}月[0-9一二三四五六七八九十]{1,3}日$")
_BODY = re.compile(r"(?:政府|委员会|办公室|办公厅|领导小组|指挥部|联席会议|厅|局|委|办|部|院|会|中心)$")
_SENTENCE = re.compile(f"[{STOP}{SEMICOLON}{COLON}]")
_STOPPED = re.compile(rf"[{STOP}|>]$")
_BEFORE_END = re.compile(rf"[{HAN}\d%\uff05”》)\uff09〕][{COMMA}{SEMICOLON}、]?$")
_BEGINS = re.compile(rf"[ \t\u3000]*[{HAN}“《(\uff08\d]")
_COMMA = re.compile(f"[{COMMA}、。{SEMICOLON}]")
_NARROW = re.compile(r"[\x20-\x7e]")
_LONG, _PAGE = 18, 6
"""A line shorter than that is a heading; six lines cut at one width are a margin, not chance."""
_SLACK, _NEAR = 2, (-2, -1, 0, 1, 2)
_NAME_LINE, _NAME_LINES = 30, 4
"""Nobody signs over more lines, or longer ones."""
_HEADING_LINE = 80
_PLACE = re.compile("^.{0,8}[省市县区州盟旗]|^中共|^国家|^全国")
_JOINS = re.compile("^[暨和及与、]")


def after_semicolons(mended: Mended) -> Iterator[Edit]:
    """Join a line that ends in a semicolon with the next one, unless that begins an item or a label of its own."""
    text = mended.text
    for line, following in pairwise(filled(text)):
        words = line.group().rstrip()
        if words[-1] in SEMICOLON and _is_prose(words, following.group()):
            yield Edit(line.start() + len(words), following.start() + _indent(following.group()), "", BROKEN)


def wrapped(mended: Mended) -> Iterator[Edit]:
    """Join lines that a printed page cut at its right margin, where the document shows such a margin."""
    text = mended.text
    margin = _margin(text)
    if not margin:
        return
    depth = 0
    for line, following in pairwise(_LINE.finditer(text)):
        words = line.group().rstrip()
        depth += _opened(words)
        full = abs(margin.width(words) - margin.at) <= _SLACK
        if full and _touch(text, line, following) and _goes_on(words, following.group(), depth):
            yield Edit(line.start() + len(words), following.start() + _indent(following.group()), "", WRAPPED)
        else:
            depth = 0


def _goes_on(words: str, following: str, depth: int) -> bool:
    """Say whether a full line goes on below: inside a bracket or a number always, else unless something new begins."""
    if depth > 0 or (words[-1:].isdigit() and following[:1].isdigit()):
        return True
    return not _STOPPED.search(words) and not IS_NEW.match(following)


def _opened(words: str) -> int:
    return sum(words.count(sign) for sign in "(（〔《“") - sum(words.count(sign) for sign in ")）〕》”")


@dataclass(frozen=True, slots=True)
class _Margin:
    """Where a page cuts its lines, and how the width of a line is told."""

    at: int
    width: Callable[[str], float]


def _printed_width(line: str) -> float:
    """How wide a line is printed, in Chinese characters: Latin letters, digits and ASCII signs take half of one."""
    return len(line) - 0.5 * len(_NARROW.findall(line))


def _margin(text: str) -> _Margin | None:
    """Where most sentences of a printed page are cut; None where lines are paragraphs.

    A page cuts by printed width, a mail program by the number of characters.
    """
    lines = [line.group().rstrip() for line in _LINE.finditer(text)]
    found = (_cut(lines, width) for width in (_printed_width, len))
    best = max((each for each in found if each), key=lambda pair: pair[0], default=None)
    return best[1] if best else None


def _cut(lines: list[str], width: Callable[[str], float]) -> tuple[int, _Margin] | None:
    """How many lines are cut at one width, and which, if they are enough for a margin."""
    widths = [round(width(line)) for line in lines]
    cut = Counter(wide for wide, line in zip(widths, lines, strict=True) if wide >= _LONG and not _STOPPED.search(line))
    if not cut:
        return None
    at = max(cut, key=lambda wide: (sum(cut[wide + by] for by in _NEAR), wide))
    full = [line for wide, line in zip(widths, lines, strict=True) if abs(wide - at) <= _SLACK]
    wider = sum(1 for wide in widths if wide > at + _SLACK + 1)
    sentences = sum(1 for line in full if _COMMA.search(line))
    is_margin = len(full) >= _PAGE and len(full) * 3 > len(lines) and wider * 10 <= len(lines)
    return (len(full), _Margin(at, width)) if is_margin and sentences * 2 > len(full) else None


def _touch(text: str, line: re.Match[str], following: re.Match[str]) -> bool:
    """Say whether two lines follow each other without an empty one between."""
    return text.count("\n", line.end(), following.start()) == 1


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" \t\u3000"))


def issuers(mended: Mended) -> Iterator[Edit]:
    """Join the lines of a signature that stands above its date: two or three short ones, the last a body's name."""
    text = mended.text
    lines = list(filled(text))
    for at, line in enumerate(lines):
        if _DATE.match(line.group().rstrip()) and at > 1 and _BODY.search(lines[at - 1].group().strip()):
            for upper, lower in pairwise(_name(lines, at)):
                end = upper.start() + len(upper.group().rstrip())
                yield Edit(end, lower.start() + _indent(lower.group()), "", ISSUER)


def _name(lines: list[re.Match[str]], date: int) -> list[re.Match[str]]:
    """The lines above a date that are one name: it begins with a place, or goes on with 暨."""
    first = date - 1
    while first and _is_part(lines[first - 1].group()) and date - first < _NAME_LINES:
        first -= 1
    begins = _PLACE.search(lines[first].group().strip())
    joins = any(_JOINS.search(line.group().strip()) for line in lines[first + 1 : date])
    return lines[first:date] if begins or joins else []


def _is_part(line: str) -> bool:
    """Say whether a line may be the beginning of a name that goes on below."""
    words = line.strip()
    whole = _BODY.search(words) or _SENTENCE.search(words) or IS_NEW.match(words)
    return not whole and 1 < len(words) <= _NAME_LINE and bool(re.match(f"[{HAN}“]", words))


def headings(mended: Mended) -> Iterator[Edit]:
    """Join a line that stops inside a bracket or behind a comma or 、 with the next one."""
    text = mended.text
    for line, following in pairwise(_LINE.finditer(text)):
        words = line.group().rstrip()
        if words and _is_open(words) and _is_prose(words, following.group()) and _touch(text, line, following):
            end = line.start() + len(words)
            yield Edit(end, following.start() + _indent(following.group()), "", ISSUER)


def _is_prose(words: str, following: str) -> bool:
    """Say whether Chinese words run up to a line end and go on below, without an item or a label of its own."""
    return bool(_BEFORE_END.search(words) and _BEGINS.match(following)) and not IS_NEW.match(following)


def _is_open(words: str) -> bool:
    if words[-1] in f"{COMMA}、":
        return True
    return len(words) < _HEADING_LINE and any(words.count(a) > words.count(b) for a, b in ("《》", "“”", "〔〕"))
