"""From a passage to sentences and clauses, with the stretches that are names or asides marked in each."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import NamedTuple

OPENERS = frozenset("“《(（〔﹝[【「〈")
CLOSERS = {
    "”": "“",
    "》": "《",
    ")": "(（",
    "）": "(（",
    "〕": "〔",
    "﹞": "﹝",
    "]": "[",
    "】": "【",
    "」": "「",
    "〉": "〈",
}
"""Each closing sign with what may have opened it; documents mix the widths of round brackets."""
NAMES = frozenset("“《「〈")
"""What opens a quoted name or a title; the others open an aside."""
CIRCLED = "①-⑳⑴-⒇❶-❿"
BLANK = "\x00"
LONGEST = 400
"""No clause of a plan is longer; beyond it is debris, which is cut so that the work stays in proportion."""

_BRACKETS = frozenset((*OPENERS, *CLOSERS))
_PARTS = "；;，,：:"
_SIGN = re.compile(rf"[{re.escape(''.join(_BRACKETS))}。！!？?\n\r\t{CIRCLED}{_PARTS}—](?:(?<!—)|—)")
"""Brackets, what ends a sentence, what parts clauses (a dash only where it is double)."""
_PARTING = frozenset((*_PARTS, "——"))
_LEAD = re.compile(
    rf"(?:\s|[—\-–·•●◆■※{CIRCLED}”」》)）〕】]|[（(][一二三四五六七八九十\d]{{1,3}}[)）]|第[一二三四五六七八九十]+条"
    r"|[一二三四五六七八九十]+是(?=[^非否])|\d{1,3}[.．、](?!\d)|\d{1,2}[.．](?=1?\d月)|[一二三四五六七八九十]{1,3}、)+"
)
_GROUP = re.compile(r",\d{3}(?!\d)")
_GOAL = re.compile(r"(?<=[现到成])“[^“”\n]{6,300}”(?=的[^，,。]{0,10}目标)")
"""Goals that a document quotes whole: 实现“…达到30条，…缩短到45分钟”的目标; they are clauses, not a name."""
_CARRY_ON = frozenset(";；,，、:：")


class Clause(NamedTuple):
    """A stretch between commas; `closed` are the stretches in quotes or brackets, counted from its start.

    `open_text` is the text with those blanked, so that verbs are sought outside only.
    """

    text: str
    start: int
    end: int
    closed: tuple[tuple[int, int], ...]
    open_text: str

    def opener(self, at: int) -> str | None:
        """The sign that opened the quotes or brackets around a place, if any."""
        before = bisect_right(self.closed, (at, len(self.text))) - 1
        if before >= 0 and self.closed[before][0] <= at < self.closed[before][1]:
            return self.text[self.closed[before][0]]
        return None

    def is_name(self, at: int) -> bool:
        """Whether a place lies inside a quoted name or a title."""
        return self.opener(at) in NAMES


class Sentence(NamedTuple):
    """A stretch up to a full stop; a date in it governs the clauses that follow."""

    clauses: tuple[Clause, ...]


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[Sentence]:
    """Cut a stretch of text into sentences of clauses.

    A line end after a semicolon goes on with the sentence, but no clause crosses a line; markers are left outside.

    >>> [[clause.text for clause in s.clauses] for s in sentences("1.到2030年,建成3座(一期,1座);\\n新增1,200个。②完善")]
    [['到2030年', '建成3座(一期,1座)', '新增1,200个'], ['完善']]
    """
    end = len(text) if end is None else end
    clauses: list[Clause] = []
    waiting: list[tuple[str, int]] = []
    closed: list[tuple[int, int]] = []
    begin = start
    goals: frozenset[int] | None = None
    for match in _SIGN.finditer(text, start, end):
        at, sign = match.start(), match[0]
        if sign in "“”" and not waiting and at in (goals := _goals(text, start, end) if goals is None else goals):
            clauses += _cut(text, begin, at, closed)
            closed, begin = [], match.end()
        elif sign in _BRACKETS:
            _close(sign, at, waiting, closed)
        elif sign not in _PARTING:
            clauses += _cut(text, begin, at, closed)
            if clauses and not (sign in "\n\r" and _goes_on(text, start, at)):
                yield Sentence(tuple(clauses))
                clauses = []
            waiting, closed, begin = [], [], match.end()
        elif not waiting and not _inside_number(text, at):
            clauses += _cut(text, begin, at, closed)
            closed, begin = [], match.end()
    clauses += _cut(text, begin, end, closed)
    if clauses:
        yield Sentence(tuple(clauses))


def _goals(text: str, start: int, end: int) -> frozenset[int]:
    """Where the quotation marks around whole goals stand."""
    return frozenset(at for goal in _GOAL.finditer(text, start, end) for at in (goal.start(), goal.end() - 1))


def _close(sign: str, at: int, waiting: list[tuple[str, int]], closed: list[tuple[int, int]]) -> None:
    """Open a bracket, or close the nearest open one of a kind with whatever was left open inside it."""
    if sign in OPENERS:
        waiting.append((sign, at))
        return
    for depth in range(len(waiting) - 1, max(-1, len(waiting) - 9), -1):
        if waiting[depth][0] in CLOSERS[sign]:
            start = waiting[depth][1]
            del waiting[depth:]
            if not waiting:
                closed.append((start, at + 1))
            return


def _cut(text: str, begin: int, end: int, closed: list[tuple[int, int]]) -> list[Clause]:
    pieces = (_clause(text, at, min(end, at + LONGEST), closed) for at in range(begin, end, LONGEST))
    return [piece for piece in pieces if piece is not None]


def _goes_on(text: str, start: int, at: int) -> bool:
    before = text[max(start, at - 4) : at].rstrip()
    return before[-1:] in _CARRY_ON


def _inside_number(text: str, at: int) -> bool:
    """Whether a comma groups digits (1,200) or a colon divides two numbers (3:1)."""
    if not text[at - 1 : at].isdigit():
        return False
    if text[at] == ",":
        return bool(_GROUP.match(text, at))
    return text[at] in ":：" and text[at + 1 : at + 2].isdigit()


def _clause(text: str, begin: int, end: int, closed: list[tuple[int, int]]) -> Clause | None:
    while end > begin and text[end - 1].isspace():
        end -= 1
    lead = _LEAD.match(text, begin, end)
    if lead:
        begin = lead.end()
    if begin >= end:
        return None
    words = text[begin:end]
    if not closed:
        return Clause(words, begin, end, (), words)
    candidates = closed[bisect_left(closed, (begin, 0)) : bisect_left(closed, (end, 0))]
    inside = tuple((start - begin, stop - begin) for start, stop in candidates if stop <= end)
    return Clause(words, begin, end, inside, _blanked(words, inside))


def _blanked(text: str, closed: tuple[tuple[int, int], ...]) -> str:
    pieces: list[str] = []
    at = 0
    for start, end in closed:
        pieces += text[at:start], BLANK * (end - start)
        at = end
    return "".join((*pieces, text[at:])) if closed else text
