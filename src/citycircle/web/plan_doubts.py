"""What is doubtful in a row: what was read, why it matters, and the other way to read it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from citycircle.core.messages import Text
from citycircle.core.plans import Span
from citycircle.records.plans.models import Task
from citycircle.web.plan_alternatives import TAKING

_NUMBERS = Text(
    "编号决定条目怎样划分，读错会漏掉一项或把两项并成一项。",
    "Numbers part the text into tasks; a wrong one loses a task or joins two.",
)
_DUTIES = Text(
    "任务交给谁、由谁汇总报送，以此为准。", "It decides who is handed the task and who reports for all of them."
)
_GOALS = Text("考核和亮灯以目标和期限为准。", "Lights and evaluation go by goals and deadlines.")
_CORRECTIONS = Text(
    "您以前的更正没有套用，台账与更正时不同。",
    "An earlier correction was not applied; the ledger is not as it was set then.",
)
_DOCUMENT = Text("台账抬头和来源引用以此为准。", "The head of the ledger and every quoted source go by it.")
_NUMBERING = frozenset({"P101", "P102", "P103", "P104", "P105", "P106", "P107", "P108", "P109"})
_WHY: tuple[tuple[frozenset[str], Text], ...] = (
    (_NUMBERING, _NUMBERS),
    (frozenset({"P201", "P202", "P203", "P204", "P205", "P206"}), _DUTIES),
    (frozenset({"P301", "P302"}), _GOALS),
    (frozenset({"C901", "C902"}), _CORRECTIONS),
)


@dataclass(frozen=True, slots=True)
class Doubt:
    """One doubt. `number` is its place in the list of its task."""

    number: int
    code: str
    what: Text
    why: Text
    alternative: str
    span: Span | None
    is_settled: bool = False

    @property
    def taking(self) -> Text | None:
        """What the button says that takes the other reading, where one press can."""
        return TAKING.get(self.code)

    @property
    def place(self) -> str:
        return f"{self.span.start}-{self.span.end}" if self.span else ""


def why_of(code: str) -> Text:
    """Why a remark of this code matters to the office."""
    return next((why for codes, why in _WHY if code in codes), _DOCUMENT)


def doubts_of(task: Task) -> tuple[Doubt, ...]:
    """The doubts of a row, those already settled too."""
    return tuple(remarks(task.doubts))


def remarks(notes: Sequence[Mapping[str, Any]]) -> Iterator[Doubt]:
    """Remarks as the import keeps them (of a task, of a plan), ready to be said."""
    for number, one in enumerate(notes):
        start, end = one.get("start"), one.get("end")
        span = Span(start, end) if start is not None and end is not None else None
        yield Doubt(
            number,
            one["code"],
            Text(one["zh"], one["en"]),
            why_of(one["code"]),
            one.get("alternative") or "",
            span,
            bool(one.get("settled")),
        )
