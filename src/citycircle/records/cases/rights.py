"""Who acts for a side of a case: its own office and head, never somebody of another city."""

from __future__ import annotations

from citycircle.accounts.rights import Place, Right, Viewer
from citycircle.accounts.roles import Role

SPEAKERS = frozenset({Role.OFFICE_REVIEWER, Role.LEADER, Role.SECRETARIAT, Role.ORGANISATION_HEAD})
"""Roles that may speak for a party: the office of its city (or of the region), its leader, its own head."""


def _speaks_for(viewer: Viewer, place: Place | None) -> bool:
    """A post of the very same city, or of the region for a body of the region; nobody is above both sides."""
    return any(
        grant.role in SPEAKERS and (place is None or (grant.at.city == place.city and grant.reaches(place)))
        for grant in viewer.grants
    )


SPEAKS: Right = Right(_speaks_for)
