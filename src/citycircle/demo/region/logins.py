"""The log-ins of the demo, as a visitor needs them; read from the database, so that a second start prints the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from citycircle.accounts import second_factor
from citycircle.accounts.models import Person
from citycircle.demo.region.personas import PASSWORD, PERSONAS, Persona


@dataclass(frozen=True, slots=True)
class LogIn:
    """How one persona signs in. `secret` is for an authenticator app; None where no second factor is asked for."""

    persona: Persona
    person: Person
    password: str
    secret: str | None


def log_ins() -> Iterator[LogIn]:
    """One for each persona that is still there."""
    people = {person.sign_in_name: person for person in Person.objects.filter(sign_in_name__in=PERSONAS)}
    for sign_in_name, persona in PERSONAS.items():
        if (person := people.get(sign_in_name)) is not None:
            yield LogIn(persona, person, PASSWORD, second_factor.unseal(person.second_factor))
