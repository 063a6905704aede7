"""How much a word tells: what few tasks say tells much, what most say tells little (inverse document frequency)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from math import log, sqrt
from typing import NamedTuple

from citycircle.core.plans import Span
from citycircle.planning.tracing.letters import Letters

_SHORTEST = 2
LEAST = 50
"""A short plan is weighed as if it had so many tasks: else what two of its three tasks share would tell little."""
MOST_WORDS = 6
"""So many of the words that decided are shown; further ones weigh too little to convince anybody."""


class Shared(NamedTuple):
    """A word that two texts have in common: as each prints it, where it stands there, and how much it tells."""

    word: str
    in_local: Span
    in_upper: Span
    weight: float


class Weighed(NamedTuple):
    """The pairs of a text with how much they tell together."""

    pairs: frozenset[str]
    length: float


class Vocabulary:
    """The weights of the pairs of letters in the texts at hand, given as the pairs of each.

    The weight is that of BM25 (Robertson & Spärck Jones 1976), smoothed so that it never falls below zero.
    """

    def __init__(self, texts: Iterable[frozenset[str]]) -> None:
        frequency: Counter[str] = Counter()
        count = 0
        for each in texts:
            frequency.update(each)
            count += 1
        count = max(count, LEAST)
        self._weights = {pair: log(1 + (count - often + 0.5) / (often + 0.5)) for pair, often in frequency.items()}
        self._kept: dict[str, Weighed] = {}
        self._unseen = log(1 + (count + 0.5) / 0.5)

    def weight(self, pair: str) -> float:
        return self._weights.get(pair, self._unseen)

    def length(self, pairs: Iterable[str]) -> float:
        """How much some pairs tell together, as the length of their vector."""
        return sqrt(sum(self.weight(pair) ** 2 for pair in pairs))

    def weighed(self, text: Letters) -> Weighed:
        """A text made ready for comparing many times."""
        pairs = text.pairs()
        return Weighed(pairs, self.length(pairs))

    def alike(self, one: Weighed, other: Weighed) -> float:
        """How alike two texts are: the cosine of their weighted pairs, 0 to 1."""
        both = one.pairs & other.pairs
        return sum(self.weight(pair) ** 2 for pair in both) / (one.length * other.length) if both else 0.0

    def texts_alike(self, one: Letters, other: Letters) -> float:
        """How alike two short texts are; each is weighed once."""
        return self.alike(self._weighed_once(one), self._weighed_once(other))

    def _weighed_once(self, text: Letters) -> Weighed:
        kept = self._kept.get(text.text)
        if kept is None:
            kept = self._kept[text.text] = self.weighed(text)
        return kept

    def shared(self, local: Letters, upper: Letters) -> tuple[Shared, ...]:
        """The longest words that stand in both texts, those that tell most first."""
        found: dict[str, Shared] = {}
        for run in local.words():
            at = run.start
            while at < run.end - 1:
                end = _longest(local.text, at, run.end, upper.text)
                if end - at >= _SHORTEST:
                    self._keep(found, local, upper, Span(at, end))
                at = max(end, at + 1)
        return tuple(sorted(found.values(), key=lambda each: (-each.weight, each.in_local))[:MOST_WORDS])

    def _keep(self, found: dict[str, Shared], local: Letters, upper: Letters, span: Span) -> None:
        word = local.text[span.start : span.end]
        there = upper.text.find(word)
        weight = sum(self.weight(word[at : at + 2]) for at in range(len(word) - 1))
        found.setdefault(
            word,
            Shared(word, local.span(*span), upper.span(there, there + len(word)), round(weight, 2)),
        )


def _longest(text: str, start: int, end: int, other: str) -> int:
    """How far the letters from a place stand in the other text too, without a blank between."""
    reached = start
    while reached < end and text[start : reached + 1] in other:
        reached += 1
    return reached
