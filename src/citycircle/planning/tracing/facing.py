"""In what two tasks about the same thing differ: their days, figures, rhythms and stages, clause facing clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from citycircle.core.messages import Text
from citycircle.core.quantities import plain
from citycircle.planning.ledger import Item
from citycircle.planning.tracing.promises import Figure, Promise
from citycircle.planning.tracing.units import in_one_unit
from citycircle.planning.tracing.vocabulary import Vocabulary

Kind = Literal["missing", "date", "target", "rhythm", "stage"]

STAGES: dict[str, Text] = {
    "plan": Text("开展前期", "prepare it"),
    "start": Text("开工", "start building"),
    "build": Text("建设", "build it"),
    "complete": Text("建成", "complete it"),
    "operate": Text("投用", "put it to use"),
}
RHYTHMS = {
    1: Text("每年", "every year"),
    2: Text("每半年", "every half-year"),
    4: Text("每季度", "every quarter"),
    12: Text("每月", "every month"),
    52: Text("每周", "every week"),
    365: Text("每日", "every day"),
}
_BY = {"每半年": 2, "半年": 2, "每季度": 4, "按季度": 4, "按季": 4, "每月": 12, "按月": 12, "每年": 1, "按年": 1}
SIGNS = {">=": "≥", ">": "＞", "<=": "≤", "<": "＜", "approx": "约", "increase": "新增", "=": "", "range": ""}


class Apart(NamedTuple):
    """One thing that two tasks say differently."""

    kind: Kind
    mine: Text
    theirs: Text


def apart(mine: Sequence[Promise], theirs: Sequence[Promise], known: Vocabulary, alike: float) -> Iterator[Apart]:
    """The days, figures and rhythms in which the clauses of two tasks differ; clauses face the one most like them.

    `alike` is how alike two clauses must be. Where each task has but one day, the two face each other anyway.
    """
    yield from _days(mine, theirs, known, alike)
    yield from _figures(mine, theirs, known, alike)
    regular = [each for each in mine if often(each)], [each for each in theirs if often(each)]
    for here, there in facing(*regular, known, alike):
        if often(here) != often(there):
            yield Apart("rhythm", RHYTHMS[often(here)], RHYTHMS[often(there)])


def facing(
    mine: Sequence[Promise], theirs: Sequence[Promise], known: Vocabulary, alike: float
) -> Iterator[tuple[Promise, Promise]]:
    """The clauses of one task, each with the clause of the other that is most like it."""
    for here in mine:
        scored = [(known.texts_alike(here.words, there.words), there) for there in theirs]
        score, there = max(scored, key=lambda each: each[0], default=(0.0, None))
        if there is not None and score >= alike:
            yield here, there


def stages_apart(mine: Item, theirs: Item) -> Iterator[Apart]:
    """One side only prepares what the other builds; building and completing are two words for one promise."""
    ours, others = {work.stage for work in mine.works}, {work.stage for work in theirs.works}
    if ours == {"plan"} and others - {"plan"}:
        yield Apart("stage", STAGES["plan"], STAGES[min(others - {"plan"})])
    elif others == {"plan"} and ours - {"plan"}:
        yield Apart("stage", STAGES[min(ours - {"plan"})], STAGES["plan"])


def often(promise: Promise) -> int:
    """How many times a year a clause is to happen; 0 where it says nothing of the sort."""
    return promise.a_year or next((times for word, times in _BY.items() if word in promise.text), 0)


def amount(figure: Figure, a_year: int = 0) -> Text:
    """A figure as one reads it: rhythm, comparator, value, unit.

    >>> from decimal import Decimal
    >>> amount(Figure(Decimal("12.50"), "万吨", ">=", "吞吐量"), 1).say("en")
    '≥12.5万吨 every year'
    """
    high = f"—{_short(figure.high)}" if figure.high is not None else ""
    words = f"{SIGNS[figure.op]}{_short(figure.value)}{high}{figure.unit}"
    rhythm = RHYTHMS.get(a_year)
    return Text(f"{rhythm.zh}{words}", f"{words} {rhythm.en}") if rhythm else Text(words, words)


def _days(mine: Sequence[Promise], theirs: Sequence[Promise], known: Vocabulary, alike: float) -> Iterator[Apart]:
    ours, others = [each for each in mine if each.by], [each for each in theirs if each.by]
    if len({each.by for each in ours}) == len({each.by for each in others}) == 1:
        pairs: Iterator[tuple[Promise, Promise]] = iter([(ours[0], others[0])])
    else:
        pairs = facing(ours, others, known, alike)
    for here, there in pairs:
        if here.by != there.by and here.by_words != there.by_words:
            yield Apart("date", Text(here.by_words, here.by_words), Text(there.by_words, there.by_words))


def _figures(mine: Sequence[Promise], theirs: Sequence[Promise], known: Vocabulary, alike: float) -> Iterator[Apart]:
    ours, others = [each for each in mine if each.figures], [each for each in theirs if each.figures]
    for here, there in facing(ours, others, known, alike):
        for figure in here.figures:
            for other in there.figures:
                value = in_one_unit(figure.value, figure.unit, other.unit)
                if value is not None and (value, figure.high) != (other.value, other.high):
                    yield Apart("target", amount(figure, often(here)), amount(other, often(there)))


def _short(value: Decimal) -> str:
    """A value as printed, without the zeros that a database puts behind it."""
    text = plain(value)
    return text.rstrip("0").rstrip(".") if "." in text else text
