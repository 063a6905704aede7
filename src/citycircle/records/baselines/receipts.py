"""Receipts that count: those of the latest version that a task was handed out in."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from citycircle.accounts.rights import Viewer
from citycircle.records.baselines.models import Receipt


def in_force(rows: QuerySet[Receipt]) -> QuerySet[Receipt]:
    """Without those of tasks that a later version handed out again."""
    later = Receipt.objects.filter(task=OuterRef("task"), baseline__number__gt=OuterRef("baseline__number"))
    return rows.filter(~Exists(later))


def waiting(rows: QuerySet[Receipt]) -> QuerySet[Receipt]:
    """Those that nobody has signed and that do not count as received."""
    return in_force(rows).filter(signed_at=None, is_deemed=False)


def to_sign(viewer: Viewer) -> QuerySet[Receipt]:
    """Receipts that the viewer's own organisations owe."""
    rows = waiting(Receipt.objects.filter(organisation__in=viewer.organisations))
    return rows.select_related("task", "baseline__plan", "organisation")
