"""The lines of one page with their places, and how lines that the page width broke become paragraphs again."""

from __future__ import annotations

import ctypes
import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

_FULL = 3.2
"""A line is full when it ends within so many characters of the margin: signs that may not begin a line leave a gap."""
_FULL_AT_END = 1.4
"""The same for a line that ends a sentence: there a paragraph may end, and then the line ends anywhere."""
_INDENT = 0.8
_SAME_SIZE = 0.15
_MARKER = re.compile(
    r"[一二三四五六七八九十]{1,3}[、．.]|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,3}[、．.](?!\d)|[①-⑳]|第[一二三四五六七八九十百]{1,4}[条章节]"
)
# Word processors leave a small gap between Chinese characters and figures; pdfium reads it as a space, nobody typed it.
_GAP = re.compile(
    "(?<=[\u3000-\u9fff\uff00-\uffef]) (?=[0-9A-Za-z])|(?<=[0-9A-Za-z%]) (?=[\u3000-\u9fff\uff00-\uffef])"
)
# Quotation marks and dashes often come from another font, and programs write what one font holds in one go.
_OUT_OF_ORDER = re.compile("[\u2010-\u2027\u2190-\u22ff·]|(?<=[\u3000-\uffef]) (?=[\u3000-\uffef])")
_LATIN_GAP = 0.25
_WIDE_GAP = 1.6
UNBROKEN = re.compile(r"[(（“]?[\x21-\x7eāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]+")
"""A word that may not be broken goes to the next line whole."""
_ENDS = ("。", "；", "：", "！", "？", ";", "。”", "）。")


class Box(NamedTuple):
    """A place on the page as it is shown: points from its top left corner."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


@dataclass(slots=True, eq=False)
class Line:
    """A printed line: its text, the place from its first to its last character, and how tall they are."""

    text: str
    box: Box
    page: int
    size: float


class PageText:
    """The characters of one page and the places of those that somebody asks for."""

    def __init__(self, page: pypdfium2.PdfPage, number: int) -> None:
        self.number = number
        self.text_page = page.get_textpage()
        self.text: str = self.text_page.get_text_range()
        width, height = page.get_size()
        self.rotation: int = page.get_rotation()
        self.width, self.height = width, height
        self._left, self._right, self._bottom, self._top = (ctypes.c_double() for _ in range(4))
        self._places = tuple(map(ctypes.byref, (self._left, self._right, self._bottom, self._top)))
        # The bare handle: passing the object costs a Python call for each character.
        self._handle = self.text_page.raw
        # pdfium counts characters that have no text, and text that has no character; mostly there is neither.
        self._shifted = self.text_page.count_chars() != len(self.text)
        self._doubled = [at for at, character in enumerate(self.text) if character > "\uffff"] if self._shifted else []

    def box(self, at: int) -> Box | None:
        """Where the character at a place of the text stands; None for one that the reader made up."""
        if self._shifted:
            at = pdfium.FPDFText_GetCharIndexFromTextIndex(self._handle, at + bisect_left(self._doubled, at))
        if at < 0 or not pdfium.FPDFText_GetCharBox(self._handle, at, *self._places):
            return None
        return self.shown(self._left.value, self._bottom.value, self._right.value, self._top.value)

    def shown(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A box of the file's coordinates as it is shown, the page turned as it says."""
        if self.rotation == 0:
            return Box(left, self.height - top, right, self.height - bottom)
        if self.rotation == 90:  # noqa: PLR2004 - degrees
            return Box(bottom, left, top, right)
        if self.rotation == 270:  # noqa: PLR2004
            return Box(self.width - top, self.height - right, self.width - bottom, self.height - left)
        return Box(self.width - right, bottom, self.width - left, top)

    def lines(self) -> list[Line]:
        """The printed lines, blank ones left out."""
        found: list[Line] = []
        start = 0
        for text in self.text.split("\n"):
            line = self._line(text.rstrip("\r"), start)
            start += len(text) + 1
            if line is not None:
                found.append(line)
        return found

    def _line(self, text: str, start: int) -> Line | None:
        core = text.strip()
        if not core:
            return None
        first = start + text.index(core[0])
        last = first + len(core) - 1
        if _OUT_OF_ORDER.search(core) and (line := self._in_order(core, first)) is not None:
            return line
        head = self.box(first)
        tail = head if last == first else self.box(last)
        if head is None or tail is None:
            return Line(core, Box(0, 0, 0, 0), self.number, 1.0)
        # A comma or a dash is low; the taller of two characters tells the size of the line.
        box = Box(head.left, min(head.top, tail.top), tail.right, max(head.bottom, tail.bottom))
        return Line(core, box, self.number, max(box.bottom - box.top, 1.0))

    def _in_order(self, core: str, first: int) -> Line | None:
        """A line whose characters the file gives in another order than they are printed; None where it does not."""
        placed = [(box, sign) for at, sign in enumerate(core, first) if sign != " " and (box := self.box(at))]
        if all(one.left <= other.left for (one, _), (other, _) in pairwise(placed)):
            return None
        size = max(box.bottom - box.top for box, _ in placed)
        middles = [box.middle[1] for box, _ in placed]
        if max(middles) - min(middles) > size:
            # Two printed lines that the file runs into one: sorting would shuffle them.
            return None
        placed.sort(key=lambda each: each[0].left)
        text = placed[0][1]
        for (before, _), (box, sign) in pairwise(placed):
            gap = box.left - before.right
            latin = text[-1].isascii() and sign.isascii() and text[-1].isalpha() and sign.isalpha()
            text += " " + sign if gap > (_LATIN_GAP if latin else _WIDE_GAP) * size else sign
        top, bottom = min(box.top for box, _ in placed), max(box.bottom for box, _ in placed)
        return Line(text, Box(placed[0][0].left, top, placed[-1][0].right, bottom), self.number, size)


@dataclass(frozen=True, slots=True)
class Margins:
    """Where text begins and ends on the pages of a document."""

    left: float
    right: float

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Margins:
        """The margins that most long lines keep; a page number or a note beside the text does not move them."""
        if not lines:
            return cls(0.0, 0.0)
        widest = max(line.box.right - line.box.left for line in lines)
        long = [line for line in lines if line.box.right - line.box.left > widest * 0.75] or list(lines)
        lefts = sorted(line.box.left for line in long)
        rights = sorted(line.box.right for line in long)
        return cls(lefts[len(lefts) // 20], rights[-1 - len(rights) // 20])


def continues(line: Line, following: Line, margins: Margins) -> bool:
    """Whether a line goes on in the next one: it is full, and the next begins at the margin in the same size."""
    if abs(line.size - following.size) > _SAME_SIZE * max(line.size, following.size) and _far(line, following):
        return False
    if _centred(line, margins) and _centred(following, margins):
        return line.page == following.page and not _far(line, following)
    # A word that may not be broken goes to the next line whole and leaves its length free.
    word = UNBROKEN.match(following.text)
    free = (_FULL_AT_END if line.text.endswith(_ENDS) else _FULL) + (0.6 * len(word[0]) if word else 0.0)
    full = line.box.right >= margins.right - free * line.size
    flush = following.box.left <= margins.left + _INDENT * following.size
    if not (full and flush):
        return False
    return not (line.text.endswith(_ENDS) and _MARKER.match(following.text))


def _far(line: Line, following: Line) -> bool:
    return abs(line.size - following.size) > 0.3 * max(line.size, following.size) or (
        line.page == following.page and following.box.top - line.box.bottom > 2 * line.size
    )


def _centred(line: Line, margins: Margins) -> bool:
    before, after = line.box.left - margins.left, margins.right - line.box.right
    return before > 2.5 * line.size and abs(before - after) < 1.5 * line.size


def joined(lines: Iterable[str]) -> str:
    """Lines as one text; a space only between two Latin words.

    >>> joined(["推进交通", "互联", "of the", "year"])
    '推进交通互联of the year'
    >>> joined(["建成 2 条线路"])
    '建成2条线路'
    """
    text = ""
    for line in lines:
        apart = text and text[-1].isascii() and text[-1].isalnum() and line[:1].isascii() and line[:1].isalnum()
        text += " " + line if apart and (text[-1].isalpha() or line[:1].isalpha()) else line
    return _GAP.sub("", text)
