"""Which tier of heavy-pollution warning a forecast calls for, by the tiers in force on the day of the warning."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from citycircle.core.findings import Answer, Working
from citycircle.core.kinds import Series
from citycircle.core.kinds_of_number import Whole
from citycircle.core.messages import Text
from citycircle.core.parameters import Row
from citycircle.core.rules import Field, Rule

from .air_tables import TIER, WARNING_TIERS

A_DAY = 24
HEAVY = 200


def longest_above(forecast: Sequence[int | str], bound: int, step: int) -> int:
    """The longest unbroken stretch above a bound, in hours; a value that is missing breaks it.

    >>> longest_above([210, 220, "NA", 250], 200, 24)
    48
    """
    return max((len(episode) for episode in episodes(forecast, bound)), default=0) * step


def episodes(forecast: Sequence[int | str], bound: int) -> Iterator[list[int]]:
    """The unbroken stretches above a bound."""
    episode: list[int] = []
    for value in forecast:
        if isinstance(value, int) and value > bound:
            episode.append(value)
        elif episode:
            yield episode
            episode = []
    if episode:
        yield episode


def _called_for(row: Row, forecast: Sequence[int | str], step: int) -> bool:
    """Whether one episode is long enough, and its worse part too where the row asks for one."""
    return any(
        len(episode) * step >= row["hours"]
        and (not row["peak_hours"] or longest_above(episode, row["peak_above"], step) >= row["peak_hours"])
        for episode in episodes(forecast, row["above"])
    )


def _warning(work: Working, forecast: tuple[int | str, ...], step: int | None) -> Answer:
    hours = step or A_DAY
    tier = "none"
    for row in work.edition(WARNING_TIERS).rows:  # from the mildest to the gravest: the last that applies counts
        work.use((row,))
        met = _called_for(row, forecast, hours)
        tier = row["tier"] if met else tier
        condition = _CONDITION_WITH_PEAK if row["peak_hours"] else _CONDITION
        work.step(
            condition,
            tier=TIER.options[row["tier"]],
            met=Text("满足", "met") if met else Text("不满足", "not met"),
            **{name: row[name] for name in ("above", "hours", "peak_above", "peak_hours")},
        )
    longest = longest_above(forecast, HEAVY, hours)
    return work.answer(
        Text(
            "预报最长连续 {heavy_hours} 高于 200：{tier}。",
            "The forecast stays above 200 for {heavy_hours} at the longest: {tier}.",
        ),
        {"tier": tier, "heavy_hours": longest},
    )


_CONDITION = Text(
    "{tier}：AQI 高于 {above} 持续 {hours} 小时及以上，{met}。",
    "{tier}: above {above} for {hours} hours or more: {met}.",
)
_CONDITION_WITH_PEAK = Text(
    "{tier}：AQI 高于 {above} 持续 {hours} 小时及以上，且高于 {peak_above} 持续 {peak_hours} 小时及以上，{met}。",
    "{tier}: above {above} for {hours} hours or more, and above {peak_above} for {peak_hours} hours or more: {met}.",
)

WARNING_TIER = Rule(
    local="air.warning_tier",
    title=Text("重污染天气预警级别", "Tier of a heavy-pollution warning"),
    about=Text(
        "由连续的预报空气质量指数判断应启动的预警级别。各省标准可能不同，可用参数文件替换；2024 年的阈值未经核实。",
        "Judges from consecutive forecast indices which tier is called for. A province may have its own tiers, given "
        "as a parameter file; the thresholds of 2024 are unverified.",
    ),
    inputs=(
        Field(
            "forecast",
            Series(Whole(high=500, gaps=True), fewest=1),
            Text("依次排列的预报空气质量指数", "forecast indices in order"),
            Text("缺测写 NA", "NA where missing"),
        ),
        Field(
            "step",
            Whole("h", low=1, high=24),
            Text("每个值代表的小时数", "hours that one value stands for"),
            Text("不填为 24", "24 if left out"),
            required=False,
        ),
    ),
    outputs=(
        Field("tier", TIER, Text("预警级别", "tier")),
        Field("heavy_hours", Whole("h"), Text("连续高于 200 的小时数", "hours on end above 200")),
    ),
    tables=(WARNING_TIERS,),
    function=_warning,
)

RULES = (WARNING_TIER,)
