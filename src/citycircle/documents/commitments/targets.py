"""Promises with a number: indicator, comparator, value, unit, scope, period, deadline, strength."""

from __future__ import annotations

import re
from collections.abc import Sequence

from citycircle.core.plans import Document, Implied, Period, Span, Target
from citycircle.documents.commitments import words
from citycircle.documents.commitments.deadlines import completed
from citycircle.documents.commitments.governing import Timed
from citycircle.documents.commitments.indicators import indicators
from citycircle.documents.commitments.passages import Passage
from citycircle.documents.commitments.quantities import Quantity
from citycircle.language.dates import Moment
from citycircle.language.strengths import strength

_SCOPE = re.compile(
    r"每(?:个|所|家|条|座|处|名|位)?(?![年月季周天日])[^,，、每年月在向]{0,6}?(?:县|区|市|镇|乡|街道|村|社区|学校|校|医院|所|企业|户)"
    r"(?:[(（][^)）]{1,8}[)）])?"
    r"|全(?:[市省县区国镇]|流域|域)|都市圈内?|圈内|[省市国县]级(?:及)?以上|各[县市区镇]+|市直"
)
_TELLING = 5
"""A shorter indicator says too little without its topic."""


def targets(
    timed: Timed, found: Sequence[Quantity], passage: Passage, document: Document, *, earlier: str, topic: str = ""
) -> list[Target]:
    """The promises among the quantities of a clause.

    `earlier` is what the clause before measured (占… goes on); `topic` stands before a colon and says what 新建成2家
    is about.
    """
    promised = [quantity for quantity in found if quantity.reason is None]
    if not promised:
        return []
    made: list[Target] = []
    for quantity, indicator in zip(promised, indicators(timed.clause.text, promised), strict=True):
        if indicator.startswith("占") or not indicator or indicator in words.DIRECTIONS:
            indicator = earlier + indicator  # noqa: PLW2901 占… goes on from the clause before
        elif topic and len(indicator) < _TELLING:
            indicator = f"{topic}{indicator}"  # noqa: PLW2901 what a short one is about
        made.append(_target(timed, quantity, indicator, passage, document))
        earlier = indicator
    return made


def _target(timed: Timed, quantity: Quantity, indicator: str, passage: Passage, document: Document) -> Target:
    clause = timed.clause
    deadline = timed.moment(quantity.start)
    printed = deadline.value() if deadline is not None else None
    return Target(
        task=passage.task,
        path=passage.path,
        indicator=indicator,
        op=quantity.op,
        value=quantity.numeral.value,
        value_high=quantity.numeral.high,
        unit=quantity.unit.text if quantity.unit else "",
        period=_period(timed, quantity),
        deadline=printed,
        deadline_implied=_implied(timed, quantity, document) if printed is None else None,
        scope=_scope(timed, quantity),
        strength=strength(clause.text),
        quote=clause.text,
        span=Span(clause.start, clause.end),
    )


def _implied(timed: Timed, quantity: Quantity, document: Document) -> Implied | None:
    return completed(timed.moment(quantity.start), document, has_rhythm=bool(timed.rhythms))


def _period(timed: Timed, quantity: Quantity) -> Period | None:
    """The rhythm printed in the clause, else a date, else a single act (设立…基金)."""
    for moment in _rhythms(timed, quantity):
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


def _rhythms(timed: Timed, quantity: Quantity) -> list[Moment]:
    """The rhythms that reach a number: 年均 only the one it stands at."""
    between = timed.clause.text
    return [
        moment
        for moment in timed.rhythms
        if moment.text != "年均" or not re.search(r"[、,\d]", between[moment.end : quantity.numeral.start] or "、")
    ]


def _scope(timed: Timed, quantity: Quantity) -> str | None:
    found = [moment.text for moment in _rhythms(timed, quantity)] + [
        match[0] for match in _SCOPE.finditer(timed.clause.text)
    ]
    return "、".join(dict.fromkeys(found)) or None
