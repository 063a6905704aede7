"""How many working days organisations have to comment and to sign for a task, and what it means if they say nothing.

Both are proposals of this product (users.md 2.2, machine A: five and two working days); every city writes its own rows
into a table of the same format. Silence never turns into consent unless a row says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from citycircle.core.kinds import Choice
from citycircle.core.kinds_of_number import Whole
from citycircle.core.messages import Text
from citycircle.core.parameters import Row, Table, table_beside
from citycircle.core.workdays import Calendar

AgreeingStep = Literal["comment", "acknowledge"]
Silence = Literal["noted", "counts"]

STEPS: dict[str, Text] = {"comment": Text("征求意见", "comment"), "acknowledge": Text("签收", "acknowledge")}
SILENCES: dict[str, Text] = {
    "noted": Text("逾期未答复只作记录，不视为同意", "silence is noted, and is no consent"),
    "counts": Text("逾期未答复视为同意（签收）", "silence counts as consent (receipt)"),
}
TERMS: Table = table_beside(
    __file__,
    "agreeing",
    Text("任务征求意见与签收时限", "Terms for comments and receipts"),
    key={"step": Choice(STEPS)},
    value={"days": Whole(), "silence": Choice(SILENCES)},
)


@dataclass(frozen=True, slots=True)
class Allowed:
    """The term of one step: working days, what silence means, and the row that says so."""

    days: int
    silence: Silence
    row: Row

    @property
    def counts(self) -> bool:
        """Whether silence is taken as an answer."""
        return self.silence == "counts"


def allowed(step: AgreeingStep, *, on: date, table: Table = TERMS) -> Allowed:
    """The term in force on the day on which somebody is asked.

    >>> found = allowed("comment", on=date(2026, 3, 2))
    >>> found.days, found.counts
    (5, False)

    Raises NoRuleInForce, NotInTable.
    """
    row = table.edition(on).row(step)
    return Allowed(row.values["days"], row.values["silence"], row)


def last_day(asked_on: date, days: int, calendar: Calendar) -> date:
    """The last working day on which an answer is in time; the day of asking does not count.

    >>> from citycircle.core.workdays import national
    >>> last_day(date(2026, 4, 29), 5, national())  # the May holidays and the made-up Saturday 9 May lie between
    datetime.date(2026, 5, 9)

    Raises YearWithoutHolidays where the next year's holidays are not known yet.
    """
    return calendar.add_workdays(asked_on, days)
