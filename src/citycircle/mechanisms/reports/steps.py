"""The steps of a report. The receiver has none that carries a cell: it accepts, or returns with a question a cell."""

from __future__ import annotations

from citycircle.core.machines import Step
from citycircle.core.messages import Text

CLERK, SECTION, HEAD, RECEIVER, APPROVER = ("clerk",), ("section",), ("head",), ("receiver",), ("approver",)
KEEP = ("keep_clock",)
SENDING = ("known_cells", "required_filled", "questions_answered")


def steps() -> tuple[Step, ...]:
    """All steps, in the order in which they usually happen."""
    return (*_filling(), *_signing(), *_receiving(), *_publishing(), *_missing(), *_correcting())


def _filling() -> tuple[Step, ...]:
    return (
        Step(
            "fill", Text("填报", "fill in"), ("blank", "filling", "returned"), "filling", CLERK,
            needs=("cells",), guards=("known_cells",), effects=KEEP,
        ),
        Step(
            "no_change", Text("无变化，确认", "no change"), ("blank",), "submitted", CLERK, guards=("short_streak",),
        ),
        Step(
            "no_change_explained", Text("仍无变化，说明原因", "no change, with the reason"), ("blank",), "submitted",
            CLERK, needs=("reason",),
        ),
        Step(
            "send_to_section", Text("送科室审核", "send to the section"), ("filling",), "checking", CLERK,
            guards=("has_section", *SENDING), effects=KEEP,
        ),
        Step(
            "send_to_head", Text("送负责人签发", "send to the head"), ("filling",), "signing", CLERK,
            guards=("no_section", *SENDING), effects=KEEP,
        ),
        Step("explain", Text("逐格说明，数据不变", "explain, nothing changed"), ("returned",), "submitted", CLERK,
             needs=("answers",), guards=("all_answered",)),
    )  # fmt: skip


def _signing() -> tuple[Step, ...]:
    return (
        Step("pass_section", Text("科室审核通过", "section passes"), ("checking",), "signing", SECTION, effects=KEEP),
        Step(
            "back_to_clerk", Text("退回经办", "back to the clerk"), ("checking", "signing"), "filling",
            ("section", "head"), guards=("holder_acts",), needs=("reason",), effects=KEEP,
        ),
        Step("sign", Text("签发报送", "sign and send"), ("signing",), "submitted", HEAD),
        Step(
            "take_back", Text("撤回修改", "take back"), ("submitted",), "filling", ("clerk", "head"), needs=("reason",),
        ),
    )  # fmt: skip


def _receiving() -> tuple[Step, ...]:
    return (
        Step("open_review", Text("开始初核", "open"), ("submitted",), "reviewing", RECEIVER, effects=KEEP),
        Step(
            "return_cells", Text("逐格退回", "return with questions"),
            ("submitted", "reviewing", "accepted", "compiled"), "returned", RECEIVER,
            needs=("questions",), guards=("questions_name_cells",),
        ),
        Step("accept", Text("采用", "accept"), ("submitted", "reviewing"), "accepted", RECEIVER),
    )  # fmt: skip


def _publishing() -> tuple[Step, ...]:
    return (
        Step("compile", Text("汇总", "compile"), ("accepted",), "compiled", RECEIVER, needs=("summary",)),
        Step(
            "merge", Text("并入牵头报告", "merge into the lead's"), ("accepted",), "compiled", RECEIVER,
            needs=("into",),
        ),
        Step("publish", Text("通报", "publish"), ("compiled",), "published", RECEIVER, needs=("notice",)),
        Step("lock", Text("锁定", "lock"), ("published",), "locked", RECEIVER),
        Step(
            "lock_unpublished", Text("不通报，直接锁定", "lock without a notice"), ("compiled",), "locked", RECEIVER,
            needs=("reason",),
        ),
    )  # fmt: skip


def _missing() -> tuple[Step, ...]:
    own = ("blank", "filling", "checking", "signing", "returned")
    return (
        Step(
            "mark_missing", Text("逾期记为未报", "mark as not reported"), own, "missing", RECEIVER, guards=("overdue",),
            needs=("reason",),
        ),
        Step(
            "grant_exception", Text("解锁例外，限期补报", "lock exception, with a date"), ("missing",), "filling",
            RECEIVER, needs=("reason", "agreed_date"), effects=("set_date",),
        ),
        Step("excuse", Text("免报", "excuse"), ("blank", "filling"), "excused", RECEIVER, needs=("reason",)),
        Step(
            "ask_after_all", Text("恢复报送", "ask for it after all"), ("excused",), "blank", RECEIVER,
            needs=("reason", "agreed_date"), effects=("set_date",),
        ),
    )  # fmt: skip


def _correcting() -> tuple[Step, ...]:
    return (
        Step(
            "file_correction", Text("提出更正单", "file a correction slip"), ("published", "locked"),
            "correction_filed", HEAD, needs=("cell", "old", "new", "reason"), guards=("old_is_current", "new_differs"),
        ),
        Step(
            "show_effects", Text("列明影响", "list its effects"), ("correction_filed",), "correction_signing", RECEIVER,
            needs=("effects",), guards=("effects_listed",), effects=KEEP,
        ),
        Step(
            "sign_correction", Text("批准更正", "sign the correction"), ("correction_signing",), "locked", APPROVER,
            needs=("effects_seen",), guards=("effects_seen",),
        ),
        Step(
            "refuse_correction", Text("不予更正", "refuse the correction"), ("correction_filed", "correction_signing"),
            "locked", ("receiver", "approver"), guards=("holder_acts",), needs=("reason",),
        ),
        Step(
            "withdraw_correction", Text("撤回更正单", "withdraw the slip"), ("correction_filed", "correction_signing"),
            "locked", HEAD, needs=("reason",),
        ),
    )  # fmt: skip
