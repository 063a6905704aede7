"""Conditions of a task alone, and how they are judged."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from citycircle.core.messages import Text
from citycircle.core.terms import add_months, day_of
from citycircle.mechanisms.cases.case import Case
from citycircle.mechanisms.cases.events import Event
from citycircle.mechanisms.cases.types import Judge
from citycircle.mechanisms.tasks.plans import accepted_plan
from citycircle.mechanisms.tasks.rules import TaskRules
from citycircle.mechanisms.tasks.verification import speaks_of
from citycircle.mechanisms.tasks.vocabulary import METHODS, OBJECTIONS, PROOF_KINDS

GUARDS = {
    "known_ground": Text(
        "理由类别须为职责不符、目标不可考、时限不合理之一",
        "the ground must be one of: not our duty, cannot be measured, cannot be done by then",
    ),
    "lead_named": Text("尚未确定牵头单位", "no lead organisation is named yet"),
    "known_proof": Text("约定的佐证类型不在目录中", "the kind of proof is not one of the list"),
    "plan_open": Text("办理方案已同意，请选择“继续推进”", "its plan is accepted; please let it go on"),
    "plan_accepted": Text("办理方案尚未同意", "its plan is not accepted yet"),
    "asks_another": Text("不能转请牵头单位自己", "it cannot be passed on to the lead itself"),
    "owner_is_another": Text(
        "原因所在单位不能是牵头单位自己", "the owner of the cause cannot be the lead organisation itself"
    ),
    "later_date": Text("新的完成期限须晚于现期限", "the new date must be later than the present one"),
    "later_date_asked": Text(
        "拟延至日期须为有效日期且晚于现期限", "the date asked for must be a day after the present one"
    ),
    "adjustment_window": Text(
        "不在半年调整窗口期，也未以不可抗力为由", "it is outside the half-year window, and force majeure is not pleaded"
    ),
    "proof_as_agreed": Text(
        "佐证中没有约定类型的材料或文号", "the proof holds nothing of the kind agreed, neither number nor file"
    ),
    "known_method": Text("核实方式须为资料、电话、现场之一", "the method must be papers, phone or site"),
    "was_drawn": Text(
        "抽取记录与本任务不符，或未抽中", "the record of the draw is not of this task, or it was not drawn"
    ),
    "was_not_drawn": Text(
        "抽取记录与本任务不符，或已抽中，须核实", "the record of the draw is not of this task, or it was drawn"
    ),
    "joint_part": Text("不是共同事项的一部分", "it is no part of a joint task"),
    "look_back_time": Text("未到回头看时间", "it is too early for a look-back"),
}


def judges(rules: TaskRules) -> Mapping[str, Judge]:
    """The judges of a task, by the limits and windows of a city."""
    return {
        "known_ground": _one_of("ground", OBJECTIONS),
        "lead_named": lambda case, _: bool(case.parties.get("lead")),
        "known_proof": _one_of("proof_kind", PROOF_KINDS),
        "plan_open": lambda case, _: accepted_plan(case) is None,
        "plan_accepted": lambda case, _: accepted_plan(case) is not None,
        "asks_another": lambda case, event: not _is_lead(case, event.data.get("organisation")),
        "owner_is_another": lambda case, event: not _is_lead(case, event.data.get("owner")),
        "later_date": lambda case, event: _is_later(case, event.data.get("agreed_date")),
        "later_date_asked": lambda case, event: _is_later(case, event.data.get("new_date")),
        "adjustment_window": lambda _, event: _may_adjust(rules, event),
        "proof_as_agreed": _proof_as_agreed,
        "known_method": _one_of("method", METHODS),
        "was_drawn": lambda case, event: speaks_of(event.data.get("draw"), case, drawn=True),
        "was_not_drawn": lambda case, event: speaks_of(event.data.get("draw"), case, drawn=False),
        "joint_part": lambda case, _: bool(case.facts.get("joint")),
        "look_back_time": lambda case, event: _old_enough(rules, case, event),
    }


def _one_of(name: str, known: Collection[str]) -> Judge:
    return lambda _, event: str(event.data.get(name, "")) in known


def _is_lead(case: Case, named: object) -> bool:
    return named in {"lead", case.parties.get("lead")}


def _is_later(case: Case, text: object) -> bool:
    """Whether a date is a day of the calendar after the present date of completion, if there is one."""
    try:
        day = date.fromisoformat(str(text))
    except ValueError:
        return False
    present = case.facts.get("agreed_date")
    return not present or day > date.fromisoformat(str(present))


def _may_adjust(rules: TaskRules, event: Event) -> bool:
    ground = event.data.get("ground")
    return ground == "force_majeure" or (ground == "half_year" and rules.in_window(day_of(event.moment)))


def _proof_as_agreed(case: Case, event: Event) -> bool:
    """Whether the proof holds a piece {kind, reference, file} of the kind agreed; a reference number is enough."""
    plan, pieces = accepted_plan(case), event.data.get("proof")
    if plan is None or not isinstance(pieces, (list, tuple)):
        return False
    return any(
        isinstance(piece, Mapping)
        and piece.get("kind") == plan.proof_kind
        and bool(piece.get("reference") or piece.get("file"))
        for piece in pieces
    )


def _old_enough(rules: TaskRules, case: Case, event: Event) -> bool:
    today, closed = day_of(event.moment), day_of(case.stints[-1].since)
    return today >= add_months(closed, int(rules.limit("look_back_after", today)))
