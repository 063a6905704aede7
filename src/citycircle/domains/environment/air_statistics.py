"""Figures that sum up a month or a year of air: the composite index and the share of good days."""

from __future__ import annotations

from decimal import Decimal

from citycircle.core.errors import CityCircleError
from citycircle.core.findings import Answer, Working
from citycircle.core.kinds import Choice, Series
from citycircle.core.kinds_of_number import Number, Whole
from citycircle.core.messages import Text
from citycircle.core.quantities import EXACT, plain, round_half_even
from citycircle.core.rules import Field, Rule

from .air_tables import COMPOSITE, GOOD_DAYS, POLLUTANT

PLACES = 4
SCHEME = Choice(
    {
        "plain": Text("不加权", "unweighted"),
        "weighted": Text("2026 暂定权重", "provisional weights of 2026"),
    }
)


class NoValidDay(CityCircleError):
    what = Text("没有一个有效日。", "There is not one valid day.")
    why = Text("比例以有效日数为分母。", "The share is counted of the valid days.")
    then = Text("请填写至少一天的空气质量指数。", "Please give the index of at least one day.")


def _composite(work: Working, scheme: str | None, **given: Decimal) -> Answer:
    total, largest = Decimal(0), ("", Decimal(-1))
    for row in work.edition(COMPOSITE).group(scheme or "plain"):
        work.use((row,))
        pollutant = row["pollutant"]
        part = EXACT.divide(given[pollutant], row["reference"])
        weighted = EXACT.multiply(part, row["weight"])
        total = EXACT.add(total, weighted)
        largest = max(largest, (pollutant, part), key=lambda found: found[1])
        work.step(
            Text("{name}：{value}÷{reference}×{weight}={part}", "{name}: {value} ÷ {reference} × {weight} = {part}"),
            name=POLLUTANT.options[pollutant],
            value=plain(given[pollutant]),
            reference=plain(row["reference"]),
            weight=plain(row["weight"]),
            part=plain(round_half_even(weighted, PLACES)),
        )
    index = round_half_even(total, PLACES)
    work.step(Text("各项相加得 {index}。", "Together they are {index}."), index=plain(index))
    return work.answer(
        Text(
            "环境空气质量综合指数为 {index}（越大越差），{largest} 的单项最大。",
            "The composite index is {index} (larger is worse); {largest} contributes the largest single index.",
        ),
        {"index": index, "largest": largest[0]},
    )


def _good_days(work: Working, days: tuple[int | str, ...]) -> Answer:
    row = work.row(GOOD_DAYS, "share")
    valid = [day for day in days if isinstance(day, int)]
    if not valid:
        raise NoValidDay
    good = sum(day <= row["up_to"] for day in valid)
    share = round_half_even(EXACT.divide(Decimal(100 * good), Decimal(len(valid))), row["places"])
    work.step(
        Text(
            "有效 {valid} 天（另有 {gaps} 天无有效指数），其中指数不超过 {up_to} 的 {good} 天。",
            "{valid} days are valid ({gaps} more have no index), {good} of them at most {up_to}.",
        ),
        valid=len(valid),
        gaps=len(days) - len(valid),
        up_to=row["up_to"],
        good=good,
    )
    work.step(
        Text("{good}÷{valid}×100%={share}%", "{good} ÷ {valid} × 100% = {share}%"),
        good=good,
        valid=len(valid),
        share=plain(share),
    )
    return work.answer(
        Text("优良天数 {good} 天，占有效日数的 {share}。", "{good} good days, {share} of the valid days."),
        {"share": share, "good": good, "valid": len(valid)},
    )


COMPOSITE_INDEX = Rule(
    local="air.composite_index",
    title=Text("环境空气质量综合指数", "Composite index of ambient air"),
    about=Text(
        "六项浓度各除以基准后相加。2026 年起的基准和权重未见原文，按暂定值计算并注明未经核实。",
        "The six concentrations, each divided by its reference, are added up. References and weights from 2026 on are "
        "provisional, for their text has not been seen; the answer says so.",
    ),
    inputs=(
        Field("so2", Number("µg/m³"), Text("SO₂ 均值", "SO₂ mean")),
        Field("no2", Number("µg/m³"), Text("NO₂ 均值", "NO₂ mean")),
        Field("pm10", Number("µg/m³"), Text("PM10 均值", "PM10 mean")),
        Field("pm25", Number("µg/m³"), Text("PM2.5 均值", "PM2.5 mean")),
        Field("co", Number("mg/m³"), Text("CO 日均值第 95 百分位数", "CO, percentile 95 of daily means")),
        Field("o3", Number("µg/m³"), Text("O₃ 日最大8小时第 90 百分位数", "O₃, percentile 90 of daily maxima")),
        Field("scheme", SCHEME, Text("口径", "scheme"), Text("不填为不加权", "unweighted if left out"), required=False),
    ),
    outputs=(
        Field("index", Number(), Text("综合指数", "composite index")),
        Field("largest", POLLUTANT, Text("单项最大的污染物", "pollutant with the largest single index")),
    ),
    tables=(COMPOSITE,),
    function=_composite,
)
SHARE_OF_GOOD_DAYS = Rule(
    local="air.good_days",
    title=Text("优良天数比例", "Share of good days"),
    about=Text(
        "空气质量指数不超过 100 的天数占有效日数的比例。无有效指数的日子写 NA，不计入分母。",
        "Days with an index of at most 100, of the valid days. Write NA for a day without a valid index; it does not "
        "count.",
    ),
    inputs=(
        Field("days", Series(Whole(high=500, gaps=True), fewest=1), Text("每日空气质量指数", "the index of each day")),
    ),
    outputs=(
        Field("share", Number("%"), Text("优良天数比例", "share of good days")),
        Field("good", Whole(), Text("优良天数", "good days")),
        Field("valid", Whole(), Text("有效天数", "valid days")),
    ),
    tables=(GOOD_DAYS,),
    function=_good_days,
)

RULES = (COMPOSITE_INDEX, SHARE_OF_GOOD_DAYS)
