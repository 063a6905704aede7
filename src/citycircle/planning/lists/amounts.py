"""A target in the unit and to the places that a superior asks for, and a figure from a sheet back into its own unit.

亿元 and 万元 are turned into each other exactly; only the shown figure is rounded, never the fact behind it.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import (
    ROUND_CEILING,
    ROUND_FLOOR,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    Decimal,
)
from typing import NamedTuple

from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text
from citycircle.core.plans import Comparator
from citycircle.core.quantities import EXACT, NoExactConversion, UnknownUnit, convert, decimal_of, plain
from citycircle.planning.ledger import Goal
from citycircle.planning.lists.templates import ListColumn

SIGNS: dict[Comparator, str] = {
    "=": "", ">=": "≥", ">": ">", "<=": "≤", "<": "<", "approx": "约", "increase": "新增", "range": "",
}  # fmt: skip
_SPELLINGS: dict[str, Comparator] = {
    "": "=", "=": "=", "≥": ">=", ">=": ">=", "不低于": ">=", "不少于": ">=", ">": ">", "超过": ">", "≤": "<=",
    "<=": "<=", "不高于": "<=", "不超过": "<=", "<": "<", "低于": "<", "约": "approx", "新增": "increase",
}  # fmt: skip
_ROUNDINGS = {"half_even": ROUND_HALF_EVEN, "half_up": ROUND_HALF_UP, "up": ROUND_CEILING, "down": ROUND_FLOOR}
_FIGURE = r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?"
_AMOUNT = re.compile(
    rf"(?P<sign>{'|'.join(sorted(filter(None, _SPELLINGS), key=len, reverse=True))})?\s*(?P<low>{_FIGURE})"
    rf"(?:\s*[-—–~至]+\s*(?P<high>{_FIGURE}))?\s*(?P<unit>[^\d\s.,+-].*)?"
)


class FigureNotRead(CityCircleError):
    what = Text("“{given}”读不出一个数值。", "“{given}” cannot be read as a figure.")
    why = Text("目标值须为确切的数字。", "A target is an exact figure.")
    then = Text("请填写如 12.5、≥30 或 10—12 的数值。", "Please write a figure such as 12.5, ≥30 or 10—12.")


class UnitNotOfTarget(CityCircleError):
    what = Text("“{given}”的单位与该目标的单位“{unit}”不符。", "“{given}” is not in the target's unit “{unit}”.")
    why = Text("单位不明时数值可能相差万倍。", "Without a known unit the figure may be wrong ten-thousandfold.")
    then = Text("请在任务页面修改该目标。", "Please change this target on the page of the task.")


class Amount(NamedTuple):
    """A figure with its comparator, in the unit of its target."""

    op: Comparator
    value: Decimal
    high: Decimal | None = None
    unit: str = ""

    def __str__(self) -> str:
        low = f"{SIGNS[self.op]}{plain(self.value)}"
        return low if self.high is None else f"{low}—{plain(self.high)}"


def amount_of(goal: Goal) -> Amount:
    """The figure of a target as it is filed: exact, in its own unit."""
    return Amount(goal.op, goal.value, goal.value_high, goal.unit)


def shown_amount(goal: Goal, column: ListColumn) -> str | Decimal:
    """What a column shows of a target: a bare figure stays a number; one with a comparator is written with its sign.

    >>> from citycircle.core.messages import Text
    >>> column = ListColumn("value", Text("总投资", "Investment"), unit="亿元", rounding="half_up", places=2)
    >>> shown_amount(Goal("总投资", "=", Decimal("126543.21"), "万元"), column)
    Decimal('12.65')
    >>> shown_amount(Goal("里程", ">=", Decimal("30"), "公里"), column)
    '≥30 公里'

    A target that has no such unit keeps its own, in words: it is never silently taken for the column's.
    """
    try:
        low, high = (in_unit(value, goal.unit, column) for value in (goal.value, goal.value_high))
    except (UnknownUnit, NoExactConversion):
        return f"{amount_of(goal)} {goal.unit}".strip()
    if low is None:
        return ""
    if goal.op == "=" and high is None:
        return low
    words = f"{SIGNS[goal.op]}{plain(low)}"
    return words if high is None else f"{words}—{plain(high)}"


def in_unit(value: Decimal | None, unit: str, column: ListColumn) -> Decimal | None:
    """A value in a column's unit, rounded as the column says. Raises UnknownUnit, NoExactConversion."""
    if value is None:
        return None
    turned = convert(value, unit, column.unit) if column.unit and column.unit != unit else value
    return rounded(turned, column)


def rounded(value: Decimal, column: ListColumn) -> Decimal:
    """A value to the places of a column; unchanged where the column does not round."""
    if column.places is None or column.rounding == "exact":
        return Decimal(plain(value))
    return value.quantize(Decimal(1).scaleb(-column.places), _ROUNDINGS[column.rounding], EXACT)


def read_amount(words: str, column: ListColumn, goal: Goal | None) -> Amount:
    """A figure typed into a column, in the unit of its target, or in the column's where there is no target yet.

    >>> from citycircle.core.messages import Text
    >>> column = ListColumn("value", Text("总投资", "Investment"), unit="亿元", rounding="half_up", places=2)
    >>> str(read_amount("13.2", column, Goal("总投资", "=", Decimal("126543.21"), "万元")))
    '132000'

    Raises FigureNotRead, UnitNotOfTarget.
    """
    plainer = unicodedata.normalize("NFKC", words).strip()
    found = _AMOUNT.fullmatch(plainer)
    if found is None or not found["low"]:
        raise FigureNotRead(given=words)
    own = goal.unit if goal else column.unit
    given = found["unit"].strip() if found["unit"] else column.unit or own
    values = [_turned(_digits(found[name], words), given, own, words) for name in ("low", "high") if found[name]]
    op: Comparator = "range" if len(values) > 1 else _SPELLINGS[found["sign"] or ""]
    return Amount(op, values[0], values[1] if len(values) > 1 else None, own)


def _digits(figure: str, words: str) -> Decimal:
    try:
        return decimal_of(figure.replace(",", ""))
    except CityCircleError as error:
        raise FigureNotRead(given=words) from error


def _turned(value: Decimal, given: str, own: str, words: str) -> Decimal:
    if _same_unit(given, own):
        return value
    try:
        return Decimal(plain(convert(value, given, own)))
    except (UnknownUnit, NoExactConversion) as error:
        raise UnitNotOfTarget(given=words, unit=own) from error


def _same_unit(given: str, own: str) -> bool:
    return unicodedata.normalize("NFKC", given).replace(" ", "") == unicodedata.normalize("NFKC", own).replace(" ", "")
