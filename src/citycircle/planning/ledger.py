"""The words for a ledger of tasks as organisations work with it: after names are known and doubts are decided.

A reading (`core.plans`) says what a document prints; a ledger says what was made of it. `Item.key` stays the same
through every version of a plan, so that two versions can be laid side by side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeVar

from citycircle.core.plans import Comparator, Period, Plan, Role, Stage, Strength, Target

Kind = TypeVar("Kind")


class Party(NamedTuple):
    """An organisation in a duty: its code in the register (empty while nobody has decided what the name means)."""

    code: str
    name: str
    city: str = ""
    """The code of its city; empty for a body of the whole region."""


class Goal(NamedTuple):
    """A promise with a number. `deadline` is as printed (2026, 2026-06), or what was completed from the plan's year."""

    indicator: str
    op: Comparator
    value: Decimal
    unit: str
    value_high: Decimal | None = None
    period: Period | None = None
    deadline: str = ""
    quote: str = ""


class Relative(NamedTuple):
    """A promise measured against something else (不低于全省平均增速): it has a benchmark, no number."""

    indicator: str
    op: Comparator
    benchmark: str
    quote: str = ""


class Step(NamedTuple):
    """Something that is to be so by a date, without a number."""

    what: str
    deadline: str
    quote: str = ""


class Work(NamedTuple):
    """A named piece of works and the stage that its verb promises."""

    name: str
    stage: Stage
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One task of a ledger.

    `path` are the headings above it, `field` the one that names its field of work. `due` is the last day in time;
    `due_words` what the document prints for it, empty where the date was completed (`due_implied` then says why).
    `basis` names the clause of the upper plan where the document itself cites one.
    """

    key: str
    number: str
    title: str
    text: str
    path: tuple[str, ...] = ()
    field: str = ""
    role: Role = "task"
    leads: tuple[Party, ...] = ()
    responsible: tuple[Party, ...] = ()
    cooperating: tuple[Party, ...] = ()
    due: date | None = None
    due_words: str = ""
    due_implied: str = ""
    goals: tuple[Goal, ...] = ()
    steps: tuple[Step, ...] = ()
    works: tuple[Work, ...] = ()
    strength: Strength | None = None
    basis: str = ""
    relatives: tuple[Relative, ...] = ()

    @property
    def words(self) -> str:
        """Title and text, as one speaks of the task."""
        return f"{self.title}。{self.text}" if self.title and self.text else self.title or self.text


@dataclass(frozen=True, slots=True)
class Ledger:
    """All tasks of one plan, in order, with what the plan says of itself. `place` is the code of its city or region."""

    title: str
    items: tuple[Item, ...] = ()
    issuer: str = ""
    place: str = ""
    year_from: int | None = None
    year_to: int | None = None

    def item(self, key: str) -> Item:
        """The task of that key. Raises KeyError."""
        return {item.key: item for item in self.items}[key]


def goal_of(target: Target) -> Goal:
    """A target as read, as a goal of the ledger."""
    implied = target.deadline_implied.value if target.deadline_implied else ""
    return Goal(target.indicator, target.op, target.value, target.unit, target.value_high, target.period,
                target.deadline or implied, target.quote)  # fmt: skip


def ledger_of(plan: Plan, *, place: str = "") -> Ledger:
    """The ledger of a plan as it was read, before anybody decided anything: names are as printed, without codes.

    >>> from citycircle.core.plans import Document, Plan
    >>> ledger_of(Plan(Document(title="汀河都市圈2026年工作要点", effective_to_year=2026))).year_to
    2026
    """
    document = plan.document
    goals = _by_task([(each.task, goal_of(each)) for each in plan.targets])
    steps = _by_task([(each.task, Step(each.what, each.deadline, each.quote)) for each in plan.milestones])
    relatives = _by_task(
        [(each.task, Relative(each.indicator, each.op, each.benchmark, each.quote)) for each in plan.commitments]
    )
    works = _by_task([(each.task, Work(each.name, each.stage, each.quote)) for each in plan.projects])
    strengths = {each.task: each.strength for each in plan.targets if each.strength}
    items = tuple(
        Item(
            key=task.id,
            number=task.number,
            title=task.title.text if task.title else "",
            text=task.body.text,
            path=task.path,
            field=task.path[0] if task.path else "",
            role=task.role,
            leads=_parties([each.text for each in task.duty.lead]),
            responsible=_parties([each.text for each in task.duty.responsible]),
            cooperating=_parties([each.text for each in task.duty.cooperating]),
            due_words=task.deadline.text if task.deadline else "",
            due_implied=task.deadline_implied.reason.zh if task.deadline_implied else "",
            goals=goals.get(task.id, ()),
            steps=steps.get(task.id, ()),
            works=works.get(task.id, ()),
            strength=strengths.get(task.id),
            relatives=relatives.get(task.id, ()),
        )
        for task in plan.tasks
    )
    return Ledger(document.title or "", items, document.issuer or "", place, document.effective_from_year,
                  document.effective_to_year)  # fmt: skip


def _parties(names: Sequence[str]) -> tuple[Party, ...]:
    return tuple(Party("", name) for name in names)


def _by_task(pairs: Sequence[tuple[str | None, Kind]]) -> dict[str, tuple[Kind, ...]]:
    found: dict[str, list[Kind]] = {}
    for task, each in pairs:
        if task is not None:
            found.setdefault(task, []).append(each)
    return {task: tuple(each) for task, each in found.items()}
