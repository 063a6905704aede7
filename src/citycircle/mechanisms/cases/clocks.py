"""The clock of whoever holds a case: it starts, stops with a cause, goes on, and may be lengthened once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from citycircle.core.machines import Clock
from citycircle.core.terms import OFFICE_TIME, Term, day_of
from citycircle.core.workdays import AS_THE_LAW_COUNTS, Calendar, Counting


@dataclass(frozen=True, slots=True)
class Running:
    """A clock that was started. Dates are worked out when asked for, because a year may not be in the calendar yet.

    `chosen` is the case of the clock that the facts choose. `used` is what ran before the last stop, in the unit of the
    term; `stopped` is the moment of a stop that lasts.
    """

    clock: Clock
    term: Term | None
    started: datetime
    extension: int = 0
    used: int = 0
    stopped: datetime | None = None
    agreed: date | None = None
    counting: Counting = AS_THE_LAW_COUNTS
    chosen: str = ""

    @property
    def total(self) -> Term | None:
        """The term with its extension."""
        return replace(self.term, amount=self.term.amount + self.extension) if self.term else None

    def stop(self, at: datetime, calendar: Calendar) -> Running:
        """Stop, and remember what has run."""
        return replace(self, stopped=at, used=self.used + self.ran(at, calendar))

    def go_on(self, at: datetime) -> Running:
        """Go on with what is left; the day of going on is not counted, like any first day.

        An agreed date moves by the natural days of the pause where the clock says so: it is a day of the calendar and
        no number of working days, and next year's holidays may not be known yet.
        """
        agreed = self.agreed
        if agreed and self.stopped and self.clock.shifts:
            agreed += day_of(at) - day_of(self.stopped)
        return replace(self, started=at, stopped=None, agreed=agreed, counting=AS_THE_LAW_COUNTS)

    def ran(self, at: datetime, calendar: Calendar) -> int:
        """How much of the term has run since it was last started, in the unit of the term."""
        if self.stopped or self.term is None:
            return 0
        if self.term.counts_hours:
            length = timedelta(**{f"{self.term.unit}s": 1})
            return (at - self.started) // length
        start, end = day_of(self.started), day_of(at)
        return (
            calendar.workdays_between(start, end, self.counting) if self.term.unit == "workday" else (end - start).days
        )

    def ends(self, calendar: Calendar) -> datetime | None:
        """The moment from which it is late, or None without a term or while stopped. Raises YearWithoutHolidays."""
        if self.stopped:
            return None
        if self.agreed:
            after = self.agreed + timedelta(days=1)
            return datetime(after.year, after.month, after.day, tzinfo=OFFICE_TIME)
        if self.term is None:
            return None
        left = replace(self.term, amount=self.term.amount + self.extension - self.used)
        return left.last_moment(self.started, calendar, self.counting)

    def due(self, calendar: Calendar) -> date | None:
        """The last day on which it is in time. Raises YearWithoutHolidays."""
        end = self.ends(calendar)
        return day_of(end - timedelta(microseconds=1)) if end else None

    def is_late(self, at: datetime, calendar: Calendar) -> bool:
        """Say whether the clock has run out. Raises YearWithoutHolidays when the day itself lies in an unknown year."""
        end = self.ends(calendar)
        return end is not None and at >= end
