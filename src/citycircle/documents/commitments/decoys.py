"""What looks like a target and is none, kept with the reason so that nobody has to wonder whether it was seen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from citycircle.core.messages import Text
from citycircle.core.plans import Decoy, Span
from citycircle.documents.commitments import reasons
from citycircle.documents.commitments.governing import Timed
from citycircle.documents.commitments.quantities import Quantity
from citycircle.documents.commitments.sentences import NAMES, Clause

_WORDED = re.compile(r"一批|一系列|若干|多个|一大批|全覆盖|全部[^,，]{2,}|零增长|零的突破|倍增")
_VAGUE = frozenset(("一批", "一系列", "若干", "多个", "一大批"))
_NUMBER_IN_NAME = re.compile(r"[一二三四五六七八九十百千两双零\d]")
_BREAK = re.compile(r"[、,，;；\s]")
_AROUND = 14


def decoys(timed: Timed, found: Sequence[Quantity]) -> list[Decoy]:
    """The numbers of a clause that promise nothing, and the words that stand for a number without printing one."""
    clause = timed.clause
    numbers = [
        _decoy(clause, one.numeral.start, one.end, one.reason)
        for one in found
        if one.reason is not None and one.numeral.text != "一" and not clause.is_name(one.numeral.start)
    ]
    return numbers + list(_worded(timed))


def _worded(timed: Timed) -> Iterator[Decoy]:
    clause = timed.clause
    for start, end in clause.closed:
        if (
            clause.text[start] in NAMES
            and _NUMBER_IN_NAME.search(clause.text, start, end)
            and not _is_date(timed, start)
        ):
            yield _cut(clause, start, end, reasons.NAME)
    for match in _WORDED.finditer(clause.open_text):
        yield _decoy(clause, match.start(), match.end(), reasons.VAGUE if match[0] in _VAGUE else reasons.COVERAGE)


def _is_date(timed: Timed, at: int) -> bool:
    """Whether a quotation belongs to a date (“十四五”末)."""
    return any(start <= at < end for start, end in timed.dated)


def _decoy(clause: Clause, start: int, end: int, reason: Text) -> Decoy:
    """Quote a number with the words around it up to the next break."""
    breaks = [match.end() for match in _BREAK.finditer(clause.text, max(0, start - _AROUND), start)]
    begin = breaks[-1] if breaks else max(0, start - _AROUND)
    stop = _BREAK.search(clause.text, end, end + _AROUND)
    return _cut(clause, begin, stop.start() if stop else min(len(clause.text), end + _AROUND), reason)


def _cut(clause: Clause, start: int, end: int, reason: Text) -> Decoy:
    return Decoy(clause.text[start:end], reason, Span(clause.start + start, clause.start + end))
