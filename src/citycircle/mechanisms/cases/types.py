"""A kind of case, as data: its machine, who takes part, and what the first event must say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from citycircle.core.machines import Clock, Machine
from citycircle.core.messages import Text
from citycircle.core.parameters import Row, Table
from citycircle.core.terms import Term

if TYPE_CHECKING:
    from citycircle.mechanisms.cases.case import Case
    from citycircle.mechanisms.cases.events import Event

Judge = Callable[["Case", "Event"], bool]

ENGINE_GUARDS: Mapping[str, Text] = {
    "in_time": Text("期限已过，只能在到期前申请", "the term is over; this must be asked for before it ends"),
    "overdue": Text("尚未到期", "it is not overdue"),
    "first_list": Text(
        "补正材料已一次性告知，不能再次要求补正",
        "the missing papers were already listed once, and a second list is not allowed",
    ),
    "first_extension": Text("已延长过一次", "it was already extended once"),
    "within_limit": Text("延长期限超过上限或单位不符", "the extension is longer than allowed, or in another unit"),
    "holder_acts": Text("事项不在该方手中", "the case is in another hand"),
    "running": Text("计时已暂停", "its clock is stopped"),
    "paused": Text("计时未暂停", "its clock is not stopped"),
}
"""Conditions that every kind of case may name; a kind adds its own beside its machine."""

EFFECTS = frozenset(
    {"pause", "resume", "extend", "list_papers", "set_date", "name_party", "keep_clock", "back_date", "name_owner"}
)
"""What a step may do beside changing the state; `replay` knows these and no others.

`keep_clock`: the clock of the state before goes on, as when a request passes from hand to hand within one term.
`back_date`: a pause counts from the day on which it was asked for, so that whoever decides late takes nothing away.
`name_owner`: the owner of a cause becomes the party `owner` and may act.
"""


class Lift(NamedTuple):
    """What stands behind a refusal: the rule in words, and the step by which somebody may lift it (empty: nobody)."""

    rule: Text
    step: str = ""


@dataclass(frozen=True, slots=True)
class CaseType:
    """What two organisations may ask of each other, and by which steps.

    `opener` files it. `parties` must be named when filing, `later` may be named by a step that carries `name_party`.
    `required` are facts that the filing must state (with their words), `dates` those that are days where stated.
    `judges` decide the guards of this kind alone. `lifts` say, by a guard or a state, which rule refuses and who may
    lift it (`cases.refusals`).
    """

    name: str
    title: Text
    machine: Machine
    opener: str
    parties: tuple[str, ...]
    required: Mapping[str, Text]
    later: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    extension: str = ""
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    judges: Mapping[str, Judge] = field(default_factory=dict)
    lifts: Mapping[str, Lift] = field(default_factory=dict)

    def __post_init__(self) -> None:
        unknown = {effect for step in self.machine.steps for effect in step.effects} - EFFECTS
        unjudged = set(self.machine.guards) - set(ENGINE_GUARDS) - set(self.judges)
        strangers = {self.opener, *self.parties, *self.later} - set(self.machine.roles)
        strangers |= set(self.lifts) - set(self.machine.guards) - {state.name for state in self.machine.states}
        strangers |= {lift.step for lift in self.lifts.values() if lift.step} - {
            step.name for step in self.machine.steps
        }
        if unknown or unjudged or strangers:
            raise ValueError(f"{self.name}: unknown {sorted(unknown | unjudged | strangers)}")


class Offered(NamedTuple):
    """A kind of case that anybody may file: its name, the dated table of its clocks, and how it is built from both."""

    name: str
    clocks: Table
    build: Callable[[date, Table], CaseType]


def clause_of(row: Row) -> Text:
    """Where a clock stands, as a case cites it."""
    clause = f"《{row.source.title}》{row.source.clause}"
    return Text(clause, clause)


def clock_of(name: str, title: Text, row: Row) -> Clock:
    """A clock that is one row of a table of working days."""
    return Clock(name, title, {"": Term(row["days"])}, clause_of(row), row.certainty)
