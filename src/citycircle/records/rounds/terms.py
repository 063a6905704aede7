"""How long organisations have, and what silence means: the clocks of a task and the rule of silence, by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from citycircle.core.messages import Text
from citycircle.core.parameters import Row
from citycircle.core.workdays import national
from citycircle.mechanisms.tasks.rules import CLOCKS
from citycircle.planning.rounds.silence import MEANINGS, AgreeingStep, silence_counts


@dataclass(frozen=True, slots=True)
class Term:
    """Working days, whether silence counts, and the row that sets the days."""

    days: int
    silence_counts: bool
    row: Row

    @property
    def silence(self) -> Text:
        """What silence means, in one phrase."""
        return MEANINGS["counts" if self.silence_counts else "noted"]


def term(step: AgreeingStep, on: date) -> Term:
    """The term of a step by the rules of the day on which somebody is asked.

    >>> term("comment", date(2026, 3, 2)).days, term("acknowledge", date(2026, 3, 2)).days
    (5, 2)

    Raises NoRuleInForce, NotInTable.
    """
    row = CLOCKS.edition(on).row(step)
    return Term(row["amount"], silence_counts(step, on=on), row)


def last_day(asked_on: date, days: int) -> date:
    """The last working day on which an answer is in time; the day of asking does not count.

    >>> last_day(date(2026, 4, 29), 5)  # the May holidays and the made-up Saturday 9 May lie between
    datetime.date(2026, 5, 9)

    Raises YearWithoutHolidays where the next year's holidays are not known yet.
    """
    return national().add_workdays(asked_on, days)
