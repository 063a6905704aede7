"""A table of contents: headings printed a second time, with or without the page they stand on."""

from __future__ import annotations

import re
from itertools import takewhile

from citycircle.core.plans import Span
from citycircle.documents.repair.signs import lines

_HEAD = re.compile(r"^\s*目\s{0,4}录\s*$|^\s*CONTENTS\s*$", re.IGNORECASE)
_PAGED = re.compile(r"(?:[.．…·]{3,}|[—-]{3,}|\t|\s{3,})\s*[-—]?\s?\d{1,3}\s?[-—]?\s*$")
_LONGEST = 60
_REACH = 30_000


def find(text: str, start: int, end: int) -> Span | None:
    """The table of contents in the front of a document, from the line 目录 to its last entry.

    >>> text = "方案\\n目  录\\n一、要求......1\\n二、任务......3\\n一、要求\\n为加快发展。\\n二、任务\\n"
    >>> span = find(text, 0, len(text))
    >>> text[span.start:span.end].count("\\n")
    2
    """
    rows = list(lines(text, start, min(end, start + _REACH)))
    head = next((at for at, row in enumerate(rows) if _HEAD.match(row.group())), None)
    if head is None:
        return None
    below = rows[head + 1 :]
    printed = {re.sub(r"\s", "", row.group()): at for at, row in enumerate(below)}
    entries = list(takewhile(lambda pair: _is_entry(pair[1].group(), pair[0], printed), enumerate(below)))
    if not entries:
        return None
    return Span(rows[head].start(), entries[-1][1].end())


def _is_entry(row: str, at: int, printed: dict[str, int]) -> bool:
    """A short line with a page number, or one whose words stand again further down."""
    if _PAGED.search(row):
        return True
    return len(row) <= _LONGEST and printed[re.sub(r"\s", "", row)] > at
