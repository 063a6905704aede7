"""The daily and the hourly report: index, level, primary pollutants, and what is published when a value is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from citycircle.core.errors import CityCircleError
from citycircle.core.findings import Answer, Step, Working
from citycircle.core.kinds import Said, Series, YesNo
from citycircle.core.kinds_of_number import Number, Whole
from citycircle.core.messages import Text, listed
from citycircle.core.parameters import Edition, Row
from citycircle.core.quantities import MISSING, plain
from citycircle.core.rules import Field, Rule

from .air import GOOD, NoIndexAbove, concerns, level, place_of, rounded, sub_index
from .air_tables import (
    ABOVE_SCALE,
    COLOUR,
    GRADE,
    INDICATORS,
    LEVELS,
    POLLUTANT,
    PRIMARY,
    PUBLICATION,
    SENSITIVE_GROUPS,
    SUB_INDEX_TABLE,
)

Given = Mapping[str, Decimal | str | None]


class NothingMeasured(CityCircleError):
    what = Text("没有一项有效浓度。", "There is not one valid concentration.")
    why = Text("空气质量指数取各项分指数的最大值。", "The index is the largest of the sub-indices.")
    then = Text("请至少填写一项污染物的浓度。", "Please give the concentration of at least one pollutant.")


class _Scored(NamedTuple):
    """An indicator's sub-index, the step that shows it, and the rows it rests on."""

    output: str
    pollutant: str
    score: int
    step: Step
    rows: tuple[Row, ...]


_LARGEST = Text("取各项最大值，为 {top}。", "The largest of them is {top}.")
_SCORED = Text(
    "{name} {given} {unit}，修约为 {value} {unit}，分指数 {index}。",
    "{name} {given} {unit}, rounded to {value} {unit}, has the sub-index {index}.",
)
_UNUSED = Text("本版标准没有指标 {name}，不参与计算。", "This edition has no indicator {name}; it does not count.")
_MAY_PUBLISH = Text(
    "{missing}缺测，其余各项最大分指数 {top} 超过 {bound} 时才发布 AQI。",
    "{missing} missing: the index is published only if the largest of the others, {top}, exceeds {bound}.",
)
_WITHHELD = Text(
    "{missing}缺测，其余各项最大分指数为 {top}，AQI 记为 NA，浓度和分指数照常发布。",
    "{missing} missing and the largest of the others is {top}: the index is NA, and concentrations and sub-indices "
    "are published.",
)
_CLEAN = Text("空气质量指数为 {aqi}，{grade}。", "The air quality index is {aqi}, {grade}.")
_WITH_PRIMARY = Text(
    "空气质量指数为 {aqi}，{grade}，首要污染物为 {primary}。",
    "The air quality index is {aqi}, {grade}; primary pollutant: {primary}.",
)


def _daily(work: Working, **given: Decimal | str | None) -> Answer:
    return _report(work, "daily", given)


def _hourly(work: Working, **given: Decimal | str | None) -> Answer:
    return _report(work, "hourly", given)


def _report(work: Working, report: str, given: Given) -> Answer:
    """Score every indicator of the edition in force, take the largest, and see whether it may be published."""
    scored, gaps = _sorted_out(work, work.edition(INDICATORS).group(report), given)
    if not scored:
        raise NothingMeasured
    outputs: dict[str, Any] = {f"index_{row['field']}": value for row, value in gaps}
    for one in scored:
        outputs[one.output] = one.score
        work.take(one.step, one.rows)
    top = max([one.score for one in scored])
    work.step(_LARGEST, top=top)
    missing = [row["pollutant"] for row, value in gaps if value == MISSING and row["needed"]]
    if missing and not _may_publish(work, report, missing, top):
        return work.answer(_WITHHELD, outputs | {"aqi": MISSING, "published": False}, missing=_names(missing), top=top)
    outputs |= {"aqi": top, "published": True}
    return _graded(work, scored, top, outputs)


def _sorted_out(work: Working, indicators: Sequence[Row], given: Given) -> tuple[list[_Scored], list[tuple[Row, str]]]:
    """The indicators that have a concentration, scored, and those that have none."""
    scored, gaps, unused = [], [], dict(given)
    scale = work.edition(SUB_INDEX_TABLE)
    for row in indicators:
        value = unused.pop(row["field"])
        if value.__class__ is Decimal:
            one = _on_scale(scale, row, value) or _above_scale(work, row, indicators, given)
            if one is not None:
                scored.append(one)
        elif value is not None:
            gaps.append((row, str(value)))
    for name, value in unused.items():
        if value is not None:
            work.step(_UNUSED, name=name)
    return scored, gaps


@lru_cache(maxsize=100_000)  # a year of six pollutants has a few thousand values, said again and again
def _on_scale(scale: Edition, indicator: Row, concentration: Decimal) -> _Scored | None:
    """Score a concentration within the scale, or say None above it."""
    value = rounded(indicator["pollutant"], concentration)
    place = place_of(scale, indicator["pollutant"], indicator["period"], value)
    if place is None:
        return None
    step = _step(scale, indicator, concentration, value=value, score=place.score)
    return _Scored(f"index_{indicator['field']}", indicator["pollutant"], place.score, step, (indicator, *place[1:]))


def _above_scale(work: Working, indicator: Row, indicators: Sequence[Row], given: Given) -> _Scored | None:
    pollutant, concentration = indicator["pollutant"], given[indicator["field"]]
    assert isinstance(concentration, Decimal)
    value = rounded(pollutant, concentration)
    try:
        score = sub_index(work, pollutant, indicator["period"], value)
    except NoIndexAbove as refusal:
        # The 2012 edition judges such air by the same pollutant's other mean, if there is one.
        others = [row["field"] for row in indicators if row["pollutant"] == pollutant and row is not indicator]
        if not any(isinstance(given[other], Decimal) for other in others):
            raise
        work.step(Text(refusal.sentences("zh")[0], refusal.sentences("en")[0]))
        return None
    step = _step(work.edition(SUB_INDEX_TABLE), indicator, concentration, value=value, score=score)
    return _Scored(f"index_{indicator['field']}", pollutant, score, step, (indicator,))


def _step(scale: Edition, indicator: Row, concentration: Decimal, *, value: Decimal, score: int) -> Step:
    unit = scale.group(indicator["pollutant"], indicator["period"])[0]["unit"]
    said = {"name": POLLUTANT.options[indicator["pollutant"]], "given": plain(concentration), "value": plain(value)}
    return Step(_SCORED, {**said, "unit": unit, "index": score})


def _may_publish(work: Working, report: str, missing: list[str], top: int) -> bool:
    bound = work.row(PUBLICATION, report)["publish_above"]
    work.step(_MAY_PUBLISH, missing=_names(missing), top=top, bound=bound)
    return top > int(bound)


def _graded(work: Working, scored: list[_Scored], top: int, outputs: dict[str, Any]) -> Answer:
    graded = level(work, top)
    for name in ("level", "grade", "colour"):
        outputs[name] = graded[name]
    leading = _in_order({one.pollutant for one in scored if one.score == top})
    primary_above = work.row(PRIMARY, "primary")["above"]
    outputs["primary"] = leading if top > primary_above else ()
    if work.edition(PRIMARY).has("exceeding"):
        above = work.row(PRIMARY, "exceeding")["above"]
        outputs["exceeding"] = _in_order({one.pollutant for one in scored if one.score > above})
    if top > GOOD:
        outputs["concerns"] = concerns(work, leading)
    return work.answer(_WITH_PRIMARY if outputs["primary"] else _CLEAN, outputs)


def _in_order(pollutants: set[str]) -> tuple[str, ...]:
    """One order for every answer, whatever the order of the inputs."""
    return tuple([pollutant for pollutant in POLLUTANT.options if pollutant in pollutants])


def _names(pollutants: Iterable[str]) -> Text:
    return listed(POLLUTANT.options[pollutant] for pollutant in pollutants)


def _concentration(name: str, title: Text, *, required: bool = True) -> Field:
    unit = "mg/m³" if name == "co" else "µg/m³"
    return Field(name, Number(unit, gaps=True), title, required=required)


def _index(name: str, title: Text) -> Field:
    titled = Text(f"{title.zh}分指数", f"sub-index of {title.en}")
    return Field(f"index_{name}", Whole(high=500, gaps=True), titled, required=False)


def _titles(gas: Text, ozone: Text) -> dict[str, Text]:
    means = dict.fromkeys(POLLUTANT.options, gas) | {"o3": ozone}
    return {
        name: Text(f"{POLLUTANT.options[name].zh} {mean.zh}", f"{POLLUTANT.options[name].en} {mean.en}")
        for name, mean in means.items()
    }


_DAILY = _titles(Text("24小时平均", "24-hour mean"), Text("日最大8小时平均", "daily maximum 8-hour mean"))
_HOURLY = _titles(Text("1小时平均", "1-hour mean"), Text("1小时平均", "1-hour mean"))
_O3_HOUR = Text("O₃ 日最大1小时平均（2012 版指标）", "O₃ daily maximum 1-hour mean (2012 edition)")
_SO2_DAY = Text("SO₂ 24小时平均（2012 版小时值高于 800 时）", "SO₂ 24-hour mean (2012 edition, hour above 800)")
_TABLES = (INDICATORS, SUB_INDEX_TABLE, ABOVE_SCALE, LEVELS, PRIMARY, PUBLICATION)
_RESULTS = (
    Field("aqi", Whole(high=500, gaps=True), Text("空气质量指数", "air quality index")),
    Field("published", YesNo(), Text("是否发布指数", "whether the index is published")),
    Field("level", Whole(low=1, high=6), Text("级别", "level"), required=False),
    Field("grade", GRADE, Text("类别", "class"), required=False),
    Field("colour", COLOUR, Text("颜色", "colour"), required=False),
    Field("primary", Series(POLLUTANT), Text("首要污染物", "primary pollutants"), required=False),
    Field("exceeding", Series(POLLUTANT), Text("超标污染物（2012 版）", "pollutants above 100 (2012)"), required=False),
    Field("concerns", Said(), Text("敏感人群", "people concerned"), required=False),
)

DAILY_INDEX = Rule(
    local="air.daily_index",
    title=Text("空气质量指数日报（AQI）", "Daily air quality index (AQI)"),
    about=Text(
        "由六项污染物的日均浓度（O₃ 为日最大8小时平均）计算空气质量指数、级别和首要污染物；并列的首要污染物全部列出。"
        "缺测写 NA：其余各项最大分指数超过 100 才发布指数。按方案不监测写 /，不影响发布。",
        "Takes the daily means of six pollutants (for O₃ the daily maximum 8-hour mean) and gives the index, its level "
        "and every primary pollutant. Write NA where a value is missing: the index is then published only if the "
        "largest of the others exceeds 100. Write / where a pollutant is not monitored by plan.",
    ),
    inputs=(
        *(_concentration(name, title) for name, title in _DAILY.items()),
        _concentration("o3_hour", _O3_HOUR, required=False),
    ),
    outputs=(
        *_RESULTS,
        *(_index(name, title) for name, title in POLLUTANT.options.items()),
        _index("o3_hour", Text("O₃ 1小时", "O₃ 1-hour")),
    ),
    tables=_TABLES,
    may_use=(SENSITIVE_GROUPS,),
    function=_daily,
)
HOURLY_INDEX = Rule(
    local="air.hourly_index",
    title=Text("空气质量指数小时报", "Hourly air quality index"),
    about=Text(
        "由六项污染物的1小时平均浓度计算；颗粒物小时值用 24 小时一栏。缺测与未监测的写法和发布规则同日报。",
        "Takes the 1-hour means of six pollutants; particles are judged by the 24-hour column. Missing and unmonitored "
        "values are written and published as in the daily report.",
    ),
    inputs=(
        *(_concentration(name, title) for name, title in _HOURLY.items()),
        _concentration("so2_day", _SO2_DAY, required=False),
    ),
    outputs=(
        *_RESULTS,
        *(_index(name, title) for name, title in POLLUTANT.options.items()),
        _index("so2_day", Text("SO₂ 24小时", "SO₂ 24-hour")),
    ),
    tables=_TABLES,
    may_use=(SENSITIVE_GROUPS,),
    function=_hourly,
)

RULES = (DAILY_INDEX, HOURLY_INDEX)
