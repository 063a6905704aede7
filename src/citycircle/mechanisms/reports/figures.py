"""Questions about the numbers of a report: falls, jumps, wrong units, works ahead of the money that pays for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Literal, NamedTuple

from citycircle.core.messages import Text
from citycircle.core.quantities import plain

Kind = Literal["total", "level", "share", "rate"]
"""`total` runs up over the year, `level` stands at a day, `share` is a part of a whole, `rate` any other percent."""

_SLIP = Decimal(10_000)
_PERCENT = Decimal(100)
_BAND = Decimal(3)
"""How far a ratio may lie from 10,000 or 100 and still look like a slip of the unit."""
_FAR_BELOW, _FAR_ABOVE = Decimal(20), Decimal(3)


class Measure(NamedTuple):
    """A number of the report: what, in which unit, now and last month, with its target and the months before.

    `earlier` are the values of this year before last month, oldest first; in January a total has no value before.
    """

    name: str
    unit: str
    now: Decimal | None
    before: Decimal | None = None
    kind: Kind = "total"
    target: Decimal | None = None
    earlier: tuple[Decimal, ...] = ()


class Doubt(NamedTuple):
    """A number that looks wrong: the sort of doubt and the polite question."""

    kind: str
    sentence: Text


SLIP = Text(
    "“{name}”由{before}{unit}变为{now}{unit}，相差约一万倍，请核对单位（亿、万）。",
    "{name} goes from {before} to {now} {unit}, about ten thousand times; please check the unit (亿, 万).",
)
FAR = Text(
    "“{name}”为{now}{unit}，是目标{target}{unit}的一千倍以上，请核对单位（亿、万）。",
    "{name} is {now} {unit}, over a thousand times its target of {target}; please check the unit (亿, 万).",
)
AS_FRACTION = Text(
    "“{name}”由{before}%变为{now}%，相差约一百倍，请核对是否漏乘或多乘了100。",
    "{name} goes from {before} % to {now} %, about a hundred times; please check whether it was written as a fraction.",
)
OVER_WHOLE = Text("“{name}”为{now}%，超过100%，请核对。", "{name} is {now} %, more than the whole; please check.")
FALLS = Text(
    "“{name}”是累计数，由{before}{unit}减少到{now}{unit}，请核对；如属核减，请说明。",
    "{name} is a running total and falls from {before} to {now} {unit}; please check, or say why it was cut.",
)
OVER_TARGET = Text(
    "“{name}”累计{now}{unit}，已是目标{target}{unit}的{factor}倍以上，请核对。",
    "{name} stands at {now} {unit}, over {factor} times its target of {target}; please check.",
)
JUMP = Text(
    "“{name}”本月增加{step}{unit}，是此前单月最大增量{largest}{unit}的{factor}倍以上，请核对或说明。",
    "{name} grows by {step} {unit} this month, over {factor} times the largest step before ({largest}); please check.",
)
MOVED = Text(
    "“{name}”由{before}{unit}变为{now}{unit}，变动超过{limit}{of}，请核对或说明。",
    "{name} goes from {before} to {now} {unit}, by more than {limit}{of}; please check or say why.",
)
AHEAD = Text(
    "工程进度{works}%，资金进度{money}%，相差{points}个百分点，请核对或说明（如工程款尚未结算）。",
    "The works stand at {works} %, the money at {money} %, {points} points apart; please check or say why.",
)
POINTS, PERCENT = Text("个百分点", " points"), Text("%", " %")

Limit = Callable[[str], Decimal]


def doubts(measure: Measure, limit: Limit) -> Iterator[Doubt]:
    """The first thing that looks wrong with a number, if anything; one question a number is enough.

    `limit` gives a limit of the table by its name.
    """
    if measure.now is None:
        return
    found = (each(measure, limit) for each in _CHECKS[measure.kind])
    first = next((doubt for doubt in found if doubt), None)
    if first:
        yield first


def ahead_of_money(works: Decimal | None, money: Decimal | None, limit: Limit) -> Iterator[Doubt]:
    """Works that run ahead of the money that pays for them, in percentage points of the two shares."""
    if works is not None and money is not None and works - money > limit("ahead_points"):
        shares = {"works": plain(works), "money": plain(money), "points": plain(works - money)}
        yield Doubt("ahead_of_money", AHEAD.fill(**shares))


def _words(measure: Measure) -> dict[str, str]:
    now, before, target = (plain(value) if value is not None else "" for value in measure[2:4] + measure[5:6])
    return {"name": measure.name, "unit": measure.unit, "now": now, "before": before, "target": target}


def _apart(one: Decimal, two: Decimal, factor: Decimal) -> bool:
    """Whether two values lie about a factor apart, either way."""
    high, low = max(abs(one), abs(two)), min(abs(one), abs(two))
    return low > 0 and factor / _BAND <= high / low <= factor * _BAND


def _unit_slip(measure: Measure, limit: Limit) -> Doubt | None:  # noqa: ARG001 - every check takes both
    now, before, target = measure.now or Decimal(0), measure.before, measure.target
    plausible = bool(target) and target is not None and target / _FAR_BELOW <= now <= target * _FAR_ABOVE
    if before and _apart(now, before, _SLIP) and not plausible:
        return Doubt("unit_slip", SLIP.fill(**_words(measure)))
    if target and target > 0 and now >= target * 1000:
        return Doubt("unit_slip", FAR.fill(**_words(measure)))
    return None


def _percent_slip(measure: Measure, limit: Limit) -> Doubt | None:  # noqa: ARG001 - every check takes both
    now, before = measure.now or Decimal(0), measure.before
    if before and _apart(now, before, _PERCENT) and min(abs(now), abs(before)) <= 1:
        return Doubt("percent_slip", AS_FRACTION.fill(**_words(measure)))
    return None


def _over_whole(measure: Measure, limit: Limit) -> Doubt | None:  # noqa: ARG001 - every check takes both
    if (measure.now or 0) > _PERCENT:
        return Doubt("over_whole", OVER_WHOLE.fill(**_words(measure)))
    return None


def _falls(measure: Measure, limit: Limit) -> Doubt | None:  # noqa: ARG001 - every check takes both
    if measure.before is not None and measure.now is not None and measure.now < measure.before:
        return Doubt("falls", FALLS.fill(**_words(measure)))
    return None


def _over_target(measure: Measure, limit: Limit) -> Doubt | None:
    now, target, factor = measure.now or Decimal(0), measure.target, limit("target_factor")
    known = measure.before is not None and target is not None and measure.before > target * factor
    if target and target > 0 and now > target * factor and not known:
        return Doubt("over_target", OVER_TARGET.fill(**_words(measure), factor=plain(factor)))
    return None


def _jump(measure: Measure, limit: Limit) -> Doubt | None:
    """A step that is out of all proportion to every step before; two steps at least must be known."""
    now, before, factor = measure.now, measure.before, limit("jump_factor")
    if now is None or before is None:
        return None
    steps = [after - first for first, after in pairwise((*measure.earlier, before))]
    largest = max(steps, default=Decimal(0))
    known = len(steps) > 1 and largest > 0
    if known and now - before > factor * largest:
        words = {"step": plain(now - before), "largest": plain(largest), "factor": plain(factor)}
        return Doubt("jump", JUMP.fill(**_words(measure), **words))
    return None


def _share_moved(measure: Measure, limit: Limit) -> Doubt | None:
    now, before, most = measure.now, measure.before, limit("share_points")
    if now is None or before is None or now == _PERCENT or abs(now - before) <= most:
        return None
    return Doubt("jump", MOVED.fill(**_words(measure), limit=plain(most), of=POINTS))


def _level_moved(measure: Measure, limit: Limit) -> Doubt | None:
    now, before, most = measure.now, measure.before, limit("level_percent")
    if now is None or not before or abs(now - before) * _PERCENT <= most * abs(before):
        return None
    return Doubt("jump", MOVED.fill(**_words(measure), limit=plain(most), of=PERCENT))


_CHECKS: dict[Kind, tuple[Callable[[Measure, Limit], Doubt | None], ...]] = {
    "total": (_unit_slip, _falls, _over_target, _jump),
    "level": (_unit_slip, _level_moved),
    "share": (_percent_slip, _over_whole, _share_moved),
    "rate": (_percent_slip,),
}
