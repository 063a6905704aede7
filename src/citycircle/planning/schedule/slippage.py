"""How late or early milestones are, what falls due, and which later ones a late one takes with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from citycircle.core.messages import Text
from citycircle.core.workdays import Calendar, YearWithoutHolidays
from citycircle.planning.schedule.critical_path import durations
from citycircle.planning.schedule.network import Network
from citycircle.planning.schedule.nodes import Node

DUE_SOON = 30
"""Calendar days that lists look ahead, the last one included."""


class Basis(StrEnum):
    """What a slippage is measured to."""

    ACTUAL = "actual"
    FORECAST = "forecast"
    SO_FAR = "so_far"
    """Not reached, and neither forecast nor baseline lies ahead: late by at least this much today."""


class Slip(NamedTuple):
    """How far a milestone moved against its baseline: positive is late, negative early.

    `working_days` is None where the days run into a year without a holiday arrangement; `unknown` then says so.
    """

    days: int
    working_days: int | None
    basis: Basis
    unknown: YearWithoutHolidays | None = None

    @property
    def words(self) -> Text:
        """The slippage as a list prints it."""
        return slip_words(self)


ON_TIME = Text("按期", "on time")
LATE = Text("滞后{days}天", "{days} days late")
EARLY = Text("提前{days}天", "{days} days early")
SO_FAR = Text("已超期{days}天", "{days} days overdue so far")
WORKING = Text("（{count}个工作日）", " ({count} working days)")
UNKNOWN = Text("（工作日待{year}年放假通知印发后计算）", " (working days: once the holidays of {year} are issued)")


def slip_words(slip: Slip) -> Text:
    """A slippage in words, with its working days or why they are not known.

    >>> slip_words(Slip(12, 8, Basis.FORECAST)).en
    '12 days late (8 working days)'
    """
    if slip.days == 0:
        return ON_TIME
    plain = EARLY if slip.days < 0 else SO_FAR if slip.basis is Basis.SO_FAR else LATE
    said = plain.fill(days=abs(slip.days))
    if slip.unknown is not None:
        tail = UNKNOWN.fill(year=slip.unknown.details["year"])
    else:
        tail = WORKING.fill(count=abs(slip.working_days or 0))
    return Text(said.zh + tail.zh, said.en + tail.en)


def slip_of(node: Node, today: date, calendar: Calendar) -> Slip | None:
    """Measure one milestone against its baseline; None where there is no baseline, or nothing to measure yet.

    >>> from citycircle.core.workdays import national
    >>> node = Node("a", "通过验收", baseline=date(2026, 9, 28), forecast=date(2026, 10, 12))
    >>> slip = slip_of(node, date(2026, 9, 1), national())
    >>> slip.days, slip.working_days
    (14, 6)
    """
    if node.baseline is None:
        return None
    measured = _measured(node, today)
    if measured is None:
        return None
    basis, day = measured
    return _slip(node.baseline, day, basis, calendar)


def _measured(node: Node, today: date) -> tuple[Basis, date] | None:
    if node.actual is not None:
        return Basis.ACTUAL, node.actual
    if node.forecast is not None and node.forecast >= today:
        return Basis.FORECAST, node.forecast
    late = node.baseline is not None and max(node.baseline, node.forecast or node.baseline) < today
    if late:
        return Basis.SO_FAR, today
    return None


def _slip(baseline: date, day: date, basis: Basis, calendar: Calendar) -> Slip:
    days = (day - baseline).days
    first, last = sorted((baseline, day))
    try:
        working = calendar.workdays_between(first, last)
    except YearWithoutHolidays as unknown:
        return Slip(days, None, basis, unknown)
    return Slip(days, working if days >= 0 else -working, basis)


def due_within(nodes: Iterable[Node], today: date, days: int = DUE_SOON) -> tuple[Node, ...]:
    """What is owed from today until `days` calendar days from now, both included, soonest first.

    Owed is the baseline day, whatever is forecast; where nothing was promised, the forecast.
    """
    last = today + timedelta(days)
    found = [node for node in nodes if not node.is_reached and node.due is not None and today <= node.due <= last]
    return tuple(sorted(found, key=_by_due))


def overdue(nodes: Iterable[Node], today: date) -> tuple[Node, ...]:
    """What was owed before today and is not reached, longest overdue first."""
    return tuple(sorted((n for n in nodes if not n.is_reached and n.due is not None and n.due < today), key=_by_due))


def _by_due(node: Node) -> tuple[date, str]:
    return node.due or date.max, node.key


class Moved(NamedTuple):
    """A milestone that another one takes with it: from which day to which, and by which predecessor."""

    key: str
    was: date
    now: date
    because: str

    @property
    def days(self) -> int:
        return (self.now - self.was).days


def projection(network: Network, start: date, today: date) -> dict[str, date]:
    """The day on which each milestone is to be expected by what is known today.

    Reached ones stand; the others come no earlier than anybody forecasts (else than the baseline), than their
    predecessors allow, and than today. One without any date comes as soon as its predecessors allow.
    """
    return {key: day for key, (day, _) in _forward(network, start, _said(network), today).items()}


def moves(network: Network, start: date, today: date) -> tuple[Moved, ...]:
    """Milestones not reached whose expected day (forecast, else baseline) cannot hold, because of a predecessor.

    What is only past its own day is no such move: it is overdue.
    """
    expected = _said(network)
    after = _forward(network, start, expected, today)
    return tuple(
        Moved(key, was, now, because)
        for key, (now, because) in after.items()
        if because and (was := expected[key]) is not None and now > was and not network.nodes[key].is_reached
    )


def moved_by(network: Network, key: str, to: date, start: date) -> tuple[Moved, ...]:
    """Which later milestones move, and by how much, if this one alone is reached on another day than planned.

    All others are taken to keep their baseline as far as their predecessors allow; those reached stand.
    Raises KeyError.
    """
    planned: dict[str, date | None] = {each: node.baseline for each, node in network.nodes.items()}
    before = _forward(network, start, planned)
    after = _forward(network, start, planned, fixed={key: to})
    return tuple(
        Moved(each, before[each][0], *after[each]) for each in network.after(key) if after[each][0] > before[each][0]
    )


def _said(network: Network) -> dict[str, date | None]:
    return {key: node.forecast or node.baseline for key, node in network.nodes.items()}


def _forward(
    network: Network,
    start: date,
    wanted: Mapping[str, date | None],
    today: date | None = None,
    fixed: Mapping[str, date] | None = None,
) -> dict[str, tuple[date, str]]:
    """For each milestone its day, and the predecessor that decided it (empty: its own day did)."""
    days, fixed = durations(network, start), fixed or {}
    found: dict[str, tuple[date, str]] = {}
    for key, node in network.nodes.items():
        own = fixed.get(key) or node.actual
        if own is None:
            allowed = [(found[link.key][0] + timedelta(link.lag + days[key]), link.key) for link in node.after]
            alone = wanted[key] or (date.min if allowed else start + timedelta(days[key]))
            found[key] = max([(alone, ""), *allowed, *([(today, "")] if today else [])], key=lambda one: one[0])
        else:
            found[key] = own, ""
    return found
