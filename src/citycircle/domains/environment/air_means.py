"""From hours to a day: means, and how much data makes them valid."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from citycircle.core.errors import CityCircleError
from citycircle.core.findings import Answer, Working
from citycircle.core.kinds import Choice, Series, YesNo
from citycircle.core.kinds_of_number import Number, Whole
from citycircle.core.messages import Text
from citycircle.core.quantities import EXACT, plain, round_half_even
from citycircle.core.rules import Field, Rule

from .air import rounded
from .air_tables import LIMITS, POLLUTANT, VALIDITY

HOURS_OF_A_DAY = 24
WINDOW = 8
LIMIT_CLASS = 2
BY_DAY = Choice({key: name for key, name in POLLUTANT.options.items() if key != "o3"})


class NotSoManyHours(CityCircleError):
    what = Text("给出 {given} 个小时值，应为 24 个。", "{given} hours are given instead of 24.")
    why = Text("少写的小时会被误当作不存在。", "An hour that is left out would look as if it had not been.")
    then = Text(
        "请按 1 时至 24 时依次填写，缺测写 NA。", "Please give the hours from 1 to 24 in order, NA where missing."
    )


def mean(values: Sequence[Decimal]) -> Decimal:
    """The arithmetic mean, to more digits than any rounding asks for.

    >>> mean([Decimal(1), Decimal(2)])
    Decimal('1.5')
    """
    return EXACT.divide(sum(values, Decimal(0)), Decimal(len(values)))


def _day_mean(work: Working, pollutant: str, hours: tuple[Decimal | str, ...]) -> Answer:
    values = _twenty_four(hours)
    needed = work.row(VALIDITY, "hours_of_day")["at_least"]
    valid = len(values) >= needed
    work.step(
        Text(
            "有效小时值 {count} 个，不少于 {needed} 个为有效日。",
            "{count} hours are valid; a valid day has at least {needed}.",
        ),
        count=len(values),
        needed=needed,
    )
    outputs: dict[str, Any] = {"hours_valid": len(values), "valid": valid}
    if not valid:
        return work.answer(
            Text(
                "有效小时值只有 {hours_valid} 个，该日无有效日均值。",
                "Only {hours_valid} hours are valid; the day has no valid mean.",
            ),
            outputs,
        )
    exact = mean(values)
    outputs["mean"] = rounded(pollutant, exact)
    work.step(
        Text("{count} 个值的平均为 {exact}，修约为 {mean}。", "The mean of {count} values is {exact}, rounded {mean}."),
        count=len(values),
        exact=shortened(exact),
        mean=plain(outputs["mean"]),
    )
    return work.answer(
        Text(
            "{pollutant} 日均值为 {mean}（有效小时 {hours_valid} 个）。",
            "{pollutant}: daily mean {mean} of {hours_valid} hours.",
        ),
        outputs,
    )


def _ozone_day(work: Working, hours: tuple[Decimal | str, ...]) -> Answer:
    _twenty_four(hours)
    per_window = work.row(VALIDITY, "hours_of_eight")["at_least"]
    needed = work.row(VALIDITY, "eight_hour_means_of_day")["at_least"]
    windows = [_numbers(hours[end - WINDOW : end]) for end in range(WINDOW, HOURS_OF_A_DAY + 1)]
    means = [mean(window) for window in windows if len(window) >= per_window]
    work.step(
        Text(
            "8 时至 24 时共 {all} 个滑动8小时均值，其中有效 {count} 个（每个不少于 {per_window} 个小时值）。",
            "Of the {all} moving 8-hour means that end at 8:00 to 24:00, {count} are valid (each of at least "
            "{per_window} hours).",
        ),
        all=len(windows),
        count=len(means),
        per_window=per_window,
    )
    maximum = _largest_that_counts(work, means, needed) if means else None
    outputs = {"means_valid": len(means), "valid": maximum is not None, "maximum": maximum}
    if maximum is None:
        sentence = Text(
            "有效8小时均值只有 {means_valid} 个，该日无有效值。",
            "Only {means_valid} 8-hour means are valid; the day has no value.",
        )
    else:
        sentence = Text("O₃ 日最大8小时平均为 {maximum}。", "The daily maximum 8-hour mean of ozone is {maximum}.")
    return work.answer(sentence, outputs)


def _largest_that_counts(work: Working, means: list[Decimal], needed: int) -> Decimal | None:
    """The largest mean, rounded; None where too few are valid and it does not exceed the limit either."""
    maximum = round_half_even(max(means))
    limit = work.row(LIMITS, "o3", "eight_hours", LIMIT_CLASS)["limit"]
    work.step(
        Text(
            "最大值修约为 {maximum} µg/m³；有效均值不少于 {needed} 个，或最大值超过二级限值 {limit}，即为有效。",
            "The largest is {maximum} µg/m³ after rounding; it counts with at least {needed} valid means, or if it "
            "exceeds the class 2 limit of {limit}.",
        ),
        maximum=plain(maximum),
        needed=needed,
        limit=plain(limit),
    )
    return maximum if len(means) >= needed or maximum > limit else None


def _twenty_four(hours: tuple[Decimal | str, ...]) -> list[Decimal]:
    if len(hours) != HOURS_OF_A_DAY:
        raise NotSoManyHours(given=len(hours))
    return _numbers(hours)


def _numbers(values: Sequence[Decimal | str]) -> list[Decimal]:
    return [value for value in values if isinstance(value, Decimal)]


def shortened(value: Decimal) -> str:
    """A mean for reading; the rounding itself used all of its digits."""
    return plain(round_half_even(value, 4).normalize(EXACT) + 0)


_HOURS = Field(
    "hours",
    Series(Number(gaps=True)),
    Text("1 时至 24 时的小时平均", "hourly means of the hours 1 to 24"),
    Text("缺测写 NA", "NA where missing"),
)

DAY_MEAN = Rule(
    local="air.day_mean",
    title=Text("日均值及其有效性", "Daily mean and whether it is valid"),
    about=Text(
        "由 24 个小时均值计算日均值；有效小时数不足时没有有效日均值。O₃ 另用 environment.air.ozone_day。",
        "The mean of 24 hourly means; with too few valid hours the day has none. Ozone has environment.air.ozone_day.",
    ),
    inputs=(Field("pollutant", BY_DAY, Text("污染物", "pollutant")), _HOURS),
    outputs=(
        Field("valid", YesNo(), Text("是否有效", "valid")),
        Field("mean", Number(), Text("日均值", "daily mean"), required=False),
        Field("hours_valid", Whole(high=24), Text("有效小时数", "valid hours")),
    ),
    tables=(VALIDITY,),
    function=_day_mean,
)
OZONE_DAY = Rule(
    local="air.ozone_day",
    title=Text("O₃ 日最大8小时平均及其有效性", "Daily maximum 8-hour mean of ozone and whether it is valid"),
    about=Text(
        "由 24 个小时均值计算滑动8小时平均的最大值；有效均值不足时，只有最大值超过限值才有效。",
        "The largest moving 8-hour mean of the day; with too few of them it counts only if it exceeds the limit.",
    ),
    inputs=(_HOURS,),
    outputs=(
        Field("valid", YesNo(), Text("是否有效", "valid")),
        Field("maximum", Number("µg/m³"), Text("日最大8小时平均", "daily maximum 8-hour mean"), required=False),
        Field("means_valid", Whole(high=17), Text("有效8小时均值数", "valid 8-hour means")),
    ),
    tables=(VALIDITY, LIMITS),
    function=_ozone_day,
)
RULES = (DAY_MEAN, OZONE_DAY)
