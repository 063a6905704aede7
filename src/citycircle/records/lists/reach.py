"""Which lists a viewer may see and who keeps one; what stands on a list is limited by the plans in reach besides."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from citycircle.accounts.rights import Right, Viewer, at_own_organisation, holding
from citycircle.accounts.roles import WORKING, Role
from citycircle.records.lists.models import ChangeSet, ListTemplate, SheetExport, TaskList
from citycircle.records.plans.reach import KEEPS_PLANS

READS_LISTS: Right = holding(*WORKING)
KEEPS_LISTS: Right = KEEPS_PLANS | (holding(Role.FILLER, Role.LEAD, Role.SECTION_HEAD) & at_own_organisation)
"""The office of the very place keeps the lists of its organisations; an organisation's own people keep its own."""


def lists_within(viewer: Viewer) -> QuerySet[TaskList]:
    """The lists of the cities in which the viewer works, and those of bodies of the whole region."""
    return TaskList.objects.filter(_in_own_cities(viewer))


def templates_within(viewer: Viewer) -> QuerySet[ListTemplate]:
    """The templates that organisations of the same cities keep; built-in ones belong to everybody."""
    return ListTemplate.objects.filter(_in_own_cities(viewer))


def exports_within(viewer: Viewer) -> QuerySet[SheetExport]:
    """The sheets that left from the cities in which the viewer works."""
    return SheetExport.objects.filter(_own_cities(viewer))


def change_sets_within(viewer: Viewer) -> QuerySet[ChangeSet]:
    """The sheets that came back to the cities in which the viewer works."""
    return ChangeSet.objects.filter(_own_cities(viewer))


def _in_own_cities(viewer: Viewer) -> Q:
    return Q() if viewer.is_service else _own_cities(viewer) | Q(organisation__city=None)


def _own_cities(viewer: Viewer) -> Q:
    if viewer.is_service:
        return Q()
    cities = {grant.at.city for grant in viewer.grants if grant.role in WORKING}
    regional = Q(organisation__city=None) if None in cities else Q(pk__in=[])
    return Q(organisation__city__in=cities - {None}) | regional
