"""The rows of a plan's ledger as the workbench shows them: each cell with its words, its place, and how to correct it.

A cell that a person may correct has a `field` (as corrections call it) and the value that was read; the others (goals,
milestones, works) are corrected on the page of the task.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from citycircle.core.messages import COMMA, Text
from citycircle.core.plans import Span
from citycircle.documents.writers.ledger import OPERATORS, STAGES
from citycircle.records.plans.ledgers import plain
from citycircle.records.plans.models import Duty, DutyKind, Milestone, Target, Task, Work
from citycircle.web.plan_doubts import Doubt, doubts_of
from citycircle.web.plan_marks import spans_of
from citycircle.web.wording import deadline_worded, worded

NAMES_BETWEEN = ";"
"""Between the names of a list, in the words of a correction."""
NUMBER = Text("序号", "No.")
TITLE = Text("重点任务", "Task")
BODY = Text("工作内容", "Content")
LEAD = Text("牵头单位", "Lead")
RESPONSIBLE = Text("责任单位", "Responsible")
COOPERATING = Text("配合单位", "Cooperating")
DEADLINE = Text("完成时限", "Due")
GOALS = Text("目标、节点与项目", "Goals, milestones, works")
COMPLETED = Text("（推定）", " (inferred)")
CELLS: dict[str, Text] = {
    "number": NUMBER,
    "title": TITLE,
    "text": BODY,
    "lead": LEAD,
    "responsible": RESPONSIBLE,
    "cooperating": COOPERATING,
    "deadline": DEADLINE,
}
"""The cells that a person may correct in the sheet, by the field of a correction."""
UNKNOWN = Text("名录中尚未认定", "not decided in the register yet")
BEHIND = ("duties__organisation", "targets", "milestones", "works")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a cell: words, what kind of promise it is, and a remark."""

    words: str
    kind: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its lines, the places it was read from, and the value that a correction would replace."""

    field: str
    title: Text
    lines: tuple[Line, ...]
    spans: tuple[Span, ...] = ()
    value: str = ""
    kind: str = ""

    @property
    def place(self) -> str:
        """The places as the page's script reads them: `12-40 52-60`."""
        return " ".join(f"{span.start}-{span.end}" for span in self.spans)


@dataclass(frozen=True, slots=True)
class Row:
    """One task with its cells and what is doubtful in it."""

    task: Task
    cells: tuple[Cell, ...]
    doubts: tuple[Doubt, ...] = ()
    band: str = ""
    """The heading above it, where it changes."""

    @property
    def label(self) -> str:
        return label_of(self.task)

    @property
    def place(self) -> str:
        span = span_of(self.task)
        return f"{span.start}-{span.end}" if span else ""

    @property
    def open_doubts(self) -> tuple[Doubt, ...]:
        return tuple(one for one in self.doubts if not one.is_settled)


def label_of(task: Task) -> str:
    """The printed number of a task; where none is printed, the running one of its code."""
    return task.number or task.code.rpartition("-")[2]


def span_of(thing: Any) -> Span | None:  # anything that was read from a place
    """Where a thing was read; None for what a person added."""
    start, end = thing.span_start, thing.span_end
    return Span(start, end) if start is not None and end is not None and end > start else None


def rows_of(tasks: QuerySet[Task] | Sequence[Task], *, with_bands: bool = False) -> list[Row]:
    """The rows of these tasks, read with everything that belongs to them."""
    found = tasks.prefetch_related(*BEHIND) if isinstance(tasks, QuerySet) else tasks
    rows, before = [], ""
    for task in found:
        heading = " › ".join(task.path)
        rows.append(row_of(task, band=heading if with_bands and heading != before else ""))
        before = heading
    return rows


def row_of(task: Task, *, band: str = "") -> Row:
    """One task as a row."""
    duties = list(task.duties.all())
    whole = span_of(task)
    own = (whole,) if whole else ()
    cells = (
        Cell("number", NUMBER, _lines([label_of(task)]), own, task.number, "number"),
        Cell("title", TITLE, _lines([task.title]), _or(spans_of(task, "title"), ()), task.title),
        Cell("text", BODY, _lines(task.body.splitlines()), _or(spans_of(task, "body"), own), task.body, "wide"),
        *(_duty_cell(duties, kind, title) for kind, title in _PARTS.items()),
        _deadline(task, own),
        _goals(task),
    )
    return Row(task, cells, doubts_of(task), band)


_PARTS = {DutyKind.LEAD: LEAD, DutyKind.RESPONSIBLE: RESPONSIBLE, DutyKind.COOPERATING: COOPERATING}


def _or(spans: Iterable[Span], other: tuple[Span, ...]) -> tuple[Span, ...]:
    return tuple(spans) or other


def _lines(words: Iterable[str]) -> tuple[Line, ...]:
    return tuple(Line(each) for each in words if each)


def printed_names(duties: Iterable[Duty], kind: str) -> list[str]:
    """The names of one kind of duty as printed, each once (a collective name stands for several organisations)."""
    return list(dict.fromkeys(one.name for one in duties if one.kind == kind))


def _duty_cell(duties: Sequence[Duty], kind: DutyKind, title: Text) -> Cell:
    own = [one for one in duties if one.kind == kind]
    lines = []
    for name in printed_names(own, kind):
        behind = [one for one in own if one.name == name]
        known = [one.organisation for one in behind if one.organisation]
        remark = "" if known else UNKNOWN.say()
        lines.append(Line(name, "" if known else "unknown", remark))
    spans = dict.fromkeys(span for one in own if (span := span_of(one)))
    return Cell(kind.value, title, tuple(lines), tuple(spans), NAMES_BETWEEN.join(printed_names(own, kind)))


def due_said(task: Task) -> str:
    """When a task is due, as a cell says it: as printed, else the day that was completed."""
    if task.due_words:
        return task.due_words
    return f"{worded(task.due)}{COMPLETED if task.due_implied else ''}" if task.due else ""


def _deadline(task: Task, own: tuple[Span, ...]) -> Cell:
    reason = Text(task.due_implied.get("zh", ""), task.due_implied.get("en", "")).say() if task.due_implied else ""
    said = due_said(task)
    lines = (Line(said, "implied" if task.due_implied and not task.due_words else "", reason),) if said else ()
    return Cell("deadline", DEADLINE, lines, _or(spans_of(task, "deadline"), own), task.due_words)


def _goals(task: Task) -> Cell:
    lines, spans = [], []
    for kind, things in (("target", task.targets), ("milestone", task.milestones), ("works", task.works)):
        for one in things.all():
            is_relative = isinstance(one, Target) and one.value is None
            lines.append(Line(_promised(one), "relative" if is_relative else kind))
            if span := span_of(one):
                spans.append(span)
    return Cell("", GOALS, tuple(lines), tuple(spans), kind="goals")


def _promised(one: Target | Milestone | Work) -> str:
    if isinstance(one, Target):
        return target_said(one)
    if isinstance(one, Milestone):
        return COMMA.say().join(filter(None, (deadline_worded(one.deadline), one.what)))
    return f"{one.name}（{STAGES[one.stage]}）" if one.stage in STAGES else one.name


def target_said(target: Target) -> str:
    """A target in one line: indicator, comparison, value, unit."""
    if target.value is None:
        return f"{target.indicator} {OPERATORS.get(target.op, '')}{target.benchmark}"
    value = f"{plain(target.value)}"
    if target.value_high is not None:
        value = f"{value}—{plain(target.value_high)}"
    return f"{target.indicator} {OPERATORS.get(target.op, '')}{value}{target.unit}"
