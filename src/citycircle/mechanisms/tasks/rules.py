"""The numbers by which a task runs: clocks, limits and the window of adjustments, as dated tables that a city amends.

The rows that come with the package are proposals of this product and say so; a city's own rules come first, as rows.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from citycircle.core.kinds import Choice, Words
from citycircle.core.kinds_of_number import Number, Whole
from citycircle.core.machines import Clock
from citycircle.core.messages import Text
from citycircle.core.parameters import Row, Table, table_beside
from citycircle.core.terms import Term
from citycircle.mechanisms.cases.types import clause_of

TITLES = {
    "comment": Text("征求意见时限", "time to comment"),
    "acknowledge": Text("签收时限", "time to acknowledge"),
    "plan": Text("报送办理方案时限", "time for the handling plan"),
    "plan_review": Text("审核办理方案时限", "time to review the plan"),
    "extension": Text("延期答复时限", "time to answer on an extension"),
    "adjustment": Text("调整答复时限", "time to answer on an adjustment"),
    "pause": Text("暂停计时答复时限", "time to answer on a pause"),
    "coordination": Text("协调时限", "time to coordinate"),
    "answer": Text("被提请方答复时限", "time of whoever is asked"),
    "objection": Text("异议答复时限", "time to decide on an objection"),
    "first_check": Text("初审时限", "time of the first check"),
    "verification": Text("核实时限", "time to verify"),
    "close": Text("销号时限", "time to close"),
    "look_back": Text("回头看时限", "time to look back"),
}
UNITS = {"workday": Text("工作日", "working days"), "month": Text("月", "months")}
CLOCKS = table_beside(
    __file__,
    "clocks",
    Text("任务办理时限", "Clocks of a task"),
    key={"clock": Choice(TITLES)},
    value={"amount": Whole(low=1), "unit": Choice(UNITS)},
)
LIMITS = table_beside(
    __file__,
    "limits",
    Text("任务办理比例和间隔", "Limits of a task"),
    key={
        "limit": Choice(
            {
                "sample_percent": Text("核实抽取比例（%）", "share drawn for verification (%)"),
                "proof_megabytes": Text("佐证文件大小上限（MB）", "largest file of proof (MB)"),
                "proof_keep_years": Text("佐证保管年限（年）", "years for which proof is kept"),
                "look_back_after": Text("回头看最早在销号后（月）", "look-back not before (months after closing)"),
            }
        )
    },
    value={"value": Number()},
)
_MONTH_AND_DAY = Words(pattern=r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", expected=Text("月-日", "a month and a day"))
WINDOWS = table_beside(
    __file__,
    "windows",
    Text("目标调整窗口期", "Windows in which a target may be adjusted"),
    key={"window": Words(pattern=r"[a-z_]+", expected=Text("窗口名称", "the name of a window"))},
    value={"from": _MONTH_AND_DAY, "to": _MONTH_AND_DAY},
)


class TaskRules(NamedTuple):
    """The three tables together, as they are or as a city amended them."""

    clocks: Table = CLOCKS
    limits: Table = LIMITS
    windows: Table = WINDOWS

    def limit(self, name: str, on: date) -> Decimal:
        """A limit as in force on a day.

        >>> TaskRules().limit("sample_percent", date(2026, 11, 24))
        Decimal('10')

        Raises NoRuleInForce, NotInTable.
        """
        value: Decimal = self.limits.edition(on).row(name)["value"]
        return value

    def in_window(self, on: date) -> bool:
        """Whether an adjustment may be asked for on a day without pleading force majeure. Raises NoRuleInForce."""
        at = f"{on:%m-%d}"
        return any(row["from"] <= at <= row["to"] for row in self.windows.edition(on).rows)


def clock_of_task(row: Row) -> Clock:
    """A clock of a task: one row, in working days or months."""
    name = row["clock"]
    return Clock(name, TITLES[name], {"": Term(row["amount"], row["unit"])}, clause_of(row), row.certainty)
