"""The kind of case that a monthly report is: its machine by the clocks in force on the day it is opened."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from citycircle.core.machines import Clock, Machine
from citycircle.core.messages import Text
from citycircle.core.parameters import Edition, Table
from citycircle.mechanisms.cases.events import FILED, Event
from citycircle.mechanisms.cases.types import ENGINE_GUARDS, CaseType, Lift, Offered, clause_of, clock_of
from citycircle.mechanisms.reports.guards import GUARDS, judges
from citycircle.mechanisms.reports.rules import CLOCKS, LIMITS, TITLES
from citycircle.mechanisms.reports.states import states
from citycircle.mechanisms.reports.steps import steps
from citycircle.mechanisms.reports.vocabulary import PAPERS, ROLES

NAME = "monthly_report"
TITLE = Text("月度报告", "Monthly report")
DUE = Clock(
    "due", Text("报送期限", "date of the report"), {}, Text("报送通知", "the call for reports"), until="agreed_date"
)
REQUIRED = {
    "month": Text("月份", "the month"),
    "form": Text("报表名称", "the form"),
    "agreed_date": Text("报送期限", "the date of the report"),
}
PARTIES = ("clerk", "section", "head", "receiver", "approver")


def monthly_report(on: date, clocks: Table = CLOCKS, limits: Table = LIMITS) -> CaseType:
    """Describe a monthly report by the rules in force on the day it is opened.

    The receiver opens it: the office for a lead, the lead for its partners. Facts beside the required ones: `fields`,
    `required` and `cells` (`cells.filing_facts`), `no_changes` (months without change before this one),
    `section_checks` (False where no section stands between clerk and head), `task`.

    >>> kind = monthly_report(date(2026, 11, 24))
    >>> kind.machine.clock("first_check").text.say("en"), len(kind.machine.states)
    ('2 working days', 15)

    Raises NoRuleInForce.
    """
    edition = clocks.edition(on)
    return CaseType(
        name=NAME,
        title=TITLE,
        machine=_machine(edition),
        opener="receiver",
        parties=PARTIES,
        required=REQUIRED,
        dates=("agreed_date",),
        judges=judges(limits),
        lifts=_lifts(edition),
    )


CASE_TYPES = (Offered(NAME, CLOCKS, monthly_report),)


def opened(at: str, organisation: str, facts: Mapping[str, Any], *, receiver: str, approver: str) -> Event:
    """The first event of a report: one organisation in its three hands, who receives it, who approves corrections."""
    parties = {"clerk": organisation, "section": organisation, "head": organisation}
    parties |= {"receiver": receiver, "approver": approver}
    return Event(FILED, at, receiver, "receiver", {"parties": parties, "facts": dict(facts)})


def _machine(edition: Edition) -> Machine:
    return Machine(
        name=NAME,
        title=TITLE,
        initial="blank",
        roles=ROLES,
        states=states(),
        steps=steps(),
        clocks=(*(clock_of(row["clock"], TITLES[row["clock"]], row) for row in edition.rows), DUE),
        guards={**{name: ENGINE_GUARDS[name] for name in ("overdue", "holder_acts")}, **GUARDS},
        papers=PAPERS,
    )


def _lifts(edition: Edition) -> Mapping[str, Lift]:
    """What stands behind a refusal, and who can lift it."""
    check, correction = clause_of(edition.row("first_check")), clause_of(edition.row("correction"))
    locked = _rule("锁定后只能更正，不能改写", "after the lock a value is corrected, never rewritten", correction)
    handed_in = _rule("已报送的内容经退回或撤回后才能修改", "what was handed in is returned or taken back first", check)
    return {
        "locked": Lift(locked, "file_correction"),
        "published": Lift(locked, "file_correction"),
        "missing": Lift(
            _rule("逾期未报的，经解锁例外才能补报", "a lock exception lets it in", check), "grant_exception"
        ),
        "excused": Lift(_rule("已免报", "it was excused", check), "ask_after_all"),
        "submitted": Lift(handed_in, "take_back"),
        **{state: Lift(handed_in, "return_cells") for state in ("reviewing", "accepted", "compiled")},
    }


def _rule(zh: str, en: str, clause: Text) -> Text:
    return Text(f"{clause.zh}（{zh}）", f"{clause.en} ({en})")
