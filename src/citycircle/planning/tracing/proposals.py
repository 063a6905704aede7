"""Which clauses of an upper plan a task probably carries out: proposed with the words that decided, never linked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from citycircle.core.messages import Text, listed
from citycircle.planning.ledger import Ledger
from citycircle.planning.tracing.citations import Citation, cited, is_numbered
from citycircle.planning.tracing.comparing import Comparer, Index, Ready
from citycircle.planning.tracing.vocabulary import Shared

WORDS = Text("相同用语：{words}", "words in common: {words}")
CITES = Text("原文依据：{words}", "the text cites it: {words}")
SAME_TRADE = Text("同一职能部门：{names}", "departments of the same field: {names}")


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From when on a clause is proposed. Chosen on one half of the three-level fixture (bench/tracing.py).

    - `likely`: a smaller score is no proposal. Below it, two tasks share a word of the field and nothing else.
    - `faint` and `telling`: between `faint` and `likely` a clause is proposed only where the words in common weigh so
      much together: of two long texts each has much that the other has not, and what they share still tells.
    - `glance`: clauses whose whole text is less like the task are not looked at more closely.
    - `beside`: further clauses are proposed only with so much of the best score, because a task carries out one
      clause as a rule and two or three at times.
    - `most`: so many proposals a task: more than a person reads is none.
    - `same_trade`: what it adds when departments of the same field stand in both duties.
    - `cites`: what it adds when the task cites the plan without naming the clause.
    """

    likely: float = 0.22
    faint: float = 0.12
    telling: float = 15.0
    glance: float = 0.05
    beside: float = 0.7
    most: int = 3
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


def _silent(_done: int, _total: int) -> None:
    """Progress that nobody watches."""


def propose(
    local: Ledger, upper: Ledger, how: Thresholds = USUAL, progress: Callable[[int, int], object] = _silent
) -> tuple[Proposal, ...]:
    """For each task of a plan, the clauses of the upper plan that it probably carries out, the likeliest first.

    >>> from citycircle.planning.ledger import Item
    >>> voucher, granary = Item("a", "1", "推进创新券通兑", "兑付4000万元。"), Item("b", "2", "建设粮仓", "")
    >>> clauses = Item("x", "1", "推行创新券通用通兑", "兑付总额1.5亿元。"), Item("y", "2", "疏浚航道", "")
    >>> found = propose(Ledger("要点", (voucher, granary)), Ledger("方案", clauses))
    >>> [(each.local, each.upper, each.words[0].word) for each in found]
    [('a', 'x', '创新券通')]
    """
    comparer = Comparer(local, upper)
    clauses = comparer.all_ready(upper.items)
    index = Index(comparer, clauses)
    found: list[Proposal] = []
    for at, item in enumerate(local.items):
        task, citation = comparer.ready(item), cited(item, upper)
        near = [clause for _, clause in index.near(task, how.glance)]
        if citation and citation.number:
            near = clauses
        found += _of_task(task, near, comparer, citation, how)
        progress(at + 1, len(local.items))
    return tuple(found)


def _of_task(
    task: Ready, clauses: Sequence[Ready], comparer: Comparer, citation: Citation | None, how: Thresholds
) -> list[Proposal]:
    scored = [(_score(task, clause, comparer, citation, how), clause) for clause in clauses]
    best = max((score for score, _ in scored), default=0.0)
    floor = max(min(how.faint, how.likely), how.beside * best)
    kept = sorted((each for each in scored if each[0] >= floor), key=lambda each: -each[0])
    proposals = (_proposal(task, clause, score, comparer, citation) for score, clause in kept[: 2 * how.most])
    return [each for each in proposals if each.score >= how.likely or _weight(each) >= how.telling][: how.most]


def _weight(proposal: Proposal) -> float:
    return sum(each.weight for each in proposal.words)


def _score(task: Ready, clause: Ready, comparer: Comparer, citation: Citation | None, how: Thresholds) -> float:
    if citation and citation.number and is_numbered(clause.item, citation.number):
        return 1.0
    score = comparer.alike(task, clause)
    if not score:
        return 0.0
    score += how.same_trade if task.trades & clause.trades else 0
    score += how.cites if citation and not citation.number else 0
    return min(score, 0.99)


def _proposal(task: Ready, clause: Ready, score: float, comparer: Comparer, citation: Citation | None) -> Proposal:
    words = comparer.known.shared(task.whole, clause.whole)
    named = citation is not None and bool(citation.number) and is_numbered(clause.item, citation.number)
    reasons = []
    if citation is not None and (named or not citation.number):
        reasons.append(CITES.fill(words=citation.words))
    if words:
        reasons.append(WORDS.fill(words=listed(each.word for each in words)))
    if both := sorted(task.trades & clause.trades):
        reasons.append(SAME_TRADE.fill(names=listed(both)))
    return Proposal(task.item.key, clause.item.key, round(score, 4), words, tuple(reasons), is_cited=named)
