"""Stretches of a number line that together leave no gap and share no point."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from citycircle.core.errors import CityCircleError
from citycircle.core.kinds import Label
from citycircle.core.messages import Text
from citycircle.core.quantities import NotANumber, decimal_of, plain
from citycircle.core.refusals import NotAsWritten

_SHAPE = re.compile(r"([\[(])([^,]*),([^,]*)([\])])")
_NO_END = frozenset({"", "∞", "+∞", "-∞", "−∞"})
_TYPED = str.maketrans("（）［］【】，－", "()[][],-")
EXPECTED = Text(
    "区间，如 [10,30) 表示不小于 10、小于 30；(30,∞) 表示大于 30",
    "an interval: [10,30) is from 10 to below 30, (30,∞) is above 30",
)


class BandsLeaveGap(CityCircleError):
    """Between two thresholds of a policy some values have no light."""

    what = Text("“{policy}”的{measure}分档在 {at} 处中断。", "“{policy}”: the bands of {measure} leave a gap at {at}.")
    why = Text("落在空档中的事项将没有灯。", "A matter in the gap would have no light.")
    then = Text(
        "请使相邻两档首尾相接，如 [10,30] 与 (30,∞)，并从 (-∞ 开始、到 ∞) 为止。",
        "Please let neighbours meet, like [10,30] and (30,∞), beginning at (-∞ and ending at ∞).",
    )


class BandsOverlap(CityCircleError):
    """Two bands of a policy hold the same value."""

    what = Text(
        "“{policy}”的{measure}分档 {first} 与 {second} 重叠。",
        "“{policy}”: the bands {first} and {second} of {measure} overlap.",
    )
    why = Text("同一数值会有两种灯。", "The same value would have two lights.")
    then = Text("请让端点只属于其中一档。", "Please let each end belong to one of them.")


class Interval(NamedTuple):
    """A stretch of numbers; an end that is None has no bound, and one that is not `_in` does not belong to it."""

    low: Decimal | None
    low_in: bool
    high: Decimal | None
    high_in: bool

    def holds(self, value: Fraction) -> bool:
        """Whether a value lies in it, compared exactly."""
        above = self.low is None or value > self.low or (self.low_in and value == self.low)
        below = self.high is None or value < self.high or (self.high_in and value == self.high)
        return above and below

    @property
    def is_empty(self) -> bool:
        """Whether no number lies in it, as in (3,3] or [5,2]."""
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and not (self.low_in and self.high_in))

    def __str__(self) -> str:
        low = "-∞" if self.low is None else plain(self.low)
        high = "∞" if self.high is None else plain(self.high)
        return f"{'[' if self.low_in else '('}{low},{high}{']' if self.high_in else ')'}"

    def say(self, unit: Text) -> Text:
        """The interval in words: 大于 10 且不超过 30 个百分点.

        >>> Interval(Decimal(10), True, Decimal(30), True).say(Text("个百分点", " pp")).en
        'from 10 to 30 pp'
        """
        zh, en = self._ends()
        return Text(f"{zh}{unit.zh}", f"{en}{unit.en}") if en else Text("任意值", "any value")

    def _ends(self) -> tuple[str, str]:
        if self.low is not None and self.low == self.high:
            return f"等于{plain(self.low)}", f"exactly {plain(self.low)}"
        zh, en = [], []
        if self.low is not None:
            zh.append(f"{'不低于' if self.low_in else '大于'}{plain(self.low)}")
            en.append(f"{'from' if self.low_in else 'above'} {plain(self.low)}")
        if self.high is not None:
            zh.append(f"{'不超过' if self.high_in else '小于'}{plain(self.high)}")
            en.append(f"{'to' if en else 'up to'}{'' if self.high_in else ' below'} {plain(self.high)}")
        return "且".join(zh), " ".join(en).replace("up to below", "below")


class Bounds:
    """The kind of a cell that holds an interval: `[10,30)`, `(-∞,0]`, `(30,∞)`."""

    def read(self, given: object, field: Label) -> Interval:
        """Read an interval; an end without a bound is `∞` or empty and never belongs to it. Raises NotAsWritten."""
        if isinstance(given, Interval):
            return given
        found = _SHAPE.fullmatch("".join(str(given).translate(_TYPED).split()))
        if found is None:
            raise NotAsWritten(field=field, given=given, expected=EXPECTED)
        opening, low, high, closing = found.groups()
        try:
            interval = Interval(_end(low, field), opening == "[", _end(high, field), closing == "]")
        except NotANumber:
            raise NotAsWritten(field=field, given=given, expected=EXPECTED) from None
        endless_in = (interval.low is None and interval.low_in) or (interval.high is None and interval.high_in)
        if endless_in or interval.is_empty or low == "∞" or high in {"-∞", "−∞"}:
            raise NotAsWritten(field=field, given=given, expected=EXPECTED)
        return interval

    def show(self, value: Interval) -> Label:
        return str(value)

    def as_json(self, value: Interval) -> str:
        return str(value)

    def about(self) -> Text:
        return EXPECTED


def _end(text: str, field: Label) -> Decimal | None:
    return None if text in _NO_END else decimal_of(text, field=field)


def check_partition(intervals: Sequence[Interval], *, policy: Label, measure: Label) -> None:
    """Hold that every number lies in exactly one of the intervals.

    >>> read = Bounds().read
    >>> check_partition([read("(-∞,10)", ""), read("[10,∞)", "")], policy="p", measure="m")

    Raises BandsLeaveGap, BandsOverlap.
    """
    if not intervals:
        raise BandsLeaveGap(policy=policy, measure=measure, at="(-∞,∞)")
    ordered = sorted(intervals, key=lambda one: (one.low is not None, one.low or 0, not one.low_in))
    if ordered[0].low is not None:
        raise BandsLeaveGap(policy=policy, measure=measure, at=f"<{plain(ordered[0].low)}")
    for before, after in pairwise(ordered):
        _meet(before, after, policy, measure)
    if ordered[-1].high is not None:
        raise BandsLeaveGap(policy=policy, measure=measure, at=f">{plain(ordered[-1].high)}")


def _meet(before: Interval, after: Interval, policy: Label, measure: Label) -> None:
    overlap = BandsOverlap(policy=policy, measure=measure, first=before, second=after)
    if before.high is None or after.low is None or before.high > after.low:
        raise overlap
    if before.high < after.low:
        raise BandsLeaveGap(policy=policy, measure=measure, at=f"{plain(before.high)}–{plain(after.low)}")
    if before.high_in and after.low_in:
        raise overlap
    if not before.high_in and not after.low_in:
        raise BandsLeaveGap(policy=policy, measure=measure, at=plain(before.high))
