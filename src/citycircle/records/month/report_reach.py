"""Which reports and slips a viewer sees, and which wait for the viewer's own hand."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from citycircle.accounts.rights import Viewer
from citycircle.accounts.roles import Role
from citycircle.records.month.models import CorrectionSlip, Report
from citycircle.records.month.reach import OVERSEES
from citycircle.records.month.reports import OWN_HANDS

HANDS = {"blank": Role.FILLER, "filling": Role.FILLER, "returned": Role.FILLER, "checking": Role.SECTION_HEAD,
         "signing": Role.ORGANISATION_HEAD}  # fmt: skip
"""Whose turn it is inside the organisation, by the state of the report."""


def reports_within(viewer: Viewer) -> QuerySet[Report]:
    """The own ones, those of partners that go into one's own, and for offices those of their city.

    A body of the region sees the reports of what belongs to no city, and of cities what was accepted.
    """
    rows = Report.objects.all()
    if viewer.is_service:
        return rows
    cities = {grant.at.city for grant in viewer.grants if grant.role in OVERSEES}
    seen = Q(organisation__in=viewer.organisations) | Q(part__organisation__in=viewer.organisations)
    seen |= Q(city__in=cities - {None})
    if None in cities:
        seen |= Q(city=None) | Q(state__in=("accepted", "compiled", "published", "locked"))
    return rows.filter(seen)


def in_own_hands(viewer: Viewer) -> QuerySet[Report]:
    """Reports of one's own organisations that are still inside them."""
    return Report.objects.filter(organisation__in=viewer.organisations, state__in=OWN_HANDS)


def ones_turn(viewer: Viewer) -> QuerySet[Report]:
    """Of those, the ones that wait for a role that the viewer holds there."""
    turn = Q(pk__in=[])
    for grant in viewer.grants:
        role = Role.FILLER if grant.role is Role.LEAD else grant.role
        states = [state for state, wanted in HANDS.items() if wanted is role]
        if states:
            turn |= Q(organisation__in={grant.at.organisation, *grant.inherited}, state__in=states)
    return Report.objects.filter(turn)


def to_review(viewer: Viewer) -> QuerySet[Report]:
    """Reports that wait for the viewer's first check: of the leads for an office, of the partners for a lead."""
    cities = {grant.at.city for grant in viewer.grants if grant.role is Role.OFFICE_REVIEWER}
    leads = {grant.at.organisation for grant in viewer.grants if grant.role is Role.LEAD}
    wanted = Q(pk__in=[])
    if cities - {None}:
        wanted |= Q(into=None, city__in=cities - {None})
    if None in cities:
        wanted |= Q(into=None, city=None)
    if leads:
        wanted |= Q(into__isnull=False, part__organisation__in=leads)
    return Report.objects.filter(wanted, state="submitted")


def slips_within(viewer: Viewer) -> QuerySet[CorrectionSlip]:
    """The correction slips on reports that a viewer sees."""
    return CorrectionSlip.objects.filter(entry__report__in=reports_within(viewer))
