"""Progress before the service, for programs: ledgers taken over, what they said by month, what found no place."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from ninja import File, Form, Router, Schema
from ninja.files import UploadedFile

from citycircle.accounts.actions.base import carry_out
from citycircle.accounts.errors import NotThere
from citycircle.accounts.models import Organisation
from citycircle.core.messages import Text
from citycircle.records.files.actions import take_in
from citycircle.records.history.actions.taking_over import LookAtLedger, MatchRows, TakeOver
from citycircle.records.history.looking import ledgers_within
from citycircle.records.history.models import PastLedger, PastProgress, UnplacedCell
from citycircle.records.plans.models import Task
from citycircle.records.plans.reach import KEEPS_PLANS, READS_PLANS, plans_within, tasks_within, works_at
from citycircle.web.api.doors import offer, reading, taking
from citycircle.web.api.listing import After, Limit, Listed, Number, listed
from citycircle.web.pages.base import found
from citycircle.web.requests import Request

router = Router()
NOUN = "history"


class LedgerShape(Schema):
    """A ledger kept before: what was read of it, in numbers, and what a person decided of its rows."""

    id: int
    file: str
    organisation: int
    plan: int | None
    read: dict[str, Any]
    matches: dict[str, str]
    offered_at: datetime
    taken_at: datetime | None


class ProgressShape(Schema):
    """What one cell reported of one task for one month."""

    id: int
    task: int
    month: date
    kind: str
    words: str
    value: Decimal | None
    unit: str
    light: str
    sheet: str
    cell: str


class UnplacedShape(Schema):
    """A cell that found no place, with the reason in both languages."""

    id: int
    sheet: str
    cell: str
    words: str
    reason: dict[str, str]


def ledger_shape(one: PastLedger) -> dict[str, Any]:
    own = ("id", "organisation_id", "plan_id", "matches", "offered_at", "taken_at")
    shape = {name.removesuffix("_id"): getattr(one, name) for name in own}
    return {**shape, "file": one.file.name, "read": one.found}


def progress_shape(one: PastProgress) -> dict[str, Any]:
    own = ("id", "task_id", "month", "kind", "words", "value", "unit", "light", "sheet", "cell")
    return {name.removesuffix("_id"): getattr(one, name) for name in own}


def unplaced_shape(one: UnplacedCell) -> dict[str, Any]:
    return {name: getattr(one, name) for name in ("id", "sheet", "cell", "words", "reason")}


@reading(
    router, "", noun=NOUN, who=KEEPS_PLANS, title=Text("原有台账", "Ledgers kept before"), response=Listed[LedgerShape]
)
def every(request: Request, after: After = 0, limit: Limit = 100) -> dict[str, Any]:
    return listed(ledgers_within(request.viewer).select_related("file"), after, limit, ledger_shape)


@reading(
    router, "/progress", noun=NOUN, who=READS_PLANS, title=Text("历史进展", "Progress before"),
    response=Listed[ProgressShape],
)  # fmt: skip
def progress(request: Request, task: Number, after: After = 0, limit: Limit = 100) -> dict[str, Any]:
    one: Task = found(tasks_within(request.viewer).select_related("plan__city"), pk=task)
    if not works_at(request.viewer, one.place):
        raise NotThere
    return listed(PastProgress.objects.filter(task=one), after, limit, progress_shape)


@reading(
    router, "/unplaced", noun=NOUN, who=KEEPS_PLANS, title=Text("未归入的单元格", "Cells that found no place"),
    response=Listed[UnplacedShape],
)  # fmt: skip
def unplaced(request: Request, ledger: Number, after: After = 0, limit: Limit = 100) -> dict[str, Any]:
    one = found(ledgers_within(request.viewer), pk=ledger)
    return listed(UnplacedCell.objects.filter(ledger=one), after, limit, unplaced_shape)


class LedgerGiven(Schema):
    """What goes with a ledger: whose it is, of which plan, and the year where no sheet says it."""

    organisation: int
    plan: int | None = None
    year: int | None = None


@taking(router, "/look", LookAtLedger, noun=NOUN)
def look(request: Request, given: Form[LedgerGiven], file: File[UploadedFile]) -> PastLedger:
    keeper: Organisation = found(Organisation.objects.all(), pk=given.organisation)
    plan = found(plans_within(request.viewer), pk=given.plan) if given.plan is not None else None
    kept = take_in(file.read(), file.name or "", organisation=keeper, by=request.viewer, at=request.now)
    action = LookAtLedger(organisation=keeper, file=kept, plan=plan, year=given.year)
    return carry_out(action, by=request.viewer, at=request.now)


offer(router, "/match", MatchRows, noun=NOUN)
offer(router, "/take-over", TakeOver, noun=NOUN)
