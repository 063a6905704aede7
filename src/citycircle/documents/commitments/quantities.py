"""Numbers with their units and comparators in a clause, each weighed, and what it takes over from its neighbours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from citycircle.core.messages import Text
from citycircle.core.plans import Comparator
from citycircle.documents.commitments import reasons, words
from citycircle.documents.commitments.governing import Timed
from citycircle.documents.commitments.weighing import Scene
from citycircle.language.numerals import TENS, Numeral, find_numbers
from citycircle.language.units import Unit, read_unit
from citycircle.language.wordlists import any_of

_BEFORE = re.compile(
    rf"(?<![通直抵可送畅发传经])(?P<word>{any_of(words.BEFORE_NUMBER)})(?:了|到)?\s?(?P<about>约|近)?\s?$"
)
_AFTER = re.compile(rf"\s?(?P<word>{any_of(words.AFTER_NUMBER)})(?![容地部河陆外需涝存])")
_SIGN = re.compile(r"[\d一二三四五六七八九十百千两半]")
_AT_LEAST = re.compile(r"(?:至少|不少于)[^\d,，]{1,4}$")
_ADDED = re.compile(r"(?:新增|净增)[^\d,，]{0,20}$")
_ACTS = frozenset(("提升", "提高", "减少", "压减", "降低"))
"""Words that compare shares and sizes, but do something to things that are counted."""
_JOINED = re.compile(r"[、和及与或,\s]{1,3}")
_FIXED = frozenset((reasons.NAME, reasons.CODE, reasons.ORDINAL, reasons.CLASS, reasons.DESIGN))
"""What a number is by itself, whatever stands beside it."""
_CLOCK = re.compile(r"\d{1,2}[:：]\d{2}[:：]\d{2}")
"""The time of day in a line that a web page prints."""
_OUT_OF = "每平"
"""每千人口 counts nothing: it says out of how many."""


class Quantity(NamedTuple):
    """A number with its unit; `start` to `end` takes in the comparators. `reason` says why it promises nothing.

    `compared` says that a comparator stands in front, so that what is measured stands before the number.
    """

    numeral: Numeral
    unit: Unit | None
    op: Comparator
    start: int
    end: int
    compared: bool
    reason: Text | None


def quantities(timed: Timed, *, going_on: bool = False) -> list[Quantity]:
    """Every number of a clause that is no date, weighed; `going_on` says that the clause before promised a number.

    >>> from citycircle.documents.commitments.governing import governed
    >>> from citycircle.documents.commitments.sentences import sentences
    >>> [sentence] = sentences("普及率、数控化率分别超过90%、75%")
    >>> [(str(q.numeral.value), q.op, q.reason) for q in quantities(governed(sentence)[0])]
    [('90', '>', None), ('75', '>', None)]
    """
    if not _SIGN.search(timed.clause.text):
        return []
    found: list[Quantity] = []
    for numeral in _numerals(timed):
        if found and numeral.start < found[-1].end:  # the 千 of 600万千瓦
            continue
        quantity = _quantity(timed, numeral)
        if quantity is not None:
            found.append(quantity)
    if timed.past:
        return [one._replace(reason=one.reason or reasons.EXISTING) for one in found]
    return _with_company(timed.clause.text, found, going_on)


def _numerals(timed: Timed) -> Iterator[Numeral]:
    text = timed.clause.text
    clocks = [match.span() for match in _CLOCK.finditer(text)]
    for numeral in find_numbers(text):
        if any(start < numeral.end and numeral.start < end for start, end in (*timed.dated, *clocks)):
            continue
        if text[numeral.start - 1 : numeral.start] in _OUT_OF and all(sign in TENS for sign in numeral.text):
            continue
        yield numeral


def _quantity(timed: Timed, numeral: Numeral) -> Quantity | None:
    text = timed.clause.text
    unit = Unit(numeral.share, "share", 0) if numeral.share else read_unit(text, numeral.end)
    ordinal = text[numeral.start - 1 : numeral.start] == "第"
    if numeral.is_chinese and not ordinal and (unit is None or not numeral.value):
        return None
    end = numeral.end + (unit.length if unit else 0)
    before = _BEFORE.search(text, max(0, numeral.start - 10), numeral.start)
    if before and before["word"] in _ACTS and unit is not None and unit.kind == "count":
        before = None  # 改造提升24个
    after = _AFTER.match(text, end)
    scene = Scene(timed.clause, numeral, unit, end, before, after)
    return Quantity(
        numeral,
        unit,
        _op(text, numeral, unit, before, after),
        before.start() if before else numeral.start,
        after.end() if after else end,
        compared=bool(before),
        reason=scene.reason(),
    )


def _op(
    text: str, numeral: Numeral, unit: Unit | None, before: re.Match[str] | None, after: re.Match[str] | None
) -> Comparator:
    """What is printed behind the number outweighs what is printed in front; 达到 is as good as no word."""
    if numeral.high is not None:
        return "range"
    if after:
        return words.AFTER_NUMBER[after["word"]]
    if before and before["about"]:
        return "approx"
    if unit is not None and unit.more:
        return ">"
    return words.BEFORE_NUMBER[before["word"]] if before else _op_afar(text, numeral)


def _op_afar(text: str, numeral: Numeral) -> Comparator:
    """What compares although a verb or a name stands between: 至少建成一个, 新增公交线路3条."""
    if _AT_LEAST.search(text, max(0, numeral.start - 10), numeral.start):
        return ">="
    return "increase" if _ADDED.search(text, 0, numeral.start) else "="


def _with_company(text: str, found: list[Quantity], going_on: bool) -> list[Quantity]:
    """Let a number go on from the one before (超过90%、75%), and a share that only divides (40%的地区…) stand back."""
    kept: list[Quantity] = []
    for quantity in found:
        before = kept[-1] if kept else None
        promised = going_on or any(one.reason is None for one in kept)
        if before is not None and before.reason is None and _JOINED.fullmatch(text, before.end, quantity.start):
            taken = quantity if quantity.compared or quantity.op != "=" else quantity._replace(op=before.op)
            kept.append(taken._replace(reason=quantity.reason if quantity.reason in _FIXED else None))
        elif promised and quantity.reason is reasons.UNGOVERNED:
            kept.append(quantity._replace(reason=None))
        else:
            kept.append(quantity)
    last = max((at for at, one in enumerate(kept) if one.reason is None), default=-1)
    return [
        one._replace(reason=reasons.CLASS) if at < last and _divides(text, one) else one for at, one in enumerate(kept)
    ]


def _divides(text: str, one: Quantity) -> bool:
    return one.reason is None and one.unit is not None and one.unit.kind == "share" and text.startswith("的", one.end)
