"""What plans and tasks are found by. Tasks of drafts are found by those who work at their place alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Q, QuerySet

from citycircle.accounts.rights import Place, Viewer, signed_in
from citycircle.accounts.roles import WORKING
from citycircle.accounts.search.kinds import Found, Kind, Touched, Watched, everywhere, itself, searched
from citycircle.core.messages import Text
from citycircle.records.plans.models import Plan, Task
from citycircle.records.plans.reach import PUBLIC, plans_within

SHOWN = 60
"""So many characters of a task without a title stand for it."""


def _plan(one: Plan) -> Found:
    about = " · ".join(filter(None, (one.code, one.doc_number)))
    return Found(one.title, (one.code, one.doc_number, one.issuer), about=about, place=one.place)


def _task(one: Task) -> Found:
    title = one.title or one.body[:SHOWN]
    about = f"{one.code} · {one.plan.title}"
    return Found(title, (one.code, one.body), about=about, place=Place(one.plan.organisation_id, one.city_id))


def _tasks() -> QuerySet[Task]:
    needed = ("title", "body", "code", "city", "plan__title", "plan__organisation")  # a plan's remarks are long
    return Task.objects.filter(is_dropped=False).select_related("plan").only(*needed)


def _issued() -> QuerySet[Task]:
    return _tasks().filter(plan__state__in=PUBLIC)


def _drafted() -> QuerySet[Task]:
    return _tasks().exclude(plan__state__in=PUBLIC)


def _of_plan(touched: Sequence[Touched]) -> Iterable[int]:
    """The tasks of plans that changed; a new plan has none yet, and its tasks are touched themselves."""
    changed = [one.number for one in touched if one.fields is not None]
    return Task.objects.filter(plan__in=changed).values_list("pk", flat=True) if changed else ()


def _may_see(viewer: Viewer) -> Q:
    return Q(number__in=plans_within(viewer).order_by().values("pk"))


def _at_work(viewer: Viewer) -> Q:
    """Entries of the cities in which the viewer works; of the region where the post is at a body of the region."""
    cities = {grant.at.city for grant in viewer.grants if grant.role in WORKING}
    regional = Q(city=None) if None in cities else Q(pk__in=[])
    return Q(city__in=cities - {None}) | regional


WATCHED = (
    itself(Task, "title", "body", "number", "code", "is_dropped", "plan"),
    Watched(Plan, frozenset({"title", "state", "organisation", "city"}), _of_plan),
)

PLANS = searched(
    Kind(
        "plan",
        Text("计划", "Plans"),
        12,
        rows=lambda: Plan.objects.select_related("organisation"),
        entered=_plan,
        watches=(itself(Plan, "title", "code", "doc_number", "issuer", "organisation", "city"),),
        who=signed_in,
        within=_may_see,
        route="plan",
    )
)
TASKS = searched(
    Kind(
        "task",
        Text("任务", "Tasks"),
        14,
        rows=_issued,
        entered=_task,
        watches=WATCHED,
        who=signed_in,
        within=everywhere,
        route="task",
    )
)
DRAFTED_TASKS = searched(
    Kind(
        "drafted_task",
        Text("未印发的任务", "Tasks not yet issued"),
        16,
        rows=_drafted,
        entered=_task,
        watches=WATCHED,
        who=signed_in,
        within=_at_work,
        route="task",
    )
)
