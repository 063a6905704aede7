"""What trying one correction came to."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from citycircle.core.messages import Text
from citycircle.core.plans import Plan, Span


class Asked(Protocol):
    """The words of a correction, as its parts are asked for (see `corrections.Correction`)."""

    @property
    def id(self) -> str: ...
    @property
    def field(self) -> str: ...
    @property
    def old(self) -> str: ...
    @property
    def new(self) -> str: ...
    @property
    def quote(self) -> str: ...
    @property
    def note(self) -> str: ...


class Tried(NamedTuple):
    """The plan as it is now, or None where the correction does not apply; `said` tells a person."""

    plan: Plan | None
    said: Text
    found: str = ""
    superfluous: bool = False
    missing: bool = False
    span: Span | None = None


def done(plan: Plan, said: Text, *, found: str = "", span: Span | None = None) -> Tried:
    """It was applied."""
    return Tried(plan, said, found, span=span)


def refused(said: Text, *, found: str = "", superfluous: bool = False, missing: bool = False) -> Tried:
    """It does not apply: superfluous, or the plan has nothing of that name, or something else stands there."""
    return Tried(None, said, found, superfluous, missing)
