"""Concentrations against the limits of the standard: one value, a whole year, and what the rest of a year must hold."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_FLOOR, Decimal
from typing import Any, NamedTuple

from citycircle.core.errors import CityCircleError
from citycircle.core.findings import Answer, Working
from citycircle.core.kinds import Choice, Series, YesNo
from citycircle.core.kinds_of_number import Measured, Number, Whole
from citycircle.core.messages import Text
from citycircle.core.quantities import EXACT, Quantity, plain, round_half_even
from citycircle.core.rules import Field, Rule

from .air import CONCENTRATION, rounded
from .air_tables import ASSESSMENT_ITEMS, ASSESSMENT_METHODS, LIMITS, POLLUTANT, STANDARD_PERIOD, STANDARD_POLLUTANT

RESIDENTIAL = 2
"""Class 2 areas are where people live; class 1 areas are nature reserves. GB 3095, clause 3."""
DAYS_OF_A_YEAR = 366


class DaysDoNotFit(CityCircleError):
    what = Text(
        "已过 {passed} 天、剩余 {left} 天，合计不是一年。", "{passed} days passed and {left} left are not a year."
    )
    why = Text("年均值按全年有效日数计算。", "The annual mean counts the days of one year.")
    then = Text("请核对天数（合计不超过 366）。", "Please check the days; together at most 366.")


def _within_limit(work: Working, pollutant: str, period: str, concentration: Quantity, area: int | None) -> Answer:
    row = work.row(LIMITS, pollutant, period, area or RESIDENTIAL)
    unit, limit = row["unit"], row["limit"]
    value = concentration.to(unit, CONCENTRATION)
    work.step(
        Text("{area} 类区限值为 {limit} {unit}。", "The limit for class {area} areas is {limit} {unit}."),
        area=row["class"],
        limit=plain(limit),
        unit=unit,
    )
    outputs: dict[str, Any] = {"limit": limit, "unit": unit, "within": value <= limit}
    work.step(
        Text("{value} 与 {limit} 比较。", "{value} is compared with {limit}."), value=plain(value), limit=plain(limit)
    )
    if outputs["within"]:
        return work.answer(
            Text(
                "{pollutant} {period} {concentration}，未超过限值 {top}。",
                "{pollutant}, {period}: {concentration} is within the limit of {top}.",
            ),
            outputs,
            top=Quantity(limit, unit),
        )
    outputs["times_over"] = round_half_even(EXACT.divide(value - limit, limit), 2)
    return work.answer(
        Text(
            "{pollutant} {period} {concentration}，超过限值 {top}，超标 {times_over} 倍。",
            "{pollutant}, {period}: {concentration} exceeds the limit of {top} by {times_over} times the limit.",
        ),
        outputs,
        top=Quantity(limit, unit),
    )


class _Item(NamedTuple):
    name: str
    pollutant: str
    period: str


def _items(work: Working) -> Iterator[_Item]:
    """The items of the annual assessment: means, and percentiles against the daily limit (for ozone the 8-hour one)."""
    for row in work.edition(ASSESSMENT_ITEMS).rows:
        work.use((row,))
        pollutant = row["pollutant"]
        if row["by_mean"]:
            yield _Item(f"{pollutant}_mean", pollutant, "year")
        yield _Item(f"{pollutant}_p{plain(row['percent'])}", pollutant, "eight_hours" if pollutant == "o3" else "day")


def _year_assessment(work: Working, **given: Decimal | str) -> Answer:
    for method in ("rounding", "all_items"):
        work.row(ASSESSMENT_METHODS, method)
    over, unknown = [], []
    for item in _items(work):
        value = given[item.name]
        if not isinstance(value, Decimal):
            unknown.append(item.name)
            continue
        row = work.row(LIMITS, item.pollutant, item.period, RESIDENTIAL)
        compared = rounded(item.pollutant, value)
        over += [item.name] if compared > row["limit"] else []
        work.step(
            Text(
                "{title}：{given} 修约为 {value}，限值 {limit} {unit}，{verdict}。",
                "{title}: {given}, rounded {value}, against {limit} {unit}: {verdict}.",
            ),
            title=_ITEM_TITLES[item.name],
            given=plain(value),
            value=plain(compared),
            limit=plain(row["limit"]),
            unit=row["unit"],
            verdict=Text("超过", "exceeded") if compared > row["limit"] else Text("达标", "met"),
        )
    outputs = {"meets": not over and not unknown, "over": tuple(over), "unknown": tuple(unknown)}
    if over:
        return work.answer(Text("未达标，超过限值的项目：{over}。", "Not met; items above the limit: {over}."), outputs)
    if unknown:
        return work.answer(
            Text("缺少项目 {unknown}，不能判定为达标。", "Not shown to be met: {unknown} missing."), outputs
        )
    return work.answer(Text("各项均达到二级限值，达标。", "Every item meets the class 2 limit."), outputs)


def _level_to_hold(
    work: Working, *, pollutant: str, mean_so_far: Decimal, passed: int, left: int, target: Decimal | None
) -> Answer:
    if passed + left > DAYS_OF_A_YEAR or left == 0:
        raise DaysDoNotFit(passed=passed, left=left)
    row = work.row(LIMITS, pollutant, "year", RESIDENTIAL)
    goal, unit = row["limit"] if target is None else target, row["unit"]
    work.step(
        Text("全年目标 {goal} {unit}（{origin}）。", "The goal for the year is {goal} {unit} ({origin})."),
        goal=plain(goal),
        unit=unit,
        origin=Text("二级年均限值", "class 2 annual limit") if target is None else Text("自定目标", "own target"),
    )
    level = _level_left(work, goal, mean_so_far, passed, left)
    sentence = (
        Text(
            "剩余 {left} 天即使为零也达不到 {goal} {unit}。",
            "Even clean air on the {left} days left cannot bring the year to {goal} {unit}.",
        )
        if level < 0
        else Text(
            "{pollutant} 剩余 {left} 天平均须不高于 {hold}，全年才能达到 {goal} {unit}。",
            "{pollutant}: the {left} days left must average {hold} at most for a year of {goal} {unit}.",
        )
    )
    outputs = {"reachable": level >= 0, "hold": None if level < 0 else level}
    return work.answer(sentence, outputs, goal=plain(goal), unit=unit)


def _level_left(work: Working, goal: Decimal, mean_so_far: Decimal, passed: int, left: int) -> Decimal:
    """What the days left may average, rounded down: rounded up, who just holds it would miss the goal."""
    room = goal * (passed + left) - mean_so_far * passed
    level = EXACT.divide(room, Decimal(left)).quantize(Decimal("0.1"), ROUND_FLOOR)
    work.step(
        Text(
            "({goal}×{all}−{mean}×{passed})÷{left}，舍去尾数得 {level}。",
            "({goal} × {all} − {mean} × {passed}) ÷ {left}, rounded down, is {level}.",
        ),
        goal=plain(goal),
        all=passed + left,
        mean=plain(mean_so_far),
        passed=passed,
        left=left,
        level=plain(level),
    )
    return level


_ITEM_TITLES = {
    f"{pollutant}_{suffix}": Text(f"{POLLUTANT.options[pollutant].zh} {zh}", f"{POLLUTANT.options[pollutant].en} {en}")
    for pollutant, suffixes in {
        "so2": ("mean", "p98"),
        "no2": ("mean", "p98"),
        "pm10": ("mean", "p95"),
        "pm25": ("mean", "p95"),
        "co": ("p95",),
        "o3": ("p90",),
    }.items()
    for suffix in suffixes
    for zh, en in [
        ("年均值", "annual mean") if suffix == "mean" else (f"第 {suffix[1:]} 百分位数", f"percentile {suffix[1:]}")
    ]
}
_ITEM = Choice(_ITEM_TITLES)
BY_YEAR = Choice({key: POLLUTANT.options[key] for key in ("so2", "no2", "pm10", "pm25")})

WITHIN_LIMIT = Rule(
    local="air.within_limit",
    title=Text("浓度是否超过限值", "Whether a concentration is within the limit"),
    about=Text(
        "把一个浓度与环境空气质量标准的限值比较，给出是否超过及超标倍数。2031 年起执行更严的第二阶段限值。",
        "Compares one concentration with the limit of the ambient air standard. Stricter limits apply from 2031.",
    ),
    inputs=(
        Field("pollutant", STANDARD_POLLUTANT, Text("污染物", "pollutant")),
        Field("period", STANDARD_PERIOD, Text("平均时间", "averaging period")),
        Field(
            "concentration",
            Measured(("µg/m³", "mg/m³")),
            CONCENTRATION,
            Text("不写单位时按 µg/m³（CO 按 mg/m³）", "without a unit: µg/m³, for CO mg/m³"),
        ),
        Field(
            "area",
            Whole(low=1, high=2),
            Text("功能区类别", "class of the area"),
            Text("不填为二类区", "class 2 if left out"),
            required=False,
        ),
    ),
    outputs=(
        Field("within", YesNo(), Text("未超过限值", "within the limit")),
        Field("limit", Number(), Text("限值", "limit")),
        Field("unit", Choice({unit: Text(unit, unit) for unit in ("µg/m³", "mg/m³")}), Text("单位", "unit")),
        Field("times_over", Number(), Text("超标倍数", "times over"), required=False),
    ),
    tables=(LIMITS,),
    function=_within_limit,
)
YEAR_ASSESSMENT = Rule(
    local="air.year_assessment",
    title=Text("年评价：是否达到二级标准", "Annual assessment: whether class 2 is met"),
    about=Text(
        "把点位或城市全年的均值和百分位数逐项与二级限值比较，各项均达标为达标。缺项写 NA，缺项时不判定为达标。",
        "Compares the means and percentiles of a site or a city for the year with class 2, item by item; it is met "
        "when every item is. Write NA for an item without data: it is then not shown to be met.",
    ),
    inputs=tuple(
        Field(name, Number("mg/m³" if name.startswith("co") else "µg/m³", gaps=True), title)
        for name, title in _ITEM_TITLES.items()
    ),
    outputs=(
        Field("meets", YesNo(), Text("达标", "met")),
        Field("over", Series(_ITEM), Text("超过限值的项目", "items above the limit")),
        Field("unknown", Series(_ITEM), Text("缺少的项目", "items without data")),
    ),
    tables=(ASSESSMENT_ITEMS, ASSESSMENT_METHODS, LIMITS),
    function=_year_assessment,
)
LEVEL_TO_HOLD = Rule(
    local="air.level_to_hold",
    title=Text("剩余日子须保持的水平", "What the rest of the year must hold"),
    about=Text(
        "由已过日子的均值推算剩余日子的平均浓度上限，使全年不超过年均限值或自定目标。",
        "From the mean so far, the highest mean that the days left may have if the year is to meet its limit or a "
        "target.",
    ),
    inputs=(
        Field("pollutant", BY_YEAR, Text("污染物", "pollutant")),
        Field("mean_so_far", Number("µg/m³"), Text("已过日子的均值", "mean so far")),
        Field("passed", Whole(high=366), Text("已过天数", "days passed")),
        Field("left", Whole(high=366), Text("剩余天数", "days left")),
        Field(
            "target",
            Number("µg/m³"),
            Text("自定目标", "own target"),
            Text("不填为二级年均限值", "the class 2 annual limit if left out"),
            required=False,
        ),
    ),
    outputs=(
        Field("reachable", YesNo(), Text("能否达到", "reachable")),
        Field("hold", Number("µg/m³"), Text("须保持的平均浓度", "mean to hold"), required=False),
    ),
    tables=(LIMITS,),
    function=_level_to_hold,
)

RULES = (WITHIN_LIMIT, YEAR_ASSESSMENT, LEVEL_TO_HOLD)
