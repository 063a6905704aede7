"""The register of facts: who owns a fact, and for whom it is known already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text
from citycircle.mechanisms.burden.forms import Form, FormField
from citycircle.mechanisms.burden.likeness import named_alike


class FactHasOwner(CityCircleError):
    """A form asks organisations for a fact that another organisation owns."""

    what = Text(
        "表“{form}”的“{field}”不予准入：该数据由{owner}负责（“{fact}”）。",
        "“{field}” of the form “{form}” is not admitted: {owner} owns this fact (“{fact}”).",
    )
    why = Text(
        "一数一源：已有责任单位的数据不再向其他单位重复收集。",
        "One fact has one source: what has an owner is not collected again from others.",
    )
    then = Text(
        "请向{owner}取数，并从表中删去该项；口径确有不同的，请改名并写明区别。",
        "Please take it from {owner} and drop the field; if its definition differs, rename it and say how.",
    )


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact and its owner. `aliases` are other titles under which forms ask for it.

    `known_for` are the organisations for which the service holds it this month; None means for all.
    """

    key: str
    title: str
    owner: str
    aliases: tuple[str, ...] = ()
    known_for: frozenset[str] | None = frozenset()

    def is_known_for(self, organisation: str) -> bool:
        """Whether nobody needs to ask this organisation for it."""
        return self.known_for is None or organisation in self.known_for

    @property
    def titles(self) -> tuple[str, ...]:
        """All titles it goes by."""
        return (self.title, *self.aliases)


Register = Mapping[str, Fact]
"""Facts by their keys."""


def register_of(forms: Iterable[Form], known: Mapping[str, frozenset[str]] | None = None) -> dict[str, Fact]:
    """The facts that admitted forms say an owner for; `known` are the organisations a fact is held of, by its key.

    Of two forms that name the same fact the first one counts.
    """
    held = known or {}
    register: dict[str, Fact] = {}
    for form in forms:
        for each in form.fields:
            key = each.fact or f"{form.code}.{each.key}"
            if each.owner and key not in register:
                register[key] = Fact(key, each.title, each.owner, known_for=held.get(key, frozenset()))
    return register


def fact_of(each: FormField, register: Register) -> Fact | None:
    """The fact that a field asks for: as the form says, else one that goes by the field's title."""
    if each.fact in register:
        return register[each.fact]
    return next((fact for fact in register.values() if any(named_alike(each.title, one) for one in fact.titles)), None)


def owned_elsewhere(form: Form, organisations: Iterable[str], register: Register) -> tuple[tuple[FormField, Fact], ...]:
    """The fields of a form for which somebody other than those asked is the owner."""
    found = []
    for each in form.fields:
        fact = fact_of(each, register)
        asked = {one for one in organisations if form.asks(each, one)}
        if fact is not None and asked - {fact.owner}:
            found.append((each, fact))
    return tuple(found)


def admit(form: Form, organisations: Iterable[str], register: Register) -> Form:
    """Let a form in, or refuse it with the name of the owner of what it asks again.

    The owner itself may be asked: it is the source. Raises FactHasOwner.
    """
    owned = owned_elsewhere(form, tuple(organisations), register)
    if owned:
        each, fact = owned[0]
        raise FactHasOwner(form=form.title, field=each.title, owner=fact.owner, fact=fact.title)
    return form
