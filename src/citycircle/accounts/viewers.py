"""From a person to a viewer: the roles that the posts held today give."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from ipaddress import ip_address

from django.conf import settings

from citycircle.accounts.models import Delegation, Holding, Organisation, Person, Post
from citycircle.accounts.models.dated import holds_on
from citycircle.accounts.rights import Grant, Place, Viewer
from citycircle.accounts.roles import ADMINISTRATORS, Role
from citycircle.core.messages import Text

VISITOR = Text("访客", "Visitor")
SERVICE = Text("系统", "The service")


def visitor(day: date, address: str = "") -> Viewer:
    """Somebody who has not signed in."""
    return Viewer(None, VISITOR.zh, day, address=address)


def the_service(day: date) -> Viewer:
    """The service itself: `init`, the clock, a command on the server."""
    return Viewer(None, SERVICE.zh, day, is_service=True)


def viewer_of(person: Person, day: date, address: str = "") -> Viewer:
    """What a person may look at and do on one day: posts held, as first or deputy, and posts stood in for.

    Read afresh for each request, so that a post that ended yesterday opens nothing today.
    """
    held = [(holding.post, holding.deputy) for holding in _holdings(person, day)]
    held += [(delegation.post, True) for delegation in _delegations(person, day)]
    inherited = predecessors(post.organisation_id for post, _ in held)
    grants = tuple(
        Grant(Role(post.role), _place(post), post.id, deputy, inherited.get(post.organisation_id, frozenset()))
        for post, deputy in held
    )
    words = "；".join(str(post) for post, _ in held)
    kept = grants if administrators_may_work_at(address) else _without_administrators(grants)
    return Viewer(person.id, person.name, day, kept, post=words, address=address, is_held_back=len(kept) < len(grants))


def administrators_may_work_at(address: str) -> bool:
    """Whether administrators may work from a network address; without a list, and inside the service, from anywhere."""
    if not settings.ADMIN_ADDRESSES or not address:
        return True
    try:
        asked = ip_address(address)
    except ValueError:
        return False
    return any(asked in network for network in settings.ADMIN_ADDRESSES)


def _without_administrators(grants: tuple[Grant, ...]) -> tuple[Grant, ...]:
    return tuple(grant for grant in grants if grant.role not in ADMINISTRATORS)


def _holdings(person: Person, day: date) -> Iterable[Holding]:
    rows = Holding.objects.on(day).filter(holds_on(day, "post__"), person=person)
    return rows.select_related("post__organisation").order_by("deputy", "id")


def _delegations(person: Person, day: date) -> Iterable[Delegation]:
    rows = Delegation.objects.on(day).filter(holds_on(day, "post__"), stand_in=person)
    return rows.select_related("post__organisation")


def _place(post: Post) -> Place:
    return post.organisation.place


def predecessors(organisations: Iterable[int]) -> dict[int, frozenset[int]]:
    """For each organisation, all that it succeeded, however many reorganisations ago."""
    heirs = {organisation: {organisation} for organisation in organisations}
    before: dict[int, set[int]] = {organisation: set() for organisation in heirs}
    while heirs:
        rows = Organisation.objects.filter(successor__in=heirs).values_list("id", "successor_id")
        older: dict[int, set[int]] = {}
        for one, successor in rows:
            for today in heirs[successor]:
                before[today].add(one)
                older.setdefault(one, set()).add(today)
        heirs = older
    return {organisation: frozenset(found) for organisation, found in before.items() if found}
