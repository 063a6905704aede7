"""Two tasks of one plan for the same thing: proposed for merging, with the words that both use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from citycircle.core.messages import Text, listed
from citycircle.planning.ledger import Item, Ledger
from citycircle.planning.tracing.comparing import Comparer, Index
from citycircle.planning.tracing.promises import promises
from citycircle.planning.tracing.units import in_one_unit
from citycircle.planning.tracing.vocabulary import Shared

DUPLICATE = Text(
    "“{one}”与“{other}”疑为同一事项（相同用语：{words}），建议合并或明确分工。",
    "“{one}” and “{other}” seem to be the same thing (words in common: {words}). Please merge them or tell them apart.",
)


@dataclass(frozen=True, slots=True)
class Sameness:
    """How alike two tasks are to be called one. Chosen on one half of the fixture (bench/tracing.py).

    - `same`: by their words alone.
    - `glance`: tasks whose whole texts are less alike are not looked at more closely.
    - `same_figure`: enough where both promise the very same figure (120个 of much the same thing).
    """

    same: float = 0.65
    same_figure: float = 0.38
    glance: float = 0.1


USUAL = Sameness()


class Duplicate(NamedTuple):
    """Two tasks that seem to be one."""

    one: str
    other: str
    score: float
    words: tuple[Shared, ...]
    sentence: Text


def duplicates(ledger: Ledger, how: Sameness = USUAL) -> tuple[Duplicate, ...]:
    """Pairs of tasks of one plan that seem to be about the same thing, the most alike first.

    >>> one = Item("a", "1", "推进工业技改", "实施技术改造项目120个。")
    >>> same, another = Item("b", "7", "工业技改攻坚", "实施技改项目120个。"), Item("c", "9", "建粮仓", "仓容3万吨。")
    >>> [(each.one, each.other) for each in duplicates(Ledger("要点", (one, same, another)))]
    [('a', 'b')]
    """
    comparer = Comparer(ledger)
    year = ledger.year_to or ledger.year_from
    found = []
    tasks = comparer.all_ready(ledger.items)
    index = Index(comparer, tasks)
    pairs = ((one, other) for at, one in enumerate(tasks) for place, other in index.near(one, how.glance) if place > at)
    for one, other in pairs:
        score = comparer.alike(one, other)
        if score < min(how.same, how.same_figure):
            continue
        if score >= (how.same_figure if _same_figure(one.item, other.item, year) else how.same):
            words = comparer.known.shared(one.whole, other.whole)
            said = listed(each.word for each in words)
            sentence = DUPLICATE.fill(one=_called(one.item), other=_called(other.item), words=said)
            found.append(Duplicate(one.item.key, other.item.key, round(score, 4), words, sentence))
    return tuple(sorted(found, key=lambda each: -each.score))


def _same_figure(one: Item, other: Item, year: int | None) -> bool:
    mine, theirs = ([figure for promise in promises(each, year) for figure in promise.figures] for each in (one, other))
    return any(in_one_unit(a.value, a.unit, b.unit) == b.value for a in mine for b in theirs)


def _called(item: Item) -> str:
    return f"{item.number} {item.title}".strip() if item.title else f"{item.number} {item.text[:20]}".strip()
