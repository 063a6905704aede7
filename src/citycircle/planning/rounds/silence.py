"""What it means when an organisation lets the last day pass: noted, or taken as its answer.

The rows that come with the package are proposals of this product; every city writes its own into a table of the same
format. Silence never turns into consent unless a row says so. How long the time is, the clocks of a task say.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from citycircle.core.kinds import Choice
from citycircle.core.messages import Text
from citycircle.core.parameters import Table, table_beside

AgreeingStep = Literal["comment", "acknowledge"]

STEPS: dict[str, Text] = {"comment": Text("征求意见", "comment"), "acknowledge": Text("签收", "acknowledge")}
MEANINGS: dict[str, Text] = {
    "noted": Text("逾期未答复只作记录，不视为同意", "silence is noted, and is no consent"),
    "counts": Text("逾期未答复视为同意（签收）", "silence counts as consent (receipt)"),
}
SILENCE: Table = table_beside(
    __file__,
    "silence",
    Text("逾期未答复的处理", "What silence means"),
    key={"step": Choice(STEPS)},
    value={"meaning": Choice(MEANINGS)},
)


def silence_counts(step: AgreeingStep, *, on: date, table: Table = SILENCE) -> bool:
    """Whether silence is taken as an answer, by the rule of the day on which somebody was asked.

    >>> silence_counts("comment", on=date(2026, 3, 2)), silence_counts("acknowledge", on=date(2026, 3, 2))
    (False, True)

    Raises NoRuleInForce, NotInTable.
    """
    return bool(table.edition(on).row(step)["meaning"] == "counts")
