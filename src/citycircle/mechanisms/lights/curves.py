"""The planned curve: what is to be reached by each day, exact, rising or standing still and never falling."""

from __future__ import annotations

from bisect import bisect_right
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any, Literal, NamedTuple, get_args

from citycircle.core.errors import CityCircleError
from citycircle.core.kinds_of_number import Number
from citycircle.core.kinds_of_time import Day
from citycircle.core.messages import Text
from citycircle.core.quantities import plain

Shape = Literal["linear", "monthly", "quarterly", "drawn"]
SHAPES: dict[Shape, Text] = {
    "linear": Text("直线", "a straight line"),
    "monthly": Text("按月", "month by month"),
    "quarterly": Text("按季度节点", "by quarter nodes"),
    "drawn": Text("自绘曲线", "drawn points"),
}
MONTHS, QUARTERS = 12, 4
_ENOUGH = 2
_MOST = 1000


class CurveFalls(CityCircleError):
    """A later point of a planned curve lies below an earlier one."""

    what = Text(
        "计划曲线在 {day} 为 {value}，低于此前的 {before}。",
        "The planned curve is {value} on {day}, below {before} just before.",
    )
    why = Text("计划按累计数编制，只能上升或持平。", "A plan is cumulative: it rises or stands still.")
    then = Text(
        "请填写累计数；停工期请填与上期相同的数。", "Please write cumulative values; repeat one for a standstill."
    )


class CurveDaysOutOfOrder(CityCircleError):
    """The points of a planned curve are not in the order of time."""

    what = Text("计划曲线的日期 {day} 不晚于前一日期 {before}。", "The day {day} of the curve is not after {before}.")
    why = Text("同一天不能有两个计划数，日期须由早到晚。", "A day has one planned value, and days go forward.")
    then = Text("请调整日期顺序。", "Please put the days in order.")


class CurveIncomplete(CityCircleError):
    """A planned curve lacks points."""

    what = Text("计划曲线填写不完整：{wrong}。", "The planned curve is not complete: {wrong}.")
    why = Text("缺少的计划数不作推算。", "A planned value that is missing is not guessed.")
    then = Text("请补齐或改正。", "Please complete or mend it.")


class CurveMissesTarget(CityCircleError):
    """The last point of a planned curve is not the target."""

    what = Text(
        "计划曲线末值 {last} 与目标值 {target} 不一致。", "The curve ends at {last} and the target is {target}."
    )
    why = Text("计划走完时应恰好完成目标。", "A plan that is carried out has reached its target.")
    then = Text("请核对末期计划数或目标值。", "Please check the last value or the target.")


class Point(NamedTuple):
    """By the end of this day, this much (cumulative, in the unit of the target)."""

    day: date
    value: Decimal


@dataclass(frozen=True, slots=True)
class Curve:
    """What is planned by each day: straight between two points, the first value before, the last value after.

    A standstill (winter works, a flood season) is two points of one value. Raises the errors of this module for points
    that fall, go back in time or are fewer than two.
    """

    points: tuple[Point, ...]
    shape: Shape = "drawn"

    def __post_init__(self) -> None:
        if not _ENOUGH <= len(self.points) <= _MOST:
            raise CurveIncomplete(wrong=Text(f"应有 2 至 {_MOST} 个点", f"it needs 2 to {_MOST} points"))
        for before, after in pairwise(self.points):
            if after.day <= before.day:
                raise CurveDaysOutOfOrder(day=after.day, before=before.day)
            if after.value < before.value:
                raise CurveFalls(day=after.day, value=plain(after.value), before=plain(before.value))

    @property
    def target(self) -> Decimal:
        """The value at the end of the plan."""
        return self.points[-1].value

    def value(self, on: date) -> Fraction:
        """What is to be reached by the end of a day, without rounding.

        >>> linear(date(2026, 1, 1), date(2026, 3, 31), Decimal(90)).value(date(2026, 1, 31))
        Fraction(31, 1)
        """
        place = bisect_right(self.points, on, key=lambda point: point.day)
        if place == 0:
            return Fraction(self.points[0].value)
        before = self.points[place - 1]
        if place == len(self.points):
            return Fraction(before.value)
        after = self.points[place]
        share = Fraction((on - before.day).days, (after.day - before.day).days)
        return Fraction(before.value) + share * (Fraction(after.value) - Fraction(before.value))

    def stands_still(self, on: date) -> bool:
        """Whether the plan asks for no progress on this day, before its end."""
        place = bisect_right(self.points, on, key=lambda point: point.day)
        return 0 < place < len(self.points) and self.points[place - 1].value == self.points[place].value

    def as_json(self) -> dict[str, Any]:
        """The curve as it is kept; `curve_of` reads it."""
        return {"shape": self.shape, "points": [[one.day.isoformat(), plain(one.value)] for one in self.points]}


def linear(first: date, last: date, target: Decimal, *, opening: Decimal = Decimal(0)) -> Curve:
    """A straight line from the morning of the first day to the evening of the last.

    Raises CurveDaysOutOfOrder, CurveFalls.
    """
    if last < first:
        raise CurveDaysOutOfOrder(day=last, before=first)
    return Curve((Point(_eve(first), opening), Point(last, target)), "linear")


def monthly(
    year: int, values: Mapping[int, Decimal], target: Decimal | None = None, *, opening: Decimal = Decimal(0)
) -> Curve:
    """Cumulative values for the ends of the twelve months of a year; within a month the line is straight.

    Raises CurveIncomplete for a missing month, CurveFalls, CurveMissesTarget.
    """
    _complete(values, MONTHS, Text("月", "month"))
    points = [Point(month_end(year, month), values[month]) for month in range(1, MONTHS + 1)]
    return _year(year, points, opening, target, "monthly")


def quarterly(
    year: int, values: Mapping[int, Decimal], target: Decimal | None = None, *, opening: Decimal = Decimal(0)
) -> Curve:
    """Cumulative values for the ends of the four quarters. Raises CurveIncomplete, CurveFalls, CurveMissesTarget."""
    _complete(values, QUARTERS, Text("季度", "quarter"))
    points = [Point(month_end(year, quarter * 3), values[quarter]) for quarter in range(1, QUARTERS + 1)]
    return _year(year, points, opening, target, "quarterly")


def drawn(points: Iterable[tuple[date, Decimal]], target: Decimal | None = None) -> Curve:
    """A curve through points that somebody set; the first is what there was at the beginning.

    >>> winter = drawn([(date(2026, 10, 31), Decimal(40)), (date(2027, 3, 15), Decimal(40)),
    ...                 (date(2027, 6, 30), Decimal(100))])
    >>> winter.value(date(2027, 1, 15)), winter.stands_still(date(2027, 1, 15))
    (Fraction(40, 1), True)

    Raises CurveIncomplete, CurveDaysOutOfOrder, CurveFalls, CurveMissesTarget.
    """
    curve = Curve(tuple(Point(*point) for point in points), "drawn")
    _reach(curve, target)
    return curve


def share_of_year(on: date) -> Fraction:
    """Months ÷ 12, exact, and straight within a month: only for a task whose plan says nothing about the way.

    >>> share_of_year(date(2026, 11, 30)), share_of_year(date(2026, 6, 30))
    (Fraction(11, 12), Fraction(1, 2))
    """
    return (on.month - 1 + Fraction(on.day, monthrange(on.year, on.month)[1])) / MONTHS


def curve_of(kept: Mapping[str, Any], target: Decimal | None = None) -> Curve:
    """Read a curve as `Curve.as_json` writes it, strictly.

    Raises the errors of this module, and those of the kinds for a cell that is no day or number.
    """
    shape = next((one for one in get_args(Shape) if one == kept.get("shape")), None)
    pairs = kept.get("points")
    if shape is None or not isinstance(pairs, Sequence) or isinstance(pairs, str):
        raise CurveIncomplete(wrong=Text("缺少类型或各点", "its shape or its points are missing"))
    curve = Curve(tuple(_point(pair) for pair in pairs), shape)
    _reach(curve, target)
    return curve


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def _point(pair: object) -> Point:
    if not isinstance(pair, Sequence) or isinstance(pair, str) or len(pair) != len(Point._fields):
        raise CurveIncomplete(wrong=Text("某点缺少日期或数值", "a point lacks its day or its value"))
    value = Number(low=None).read(pair[1], Text("计划数", "planned value"))
    if isinstance(value, str):
        raise CurveIncomplete(wrong=Text("缺少计划数", "a planned value is missing"))
    return Point(Day().read(pair[0], Text("日期", "day")), value)


def _eve(first: date) -> date:
    return date.fromordinal(first.toordinal() - 1)


def _complete(values: Mapping[int, Decimal], wanted: int, unit: Text) -> None:
    lacking = [number for number in range(1, wanted + 1) if number not in values]
    strange = sorted(set(values) - set(range(1, wanted + 1)))
    numbers = lacking or strange
    if numbers:
        zh, en = "、".join(f"{one}{unit.zh}" for one in numbers), ", ".join(f"{unit.en} {one}" for one in numbers)
        raise CurveIncomplete(
            wrong=Text(f"缺少{zh}", f"{en} is missing") if lacking else Text(f"没有{zh}", f"there is no {en}")
        )


def _year(year: int, points: list[Point], opening: Decimal, target: Decimal | None, shape: Shape) -> Curve:
    curve = Curve((Point(date(year - 1, 12, 31), opening), *points), shape)
    _reach(curve, target)
    return curve


def _reach(curve: Curve, target: Decimal | None) -> None:
    if target is not None and curve.target != target:
        raise CurveMissesTarget(last=plain(curve.target), target=plain(target))
