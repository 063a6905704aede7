"""What trying one correction came to."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from citycircle.core.messages import Text
from citycircle.core.plans import Plan, Span

ALREADY = Text(
    "{id}的{field}已经是“{new}”，更正不再需要。", "{field} of {id} already is “{new}”; the correction is superfluous."
)
CHANGED = Text(
    "{id}的{field}现为“{found}”，不是更正时的“{old}”，未套用更正“{new}”，请核对。",
    "{field} of {id} now reads “{found}”, not “{old}” as when it was corrected; “{new}” was not applied. Please check.",
)
GONE = Text(
    "找不到{id}的{field}（原值“{old}”），未套用更正“{new}”，请核对。",
    "{field} of {id} (old value “{old}”) was not found; “{new}” was not applied. Please check.",
)


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
