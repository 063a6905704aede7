"""Which links and mismatches a viewer may see: those between plans that the viewer sees anyway.

A matter under consultation is seen by both cities and by the office that convenes, with the words that were sent.
"""

from __future__ import annotations

from django.db.models import Q, QuerySet

from citycircle.accounts.rights import Viewer
from citycircle.records.links.models import Link, LinkState, Mismatch
from citycircle.records.plans.models import Plan
from citycircle.records.plans.reach import plans_within


def links_within(viewer: Viewer) -> QuerySet[Link]:
    """Links between tasks of plans that the viewer sees on both sides."""
    seen = plans_within(viewer).order_by().values("pk")
    return Link.objects.filter(task__plan__in=seen, clause__plan__in=seen)


def links_between(plan: Plan, above: Plan) -> QuerySet[Link]:
    """The links of a plan to an upper one; those of dropped tasks are left out."""
    return Link.objects.filter(
        task__plan=plan, clause__plan=above, task__is_dropped=False, clause__is_dropped=False
    )  # fmt: skip


def pairs_of(links: QuerySet[Link], state: LinkState) -> list[tuple[str, str]]:
    """The links of one state as keys, as `planning.tracing` takes them."""
    return list(links.filter(state=state).order_by("task__order").values_list("task__key", "clause__key"))


def mismatches_within(viewer: Viewer) -> QuerySet[Mismatch]:
    """Mismatches of two plans in sight, and those under consultation with the viewer's own city or the office."""
    if viewer.is_service:
        return Mismatch.objects.all()
    seen = plans_within(viewer).order_by().values("pk")
    both = Q(one_plan__in=seen, other_plan__in=seen)
    own = Q(case__one__city__in=viewer.cities) | Q(case__other__city__in=viewer.cities)
    convening = Q(case__isnull=False) if viewer.is_regional else Q(pk__in=[])
    return Mismatch.objects.filter(both | own | convening)


def consultations_within(viewer: Viewer) -> QuerySet[Mismatch]:
    """What was raised, for those who are a side of it or convene."""
    rows = Mismatch.objects.filter(case__isnull=False)
    if viewer.is_service or viewer.is_regional:
        return rows
    return rows.filter(Q(case__one__city__in=viewer.cities) | Q(case__other__city__in=viewer.cities))
