"""A plan as rows of a ledger: each task with its promises, and the phrases that an office puts into its cells."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol, TypeVar

from citycircle.core import plans
from citycircle.core.messages import Text, spoken
from citycircle.core.organisations import folded
from citycircle.documents.due import due_of
from citycircle.documents.writers.own_columns import printed
from citycircle.paper.tables import joined

OPERATORS: dict[str, str] = {
    "=": "", ">=": "≥", ">": ">", "<=": "≤", "<": "<", "approx": "约", "increase": "新增", "range": "",
}  # fmt: skip
STAGES: dict[str, Text] = {
    "plan": Text("谋划前期", "planned"),
    "start": Text("开工", "started"),
    "build": Text("在建推进", "being built"),
    "complete": Text("建成", "completed"),
    "operate": Text("运营", "in operation"),
}
NO_LEAD = Text("（未明确）", "(none named)")
BY_HAND = Text("人工增加", "added by hand")
"""Stands where a clause or a place would, for a task that no sentence of the document says."""


@dataclass(frozen=True, slots=True)
class LedgerTask:
    """One task with everything that the document says of it, ready to be laid out."""

    task: plans.Task
    field: str
    targets: tuple[plans.Target, ...]
    commitments: tuple[plans.Commitment, ...]
    milestones: tuple[plans.Milestone, ...]
    projects: tuple[plans.Project, ...]
    document: plans.Document

    @property
    def content(self) -> str:
        """The whole of what is to be done, one sub-item a line."""
        return broken_at_subitems(self.task)

    @property
    def lead(self) -> str:
        return joined(each.text for each in self.task.duty.lead)

    @property
    def others(self) -> str:
        """The responsible organisations, and those among them that only cooperate in a line of their own."""
        helping = [each.text for each in self.task.duty.cooperating]
        bound = joined(each.text for each in self.task.duty.responsible if each.text not in helping)
        return joined((bound, Text("配合：", "cooperating: ").say() + joined(helping) if helping else ""), "\n")

    @property
    def goals(self) -> str:
        """What is to be reached: goals of the document's own table, then milestones and relative goals of its words."""
        own = printed(self.task, "goal")
        told = [*(each.quote for each in self.milestones), *(each.quote for each in self.commitments)]
        return joined((own, *(quote for quote in told if quote not in own)), "；\n")

    @property
    def deadline(self) -> str:
        """The deadline of the task as a cell shows it (see `documents.due`).

        One that the document does not print, such as the end of its last year, carries a star.
        """
        due = due_of(self.task, self.document, self.targets, self.milestones)
        if due is None:
            return ""
        if due.words:
            return due.words
        return day_said(due.value) if due.implied is None else f"{day_said(due.value, end_of_year=True)}*"


def ledger_tasks(plan: plans.Plan, role: plans.Role | None = "task") -> list[LedgerTask]:
    """The tasks of a plan in order, each with its promises; `role` None takes the safeguards too."""
    targets, commitments = _by_task(plan.targets), _by_task(plan.commitments)
    milestones, projects = _by_task(plan.milestones), _by_task(plan.projects)
    return [
        LedgerTask(
            task,
            field_of(task),
            tuple(targets[task.id]),
            tuple(commitments[task.id]),
            tuple(milestones[task.id]),
            tuple(projects[task.id]),
            plan.document,
        )
        for task in plan.tasks
        if role is None or task.role == role
    ]


class _Promise(Protocol):
    @property
    def task(self) -> str | None: ...


Promise = TypeVar("Promise", bound=_Promise)


def _by_task(promises: Iterable[Promise]) -> Mapping[str | None, list[Promise]]:
    found: dict[str | None, list[Promise]] = defaultdict(list)
    for each in promises:
        found[each.task].append(each)
    return found


def field_of(task: plans.Task) -> str:
    """The field a task belongs to: the innermost heading above it, without its marker and its full stop."""
    if not task.path:
        return ""
    return re.sub(
        r"^(?:第?[一二三四五六七八九十百]+[、章节部分]+|[(\uff08][一二三四五六七八九十]+[)\uff09]|\d+[.、\uff0e])\s*",
        "",
        task.path[-1],
    ).rstrip("。")


def broken_at_subitems(task: plans.Task) -> str:
    """The body of a task with a new line before each ①."""
    text = task.body.text
    for subitem in task.subitems:
        text = text.replace(f"{subitem.marker}{subitem.text[:6]}", f"\n{subitem.marker}{subitem.text[:6]}", 1)
    return re.sub(r"\n{2,}", "\n", text).strip()


def day_said(deadline: str, *, end_of_year: bool = False) -> str:
    """A deadline as an office writes it, in the language of the moment.

    >>> day_said("2022-06"), day_said("2023"), day_said("20xx"), day_said("2026-03-28")
    ('2022年6月', '2023年', '20xx年', '2026年3月28日')
    >>> day_said("2023", end_of_year=True)
    '2023年底'
    """
    parts = deadline.split("-")
    if spoken() == "en":
        return f"end of {deadline}" if end_of_year and len(parts) == 1 else deadline
    if not all(part.isdigit() for part in parts[1:]):
        return deadline
    numbers = [parts[0], *(str(int(part)) for part in parts[1:])]
    said = "".join(f"{number}{unit}" for number, unit in zip(numbers, "年月日", strict=False))
    return f"{said}底" if end_of_year and len(parts) == 1 else said


def amount_said(target: plans.Target) -> str | Decimal:
    """The value of a target as a cell shows it: a bare number stays a number.

    A range is written with its two ends, a comparison with its sign.
    """
    if target.value_high is not None:
        return f"{target.value}—{target.value_high}"
    sign = OPERATORS[target.op]
    return f"{sign}{target.value}" if sign else target.value


def clause_said(task: plans.Task) -> str:
    """Where a task stands, as people quote it: the markers of the headings above, then its number."""
    if task.origin == "person":
        return BY_HAND.say()
    markers = [
        found[0]
        for entry in task.path
        if (found := re.match(r"[一二三四五六七八九十百]+(?=、)|[(\uff08].+?[)\uff09]|第.+?[章节条]", entry))
    ]
    return folded("".join([*markers, task.number]))


def sources(plan: plans.Plan) -> str:
    """The document a table comes from, with its number."""
    document = plan.document
    title = f"《{document.title}》" if document.title else Text("（原文没有标题）", "(the document has no title)").say()
    number = document.doc_number
    return title + (Text("（{number}）", " ({number})").say(number=number) if number else "")


class TaskPlaces:
    """Finds the task inside which a place lies, quickly even in a plan of thousands of tasks."""

    def __init__(self, plan: plans.Plan) -> None:
        self._tasks = sorted(plan.tasks, key=lambda task: task.span.start)
        self._starts = [task.span.start for task in self._tasks]

    def at(self, span: plans.Span | None) -> plans.Task | None:
        """The task at a place, or None where it lies outside every task."""
        if span is None:
            return None
        before = bisect_right(self._starts, span.start) - 1
        task = self._tasks[before] if before >= 0 else None
        return task if task is not None and span.start < task.span.end else None
