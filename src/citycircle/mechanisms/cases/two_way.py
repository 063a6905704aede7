"""The two-way list between cities (双向提请): what one asks of the other, and both confirm the end.

Nobody sets the other's status: every step belongs to one side, and the office convenes but decides nothing.
Columns of the list: docs/how-to/ask-another-city.md. The terms are a dated table of proposals of this product; the
agreement of the cities comes first, as rows of its own.
"""

from __future__ import annotations

from datetime import date

from citycircle.core.kinds import Choice
from citycircle.core.kinds_of_number import Whole
from citycircle.core.machines import Clock, Machine, State, Step
from citycircle.core.messages import Text
from citycircle.core.parameters import Edition, Table, table_beside
from citycircle.mechanisms.cases.types import ENGINE_GUARDS, CaseType, Offered, clock_of

AGREED = Clock("agreed", Text("约定时限", "agreed date"), {}, Text("双方约定", "agreed by both"), until="agreed_date")
TITLES = {
    "acknowledge": Text("签收时限", "time to acknowledge"),
    "answer": Text("答复时限", "time to answer"),
    "confirm": Text("确认时限", "time to confirm"),
    "convene": Text("协调时限", "time to convene"),
}
CLOCKS = table_beside(
    __file__,
    "two_way_clocks",
    Text("双向提请时限", "Clocks of the two-way request"),
    key={"clock": Choice(TITLES)},
    value={"days": Whole(low=1)},
)
"""In working days. The rows that come with the package are proposals and unverified."""

ROLES = {
    "proposer": Text("提出方", "proposing side"),
    "counterpart": Text("对方", "other side"),
    "coordinator": Text("协调机构", "coordinating office"),
}
PAPERS = {
    "reason": Text("理由", "the reason"),
    "wording": Text("答复文字", "the wording"),
    "agreed_date": Text("完成日期", "the date of completion"),
    "cause": Text("暂停原因", "the cause"),
    "owner": Text("原因所在单位", "whose turn it is meanwhile"),
    "result": Text("办理结果", "the result"),
    "minutes": Text("协调纪要", "the minutes"),
    "consent": Text("提出方同意的依据", "the consent of the proposing side"),
    "note": Text("说明", "a note"),
}
BEFORE_AGREEMENT = ("sent", "answering", "countered", "declined")


def two_way_request(on: date, clocks: Table = CLOCKS) -> CaseType:
    """Describe the two-way request by the clocks in force on the day of the filing.

    The agreement of the cities comes in as an amended table.

    >>> two_way_request(date(2026, 11, 24)).machine.clock("answer").text.say("en")
    '5 working days'

    Raises NoRuleInForce.
    """
    return CaseType(
        name="two_way_request",
        title=Text("双向提请事项", "two-way request between cities"),
        machine=_machine(clocks.edition(on)),
        opener="proposer",
        parties=("proposer", "counterpart", "coordinator"),
        required={
            "matter": Text("事项", "the matter"),
            "basis": Text("依据", "the basis"),
            "wished_date": Text("希望完成时间", "the wished date"),
        },
        dates=("wished_date",),
    )


CASE_TYPES = (Offered("two_way_request", CLOCKS, two_way_request),)


def _machine(edition: Edition) -> Machine:
    return Machine(
        name="two_way_request",
        title=Text("双向提请事项", "Two-way request between cities"),
        initial="sent",
        roles=ROLES,
        states=_states(),
        steps=(*_answering(), *_doing(), *_closing(), *_coordinating()),
        clocks=(
            *(clock_of(row["clock"], TITLES[row["clock"]], row) for row in edition.rows),
            AGREED,
        ),
        guards={name: ENGINE_GUARDS[name] for name in ("overdue", "in_time", "paused", "running")},
        papers=PAPERS,
    )


def _states() -> tuple[State, ...]:
    return (
        State("sent", Text("待签收", "sent"), "counterpart", Text("签收", "acknowledge it"), "acknowledge"),
        State("answering", Text("待答复", "awaiting an answer"), "counterpart", Text("答复", "answer"), "answer"),
        State("countered", Text("待回应", "counter wording"), "proposer", Text("回应对方文字", "respond"), "answer"),
        State("declined", Text("对方不接受", "declined"), "proposer", Text("决定下一步", "decide what follows")),
        State("doing", Text("办理中", "in hand"), "counterpart", Text("办理", "do what was agreed"), "agreed"),
        State(
            "confirming", Text("待提出方确认", "done, to confirm"), "proposer", Text("确认结果", "confirm"), "confirm"
        ),
        State("closing", Text("待对方确认结束", "to be ended"), "counterpart", Text("确认结束", "confirm"), "confirm"),
        State(
            "coordinating", Text("协调中", "in coordination"), "coordinator", Text("召集双方协调", "convene"), "convene"
        ),
        State("closed", Text("双方确认办结", "closed by both"), final=True),
        State("withdrawn", Text("已撤回", "withdrawn"), final=True),
    )


def _answering() -> tuple[Step, ...]:
    ours, theirs = ("proposer",), ("counterpart",)
    return (
        Step("acknowledge", Text("签收", "acknowledge"), ("sent",), "answering", theirs),
        Step(
            "deem_acknowledged",
            Text("视为签收", "deem acknowledged"),
            ("sent",),
            "answering",
            ("proposer", "coordinator"),
            guards=("overdue",),
        ),
        Step(
            "accept",
            Text("接受并约定日期", "accept with a date"),
            ("answering",),
            "doing",
            theirs,
            needs=("wording", "agreed_date"),
            effects=("set_date",),
        ),
        Step("counter", Text("提出修改文字", "counter"), ("answering",), "countered", theirs, needs=("wording",)),
        Step("decline", Text("不接受", "decline"), ("answering",), "declined", theirs, needs=("reason",)),
        Step(
            "accept_counter",
            Text("接受修改文字", "accept the counter wording"),
            ("countered",),
            "doing",
            ours,
            needs=("agreed_date",),
            effects=("set_date",),
        ),
        Step("reword", Text("重新提请", "reword"), ("countered", "declined"), "answering", ours, needs=("wording",)),
        Step("withdraw", Text("撤回", "withdraw"), BEFORE_AGREEMENT, "withdrawn", ours, needs=("reason",)),
    )


def _doing() -> tuple[Step, ...]:
    theirs = ("counterpart",)
    return (
        Step("report", Text("更新本方进展", "report one's own progress"), ("doing",), "", theirs, needs=("note",)),
        Step(
            "move_date",
            Text("改期", "move the date"),
            ("doing",),
            "",
            theirs,
            guards=("in_time",),
            needs=("agreed_date", "reason", "consent"),
            effects=("set_date",),
        ),
        Step(
            "pause",
            Text("暂停计时", "stop the clock"),
            ("answering", "doing"),
            "",
            theirs,
            guards=("running",),
            needs=("cause", "owner"),
            effects=("pause",),
        ),
        Step(
            "resume",
            Text("恢复计时", "let the clock go on"),
            ("answering", "doing"),
            "",
            ("counterpart", "proposer", "coordinator"),
            guards=("paused",),
            needs=("reason",),
            effects=("resume",),
        ),
        Step("done", Text("报告办成", "report it done"), ("doing",), "confirming", theirs, needs=("result",)),
    )


def _closing() -> tuple[Step, ...]:
    ours, theirs = ("proposer",), ("counterpart",)
    return (
        Step("confirm", Text("确认办结", "confirm the end"), ("confirming",), "closed", ours),
        Step("not_done", Text("认为未办成", "say it is not done"), ("confirming",), "doing", ours, needs=("reason",)),
        Step(
            "propose_end",
            Text("提议结束", "propose to end it"),
            ("answering", "doing", "countered", "declined"),
            "closing",
            ours,
            needs=("reason",),
        ),
        Step("agree_end", Text("同意结束", "agree to end it"), ("closing",), "closed", theirs),
        Step("object_end", Text("不同意结束", "object"), ("closing",), "answering", theirs, needs=("reason",)),
    )


def _coordinating() -> tuple[Step, ...]:
    office = ("coordinator",)
    return (
        Step(
            "escalate",
            Text("超期提请协调", "ask for coordination when overdue"),
            ("sent", "answering", "countered", "doing", "confirming", "closing"),
            "coordinating",
            ("proposer", "counterpart"),
            guards=("overdue",),
        ),
        Step(
            "ask_coordination",
            Text("提请协调", "ask for coordination"),
            ("declined",),
            "coordinating",
            ("proposer",),
            needs=("reason",),
        ),
        Step(
            "back_to_counterpart",
            Text("纪要转对方答复", "minutes, to the other side"),
            ("coordinating",),
            "answering",
            office,
            needs=("minutes",),
        ),
        Step(
            "back_to_proposer",
            Text("纪要转提出方回应", "minutes, to the proposing side"),
            ("coordinating",),
            "countered",
            office,
            needs=("minutes",),
        ),
    )
