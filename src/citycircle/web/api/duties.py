"""Duties for programs: what waits for a decision, work lists, and the decisions themselves."""

from __future__ import annotations

from typing import Any

from ninja import Router, Schema

from citycircle.core.messages import Text
from citycircle.planning.duties.shares import DUTIES, loads
from citycircle.records.duties import actions
from citycircle.records.duties.questions import questions_of, to_be_led
from citycircle.records.plans.ledgers import ledger_of
from citycircle.records.plans.models import Plan, Task
from citycircle.records.plans.reach import KEEPS_PLANS, READS_PLANS, plans_within
from citycircle.web.api.doors import offer, reading
from citycircle.web.api.listing import After, Limit, Listed, Number, listed
from citycircle.web.pages.base import found
from citycircle.web.requests import Request

router = Router()
NOUN = "duties"


class TaskShape(Schema):
    """A task whose lead a person has to decide: how many its document names."""

    id: int
    plan: int
    code: str
    task: str
    leads_named: int


class QuestionShape(Schema):
    """One open question about one task: of which kind, about which organisations, as a sentence."""

    task: int
    need: str
    organisations: list[str]
    sentence: dict[str, str]


class LoadShape(Schema):
    """How many tasks an organisation has in each duty, and which share (%) of the plan's that is."""

    code: str
    name: str
    counts: dict[str, int]
    shares: dict[str, str]


class PlanDuties(Schema):
    """Everything open about the duties of a plan, and the load of everybody in it."""

    questions: list[QuestionShape]
    loads: list[LoadShape]


def shape(one: Task) -> dict[str, Any]:
    leads: int = getattr(one, "leads_named", 0)
    return {"id": one.pk, "plan": one.plan_id, "code": one.code, "task": str(one), "leads_named": leads}


@reading(
    router,
    "",
    noun=NOUN,
    who=KEEPS_PLANS,
    title=Text("待确定牵头单位的任务", "Tasks whose lead is to be decided"),
    response=Listed[TaskShape],
)
def every(request: Request, after: After = 0, limit: Limit = 100) -> dict[str, Any]:
    return listed(to_be_led(request.viewer), after, limit, shape)


@reading(
    router, "/plan", noun=NOUN, who=READS_PLANS, title=Text("方案的责任分工", "Duties of a plan"), response=PlanDuties
)
def of_plan(request: Request, plan: Number) -> dict[str, Any]:
    row: Plan = found(plans_within(request.viewer).select_related("city", "circle"), pk=plan)
    ledger = ledger_of(row)
    numbers = dict(Task.objects.filter(plan=row).values_list("key", "pk"))
    return {
        "questions": [
            {
                "task": numbers[one.key],
                "need": one.need,
                "organisations": [party.name for party in one.parties],
                "sentence": {"zh": one.sentence.zh, "en": one.sentence.en},
            }
            for one in questions_of(row, ledger)
        ],
        "loads": [
            {
                "code": load.party.code,
                "name": load.party.name,
                "counts": dict(load.counts),
                "shares": {duty: str(load.shares[duty]) for duty in DUTIES},
            }
            for load in loads(ledger)
        ],
    }


offer(router, "/lead", actions.DecideLead, noun=NOUN)
offer(router, "/assign", actions.Assign, noun=NOUN)
offer(router, "/release", actions.Release, noun=NOUN)
