"""Which plans and tasks a viewer may see, and who keeps a plan: for pages, programs and lists alike.

A draft is seen by those who work at its place alone; one that is out for comment by the organisations that were asked
too; what was issued, by everybody who signs in.
"""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from citycircle.accounts.rights import Place, Right, Viewer, signed_in
from citycircle.accounts.roles import WORKING, Role
from citycircle.records.plans.models import Plan, PlanState, Task
from citycircle.records.rounds.models import Asked

PUBLIC = (PlanState.ISSUED, PlanState.WITHDRAWN)
READS_PLANS: Right = signed_in


def _keeps(viewer: Viewer, place: Place | None) -> bool:
    reviews = (grant.at.city for grant in viewer.grants if grant.role is Role.OFFICE_REVIEWER)
    return any(place is None or city == place.city for city in reviews)


KEEPS_PLANS = Right(_keeps)
"""Imports, edits, puts out for comment and freezes: the office's reviewer of the very place.

A city's plan is its own, a plan of the region (no city) that of the regional office: neither edits the other's.
"""


def works_at(viewer: Viewer, place: Place) -> bool:
    """Whether a working post of the viewer stands in the city of a place; at a regional body for the region."""
    return any(grant.role in WORKING and grant.at.city == place.city for grant in viewer.grants)


def plans_within(viewer: Viewer) -> QuerySet[Plan]:
    """The plans that a viewer may see."""
    rows = Plan.objects.all()
    return rows if viewer.is_service else rows.filter(_seen(viewer))


def tasks_within(viewer: Viewer) -> QuerySet[Task]:
    """The tasks of the plans that a viewer may see."""
    rows = Task.objects.all()
    return rows if viewer.is_service else rows.filter(plan__in=plans_within(viewer).order_by().values("pk"))


def sees(viewer: Viewer, plan: Plan) -> bool:
    """Whether a viewer may see one plan."""
    return plans_within(viewer).filter(pk=plan.pk).exists()


def _seen(viewer: Viewer) -> Q:
    if not viewer.is_known:
        return Q(pk__in=[])
    cities = {grant.at.city for grant in viewer.grants if grant.role in WORKING}
    seen = Q(state__in=PUBLIC) | Q(city__in=cities - {None})
    if None in cities:
        seen |= Q(city=None)
    if viewer.organisations:
        asked = Asked.objects.filter(round__plan=OuterRef("pk"), organisation__in=viewer.organisations)
        seen |= Q(Exists(asked), state=PlanState.COMMENT)
    return seen
