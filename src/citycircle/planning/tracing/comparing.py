"""Tasks made ready for being compared with many others, and how alike two of them are."""

from __future__ import annotations

import re
from collections.abc import Iterable
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


def vocabulary_of(*ledgers: Ledger) -> Vocabulary:
    """What the words of some plans tell."""
    return Vocabulary(letters(item.words).pairs() for ledger in ledgers for item in ledger.items)


def _trade(party: Party) -> str:
    """What a department is about, whatever its city: 交通运输."""
    return name_parts(party.name).core.removeprefix("各市").removeprefix("省").removeprefix("市")
