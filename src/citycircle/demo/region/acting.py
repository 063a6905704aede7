"""Whoever makes the demo acts on days of the past as well as today: one hand for every step."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from citycircle.accounts.actions.base import Action, Result, carry_out
from citycircle.accounts.models import Organisation, Person
from citycircle.accounts.rights import Viewer
from citycircle.accounts.viewers import the_service, viewer_of
from citycircle.core.messages import Language
from citycircle.core.terms import OFFICE_TIME


def at(year: int, month: int, day: int) -> datetime:
    """A morning at the office."""
    return datetime(year, month, day, 9, 30, tzinfo=OFFICE_TIME)


@dataclass(slots=True)
class Making:
    """The day and the moment of what is done now, and everybody by the names of the demo's tables."""

    day: date
    at: datetime
    language: Language
    organisations: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)

    def do(self, action: Action[Result], *, by: Person | None = None, reason: str = "") -> Result:
        """Carry an action out for a person, or for the service."""
        viewer: Viewer = viewer_of(by, self.day) if by is not None else the_service(self.day)
        return carry_out(action, by=viewer, at=self.at, reason=reason)

    @contextmanager
    def on(self, moment: datetime) -> Iterator[None]:
        """What is done inside was done at that moment."""
        before = self.day, self.at
        self.day, self.at = moment.date(), moment
        try:
            yield
        finally:
            self.day, self.at = before

    def in_days(self, days: int) -> date:
        return self.day + timedelta(days=days)
