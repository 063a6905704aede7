"""Measures of dates and steps: started, entered, due; the level of a slip; places of quarters."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from citycircle.core.messages import Text
from citycircle.core.terms import add_months, day_said
from citycircle.mechanisms.lights.curves import MONTHS
from citycircle.mechanisms.lights.facts import LEVELS
from citycircle.mechanisms.lights.measured import Asked, Value, joined


def months_not_started(asked: Asked) -> Value | None:
    planned, started, on = asked.facts.start_planned, asked.facts.started, asked.on
    if planned is None:
        return None
    month = Text(f"{planned.year}年{planned.month}月", f"{planned:%Y-%m}")
    if started is not None and started <= on:
        said = Text("计划{month}开工，已于{day}开工", "start planned for {month}, started on {day}")
        return Value(Fraction(0), said.fill(month=month, day=day_said(started)))
    past = (on.year - planned.year) * MONTHS + on.month - planned.month
    count = max(0, past + _is_month_end(on))
    said = Text(
        "计划{month}开工，至今未开工，已满{count}个月末", "start planned for {month}, not started at {count} month ends"
    )
    return Value(Fraction(count), said.fill(month=month, count=count))


def months_not_entered(asked: Asked) -> Value | None:
    started, entered, on = asked.facts.started, asked.facts.entered, asked.on
    if entered is not None and entered <= on:
        return Value(Fraction(0), Text("已于{day}入库", "entered in the library on {day}").fill(day=day_said(entered)))
    if started is None or started > on:
        return (
            None
            if started is None and asked.facts.start_planned is None
            else Value(Fraction(0), Text("尚未开工", "not started yet"))
        )
    months, days = _months_between(started, on)
    said = Text(
        "{day}开工，至今未入库，已满{months}个月零{days}天",
        "started on {day} and not in the library after {months} months and {days} days",
    )
    length = (add_months(started, months + 1) - add_months(started, months)).days
    return Value(months + Fraction(days, length), said.fill(day=day_said(started), months=months, days=days))


def days_to_due(asked: Asked) -> Value | None:
    due = asked.facts.due
    if due is None:
        return None
    left = (due - asked.on).days
    if left > 0:
        tail = Text("还有{left}天", "{left} days left")
    elif left == 0:
        tail = Text("今日到期", "due today")
    else:
        tail = Text("已逾期{left}天", "{left} days overdue")
    return Value(
        Fraction(left), joined(Text("时限{due}", "due {due}").fill(due=day_said(due)), tail.fill(left=abs(left)))
    )


def poor(asked: Asked) -> Value | None:
    if asked.facts.poor is None:
        return None
    said = (
        Text("核查认为质量不高", "checked and found poor")
        if asked.facts.poor
        else Text("核查合格", "checked and sound")
    )
    return Value(Fraction(int(asked.facts.poor)), said)


def slip_level(asked: Asked) -> Value | None:
    slip = asked.facts.slip
    if slip is None:
        return None
    said = Text(
        "督查单由{start}起、无正当理由逾期{missed}次",
        "a slip issued as {start}, its date passed {missed} times without good reason",
    )
    start = {"blue": Text("蓝单", "blue"), "orange": Text("橙单", "orange"), "red": Text("红单", "red")}[
        LEVELS[slip.start]
    ]
    return Value(Fraction(slip.start + slip.missed), said.fill(start=start, missed=slip.missed))


def bottom_quarters(asked: Asked) -> Value | None:
    places = asked.facts.places_from_bottom
    if not places:
        return None
    running = 0
    for place in reversed(places):
        if place > asked.among:
            break
        running += 1
    said = Text(
        "本季倒数第{place}、已连续{running}个季度列后{among}位",
        "place {place} from the end, {running} quarters running",
    )
    return Value(Fraction(running), said.fill(place=places[-1], running=running, among=asked.among))


def _is_month_end(day: date) -> bool:
    return date.fromordinal(day.toordinal() + 1).month != day.month


def _months_between(first: date, last: date) -> tuple[int, int]:
    months = (last.year - first.year) * MONTHS + last.month - first.month
    if add_months(first, months) > last:
        months -= 1
    return months, (last - add_months(first, months)).days
