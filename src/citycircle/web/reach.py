"""Which rows a viewer may see, for pages and programs alike."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from citycircle.accounts.models import CollectiveName, ReadName
from citycircle.accounts.rights import Viewer


def names_within(viewer: Viewer) -> QuerySet[ReadName]:
    """Printed names of the viewer's own city; of every city for a regional post."""
    rows = ReadName.objects.select_related("organisation", "collective", "city")
    return rows if viewer.is_regional else rows.filter(city__in=viewer.cities)


def collectives_within(viewer: Viewer) -> QuerySet[CollectiveName]:
    """Collective names of the viewer's own city and of the whole region; of every city for a regional post."""
    rows = CollectiveName.objects.select_related("city")
    return rows if viewer.is_regional else rows.filter(Q(city__in=viewer.cities) | Q(city=None))
