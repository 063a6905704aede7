"""Comment rounds for programs: what one is asked, what one objects to, what the office decided."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import Q
from ninja import Router, Schema

from citycircle.core.messages import Text
from citycircle.records.plans.reach import READS_PLANS
from citycircle.records.rounds.actions.answering import Agree, ObjectTo, WithdrawObjection
from citycircle.records.rounds.actions.asking import CloseRound, OpenRound
from citycircle.records.rounds.actions.deciding import DecideObjection
from citycircle.records.rounds.models import Asked, Objection
from citycircle.records.rounds.reach import asked_of, kept_by
from citycircle.records.rounds.rights import ANSWERS
from citycircle.web.api.doors import offer, reading
from citycircle.web.api.listing import After, Limit, Listed, listed
from citycircle.web.requests import Request

router = Router()
NOUN = "rounds"


class AskedShape(Schema):
    """What one's own organisation is asked, until when, and what it said."""

    id: int
    round: int
    plan: int
    title: str
    organisation: int
    due: date
    closed_at: datetime | None
    agreed: bool | None
    is_deemed: bool
    words: str
    answered_at: datetime | None


class ObjectionShape(Schema):
    """An objection with its proposal, and the written decision once there is one."""

    id: int
    task: int
    organisation: int
    kind: str
    words: str
    proposed_organisation: int | None
    proposed_due: date | None
    proposed_words: str
    decision: str
    answer: str
    made_at: datetime
    decided_at: datetime | None
    withdrawn_at: datetime | None


def asked_shape(one: Asked) -> dict[str, Any]:
    own = ("id", "agreed", "is_deemed", "words", "answered_at")
    return {
        **{name: getattr(one, name) for name in own},
        "round": one.round_id,
        "plan": one.round.plan_id,
        "title": one.round.plan.title,
        "organisation": one.organisation_id,
        "due": one.round.due,
        "closed_at": one.round.closed_at,
    }


def objection_shape(one: Objection) -> dict[str, Any]:
    own = ("id", "kind", "words", "proposed_due", "proposed_words", "decision", "answer", "made_at", "decided_at",
           "withdrawn_at")  # fmt: skip
    return {
        **{name: getattr(one, name) for name in own},
        "task": one.task_id,
        "organisation": one.asked.organisation_id,
        "proposed_organisation": one.proposed_organisation_id,
    }


@reading(
    router, "", noun=NOUN, who=ANSWERS, title=Text("征求本单位意见", "Comments asked"), response=Listed[AskedShape]
)
def every(request: Request, after: After = 0, limit: Limit = 100) -> dict[str, Any]:
    return listed(asked_of(request.viewer), after, limit, asked_shape)


@reading(
    router,
    "/objections",
    noun=NOUN,
    who=READS_PLANS,
    title=Text("本单位提出和本办公室受理的意见", "Own objections, and those to one's own plans"),
    response=Listed[ObjectionShape],
)
def objections(request: Request, after: After = 0, limit: Limit = 100) -> dict[str, Any]:
    own = Q(asked__organisation__in=request.viewer.organisations)
    rows = Objection.objects.filter(own | kept_by(request.viewer, "task__plan__")).select_related("asked")
    return listed(rows, after, limit, objection_shape)


offer(router, "/open", OpenRound, noun=NOUN)
offer(router, "/close", CloseRound, noun=NOUN)
offer(router, "/agree", Agree, noun=NOUN)
offer(router, "/object", ObjectTo, noun=NOUN)
offer(router, "/withdraw", WithdrawObjection, noun=NOUN)
offer(router, "/decide", DecideObjection, noun=NOUN)
