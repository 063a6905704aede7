"""What a list, a light or a paper wants to know of a task, read off its events. Nothing of it is stored."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from citycircle.core.messages import Text
from citycircle.core.terms import day_of
from citycircle.mechanisms.cases.case import Case
from citycircle.mechanisms.cases.replay import stages

NOT_STARTED = frozenset({"drafted", "commenting", "settling"})
FINISHED = frozenset({"done", "closed", "archived"})
IN_DISPUTE = "objected"


class Version(NamedTuple):
    """A wording of the target: version 1 is the baseline and stays; later ones were approved, by whom and why."""

    number: int
    target: str
    document: str
    since: datetime
    by: str
    reason: str = ""


class Deadline(NamedTuple):
    """A date of completion and what made it so; the first one is that of the plan."""

    day: date
    since: datetime
    step: str
    by: str
    reason: str = ""


class Closing(NamedTuple):
    """One closing, and what a look-back found afterwards, if the task was opened again."""

    at: datetime
    by: str
    document: str
    reopened: datetime | None = None
    finding: str = ""


class Waiting(NamedTuple):
    """Somebody else than the lead has it in hand: who, since when, and because of what."""

    whom: str
    cause: Text
    since: datetime


def versions(case: Case) -> tuple[Version, ...]:
    """Every version of the target, the baseline first; empty before the task is issued. The last one holds."""
    found: list[Version] = []
    for event in case.events:
        data = event.data
        if event.kind in {"issue", "hand_out", "take_over"} and not found:
            found.append(Version(1, str(case.facts["target"]), str(data["document"]), event.moment, event.by))
        if event.kind in {"grant_adjustment", "adjust_by_leaders"}:
            reason = str(data.get("reason") or _last(case, "ask_adjustment", event.moment))
            target, document = str(data["target"]), str(data["document"])
            found.append(Version(len(found) + 1, target, document, event.moment, event.by, reason))
    return tuple(found)


def _last(case: Case, kind: str, before: datetime) -> str:
    asked = [each for each in case.events if each.kind == kind and each.moment <= before]
    return str(asked[-1].data["reason"]) if asked else ""


def deadlines(case: Case) -> tuple[Deadline, ...]:
    """Every date of completion it has had: the plan's, then each extension and each pause that moved it."""
    found: list[Deadline] = []
    for stage in stages(case.kind, case.events, case.calendar, case.counting):
        text = stage.facts.get("agreed_date")
        event = stage.events[-1]
        if text and (not found or found[-1].day.isoformat() != text):
            reason = str(event.data.get("reason") or event.data.get("finding") or event.data.get("minutes") or "")
            found.append(Deadline(date.fromisoformat(str(text)), event.moment, event.kind, event.by, reason))
    return tuple(found)


def baseline_due(case: Case) -> date | None:
    """The date of the plan, which no extension hides."""
    text = case.events[0].data["facts"].get("agreed_date")
    return date.fromisoformat(str(text)) if text else None


def due_now(case: Case) -> date | None:
    """The date of completion that holds now, whatever clock runs in between."""
    text = case.facts.get("agreed_date")
    return date.fromisoformat(str(text)) if text else None


def closings(case: Case) -> tuple[Closing, ...]:
    """Every closing, in order; one that a look-back overturned stays and says so."""
    found: list[Closing] = []
    for event in case.events:
        if event.kind == "close_off":
            found.append(Closing(event.moment, event.by, str(event.data["document"])))
        if event.kind == "reopen":
            found[-1] = found[-1]._replace(reopened=event.moment, finding=str(event.data["finding"]))
    return tuple(found)


def waiting(case: Case) -> Waiting | None:
    """Who has it in hand instead of the lead, and why; None while it is the lead's turn, and once it is done.

    This is what makes a light grey: an objection, a request for coordination, an accepted cause, a request that
    somebody has to answer.
    """
    if case.here.final or case.state in FINISHED | NOT_STARTED:
        return None
    since = case.stints[-1].since
    if case.pause:
        return Waiting(case.pause.owner, Text(case.pause.cause, case.pause.cause), case.pause.since)
    if case.here.holder == "lead":
        return None
    words = _asked(case)
    cause = Text(f"{case.here.title.zh}：{words}", f"{case.here.title.en}: {words}") if words else case.here.title
    return Waiting(str(case.holder), cause, since)


def _asked(case: Case) -> str:
    """The words of the last event that asked for something."""
    names = ("matter", "cause", "wording", "reason")
    said = (str(event.data[name]) for event in reversed(case.events) for name in names if event.data.get(name))
    return next(said, "")


def is_past_due(case: Case, now: datetime) -> bool:
    """Whether its date of completion is over and it has not been handed in. A pause holds the date."""
    due = due_now(case)
    return bool(due) and case.pause is None and case.state not in FINISHED and due is not None and day_of(now) > due


def days_late_in_own_hand(case: Case, now: datetime) -> int:
    """Working days after the date of completion for which the lead itself had it in hand: all it answers for.

    Raises YearWithoutHolidays.
    """
    due, lead = due_now(case), case.parties.get("lead")
    if due is None:
        return 0
    days = 0
    for stint in case.stints:
        start, end = max(due, day_of(stint.since)), day_of(stint.until or now)
        if stint.organisation == lead and stint.state == "underway" and not stint.paused and end > start:
            days += case.calendar.workdays_between(start, end)
    return days
