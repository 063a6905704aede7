"""Which parts, slips and instructions a viewer may see: the own ones, for offices those of their city."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from citycircle.accounts.rights import Right, Viewer, holding
from citycircle.accounts.roles import WORKING, Role
from citycircle.records.month.models import Chase, Instruction, Light, Part

OVERSEES = frozenset({Role.OFFICE_REVIEWER, Role.SUPERVISOR, Role.LEADER, Role.RECOGNISER, Role.SECRETARIAT})
"""Roles that see the matters of their whole city; at a body of the region, those of all cities."""
READS_MONTH: Right = holding(*WORKING)
OVERSEES_MONTH: Right = holding(*OVERSEES)


def _places(viewer: Viewer, name: str) -> Q:
    """The condition that a row lies in a city that the viewer oversees; `name` is the column of the city."""
    cities = {grant.at.city for grant in viewer.grants if grant.role in OVERSEES}
    if viewer.is_service or None in cities:
        return Q()
    return Q(**{f"{name}__in": cities})


def parts_within(viewer: Viewer) -> QuerySet[Part]:
    """The parts a viewer may see: of the own organisations, what waits for them, their joint tasks, the own city's."""
    place = _places(viewer, "city")
    if not place:
        return Part.objects.all()
    own = Part.objects.filter(organisation__in=viewer.organisations)
    waiting = Light.objects.filter(waits_for__in=viewer.organisations).values("part")
    joint = own.exclude(joint="").values("joint")
    return Part.objects.filter(
        place | Q(organisation__in=viewer.organisations) | Q(pk__in=waiting) | Q(joint__in=joint)
    )


def chases_within(viewer: Viewer) -> QuerySet[Chase]:
    """The rungs a viewer may see: what the own organisations were asked, and all of the own office."""
    place = _places(viewer, "office__city")
    if not place:
        return Chase.objects.all()
    return Chase.objects.filter(place | Q(organisation__in=viewer.organisations))


def instructions_within(viewer: Viewer) -> QuerySet[Instruction]:
    """The leaders' instructions a viewer may see."""
    place = _places(viewer, "city")
    if not place:
        return Instruction.objects.all()
    return Instruction.objects.filter(place | Q(to__in=viewer.organisations) | Q(given_by=viewer.person))
