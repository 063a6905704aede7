"""What a changed cell means: words for a fact, names for a duty, a day for a deadline, a figure for a target."""

from __future__ import annotations

import calendar
from datetime import date
from typing import NamedTuple

from citycircle.core.errors import CityCircleError
from citycircle.core.kinds_of_time import Day
from citycircle.core.messages import Text
from citycircle.language.dates import find_dates
from citycircle.planning.lists.amounts import Amount, read_amount
from citycircle.planning.lists.filed import filed, others_typed
from citycircle.planning.lists.filling import measured
from citycircle.planning.lists.listed import Listed
from citycircle.planning.lists.names import in_order
from citycircle.planning.lists.templates import ListColumn

_MONTHS = 12


class DayNotRead(CityCircleError):
    what = Text("“{given}”读不出一个日期。", "“{given}” cannot be read as a day.")
    why = Text("时限须能按日提醒。", "A deadline must be a day to remind of.")
    then = Text("请填写如 2026年12月31日 或 2026-12 的日期。", "Please write a day such as 2026-12-31 or 2026-12.")


class NoTargetYet(CityCircleError):
    what = Text("这项任务还没有可修改的目标。", "The task has no target that this cell could change.")
    why = Text("目标须写明指标、数值和单位。", "A target needs an indicator, a value and a unit.")
    then = Text("请在任务页面增加目标。", "Please add the target on the page of the task.")


class SeveralTargets(CityCircleError):
    what = Text("这项任务有{count}个“{indicator}”。", "The task has {count} targets “{indicator}”.")
    why = Text("无法判断改的是哪一个。", "Nobody can tell which of them is meant.")
    then = Text("请在任务页面修改。", "Please change it on the page of the task.")


class TitleMoved(CityCircleError):
    what = Text("“{given}”没有以任务标题“{title}”开头。", "“{given}” does not begin with the task's title “{title}”.")
    why = Text(
        "此栏包含标题和内容，改后分不开。", "The cell holds title and text, which cannot be told apart any more."
    )
    then = Text("请用任务分解表修改，或在任务页面修改。", "Please use the task breakdown, or the page of the task.")


class Meaning(NamedTuple):
    """What a cell says now: of which fact and which target, in words that can be filed, and what stood there before."""

    fact: str
    target: int | None
    old: str
    new: str
    amount: Amount | None = None

    @property
    def is_change(self) -> bool:
        return self.old != self.new


def meaning(words: str, column: ListColumn, listed: Listed, *, target: int | None, year: int | None) -> Meaning:
    """Read a cell of a task. `year` completes a day that prints none (6月底).

    Raises DayNotRead, NoTargetYet, SeveralTargets, TitleMoved, FigureNotRead, UnitNotOfTarget.
    """
    kind = column.about.kind
    item = listed.item
    if kind == "parties":
        told = others_typed(words) if column.fact == "others" else in_order(words)
        return Meaning(column.fact, None, filed(item, listed.own, column.fact), told)
    if kind == "day":
        return Meaning("due", None, filed(item, listed.own, "due"), _day(words, year))
    if kind in {"amount", "measure"}:
        return _figure(words, column, listed, target)
    if kind in {"indicator", "unit"}:
        if target is None:
            raise NoTargetYet
        return Meaning(column.fact, target, filed(item, listed.own, column.fact, target), words)
    if kind == "own":
        return Meaning(column.key, None, listed.own.get(column.key, ""), words)
    return _words(words, column, listed)


def _words(words: str, column: ListColumn, listed: Listed) -> Meaning:
    item = listed.item
    if column.fact == "task":
        start = f"{item.title}。" if item.title else ""
        if not words.startswith(start):
            raise TitleMoved(given=words, title=item.title)
        return Meaning("content", None, item.text, words.removeprefix(start))
    fact = "title" if column.fact == "name" else column.fact
    return Meaning(fact, None, filed(item, listed.own, fact), words)


def _figure(words: str, column: ListColumn, listed: Listed, target: int | None) -> Meaning:
    goals = listed.item.goals
    place = target
    if column.fact == "measure":
        found = measured(listed, column)
        if len(found) > 1:
            raise SeveralTargets(count=len(found), indicator=column.of)
        place = found[0][0] if found else None
    if place is None and column.fact != "measure":
        raise NoTargetYet
    goal = goals[place] if place is not None else None
    amount = read_amount(words, column, goal)
    fact = "value" if place is not None else column.key
    return Meaning(fact, place, filed(listed.item, listed.own, "value", place), str(amount), amount)


def _day(words: str, year: int | None) -> str:
    text = words.strip().rstrip("*").strip()
    if not text:
        return ""
    try:
        return str(Day().read(text, "").isoformat())
    except CityCircleError:
        pass
    moments = [moment for moment in find_dates(text) if moment.every is None]
    value = moments[0].value(year) if len(moments) == 1 else None
    if value is None or not value.replace("-", "").isdigit():
        raise DayNotRead(given=words)
    return last_day(value)


def last_day(value: str) -> str:
    """The last day of a year, a month or a day in ISO form.

    >>> last_day("2026"), last_day("2026-02"), last_day("2026-03-28")
    ('2026-12-31', '2026-02-28', '2026-03-28')
    """
    parts = [int(part) for part in value.split("-")]
    month = parts[1] if len(parts) > 1 else _MONTHS
    day = parts[2] if len(parts) > 2 else calendar.monthrange(parts[0], month)[1]  # noqa: PLR2004 - year, month, day
    return date(parts[0], month, day).isoformat()
