"""The due time of a matter that came without one, by its kind: a dated table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from citycircle.core.kinds import Choice
from citycircle.core.kinds_of_time import Day
from citycircle.core.messages import Text
from citycircle.core.parameters import Row, Table, table_beside
from citycircle.core.terms import Term
from citycircle.core.workdays import AS_THE_LAW_COUNTS, Calendar, Counting

MATTERS = {
    "document": Text("公文", "official document"),
    "minutes": Text("会议纪要", "minutes of a meeting"),
    "instruction_urgent": Text("批示·急件", "instruction, urgent"),
    "instruction_ordinary": Text("批示·一般", "instruction, ordinary"),
    "instruction_hard": Text("批示·疑难", "instruction, hard"),
}
MATTER = Choice(MATTERS)


class TermWords:
    """The kind of a cell that holds a term: `15 day`, `5 workday`."""

    def read(self, given: object, field: str | Text) -> Term:  # noqa: ARG002  # every kind is asked the same way
        """The term. Raises TermUnreadable."""
        return given if isinstance(given, Term) else Term.read(str(given))

    def show(self, value: Term) -> str | Text:
        return value.text

    def as_json(self, value: Term) -> str:
        return f"{value.amount} {value.unit}"

    def about(self) -> Text:
        return Text("期限，如 15 day 或 5 workday", "a term such as 15 day or 5 workday")


DEFAULT_TERMS = table_beside(
    __file__,
    "default_terms",
    Text("默认办理时限", "Default due times"),
    key={"matter": MATTER},
    value={"shortest": TermWords(), "term": TermWords()},
)
"""`term` is the longest a matter may take when no date is named; `shortest` is the least that is customary."""
_BY = Text(
    "{matter}未定时限，按“{standard}”自{received}起{term}，应于{due}前（含当日）办结。",
    "No date was named for this {matter}: by “{standard}”, {term} from {received}, that is by {due}.",
)


@dataclass(frozen=True, slots=True)
class DefaultDue:
    """The last day that follows from a matter's kind, in a sentence, with the row it rests on."""

    due: date
    sentence: Text
    row: Row


def default_term(matter: str, *, on: date, table: Table = DEFAULT_TERMS) -> Row:
    """The row for a kind of matter as in force on a day. Raises NoRuleInForce, NotInTable."""
    return table.edition(on).row(matter)


def default_due(
    matter: str,
    received: date,
    calendar: Calendar,
    *,
    counting: Counting = AS_THE_LAW_COUNTS,
    table: Table = DEFAULT_TERMS,
) -> DefaultDue:
    """When a matter is due for which nobody named a day.

    >>> from citycircle.core.workdays import national
    >>> default_due("minutes", date(2026, 11, 24), national()).due
    datetime.date(2026, 12, 14)

    Raises NoRuleInForce, NotInTable, YearWithoutHolidays.
    """
    row = default_term(matter, on=received, table=table)
    term: Term = row["term"]
    due = term.last_day(received, calendar, counting)
    sentence = _BY.fill(
        matter=MATTERS[matter],
        standard=row.standard,
        received=Day().show(received),
        term=term.text,
        due=Day().show(due),
    )
    return DefaultDue(due, sentence, row)
