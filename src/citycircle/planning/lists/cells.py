"""What a cell says of a task: one small rule for each fact, all words, no layout."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from citycircle.core.messages import Text, spoken
from citycircle.core.plans import Stage
from citycircle.language.dates import find_dates
from citycircle.paper.tables import joined
from citycircle.planning.ledger import Item, Party
from citycircle.planning.lists.listed import Listed
from citycircle.planning.lists.template_words import Days
from citycircle.planning.lists.templates import ListColumn

STAGES: dict[Stage, Text] = {
    "plan": Text("谋划前期", "planned"),
    "start": Text("开工", "started"),
    "build": Text("在建推进", "being built"),
    "complete": Text("建成", "completed"),
    "operate": Text("运营", "in operation"),
}
COOPERATING = Text("配合：", "cooperating: ")
_COOPERATING = re.compile("配合[:：]|cooperating:", re.IGNORECASE)
_BY = Text("{day}前：{quote}", "by {day}: {quote}")
_SHORT_NAME = 40


def names(parties: Iterable[Party]) -> str:
    """Organisations as a cell lists them."""
    return joined(each.name for each in parties)


def others(item: Item) -> str:
    """The responsible organisations, and those that only cooperate in a line of their own."""
    helping = names(item.cooperating)
    bound = names(each for each in item.responsible if each not in item.cooperating)
    return joined((bound, COOPERATING.say() + helping if helping else ""), "\n")


def split_others(words: str) -> tuple[str, str]:
    """The two halves of such a cell: responsible and cooperating.

    >>> split_others("市交通局、市水利局\\n配合：市财政局")
    ('市交通局、市水利局', '市财政局')
    """
    bound, *helping = _COOPERATING.split(words, maxsplit=1)
    return bound.strip(), helping[0].strip() if helping else ""


def name_of(item: Item) -> str:
    """What a list calls a task: its title, else its named works, else how its text begins."""
    if item.title:
        return item.title
    works = joined(work.name for work in item.works)
    return works or re.split("[，。；,;]", item.text, maxsplit=1)[0][:_SHORT_NAME]


def whole(item: Item) -> str:
    """Title and text in one cell."""
    return f"{item.title}。{item.text}" if item.title and item.text else item.title or item.text


def goals_said(item: Item) -> str:
    """What is to be reached, in the document's own words."""
    quotes = [each.quote or each.indicator for each in item.goals] + [each.quote or each.what for each in item.steps]
    return "；\n".join(dict.fromkeys(quote for quote in quotes if quote))


def due_in_quarter(item: Item, quarter: int) -> str:
    """What falls due in a quarter counted from 1; a promise with a year alone falls due in the fourth."""
    dated = [(each.deadline, each.quote or each.what) for each in item.steps]
    dated += [(each.deadline, each.quote or each.indicator) for each in item.goals if each.deadline]
    due: dict[int, list[str]] = defaultdict(list)
    for deadline, quote in dated:
        if deadline[:4].isdigit():
            month = deadline[5:7]
            said = quote if find_dates(quote) else _BY.say(day=deadline_said(deadline), quote=quote)
            due[(int(month) - 1) // 3 + 1 if month.isdigit() else 4].append(said)
    return "；\n".join(dict.fromkeys(due[quarter]))


def deadline_said(deadline: str) -> str:
    """A deadline of a promise as an office writes it before 前: a year alone means its end.

    >>> deadline_said("2026-06"), deadline_said("2026")
    ('2026年6月', '2026年底')
    """
    parts = deadline.split("-")
    if not all(part.isdigit() for part in parts):
        return deadline
    if len(parts) == 1:
        return Text("{year}年底", "the end of {year}").say(year=deadline)
    if spoken() == "en":
        return deadline
    numbers = [parts[0], *(str(int(part)) for part in parts[1:])]
    return "".join(f"{number}{unit}" for number, unit in zip(numbers, "年月日", strict=False))


def day_said(day: date, days: Days) -> str:
    """A day in the form that a column asks for.

    >>> [day_said(date(2026, 3, 28), form) for form in ("long", "iso", "dots", "month")]
    ['2026年3月28日', '2026-03-28', '2026.3.28', '2026年3月']
    """
    if days == "dots":
        return f"{day.year}.{day.month}.{day.day}"
    if days == "month":
        return f"{day.year}年{day.month}月" if spoken() == "zh" else f"{day:%Y-%m}"
    return day.isoformat() if days == "iso" or spoken() == "en" else f"{day.year}年{day.month}月{day.day}日"


def due_said(item: Item, days: Days) -> str:
    """The deadline: as printed where the column wants that, else the day; one that was completed carries a star."""
    if days == "printed" and item.due_words:
        return item.due_words
    if item.due is None:
        return item.due_words
    return day_said(item.due, "long" if days == "printed" else days) + ("*" if item.due_implied else "")


def cities(item: Item, places: Mapping[str, str]) -> str:
    """The cities that take part, by name."""
    parties = (*item.leads, *item.responsible, *item.cooperating)
    return joined(dict.fromkeys(places.get(each.city, "") for each in parties))


def taking_part(item: Item, places: Mapping[str, str]) -> str:
    """Cities and organisations that take part, without those that lead."""
    bound = dict.fromkeys(each.name for each in (*item.responsible, *item.cooperating))
    return joined((cities(item, places), joined(bound)), "\n")


Said = Callable[[Listed, ListColumn, Mapping[str, str]], str]


def _of_item(rule: Callable[[Item], str]) -> Said:
    return lambda each, _column, _places: rule(each.item)


def _own(each: Listed, column: ListColumn, _places: Mapping[str, str]) -> str:
    if column.key in each.own:
        return each.own[column.key]
    if column.fact == "goals":
        return goals_said(each.item)
    if column.fact.startswith("quarter_"):
        return due_in_quarter(each.item, int(column.fact[-1]))
    return ""


def _told(each: Listed, column: ListColumn, _places: Mapping[str, str]) -> str:
    return each.told.get(column.fact, "")


CELLS: dict[str, Said] = {
    "own_number": _of_item(lambda item: item.number),
    "field": _of_item(lambda item: item.field),
    "title": _of_item(lambda item: item.title),
    "content": _of_item(lambda item: item.text),
    "name": _of_item(name_of),
    "task": _of_item(whole),
    "lead": _of_item(lambda item: names(item.leads)),
    "responsible": _of_item(lambda item: names(item.responsible)),
    "cooperating": _of_item(lambda item: names(item.cooperating)),
    "others": _of_item(others),
    "cities": lambda each, _column, places: cities(each.item, places),
    "parties": lambda each, _column, places: taking_part(each.item, places),
    "due": lambda each, column, _places: due_said(each.item, column.days),
    "works": _of_item(lambda item: joined(work.name for work in item.works)),
    "stage": _of_item(lambda item: joined(dict.fromkeys(STAGES[work.stage].say() for work in item.works))),
    "basis": _of_item(lambda item: item.basis),
    **dict.fromkeys(("lists", "progress", "done", "light"), _told),
    **dict.fromkeys(
        ("goals", "quarter_1", "quarter_2", "quarter_3", "quarter_4", "leader", "support", "problem", "remark", "own"),
        _own,
    ),
}
"""The facts that stand once for a task; numbers, targets and row codes are laid out in `filling`."""
