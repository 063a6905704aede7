"""The states of a report, each with who holds it, what that one is to do, and its clock."""

from __future__ import annotations

from citycircle.core.machines import State
from citycircle.core.messages import Text


def states() -> tuple[State, ...]:
    """All states, in the order in which a report usually passes them."""
    fill, settle = Text("填报", "fill it in"), "correction"
    return (
        State("blank", Text("待填（已预填上月）", "to fill, prefilled"), "clerk", fill, "due"),
        State("filling", Text("经办填报", "being filled"), "clerk", fill, "due"),
        State("checking", Text("科室审核", "with the section"), "section", Text("审核", "check it"), "due"),
        State("signing", Text("待负责人签发", "to be signed"), "head", Text("签发", "sign it"), "due"),
        State("submitted", Text("已报", "submitted"), "receiver", Text("初核", "check it"), "first_check"),
        State("reviewing", Text("初核中", "in first check"), "receiver", Text("采用或退回", "decide"), "first_check"),
        State("returned", Text("退回", "returned"), "clerk", Text("逐格答复", "answer each cell"), "answer"),
        State("accepted", Text("采用", "accepted"), "receiver", Text("汇总", "compile it")),
        State("compiled", Text("已汇总", "compiled"), "receiver", Text("通报", "issue the notice")),
        State("published", Text("已通报", "published"), "receiver", Text("锁定", "lock it")),
        State("locked", Text("已锁定", "locked"), final=True),
        State(
            "correction_filed", Text("更正待列影响", "correction filed"), "receiver", Text("列明影响", "list effects"),
            settle,
        ),
        State(
            "correction_signing", Text("更正待批", "correction to sign"), "approver", Text("审批", "decide"), settle
        ),
        State("missing", Text("未报", "not reported"), final=True),
        State("excused", Text("免报", "excused"), final=True),
    )  # fmt: skip
