"""Versions for programs: each with its code and digest, its frozen text, what it changed; and receipts."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from ninja import Router, Schema

from citycircle.core.messages import Text
from citycircle.records.baselines.actions.handing_out import HandOut, SignFor
from citycircle.records.baselines.actions.issuing import AmendPlan, IssuePlan
from citycircle.records.baselines.models import Baseline, Receipt
from citycircle.records.baselines.receipts import to_sign
from citycircle.records.baselines.versions import is_current, is_intact, since, text_of
from citycircle.records.plans.reach import READS_PLANS, plans_within
from citycircle.records.rounds.rights import ANSWERS
from citycircle.web.api.doors import offer, reading
from citycircle.web.api.listing import After, Limit, Listed, Number, listed
from citycircle.web.pages.base import found
from citycircle.web.requests import Request

router = Router()
NOUN = "baselines"


class BaselineShape(Schema):
    """One version of a plan, without its content."""

    id: int
    plan: int
    number: int
    short_code: str
    digest: str
    reason: str
    doc_number: str
    issued_on: date
    frozen_at: datetime


class EffectShape(Schema):
    """One consequence of a version against the one before, in both languages."""

    sort: str
    task: str
    organisations: list[str]
    sentence: dict[str, str]


class WholeBaseline(BaselineShape):
    """A version with the very text that its digest was taken of, and what it changed."""

    is_current: bool
    is_intact: bool
    text: str
    effects: list[EffectShape]


class ReceiptShape(Schema):
    """A task that one's own organisation has not signed for."""

    id: int
    task: int
    baseline: int
    organisation: int
    due: date


def shape(one: Baseline) -> dict[str, Any]:
    own = ("id", "number", "short_code", "digest", "reason", "doc_number", "issued_on", "frozen_at")
    return {**{name: getattr(one, name) for name in own}, "plan": one.plan_id}


def receipt_shape(one: Receipt) -> dict[str, Any]:
    return {
        "id": one.id,
        "task": one.task_id,
        "baseline": one.baseline_id,
        "organisation": one.organisation_id,
        "due": one.due,
    }


@reading(router, "", noun=NOUN, who=READS_PLANS, title=Text("方案版本", "Versions"), response=Listed[BaselineShape])
def every(request: Request, after: After = 0, limit: Limit = 100) -> dict[str, Any]:
    return listed(Baseline.objects.filter(plan__in=plans_within(request.viewer)), after, limit, shape)


@reading(
    router, "/whole", noun=NOUN, who=READS_PLANS, title=Text("版本全文", "A whole version"), response=WholeBaseline
)
def whole(request: Request, baseline: Number) -> dict[str, Any]:
    rows = Baseline.objects.filter(plan__in=plans_within(request.viewer)).select_related("plan")
    one: Baseline = found(rows, pk=baseline)
    effects = since(one).effects if one.number > 1 else ()
    return {
        **shape(one),
        "is_current": is_current(one),
        "is_intact": is_intact(one),
        "text": text_of(one),
        "effects": [
            {
                "sort": line.sort,
                "task": line.key,
                "organisations": [party.code for party in line.parties],
                "sentence": {"zh": line.sentence.zh, "en": line.sentence.en},
            }
            for line in effects
        ],
    }


@reading(
    router,
    "/receipts",
    noun=NOUN,
    who=ANSWERS,
    title=Text("本单位待签收任务", "Tasks to sign for"),
    response=Listed[ReceiptShape],
)
def receipts(request: Request, after: After = 0, limit: Limit = 100) -> dict[str, Any]:
    return listed(to_sign(request.viewer), after, limit, receipt_shape)


offer(router, "/issue", IssuePlan, noun=NOUN)
offer(router, "/amend", AmendPlan, noun=NOUN)
offer(router, "/hand-out", HandOut, noun=NOUN)
offer(router, "/sign", SignFor, noun=NOUN)
