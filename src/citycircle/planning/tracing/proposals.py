"""Which clauses of an upper plan a task probably carries out: proposed with the words that decided, never linked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from citycircle.core.messages import Text, listed
from citycircle.language.similarity import name_parts
from citycircle.planning.ledger import Item, Ledger, Party
from citycircle.planning.tracing.citations import Citation, cited, is_numbered
from citycircle.planning.tracing.letters import Letters, letters
from citycircle.planning.tracing.vocabulary import Shared, Vocabulary

_PIECE = re.compile(r"[。；;，,：:\n]")
WORDS = Text("相同用语：{words}", "words in common: {words}")
CITES = Text("原文依据：{words}", "the text cites it: {words}")
SAME_TRADE = Text("同一职能部门：{names}", "departments of the same field: {names}")


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From when on a clause is proposed. Chosen on one half of the three-level fixture (bench/tracing.py).

    - `likely`: a smaller score is no proposal. Below it, two tasks share a word of the field and nothing else.
    - `beside`: further clauses are proposed only with so much of the best score, because a task carries out one
      clause as a rule and two or three at times.
    - `most`: so many proposals a task: more than a person reads is none.
    - `short`: a part of a text counts in full from so much weight on; two rare letters in common prove nothing.
    - `same_trade`: what it adds when departments of the same field stand in both duties.
    - `cites`: what it adds when the task cites the plan without naming the clause.
    """

    likely: float = 0.22
    beside: float = 0.7
    most: int = 3
    short: float = 6.0
    same_trade: float = 0.05
    cites: float = 0.1


USUAL = Thresholds()


@dataclass(frozen=True, slots=True)
class Proposal:
    """That a task may carry out a clause. `score` is 0 to 1; 1 where the text itself names the clause."""

    local: str
    upper: str
    score: float
    words: tuple[Shared, ...]
    reasons: tuple[Text, ...]
    is_cited: bool = False


class _Read(NamedTuple):
    """A task made ready for comparing."""

    item: Item
    whole: Letters
    pairs: frozenset[str]
    pieces: tuple[frozenset[str], ...]
    trades: frozenset[str]


def propose(local: Ledger, upper: Ledger, how: Thresholds = USUAL) -> tuple[Proposal, ...]:
    """For each task of a plan, the clauses of the upper plan that it probably carries out, the likeliest first.

    >>> here = Ledger("要点", (Item("a", "1", "推进创新券通兑", "兑付创新券4000万元。"), Item("b", "2", "建设粮仓", "")))
    >>> above = Ledger("方案", (Item("x", "1", "推行创新券通用通兑", "兑付总额1.5亿元。"), Item("y", "2", "疏浚航道", "")))
    >>> [(each.local, each.upper, each.words[0].word) for each in propose(here, above)]
    [('a', 'x', '创新券通')]
    """
    lower, higher = [_read(item) for item in local.items], [_read(item) for item in upper.items]
    known = Vocabulary(each.whole for each in (*lower, *higher))
    return tuple(
        proposal
        for task in lower
        for proposal in _of_task(task, higher, known, cited(task.item, upper), how)
    )  # fmt: skip


def pair_score(one: Item, other: Item, known: Vocabulary, how: Thresholds = USUAL) -> float:
    """How alike two tasks are, 0 to 1, by their words alone."""
    return _alike(_read(one), _read(other), known, how)


def vocabulary_of(*ledgers: Ledger) -> Vocabulary:
    """What the words of some plans tell."""
    return Vocabulary(letters(item.words) for ledger in ledgers for item in ledger.items)


def _of_task(
    task: _Read, clauses: Sequence[_Read], known: Vocabulary, citation: Citation | None, how: Thresholds
) -> list[Proposal]:
    scored = [(_score(task, clause, known, citation, how), clause) for clause in clauses]
    best = max((score for score, _ in scored), default=0.0)
    kept = [(score, clause) for score, clause in scored if score >= max(how.likely, how.beside * best)]
    kept.sort(key=lambda each: -each[0])
    return [_proposal(task, clause, score, known, citation) for score, clause in kept[: how.most]]


def _score(task: _Read, clause: _Read, known: Vocabulary, citation: Citation | None, how: Thresholds) -> float:
    if citation and citation.number and is_numbered(clause.item, citation.number):
        return 1.0
    score = _alike(task, clause, known, how)
    if not score:
        return 0.0
    score += how.same_trade if task.trades & clause.trades else 0
    score += how.cites if citation and not citation.number else 0
    return min(score, 0.99)


def _alike(task: _Read, clause: _Read, known: Vocabulary, how: Thresholds) -> float:
    """Half for the whole texts, half for the two parts that are most alike: a task may answer one half of a clause."""
    whole = known.alike(task.pairs, clause.pairs)
    if not whole:
        return 0.0
    best = 0.0
    for one in task.pieces:
        for other in clause.pieces:
            weight = min(known.length(one), known.length(other))
            best = max(best, known.alike(one, other) * min(1.0, weight / how.short))
    return (whole + best) / 2


def _read(item: Item) -> _Read:
    whole = letters(item.words)
    pieces = (letters(piece).pairs() for piece in _PIECE.split(item.words))
    return _Read(
        item,
        whole,
        whole.pairs(),
        tuple(piece for piece in pieces if piece),
        frozenset(trade for party in (*item.leads, *item.responsible) if (trade := _trade(party))),
    )


def _trade(party: Party) -> str:
    """What a department is about, whatever its city: 交通运输."""
    return name_parts(party.name).core.removeprefix("各市").removeprefix("省").removeprefix("市")


def _proposal(task: _Read, clause: _Read, score: float, known: Vocabulary, citation: Citation | None) -> Proposal:
    words = known.shared(task.whole, clause.whole)
    named = citation is not None and bool(citation.number) and is_numbered(clause.item, citation.number)
    reasons = []
    if citation is not None and (named or not citation.number):
        reasons.append(CITES.fill(words=citation.words))
    if words:
        reasons.append(WORDS.fill(words=listed(each.word for each in words)))
    if both := sorted(task.trades & clause.trades):
        reasons.append(SAME_TRADE.fill(names=listed(both)))
    return Proposal(task.item.key, clause.item.key, round(score, 4), words, tuple(reasons), is_cited=named)
