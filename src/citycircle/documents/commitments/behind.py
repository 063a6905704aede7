"""The deadline that stands behind a passage and governs all of it: …(甲局牵头,2030年底前完成), 完成时限:2030年6月.

In a table it is the cell of the same row that holds nothing but a date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from citycircle.documents.commitments.passages import Passage
from citycircle.documents.commitments.sentences import CLOSERS, OPENERS
from citycircle.language.dates import Moment, find_dates

_BRACKET = re.compile(r"[\s。.;；]*(?=[(（〔【﹝\[])")
_LONGEST = 300
_LABEL = re.compile(
    r"(?:[\s。.;；]*[〔【\[(（]?(?:牵头|责任|配合|参与|主责|协办)[^。\n]{0,200}){0,3}"
    r"[\s。.;；]*[〔【\[(（]?(?:完成时限|完成时间|时限要求|时间要求|办结时限|时间节点|时限)[:： ]\s*([^。\n]{1,40})"
)
_CELL = 16
"""A cell that holds a deadline holds little else (2030年12月31日前完成)."""
_MEANT = re.compile(r"前|底|末|完成")


def deadline_of(passage: Passage, text: str) -> Moment | None:
    """The date printed for a whole passage, as its reader was told or as it stands in the bracket or label behind it.

    >>> text = "新建码头6个。(甲局牵头,2030年底前完成)"
    >>> deadline_of(Passage(0, 7, "t1", ()), text).value()
    '2030-12'
    """
    if passage.deadline:
        return next(iter(find_dates(passage.deadline)), None)
    label = _LABEL.match(text, passage.end)
    if label:
        return next(iter(find_dates(label[1])), None)
    bracket = _BRACKET.match(text, passage.end)
    inside = _inside(text, bracket.end()) if bracket else ""
    meant = [moment for moment in find_dates(inside) if _MEANT.search(moment.text + inside[moment.end :][:3])]
    return next((moment for moment in reversed(meant) if moment.every is None), None)


def _inside(text: str, at: int) -> str:
    """What stands in the bracket that opens at a place, or nothing if it does not close on its line."""
    depth = 0
    for end in range(at, min(len(text), at + _LONGEST)):
        sign = text[end]
        depth += (sign in OPENERS) - (sign in CLOSERS)
        if sign == "\n":
            return ""
        if depth == 0:
            return text[at + 1 : end]
    return ""


def deadlines_alone(passages: Iterable[Passage], text: str) -> dict[str, Moment]:
    """The deadline of each task that has a passage with nothing but a date in it: the cell of a table.

    >>> text = "新建码头6个,2030年6月底前"
    >>> alone = deadlines_alone([Passage(0, 6, "row_1", ()), Passage(7, 16, "row_1", ())], text)
    >>> alone["row_1"].value()
    '2030-06'
    """
    found: dict[str, Moment] = {}
    for passage in passages:
        if passage.task is not None and passage.end - passage.start <= _CELL:
            cell = text[passage.start : passage.end].strip()
            moments = [moment for moment in find_dates(cell) if moment.every is None]
            if moments and len(moments[-1].text) * 2 > len(cell):
                found.setdefault(passage.task, moments[-1])
    return found
