"""The numbers by which reports run: clocks, and from where on a question is asked. Dated tables that a city amends.

The rows that come with the package are proposals of this product and say so.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from citycircle.core.kinds import Choice
from citycircle.core.kinds_of_number import Number, Whole
from citycircle.core.messages import Text
from citycircle.core.parameters import Table, table_beside

TITLES = {
    "first_check": Text("初核时限", "time of the first check"),
    "answer": Text("退回答复时限", "time to answer what was returned"),
    "correction": Text("更正办理时限", "time to settle a correction"),
}
CLOCKS = table_beside(
    __file__,
    "clocks",
    Text("月报办理时限", "Clocks of a monthly report"),
    key={"clock": Choice(TITLES)},
    value={"days": Whole(low=1)},
)
"""In working days."""
LIMIT_NAMES = {
    "similarity_percent": Text("与上月相同程度（%）", "likeness to last month (%)"),
    "no_change_in_a_row": Text("连续“无变化”次数", "no change, times in a row"),
    "ahead_points": Text("工程进度快于资金（百分点）", "works ahead of money (points)"),
    "jump_factor": Text("单月增量与此前最大增量之比", "increment against the largest one before (times)"),
    "target_factor": Text("累计数与目标之比", "total against the target (times)"),
    "share_points": Text("比率单月变动（百分点）", "change of a share in a month (points)"),
    "level_percent": Text("时点数单月变动（%）", "change of a level in a month (%)"),
}
LIMITS = table_beside(
    __file__,
    "limits",
    Text("报送前提问的界限", "Limits of the questions before sending"),
    key={"limit": Choice(LIMIT_NAMES)},
    value={"value": Number()},
)


def limit(name: str, on: date, limits: Table = LIMITS) -> Decimal:
    """A limit as in force on a day.

    >>> limit("similarity_percent", date(2026, 11, 24))
    Decimal('92')

    Raises NoRuleInForce, NotInTable.
    """
    value: Decimal = limits.edition(on).row(name)["value"]
    return value
