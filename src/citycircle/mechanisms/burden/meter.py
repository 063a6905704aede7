"""The burden meter: what a request costs before it is sent, and what a month asks in all against the month before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from citycircle.core.errors import CityCircleError
from citycircle.core.kinds import Choice
from citycircle.core.kinds_of_number import Whole
from citycircle.core.messages import Text
from citycircle.core.parameters import Table, table_beside
from citycircle.core.quantities import plain
from citycircle.mechanisms.burden.facts import Register, fact_of
from citycircle.mechanisms.burden.forms import MINUTES, Form, FormField, minutes_of
from citycircle.mechanisms.burden.likeness import likeness, named_alike

BURDEN_RULES = table_beside(
    __file__,
    "burden_rules",
    Text("减负规则", "Rules of the burden meter"),
    key={
        "rule": Choice(
            {"alike_percent": Text("相似度达到多少视为疑似重复", "likeness from which a double is suspected")}
        )
    },
    value={"number": Whole()},
)
Why = Literal["fact", "title", "alike"]
WHY: dict[Why, Text] = {
    "fact": Text("同一数据", "the same fact"),
    "title": Text("名称相同", "the same name"),
    "alike": Text("名称相近", "a similar name"),
}
_COST = Text(
    "“{form}”：{fields}项×{organisations}个单位＝{cells}格，其中{known}格已有数据、{asked}格须填写，约{minutes}分钟；"
    "与其他表重复或疑似重复{doubles}项。",
    "“{form}”: {fields} fields × {organisations} organisations make {cells} cells, {known} known and {asked} to fill, "
    "about {minutes} minutes; {doubles} fields are asked elsewhere or seem to be.",
)
_UNEVEN = Text("（部分指标只问部分单位）", " (some fields are asked of some only)")
_MONTH = Text(
    "本月共须填写{asked}格、约{minutes}分钟，比上月{change}。",
    "This month {asked} cells, about {minutes} minutes: {change}.",
)


class FormNotInForce(CityCircleError):
    """A form is asked on a day on which it may not be."""

    what = Text("表“{form}”只在{first}至{last}期间有效。", "The form “{form}” holds from {first} to {last} only.")
    why = Text("到期的表须重新申请准入。", "A form that has ended must be admitted again.")
    then = Text("请停用该表，或办理续期。", "Please stop asking it, or renew its admission.")


class Request(NamedTuple):
    """A form asked of some organisations, so many times in a month."""

    form: Form
    organisations: tuple[str, ...]
    times: int = 1


class Double(NamedTuple):
    """A field that another form asks too (perhaps), why it is thought so, and how alike the names are in per cent."""

    field: FormField
    form: Form
    other: FormField
    why: Why
    percent: int


@dataclass(frozen=True, slots=True)
class Cost:
    """What a request costs. A cell is one field for one organisation once.

    `asked` are the cells that somebody must fill, `known` those that the service fills from facts it holds;
    `minutes` are for the asked ones. `by_organisation` has the asked cells and minutes of each.
    """

    request: Request
    asked: int
    known: int
    minutes: Decimal
    by_organisation: tuple[tuple[str, int, Decimal], ...]
    doubles: tuple[Double, ...] = ()

    @property
    def cells(self) -> int:
        """All cells, to fill or known."""
        return self.asked + self.known

    @property
    def sentence(self) -> Text:
        """The cost as the office sees it before sending."""
        form, organisations, times = self.request
        even = self.cells == len(form.fields) * len(organisations) * times
        text = _COST.fill(
            form=form.title,
            fields=len(form.fields) if times == 1 else f"{len(form.fields)}×{times}",
            organisations=len(organisations),
            cells=self.cells,
            known=self.known,
            asked=self.asked,
            minutes=plain(self.minutes),
            doubles=len({double.field.key for double in self.doubles}),
        )
        return text if even else Text(f"{text.zh.removesuffix('。')}{_UNEVEN.zh}。", f"{text.en[:-1]}{_UNEVEN.en}.")


def cost_of(
    request: Request,
    register: Register,
    others: Iterable[Form] = (),
    *,
    on: date,
    minutes: Table = MINUTES,
    rules: Table = BURDEN_RULES,
) -> Cost:
    """What a request will cost, counted cell by cell, with what is known and what other forms of that day ask too.

    Raises FormNotInForce, NoRuleInForce, NotInTable.
    """
    form, organisations, times = request
    if not form.runs_on(on):
        raise FormNotInForce(form=form.title, first=form.first, last=form.last)
    taking = {each.key: minutes_of(each, on=on, table=minutes) for each in form.fields}
    facts = {each.key: fact_of(each, register) for each in form.fields}
    asked: dict[str, list[str]] = {organisation: [] for organisation in organisations}
    known = 0
    for organisation in organisations:
        for each in form.fields:
            fact = facts[each.key]
            if not form.asks(each, organisation):
                continue
            if fact is not None and fact.is_known_for(organisation):
                known += times
            else:
                asked[organisation].append(each.key)
    by_organisation = tuple(
        (organisation, times * len(keys), times * sum((taking[key] for key in keys), Decimal(0)))
        for organisation, keys in asked.items()
    )
    return Cost(
        request,
        sum(cells for _, cells, _ in by_organisation),
        known,
        sum((spent for _, _, spent in by_organisation), Decimal(0)),
        by_organisation,
        doubles_of(form, others, register, on=on, rules=rules),
    )


def doubles_of(
    form: Form, others: Iterable[Form], register: Register, *, on: date, rules: Table = BURDEN_RULES
) -> tuple[Double, ...]:
    """The fields of a form that other forms in force ask too: by fact, by name, by likeness; for a person to judge."""
    enough = int(rules.edition(on).row("alike_percent")["number"])
    found = []
    for other in others:
        if other.code == form.code or not other.runs_on(on):
            continue
        for each in form.fields:
            pairs = [double for one in other.fields if (double := _double(each, other, one, register, enough))]
            found += sorted(pairs, key=lambda double: (list(WHY).index(double.why), -double.percent))[:1]
    return tuple(found)


def _double(each: FormField, form: Form, other: FormField, register: Register, enough: int) -> Double | None:
    mine, theirs = fact_of(each, register), fact_of(other, register)
    if (mine is not None and mine is theirs) or (each.fact and each.fact == other.fact):
        return Double(each, form, other, "fact", 100)
    if mine is not None and theirs is not None:
        return None  # two facts with an owner each are told apart in the register
    if named_alike(each.title, other.title):
        return Double(each, form, other, "title", 100)
    percent = likeness(each.title, other.title)
    return Double(each, form, other, "alike", percent) if percent >= enough else None


class MonthOfCost(NamedTuple):
    """All that a month asks: cells to fill, minutes, by organisation."""

    asked: int
    minutes: Decimal
    by_organisation: dict[str, tuple[int, Decimal]]


def month_of(costs: Sequence[Cost]) -> MonthOfCost:
    """Add up the costs of all requests of a month."""
    by_organisation: dict[str, tuple[int, Decimal]] = {}
    for cost in costs:
        for organisation, cells, minutes in cost.by_organisation:
            before = by_organisation.get(organisation, (0, Decimal(0)))
            by_organisation[organisation] = (before[0] + cells, before[1] + minutes)
    return MonthOfCost(
        sum(cost.asked for cost in costs), sum((cost.minutes for cost in costs), Decimal(0)), by_organisation
    )


def compared(this: MonthOfCost, last: MonthOfCost) -> Text:
    """This month against the last, in a sentence."""
    change = Decimal(this.asked - last.asked)
    minutes = this.minutes - last.minutes
    if not change and not minutes:
        words = Text("持平", "the same as last month")
    else:
        words = Text(
            f"{_more(change, '增加', '减少')}格、{_more(minutes, '增加', '减少')}分钟",
            f"{_more(change, 'up ', 'down ')} cells and {_more(minutes, 'up ', 'down ')} minutes on last month",
        )
    return _MONTH.fill(asked=this.asked, minutes=plain(this.minutes), change=words)


def _more(change: Decimal, up: str, down: str) -> str:
    return f"{up if change >= 0 else down}{plain(abs(change))}"
