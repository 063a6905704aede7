"""Words of the month for pages: states with their light, fields, what an event of a case was."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache

from citycircle.core.messages import Text
from citycircle.mechanisms.cases.types import CaseType
from citycircle.records.cases.standing import case_type
from citycircle.web.sheets import Option

_LIGHTS = {
    "blank": "blue", "filling": "blue", "checking": "blue", "signing": "blue", "submitted": "grey",
    "returned": "orange",
    "accepted": "green", "compiled": "green", "published": "green", "locked": "done", "missing": "red",
    "excused": "done", "archived": "done", "withdrawn": "done", "closed": "done", "done": "green", "underway": "blue",
}  # fmt: skip
SAMPLE_DAY = date(2026, 1, 1)
"""Words of states are the same on every day; only clocks change."""


@cache
def kind_of(name: str) -> CaseType:
    """A kind of case, for its words."""
    return case_type(name, SAMPLE_DAY)


def state_word(kind: str, state: str) -> Text:
    """What a state is called."""
    return {each.name: each.title for each in kind_of(kind).machine.states}.get(state, Text(state, state))


def state_light(state: str) -> str:
    """The light beside the word of a state; grey where somebody else has it."""
    return _LIGHTS.get(state, "grey")


def states_of(kind: str) -> Sequence[Option]:
    """The states of a kind, to filter by."""
    return [(each.name, each.title) for each in kind_of(kind).machine.states]


def step_word(kind: str, step: str) -> Text:
    """What a step is called."""
    known = {each.name: each.title for each in kind_of(kind).machine.steps}
    return known.get(step, Text("提出", "filed") if step == "file" else Text(step, step))


def role_word(kind: str, role: str) -> Text:
    """What a role is called."""
    return kind_of(kind).machine.roles.get(role, Text(role, role))
