"""What of rounds waits for a viewer: to be answered by the own organisation, to be decided by the own office."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from citycircle.accounts.rights import Viewer
from citycircle.records.plans.reach import KEEPS_PLANS
from citycircle.records.rounds.models import Asked, Objection
from citycircle.records.rounds.standing import standing


def kept_by(viewer: Viewer, plan: str = "") -> Q:
    """The plans that a viewer keeps, for rows that reach a plan by `plan` (such as "task__plan__")."""
    cities = {grant.at.city for grant in viewer.grants if KEEPS_PLANS.allows(viewer, grant.at)}
    kept = Q(**{f"{plan}city__in": cities - {None}})
    return kept | Q(**{f"{plan}city": None}) if None in cities else kept


def asked_of(viewer: Viewer) -> QuerySet[Asked]:
    """What the viewer's own organisations are asked, those that they succeeded included."""
    rows = Asked.objects.filter(organisation__in=viewer.organisations)
    return rows.select_related("round__plan", "organisation")


def to_answer(viewer: Viewer) -> QuerySet[Asked]:
    """Open rounds in which nobody has answered for the viewer's organisations."""
    return asked_of(viewer).filter(round__closed_at=None, agreed=None)


def to_decide(viewer: Viewer) -> QuerySet[Objection]:
    """Open objections to plans that the viewer keeps."""
    rows = standing(Objection.objects.filter(kept_by(viewer, "task__plan__"), asked__round__closed_at=None))
    return rows.select_related("task", "asked__organisation")
