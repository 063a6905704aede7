"""Which reports a month expects: from duties with their dates, so that a reorganisation makes no ghosts.

Expected follows the duty and not the history of reports: an organisation that is gone is never chased, its heir is
asked once, and what has no heir is put before the office by name. Whoever is not asked is listed with the reason.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from citycircle.core.messages import Text
from citycircle.core.organisations import Register


class Node(NamedTuple):
    """A month (2026-09) in which something of a long task is to be reached, and the day on which it was."""

    month: str
    reached: date | None = None


@dataclass(frozen=True, slots=True)
class Duty:
    """One organisation owes reports on one task, from a day on and until it ends or is finished.

    `long` marks a long-cycle task: it reports only in months with a node, and while a node is overdue.
    """

    task: str
    organisation: str
    since: date
    until: date | None = None
    finished: date | None = None
    long: bool = False
    nodes: tuple[Node, ...] = ()
    form: str = "monthly"


class Expected(NamedTuple):
    """A report that a month expects: of whom, on what, on which form; `owed_by` were given the duty."""

    organisation: str
    task: str
    form: str
    owed_by: tuple[str, ...]


class NotAsked(NamedTuple):
    """A duty that this month does not ask about, and why."""

    duty: Duty
    reason: Text


class Undecided(NamedTuple):
    """A duty whose organisation is gone without an heir, or is in no register: the office has to say who carries it."""

    duty: Duty
    reason: Text


@dataclass(frozen=True, slots=True)
class Month:
    """What a month expects, what it leaves in peace, and what the office has to decide first."""

    expected: tuple[Expected, ...]
    not_asked: tuple[NotAsked, ...]
    undecided: tuple[Undecided, ...]


ENDED = Text("职责已于{day}终止", "the duty ended on {day}")
NOT_BEGUN = Text("职责自{day}起，晚于报送期限", "the duty begins on {day}, after the day of the report")
FINISHED = Text("已于{day}办结，不再报送", "it was finished on {day} and is not asked about again")
NO_NODE = Text("长周期任务，本月没有节点", "a long task without a node this month")
NO_HEIR = Text("“{name}”已于{day}撤销，未登记承接单位", "“{name}” ended on {day}, and no successor is registered")
UNKNOWN = Text("名录中没有编码{code}", "the register does not know the code {code}")


def expected_reports(duties: Iterable[Duty], month: str, due: date, register: Register) -> Month:
    """Say which reports a month (2026-11) expects on its day of report.

    The organisation that carries the work on that day is asked: in the month of a merger the heir reports for the whole
    month, and two duties that fall together in one heir are one report.

    >>> from citycircle.core.organisations import Organisation
    >>> register = Register([
    ...     Organisation("990100-T", "澜川市交通局", "department", valid_to=date(2026, 10, 31), successor="990100-C"),
    ...     Organisation("990100-C", "澜川市城乡交通局", "department", valid_from=date(2026, 11, 1)),
    ... ])
    >>> found = expected_reports([Duty("12", "990100-T", date(2026, 1, 1))], "2026-11", date(2026, 11, 28), register)
    >>> found.expected
    (Expected(organisation='990100-C', task='12', form='monthly', owed_by=('990100-T',)),)
    """
    owed: dict[tuple[str, str, str], tuple[str, ...]] = {}
    not_asked: list[NotAsked] = []
    undecided: list[Undecided] = []
    known = {organisation.code for organisation in register}
    for duty in duties:
        if reason := _at_rest(duty, month, due):
            not_asked.append(NotAsked(duty, reason))
            continue
        if duty.organisation not in known:
            undecided.append(Undecided(duty, UNKNOWN.fill(code=duty.organisation)))
            continue
        first = register[duty.organisation]
        heir = register.successor(first, on=due)
        if heir is None:
            reason = NO_HEIR.fill(name=first.name, day=first.valid_to or "")
            undecided.append(Undecided(duty, reason))
            continue
        key = (heir.code, duty.task, duty.form)
        owed[key] = tuple(dict.fromkeys((*owed.get(key, ()), duty.organisation)))
    asked = tuple(Expected(*key, owed_by) for key, owed_by in owed.items())
    return Month(asked, tuple(not_asked), tuple(undecided))


def _at_rest(duty: Duty, month: str, due: date) -> Text | None:
    """Why a duty is not asked about this month; None where it is."""
    if duty.finished and duty.finished <= due:
        return FINISHED.fill(day=duty.finished)
    if duty.until and duty.until < due:
        return ENDED.fill(day=duty.until)
    if duty.since > due:
        return NOT_BEGUN.fill(day=duty.since)
    if duty.long and not any(_calls(node, month, due) for node in duty.nodes):
        return NO_NODE
    return None


def _calls(node: Node, month: str, due: date) -> bool:
    """A node calls for a report in its month, and afterwards until the month in which it was reached."""
    if node.month >= month:
        return node.month == month
    return node.reached is None or node.reached > due or f"{node.reached:%Y-%m}" == month
