"""What a task promises, clause by clause: the figure, the day, how firmly, how often, and for how much of the field."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from citycircle.core.plans import Comparator, Strength
from citycircle.language.dates import Every, Moment, find_dates
from citycircle.language.numerals import find_numbers
from citycircle.language.strengths import strength
from citycircle.language.units import read_unit
from citycircle.planning.ledger import Goal, Item
from citycircle.planning.tracing.letters import Letters, letters

_CLAUSE = re.compile(r"[^。；;，,\n①②③④⑤⑥⑦⑧⑨⑩]+")
_TITLE = re.compile(r"[^。；;，,\n]+")
_A_YEAR: dict[Every, int] = {"year": 1, "half-year": 2, "quarter": 4, "month": 12, "week": 52, "day": 365}
_SOFT: dict[Strength, int] = {"ensure": 4, "advance": 2, "strive": 3, "explore": 1, "consider": 0}
_PLAIN = 4
"""A statement without such a word (2026年底前通车) promises in full."""
_CITED = re.compile(r"《[^》]*》")
"""A year in the title of a document is no day."""
_LENGTH_OF_DATE = (4, 7, 10)


class Figure(NamedTuple):
    """A number with its unit and comparator, and what it measures; `high` closes a range."""

    value: Decimal
    unit: str
    op: Comparator
    indicator: str
    high: Decimal | None = None
    period: str = ""


@dataclass(frozen=True, slots=True)
class Promise:
    """One clause of a task.

    `by` is its last day where a date is printed for it or for a clause before it; `a_year` how often in a year it is
    to happen (0: no rhythm). `firmness` falls from 4 (确保, or no such word) to 0 (谋划). `in_title` marks the title.
    """

    text: str
    words: Letters
    figures: tuple[Figure, ...] = ()
    by: date | None = None
    by_words: str = ""
    a_year: int = 0
    firmness: int = _PLAIN
    in_title: bool = False

    @property
    def is_measured(self) -> bool:
        """Whether it has a figure or a day of its own."""
        return bool(self.figures) or bool(self.by_words and self.by_words in self.text)


@lru_cache(maxsize=4096)
def promises(item: Item, year: int | None) -> tuple[Promise, ...]:
    """The promises of a task; a date without a year is one of the plan's year.

    >>> task = Item("1", "1", "打通断头路", "力争6月底前通车，每季度巡查2次。", goals=())
    >>> [(each.text, str(each.by), each.firmness, each.a_year) for each in promises(task, 2026)[1:]]
    [('力争6月底前通车', '2026-06-30', 3, 0), ('每季度巡查2次', '2026-06-30', 4, 4)]
    """
    found = (*_of_title(item, year), *_of_text(item, year))
    by, words = _of_column(item, year)
    return found if by is None else tuple(each if each.by else replace(each, by=by, by_words=words) for each in found)


def last_day(deadline: str) -> date | None:
    """The last day of 2026, 2026-06 or 2026-06-30; None for what is no date (20xx).

    >>> str(last_day("2026-02")), last_day("20xx")
    ('2026-02-28', None)
    """
    if len(deadline) not in _LENGTH_OF_DATE:
        return None
    try:
        year, month, day = (*map(int, deadline.split("-")), 0, 0)[:3]
        month = month or 12
        return date(year, month, day or calendar.monthrange(year, month)[1])
    except (ValueError, calendar.IllegalMonthError):
        return None


def _of_column(item: Item, year: int | None) -> tuple[date | None, str]:
    """The deadline that a task prints beside its text: it governs every clause without a date of its own."""
    if not item.due_words or item.due_implied:
        return None, ""
    if item.due is not None:
        return item.due, item.due_words
    found = next((value for each in find_dates(item.due_words) if (value := each.value(year))), item.due_words)
    return last_day(found), item.due_words


def _of_title(item: Item, year: int | None) -> Iterator[Promise]:
    for match in _TITLE.finditer(item.title):
        yield replace(_promise(match[0], item, year), in_title=True)


def _of_text(item: Item, year: int | None) -> Iterator[Promise]:
    """A date governs the clauses behind it too, until the next one or the end of the sentence."""
    by, by_words = None, ""
    for sentence in re.split(r"(?<=[。；;])|(?=[①②③④⑤⑥⑦⑧⑨⑩])", item.text):
        by, by_words = None, ""
        for match in _CLAUSE.finditer(sentence):
            made = _promise(match[0].strip(), item, year)
            if made.by is not None:
                by, by_words = made.by, made.by_words
            if made.text:
                yield made if made.by else replace(made, by=by, by_words=by_words)


def _promise(text: str, item: Item, year: int | None) -> Promise:
    moments = find_dates(_CITED.sub(lambda match: "《" * len(match[0]), text))
    dated = next((moment for moment in moments if moment.every is None and moment.value(year)), None)
    rhythm = next((moment.every for moment in moments if moment.every is not None), None)
    figures = tuple(_figures(text, item, moments))
    by = last_day(dated.value(year) or "") if dated else None
    return Promise(
        text=text,
        words=letters(text),
        figures=figures,
        by=by,
        by_words=dated.text if dated and by else "",
        a_year=_A_YEAR[rhythm] if rhythm else 0,
        firmness=_firmness(text, is_measured=bool(figures or by)),
    )


def _firmness(text: str, *, is_measured: bool) -> int:
    """推进 softens only what neither figure nor day measures; 举办, 新增 and the like do not soften at all."""
    kind = strength(text)
    if kind is None:
        return _PLAIN
    if kind != "advance":
        return _SOFT[kind]
    soft = any(word in text for word in ("推进", "推动", "促进", "支持", "加快"))
    return _SOFT["advance"] if soft and not is_measured else _PLAIN


def _figures(text: str, item: Item, moments: tuple[Moment, ...]) -> Iterator[Figure]:
    """The goals that stand in the clause; where there is none, the numbers with a unit that close it."""
    goals = [goal for goal in item.goals if goal.quote and goal.unit not in _PLACES and _stands_in(goal.quote, text)]
    if goals:
        yield from map(_figure_of, goals)
        return
    for numeral in find_numbers(text):
        if any(moment.start <= numeral.start < moment.end for moment in moments) or numeral.is_chinese:
            continue
        unit = read_unit(text, numeral.end)
        if unit is None or unit.kind == "rate":
            continue
        if unit.text not in _EVENTS and len(text) - numeral.end - unit.length > _CLOSES:
            continue
        op: Comparator = next((op for op, words in _OPS if words.search(text)), "=")
        repeated = "次" if text[numeral.end + unit.length :].startswith("次") and not unit.text.endswith("次") else ""
        measured = text[: numeral.start].removeprefix(moments[0].text) if moments else text[: numeral.start]
        yield Figure(numeral.value, unit.text + repeated, op, measured, numeral.high)


_EVENTS = frozenset(("次", "场", "期", "批"))
"""开展1次执法: what happens stands behind its number."""
_OPS: tuple[tuple[Comparator, re.Pattern[str]], ...] = (
    (">=", re.compile(r"以上|不少于|不低于|至少")), ("<=", re.compile(r"以下|以内|不超过|不高于|控制在")),
    (">", re.compile(r"突破|超过")), ("approx", re.compile(r"左右|约")),
)  # fmt: skip
_CLOSES = 2
"""A number that promises closes its clause, 以上 or 以下 aside."""
_PLACES = frozenset("省市县区")
"""五市 counts who takes part, not what is done."""


def _stands_in(quote: str, text: str) -> bool:
    return quote in text or (text in quote and any(sign.isdigit() for sign in text))


def _figure_of(goal: Goal) -> Figure:
    return Figure(goal.value, goal.unit, goal.op, goal.indicator, goal.value_high, goal.period or "")
