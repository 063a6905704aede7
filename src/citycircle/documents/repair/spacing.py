"""Spaces that copying left inside Chinese words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from citycircle.documents.mended import Edit, Mended
from citycircle.documents.repair.signs import HAN

Gap = tuple[int, int]
KIND = "space"
_BLANKS = re.compile(r"[ \u3000][ \u3000]*")
_GAP = re.compile(rf"(?<=[{HAN}])[ \u3000]+(?=[{HAN}])")
_JOINED = re.compile(rf"[{HAN}](?=[{HAN}])")
_SIGN = re.compile(
    rf"(?<=[{HAN}]) +(?=·[{HAN}])|(?<=[{HAN}]·) +(?=[{HAN}])"
    rf"|(?<=[(\uff08〔【《“]) +(?=[{HAN}])|(?<=[{HAN}]) +(?=[)\uff09〕】》”])"
)
_THREE = re.compile(rf"[{HAN}]{{3}}")
_LINE = re.compile(r"[^\n]+")
_FEW = 40
_SPACED, _FEWEST = 0.5, 4
"""From this share of its joints on, a line counts as set in spaced characters (推 进 都 市 圈); four gaps are more than
a row of names."""


def edits(mended: Mended) -> Iterator[Edit]:
    """Close gaps inside words: beside · and inside brackets, in spaced lines, where the word stands elsewhere whole.

    Any other space between two Chinese characters may part a title from its text, so it stays.
    """
    text = mended.text
    blanks = [match.span() for match in _BLANKS.finditer(text)]
    found = {match.span() for start, _ in blanks if (match := _SIGN.match(text, start))}
    gaps = [(start, end) for start, end in blanks if _GAP.match(text, start)]
    found.update(_in_spaced_lines(text, gaps))
    found.update(_inside_words(text, [(start, end) for start, end in gaps if text[start:end] == " "]))
    for start, end in sorted(found):
        yield Edit(start, end, "", KIND)


def _in_spaced_lines(text: str, gaps: list[Gap]) -> Iterator[Gap]:
    if len(gaps) < _FEWEST:
        return
    for line in _LINE.finditer(text):
        inside = gaps[bisect_left(gaps, line.span()) : bisect_left(gaps, (line.end(), 0))]
        if len(inside) >= _FEWEST and _is_spaced(line[0], len(inside)):
            yield from inside


def _is_spaced(line: str, gaps: int) -> bool:
    joints = gaps + sum(1 for _ in _JOINED.finditer(line))
    return gaps >= _SPACED * joints


def _inside_words(text: str, gaps: list[Gap]) -> Iterator[Gap]:
    """Single spaces whose three characters around stand somewhere else in one piece."""
    wanted = {span: _halves(text, *span) for span in gaps}
    whole = _standing(text, {word for halves in wanted.values() for word in halves})
    return (span for span in gaps if whole.intersection(wanted[span]))


def _standing(text: str, words: set[str]) -> set[str]:
    """Which of the words of three characters stand in a text; many of them are looked up in one pass."""
    if len(words) <= _FEW:
        return {word for word in words if word in text}
    return words.intersection(text[at : at + 3] for at in range(len(text) - 2))


def _halves(text: str, start: int, end: int) -> tuple[str, ...]:
    left, right = text[max(0, start - 2) : start], text[end : end + 2]
    halves = (left + right[:1], left[-1:] + right)
    return tuple(word for word in halves if _THREE.fullmatch(word))
