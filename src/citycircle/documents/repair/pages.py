"""What the printed page leaves in running text: page numbers, also in the middle of a word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from citycircle.documents.mended import Edit, Mended
from citycircle.documents.repair.signs import HAN, IS_NEW, STOP

KIND = "page_number"
_INSIDE = re.compile(
    rf"[—–-](?<=[{HAN}、。,\uff0c;\uff1b”》)\uff09].)[—–-]? ?\d{{1,3}} ?[—–-]{{1,2}}(?=[{HAN}“《(\uff08])"
)
"""环—12—境: a number between dashes that touches characters on both sides; 2—3次 and 望汀—栖云 have none.

The dash comes first in the expression and what stands before it second, so that only dashes are looked at."""
_LINE = re.compile(r"[^\n]+")
_ALONE = re.compile(
    r"(?m)[ \t\u3000\f]*(?:[—–-]{1,2}[ \t\u3000]?\d{1,3}[ \t\u3000]?[—–-]{1,2}"
    r"|第[ \t]?\d{1,3}[ \t]?页(?:[ \t,\uff0c/]{0,3}共[ \t]?\d{1,3}[ \t]?页)?"
    r"|[Pp]age[ \t]\d{1,3}(?:[ \t](?:of|/)[ \t]\d{1,3})?|\d{1,3}[ \t]?/[ \t]?\d{1,3})[ \t\u3000]*$"
)
_BARE = re.compile(r"(?m)[ \t\u3000]*(\d{1,3})[ \t\u3000]*$")
_FOOT = re.compile(rf"(?<=[{HAN}])[ \t]*第 ?\d{{1,3}} ?页[ \t,\uff0c/]{{0,3}}共 ?\d{{1,3}} ?页[ \t]*(?=[{HAN}])")
_SENTENCE = 15
"""A shorter line above is a heading or a cell, no sentence cut by the page."""
_ENDED = f"{STOP};\uff1b:\uff1a)\uff09〕】”|"


def edits(mended: Mended) -> Iterator[Edit]:
    """Take out page numbers, and rejoin the sentence that a page broke."""
    text = mended.text
    lines = [line.start() for line in _LINE.finditer(text)]
    alone = (match for start in lines if (match := _ALONE.match(text, start)))
    feet = _FOOT.finditer(text) if "页" in text else ()
    found = [*_INSIDE.finditer(text), *feet, *alone, *_bare(text, lines)]
    at = 0
    for match in sorted(found, key=re.Match.start):
        if match.start() < at:
            continue
        start, end = _with_line_end(text, match.start(), match.end())
        yield Edit(max(start, at), end, "", KIND)
        at = end


def _bare(text: str, lines: list[int]) -> list[re.Match[str]]:
    """Numbers alone on a line that count up through the document and break a sentence at least once."""
    found = [match for start in lines if (match := _BARE.match(text, start))]
    numbers = [int(match[1]) for match in found]
    rising = len(numbers) > 1 and all(later == sooner + 1 for sooner, later in pairwise(numbers))
    return found if rising and any(_breaks(text, *match.span()) for match in found) else []


def _with_line_end(text: str, start: int, end: int) -> tuple[int, int]:
    """Where a page broke a sentence, the ends of the lines around the number go with it."""
    if not _breaks(text, start, end):
        return start, end
    while start and text[start - 1] in "\n\f \t":
        start -= 1
    while end < len(text) and text[end] in "\n\f \t\u3000":
        end += 1
    return start, end


def _breaks(text: str, start: int, end: int) -> bool:
    """Say whether a line of its own stands in the middle of a sentence."""
    before, after = text[max(0, start - 40) : start], text[end : end + 40]
    if not before.rstrip(" \t\f").endswith("\n") or not after.lstrip(" \t\f").startswith("\n"):
        return False
    before, after = before.rstrip(), after.lstrip(" \t\f\n")
    head = before.rsplit("\n", 1)[-1]
    return bool(before) and before[-1] not in _ENDED and len(head) > _SENTENCE and not IS_NEW.match(after)
