"""A case as it stands after its events: who holds it, its clock, and in whose hand it was when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

from citycircle.core.errors import CityCircleError
from citycircle.core.machines import State, Step
from citycircle.core.messages import Text
from citycircle.core.terms import day_of
from citycircle.core.workdays import AS_THE_LAW_COUNTS, Calendar, Counting
from citycircle.mechanisms.cases.clocks import Running
from citycircle.mechanisms.cases.events import Event
from citycircle.mechanisms.cases.types import CaseType


class CaseNotFiled(CityCircleError):
    """A case does not begin with a proper filing."""

    what = Text("“{case}”尚未完整提出：{reason}。", 'The "{case}" was not filed properly: {reason}.')
    why = Text(
        "没有完整的提出事件，无法确定由谁办理、何时到期。", "Without it nobody can say who holds it and until when."
    )
    then = Text("请在首条事件中补齐。", "Please complete the first event.")


class DateUnusable(CityCircleError):
    """A date is no date, or lies in the past where one agrees on the future."""

    what = Text("{field}“{date}”不能采用。", "{field}: “{date}” cannot be used.")
    why = Text(
        "期限由该日期确定，须为有效日期且不早于当日。", "It sets the term: a day of the calendar, and not a past one."
    )
    then = Text("请按 2026-12-31 的格式填写。", "Please write it as 2026-12-31.")


class EventOutOfOrder(CityCircleError):
    """An event is dated before the one in front of it."""

    what = Text("事件时间{at}早于上一事件{before}。", "The event of {at} lies before the one in front of it, {before}.")
    why = Text("时间倒置会使各方持有时间失真。", "Turned-back time would falsify how long each side held it.")
    then = Text("请核对时间后按顺序补录。", "Please check the times and record them in order.")


class NotThisOrganisation(CityCircleError):
    """An organisation acts in a role that another one has in this case."""

    what = Text("本事项的{role}是{party}，不是{by}。", "The {role} of this case is {party}, not {by}.")
    why = Text("任何一方不能代替另一方办理或改变其状态。", "No side may act for the other or set its status.")
    then = Text("请由{party}办理。", "Please ask {party} to do it.")


@dataclass(frozen=True, slots=True)
class Pause:
    """Why the clock stands still, and whose turn it is meanwhile."""

    cause: str
    owner: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Stint:
    """One stretch of time in one hand. `until` is None while it lasts."""

    organisation: str
    state: str
    since: datetime
    until: datetime | None = None
    paused: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """Where a case stands after its events: state, parties, facts, clock, and in whose hand it was when."""

    kind: CaseType
    calendar: Calendar = field(repr=False)
    state: str
    parties: Mapping[str, str]
    facts: Mapping[str, Any]
    filed: datetime
    at: datetime
    stints: tuple[Stint, ...]
    counting: Counting = AS_THE_LAW_COUNTS
    clock: Running | None = None
    pause: Pause | None = None
    papers: tuple[str, ...] | None = None
    events: tuple[Event, ...] = ()

    @property
    def here(self) -> State:
        """The declaration of the state it is in."""
        return self.kind.machine.state(self.state)

    @property
    def closed(self) -> datetime | None:
        """When it ended, or None while it lasts."""
        return self.at if self.here.final else None

    @property
    def holder(self) -> str | None:
        """The organisation whose turn it is; None only when the case is closed."""
        if self.here.final:
            return None
        return self.pause.owner if self.pause else self.parties[self.here.holder]

    @property
    def due(self) -> date | None:
        """The last day in time, or None without a term. Raises YearWithoutHolidays."""
        return self.clock.due(self.calendar) if self.clock else None

    def is_late(self, now: datetime) -> bool:
        """Say whether the holder is late. Raises YearWithoutHolidays."""
        return self.clock is not None and self.clock.is_late(now, self.calendar)

    @property
    def times_closed(self) -> tuple[tuple[datetime, datetime], ...]:
        """Each closing that a later opening followed, as the two moments; nothing takes them away."""
        return tuple(
            (before.until, after.since)
            for before, after in pairwise(self.stints)
            if before.until and before.until != after.since
        )

    def elapsed(self, now: datetime) -> timedelta:
        """From filing until closing, or until now, without the time for which it had ended and was in nobody's hand."""
        lying = sum(((again - ended) for ended, again in self.times_closed), timedelta())
        return (self.closed or now) - self.filed - lying

    def time_in_hand(self, now: datetime) -> dict[str, timedelta]:
        """How long each organisation held it; the sum is `elapsed`."""
        held: dict[str, timedelta] = {}
        for stint in self.stints:
            length = (stint.until or now) - stint.since
            held[stint.organisation] = held.get(stint.organisation, timedelta()) + length
        return held

    def workdays_in_hand(self, now: datetime) -> dict[str, int]:
        """Working days each organisation held it; the sum is the working days elapsed. Raises YearWithoutHolidays."""
        held: dict[str, int] = {}
        for stint in self.stints:
            days = self.calendar.workdays_between(day_of(stint.since), day_of(stint.until or now))
            held[stint.organisation] = held.get(stint.organisation, 0) + days
        return held

    def may_now(self, role: str | None = None) -> tuple[Step, ...]:
        """The steps that anybody, or one role, could take now, conditions aside."""
        return self.kind.machine.steps_from(self.state, role)
