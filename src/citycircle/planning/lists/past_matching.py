"""Which task of a plan a task of the past ledger is: proposed with how alike their words are, decided by a person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz import fuzz, process

from citycircle.core.organisations import folded
from citycircle.planning.ledger import Item, Ledger, Party
from citycircle.planning.lists.names import names_in as names_of
from citycircle.planning.lists.past import PastLedger, PastTask

SURE = 100
LIKELY = 62
"""Below so many of a hundred two names are no proposal: people would have to strike out more than they confirm."""


class Match(NamedTuple):
    """A proposal: the place of the past task, the key of the task of the plan (empty for none), and how alike."""

    past: int
    key: str
    likeness: int

    @property
    def is_sure(self) -> bool:
        """Whether both are called just the same."""
        return self.likeness >= SURE


def matches(past: PastLedger, items: Sequence[Item]) -> tuple[Match, ...]:
    """A proposal for each task of the ledger. The same name is sure; else the nearest words, if near at all."""
    by_name: dict[str, list[str]] = {}
    for item in items:
        by_name.setdefault(folded(item.title or item.text), []).append(item.key)
    words = {item.key: folded(item.words) for item in items}
    titles = {item.key: folded(item.title or item.text) for item in items}
    found = []
    for at, task in enumerate(past.tasks):
        same = by_name.get(folded(task.name), [])
        found.append(Match(at, same[0], SURE) if len(same) == 1 else _nearest(at, task, titles, words))
    return tuple(found)


def _nearest(at: int, task: PastTask, titles: dict[str, str], words: dict[str, str]) -> Match:
    name = folded(task.name)
    whole = folded(task.name + task.latest("content"))
    best = Match(at, "", 0)
    for query, choices in ((name, titles), (whole, words)):
        near = process.extractOne(query, choices, scorer=fuzz.ratio, score_cutoff=LIKELY) if query else None
        if near is not None and near[1] > best.likeness:
            best = Match(at, near[2], min(SURE - 1, int(near[1])))
    return best


def ledger_of_past(past: PastLedger, title: str) -> Ledger:
    """The tasks of a past ledger as a ledger of their own, for an office that has no plan on file."""
    items = tuple(
        Item(
            key=f"past-{at}",
            number=task.number,
            title=task.name,
            text=task.latest("content") if task.latest("content") != task.name else "",
            path=(task.field,) if task.field else (),
            field=task.field,
            leads=_parties(task.latest("lead")),
            responsible=_parties(task.latest("responsible")),
            cooperating=_parties(task.latest("cooperating")),
            due_words=task.latest("deadline"),
        )
        for at, task in enumerate(past.tasks, start=1)
    )
    years = [year for year, _ in past.months]
    return Ledger(title, items, year_from=min(years, default=None), year_to=max(years, default=None))


def _parties(words: str) -> tuple[Party, ...]:
    return tuple(Party("", name) for name in names_of(words))
