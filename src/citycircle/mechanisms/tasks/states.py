"""The states of a task, each with who holds it, what that one is to do, and its clock."""

from __future__ import annotations

from citycircle.core.machines import State
from citycircle.core.messages import Text

DECIDE = Text("审定", "decide")


def states() -> tuple[State, ...]:
    """All states, in the order in which a task usually passes them."""
    return (*_issuing(), *_doing(), *_closing())


def _issuing() -> tuple[State, ...]:
    return (
        State("drafted", Text("抽取草稿", "drafted"), "office", Text("核对草稿并送征求意见", "check the draft")),
        State("commenting", Text("征求意见", "out for comment"), "lead", Text("提出意见", "comment on it"), "comment"),
        State("settling", Text("待审定印发", "to be settled"), "leaders", Text("审定印发", "settle and issue it")),
        State("issued", Text("已下达", "issued"), "lead", Text("签收", "acknowledge it"), "acknowledge"),
        State("acknowledged", Text("已签收", "acknowledged"), "lead", Text("报送办理方案", "send its plan"), "plan"),
        State(
            "plan_review", Text("方案待审", "plan in review"), "leaders", Text("审核方案", "review its plan"),
            "plan_review",
        ),
        State("objected", Text("异议待决", "objected"), "office", Text("书面答复", "decide in writing"), "objection"),
    )  # fmt: skip


def _doing() -> tuple[State, ...]:
    return (
        State("underway", Text("推进中", "under way"), "lead", Text("推进", "carry it out"), "agreed"),
        State(
            "coordinating", Text("提请协调", "in coordination"), "office", Text("协调", "coordinate"), "coordination"
        ),
        State("with_other", Text("待被提请方答复", "with another"), "other", Text("答复", "answer"), "answer"),
        State("before_leaders", Text("待领导决定", "before the leaders"), "leaders", DECIDE, "coordination"),
        State(
            "pause_asked", Text("申请暂停", "pause asked for"), "supervision", Text("认定原因", "judge its cause"),
            "pause",
        ),
        State(
            "extension_asked", Text("申请延期", "extension asked for"), "supervision",
            Text("提出审核意见", "give an opinion"), "extension",
        ),
        State("extension_deciding", Text("延期待批", "extension to decide"), "leaders", DECIDE, "extension"),
        State("adjustment_asked", Text("申请调整", "adjustment asked for"), "leaders", DECIDE, "adjustment"),
    )  # fmt: skip


def _closing() -> tuple[State, ...]:
    return (
        State("first_check", Text("办结初审", "first check"), "supervision", Text("初审", "check it"), "first_check"),
        State("verifying", Text("核实", "in verification"), "supervision", Text("核实", "verify it"), "verification"),
        State("done", Text("办结", "done"), "supervision", Text("销号", "close it"), "close"),
        State(
            "closed", Text("已销号", "closed"), "supervision", Text("回头看后归档", "look back and archive it"),
            "look_back",
        ),
        State("archived", Text("已归档", "archived"), final=True),
        State("withdrawn", Text("已撤销", "withdrawn"), final=True),
    )  # fmt: skip
