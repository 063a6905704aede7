"""The words for a plan that was read: what stands in it, and where.

Every value keeps the place it came from as a `Span` of code points in the text as found (see `documents.source`).
Names follow the glossary in docs/reference/glossary.md. JSON is made from these in `documents.writers`. Records that
a reading makes by the thousand are named tuples, which are made three times as fast as frozen dataclasses.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from citycircle.core.messages import Text

Comparator = Literal["=", ">=", ">", "<=", "<", "range", "increase", "approx"]
Period = Literal["annual", "by_deadline", "once", "monthly"]
Stage = Literal["plan", "start", "build", "complete", "operate"]
Strength = Literal["ensure", "strive", "advance", "explore", "consider"]
"""确保 / 力争 / 推进 / 探索 / 谋划: how firmly the document promises."""
PlanKind = Literal["action_plan", "annual_points", "other"]
Role = Literal["task", "safeguard"]
Origin = Literal["document", "person"]
"""Whether a task was read from the document, or a person added it without a sentence to lead back to."""


class Span(NamedTuple):
    """A stretch of the text as found: code points from `start` up to, not including, `end`."""

    start: int
    end: int


class Quoted(NamedTuple):
    """A value in mended, simplified characters and the place it was read from."""

    text: str
    span: Span


class Section(NamedTuple):
    """A heading. `marker` + `title` is exactly one entry of a task's path."""

    level: int
    marker: str
    title: str
    span: Span


class Subitem(NamedTuple):
    """One ①… item of a task; the text stands without its marker."""

    marker: str
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Duty:
    """Who leads, who is responsible, who cooperates: from the document's own notation, never from running prose.

    `cooperating` organisations stand in `responsible` too. `lead_from` says whether the lead was printed or follows
    from a rule stated once (列第一位的为牵头单位); it is None where nobody leads. `by_duty` marks 按职责分工.
    `inherited` marks duties that stand on a heading above.
    """

    lead: tuple[Quoted, ...] = ()
    responsible: tuple[Quoted, ...] = ()
    cooperating: tuple[Quoted, ...] = ()
    lead_from: Literal["printed", "rule"] | None = None
    by_duty: bool = False
    inherited: bool = False
    span: Span | None = None


class Implied(NamedTuple):
    """A value that the reader completed, with the reason; never mixed with what is printed."""

    value: str
    reason: Text


@dataclass(frozen=True, slots=True)
class Task:
    """One numbered item of a plan (or one row of its table).

    `id` is the Akoma Ntoso eId of the clause. `number` is as printed, without its dot or with its brackets.
    `body` is the mended text after the title sentence, without the bracket that names the organisations.
    `extras` keeps further table columns (field, goal, remarks …) by their printed heading. Where `origin` is a
    person, no place of the document says it: the spans are empty.
    """

    id: str
    number: str
    path: tuple[str, ...]
    role: Role
    title: Quoted | None
    body: Quoted
    duty: Duty
    subitems: tuple[Subitem, ...]
    span: Span
    deadline: Quoted | None = None
    deadline_implied: Implied | None = None
    extras: tuple[tuple[str, Quoted], ...] = ()
    origin: Origin = "document"


class Dropped(NamedTuple):
    """A task that a person took out of the ledger, with the reason, or joined to another one (`into`)."""

    task: Task
    reason: str
    into: str | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """A promise with a number. `deadline` holds only what the text says (2023, 2022-06, 20xx)."""

    task: str | None
    path: tuple[str, ...]
    indicator: str
    op: Comparator
    value: Decimal
    unit: str
    quote: str
    span: Span
    value_high: Decimal | None = None
    period: Period | None = None
    deadline: str | None = None
    deadline_implied: Implied | None = None
    scope: str | None = None
    strength: Strength | None = None


class Commitment(NamedTuple):
    """A promise measured against something else (不低于全省平均增速): it has a benchmark, no number."""

    task: str | None
    path: tuple[str, ...]
    indicator: str
    op: Comparator
    benchmark: str
    quote: str
    span: Span
    strength: Strength | None = None


class Milestone(NamedTuple):
    """Something that is to be so by an explicit date or year, without a number.

    Where the text prints no year (6月底前), `deadline` holds the completed date and `deadline_implied` says why.
    """

    task: str | None
    path: tuple[str, ...]
    what: str
    deadline: str
    quote: str
    span: Span
    strength: Strength | None = None
    deadline_implied: Implied | None = None


class Project(NamedTuple):
    """A named piece of works and the stage that its verb promises."""

    task: str | None
    path: tuple[str, ...]
    name: str
    stage: Stage
    quote: str
    span: Span


class Decoy(NamedTuple):
    """A number that was read and is no target, with the reason."""

    quote: str
    reason: Text
    span: Span


class Diagnostic(NamedTuple):
    """Something doubtful or worth knowing: a code, a sentence, the place, and the other way to read it."""

    code: str
    message: Text
    span: Span | None = None
    alternative: str | None = None
    values: tuple[tuple[str, str], ...] = ()

    def say(self, language: Literal["zh", "en"] | None = None) -> str:
        return self.message.say(language, **dict(self.values))


@dataclass(frozen=True, slots=True)
class Document:
    """What the document says of itself. None means: not printed."""

    title: str | None = None
    doc_number: str | None = None
    issuer: str | None = None
    signature: str | None = None
    issued_on: date | None = None
    effective_from_year: int | None = None
    effective_to_year: int | None = None
    kind: PlanKind = "other"
    spans: tuple[tuple[str, Span], ...] = ()


class Repair(NamedTuple):
    """One mend: what stood in the text as found, what was read instead, and which kind of damage it was."""

    kind: str
    span: Span
    before: str
    after: str


class Aside(NamedTuple):
    """A stretch that belongs to no plan (web chrome, style sheet, cover letter …), set aside with its reason."""

    reason: str
    span: Span


@dataclass(frozen=True, slots=True)
class Plan:
    """One plan as it was read; `dropped` are tasks that a person took out, kept in sight."""

    document: Document
    sections: tuple[Section, ...] = ()
    tasks: tuple[Task, ...] = ()
    targets: tuple[Target, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    projects: tuple[Project, ...] = ()
    decoys: tuple[Decoy, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = field(default=())
    dropped: tuple[Dropped, ...] = ()
