"""From the request to close with its proof to the archive, and back by a look-back that found otherwise."""

from __future__ import annotations

from citycircle.core.machines import Step
from citycircle.core.messages import Text
from citycircle.mechanisms.tasks.vocabulary import FIRST_CHECK

LEAD, LEADERS, SUPERVISION = ("lead",), ("leaders",), ("supervision",)


def closing() -> tuple[Step, ...]:
    """Steps from the request to close on. None of them deletes what an earlier one said."""
    return (*_checking(), *_verifying(), *_ending())


def _checking() -> tuple[Step, ...]:
    return (
        Step(
            "apply_done", Text("申请办结", "apply for completion"), ("underway",), "first_check", LEAD,
            needs=("document", "proof", "light"), guards=("proof_as_agreed",),
        ),
        Step(
            "pass_check", Text("初审通过", "pass the first check"), ("first_check",), "verifying", SUPERVISION,
            needs=tuple(FIRST_CHECK),
        ),
        Step(
            "return_check", Text("退办", "return it"), ("first_check", "verifying"), "underway", SUPERVISION,
            needs=("reason",),
        ),
    )  # fmt: skip


def _verifying() -> tuple[Step, ...]:
    return (
        Step(
            "not_drawn", Text("未抽中，资料核实通过", "not drawn, passed on its papers"), ("verifying",), "done",
            SUPERVISION, needs=("draw",), guards=("was_not_drawn",),
        ),
        Step(
            "verified", Text("核实属实", "verified"), ("verifying",), "done", SUPERVISION,
            needs=("draw", "method", "finding"), guards=("was_drawn", "known_method"),
        ),
        Step(
            "verification_failed", Text("核实不实，退办", "verification failed"), ("verifying",), "underway",
            SUPERVISION, needs=("method", "finding"), guards=("known_method",),
        ),
    )  # fmt: skip


def _ending() -> tuple[Step, ...]:
    return (
        Step(
            "close_off", Text("销号", "close"), ("done",), "closed", ("leaders", "supervision"), needs=("document",),
        ),
        Step(
            "keep_open", Text("不予销号", "do not close"), ("done",), "underway", LEADERS,
            needs=("reason", "agreed_date"), effects=("set_date",),
        ),
        Step(
            "confirm_joint", Text("确认共同事项完成", "confirm the joint task"), ("done", "closed"), "", LEAD,
            needs=("note",), guards=("joint_part",),
        ),
        Step(
            "archive", Text("回头看属实，归档", "look-back passed, archive"), ("closed",), "archived", SUPERVISION,
            needs=("method", "finding"), guards=("known_method", "look_back_time"),
        ),
        Step(
            "reopen", Text("复查发现问题，重新打开", "re-open after a look-back"), ("closed", "archived"), "underway",
            ("supervision", "leaders", "office"), needs=("method", "finding", "agreed_date"),
            guards=("known_method",), effects=("set_date",),
        ),
    )  # fmt: skip
