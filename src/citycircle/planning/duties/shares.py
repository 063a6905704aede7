"""One list of work per organisation, and how heavy it is: each task counts once, in the strongest duty."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, get_args

from citycircle.core.messages import Text
from citycircle.core.quantities import EXACT, round_half_even
from citycircle.planning.duties.decisions import identity
from citycircle.planning.ledger import Item, Ledger, Party

Duty = Literal["lead", "responsible", "cooperating"]
DUTIES: tuple[Duty, ...] = get_args(Duty)
"""From the strongest to the weakest."""

DUTY_NAMES: Mapping[Duty, Text] = {
    "lead": Text("牵头", "lead"),
    "responsible": Text("责任", "responsible"),
    "cooperating": Text("配合", "cooperating"),
}
MARKS: Mapping[Duty, Text] = {"lead": Text("牵", "L"), "responsible": Text("责", "R"), "cooperating": Text("配", "C")}
MARKS_SAID = Text("牵＝牵头，责＝责任，配＝配合", "L leads, R is responsible, C cooperates")


@dataclass(frozen=True, slots=True)
class WorkList:
    """Everything one organisation owes under a plan, in the order of the plan, each task in its strongest duty."""

    party: Party
    leads: tuple[Item, ...] = ()
    responsible: tuple[Item, ...] = ()
    cooperating: tuple[Item, ...] = ()

    def of(self, duty: Duty) -> tuple[Item, ...]:
        """The tasks of one duty."""
        return {"lead": self.leads, "responsible": self.responsible, "cooperating": self.cooperating}[duty]

    @property
    def tasks(self) -> int:
        """How many tasks in all."""
        return len(self.leads) + len(self.responsible) + len(self.cooperating)


@dataclass(frozen=True, slots=True)
class Load:
    """How many tasks one organisation has in each duty, and which share (%) of the plan's tasks of that duty it is.

    The shares of the leads add up to 100 where every task has one lead; of the other duties a task has many.
    """

    party: Party
    counts: Mapping[Duty, int]
    shares: Mapping[Duty, Decimal]

    @property
    def tasks(self) -> int:
        return sum(self.counts.values())


def duties_in(item: Item) -> Iterator[tuple[Duty, Party]]:
    """The organisations of a task, each once, in its strongest duty."""
    seen: set[str] = set()
    sides: tuple[tuple[Duty, tuple[Party, ...]], ...] = (
        ("lead", item.leads),
        ("responsible", item.responsible),
        ("cooperating", item.cooperating),
    )
    for duty, parties in sides:
        for party in parties:
            if identity(party) not in seen:
                seen.add(identity(party))
                yield duty, party


def work_lists(ledger: Ledger) -> tuple[WorkList, ...]:
    """One list per organisation, the one with most leads first, then by all its tasks, then by code.

    >>> drc, edu = Party("1", "市发改委"), Party("2", "市教育局")
    >>> plan = Ledger("要点", (Item("t1", "1", "办学", "", leads=(edu,), responsible=(drc, edu)),))
    >>> [(one.party.name, len(one.leads), one.tasks) for one in work_lists(plan)]
    [('市教育局', 1, 1), ('市发改委', 0, 1)]
    """
    parties: dict[str, Party] = {}
    tasks: dict[str, dict[Duty, list[Item]]] = {}
    for item in ledger.items:
        for duty, party in duties_in(item):
            parties.setdefault(identity(party), party)
            tasks.setdefault(identity(party), {each: [] for each in DUTIES})[duty].append(item)
    lists = [WorkList(parties[one], *(tuple(tasks[one][duty]) for duty in DUTIES)) for one in parties]
    return tuple(sorted(lists, key=lambda one: (-len(one.leads), -one.tasks, identity(one.party))))


def loads(ledger: Ledger) -> tuple[Load, ...]:
    """The load of every organisation, in the order of `work_lists`; shares to one decimal, half to even."""
    lists = work_lists(ledger)
    wholes = {duty: len({item.key for one in lists for item in one.of(duty)}) for duty in DUTIES}
    return tuple(
        Load(
            one.party,
            {duty: len(one.of(duty)) for duty in DUTIES},
            {duty: _share(len(one.of(duty)), wholes[duty]) for duty in DUTIES},
        )
        for one in lists
    )


def _share(count: int, whole: int) -> Decimal:
    if not whole:
        return Decimal("0.0")
    return round_half_even(EXACT.divide(Decimal(100 * count), Decimal(whole)), 1)
