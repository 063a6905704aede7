"""Two cities' plans side by side: works, targets and dates that do not meet.

Tasks are matched by the names of routes, places and works that both print; where one side's task names the other city
and the other side has nothing, that is a mismatch too. Each one is a matter for both to talk about: no side is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from citycircle.core.messages import Text
from citycircle.planning.ledger import Item, Ledger
from citycircle.planning.tracing.comparing import Comparer, Ready
from citycircle.planning.tracing.coverage import named
from citycircle.planning.tracing.facing import Apart, Kind, apart, stages_apart
from citycircle.planning.tracing.letters import letters
from citycircle.planning.tracing.promises import promises
from citycircle.planning.tracing.vocabulary import Vocabulary, Weighed

TITLES: dict[Kind, Text] = {
    "missing": Text("对方无相应事项", "nothing on the other side"),
    "date": Text("时间不一致", "different dates"),
    "target": Text("目标或规模不一致", "different targets"),
    "rhythm": Text("频次不一致", "different rhythms"),
    "stage": Text("推进阶段不一致", "different stages"),
}
SENTENCES: dict[Kind, Text] = {
    "missing": Text(
        "{one}计划“{mine}”，{other}的计划中未见相应事项，建议双方衔接。",
        "{one} plans “{mine}”; nothing in the plan of {other} answers it. Both sides may want to talk.",
    ),
    "date": Text(
        "同一事项“{what}”，{one}定于{mine}，{other}定于{theirs}，时间不一致，建议双方协商。",
        "For “{what}” {one} says {mine} and {other} says {theirs}. Both sides may want to agree on a date.",
    ),
    "target": Text(
        "同一事项“{what}”，{one}为{mine}，{other}为{theirs}，建议双方协商。",
        "For “{what}” {one} says {mine} and {other} says {theirs}. Both sides may want to agree on a figure.",
    ),
    "rhythm": Text(
        "同一事项“{what}”，{one}为{mine}，{other}为{theirs}，频次不一致，建议双方协商。",
        "For “{what}” {one} says {mine} and {other} says {theirs}. Both sides may want to agree how often.",
    ),
    "stage": Text(
        "同一事项“{what}”，{one}拟{mine}，{other}拟{theirs}，推进阶段不一致，建议双方协商。",
        "For “{what}” {one} means to {mine} and {other} to {theirs}. Both sides may want to agree on the stage.",
    ),
}
_ROUTE = re.compile(r"(?<![A-Za-z0-9])[GSXYC]\d{1,4}(?!\d)")


class Side(NamedTuple):
    """One city's plan. `names` are the words by which a text means this city: itself and its counties."""

    ledger: Ledger
    name: str
    names: tuple[str, ...] = ()

    def is_named_in(self, item: Item) -> bool:
        """Whether a task of the other side speaks of this city."""
        parties = "、".join(party.name for party in (*item.leads, *item.responsible, *item.cooperating))
        return any(word in item.words or word in parties for word in self.words)

    @property
    def words(self) -> tuple[str, ...]:
        return (self.name, self.name.removesuffix("市"), *self.names) if self.name else self.names


@dataclass(frozen=True, slots=True)
class Meeting:
    """When two tasks count as one matter. Chosen on one half of the fixture (bench/tracing.py).

    - `name`: how alike the names of two works must be.
    - `named`: how alike two tasks must be where at least one of them names the other city.
    - `clause`: how alike two clauses must be to compare their days, figures and rhythms.
    """

    name: float = 0.5
    named: float = 0.3
    clause: float = 0.3


USUAL = Meeting()


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Where two plans do not meet. A key is empty on the side that has no task."""

    kind: Kind
    one: str
    other: str
    one_words: str
    other_words: str
    sentence: Text


def mismatches(one: Side, other: Side, how: Meeting = USUAL) -> tuple[Mismatch, ...]:
    """Everything in which two plans do not meet, in the order of the first one.

    >>> here = Side(Ledger("甲", (Item("a", "1", "建设望禾大桥", "2025年6月底前与禾阳市共建望禾大桥。"),)), "澜川市")
    >>> there = Side(Ledger("乙", (Item("b", "7", "建设望禾大桥", "2026年底前望禾大桥建成通车。"),)), "禾阳市")
    >>> [(each.kind, each.one_words, each.other_words) for each in mismatches(here, there)]
    [('date', '2025年6月底前', '2026年底前')]
    >>> [each.kind for each in mismatches(here, Side(Ledger("丙"), "禾阳市"))]
    ['missing']
    """
    return tuple(mismatch for row in laid_beside(one, other, how) for mismatch in row.mismatches)


class Row(NamedTuple):
    """Two tasks that meet, or one that the other side does not answer, with what does not meet."""

    one: Item | None
    other: Item | None
    mismatches: tuple[Mismatch, ...]


def laid_beside(one: Side, other: Side, how: Meeting = USUAL) -> tuple[Row, ...]:
    """Two plans side by side: what both speak of, in the order of the first one, then what only one speaks of."""
    comparer = Comparer(one.ledger, other.ledger)
    met = meetings(one, other, comparer, how)
    rows = [
        Row(a, b, tuple(_differences(one, other, (a, b), comparer.known, how))) for a, b in _each_once(one, met)
    ]  # fmt: skip
    rows += [Row(item, None, (gap,)) for item, gap in _missing(one, other, {a.key for _, a, _ in met}, turned=False)]
    rows += [Row(None, item, (gap,)) for item, gap in _missing(other, one, {b.key for _, _, b in met}, turned=True)]
    return tuple(rows)


def meetings(one: Side, other: Side, comparer: Comparer, how: Meeting = USUAL) -> list[tuple[float, Item, Item]]:
    """Every two tasks of two plans that are about the same thing, the surest first."""
    mine, theirs = _prepared(one, one, other, comparer), _prepared(other, one, other, comparer)
    scored = [
        (score, a.item, b.item)
        for a in mine
        for b in theirs
        if (score := _same_matter(a, b, comparer, how))
    ]  # fmt: skip
    return sorted(scored, key=lambda each: -each[0])


def _each_once(one: Side, met: list[tuple[float, Item, Item]]) -> tuple[tuple[Item, Item], ...]:
    """Each task with the one most like it, in the order of the first plan."""
    taken: set[str] = set()
    pairs = []
    for _, a, b in met:
        if a.key not in taken and b.key not in taken:
            taken |= {a.key, b.key}
            pairs.append((a, b))
    order = {item.key: at for at, item in enumerate(one.ledger.items)}
    return tuple(sorted(pairs, key=lambda pair: order[pair[0].key]))


class _Task(NamedTuple):
    """A task made ready: without the names of the two cities, with the names of its works and routes."""

    item: Item
    ready: Ready
    names: tuple[Weighed, ...]
    routes: frozenset[str]
    is_about_both: bool


def _prepared(side: Side, one: Side, other: Side, comparer: Comparer) -> list[_Task]:
    across = other if side is one else one
    made = []
    for item in side.ledger.items:
        bare = Item(item.key, item.number, _bare(item.title, one, other), _bare(item.text, one, other))
        names = (comparer.known.weighed(letters(_bare(work.name, one, other))) for work in item.works)
        made.append(
            _Task(
                item,
                comparer.ready(bare),
                tuple(name for name in names if name.pairs),
                frozenset(_ROUTE.findall(item.words)),
                across.is_named_in(item),
            )
        )
    return made


def _same_matter(a: _Task, b: _Task, comparer: Comparer, how: Meeting) -> float:
    by_name = max((comparer.known.alike(mine, theirs) for mine in a.names for theirs in b.names), default=0.0)
    if by_name >= how.name or a.routes & b.routes:
        return 1.0 + by_name
    if a.is_about_both or b.is_about_both:
        score = comparer.alike(a.ready, b.ready)
        return score if score >= how.named else 0.0
    return 0.0


def _bare(text: str, one: Side, other: Side) -> str:
    for word in sorted((*one.words, *other.words), key=len, reverse=True):
        text = text.replace(f"{word}段", "").replace(word, "")
    return text


def _missing(side: Side, across: Side, taken: set[str], *, turned: bool) -> Iterator[tuple[Item, Mismatch]]:
    for item in side.ledger.items:
        if item.key in taken or not across.is_named_in(item):
            continue
        words = _telling(item)
        sentence = SENTENCES["missing"].fill(one=side.name, other=across.name, mine=words)
        keys = ("", item.key) if turned else (item.key, "")
        said = ("", words) if turned else (words, "")
        yield item, Mismatch("missing", *keys, *said, sentence)


def _telling(item: Item) -> str:
    """The clause that says most: the first with a day or a figure, else the title."""
    measured = (each.text for each in promises(item, None) if each.figures or each.by)
    return next(measured, "") or named(item)


def _differences(
    one: Side, other: Side, pair: tuple[Item, Item], known: Vocabulary, how: Meeting
) -> Iterator[Mismatch]:
    a, b = pair
    mine = promises(a, one.ledger.year_to or one.ledger.year_from)
    theirs = promises(b, other.ledger.year_to or other.ledger.year_from)
    found: dict[Kind, Apart] = {}
    for each in (*apart(mine, theirs, known, how.clause), *stages_apart(a, b)):
        found.setdefault(each.kind, each)
    if {"target", "date"} & set(found):
        found.pop("rhythm", None)
    for each in found.values():
        sentence = SENTENCES[each.kind].fill(
            what=named(a), one=one.name, other=other.name, mine=each.mine, theirs=each.theirs
        )
        yield Mismatch(each.kind, a.key, b.key, each.mine.zh, each.theirs.zh, sentence)
