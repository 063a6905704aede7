"""From the draft out of a plan to the accepted handling plan, and the objection to the duty itself."""

from __future__ import annotations

from citycircle.core.machines import Step
from citycircle.core.messages import Text
from citycircle.mechanisms.tasks.vocabulary import HANDLING_PLAN

OFFICE, LEAD, LEADERS = ("office",), ("lead",), ("leaders",)


def issuing() -> tuple[Step, ...]:
    """Steps up to the state "under way"."""
    return (*_round(), *_taking_on(), *_objecting())


def _round() -> tuple[Step, ...]:
    return (
        Step(
            "send_round", Text("送征求意见", "send out for comment"), ("drafted",), "commenting", OFFICE,
            needs=("organisation",), effects=("name_party",),
        ),
        Step("agree_draft", Text("无意见", "agree to the draft"), ("commenting",), "settling", LEAD),
        Step(
            "comment", Text("提出意见", "comment"), ("commenting",), "drafted", LEAD,
            guards=("known_ground",), needs=("ground", "wording"),
        ),
        Step(
            "deem_agreed", Text("逾期视为无意见", "deem agreed"), ("commenting",), "settling", OFFICE,
            guards=("overdue",),
        ),
        Step(
            "put_up", Text("书面处理意见后提请审定", "put up with a written decision"), ("drafted",), "settling",
            OFFICE, guards=("lead_named",), needs=("decision",),
        ),
        Step("issue", Text("审定印发", "settle and issue"), ("settling",), "issued", LEADERS, needs=("document",)),
        Step(
            "hand_out", Text("按已印发版本下达", "hand out by the issued version"), ("drafted",), "issued", OFFICE,
            needs=("organisation", "document"), effects=("name_party",),
        ),
        Step("send_back", Text("退回修改", "send back"), ("settling",), "drafted", LEADERS, needs=("reason",)),
        Step(
            "drop", Text("撤下草稿", "drop the draft"), ("drafted", "settling"), "withdrawn", OFFICE, needs=("reason",),
        ),
        Step(
            "take_over", Text("接续办理中的任务", "take over a task under way"), ("drafted",), "underway", OFFICE,
            needs=("organisation", "document", "proof_kind"), guards=("known_proof",), effects=("name_party",),
        ),
    )  # fmt: skip


def _taking_on() -> tuple[Step, ...]:
    return (
        Step("acknowledge", Text("签收", "acknowledge"), ("issued",), "acknowledged", LEAD),
        Step(
            "deem_acknowledged", Text("视为签收", "deem acknowledged"), ("issued",), "acknowledged", OFFICE,
            guards=("overdue",),
        ),
        Step(
            "submit_plan", Text("报送办理方案", "send the handling plan"), ("acknowledged",), "plan_review", LEAD,
            needs=(*HANDLING_PLAN, "proof_kind"), guards=("known_proof",),
        ),
        Step("approve_plan", Text("同意方案", "accept the plan"), ("plan_review",), "underway", LEADERS),
        Step(
            "return_plan", Text("退回方案", "return the plan"), ("plan_review",), "acknowledged", LEADERS,
            needs=("reason",),
        ),
    )  # fmt: skip


def _objecting() -> tuple[Step, ...]:
    return (
        Step(
            "object", Text("提出异议", "object to the duty"), ("issued", "acknowledged", "underway"), "objected", LEAD,
            guards=("known_ground",), needs=("ground", "wording"),
        ),
        Step(
            "uphold", Text("书面决定维持", "uphold in writing"), ("objected",), "acknowledged", OFFICE,
            needs=("decision",), guards=("plan_open",),
        ),
        Step(
            "uphold_underway", Text("书面决定继续推进", "uphold, it goes on"), ("objected",), "underway", OFFICE,
            needs=("decision",), guards=("plan_accepted",),
        ),
        Step(
            "reassign", Text("书面决定改派", "reassign in writing"), ("objected",), "issued", OFFICE,
            needs=("decision", "organisation"), effects=("name_party",),
        ),
        Step(
            "redraft", Text("书面决定修改任务", "redraft in writing"), ("objected",), "drafted", OFFICE,
            needs=("decision",),
        ),
        Step(
            "withdraw", Text("决定撤销任务", "withdraw the task"),
            ("objected", "underway", "before_leaders", "adjustment_asked"), "withdrawn", LEADERS,
            needs=("decision", "document"),
        ),
    )  # fmt: skip
