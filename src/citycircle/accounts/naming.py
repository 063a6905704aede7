"""What a printed name means: what a person once decided, then what the register says; the rest waits in a queue.

A name is read within a city, because every city has its 市教育局. Nothing is guessed: a likeness is only proposed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz.fuzz import ratio

from citycircle.accounts.models import CollectiveName, Organisation, ReadName
from citycircle.accounts.models.dated import holds_on
from citycircle.accounts.register import register
from citycircle.core import organisations as core
from citycircle.language.similarity import is_short_for, name_parts

PROPOSED = 5
LIKE_ENOUGH = 0.5
ALIKE = 0.8
"""From here on another spelling is offered to be decided along with the first."""
LOOKED_AT = 300
EACH_CITY = "各市"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name was read as: one organisation, several behind a collective name, none, or not known yet."""

    name: str
    organisations: tuple[int, ...] = ()
    collective: int | None = None
    is_known: bool = True
    why: str = ""
    """For a name that is not known: the sentence that says why."""


def read(names: Iterable[str], *, city: Organisation | None, day: date) -> dict[str, Meaning]:
    """Read names as they stand in a document of a city (None: of the region), on the day it speaks of."""
    wanted = list(dict.fromkeys(names))
    rows = ReadName.objects.filter(name__in=wanted, city=city).select_related("organisation", "collective__city")
    found = {one.name: _decided(one.name, one, day) for one in rows if not one.is_waiting}
    if fresh := [name for name in wanted if name not in found]:
        # The register is large, and is not asked about what a person has decided.
        reading = _Reading(register(), dict(Organisation.objects.values_list("code", "id")), city, day)
        found |= {name: reading.of(name) for name in fresh}
    return {name: found[name] for name in wanted}


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the register says of a name, in one city on one day."""

    known: core.Register
    numbers: dict[str, int]
    city: Organisation | None
    day: date

    def of(self, name: str) -> Meaning:
        try:
            found = self.known.resolve(name, on=self.day, within=self.city.code if self.city else None)
        except (core.NameUnknown, core.NameAmbiguous, core.NameNotInForce) as error:
            return Meaning(name, is_known=False, why=error.say())
        if found.kind != "collective":
            return Meaning(name, (self.numbers[found.code],))
        members = tuple(self.numbers[one.code] for one in self.known.expand(found, on=self.day))
        return Meaning(name, members, collective=int(found.code.removeprefix("collective:")))


def _decided(name: str, decided: ReadName, day: date) -> Meaning:
    if decided.collective is not None:
        return Meaning(name, tuple(one.id for one in members(decided.collective, day)), decided.collective.id)
    if decided.organisation is not None:
        heir = successor(decided.organisation, day)
        return Meaning(name, (heir.id,))
    return Meaning(name)


def successor(organisation: Organisation, day: date) -> Organisation:
    """Who carries on an organisation's work on a day; the last known one when nobody does."""
    while not organisation.holds_on(day) and organisation.successor is not None:
        organisation = organisation.successor
    return organisation


def members(collective: CollectiveName, day: date) -> list[Organisation]:
    """Whom a collective name means on a day."""
    if collective.every_kind:
        rows = Organisation.objects.on(day).filter(kind=collective.every_kind)
        return list(rows.filter(city=collective.city) if collective.city else rows)
    listed = collective.members.filter(holds_on(day), holds_on(day, "organisation__"))
    return [member.organisation for member in listed.select_related("organisation").order_by("organisation__code")]


def proposals(name: str, *, city: Organisation | None, day: date) -> list[Organisation]:
    """The organisations of the city that a name may mean, likest first; a person chooses."""
    return [row for _, row in _scored(name, _there(city, day))][:PROPOSED]


def likest(
    names: Iterable[str], *, city: Organisation | None, day: date
) -> dict[str, list[tuple[float, Organisation]]]:
    """For each of many names what `proposals` gives, with how alike it is (0 to 1); the register is read once."""
    there = _there(city, day)
    return {name: _scored(name, there)[:PROPOSED] for name in dict.fromkeys(names)}


def clearly(likest: Sequence[tuple[float, Organisation]]) -> Organisation | None:
    """The organisation that a name is clearly most like, among those scored; None where two are, or none is enough."""
    clear = len(likest) == 1 or (len(likest) > 1 and likest[1][0] < likest[0][0])
    return likest[0][1] if clear and likest[0][0] >= ALIKE else None


def spellings(name: ReadName, *, day: date) -> dict[int, list[ReadName]]:
    """Other names that wait in the same city, by the one organisation that each is most like; only proposed.

    Only the first hundreds of the queue are looked at; what is decided now leaves it.
    """
    waiting = ReadName.objects.filter(city=name.city, organisation=None, collective=None, set_aside=False)
    there = _there(name.city, day)
    found: dict[int, list[ReadName]] = {}
    for other in waiting.exclude(pk=name.pk)[:LOOKED_AT]:
        if (one := clearly(_scored(other.name, there))) is not None:
            found.setdefault(one.pk, []).append(other)
    return found


def each_city(names: Iterable[str], *, day: date) -> dict[str, list[Organisation]]:
    """For names of the kind 各市教育局: in each city the one organisation that it seems to mean; a person confirms.

    What the register knows comes first, else what is clearly most alike there; a city with neither is left out.
    """
    wanted = [name for name in dict.fromkeys(names) if name.startswith(EACH_CITY) and len(name) > len(EACH_CITY)]
    if not wanted:
        return {}
    rows = list(Organisation.objects.on(day).exclude(city=None).prefetch_related("aliases").order_by("code"))
    by_city: dict[int, list[Organisation]] = {}
    for row in rows:
        if row.kind != "city" and row.city_id is not None:
            by_city.setdefault(row.city_id, []).append(row)
    cities = [row for row in rows if row.kind == "city" and row.pk in by_city]
    return {name: [one for city in cities if (one := _in_city(name, by_city[city.pk]))] for name in wanted}


def _in_city(name: str, there: list[Organisation]) -> Organisation | None:
    """The organisation of one city behind 各市…: by its own name or alias, else the one that is clearly most alike."""
    own = "市" + name.removeprefix(EACH_CITY)
    called = [row for row in there if own in map(core.folded, _names(row))]
    if len(called) == 1:
        return called[0]
    return clearly(_scored(own, there))


def _there(city: Organisation | None, day: date) -> list[Organisation]:
    """The organisations of a city; for a document of the whole region those of every city."""
    rows = Organisation.objects.on(day).prefetch_related("aliases")
    return list(rows.filter(city=city) if city else rows)


def _scored(name: str, rows: Iterable[Organisation]) -> list[tuple[float, Organisation]]:
    """The organisations that a name is like at all, likest first."""
    scored = [(max(likeness(name, each) for each in _names(row)), row) for row in rows]
    return sorted((pair for pair in scored if pair[0] >= LIKE_ENOUGH), key=lambda pair: (-pair[0], pair[1].code))


def counterparts(organisation: Organisation, *, day: date) -> list[Organisation]:
    """For each other city the organisation that seems to do the same work (对口部门): same kind, likest name."""
    rows = Organisation.objects.on(day).filter(kind=organisation.kind).exclude(city=organisation.city)
    best: dict[int, tuple[float, Organisation]] = {}
    stem = _stem(organisation)
    for row in rows.exclude(city=None).select_related("city", "parent"):
        score = likeness(stem, _stem(row))
        if row.city_id is not None and score >= LIKE_ENOUGH and score > best.get(row.city_id, (0.0, row))[0]:
            best[row.city_id] = (score, row)
    return [row for _, row in sorted(best.values(), key=lambda pair: -pair[0])]


def likeness(one: str, other: str) -> float:
    """How alike two names are, from 0 to 1: by what they are about, a short form counting as almost the same.

    >>> likeness("市发改委", "澜川市发展和改革委员会"), likeness("市教育局", "澜川市水利局")
    (0.9, 0.0)
    """
    ours, theirs = name_parts(core.folded(one)), name_parts(core.folded(other))
    if ours.place and theirs.place and ours.place != theirs.place:
        return 0.0
    if is_short_for(ours.core, theirs.core) or is_short_for(theirs.core, ours.core):
        return 0.9
    return round(ratio(ours.core, theirs.core) / 100, 2)


def _names(row: Organisation) -> list[str]:
    return [row.name, *(alias.name for alias in row.aliases.all())]


def _stem(row: Organisation) -> str:
    """The name without the names of the places above it: 澜川市发展和改革委员会 → 发展和改革委员会."""
    name = row.name
    above = row.parent
    while above is not None:
        name = name.removeprefix(above.name)
        above = above.parent
    return name
