"""Measures of progress and growth: behind the plan, as a share of the plan, against what was wanted or the average."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from citycircle.core.messages import Text
from citycircle.mechanisms.lights.curves import MONTHS, share_of_year
from citycircle.mechanisms.lights.facts import Facts
from citycircle.mechanisms.lights.measured import Asked, Value, figure, joined

_HUNDRED = Fraction(100)


def share_done(facts: Facts) -> Fraction | None:
    """The cumulative share of the target, in per cent."""
    if facts.actual is None or facts.target is None:
        return None
    return _HUNDRED * Fraction(facts.actual) / Fraction(facts.target)


def share_planned(facts: Facts, on: date) -> Fraction | None:
    """The share of the target that is planned by a day, in per cent: as given, by the curve, else by months ÷ 12.

    A curve is taken as shares of its own end, so that a plan in 万元 and a report in per cent agree.
    """
    if facts.target is None:
        return None
    if facts.planned is not None:
        return _HUNDRED * Fraction(facts.planned) / Fraction(facts.target)
    if facts.curve is not None:
        return _HUNDRED * facts.curve.value(on) / Fraction(facts.curve.target or 1)
    return _HUNDRED * share_of_year(on)


def _by_months(facts: Facts) -> bool:
    return facts.planned is None and facts.curve is None


def _plan_and_done(planned: Fraction, done: Fraction, by_months: bool) -> Text:
    text = Text("计划完成{planned}%{how}、实际完成{done}%", "{planned} % planned{how} and {done} % done")
    how = Text("（无分期计划，按月份÷12）", " (months ÷ 12, as no curve is given)") if by_months else Text("", "")
    return text.fill(planned=figure(planned), done=figure(done), how=how)


def behind_plan(asked: Asked) -> Value | None:
    planned, done = share_planned(asked.facts, asked.on), share_done(asked.facts)
    if planned is None or done is None:
        return None
    return _behind(planned, done, _plan_and_done(planned, done, _by_months(asked.facts)))


def behind_months(asked: Asked) -> Value | None:
    done = share_done(asked.facts)
    if done is None:
        return None
    planned = _HUNDRED * share_of_year(asked.on)
    months = figure(planned * MONTHS / _HUNDRED)
    head = Text(
        "序时应完成{planned}%（{months}÷12）、实际完成{done}%", "{planned} % due ({months} ÷ 12) and {done} % done"
    )
    return _behind(planned, done, head.fill(planned=figure(planned), months=months, done=figure(done)))


def _behind(planned: Fraction, done: Fraction, head: Text) -> Value:
    gap = planned - done
    if gap > 0:
        tail = Text("落后{gap}个百分点", "{gap} percentage points behind").fill(gap=figure(gap))
    elif gap < 0:
        tail = Text("超出{gap}个百分点", "{gap} percentage points ahead").fill(gap=figure(-gap))
    else:
        tail = Text("两者相等", "the two are equal")
    return Value(gap, joined(head, tail))


def share_of_plan(asked: Asked) -> Value | None:
    planned, done = share_planned(asked.facts, asked.on), share_done(asked.facts)
    if planned is None or done is None:
        return None
    head = _plan_and_done(planned, done, _by_months(asked.facts))
    if planned <= 0:
        return Value(
            _HUNDRED, joined(head, Text("尚无应完成量，按100%计", "nothing is due yet, which counts as 100 %"))
        )
    share = _HUNDRED * done / planned
    return Value(share, joined(head, Text("占计划的{share}%", "{share} % of the plan").fill(share=figure(share))))


def growth(asked: Asked) -> Value | None:
    growth = asked.facts.growth
    if growth is None:
        return None
    return Value(Fraction(growth), Text("增幅{growth}%", "growth {growth} %").fill(growth=figure(Fraction(growth))))


def below_target(asked: Asked) -> Value | None:
    return _short(asked.facts.growth, asked.facts.growth_target, Text("目标增幅", "growth wanted"))


def below_average(asked: Asked) -> Value | None:
    return _short(asked.facts.growth, asked.facts.growth_average, Text("平均增幅", "average growth"))


def _short(growth: Decimal | None, wanted: Decimal | None, name: Text) -> Value | None:
    if growth is None or wanted is None:
        return None
    gap = Fraction(wanted) - Fraction(growth)
    more = Text("低{gap}个百分点", "{gap} percentage points below") if gap > 0 else Text("已达到", "reached")
    head = Text("{name}{wanted}%、实际增幅{growth}%", "{name} {wanted} %, actual {growth} %")
    said = head.fill(name=name, wanted=figure(Fraction(wanted)), growth=figure(Fraction(growth)))
    return Value(gap, joined(said, more.fill(gap=figure(gap))))
