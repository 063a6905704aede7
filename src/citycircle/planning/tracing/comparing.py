"""Tasks made ready for being compared with many others, and how alike two of them are."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from citycircle.language.similarity import name_parts
from citycircle.planning.ledger import Item, Ledger, Party
from citycircle.planning.tracing.letters import Letters, letters
from citycircle.planning.tracing.vocabulary import Vocabulary, Weighed

_PIECE = re.compile(r"[。；;，,：:\n]")
SHORT = 6.0
"""A part of a text counts in full from so much weight on; two rare letters in common prove nothing."""


class Ready(NamedTuple):
    """A task made ready: the whole of it, its parts, and what the departments in its duty are about."""

    item: Item
    whole: Letters
    weighed: Weighed
    pieces: tuple[Weighed, ...]
    trades: frozenset[str]


class Comparer:
    """Compares the tasks of some plans by the words that are rare in them.

    >>> titles = ("整治排污口", "整治入河排污口", "办展")
    >>> plan = Ledger("要点", tuple(Item(title, "", title, "") for title in titles))
    >>> comparer = Comparer(plan)
    >>> a, b, c = (comparer.ready(item) for item in plan.items)
    >>> comparer.alike(a, b) > 0.5, comparer.alike(a, c)
    (True, 0.0)
    """

    def __init__(self, *ledgers: Ledger) -> None:
        items = [item for ledger in ledgers for item in ledger.items]
        self._letters = {id(item): letters(item.words) for item in items}
        self.known = Vocabulary(each.pairs() for each in self._letters.values())

    def ready(self, item: Item) -> Ready:
        """Make a task ready, once."""
        whole = self._letters.get(id(item)) or letters(item.words)
        pieces = (self.known.weighed(letters(piece)) for piece in _PIECE.split(item.words))
        return Ready(
            item,
            whole,
            self.known.weighed(whole),
            tuple(piece for piece in pieces if piece.pairs),
            frozenset(trade for party in (*item.leads, *item.responsible) if (trade := _trade(party))),
        )

    def all_ready(self, items: Iterable[Item]) -> list[Ready]:
        return [self.ready(item) for item in items]

    def alike(self, one: Ready, other: Ready) -> float:
        """Half for the whole texts, half for the two parts that are most alike: a task may answer half a clause."""
        whole = self.known.alike(one.weighed, other.weighed)
        if not whole:
            return 0.0
        best = 0.0
        for mine in one.pieces:
            for theirs in other.pieces:
                weight = min(1.0, mine.length / SHORT, theirs.length / SHORT)
                if weight > best:
                    best = max(best, self.known.alike(mine, theirs) * weight)
        return (whole + best) / 2


class Index:
    """Finds, among many tasks made ready, those that share enough with one: by their rare words, not one by one."""

    def __init__(self, comparer: Comparer, tasks: Sequence[Ready]) -> None:
        self._tasks = tasks
        self._known = comparer.known
        self._having: dict[str, list[int]] = defaultdict(list)
        for at, task in enumerate(tasks):
            for pair in task.weighed.pairs:
                self._having[pair].append(at)

    def near(self, one: Ready, least: float) -> Iterator[tuple[int, Ready]]:
        """The tasks whose whole text is at least so much like that of one (cosine), with their places."""
        shared: dict[int, float] = defaultdict(float)
        for pair in one.weighed.pairs:
            having = self._having.get(pair)
            if having:
                weight = self._known.weight(pair) ** 2
                for at in having:
                    shared[at] += weight
        for at in sorted(shared):
            task = self._tasks[at]
            if shared[at] >= least * one.weighed.length * task.weighed.length:
                yield at, task


def vocabulary_of(*ledgers: Ledger) -> Vocabulary:
    """What the words of some plans tell."""
    return Vocabulary(letters(item.words).pairs() for ledger in ledgers for item in ledger.items)


def _trade(party: Party) -> str:
    """What a department is about, whatever its city: 交通运输."""
    return name_parts(party.name).core.removeprefix("各市").removeprefix("省").removeprefix("市")
