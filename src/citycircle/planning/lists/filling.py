"""A ledger laid into the columns of a template: one line for each task, or for each target where targets are shown.

Nothing is drawn here: `drawing` makes a printed table of it, `changes` compares it with a sheet that came back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from citycircle.core.messages import Text
from citycircle.core.organisations import folded
from citycircle.core.quantities import NoExactConversion, UnknownUnit, plain
from citycircle.paper.tables import joined
from citycircle.planning.ledger import Goal
from citycircle.planning.lists.amounts import in_unit, shown_amount
from citycircle.planning.lists.cells import CELLS, cities, names
from citycircle.planning.lists.facts import PER_TARGET
from citycircle.planning.lists.listed import Listed
from citycircle.planning.lists.templates import ListColumn, ListTemplate

Value = str | Decimal


class Line(NamedTuple):
    """One line of a list: the code that finds it again, the task it belongs to, and which of its targets."""

    key: str
    entry: int
    target: int | None
    band: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class FilledList:
    """A list as it will be printed. `entries` stand in the order of the list, `total` is its line of totals."""

    template: ListTemplate
    title: str
    entries: tuple[Listed, ...]
    lines: tuple[Line, ...]
    total: tuple[Value, ...] | None = None
    left_out: int = 0
    """How many figures no total could take, because they have another unit or a comparator of their own."""

    @property
    def shown(self) -> dict[str, dict[str, str]]:
        """What each line says in each column, in words: what a sheet that comes back is compared with."""
        keys = [column.key for column in self.template.columns]
        return {line.key: dict(zip(keys, map(in_words, line.values), strict=True)) for line in self.lines}

    def listed_at(self, line: Line) -> Listed:
        """The task of a line."""
        return self.entries[line.entry]


def in_words(value: Value) -> str:
    """A value as it is read in a cell; a figure keeps its places.

    >>> in_words(Decimal("12.50"))
    '12.50'
    """
    return value if isinstance(value, str) else plain(value)


def fill(
    template: ListTemplate, entries: Sequence[Listed], *, plan: str, places: Mapping[str, str] | None = None
) -> FilledList:
    """Lay tasks into a template. `plan` is what its title calls them, `places` are names of cities by their codes."""
    named = places or {}
    ordered = _ordered(template, entries, named)
    lines = tuple(_lines(template, ordered, named))
    total, left_out = _total(template, lines, ordered)
    return FilledList(template, template.title.say(plan=plan), ordered, lines, total, left_out)


def _ordered(template: ListTemplate, entries: Sequence[Listed], places: Mapping[str, str]) -> tuple[Listed, ...]:
    """The tasks in the order of the template; those of one band stand together, bands as they first appear."""
    rules: dict[str, Callable[[Listed], object]] = {
        "plan": lambda _each: 0,
        "field": _by_appearance(entries, lambda each: each.item.field),
        "lead": _by_appearance(entries, lambda each: names(each.item.leads)),
        "due": lambda each: each.item.due or date.max,
    }
    by_order = sorted(entries, key=rules[template.order])  # type: ignore[arg-type]  # each rule compares with itself
    if template.band == "none":
        return tuple(by_order)
    return tuple(sorted(by_order, key=_by_appearance(by_order, lambda each: band_of(template, each, places))))


def _by_appearance(entries: Sequence[Listed], rule: Callable[[Listed], str]) -> Callable[[Listed], int]:
    first = {words: at for at, words in enumerate(dict.fromkeys(rule(each) for each in entries))}
    return lambda each: first[rule(each)]


def band_of(template: ListTemplate, each: Listed, places: Mapping[str, str]) -> str:
    """The band under which a task stands."""
    if template.band == "part":
        return each.part
    if template.band == "city":
        return cities(each.item, places)
    return {"none": "", "field": each.item.field, "lead": names(each.item.leads)}[template.band]


def shows_targets(template: ListTemplate) -> bool:
    """Whether each target of a task takes a line."""
    return any(column.about.kind in PER_TARGET for column in template.columns)


def _lines(template: ListTemplate, entries: Sequence[Listed], places: Mapping[str, str]) -> Iterator[Line]:
    numbered = enumerate(entries)
    for band, members in groupby(numbered, key=lambda each: band_of(template, each[1], places)):
        for running, (at, entry) in enumerate(members, start=1):
            number = running if template.restarts else at + 1
            goals = entry.item.goals if shows_targets(template) else ()
            for nth, goal in enumerate(goals or (None,)):
                key = entry.code if nth == 0 else f"{entry.code}/{nth + 1}"
                spot = _Spot(str(number), key, goal)
                values = tuple(_value(entry, column, spot, places) for column in template.columns)
                yield Line(key, at, nth if goal else None, band, values)


class _Spot(NamedTuple):
    """Where a line stands: its running number, its code, and the target it shows."""

    number: str
    key: str
    goal: Goal | None


def _value(entry: Listed, column: ListColumn, spot: _Spot, places: Mapping[str, str]) -> Value:
    kind = column.about.kind
    if kind == "number":
        return spot.number
    if kind == "key":
        return spot.key
    if kind == "measure":
        return _measure(entry, column)
    if kind in PER_TARGET:
        return _of_target(spot.goal, column)
    return CELLS[column.fact](entry, column, places)


def _of_target(goal: Goal | None, column: ListColumn) -> Value:
    if goal is None:
        return ""
    if column.fact == "indicator":
        return goal.indicator
    if column.fact == "unit":
        return goal.unit
    return shown_amount(goal, column)


def measured(entry: Listed, column: ListColumn) -> list[tuple[int, Goal]]:
    """The targets whose indicator a column names, with their place among the targets of the task."""
    wanted = folded(column.of)
    return [(at, goal) for at, goal in enumerate(entry.item.goals) if folded(goal.indicator) == wanted]


def _measure(entry: Listed, column: ListColumn) -> Value:
    found = [shown_amount(goal, column) for _, goal in measured(entry, column)]
    return found[0] if len(found) == 1 else joined(map(in_words, found), "；\n")


def _total(
    template: ListTemplate, lines: Sequence[Line], entries: Sequence[Listed]
) -> tuple[tuple[Value, ...] | None, int]:
    """The line of totals: summed exactly, rounded once at the end."""
    if template.totals == "none":
        return None, 0
    cells: list[Value] = []
    left_out = 0
    for column in template.columns:
        if not column.summed:
            cells.append("")
            continue
        goals = list(_goals_of_column(column, lines, entries))
        values = [each for each in (_exact(goal, column) for goal in goals) if each is not None]
        left_out += len(goals) - len(values)
        total = in_unit(sum(values, Decimal(0)), column.unit, column)
        cells.append("" if total is None else total)
    first = next((at for at, column in enumerate(template.columns) if not column.summed), 0)
    count = len(entries)
    cells[first] = Text("合计", "Total").say()
    if first + 1 < len(cells) and not template.columns[first + 1].summed:
        cells[first + 1] = Text("{count} 项", "{count} items").say(count=count)
    return tuple(cells), left_out


def _goals_of_column(column: ListColumn, lines: Sequence[Line], entries: Sequence[Listed]) -> Iterator[Goal]:
    if column.fact == "measure":
        for entry in entries:
            yield from (goal for _, goal in measured(entry, column))
        return
    for line in lines:
        if line.target is not None:
            yield entries[line.entry].item.goals[line.target]


def _exact(goal: Goal, column: ListColumn) -> Decimal | None:
    """The exact value of a target in a column's unit; None where no total can take it."""
    if goal.op not in {"=", ">=", "approx"} or goal.value_high is not None:
        return None
    try:
        exact = ListColumn(column.fact, column.heading, of=column.of, unit=column.unit)
        return in_unit(goal.value, goal.unit, exact)
    except (UnknownUnit, NoExactConversion):
        return None
