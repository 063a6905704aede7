"""Conditions that every kind of case may name, and how they are judged."""

from __future__ import annotations

from collections.abc import Mapping

from citycircle.core.terms import Term, TermUnreadable
from citycircle.mechanisms.cases.case import Case
from citycircle.mechanisms.cases.events import Event
from citycircle.mechanisms.cases.types import Judge


def judge(guard: str, case: Case, event: Event) -> bool:
    """Say whether a guard of the engine, or of the kind of case, lets an event pass."""
    return {**_JUDGES, **case.kind.judges}[guard](case, event)


def _within_limit(case: Case, event: Event) -> bool:
    """An extension asks for no more than the clock of extensions allows for these facts."""
    limit = case.kind.machine.clock(case.kind.extension)
    allowed = limit.terms.get(str(case.facts.get(limit.chosen_by, "")) if limit.chosen_by else "")
    try:
        asked = Term.read(str(event.data.get("term", "")))
    except TermUnreadable:
        return False
    return allowed is not None and asked.unit == allowed.unit and 0 < asked.amount <= allowed.amount


_JUDGES: Mapping[str, Judge] = {
    "in_time": lambda case, event: not case.is_late(event.moment),
    "overdue": lambda case, event: case.is_late(event.moment),
    "first_list": lambda case, _: case.papers is None,
    "first_extension": lambda case, _: case.clock is not None and case.clock.extension == 0,
    "within_limit": _within_limit,
    "holder_acts": lambda case, event: event.role == case.here.holder,
    "running": lambda case, _: case.pause is None,
    "paused": lambda case, _: case.pause is not None,
}
