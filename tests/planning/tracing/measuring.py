"""How many of the planted links and faults are found, and how much of what is found was planted."""

from __future__ import annotations

from typing import NamedTuple

from tests.planning.tracing.fixture import NAMES, Level, level

from citycircle.planning.tracing.beside import Side, mismatches
from citycircle.planning.tracing.coverage import coverage
from citycircle.planning.tracing.duplicates import duplicates
from citycircle.planning.tracing.gaps import DILUTED
from citycircle.planning.tracing.proposals import propose
from citycircle.planning.tracing.years import year_on_year

GAPS = {
    "value": "lower", "comparator": "looser", "strength": "softer", "period": "rarer", "unit": "narrower",
    "scope": "smaller", "putoff": "later", "share": "share",
}  # fmt: skip
"""How a fault is called in the fixture, and by the product."""
BETWEEN = frozenset(("date", "target", "rhythm", "stage", "missing"))
PARTS = ("tune", "held")


class Score(NamedTuple):
    """What was planted, what was found, and how much of the one is in the other."""

    planted: frozenset[tuple[str, ...]]
    found: frozenset[tuple[str, ...]]

    @property
    def recall(self) -> float:
        return len(self.planted & self.found) / len(self.planted) if self.planted else 1.0

    @property
    def precision(self) -> float:
        return len(self.planted & self.found) / len(self.found) if self.found else 1.0

    def __str__(self) -> str:
        sizes = f"{len(self.planted):4} planted {len(self.found):4} found"
        return f"{sizes}   recall {self.recall:.3f}   precision {self.precision:.3f}"

    def joined(self, other: Score) -> Score:
        return Score(self.planted | other.planted, self.found | other.found)


def measured(part: str = "") -> dict[str, Score]:
    """The score of each kind of finding on one half of the fixture, or on all of it."""
    plans = {name: level(name).half(part) if part else level(name) for name in NAMES}
    scores: dict[str, Score] = {}
    for lower, upper in (("city", "region"), ("region", "province")):
        for kind, score in _upward(plans[lower], plans[upper], NAMES[lower]).items():
            scores[kind] = scores[kind].joined(score) if kind in scores else score
    scores["duplicates"] = _duplicates(plans["city"]).joined(_duplicates(plans["region"]))
    scores["between cities"] = _between(plans["city"], plans["neighbour"])
    scores["year on year"] = _years(plans["city"], plans["next_year"])
    return scores


def _upward(lower: Level, upper: Level, name: str) -> dict[str, Score]:
    """Proposals; what no clause and no task answers by the proposals alone; the gaps of the links a person accepts."""
    links = frozenset((key, up) for key, row in lower.truth.items() for up in row.links if up in upper.truth)
    proposals = propose(lower.ledger, upper.ledger)
    proposed = frozenset((each.local, each.upper) for each in proposals)
    by_machine = coverage(lower.ledger, upper.ledger, (), proposed)
    gaps = coverage(lower.ledger, upper.ledger, sorted(links), name=name).gaps
    planted = {
        (GAPS[kind], key, other)
        for key, row in lower.truth.items() for kind, other in row.faults
        if kind in GAPS and other in upper.truth
    }  # fmt: skip
    found = {(gap.kind, gap.local, gap.upper) for gap in gaps}
    return {
        "proposals": Score(links, proposed),
        "uncovered": Score(
            frozenset((key,) for key in upper.truth if not any(up == key for _, up in links)),
            frozenset((row.clause.key,) for row in by_machine.standing("uncovered")),
        ),
        "orphans": Score(
            frozenset((key,) for key in lower.truth if not any(task == key for task, _ in links)),
            frozenset((orphan.task.key,) for orphan in by_machine.orphans),
        ),
        "diluted": _only(planted, found, DILUTED),
        "put off": _only(planted, found, {"later"}),
        "shares": _only(planted, found, {"share"}),
    }


def _only(planted: set[tuple[str, ...]], found: set[tuple[str, ...]], kinds: frozenset[str] | set[str]) -> Score:
    return Score(
        frozenset(one for one in planted if one[0] in kinds), frozenset(one for one in found if one[0] in kinds)
    )


def _duplicates(plan: Level) -> Score:
    planted = {tuple(sorted((key, other))) for key, row in plan.truth.items() for kind, other in row.faults
               if kind == "dup"}  # fmt: skip
    found = {tuple(sorted((each.one, each.other))) for each in duplicates(plan.ledger)}
    return Score(frozenset(planted), frozenset(found))


def _between(one: Level, other: Level) -> Score:
    planted = {(kind, mine, key) for key, row in other.truth.items() for kind, mine in row.faults if kind in BETWEEN}
    planted |= {("missing", key, "") for key, row in one.truth.items() if ("missing", "neighbour") in row.faults}
    sides = Side(one.ledger, NAMES["city"]), Side(other.ledger, NAMES["neighbour"])
    return Score(frozenset(planted), frozenset((each.kind, each.one, each.other) for each in mismatches(*sides)))


def _years(old: Level, new: Level) -> Score:
    planted = {(kind, next(iter(row.links), ""), key) for key, row in new.truth.items() for kind, _ in row.faults}
    kept = {link for row in new.truth.values() for link in row.links}
    planted |= {("dropped", key, "") for key in old.truth if key not in kept}
    found = {
        (each.turn, each.old.key if each.old else "", each.new.key if each.new else "")
        for each in year_on_year(old.ledger, new.ledger)
    }
    return Score(frozenset(planted), frozenset(found))
