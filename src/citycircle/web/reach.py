"""Which rows a viewer may see, for pages and programs alike."""

from __future__ import annotations

from django.db.models import QuerySet

from citycircle.accounts.models import ReadName
from citycircle.accounts.rights import Viewer


def names_within(viewer: Viewer) -> QuerySet[ReadName]:
    """Printed names of the viewer's own city; of every city for a regional post."""
    rows = ReadName.objects.select_related("organisation", "collective", "city")
    return rows if viewer.is_regional else rows.filter(city__in=viewer.cities)
