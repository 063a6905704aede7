"""Verification by a sample that anyone can redraw: the roster is what was submitted, the lots are `mechanisms.draws`.

All red ones are looked at, and a share of the rest. What stands in the roster of a task was fixed by its request to
close (light, proof, organisation), so nothing can be repainted between submission and draw.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text
from citycircle.core.quantities import plain
from citycircle.mechanisms.cases.case import Case
from citycircle.mechanisms.draws.records import Draw
from citycircle.mechanisms.draws.rosters import Roster, fingerprint
from citycircle.mechanisms.draws.rules import DrawRule, read_rules
from citycircle.mechanisms.tasks.rules import TaskRules

RED = "red"
COLUMNS = frozenset({"id", "organisation", "city", "light", "submitted", "proof"})


class NotInTheRoster(CityCircleError):
    """A task was not in the roster of a draw."""

    what = Text("任务{task}不在抽取名册中。", "The task {task} is not in the roster of the draw.")
    why = Text("抽取只对名册中的任务有效。", "A draw says something of the tasks in its roster only.")
    then = Text("请使用提交办结时冻结的名册。", "Please use the roster that was frozen at submission.")


def entry(case: Case) -> dict[str, str]:
    """A task as the roster lists it: as it was when it asked to be closed, whatever happened since.

    Raises ValueError for a task that never asked.
    """
    asked = next((event for event in reversed(case.events) if event.kind == "apply_done"), None)
    if asked is None:
        raise ValueError("the task has not asked to be closed")
    return {
        "id": str(case.facts["task"]),
        "organisation": asked.by,
        "city": str(case.facts.get("city", "")),
        "light": str(asked.data["light"]),
        "submitted": asked.at,
        "proof": fingerprint(asked.data["proof"]),
    }


def submission(row: Mapping[str, str]) -> str:
    """The fingerprint of what was submitted, whatever the organisation is called: by its code or by its name."""
    return fingerprint({name: cell for name, cell in row.items() if cell and name != "organisation"})


def roster_of(cases: Iterable[Case]) -> Roster:
    """Freeze the roster of all tasks that are in verification. Raises RosterFaulty when there is none, or one twice."""
    return Roster.of(entry(case) for case in cases if case.state == "verifying")


def sample_rules(on: date, rules: TaskRules | None = None) -> tuple[DrawRule, ...]:
    """The rules of the draw: every red one, and the share of all others that is in force on a day.

    >>> [(rule.kind, rule.number) for rule in sample_rules(date(2026, 11, 24))]
    [('always', ''), ('share', '10')]

    Raises NoRuleInForce.
    """
    share = plain((rules or TaskRules()).limit("sample_percent", on))
    rows = [
        {"kind": "always", "name": "红灯必查", "field": "light", "values": RED, "reason_zh": "红灯必查",
         "reason_en": "every red one is verified"},
        {"kind": "share", "name": "抽查", "number": share},
    ]  # fmt: skip
    return read_rules(rows, COLUMNS)


def evidence(draw: Draw, roster: Roster, task: str) -> dict[str, Any]:
    """What a draw says of one task, as its event carries it. Raises NotInTheRoster."""
    if task not in roster.entries:
        raise NotInTheRoster(task=task)
    lots = {one["id"]: one["lot"] for event in draw.events if event["kind"] == "draw" for one in event["drawn"]}
    return {
        "task": task,
        "title": draw.title,
        "roster": draw.roster,
        "entry": submission(roster.entries[task]),
        "drawn": task in draw.seated,
        "stratum": draw.seated.get(task, ""),
        "lot": lots.get(task, ""),
    }


def speaks_of(found: object, case: Case, *, drawn: bool) -> bool:
    """Whether the evidence of a draw is about this task as it was submitted, and says drawn or not drawn."""
    if not isinstance(found, Mapping) or not found.get("roster") or found.get("task") != str(case.facts["task"]):
        return False
    return found.get("entry") == submission(entry(case)) and found.get("drawn") is drawn


def agrees(found: Mapping[str, Any], draw: Draw, roster: Roster) -> bool:
    """Whether the evidence in an event is what draw and roster say: for whoever checks a closing later."""
    task = str(found.get("task", ""))
    return task in roster.entries and roster.fingerprint == draw.roster and dict(found) == evidence(draw, roster, task)
