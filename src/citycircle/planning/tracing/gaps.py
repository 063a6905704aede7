"""Where a task promises less than the clause it carries out: lower, looser, softer, rarer, narrower, smaller, later.

A figure that several cities reach together is not diluted by one city's part of it: that is a gap of the kind `share`,
to be added up, and no fault.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple, get_args

from citycircle.core.messages import Text, said
from citycircle.planning.ledger import Item, Ledger
from citycircle.planning.tracing.facing import amount
from citycircle.planning.tracing.promises import Figure, Promise, promises
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
    """

    same: float = 0.25
    figure: float = 0.2
    wording: float = 0.4


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

    >>> from citycircle.planning.tracing.proposals import vocabulary_of
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
        if closeness >= pair.how.same and (scopes := _smaller(mine.text, promise.text)):
            yield _gap(pair, "smaller", *scopes)


def _best(pair: Pair, promise: Promise, lower: tuple[Promise, ...]) -> tuple[Promise, float] | None:
    scored = [(pair.known.alike(each.words.pairs(), promise.words.pairs()), each) for each in lower]
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
        likeness = pair.known.alike(mine.promise.words.pairs(), theirs.promise.words.pairs())
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
        yield _gap(pair, "share" if _is_shared(pair, theirs) else "lower", *both)
    elif value == asked and _is_looser(mine.figure, theirs.figure):
        yield _gap(pair, "looser", *both)


def _is_less(value: Decimal, asked: Figure) -> bool:
    """A ceiling is missed from above, everything else from below."""
    if asked.op in {"<=", "<"}:
        return value > asked.value
    return value < asked.value


def _is_looser(mine: Figure, theirs: Figure) -> bool:
    if theirs.op in {">=", ">", "<=", "<"}:
        return mine.op in {"=", "approx", "increase"} and mine.op != theirs.op
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


# --- scope ---------------------------------------------------------------------------------------------------------

_GRADE = re.compile(r"(?P<grade>[一二三])级(?:以上|及以上)?(?:医|公立|综合)")
_WHOLE = re.compile(r"全部|所有|全覆盖|全面|全市|全省|全域|各县|各区|每个|一律|均")
_PART = re.compile(r"部分|试点|首批|有条件|主要|城区|主城区|中心城区|示范|若干")
_GRADES = "一二三"
_LIST = re.compile(r"[^、，。；和]+(?:、[^、，。；和]+)+(?:和[^、，。；和]+)?")


def _smaller(mine: str, theirs: str) -> tuple[str, str] | None:
    """What each covers, where the lower plan covers less: a higher grade only, a part only, a shorter list."""
    rules: tuple[Callable[[str, str], tuple[str, str] | None], ...] = (_grade, _part, _shorter_list)
    return next((found for rule in rules if (found := rule(mine, theirs))), None)


def _grade(mine: str, theirs: str) -> tuple[str, str] | None:
    one, other = _GRADE.search(mine), _GRADE.search(theirs)
    if one and other and _GRADES.index(one["grade"]) > _GRADES.index(other["grade"]):
        return one[0], other[0]
    return None


def _part(mine: str, theirs: str) -> tuple[str, str] | None:
    whole, part = _WHOLE.search(theirs), _PART.search(mine)
    return (part[0], whole[0]) if whole and part and not _PART.search(theirs) and not _WHOLE.search(mine) else None


def _shorter_list(mine: str, theirs: str) -> tuple[str, str] | None:
    """A list that names only some of the upper plan's things; one that ends in 等 is open and says nothing."""
    one, other = _LIST.search(mine), _LIST.search(theirs)
    if not one or not other or "等" in other[0]:
        return None
    ours, asked = _members(one[0]), _members(other[0])
    named = all(any(member in each or each in member for each in asked) for member in ours)
    missing = [member for member in asked if member not in mine]
    shorter = len(ours) < len(asked) and named and bool(missing)
    return ("、".join(ours), "、".join(asked)) if shorter else None


_EDGE = 2


def _members(listed: str) -> list[str]:
    """The members of a list; of the first only its end and of the last only its beginning is sure to belong to it."""
    members = re.split(r"[、和]", listed)
    return [members[0][-_EDGE:], *members[1:-1], members[-1][:_EDGE]]
