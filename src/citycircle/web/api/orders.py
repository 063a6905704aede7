"""Reminders, slips, instructions and orders for programs."""

from __future__ import annotations

from datetime import date
from typing import Any

from ninja import Router, Schema

from citycircle.core.messages import Text
from citycircle.records.cases.models import CaseRecord
from citycircle.records.month.actions.chasing import AnswerChase, JudgeAnswer, SignChase
from citycircle.records.month.actions.orders import Instruct, TakeOrderStep
from citycircle.records.month.models import Chase
from citycircle.records.month.orders import orders_within
from citycircle.records.month.reach import READS_MONTH, chases_within
from citycircle.web.api.doors import offer, reading
from citycircle.web.api.listing import After, Limit, Listed, listed
from citycircle.web.requests import Request

router = Router()
NOUN = "orders"


class OrderShape(Schema):
    """An order as it stands: whose it is, in whose hand, until when. `version` goes with the next step."""

    id: int
    subject: str
    state: str
    issuer: int
    organisation: int | None
    holder: int | None
    due: date | None
    version: int
    closed_at: str | None


class ChaseShape(Schema):
    """A rung of the ladder that was reached, its draft, and what was answered."""

    id: int
    part: int | None
    report: int | None
    organisation: int
    rung: str
    day: date
    sentence: dict[str, str]
    document: str
    draft: str
    signed_at: str | None
    answer_by: date | None
    answer: str
    verdict: str
    order: int | None


def order_shape(row: CaseRecord) -> dict[str, Any]:
    return {
        "id": row.pk, "subject": row.subject, "state": row.state, "issuer": row.one_id, "organisation": row.other_id,
        "holder": row.holder.pk if row.holder else None, "due": row.due, "version": row.version,
        "closed_at": row.closed_at.isoformat() if row.closed_at else None,
    }  # fmt: skip


def chase_shape(row: Chase) -> dict[str, Any]:
    names = ("rung", "day", "sentence", "document", "draft", "answer_by", "answer", "verdict")
    return {
        "id": row.pk, "part": row.part.pk if row.part else None, "report": row.report.pk if row.report else None,
        "organisation": row.organisation_id, "order": row.case_id,
        "signed_at": row.signed_at.isoformat() if row.signed_at else None,
        **{name: getattr(row, name) for name in names},
    }  # fmt: skip


@reading(router, "", noun=NOUN, who=READS_MONTH, title=Text("督办和批示", "Orders"), response=Listed[OrderShape])
def orders(request: Request, after: After = 0, limit: Limit = 100) -> dict[str, Any]:
    return listed(orders_within(request.viewer).select_related("holder"), after, limit, order_shape)


@reading(
    router, "/chases", noun=NOUN, who=READS_MONTH, title=Text("催办", "Reminders and slips"),
    response=Listed[ChaseShape],
)  # fmt: skip
def chases(request: Request, after: After = 0, limit: Limit = 100) -> dict[str, Any]:
    return listed(chases_within(request.viewer).select_related("part", "report"), after, limit, chase_shape)


offer(router, "/step", TakeOrderStep, noun=NOUN)
offer(router, "/instruct", Instruct, noun=NOUN)
offer(router, "/chases/sign", SignChase, noun=NOUN)
offer(router, "/chases/answer", AnswerChase, noun=NOUN)
offer(router, "/chases/judge", JudgeAnswer, noun=NOUN)
