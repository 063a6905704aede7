"""A form as it is admitted: its fields, who asks, on what basis, from which day to which."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from citycircle.core.errors import CityCircleError
from citycircle.core.kinds import Choice, Words
from citycircle.core.kinds_of_number import Number
from citycircle.core.messages import Text, listed
from citycircle.core.parameters import Table, table_beside

FIELD_KINDS = {
    "number": Text("数字", "number"),
    "money": Text("金额", "money"),
    "percent": Text("百分比", "percentage"),
    "date": Text("日期", "date"),
    "choice": Text("选择", "choice"),
    "line": Text("一行文字", "a line of text"),
    "words": Text("一段文字", "a paragraph"),
    "reference": Text("文号、合同号等编号", "a reference number"),
    "file": Text("附件", "a file"),
}
MINUTES = table_beside(
    __file__,
    "minutes",
    Text("填报用时估计", "Minutes to fill a field"),
    key={"kind": Choice(FIELD_KINDS)},
    value={"minutes": Number("min")},
)
"""Estimates of this product and unverified; a city puts its own in place once it has measured."""
_KEYS = frozenset({"key", "title", "kind", "unit", "fact", "owner", "minutes"})
_KEY = Words(r"[a-z][a-z0-9_.]*", Text("小写字母、数字和下划线", "lower-case letters, digits and underscores"))


class FormIncomplete(CityCircleError):
    """A form lacks what its admission needs."""

    what = Text("表“{form}”缺少：{missing}。", "The form “{form}” lacks: {missing}.")
    why = Text(
        "没有依据、没有截止日的表会一直填下去。", "A form without a basis or a last day would be filled for ever."
    )
    then = Text("请补齐后再申请准入。", "Please complete it and ask for its admission again.")


class FieldsRepeated(CityCircleError):
    """A form has the same field twice."""

    what = Text("表“{form}”的指标{fields}重复。", "The form “{form}” has {fields} twice.")
    why = Text("同一数字在一张表里只填一次。", "A figure is filled once in a form.")
    then = Text("请删去重复的一项，或改名以示区别。", "Please remove one of them or tell them apart by their names.")


class FieldUnreadable(CityCircleError):
    """A field of a form is not written as fields are."""

    what = Text("表中第{number}项无法识别：{reason}", "Field {number} of the form cannot be read: {reason}")
    why = Text("看不懂的指标无法计算负担，也无法查重。", "Its cost and its doubles cannot be worked out.")
    then = Text("请改正该项。", "Please mend the field.")


@dataclass(frozen=True, slots=True)
class FormField:
    """One thing a form asks for. `fact` names it in the register of facts, `owner` is the organisation it is got from.

    `minutes` is a city's own measurement of how long it takes.
    """

    key: str
    title: str
    kind: str = "number"
    unit: str = ""
    fact: str = ""
    minutes: Decimal | None = None
    owner: str = ""

    def as_json(self) -> dict[str, Any]:
        """The field as it is kept; `field_of` reads it."""
        minutes = None if self.minutes is None else str(self.minutes)
        kept = {"key": self.key, "title": self.title, "kind": self.kind, "unit": self.unit, "fact": self.fact}
        more = {"owner": self.owner, "minutes": minutes}
        return kept | {name: value for name, value in more.items() if value}


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form: what it asks, who asks, on what basis, and on which days it may be asked.

    `only` names, for a field that not all are asked, those who are. Raises FormIncomplete, FieldsRepeated.
    """

    code: str
    title: str
    asked_by: str
    fields: tuple[FormField, ...]
    basis: str
    first: date
    last: date | None
    only: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        missing = [
            word
            for word, there in (
                (Text("依据", "its basis"), self.basis.strip()),
                (Text("截止日", "its last day"), self.last is not None),
                (Text("指标", "fields"), self.fields),
                (Text("要求单位", "who asks"), self.asked_by.strip()),
            )
            if not there
        ]
        if missing:
            raise FormIncomplete(form=self.title, missing=listed(missing))
        if self.last is not None and self.last < self.first:
            raise FormIncomplete(form=self.title, missing=Text("晚于起始日的截止日", "a last day after its first"))
        for name in ("key", "title"):
            values = [getattr(each, name) for each in self.fields]
            twice = sorted({value for value in values if values.count(value) > 1})
            if twice:
                raise FieldsRepeated(form=self.title, fields=listed(twice))
        strays = sorted(set(self.only) - {each.key for each in self.fields})
        if strays:
            raise FormIncomplete(form=self.title, missing=listed(strays))

    def runs_on(self, day: date) -> bool:
        """Whether the form may be asked on a day."""
        return self.first <= day and (self.last is None or day <= self.last)

    def asks(self, each: FormField, organisation: str) -> bool:
        """Whether an organisation is asked for a field."""
        return organisation in self.only[each.key] if each.key in self.only else True


def field_of(kept: Mapping[str, Any], number: int) -> FormField:
    """Read a field as it is kept, strictly; `number` says which one in a refusal. Raises FieldUnreadable."""
    unknown = sorted(set(kept) - _KEYS)
    if unknown:
        raise FieldUnreadable(number=number, reason=Text(f"不认识“{'、'.join(unknown)}”。", f"unknown: {unknown}."))
    try:
        minutes = kept.get("minutes")
        return FormField(
            _KEY.read(kept.get("key", ""), Text("代码", "key")),
            Words().read(kept.get("title", ""), Text("名称", "title")),
            Choice(FIELD_KINDS).read(kept.get("kind", "number"), Text("类型", "kind")),
            str(kept.get("unit", "")),
            str(kept.get("fact", "")),
            None if minutes in {None, ""} else Number("min").read(minutes, Text("用时", "minutes")),  # type: ignore[arg-type]  # without gaps it is a number
            str(kept.get("owner", "")),
        )
    except CityCircleError as error:
        raise FieldUnreadable(number=number, reason=Text(error.say("zh"), error.say("en"))) from error


def minutes_of(each: FormField, *, on: date, table: Table = MINUTES) -> Decimal:
    """How long one organisation takes to fill a field. Raises NoRuleInForce, NotInTable."""
    if each.minutes is not None:
        return each.minutes
    minutes: Decimal = table.edition(on).row(each.kind)["minutes"]
    return minutes
