"""The names of a plan in a register: each resolved on the day of the document, or left open with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text, listed
from citycircle.core.organisations import (
    NameAmbiguous,
    NameNotInForce,
    NameUnknown,
    Organisation,
    Register,
    folded,
    is_collective,
)
from citycircle.core.plans import Document, Plan
from citycircle.documents.alignment import organisation_names

OPEN = Text("集合名称没有可以展开的名录", "a collective name without a list to expand it")


@dataclass(frozen=True, slots=True)
class Naming:
    """A name as printed, the organisation it means, whom a collective name means, and why nothing was found."""

    name: str
    organisation: Organisation | None = None
    members: tuple[Organisation, ...] = ()
    open: Text | None = None


def named(plan: Plan, register: Register) -> tuple[Naming, ...]:
    """Every organisation of a plan's duties, looked up on the day the document was issued.

    A name that the register does not know, that several organisations bear, or that had ended by then, stays open
    with the reason; nothing is guessed.
    """
    home = _home(plan.document, register)
    return tuple(_naming(name, plan.document, register, home) for name in organisation_names(plan))


def unresolved(names: Iterable[Naming]) -> Sequence[Naming]:
    """The names that a person has to settle."""
    return [each for each in names if each.open]


def _naming(name: str, document: Document, register: Register, home: str | None) -> Naming:
    day = document.issued_on
    try:
        found = _resolved(name, document, register, home)
    except (NameAmbiguous, NameNotInForce, NameUnknown) as problem:
        if not is_collective(name):
            return Naming(name, open=_said(problem))
        members, without = _of_each_city(name, day, register)
        return Naming(name, None, members, without)
    if found.kind != "collective":
        return Naming(name, found)
    members = register.expand(found, on=day)
    return Naming(name, found, members, None if members else OPEN)


def _of_each_city(name: str, day: date | None, register: Register) -> tuple[tuple[Organisation, ...], Text | None]:
    """Whom 各市…局 means: that department of every city; and which cities have none under that name."""
    rest = folded(name).removeprefix("各市")
    cities = [each for each in register if each.kind == "city" and each.exists(day)]
    if rest == folded(name) or not rest:
        return (), OPEN
    found, without = [], []
    for city in cities:
        try:
            found.append(register.resolve(f"{city.name}{rest}", on=day))
        except (NameAmbiguous, NameNotInForce, NameUnknown):
            without.append(city.name)
    if not found:
        return (), OPEN
    missing = listed(without)
    return tuple(found), Text(
        f"名录中缺少{missing.zh}的{rest}", f"the register has none of {missing.en}"
    ) if without else None


def _resolved(name: str, document: Document, register: Register, home: str | None) -> Organisation:
    """A department of the issuer's own city comes before one of the same name elsewhere."""
    if home:
        try:
            return register.resolve(name, on=document.issued_on, within=home)
        except NameUnknown:
            pass
    return register.resolve(name, on=document.issued_on)


def _home(document: Document, register: Register) -> str | None:
    """The city or circle whose office issued the document."""
    for name in filter(None, (document.issuer, document.signature)):
        try:
            issuer = register.resolve(name, on=document.issued_on)
        except (NameAmbiguous, NameNotInForce, NameUnknown):
            continue
        return next(
            (each.code for each in register.ancestors(issuer) if each.kind in {"city", "county", "circle"}), None
        )
    return None


def _said(problem: CityCircleError) -> Text:
    return Text(problem.sentences("zh")[0].rstrip("。"), problem.sentences("en")[0].rstrip("."))
