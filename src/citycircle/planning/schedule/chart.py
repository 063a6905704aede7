"""What a Gantt chart shows, before it is laid out on paper: tasks in groups, their milestones, and the days between."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from citycircle.core.messages import Text
from citycircle.core.workdays import Calendar
from citycircle.planning.schedule.nodes import LACKS, Lack, Node
from citycircle.planning.schedule.slippage import ON_TIME, Basis, Slip, slip_of

MONTHS, QUARTER = 12, 3
NEAR = timedelta(days=366)
"""A line for today is drawn on charts that end or begin within a year of it."""

PASSED = Text("时限已到", "past due")
REACHED = Text("已完成", "reached")
LATE, EARLY = Text("滞后{days}天", "{days} d late"), Text("提前{days}天", "{days} d early")
SO_FAR = Text("已超期{days}天", "{days} d overdue")


@dataclass(frozen=True, slots=True)
class Task:
    """One task of the chart: its days as promised (`begin`, `due`) and as expected or reached (`expected`, `done`).

    `group` is the field of work or the organisation under which it stands; `who` answers for it.
    """

    key: str
    title: str
    number: str = ""
    who: str = ""
    group: str = ""
    begin: date | None = None
    due: date | None = None
    expected: date | None = None
    done: date | None = None
    is_closed: bool = False
    """Closed, on whatever day."""
    nodes: tuple[Node, ...] = ()

    @property
    def as_node(self) -> Node:
        """The task by its end, so that its slippage is measured like that of a milestone."""
        return Node(self.key, self.title, baseline=self.due, forecast=self.expected, actual=self.done, post=self.who)

    @property
    def reached(self) -> date | None:
        """The last day on which something of it is known to be reached."""
        return self.done or max((node.actual for node in self.nodes if node.actual), default=None)


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart to be drawn: what it is of, in which version, and as of which day. It begins and ends with a quarter."""

    title: str
    version: str
    day: date
    first: date
    last: date
    tasks: tuple[Task, ...] = ()
    critical: frozenset[str] = frozenset()
    """Keys of the milestones that decide the end."""
    words: Mapping[str, Text] = field(default_factory=dict)
    """For each task and milestone its state in a word or two."""
    note: str = ""

    @property
    def shows_today(self) -> bool:
        return self.first <= self.day <= self.last


def chart_of(
    title: str,
    tasks: Iterable[Task],
    *,
    day: date,
    calendar: Calendar,
    version: str = "",
    critical: Iterable[str] = (),
    note: str = "",
) -> Chart:
    """Gather tasks under their groups (in the order in which these first come) and find what their days say.

    `day` is the day of the data; slippage is measured on it.
    """
    together = tuple(_grouped(tasks))
    first, last = _whole_quarters(together, day)
    words = {node.key: state_of(node, day, calendar) for task in together for node in task.nodes}
    words |= {task.key: _task_state(task, day, calendar) for task in together}
    return Chart(title, version, day, first, last, together, frozenset(critical), words, note)


def state_of(node: Node, day: date, calendar: Calendar) -> Text:
    """A milestone's state as a narrow column prints it: late by how much, early, on time, or what it lacks."""
    if node.due is None and not node.is_reached:
        return LACKS[Lack.DATE]
    slip = slip_of(node, day, calendar)
    if slip is None:
        return REACHED if node.is_reached else Text("", "")
    return _short(slip) if slip.days or not node.is_reached else REACHED


def _task_state(task: Task, day: date, calendar: Calendar) -> Text:
    """A task of which nothing but its deadline is known is not called overdue: only its deadline has passed."""
    if task.is_closed and task.done is None:
        return REACHED
    if task.due is not None and task.due < day and task.done is None and task.expected is None:
        return PASSED
    return state_of(task.as_node, day, calendar)


def _short(slip: Slip) -> Text:
    if slip.days == 0:
        return ON_TIME
    plain = EARLY if slip.days < 0 else SO_FAR if slip.basis is Basis.SO_FAR else LATE
    return plain.fill(days=abs(slip.days))


def _grouped(tasks: Iterable[Task]) -> Iterator[Task]:
    groups: dict[str, list[Task]] = {}
    for task in tasks:
        groups.setdefault(task.group, []).append(task)
    for members in groups.values():
        yield from members


def _days(task: Task) -> Iterator[date]:
    found = [task.begin, task.due, task.expected, task.done]
    found += [day for node in task.nodes for day in (node.baseline, node.forecast, node.actual)]
    yield from (day for day in found if day is not None)


def _whole_quarters(tasks: tuple[Task, ...], day: date) -> tuple[date, date]:
    days = [each for task in tasks for each in _days(task)] or [day]
    first, last = min(days), max(days)
    if first - NEAR <= day <= last + NEAR:
        first, last = min(first, day), max(last, day)
    return quarter_begin(first), quarter_end(last)


def quarter_begin(day: date) -> date:
    """The first day of the quarter that a day lies in."""
    return date(day.year, (day.month - 1) // QUARTER * QUARTER + 1, 1)


def quarter_end(day: date) -> date:
    """The last day of the quarter that a day lies in.

    >>> quarter_end(date(2026, 11, 24)), quarter_end(date(2026, 1, 1))
    (datetime.date(2026, 12, 31), datetime.date(2026, 3, 31))
    """
    begin = quarter_begin(day)
    month = begin.month + QUARTER
    return date(begin.year + month // (MONTHS + 1), (month - 1) % MONTHS + 1, 1) - timedelta(days=1)
