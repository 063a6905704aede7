"""What waits at a post today. Work belongs to the post; only what was sent to a person has to be moved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.db.models import QuerySet

from citycircle.accounts.actions.names import DECIDES_NAMES
from citycircle.accounts.models import Holding, Post, ReadName
from citycircle.accounts.rights import Grant, Viewer
from citycircle.accounts.roles import Role
from citycircle.core.messages import Text
from citycircle.records.baselines.receipts import to_sign
from citycircle.records.notices.models import Notice
from citycircle.records.plans.models import Milestone, PlanState
from citycircle.records.plans.reach import KEEPS_PLANS
from citycircle.records.rounds.reach import to_answer, to_decide
from citycircle.records.rounds.rights import ANSWERS
from citycircle.records.schedules.nodes import KEPT

Counted = Callable[[Post, date], int]


def holders(post: Post, day: date) -> QuerySet[Holding]:
    """Who holds the post on a day, deputies left aside."""
    rows: QuerySet[Holding] = Holding.objects.on(day).filter(post=post, deputy=False)
    return rows.select_related("person")


def unread_notices(post: Post, day: date) -> QuerySet[Notice]:
    """Notices that the holders have not read."""
    return Notice.objects.filter(person__in=[one.person_id for one in holders(post, day)], read_at=None)


def names_to_decide(post: Post, day: date) -> int:
    """Names in the queue of the city, where the post decides names."""
    if not DECIDES_NAMES.allows(_seat(post, day)):
        return 0
    waiting = ReadName.objects.filter(organisation=None, collective=None, set_aside=False)
    city = post.place.city
    return (waiting.filter(city=city) if city else waiting).count()


def open_milestones(post: Post, _day: date) -> int:
    """Milestones of issued plans for which the post answers and that are not reached."""
    return Milestone.objects.filter(KEPT, post=post, actual_on=None, plan__state=PlanState.ISSUED).count()


def _seat(post: Post, day: date) -> Viewer:
    """Whoever sits at the post, with its rights and nothing else."""
    return Viewer(0, "", day, (Grant(Role(post.role), post.place, post.id),))


def comments_to_give(post: Post, day: date) -> int:
    """Comment rounds that the organisation has not answered, where the post may."""
    seat = _seat(post, day)
    return to_answer(seat).count() if ANSWERS.allows(seat) else 0


def tasks_to_sign(post: Post, day: date) -> int:
    """Tasks that the organisation has not signed for, where the post may."""
    seat = _seat(post, day)
    return to_sign(seat).count() if ANSWERS.allows(seat) else 0


def objections_to_decide(post: Post, day: date) -> int:
    """Objections to plans that the post keeps."""
    seat = _seat(post, day)
    return to_decide(seat).count() if KEEPS_PLANS.allows(seat) else 0


WAITING: dict[Text, Counted] = {
    Text("待答复的征求意见", "comments to give"): comments_to_give,
    Text("待签收任务", "tasks to sign for"): tasks_to_sign,
    Text("待书面答复的意见", "objections to decide on"): objections_to_decide,
    Text("待认定名称", "names to decide"): names_to_decide,
    Text("未完成的时间节点", "milestones not reached"): open_milestones,
    Text("未读通知", "unread notices"): lambda post, day: unread_notices(post, day).count(),
}
"""Every kind of work that can wait at a post; a new kind of record adds its line here."""


def waiting_at(post: Post, day: date) -> list[tuple[Text, int]]:
    """The kinds of work that wait, with how many."""
    counted = [(title, count(post, day)) for title, count in WAITING.items()]
    return [(title, number) for title, number in counted if number]
