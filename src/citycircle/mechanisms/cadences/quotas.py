"""How often something is to happen in a year at least: a joint meeting of departments, exchanges between cities."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from citycircle.core.kinds import Choice, Words
from citycircle.core.kinds_of_number import Whole
from citycircle.core.messages import Text
from citycircle.core.parameters import Row, Table, table_beside
from citycircle.mechanisms.cadences.recurrences import CADENCE, EVERY, period_of

QUOTAS = table_beside(
    __file__,
    "quotas",
    Text("次数要求", "How often at least"),
    key={"quota": CADENCE},
    value={
        "every": Choice(dict(EVERY.items())),
        "least": Whole(low=1),
        "most": Whole(low=1),
        "what_zh": Words(),
        "what_en": Words(),
    },
)
_SENTENCE = Text(
    "{what}：{every}应{wanted}次，本期已{held}次，{left}。", "{what}: {wanted} times {every}, {held} so far, {left}."
)


class Owing(NamedTuple):
    """How many were held in the period of a day and how many are still owed, in a sentence."""

    held: int
    left: int
    sentence: Text
    row: Row


def owing(quota: str, held: tuple[date, ...], *, on: date, table: Table = QUOTAS) -> Owing:
    """What is still owed of a quota in the period of a day, by the days on which it was held.

    >>> owing("department_meeting", (date(2026, 3, 5), date(2025, 9, 1)), on=date(2026, 11, 24)).left
    0

    Raises NoRuleInForce, NotInTable.
    """
    row = table.edition(on).row(quota)
    period = period_of(row["every"], on)
    count = sum(period.first <= day <= min(period.last, on) for day in held)
    left = max(0, row["least"] - count)
    wanted = str(row["least"]) if row["least"] == row["most"] else f"{row['least']}–{row['most']}"
    more = Text("已达到", "which is enough") if not left else Text(f"还差{left}次", f"{left} more are owed")
    sentence = _SENTENCE.fill(
        what=Text(row["what_zh"], row["what_en"]), every=EVERY[row["every"]], wanted=wanted, held=count, left=more
    )
    return Owing(count, left, sentence, row)
