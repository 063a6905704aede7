"""Orders in the records: a signed slip or a leader's instruction as one case, and who acts for which side of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from django.db.models import Q, QuerySet

from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.models import Organisation
from citycircle.accounts.rights import Right, Viewer
from citycircle.core.machines import Step
from citycircle.mechanisms.orders.order import NAME
from citycircle.records.cases.models import CaseRecord
from citycircle.records.cases.standing import standing
from citycircle.records.cases.taking import filed, first_event
from citycircle.records.month.reach import chases_within, instructions_within
from citycircle.records.month.rights import DECIDES, FILLS, REVIEWS, SIGNS, VERIFIES

SIDES: Mapping[str, Right] = {
    "organisation": FILLS | SIGNS,
    "issuer": REVIEWS | VERIFIES,
    "leader": DECIDES,
}
"""Who acts for a side of an order: the organisation's own people, the office of the very place, its leaders."""


class Order(NamedTuple):
    """What an order is opened with: what it is about, its three sides, what is to be done, its kind and its day."""

    about: str
    issuer: Organisation
    organisation: Organisation
    leader: Organisation
    words: str
    matter: str
    agreed: date | None = None


def open_order(ground: Ground, order: Order) -> CaseRecord:
    """File an order as a case and keep both. Raises what `records.cases.taking.filed` raises."""
    parties = {"issuer": order.issuer, "organisation": order.organisation, "leader": order.leader}
    facts = {"words": order.words, "kind_of_matter": order.matter}
    if order.agreed is not None:
        facts["agreed_date"] = order.agreed.isoformat()
    record, case = filed(NAME, order.about, order.issuer, parties=parties, facts=facts, at=ground.at,
                         other=order.organisation)  # fmt: skip
    ground.create(record)
    ground.create(first_event(ground, record, case))
    return record


def orders_within(viewer: Viewer) -> QuerySet[CaseRecord]:
    """The orders that a viewer may see: by the slip or the instruction that each came from."""
    slips = chases_within(viewer).exclude(case=None).values("case")
    given = instructions_within(viewer).exclude(case=None).values("case")
    return CaseRecord.objects.filter(Q(pk__in=slips) | Q(pk__in=given), kind=NAME)


def sides_of(record: CaseRecord) -> dict[str, Organisation]:
    """The organisation on each side of an order."""
    rows = {row.code: row for row in Organisation.objects.filter(code__in=record.parties.values())}
    return {role: rows[code] for role, code in record.parties.items() if code in rows}


def may_take(viewer: Viewer, record: CaseRecord) -> list[tuple[str, Organisation, Step]]:
    """The steps that a viewer may take now, each with the side it is taken for; guards are judged when it is taken."""
    sides = sides_of(record)
    steps = standing(record).may_now()
    return [
        (role, sides[role], step)
        for step in steps
        for role in step.roles
        if role in sides and SIDES[role].allows(viewer, sides[role].place)
    ]
