"""A text as it is compared: one writing for one thing, and blanks where the words tell no two tasks apart.

Every letter keeps the place it came from, so that the words that decided can be marked in both texts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from citycircle.core.plans import Span
from citycircle.language.dates import find_dates
from citycircle.language.wordlists import any_of, read_words

_LISTS = read_words(__package__, "office_words.txt")
_EQUIVALENT = {
    writing: writings[0]
    for writings in (line.split("=") for line in _LISTS["equivalents"])
    for writing in writings[1:]
}  # fmt: skip
_OTHER_WRITING = re.compile(any_of(_EQUIVALENT))
_SAYS_NOTHING = re.compile(any_of(_LISTS["said of everything"]))
_PARTICLE = frozenset(_LISTS["particles"])
_NUMBER = re.compile(r"(?<![a-z\d])\d[\d.,]*")
_WORD = re.compile(r"[^\W_]+")
_BLANK = " "


class Letters(NamedTuple):
    """The letters that are compared, and for each of them its stretch of the text as printed."""

    text: str
    places: tuple[Span, ...]

    def span(self, start: int, end: int) -> Span:
        """The stretch as printed of some letters."""
        return Span(self.places[start].start, self.places[end - 1].end)

    def pairs(self) -> frozenset[str]:
        """Every two neighbouring letters of a word: Chinese has no spaces (see `language.tokens`)."""
        return frozenset(self.text[at : at + 2] for word in self.words() for at in range(word.start, word.end - 1))

    def words(self) -> Iterator[Span]:
        """The runs without a blank."""
        return (Span(*found.span()) for found in _WORD.finditer(self.text))


def letters(text: str) -> Letters:
    """What of a text is compared.

    >>> found = letters("推进入河排污口整治，2026年底前PM2.5达标")
    >>> [found.text[start:end] for start, end in found.words()]
    ['入河排污口整治', '细颗粒物达标']
    """
    signs = [(folded, at) for at, sign in enumerate(text) for folded in unicodedata.normalize("NFKC", sign).casefold()]
    plain = "".join(sign for sign, _ in signs)
    found, places = _in_one_writing(plain, [Span(at, at + 1) for _, at in signs])
    dated = [Span(moment.start, moment.end) for moment in find_dates(text)]
    blanked = [
        _BLANK if sign in _PARTICLE or any(date.start <= place.start < date.end for date in dated) else sign
        for sign, place in zip(found, places, strict=True)
    ]
    kept = "".join(blanked)
    for pattern in (_NUMBER, _SAYS_NOTHING):
        kept = pattern.sub(lambda match: _BLANK * len(match[0]), kept)
    return Letters(kept, tuple(places))


def _in_one_writing(plain: str, places: list[Span]) -> tuple[str, list[Span]]:
    text, kept, last = "", [], 0
    for match in _OTHER_WRITING.finditer(plain):
        canonical = _EQUIVALENT[match[0]]
        whole = Span(places[match.start()].start, places[match.end() - 1].end)
        text += plain[last : match.start()] + canonical
        kept += [*places[last : match.start()], *([whole] * len(canonical))]
        last = match.end()
    return text + plain[last:], kept + places[last:]
