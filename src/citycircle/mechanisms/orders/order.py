"""The kind of case that an order is: issued, received, replied to, accepted or returned, closed.

Its time to answer is the named day or, where none is named, the default due time of its matter
(`mechanisms.cadences.default_terms`); it runs from the issue through receipt and reply. One order holds one matter.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from citycircle.core.kinds import Choice
from citycircle.core.kinds_of_number import Whole
from citycircle.core.machines import Clock, Machine, State, Step
from citycircle.core.messages import Text
from citycircle.core.parameters import Certainty, Row, Table, table_beside
from citycircle.mechanisms.cadences.default_terms import DEFAULT_TERMS, MATTERS
from citycircle.mechanisms.cases.case import Case
from citycircle.mechanisms.cases.events import FILED, Event
from citycircle.mechanisms.cases.types import ENGINE_GUARDS, CaseType, Lift, Offered, clause_of, clock_of

NAME = "order"
TITLE = Text("督办事项（督办单、批示）", "Order")
ROLES = {
    "issuer": Text("交办方", "issuing side"),
    "organisation": Text("承办单位", "organisation in charge"),
    "leader": Text("签批领导", "leader who gave it"),
}
PAPERS = {
    "agreed_date": Text("办结期限", "the date of completion"),
    "finding": Text("审核意见", "the finding"),
    "new_date": Text("拟延至日期", "the new date asked for"),
    "note": Text("说明", "a note"),
    "progress": Text("当前进展", "the progress so far"),
    "reason": Text("理由", "the reason"),
    "reply": Text("办理结果", "the reply"),
}
TITLES = {
    "reply_check": Text("审核时限", "time to check the reply"),
    "extension": Text("延期答复时限", "time to answer on an extension"),
}
CLOCKS = table_beside(
    __file__,
    "clocks",
    Text("督办事项流转时限", "Clocks between the hands of an order"),
    key={"clock": Choice(TITLES)},
    value={"days": Whole(low=1)},
)
"""In working days: how long each hand in between may take. What the matter itself may take stands in DEFAULT_TERMS."""
ISSUER, ORGANISATION, LEADER = ("issuer",), ("organisation",), ("leader",)


def order(on: date, clocks: Table = CLOCKS, terms: Table = DEFAULT_TERMS) -> CaseType:
    """Describe an order by the rules in force on the day of its issue.

    Facts: `words` (what is to be done), `kind_of_matter` (a key of MATTERS), `agreed_date` where a day is named.

    >>> order(date(2026, 11, 24)).machine.clock("handle").terms["instruction_ordinary"].say("en")
    '15 days'

    Raises NoRuleInForce.
    """
    edition, rows = clocks.edition(on), terms.edition(on).rows
    late = clause_of(edition.row("extension"))
    return CaseType(
        name=NAME,
        title=TITLE,
        machine=Machine(
            name=NAME,
            title=TITLE,
            initial="issued",
            roles=ROLES,
            states=_states(),
            steps=(*_handling(), *_extending(), *_ending()),
            clocks=(_handle(rows), *(clock_of(row["clock"], TITLES[row["clock"]], row) for row in edition.rows)),
            guards={"in_time": ENGINE_GUARDS["in_time"], "later_date": LATER, "later_date_asked": LATER},
            papers=PAPERS,
        ),
        opener="issuer",
        parties=("issuer", "organisation", "leader"),
        required={"words": Text("交办内容", "what is to be done"), "kind_of_matter": Text("事项类别", "the matter")},
        dates=("agreed_date",),
        choices={"kind_of_matter": tuple(MATTERS)},
        judges={
            "later_date": lambda case, event: _is_later(case, event.data.get("agreed_date")),
            "later_date_asked": lambda case, event: _is_later(case, event.data.get("new_date")),
        },
        lifts={
            "in_time": Lift(
                Text(f"{late.zh}（到期前申请延期）", f"{late.en} (asked for before the day)"), "set_new_date"
            ),
        },
    )


LATER = Text("新的期限须为有效日期且晚于现期限", "the new date must be a day after the present one")
CASE_TYPES = (Offered(NAME, CLOCKS, order),)


def issued(at: str, parties: Mapping[str, str], facts: Mapping[str, Any]) -> Event:
    """The first event of an order. `parties` name issuer, organisation and leader; the issuer issues it."""
    return Event(FILED, at, parties["issuer"], "issuer", {"parties": dict(parties), "facts": dict(facts)})


def _handle(rows: tuple[Row, ...]) -> Clock:
    """One clock for the matter itself: a named day, else the longest customary time of its kind."""
    clauses: dict[str, tuple[Text, Certainty]] = {row["matter"]: (clause_of(row), row.certainty) for row in rows}
    return Clock(
        "handle",
        Text("办理时限", "time to handle it"),
        {row["matter"]: row["term"] for row in rows},
        Text("交办时确定的期限", "the day named with it"),
        chosen_by="kind_of_matter",
        until="agreed_date",
        clauses=clauses,
    )


def _is_later(case: Case, text: object) -> bool:
    try:
        day = date.fromisoformat(str(text))
    except ValueError:
        return False
    present = case.clock.due(case.calendar) if case.clock and case.state in {"issued", "received"} else None
    return present is None or day > present


def _states() -> tuple[State, ...]:
    return (
        State("issued", Text("待签收", "issued"), "organisation", Text("签收", "sign for it"), "handle"),
        State("received", Text("办理中", "in hand"), "organisation", Text("办理并答复", "handle and reply"), "handle"),
        State("extension_asked", Text("申请延期", "extension asked"), "issuer", Text("答复", "answer"), "extension"),
        State("replied", Text("待审核", "replied"), "issuer", Text("审核答复", "check the reply"), "reply_check"),
        State("accepted", Text("待销号", "accepted"), "leader", Text("阅示并销号", "read it and close"), "reply_check"),
        State("closed", Text("已销号", "closed"), final=True),
        State("withdrawn", Text("已撤回", "withdrawn"), final=True),
    )


def _handling() -> tuple[Step, ...]:
    return (
        Step("receive", Text("签收", "sign for it"), ("issued",), "received", ORGANISATION, effects=("keep_clock",)),
        Step("report", Text("报送进展", "report progress"), ("received",), "", ORGANISATION, needs=("note",)),
        Step("urge", Text("催办", "urge"), ("issued", "received"), "", ISSUER, needs=("note",)),
        Step("reply", Text("答复", "reply"), ("issued", "received"), "replied", ORGANISATION, needs=("reply",)),
        Step("accept", Text("审核通过", "accept the reply"), ("replied",), "accepted", ISSUER, needs=("finding",)),
        Step(
            "return_reply", Text("退回重办", "return it"), ("replied", "accepted"), "received", ("issuer", "leader"),
            needs=("reason", "agreed_date"), effects=("set_date",),
        ),
    )  # fmt: skip


def _extending() -> tuple[Step, ...]:
    return (
        Step(
            "ask_extension", Text("申请延期", "ask for an extension"), ("received",), "extension_asked", ORGANISATION,
            guards=("in_time", "later_date_asked"), needs=("reason", "new_date", "progress"),
        ),
        Step(
            "grant_extension", Text("同意延期", "grant it"), ("extension_asked",), "received", ("issuer", "leader"),
            needs=("agreed_date",), effects=("set_date",),
        ),
        Step(
            "refuse_extension", Text("不同意延期", "refuse it"), ("extension_asked",), "received",
            ("issuer", "leader"), needs=("reason", "agreed_date"), effects=("set_date",),
        ),
        Step(
            "set_new_date", Text("领导另定期限", "set another day"), ("issued", "received"), "", LEADER,
            guards=("later_date",), needs=("reason", "agreed_date"), effects=("set_date",),
        ),
    )  # fmt: skip


def _ending() -> tuple[Step, ...]:
    return (
        Step("close", Text("销号", "close"), ("accepted",), "closed", LEADER),
        Step("close_for_leader", Text("据领导意见销号", "close on the leader's word"), ("accepted",), "closed", ISSUER,
             needs=("note",)),
        Step(
            "withdraw", Text("撤回", "withdraw"), ("issued", "received", "replied"), "withdrawn", ("issuer", "leader"),
            needs=("reason",),
        ),
        Step(
            "reopen", Text("复查发现问题，重新交办", "re-open after a look-back"), ("closed",), "received",
            ("issuer", "leader"), needs=("finding", "agreed_date"), effects=("set_date",),
        ),
    )  # fmt: skip
