"""The measures that a policy may name, each with its unit, what it needs to know, and how it is taken."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from citycircle.core.messages import Text
from citycircle.mechanisms.lights.measured import Asked, Value
from citycircle.mechanisms.lights.measures_of_progress import (
    behind_months,
    behind_plan,
    below_average,
    below_target,
    growth,
    share_of_plan,
)
from citycircle.mechanisms.lights.measures_of_time import (
    bottom_quarters,
    days_to_due,
    months_not_entered,
    months_not_started,
    poor,
    slip_level,
)

_POINTS = Text("个百分点", " percentage points")
_PERCENT = Text("%", " %")


class Measure(NamedTuple):
    """A measure: its title, its unit, what it needs to know, and how it is taken; None where a fact is missing."""

    title: Text
    unit: Text
    needs: Text
    take: Callable[[Asked], Value | None]


_PLAN = Text("目标值、累计完成", "the target and what is done")
_GROWTH = Text("增幅", "growth")
_NONE = Text("", "")
MEASURES: dict[str, Measure] = {
    "behind_plan": Measure(Text("落后计划", "behind plan"), _POINTS, _PLAN, behind_plan),
    "behind_months": Measure(Text("落后序时（月份÷12）", "behind months ÷ 12"), _POINTS, _PLAN, behind_months),
    "share_of_plan": Measure(Text("占计划比重", "share of the plan"), _PERCENT, _PLAN, share_of_plan),
    "growth": Measure(_GROWTH, _PERCENT, _GROWTH, growth),
    "growth_below_target": Measure(
        Text("低于目标增幅", "below the growth wanted"),
        _POINTS,
        Text("增幅和目标增幅", "growth and its target"),
        below_target,
    ),
    "growth_below_average": Measure(
        Text("低于平均增幅", "below the average growth"),
        _POINTS,
        Text("增幅和平均增幅", "growth and the average"),
        below_average,
    ),
    "months_not_started": Measure(
        Text("应开未开月数", "months not started"),
        Text("个月", " months"),
        Text("计划开工月份", "the planned start"),
        months_not_started,
    ),
    "months_not_entered": Measure(
        Text("开工后未入库月数", "months not in the library"),
        Text("个月", " months"),
        Text("开工日期", "the day of the start"),
        months_not_entered,
    ),
    "days_to_due": Measure(
        Text("距时限天数", "days to the deadline"),
        Text("天", " days"),
        Text("时限", "the deadline"),
        days_to_due,
    ),
    "poor": Measure(Text("质量不高", "found poor"), _NONE, Text("核查结论", "the result of the check"), poor),
    "slip_level": Measure(
        Text("督查单级别", "level of the slip"),
        _NONE,
        Text("督查单", "a slip"),
        slip_level,
    ),
    "bottom_quarters": Measure(
        Text("连续列后位季度数", "quarters among the last"),
        Text("个季度", " quarters"),
        Text("季度位次", "the places of quarters"),
        bottom_quarters,
    ),
}
