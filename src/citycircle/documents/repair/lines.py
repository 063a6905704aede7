"""Sentences that a web page or a printed page broke over several lines, joined again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from citycircle.documents.mended import Edit, Mended
from citycircle.documents.repair.signs import CLOSE, COLON, COMMA, HAN, IS_NEW, SEMICOLON, STOP
from citycircle.documents.repair.signs import lines as filled

BROKEN, WRAPPED, ISSUER = "broken_line", "wrapped_line", "broken_heading"
_LINE = re.compile(r"[^\n]+")
_DATE = re.compile(r"\s*[12二][0-9〇○O零一二]{3}年[0-9一二三四五六七八九十]{1,3}月[0-9一二三四五六七八九十]{1,3}日$")
_BODY = re.compile(r"(?:政府|委员会|办公室|办公厅|领导小组|指挥部|联席会议|厅|局|委|办|部|院|会|中心)$")
_SENTENCE = re.compile(f"[{STOP}{SEMICOLON}{COLON}]")
_TAIL = re.compile(rf"[{STOP}{SEMICOLON}{COLON}|>]$|[{CLOSE}]$")
_LONG = 18


def after_semicolons(mended: Mended) -> Iterator[Edit]:
    """Join a line that ends in a semicolon with the next one, unless that begins an item or a label of its own."""
    text = mended.text
    for line, following in pairwise(filled(text)):
        words = line.group().rstrip()
        if words[-1] in SEMICOLON and not IS_NEW.match(following.group()):
            yield Edit(line.start() + len(words), following.start() + _indent(following.group()), "", BROKEN)


def wrapped(mended: Mended) -> Iterator[Edit]:
    """Join lines that a printed page cut at its right margin, where the document shows such a margin."""
    text = mended.text
    margin = _margin(text)
    if not margin:
        return
    for line, following in pairwise(_LINE.finditer(text)):
        words = line.group().rstrip()
        full = margin - 2 <= len(words) <= margin + 2
        if full and not _TAIL.search(words) and not IS_NEW.match(following.group()) and _touch(text, line, following):
            yield Edit(line.start() + len(words), following.start() + _indent(following.group()), "", WRAPPED)


def _margin(text: str) -> int:
    """The width at which most sentences of a printed page are cut, or 0 where lines are paragraphs."""
    lines = [line.group().rstrip() for line in _LINE.finditer(text)]
    cut = Counter(len(line) for line in lines if len(line) >= _LONG and not _TAIL.search(line))
    if not cut:
        return 0
    width, _ = max(cut.items(), key=lambda item: (sum(cut[item[0] + by] for by in (-2, -1, 0, 1, 2)), item[0]))
    near = sum(cut[width + by] for by in (-2, -1, 0, 1, 2))
    wider = sum(1 for line in lines if len(line) > width + 4)
    return width if near >= 6 and near * 3 > len(lines) and wider * 10 <= len(lines) else 0  # noqa: PLR2004 - six such lines are a margin, not chance


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
            first = at - 1
            while first and _is_part(lines[first - 1].group()) and at - first < 4:  # noqa: PLR2004 - nobody signs over five lines
                first -= 1
            for upper, lower in pairwise(lines[first:at]):
                end = upper.start() + len(upper.group().rstrip())
                yield Edit(end, lower.start() + _indent(lower.group()), "", ISSUER)


def _is_part(line: str) -> bool:
    """Say whether a line may be the beginning of a name that goes on below."""
    words = line.strip()
    whole = _BODY.search(words) or _SENTENCE.search(words) or IS_NEW.match(words)
    return not whole and 2 <= len(words) <= 30 and bool(re.match(f"[{HAN}“]", words))  # noqa: PLR2004 - longest line of an official name


def headings(mended: Mended) -> Iterator[Edit]:
    """Join a line that stops inside a bracket or behind a comma or 、 with the next one."""
    text = mended.text
    for line, following in pairwise(_LINE.finditer(text)):
        words = line.group().rstrip()
        if words and _is_open(words) and not IS_NEW.match(following.group()) and _touch(text, line, following):
            end = line.start() + len(words)
            yield Edit(end, following.start() + _indent(following.group()), "", ISSUER)


def _is_open(words: str) -> bool:
    if words[-1] in f"{COMMA}、":
        return True
    return len(words) < 80 and any(words.count(a) > words.count(b) for a, b in ("《》", "“”", "〔〕"))  # noqa: PLR2004 - a heading, not a paragraph
