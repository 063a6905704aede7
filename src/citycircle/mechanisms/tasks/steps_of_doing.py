"""While a task is under way: progress, coordination, pause, extension, adjustment.

An extension and an adjustment are for the organisation to ask for before the day, and for nobody after it but a leader
with a reason. What the organisation only waits for is in another hand, with its cause, and counts there.
"""

from __future__ import annotations

from citycircle.core.machines import Step
from citycircle.core.messages import Text

OFFICE, LEAD, LEADERS, SUPERVISION, OTHER = ("office",), ("lead",), ("leaders",), ("supervision",), ("other",)


def doing() -> tuple[Step, ...]:
    """Steps between the accepted plan and the request to close."""
    return (*_progress(), *_coordination(), *_pause(), *_extension(), *_adjustment())


def _progress() -> tuple[Step, ...]:
    return (
        Step("report", Text("报送进展", "report progress"), ("underway",), "", LEAD, needs=("note",)),
        Step(
            "urge", Text("催办", "urge"), ("issued", "acknowledged", "underway", "with_other"), "",
            ("office", "supervision"), needs=("note",),
        ),
    )  # fmt: skip


def _coordination() -> tuple[Step, ...]:
    return (
        Step(
            "ask_coordination", Text("提请协调", "ask for coordination"), ("underway",), "coordinating", LEAD,
            needs=("matter",),
        ),
        Step(
            "pass_on", Text("转请有关单位", "pass on to another"), ("coordinating",), "with_other", OFFICE,
            needs=("organisation", "matter"), guards=("asks_another",), effects=("name_party",),
        ),
        Step(
            "answer", Text("答复提请事项", "answer"), ("with_other",), "coordinating", OTHER, needs=("answer",),
        ),
        Step(
            "call_back", Text("收回转请", "call it back"), ("with_other",), "coordinating", OFFICE, needs=("reason",),
        ),
        Step(
            "put_to_leaders", Text("提请领导决定", "put to the leaders"), ("coordinating",), "before_leaders", OFFICE,
            needs=("matter",),
        ),
        Step(
            "decide", Text("领导决定", "decide"), ("before_leaders",), "coordinating", LEADERS, needs=("decision",),
        ),
        Step(
            "settle", Text("协调办结", "settle, date unchanged"), ("coordinating",), "underway", OFFICE,
            needs=("minutes",),
        ),
        Step(
            "settle_with_date", Text("协调办结并顺延", "settle with a new date"), ("coordinating",), "underway", OFFICE,
            needs=("minutes", "agreed_date"), guards=("later_date",), effects=("set_date",),
        ),
        Step(
            "take_back", Text("撤回申请", "take the request back"),
            ("coordinating", "pause_asked", "extension_asked", "extension_deciding", "adjustment_asked"), "underway",
            LEAD, needs=("reason",),
        ),
    )  # fmt: skip


def _pause() -> tuple[Step, ...]:
    return (
        Step(
            "ask_pause", Text("申请暂停计时", "ask for a pause"), ("underway",), "pause_asked", LEAD,
            needs=("cause", "owner", "note"), guards=("owner_is_another", "running"),
        ),
        Step(
            "grant_pause", Text("认定为客观原因", "accept the cause"), ("pause_asked",), "underway", SUPERVISION,
            needs=("cause", "owner"), guards=("owner_is_another",), effects=("pause", "back_date", "name_owner"),
        ),
        Step(
            "refuse_pause", Text("不予认定", "do not accept the cause"), ("pause_asked",), "underway", SUPERVISION,
            needs=("reason",),
        ),
        Step(
            "resume", Text("恢复计时", "let the clock go on"), ("underway",), "",
            ("lead", "owner", "supervision", "office"), guards=("paused",), needs=("reason",), effects=("resume",),
        ),
    )  # fmt: skip


def _extension() -> tuple[Step, ...]:
    return (
        Step(
            "ask_extension", Text("申请延期", "ask for an extension"), ("underway",), "extension_asked", LEAD,
            needs=("reason", "new_date", "progress"), guards=("in_time", "later_date_asked"),
        ),
        Step(
            "forward_extension", Text("提出意见报批", "forward with an opinion"), ("extension_asked",),
            "extension_deciding", SUPERVISION, needs=("opinion",), effects=("keep_clock",),
        ),
        Step(
            "grant_extension", Text("同意延期", "grant the extension"), ("extension_deciding",), "underway", LEADERS,
            needs=("agreed_date",), guards=("later_date",), effects=("set_date",),
        ),
        Step(
            "refuse_extension", Text("不同意延期", "refuse the extension"), ("extension_asked", "extension_deciding"),
            "underway", LEADERS, needs=("reason",),
        ),
        Step(
            "extend_by_leaders", Text("领导决定延期", "extend by the leaders"), ("underway",), "", LEADERS,
            needs=("reason", "agreed_date"), guards=("later_date",), effects=("set_date",),
        ),
    )  # fmt: skip


def _adjustment() -> tuple[Step, ...]:
    return (
        Step(
            "ask_adjustment", Text("申请调整目标", "ask to adjust the target"), ("underway",), "adjustment_asked", LEAD,
            needs=("document", "ground", "target", "reason"), guards=("in_time", "adjustment_window"),
        ),
        Step(
            "grant_adjustment", Text("同意调整", "grant the adjustment"), ("adjustment_asked",), "underway", LEADERS,
            needs=("document", "target"),
        ),
        Step(
            "refuse_adjustment", Text("不同意调整", "refuse the adjustment"), ("adjustment_asked",), "underway",
            LEADERS, needs=("reason",),
        ),
        Step(
            "adjust_by_leaders", Text("领导决定调整", "adjust by the leaders"), ("underway",), "", LEADERS,
            needs=("document", "target", "reason"),
        ),
    )  # fmt: skip
