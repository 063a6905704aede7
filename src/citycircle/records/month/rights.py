"""Who acts for which side of a part or a report: its own organisation, and the office of its very city.

Between cities nobody is above: the regional office reviews what belongs to no city, and nothing of a city's.
"""

from __future__ import annotations

from collections.abc import Mapping

from citycircle.accounts.rights import Place, Right, Viewer, at_own_organisation, holding
from citycircle.accounts.roles import Role


def at_the_very_place(*roles: Role) -> Right:
    """A post of the very city of the place, or of the region for what belongs to no city."""
    wanted = frozenset(roles)

    def holds(viewer: Viewer, place: Place | None) -> bool:
        grants = (grant for grant in viewer.grants if grant.role in wanted)
        return any(place is None or (grant.at.city == place.city and grant.reaches(place)) for grant in grants)

    return Right(holds)


FILLS: Right = holding(Role.FILLER, Role.LEAD) & at_own_organisation
"""Fills in and hands on: an organisation's own clerks."""
CHECKS: Right = holding(Role.SECTION_HEAD) & at_own_organisation
SIGNS: Right = holding(Role.ORGANISATION_HEAD) & at_own_organisation
OWN: Right = FILLS | CHECKS | SIGNS
MERGES: Right = holding(Role.LEAD) & at_own_organisation
"""The lead's side of its partners' reports."""
REVIEWS: Right = at_the_very_place(Role.OFFICE_REVIEWER)
VERIFIES: Right = at_the_very_place(Role.SUPERVISOR)
DECIDES: Right = at_the_very_place(Role.LEADER)

OF_ROLE: Mapping[str, Right] = {
    "lead": FILLS | SIGNS,
    "other": FILLS | SIGNS | REVIEWS,
    "owner": FILLS | SIGNS | REVIEWS,
    "office": REVIEWS,
    "supervision": VERIFIES,
    "leaders": DECIDES,
}
"""Whose step a step of a part is, by the role it has in the machine of tasks."""
SIGNED = frozenset({"ask_extension", "ask_adjustment", "apply_done", "object", "confirm_joint"})
"""Steps of the lead that its head signs: they bind the organisation."""
