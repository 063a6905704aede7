"""What the states and kinds of plans, tasks and duties are called on pages and in tables."""

from __future__ import annotations

from citycircle.core.messages import Text
from citycircle.mechanisms.tasks.states import states
from citycircle.records.plans.models import DutyKind, PlanKind, PlanState

PLAN_STATES: dict[str, Text] = {
    PlanState.DRAFT.value: Text("抽取草稿", "draft"),
    PlanState.COMMENT.value: Text("征求意见", "open for comments"),
    PlanState.ISSUED.value: Text("已印发", "issued"),
    PlanState.WITHDRAWN.value: Text("已撤回", "withdrawn"),
}
PLAN_LIGHTS: dict[str, str] = {
    PlanState.DRAFT.value: "grey",
    PlanState.COMMENT.value: "blue",
    PlanState.ISSUED.value: "green",
    PlanState.WITHDRAWN.value: "done",
}
PLAN_KINDS: dict[str, Text] = {
    PlanKind.ACTION_PLAN.value: Text("行动方案", "action plan"),
    PlanKind.ANNUAL_POINTS.value: Text("工作要点", "annual points"),
    PlanKind.OTHER.value: Text("其他", "other"),
}
DUTY_KINDS: dict[str, Text] = {
    DutyKind.LEAD.value: Text("牵头", "lead"),
    DutyKind.RESPONSIBLE.value: Text("责任", "responsible"),
    DutyKind.COOPERATING.value: Text("配合", "cooperating"),
}
STRENGTHS: dict[str, Text] = {
    "ensure": Text("确保", "ensure"),
    "strive": Text("力争", "strive"),
    "advance": Text("推进", "advance"),
    "explore": Text("探索", "explore"),
    "consider": Text("谋划", "consider"),
}
TASK_STATES: dict[str, Text] = {
    "draft": Text("抽取草稿", "drafted"),
    "comment": Text("征求意见", "out for comment"),
    "handed_out": Text("已下达", "handed out"),
    **{one.name: one.title for one in states() if one.name not in {"drafted", "commenting"}},
}
"""Where a task stands, in the words of the machine of tasks."""
