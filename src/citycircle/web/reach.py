"""Which rows a viewer may see, for pages and programs alike."""

from __future__ import annotations

from django.db.models import QuerySet

from citycircle.accounts.models import ReadName
from citycircle.accounts.rights import Viewer


def of_the_region(viewer: Viewer) -> bool:
    """Whether a post of the viewer stands at a body of the whole region."""
    return any(grant.at.city is None for grant in viewer.grants)


def names_within(viewer: Viewer) -> QuerySet[ReadName]:
    """Printed names of the viewer's own city; of every city for a regional post."""
    rows = ReadName.objects.select_related("organisation", "collective", "city")
    if of_the_region(viewer):
        return rows
    return rows.filter(city__in=[grant.at.city for grant in viewer.grants])
