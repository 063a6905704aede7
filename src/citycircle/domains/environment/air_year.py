"""From days to a year, and from sites to a city: percentiles, means, and how many days make a year valid."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from citycircle.core.errors import CityCircleError
from citycircle.core.findings import Answer, Working
from citycircle.core.kinds import Series, YesNo
from citycircle.core.kinds_of_number import Number, Whole
from citycircle.core.messages import Text, listed
from citycircle.core.quantities import EXACT, plain
from citycircle.core.rules import Field, Rule

from .air import rounded
from .air_means import mean, shortened
from .air_tables import ASSESSMENT_ITEMS, ASSESSMENT_METHODS, POLLUTANT, VALIDITY

MONTHS = 12
FEBRUARY = 2
CONCENTRATIONS = Series(Number(), fewest=1)


class NotTwelveMonths(CityCircleError):
    what = Text("给出 {given} 个月的有效日数，应为 12 个。", "{given} months are given instead of 12.")
    why = Text("有效性须逐月判断。", "Each month must be valid by itself.")
    then = Text("请按 1 月至 12 月依次填写。", "Please give January to December in order.")


def percentile(values: Sequence[Decimal], percent: Decimal) -> Decimal:
    """Interpolate between the two ranks around 1 + (n − 1) · p.

    >>> percentile([Decimal(value) for value in range(1, 101)], Decimal(95))
    Decimal('95.05')

    Source: HJ 663-2013 as used in practice; its text is not verified.
    """
    rank, ordered = rank_of(len(values), percent), sorted(values)
    place = int(rank)
    if place >= len(ordered):
        return ordered[-1]
    low, high = ordered[place - 1], ordered[place]
    return EXACT.add(low, EXACT.multiply(high - low, rank - place)).normalize(EXACT) + 0


def rank_of(count: int, percent: Decimal) -> Decimal:
    """The rank, counted from one, at which a percentile of so many values lies."""
    return EXACT.add(Decimal(1), EXACT.divide(EXACT.multiply(Decimal(count - 1), percent), Decimal(100)))


def _year_validity(work: Working, months: tuple[int, ...]) -> Answer:
    if len(months) != MONTHS:
        raise NotTwelveMonths(given=len(months))
    total = work.row(VALIDITY, "days_of_year")["at_least"]
    least = {month: work.row(VALIDITY, _month_item(month))["at_least"] for month in range(1, MONTHS + 1)}
    short = tuple(month for month, days in enumerate(months, 1) if days < least[month])
    days = sum(months)
    work.step(
        Text("全年有效 {days} 日，应不少于 {total} 日。", "{days} days of the year are valid; {total} are needed."),
        days=days,
        total=total,
    )
    work.step(
        Text(
            "每月应不少于 {month} 日，二月不少于 {february} 日；不足的月份：{short}。",
            "Each month needs {month}, February {february}; months that fall short: {short}.",
        ),
        month=least[1],
        february=least[FEBRUARY],
        short=listed(short) if short else Text("无", "none"),
    )
    valid = days >= total and not short
    return work.answer(
        Text(
            "全年有效 {days} 日，年评价数据有效：{valid}。", "{days} days are valid; the year may be assessed: {valid}."
        ),
        {"days": days, "short_months": short, "valid": valid},
    )


def _month_item(month: int) -> str:
    return "days_of_february" if month == FEBRUARY else "days_of_month"


def _percentile(work: Working, pollutant: str, values: tuple[Decimal, ...]) -> Answer:
    work.row(ASSESSMENT_METHODS, "percentile")
    percent = work.row(ASSESSMENT_ITEMS, pollutant)["percent"]
    rank, result = rank_of(len(values), percent), percentile(values, percent)
    work.step(
        Text(
            "{count} 个值从小到大排列，第 {percent} 百分位数的序位为 1+({count}−1)×{percent}%={rank}。",
            "With {count} values in rising order, percentile {percent} stands at rank "
            "1 + ({count} − 1) × {percent}% = {rank}.",
        ),
        count=len(values),
        percent=plain(percent),
        rank=plain(rank),
    )
    work.step(
        Text("在相邻两个值之间内插，得 {result}。", "Interpolated between the two neighbours it is {result}."),
        result=plain(result),
    )
    return work.answer(
        Text(
            "{pollutant} 第 {percent} 百分位数为 {percentile}（共 {count} 个值）。",
            "{pollutant}: percentile {percent} of {count} values is {percentile}.",
        ),
        {"percentile": result, "percent": percent, "count": len(values)},
    )


def _city_mean(work: Working, pollutant: str, sites: tuple[Decimal, ...]) -> Answer:
    work.row(ASSESSMENT_METHODS, "city_mean")
    exact = mean(sites)
    value = rounded(pollutant, exact)
    work.step(
        Text(
            "{count} 个点位的算术平均为 {exact}，修约为 {value}。",
            "The mean of {count} sites is {exact}, rounded {value}.",
        ),
        count=len(sites),
        exact=shortened(exact),
        value=plain(value),
    )
    return work.answer(
        Text(
            "{pollutant} 城市值为 {value}（{count} 个点位）。",
            "{pollutant}: the city's value is {value}, of {count} sites.",
        ),
        {"value": value, "count": len(sites)},
    )


YEAR_VALIDITY = Rule(
    local="air.year_validity",
    title=Text("年评价数据有效性", "Whether a year of data may be assessed"),
    about=Text(
        "由 12 个月的有效日数判断年均值是否有效。",
        "Judges from the valid days of the twelve months whether the annual mean is valid.",
    ),
    inputs=(Field("months", Series(Whole(high=31)), Text("1 至 12 月有效日数", "valid days, January to December")),),
    outputs=(
        Field("valid", YesNo(), Text("是否有效", "valid")),
        Field("days", Whole(), Text("全年有效日数", "valid days of the year")),
        Field("short_months", Series(Whole()), Text("不足的月份", "months that fall short")),
    ),
    tables=(VALIDITY,),
    function=_year_validity,
)
PERCENTILE = Rule(
    local="air.percentile",
    title=Text("年评价百分位数", "Percentile of the annual assessment"),
    about=Text(
        "把全年日值从小到大排列，按序位内插求规定的百分位数（O₃ 为 90，SO₂、NO₂ 为 98，其余为 95）。",
        "Orders the daily values of the year and interpolates between ranks at the percentile laid down (O₃ 90, "
        "SO₂ and NO₂ 98, the others 95).",
    ),
    inputs=(
        Field("pollutant", POLLUTANT, Text("污染物", "pollutant")),
        Field("values", CONCENTRATIONS, Text("有效日值", "valid daily values")),
    ),
    outputs=(
        Field("percentile", Number(), Text("百分位数", "percentile")),
        Field("percent", Number(), Text("规定的百分位", "which percentile")),
        Field("count", Whole(), Text("值的个数", "number of values")),
    ),
    tables=(ASSESSMENT_ITEMS, ASSESSMENT_METHODS),
    function=_percentile,
)
CITY_MEAN = Rule(
    local="air.city_mean",
    title=Text("城市值（点位平均）", "The city's value (mean of its sites)"),
    about=Text(
        "城市浓度取各评价点位的算术平均，再修约。",
        "The city's concentration is the mean of its assessment sites, rounded.",
    ),
    inputs=(
        Field("pollutant", POLLUTANT, Text("污染物", "pollutant")),
        Field("sites", CONCENTRATIONS, Text("各点位的值", "values of the sites")),
    ),
    outputs=(
        Field("value", Number(), Text("城市值", "the city's value")),
        Field("count", Whole(), Text("点位数", "number of sites")),
    ),
    tables=(ASSESSMENT_METHODS,),
    function=_city_mean,
)

RULES = (YEAR_VALIDITY, PERCENTILE, CITY_MEAN)
