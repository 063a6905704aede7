"""Completeness and timeliness: reports expected, received and in time, by organisation, form and month.

What is expected follows the duties that hold on a day of the month, so an organisation that was merged away in March is
not missed in April, and its reports of March keep its name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from citycircle.core.terms import add_months


class Duty(NamedTuple):
    """An organisation owes a form for a matter, from a day until a day (None: it still does)."""

    organisation: str
    form: str
    matter: str = ""
    first: date | None = None
    last: date | None = None


class Expected(NamedTuple):
    """One report that is expected: who, which form, of what, for which month (its first day), until when."""

    organisation: str
    form: str
    matter: str
    month: date
    due: date


@dataclass(frozen=True, slots=True)
class Count:
    """Reports expected, received at all, and received in time. Shares are None where nothing was expected."""

    expected: int = 0
    received: int = 0
    on_time: int = 0

    @property
    def completeness(self) -> Fraction | None:
        """Received out of expected."""
        return Fraction(self.received, self.expected) if self.expected else None

    @property
    def timeliness(self) -> Fraction | None:
        """Received in time out of expected."""
        return Fraction(self.on_time, self.expected) if self.expected else None

    def __add__(self, other: Count) -> Count:
        return Count(self.expected + other.expected, self.received + other.received, self.on_time + other.on_time)


def expected_of(duties: Iterable[Duty], month: date, due: Mapping[str, date | None]) -> tuple[Expected, ...]:
    """The reports that duties make due for a month; `due` has the day for each form, None where it rests that month.

    A duty counts when it holds on the last day of the month: of two organisations that hand over in the middle, the
    one that has it at the end reports. Each report is expected once, however many duties lead to it. Raises KeyError
    for a form without a day.
    """
    month = month.replace(day=1)
    end = date.fromordinal(add_months(month, 1).toordinal() - 1)
    found: dict[Expected, None] = {}
    for duty in duties:
        day = due[duty.form]
        if day is not None and _holds(duty, end):
            found[Expected(duty.organisation, duty.form, duty.matter, month, day)] = None
    return tuple(found)


def count(
    expected: Iterable[Expected],
    received: Mapping[tuple[str, str, str, date], date],
    by: Callable[[Expected], str] = lambda one: one.organisation,
) -> dict[str, Count]:
    """Count what came, grouped by organisation unless told otherwise.

    `received` has the day a report first came in, by (organisation, form, matter, month). What came in without being
    expected counts nowhere, so nobody has more than all of it.
    """
    counts: dict[str, Count] = {}
    for one in expected:
        came = received.get((one.organisation, one.form, one.matter, one.month))
        step = Count(1, int(came is not None), int(came is not None and came <= one.due))
        counts[by(one)] = counts.get(by(one), Count()) + step
    return counts


def total(counts: Mapping[str, Count]) -> Count:
    """All counts together."""
    return sum(counts.values(), Count())


def missing(expected: Iterable[Expected], received: Mapping[tuple[str, str, str, date], date]) -> tuple[Expected, ...]:
    """What has not come, the earliest due first."""
    absent = [one for one in expected if (one.organisation, one.form, one.matter, one.month) not in received]
    return tuple(sorted(absent, key=lambda one: (one.due, one.organisation, one.form, one.matter)))


def _holds(duty: Duty, day: date) -> bool:
    return (duty.first is None or duty.first <= day) and (duty.last is None or day <= duty.last)
