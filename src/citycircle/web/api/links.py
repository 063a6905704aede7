"""Links between plans, mismatches between cities and the next year, for programs."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Query, Router, Schema

from citycircle.accounts.rights import signed_in
from citycircle.core.messages import Text
from citycircle.planning.tracing.coverage import Row
from citycircle.planning.tracing.gaps import Gap
from citycircle.planning.tracing.years import YearOnYear
from citycircle.records.cases.standing import standing
from citycircle.records.links.actions import consulting, linking, next_year
from citycircle.records.links.matrix import Matrix, matrix_of, years_of
from citycircle.records.links.models import Link, Mismatch
from citycircle.records.links.reach import links_within, mismatches_within
from citycircle.records.plans.models import Plan
from citycircle.records.plans.reach import READS_PLANS, plans_within
from citycircle.web.api.doors import offer, reading
from citycircle.web.api.listing import After, Limit, Listed, Number, listed
from citycircle.web.coverage_view import View
from citycircle.web.pages.base import found
from citycircle.web.requests import Request

router = Router()
NOUN = "links"
Some = Annotated[int, Query(ge=0, lt=2**63, description="the number of a record; 0 for all")]


class Sentence(Schema):
    """A sentence in both languages."""

    zh: str
    en: str


class LinkShape(Schema):
    """A task, an upper clause, the state of the link, and the words that decided."""

    id: int
    task: int
    clause: int
    state: str
    score: float | None
    words: list[dict[str, Any]]
    reason: str
    decided_by: int | None
    decided_at: datetime | None


class GapShape(Schema):
    """In what a task falls behind its clause, with both figures."""

    kind: str
    task: int
    task_words: str
    clause_words: str
    sentence: Sentence


class RowShape(Schema):
    """One upper clause and how it is answered."""

    clause: int
    standing: str
    tasks: list[int]
    proposed: list[int]
    gaps: list[GapShape]
    left_out: list[str]


class CoverageShape(Schema):
    """A plan against an upper one."""

    rows: list[RowShape]
    orphans: list[int]
    duplicates: list[list[int]]


class MismatchShape(Schema):
    """What does not meet in two plans, and where it stands."""

    id: int
    kind: str
    one_plan: int
    other_plan: int
    one_task: int | None
    other_task: int | None
    sentence: Sentence
    state: str | None
    holder: int | None
    due: date | None
    version: int | None
    agreed: str
    set_aside_because: str


class EventShape(Schema):
    """One thing that one side did."""

    name: str
    role: str
    organisation: int
    at: datetime
    data: dict[str, Any]


class ConsultationShape(Schema):
    """A consultation: its events, and how long each side had it (seconds)."""

    mismatch: int
    state: str
    parties: dict[str, str]
    events: list[EventShape]
    seconds_in_hand: dict[str, float]


class YearShape(Schema):
    """What became of one task from one year to the next."""

    turn: str
    old: str | None
    new: str | None
    changes: list[Sentence]


def sentence(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


def link_shape(one: Link) -> dict[str, Any]:
    return {
        "id": one.pk,
        "task": one.task_id,
        "clause": one.clause_id,
        "state": one.state,
        "score": float(one.score) if one.score is not None else None,
        "words": one.words,
        "reason": one.reason,
        "decided_by": one.decided_by_id,
        "decided_at": one.decided_at,
    }


def gap_shape(gap: Gap, matrix: Matrix) -> dict[str, Any]:
    return {
        "kind": gap.kind,
        "task": matrix.tasks[gap.local],
        "task_words": gap.local_words,
        "clause_words": gap.upper_words,
        "sentence": sentence(gap.sentence),
    }


def row_shape(row: Row, matrix: Matrix) -> dict[str, Any]:
    return {
        "clause": matrix.clauses[row.clause.key],
        "standing": row.standing,
        "tasks": [matrix.tasks[task.key] for task in row.tasks],
        "proposed": [matrix.tasks[task.key] for task in row.proposed],
        "gaps": [gap_shape(gap, matrix) for gap in row.gaps],
        "left_out": list(row.left_out),
    }


def mismatch_shape(one: Mismatch) -> dict[str, Any]:
    case = one.case
    return {
        "id": one.pk,
        "kind": one.kind,
        "one_plan": one.one_plan_id,
        "other_plan": one.other_plan_id,
        "one_task": one.one_task_id,
        "other_task": one.other_task_id,
        "sentence": {"zh": one.words.get("zh", ""), "en": one.words.get("en", "")},
        "state": case.state if case else None,
        "holder": case.holder_id if case else None,
        "due": case.due if case else None,
        "version": case.version if case else None,
        "agreed": one.agreed,
        "set_aside_because": one.set_aside_because,
    }


def year_shape(one: YearOnYear) -> dict[str, Any]:
    return {
        "turn": one.turn,
        "old": one.old.key if one.old else None,
        "new": one.new.key if one.new else None,
        "changes": [sentence(each.sentence) for each in one.alterations],
    }


def _plan(request: Request, number: int) -> Plan:
    plan: Plan = found(plans_within(request.viewer).select_related("city", "circle"), pk=number)
    return plan


@reading(router, "", noun=NOUN, who=READS_PLANS, title=Text("承接关系", "Links"), response=Listed[LinkShape])
def every(request: Request, after: After = 0, limit: Limit = 100, plan: Some = 0) -> dict[str, Any]:
    rows = links_within(request.viewer)
    return listed(rows.filter(task__plan=plan) if plan else rows, after, limit, link_shape)


@reading(
    router, "/coverage", noun=NOUN, who=READS_PLANS, title=Text("承接矩阵", "Coverage matrix"), response=CoverageShape
)
def coverage(request: Request, plan: Number, above: Number) -> dict[str, Any]:
    matrix = matrix_of(_plan(request, plan), _plan(request, above))
    return {
        "rows": [row_shape(row, matrix) for row in matrix.coverage.rows],
        "orphans": [matrix.tasks[orphan.task.key] for orphan in matrix.coverage.orphans],
        "duplicates": [[one, other] for one, other, _ in View(matrix).duplicates],
    }


@reading(
    router,
    "/mismatches",
    noun=NOUN,
    who=signed_in,
    title=Text("两市不一致事项", "Mismatches between cities"),
    response=Listed[MismatchShape],
)
def mismatches(request: Request, after: After = 0, limit: Limit = 100) -> dict[str, Any]:
    return listed(mismatches_within(request.viewer).select_related("case"), after, limit, mismatch_shape)


@reading(
    router,
    "/consultation",
    noun=NOUN,
    who=signed_in,
    title=Text("协商事项", "Consultation"),
    response=ConsultationShape,
)
def consultation(request: Request, mismatch: Number) -> dict[str, Any]:
    rows = mismatches_within(request.viewer).filter(case__isnull=False).select_related("case")
    one: Mismatch = found(rows, pk=mismatch)
    case = one.case
    assert case is not None  # the rows have one
    events = list(case.events.all())
    held = standing(case, events).time_in_hand(request.now)
    return {
        "mismatch": one.pk,
        "state": case.state,
        "parties": case.parties,
        "events": [
            {"name": e.name, "role": e.role, "organisation": e.organisation_id, "at": e.at, "data": e.data}
            for e in events
        ],
        "seconds_in_hand": {code: length.total_seconds() for code, length in held.items()},
    }


@reading(router, "/years", noun=NOUN, who=READS_PLANS, title=Text("年度对比", "Year on year"), response=list[YearShape])
def years(request: Request, old: Number, new: Number) -> list[dict[str, Any]]:
    return [year_shape(one) for one in years_of(_plan(request, old), _plan(request, new))]


offer(router, "/upper/name", linking.NameUpperPlan, noun=NOUN)
offer(router, "/upper/forget", linking.ForgetUpperPlan, noun=NOUN)
offer(router, "/propose", linking.AskProposals, noun=NOUN)
offer(router, "/accept", linking.AcceptLink, noun=NOUN)
offer(router, "/reject", linking.RejectLink, noun=NOUN)
offer(router, "/reopen", linking.ReopenLink, noun=NOUN)
offer(router, "/add", linking.AddLink, noun=NOUN)
offer(router, "/mismatches/find", consulting.FindMismatches, noun=NOUN)
offer(router, "/mismatches/set-aside", consulting.SetMismatchAside, noun=NOUN)
offer(router, "/mismatches/raise", consulting.RaiseMismatch, noun=NOUN)
offer(router, "/mismatches/step", consulting.TakeConsultationStep, noun=NOUN)
offer(router, "/next-year", next_year.DraftNextYear, noun=NOUN)
