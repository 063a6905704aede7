"""Who answers for an organisation, who decides on its objections, and whom a notice goes to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from citycircle.accounts.actions.base import carry_out
from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.models import Holding, Person
from citycircle.accounts.models.dated import holds_on
from citycircle.accounts.rights import Place, Right, at_own_organisation, holding
from citycircle.accounts.roles import Role
from citycircle.core.messages import Text
from citycircle.records.notices.actions import NOTHING, SendNotice

SPEAKING = (Role.FILLER, Role.LEAD, Role.SECTION_HEAD, Role.ORGANISATION_HEAD, Role.OFFICE_REVIEWER, Role.LEADER)
ANSWERS: Right = holding(*SPEAKING) & at_own_organisation
"""Only an organisation's own people answer for it; not its city's office, and never another city."""


def people_of(organisations: Iterable[int], day: date) -> dict[int, list[Person]]:
    """Who speaks for each of these organisations on a day; an organisation without anybody is left out."""
    roles = [role.value for role in SPEAKING]
    rows = Holding.objects.on(day).filter(
        holds_on(day, "post__"),
        post__organisation__in=list(organisations),
        post__role__in=roles,
        person__is_active=True,
    )
    found: dict[int, list[Person]] = {}
    for row in rows.select_related("person", "post").order_by("deputy", "id"):
        people = found.setdefault(row.post.organisation_id, [])
        if row.person not in people:
            people.append(row.person)
    return found


def tell(ground: Ground, people: Iterable[Person], about: Text, *, link: str, body: Text = NOTHING) -> None:
    """A notice to each of them, in the act that is under way."""
    for person in people:
        notice = SendNotice(person=person, subject_line=about, body=body, link=link)
        carry_out(notice, by=ground.by, at=ground.at)


def keepers_of(place: Place, day: date) -> list[Person]:
    """The office's reviewers of the very place: those who keep its plans."""
    rows = Holding.objects.on(day).filter(
        holds_on(day, "post__"),
        post__role=Role.OFFICE_REVIEWER.value,
        post__organisation__city=place.city,
        person__is_active=True,
    )
    return list({row.person_id: row.person for row in rows.select_related("person").order_by("id")}.values())
