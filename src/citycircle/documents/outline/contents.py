"""A table of contents in front of a plan: its headings, listed once without bodies, before they come again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from citycircle.documents.outline.numbering import Numbered

_FEWEST = 3
_LONGEST_ENTRY = 50
_MOST = 0.7
"""This share of the entries must come again as headings."""


def contents_list(text: str, steps: Sequence[Numbered]) -> tuple[int, int] | None:
    """Where a list of contents stands, if the numbering begins anew with the same heading behind it.

    >>> from citycircle.documents.outline.markers import find_markers
    >>> from citycircle.documents.outline.numbering import choose
    >>> text = "目录\\n一、修路\\n二、建桥\\n三、招商\\n方案\\n一、修路\\n建设。\\n二、建桥\\n三、招商"
    >>> text[slice(*contents_list(text, choose(find_markers(text, [(0, len(text))]))))]
    '一、修路\\n二、建桥\\n三、招商'
    """
    outermost = [at for at, step in enumerate(steps) if step.depth == 0 and step.marker.value == 1]
    if not outermost:
        return None
    first = outermost[0]
    for again in outermost[1:]:
        if steps[again].marker.style == steps[first].marker.style and _same(text, steps[first], steps[again]):
            later = {_words(text, step) for step in steps[again:]}
            known = sum(_words(text, step) in later for step in steps[first:again])
            entries = steps[first:again]
            return _listed(text, entries, steps[again].marker.start) if known >= _MOST * len(entries) else None
    return None


def _same(text: str, one: Numbered, other: Numbered) -> bool:
    return _words(text, one) == _words(text, other) != ""


def _words(text: str, step: Numbered) -> str:
    line = text[step.marker.end : step.marker.end + 20].lstrip().split("\n")[0]
    return re.sub(r"\W", "", line)[:4]


def _listed(text: str, steps: Sequence[Numbered], before: int) -> tuple[int, int] | None:
    """The stretch of the entries, if they are as short as entries are."""
    if re.search("[。；;]", text[steps[0].marker.start : steps[-1].marker.end]):
        return None
    gaps = [after.marker.start - before.marker.end for before, after in pairwise(steps)]
    if (
        len(steps) < _FEWEST
        or not gaps
        or sorted(gaps)[len(gaps) // 2] > _LONGEST_ENTRY
        or max(gaps) > 4 * _LONGEST_ENTRY
    ):
        return None
    last = steps[-1].marker.end
    end = re.compile(r"[\n\r]|$").search(text, last)
    stop = end.start() if end else last
    return steps[0].marker.start, min(stop, last + _LONGEST_ENTRY, before)
