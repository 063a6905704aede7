"""Who is drawn: quotas, those who are always in, avoidance, and the order of the lots."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text
from citycircle.core.quantities import ceiling_of_ratio
from citycircle.mechanisms.draws.avoidance import exclusion, matches
from citycircle.mechanisms.draws.lots import in_order, lot
from citycircle.mechanisms.draws.rosters import Entry, Roster
from citycircle.mechanisms.draws.rules import DrawRule

EVERYBODY = DrawRule("stratum", name="全部")


class RosterTooSmall(CityCircleError):
    """Not enough people are left to fill a stratum."""

    what = Text(
        "“{stratum}”需抽取{asked}个，可抽取的只有{left}个。", '"{stratum}" needs {asked}, and only {left} can be drawn.'
    )
    why = Text("少于规定数量的抽取不能作为依据。", "A draw of fewer than the rules ask for decides nothing.")
    then = Text(
        "请扩充名册或核对回避规则后重新公布并抽取。",
        "Please enlarge the roster or check the avoidance, and begin anew.",
    )


@dataclass(frozen=True, slots=True)
class Drawn:
    """Somebody who was drawn: for which stratum, and with which lot."""

    id: str
    stratum: str
    lot: str


@dataclass(frozen=True, slots=True)
class PassedOver:
    """Somebody who was not drawn although the lot came up, or who could not be drawn at all, with the reason."""

    id: str
    reason: Text


@dataclass(frozen=True, slots=True)
class Selection:
    """One draw: the drawn in the order in which they came up, and everybody who was kept out."""

    drawn: tuple[Drawn, ...]
    excluded: tuple[PassedOver, ...]
    passed_over: tuple[PassedOver, ...]


def select(
    roster: Roster,
    rules: tuple[DrawRule, ...],
    key: str,
    seated: Mapping[str, str],
    refused: frozenset[str],
) -> Selection:
    """Draw what is missing: everything at first, later only the gap that refusals left.

    `seated` holds who is in already, by stratum; those who refused never come up again. Raises RosterTooSmall.
    """
    excluded = {name: why for name, entry in roster.entries.items() if (why := exclusion(entry, rules))}
    groups = _grouped(roster, rules, excluded)
    limits = tuple(rule for rule in rules if rule.kind == "one_per")
    taken = [Counter(roster.entries[name].get(limit.field, "") for name in seated) for limit in limits]
    drawn: list[Drawn] = []
    passed: list[PassedOver] = []
    for name in sorted(_always(roster, rules, excluded) - set(seated) - refused):
        drawn.append(Drawn(name, _always_name(rules), lot(key, name)))
        _take(roster.entries[name], limits, taken)
    for stratum, quota, members in groups:
        gap = quota - sum(place == stratum for place in seated.values())
        free = [name for name in members if name not in seated and name not in refused]
        before = len(drawn)
        for name in _coming_up(free, key, gap):
            entry = roster.entries[name]
            if full := _full(entry, limits, taken):
                passed.append(PassedOver(name, full))
                continue
            drawn.append(Drawn(name, stratum, lot(key, name)))
            _take(entry, limits, taken)
            if len(drawn) - before == gap:
                break
        if len(drawn) - before < gap:
            raise RosterTooSmall(stratum=stratum, asked=gap, left=len(drawn) - before)
    kept_out = tuple(PassedOver(name, excluded[name]) for name in sorted(excluded))
    return Selection(tuple(drawn), kept_out, tuple(passed))


def _coming_up(free: list[str], key: str, gap: int) -> Iterator[str]:
    return in_order(free, key, gap) if gap > 0 else iter(())


def _grouped(
    roster: Roster, rules: tuple[DrawRule, ...], excluded: Mapping[str, Text]
) -> list[tuple[str, int, list[str]]]:
    """Each stratum with its quota and those who may be drawn for it; somebody stands in the first that fits."""
    always = _always(roster, rules, excluded)
    free = [name for name in roster.entries if name not in excluded and name not in always]
    share = next((rule for rule in rules if rule.kind == "share"), None)
    if share:
        return _by_share(roster, share, free)
    strata = [rule for rule in rules if rule.kind == "stratum"]
    members: dict[str, list[str]] = {rule.name: [] for rule in strata}
    for name in free:
        rule = next((rule for rule in strata if matches(roster.entries[name], rule)), None)
        if rule:
            members[rule.name].append(name)
    return [(rule.name, rule.count, members[rule.name]) for rule in strata]


def _by_share(roster: Roster, share: DrawRule, free: list[str]) -> list[tuple[str, int, list[str]]]:
    """A share of all, or of each value of a column, rounded up so that it is never less than the share."""
    members: dict[str, list[str]] = {}
    for name in free:
        members.setdefault(roster.entries[name].get(share.field, "") if share.field else "", []).append(name)
    return [
        (value or share.name or EVERYBODY.name, _ceiling(Decimal(share.number) * len(names)), names)
        for value, names in sorted(members.items())
    ]


def _ceiling(hundredths: Decimal) -> int:
    return ceiling_of_ratio(hundredths, Decimal(100))


def _always(roster: Roster, rules: tuple[DrawRule, ...], excluded: Mapping[str, Text]) -> set[str]:
    wanted = [rule for rule in rules if rule.kind == "always"]
    if not wanted:
        return set()
    named = (name for name, entry in roster.entries.items() if any(matches(entry, rule) for rule in wanted))
    return {name for name in named if name not in excluded}


def _always_name(rules: tuple[DrawRule, ...]) -> str:
    rule = next(rule for rule in rules if rule.kind == "always")
    return rule.name or "必选"


def _full(entry: Entry, limits: tuple[DrawRule, ...], taken: list[Counter[str]]) -> Text | None:
    for limit, count in zip(limits, taken, strict=True):
        value = entry.get(limit.field, "")
        if value and count[value] >= limit.count:
            return limit.reason
    return None


def _take(entry: Entry, limits: tuple[DrawRule, ...], taken: list[Counter[str]]) -> None:
    for limit, count in zip(limits, taken, strict=True):
        count[entry.get(limit.field, "")] += 1
