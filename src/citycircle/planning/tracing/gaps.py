"""Where a task promises less than the clause it carries out: lower, looser, softer, rarer, narrower, smaller, later.

A figure that several cities reach together is not diluted by one city's part of it: that is a gap of the kind `share`,
to be added up, and no fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple, get_args

from citycircle.core.messages import Text, said
from citycircle.planning.ledger import Item, Ledger
from citycircle.planning.tracing.facing import amount
from citycircle.planning.tracing.promises import Figure, Promise, promises
from citycircle.planning.tracing.scopes import smaller
from citycircle.planning.tracing.units import adds_up, base, in_one_unit, is_narrower
from citycircle.planning.tracing.vocabulary import Vocabulary

Weakness = Literal["lower", "looser", "softer", "rarer", "narrower", "smaller", "later", "share"]
DILUTED: frozenset[str] = frozenset(get_args(Weakness)) - {"later", "share"}

TITLES: dict[str, Text] = {
    "lower": Text("目标值偏低", "lower figure"),
    "looser": Text("约束放松", "looser bound"),
    "softer": Text("力度减弱", "softer wording"),
    "rarer": Text("频次减少", "less often"),
    "narrower": Text("口径变窄", "counts something smaller"),
    "smaller": Text("范围缩小", "smaller scope"),
    "later": Text("时限推后", "put off"),
    "share": Text("分担数", "a share"),
}
SENTENCES: dict[str, Text] = {
    "lower": Text(
        "上级要求{upper}，本级为{local}，低于上级要求。", "The upper plan asks for {upper}, this one for {local}: less."
    ),
    "looser": Text(
        "上级要求{upper}，本级写作{local}，约束放松。",
        "The upper plan asks for {upper}, this one says {local}: a looser bound.",
    ),
    "softer": Text(
        "上级表述为“{upper}”，本级表述为“{local}”，力度减弱。",
        "The upper plan says “{upper}”, this one says “{local}”: less firm.",
    ),
    "rarer": Text(
        "上级要求{upper}，本级为{local}，频次减少。",
        "The upper plan asks for {upper}, this one for {local}: less often.",
    ),
    "narrower": Text(
        "上级按{upper}计，本级按{local}计，口径变窄。",
        "The upper plan counts {upper}, this one {local}: not the same count.",
    ),
    "smaller": Text(
        "上级范围为“{upper}”，本级为“{local}”，范围缩小。",
        "The upper plan covers “{upper}”, this one “{local}”: a smaller scope.",
    ),
    "later": Text(
        "上级时限为{upper}，本级为{local}，时限推后。", "The upper plan says {upper}, this one {local}: later."
    ),
    "share": Text(
        "上级合计{upper}，本级承担{local}，请与其他城市合计核对。",
        "The upper plan asks for {upper} in all; this city takes {local}. Please check the sum of all cities.",
    ),
}


@dataclass(frozen=True, slots=True)
class Closeness:
    """How alike two clauses must be to be laid side by side. Chosen on one half of the fixture (bench/tracing.py).

    - `same`: of two clauses, for their scope and their day.
    - `figure`: of what two figures measure; less than `same`, because the unit speaks too.
    - `wording`: of two clauses, for how firmly they promise; more than `same`, because a soft word beside another
      promise proves nothing. Where each side has but one clause, the two belong together anyway.
    - `most_of_a_sum`: one of several cities hardly bears more of a sum; a figure just below the sum is the same figure,
      lowered.
    """

    same: float = 0.25
    figure: float = 0.2
    wording: float = 0.4
    most_of_a_sum: Decimal = Decimal("0.6")


USUAL = Closeness()


class Gap(NamedTuple):
    """One thing in which a task falls behind a clause, with what both print and the sentence."""

    kind: Weakness
    local: str
    upper: str
    local_words: str
    upper_words: str
    sentence: Text

    @property
    def is_diluted(self) -> bool:
        return self.kind in DILUTED


@dataclass(frozen=True, slots=True)
class Pair:
    """A task and a clause with all that is needed to compare them. `name` is what the lower place is called."""

    local: Ledger
    upper: Ledger
    task: Item
    clause: Item
    known: Vocabulary
    name: str = ""
    how: Closeness = USUAL


def gaps_between(pair: Pair) -> tuple[Gap, ...]:
    """In what a task falls behind the clause that it carries out; each kind once, for the worst of its clauses.

    >>> from citycircle.planning.tracing.comparing import vocabulary_of
    >>> task = Item("a", "1", "整治排污口", "力争2026年12月底前整治排污口80个。")
    >>> clause = Item("x", "9", "整治排污口", "2026年9月底前每个市整治排污口100个以上。")
    >>> here, above = Ledger("要点", (task,), place="990100"), Ledger("方案", (clause,), place="99")
    >>> for gap in gaps_between(Pair(here, above, task, clause, vocabulary_of(here, above))):
    ...     print(gap.kind, gap.sentence.zh)
    lower 上级要求≥100个，本级为80个，低于上级要求。
    later 上级时限为2026年9月底前，本级为2026年12月底前，时限推后。
    softer 上级表述为“2026年9月底前每个市整治排污口100个以上”，本级表述为“力争2026年12月底前整治排污口80个”，力度减弱。
    """
    lower = promises(pair.task, pair.local.year_to or pair.local.year_from)
    higher = promises(pair.clause, pair.upper.year_to or pair.upper.year_from)
    found: dict[Weakness, Gap] = {}
    for gap in _found(pair, lower, _told(higher)):
        found.setdefault(gap.kind, gap)
    return tuple(found.values())


def _told(all_of: tuple[Promise, ...]) -> tuple[Promise, ...]:
    """The clauses of the text; the title speaks only where there is no text."""
    return tuple(each for each in all_of if not each.in_title) or all_of


def _found(pair: Pair, lower: tuple[Promise, ...], higher: tuple[Promise, ...]) -> Iterator[Gap]:
    for promise in higher:
        yield from _figures(pair, promise, lower)
    yield from _later(pair, lower, higher)
    alone = len(higher) == len(_told(lower)) == 1
    for promise in higher:
        best = _best(pair, promise, _told(lower)) or _best(pair, promise, lower)
        if best is None:
            continue
        mine, closeness = best
        if (closeness >= pair.how.wording or alone) and mine.firmness < promise.firmness:
            yield _gap(pair, "softer", mine.text, promise.text)
        if closeness >= pair.how.same and (scopes := smaller(mine.text, promise.text)):
            yield _gap(pair, "smaller", *scopes)


def _best(pair: Pair, promise: Promise, lower: tuple[Promise, ...]) -> tuple[Promise, float] | None:
    scored = [(pair.known.texts_alike(each.words, promise.words), each) for each in lower]
    score, best = max(scored, key=lambda each: each[0], default=(0.0, None))
    return (best, score) if best is not None and score > 0 else None


def _gap(pair: Pair, kind: Weakness, mine: object, theirs: object) -> Gap:
    sentence = SENTENCES[kind].fill(upper=theirs, local=mine)
    return Gap(kind, pair.task.key, pair.clause.key, said(mine, "zh"), said(theirs, "zh"), sentence)


# --- figures -------------------------------------------------------------------------------------------------------


class _Side(NamedTuple):
    promise: Promise
    figure: Figure


def _figures(pair: Pair, promise: Promise, lower: tuple[Promise, ...]) -> Iterator[Gap]:
    ours = [_Side(each, figure) for each in lower for figure in each.figures]
    for figure in promise.figures:
        theirs = _Side(promise, figure)
        mine = _counterpart(pair, theirs, ours)
        if mine is not None:
            yield from _compared(pair, mine, theirs)


def _counterpart(pair: Pair, theirs: _Side, ours: list[_Side]) -> _Side | None:
    """The figure that measures the same: alike in words, and in a unit that can be turned into the other's."""
    scored = []
    for mine in ours:
        if in_one_unit(mine.figure.value, mine.figure.unit, theirs.figure.unit) is None:
            continue
        likeness = pair.known.texts_alike(mine.promise.words, theirs.promise.words)
        scored.append((likeness, mine))
    likeness, best = max(scored, key=lambda each: each[0], default=(0.0, None))
    return best if likeness >= pair.how.figure else None


def _compared(pair: Pair, mine: _Side, theirs: _Side) -> Iterator[Gap]:
    value = in_one_unit(mine.figure.value, mine.figure.unit, theirs.figure.unit)
    assert value is not None  # `_counterpart` chose no other
    both = _amount(mine), _amount(theirs)
    if is_narrower(mine.figure.unit, theirs.figure.unit):
        yield _gap(pair, "narrower", *both)
    often = _a_year(mine), _a_year(theirs)
    asked = theirs.figure.value
    if often[0] and often[1] and value * often[0] < asked * often[1] and often[0] < often[1]:
        yield _gap(pair, "rarer", *both)
    elif _is_less(value, theirs.figure):
        shared = _is_shared(pair, theirs) and value <= asked * pair.how.most_of_a_sum
        yield _gap(pair, "share" if shared else "lower", *both)
    elif value == asked and _is_looser(mine.figure, theirs.figure):
        yield _gap(pair, "looser", *both)


def _is_less(value: Decimal, asked: Figure) -> bool:
    """A ceiling is missed from above, everything else from below."""
    if asked.op in {"<=", "<"}:
        return value > asked.value
    return value < asked.value


def _is_looser(mine: Figure, theirs: Figure) -> bool:
    if theirs.op in {">=", ">", "<=", "<"}:
        return mine.op in {"=", "approx", "increase"}
    return mine.op == "approx" and theirs.op != "approx"


def _a_year(side: _Side) -> int:
    if side.promise.a_year:
        return side.promise.a_year
    return {"annual": 1, "monthly": 12}.get(side.figure.period, 0)


_EACH = re.compile(r"每个|各[市县区]|每[市县区]|[一五]市均|分别|均[达不]")
_EVENTS = frozenset(("次", "场", "期", "批"))


def _is_shared(pair: Pair, theirs: _Side) -> bool:
    """Whether several places reach the figure together: it adds up, and nothing says that each of them, or this one,
    is to reach it."""
    if pair.upper.place == pair.local.place or not adds_up(theirs.figure.unit):
        return False
    text = theirs.promise.text
    if _EACH.search(text) or (pair.name and pair.name in text):
        return False
    if base(Decimal(1), theirs.figure.unit)[1] in _EVENTS and _a_year(theirs):
        return False  # what all do together each month is not done by halves
    parties = (*pair.clause.leads, *pair.clause.responsible)
    return not (parties and pair.name and all(party.name.startswith(pair.name) for party in parties))


def _amount(side: _Side) -> Text:
    return amount(side.figure, side.promise.a_year)


# --- days ----------------------------------------------------------------------------------------------------------


def _later(pair: Pair, lower: tuple[Promise, ...], higher: tuple[Promise, ...]) -> Iterator[Gap]:
    dated_here = [each for each in lower if each.by]
    dated_there = [each for each in higher if each.by]
    days = {each.by for each in dated_here}, {each.by for each in dated_there}
    alone = len(days[0]) == len(days[1]) == 1
    for theirs in dated_there:
        best = _best(pair, theirs, tuple(dated_here))
        if best is None and not alone:
            continue
        mine, closeness = best or (dated_here[0], 0.0)
        if (closeness >= pair.how.same or alone) and _is_after(mine.by, theirs.by):
            yield _gap(pair, "later", mine.by_words, theirs.by_words)


def _is_after(one: date | None, other: date | None) -> bool:
    return one is not None and other is not None and one > other
