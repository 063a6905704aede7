"""Promises with a number: indicator, comparator, value, unit, scope, period, deadline, strength."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from citycircle.core.plans import Document, Implied, Period, Span, Strength, Target
from citycircle.documents.commitments import words
from citycircle.documents.commitments.deadlines import completed
from citycircle.documents.commitments.governing import Timed
from citycircle.documents.commitments.matching import any_of
from citycircle.documents.commitments.passages import Passage
from citycircle.documents.commitments.quantities import Quantity
from citycircle.language.dates import find_dates

_HEDGE = re.compile(
    r"^(?:、|,|，|和|及|以及|与|力争|争取|确保|努力|力求|预计|计划|使得?|其中|并|要|将|平均|有序|积极|大力|着力|加快|\s|:|：)+"
)
_MADE = re.compile(rf"^{any_of('建设 建成 新建 实现 完成 达到 有 为 打造 形成')}(?=.)")
_TAIL = re.compile(r"(?:、|和|及|以及|与|,|并|的|\s)+$")
_SCOPE = re.compile(
    r"每(?:个|所|家|条|座|处|名|位)?[^,，、每]{0,8}?[县市区镇乡街道村校院所企业人户]{1,2}(?:[(（][^)）]{1,8}[)）])?(?![^,，]{0,1}级)"
    r"|全(?:[市省县区国镇]|流域|域)|都市圈内?|圈内|[省市国县]级(?:及)?以上|各[县市区镇]+|市直"
)
_STRENGTHS = [(kind, re.compile(any_of(line))) for kind, line in words.STRENGTHS.items()]


@dataclass(frozen=True, slots=True)
class Reading:
    """A target with the place of its number in the clause, so that clauses can be told apart afterwards."""

    target: Target
    quantity: Quantity


def targets(
    timed: Timed, found: Sequence[Quantity], passage: Passage, document: Document, earlier: str
) -> list[Target]:
    """The promises among the quantities of a clause; `earlier` is the indicator of the clause before (占… goes on from it)."""
    promised = [quantity for quantity in found if quantity.reason is None]
    made: list[Target] = []
    for at, quantity in enumerate(promised):
        indicator = _indicator(timed, promised, at)
        if indicator.startswith(("占", "其中")) or not indicator:
            indicator = earlier + indicator
        made.append(_target(timed, quantity, indicator, passage, document))
        earlier = indicator
    return made


def strength(text: str) -> Strength | None:
    """How firmly a clause promises.

    >>> strength("力争推进项目建设"), strength("谋划建设新港"), strength("总量达到5家")
    ('strive', 'consider', None)
    """
    return next((kind for kind, pattern in _STRENGTHS if pattern.search(text)), None)


def _target(timed: Timed, quantity: Quantity, indicator: str, passage: Passage, document: Document) -> Target:
    clause = timed.clause
    assert quantity.unit is not None  # noqa: S101 a promise always has a unit
    deadline = timed.moment(quantity.start)
    printed = deadline.value() if deadline is not None else None
    return Target(
        task=passage.task,
        path=passage.path,
        indicator=indicator,
        op=quantity.op,
        value=quantity.numeral.value,
        value_high=quantity.numeral.high,
        unit=quantity.unit.text,
        period=_period(timed, quantity),
        deadline=printed,
        deadline_implied=_implied(timed, quantity, document) if printed is None else None,
        scope=_scope(timed),
        strength=strength(clause.text),
        quote=clause.text,
        span=Span(clause.start, clause.end),
    )


def _implied(timed: Timed, quantity: Quantity, document: Document) -> Implied | None:
    return completed(timed.moment(quantity.start), document, has_rhythm=bool(timed.rhythms))


def _period(timed: Timed, quantity: Quantity) -> Period | None:
    """The rhythm printed in the clause, else a date, else a single act (设立…基金)."""
    for moment in timed.rhythms:
        if moment.every == "month":
            return "monthly"
        if moment.every == "year":
            return "annual"
    deadline = timed.moment(quantity.start)
    if deadline is not None:
        return (
            "annual"
            if deadline.bound == "within" and deadline.month is None and deadline.first_year is None
            else "by_deadline"
        )
    money = quantity.unit is not None and quantity.unit.kind == "money"
    return "once" if money and words.ONE_ACT.search(timed.clause.text[: quantity.start]) else None


def _scope(timed: Timed) -> str | None:
    found = [moment.text for moment in timed.rhythms] + [match[0] for match in _SCOPE.finditer(timed.clause.text)]
    return "、".join(dict.fromkeys(found)) or None


def _indicator(timed: Timed, promised: Sequence[Quantity], at: int) -> str:
    """What is measured: the words before a comparator, else the verb and the counted thing behind the unit."""
    text, quantity = timed.clause.text, promised[at]
    begin = promised[at - 1].end if at else 0
    stop = promised[at + 1].start if at + 1 < len(promised) else len(text)
    left, right = without_dates(text[begin : quantity.start]), text[quantity.end : stop]
    if at and not promised[at - 1].compared:
        left = left if quantity.compared else ""
    if at + 1 < len(promised):
        right = _before_last_join(right)
    right = _TAIL.sub("", right.removeprefix("的"))
    if quantity.compared and left and not (right and _VERB_LAST.search(left)):
        return left
    if not left and at and right:
        verb = _VERB_FIRST.match(without_dates(text[: promised[0].start]))
        return (verb[0] if verb else "") + right
    return _MADE.sub("", left + right)


_VERB_FIRST = re.compile(any_of(words.MAKING))
_VERB_LAST = re.compile(rf"{any_of(words.MAKING)}$")


def _before_last_join(text: str) -> str:
    places = [match.start() for match in re.finditer(r"、|和|及|以及|与", text)]
    return text[: places[-1]] if places else text


def without_dates(text: str) -> str:
    """Take dates, rhythms and hedges off the front of an indicator."""
    for moment in reversed(list(find_dates(text))):
        text = text[: moment.start] + text[moment.end :]
    return _TAIL.sub("", _HEDGE.sub("", text))
