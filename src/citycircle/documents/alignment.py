"""Which names in a plan may mean the same organisation: proposed to a person with the reason, never merged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from citycircle.core.messages import Text
from citycircle.core.organisations import folded, is_collective
from citycircle.core.plans import Plan
from citycircle.language.similarity import NameParts, is_short_for, name_parts

MOST_COMPARED = 400
"""Names of one head and level that are compared pair by pair; a document with more is no list of organisations."""

SPACING = Text("只有空格或括号不同", "they differ only in spaces or brackets")
BRACKET = Text("其中一个带有括注", "one of them carries a second name in brackets")
ENDING = Text("机构后缀写法不同", "only the ending is written differently")
WITHOUT_PLACE = Text("其中一个省略了地名", "one of them leaves out the place")
WITHOUT_LEVEL = Text("其中一个省略了“{level}”", "one of them leaves out “{level}”")
ABBREVIATION = Text("“{short}”可能是“{long}”的简称", "“{short}” may be short for “{long}”")


@dataclass(frozen=True, slots=True)
class LikelySame:
    """Two names and why they may mean one organisation."""

    names: tuple[str, str]
    reason: Text


def organisation_names(plan: Plan) -> tuple[str, ...]:
    """Every name that stands in a duty of the plan, in order of appearance."""
    found = (
        each.text for task in plan.tasks for each in (*task.duty.lead, *task.duty.responsible, *task.duty.cooperating)
    )
    return tuple(dict.fromkeys(found))


def likely_same(names: Iterable[str]) -> tuple[LikelySame, ...]:
    """Pairs of names that may mean the same organisation.

    >>> for pair in likely_same(["市应急局", "市应急管理局", "市教育局", "市发展改革委", "市发改委"]):
    ...     print(*pair.names, pair.reason.say("en"))
    市应急局 市应急管理局 “应急” may be short for “应急管理”
    市发改委 市发展改革委 “发改” may be short for “发展改革”

    Departments of two named places, or of two levels, are two organisations.
    """
    alike: dict[str, list[tuple[str, NameParts]]] = defaultdict(list)
    for name in dict.fromkeys(names):
        if not is_collective(name):
            parts = name_parts(folded(name))
            alike[parts.head].append((name, parts))
    return tuple(found for group in alike.values() for found in _pairs(group[:MOST_COMPARED]))


def _pairs(group: list[tuple[str, NameParts]]) -> Iterator[LikelySame]:
    places = {parts.core: set[str]() for _, parts in group}
    for _, parts in group:
        places[parts.core].add(parts.place)
    for (one, a), (other, b) in combinations(group, 2):
        if a.place and b.place and a.place != b.place:
            continue
        if reason := _reason(one, a, other, b, several=len(places[a.core] - {""}) > 1):
            yield LikelySame(_shorter_first(one, other), reason)


def _reason(one: str, a: NameParts, other: str, b: NameParts, *, several: bool) -> Text | None:
    """Why two names may be one; `several` says that the office exists in several named places."""
    if folded(one) == folded(other):
        return SPACING
    if a.level != b.level and a.level and b.level:
        return None
    if a.core != b.core:
        return _abbreviation(a, b) if (a.level, a.place) == (b.level, b.place) else None
    if (a.level, a.place) == (b.level, b.place):
        return BRACKET if ("(" in folded(one)) != ("(" in folded(other)) else ENDING
    if a.place != b.place:
        return None if several or "" not in {a.place, b.place} else WITHOUT_PLACE
    level = a.level or b.level
    return Text(WITHOUT_LEVEL.say("zh", level=level), WITHOUT_LEVEL.say("en", level=level))


def _abbreviation(a: NameParts, b: NameParts) -> Text | None:
    short, long = sorted((a.core, b.core), key=len)
    if not is_short_for(short, long):
        return None
    return Text(ABBREVIATION.say("zh", short=short, long=long), ABBREVIATION.say("en", short=short, long=long))


def _shorter_first(one: str, other: str) -> tuple[str, str]:
    return (one, other) if len(one) <= len(other) else (other, one)
