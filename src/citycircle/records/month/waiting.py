"""Parts of tasks and correction slips that wait for a step of the viewer."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from citycircle.accounts.rights import Viewer
from citycircle.accounts.roles import Role
from citycircle.records.month.models import CorrectionSlip, Part

OWN_STEPS = frozenset({Role.FILLER, Role.LEAD, Role.ORGANISATION_HEAD})
"""Who takes the steps of an organisation of its own parts, and answers where another asks it."""
WAIT_FOR = {
    Role.OFFICE_REVIEWER: ("objected", "coordinating"),
    Role.SUPERVISOR: ("pause_asked", "extension_asked", "first_check", "verifying", "done"),
    Role.LEADER: ("plan_review", "before_leaders", "extension_deciding", "adjustment_asked"),
}
"""In which states a part waits for which post of its own city: the holder of the state in the machine of tasks."""


def parts_waiting(viewer: Viewer) -> QuerySet[Part]:
    """Parts whose next step is the viewer's: a plan to send or approve, more time to decide, proof to check."""
    wanted = Q(pk__in=[])
    for grant in viewer.grants:
        if grant.role in OWN_STEPS:
            own = {grant.at.organisation, *grant.inherited}
            wanted |= Q(state="acknowledged", organisation__in=own) | Q(state="with_other", case__holder__in=own)
        if states := WAIT_FOR.get(grant.role):
            wanted |= Q(state__in=states, city=grant.at.city)
    return Part.objects.filter(wanted)


def slips_waiting(viewer: Viewer) -> QuerySet[CorrectionSlip]:
    """Correction slips whose effects the viewer's office is to list, or that its leader is to sign or refuse."""
    wanted = Q(pk__in=[])
    for grant in viewer.grants:
        if grant.role is Role.OFFICE_REVIEWER:
            wanted |= Q(effects=[], entry__report__part__city=grant.at.city)
        if grant.role is Role.LEADER:
            wanted |= ~Q(effects=[]) & Q(entry__report__part__city=grant.at.city)
    return CorrectionSlip.objects.filter(wanted, decision="")
