"""A superior's table as data: headings, order, units and rounding. The built-in ones lie in `parameters/`.

A city's own template is the same two sets of words: one for the list, one for each column; both are read strictly.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from citycircle.core.kinds import Kind, Words
from citycircle.core.kinds_of_number import Whole
from citycircle.core.messages import Text, listed
from citycircle.core.parameters import Certainty, Row, Source, Table, table_beside
from citycircle.core.quantities import UNITS, UnknownUnit, convert, decimal_of
from citycircle.paper.grids import one_line
from citycircle.paper.tables import Align, Sheet
from citycircle.planning.lists.facts import FACTS, NEEDS_NAME, Fact
from citycircle.planning.lists.template_errors import (
    ColumnTwice,
    HeadingTwice,
    LayoutImpossible,
    NameMissing,
    NoColumns,
    NoSuchTemplate,
    RoundingImpossible,
    UnitImpossible,
    UnknownColumn,
    WidthImpossible,
)
from citycircle.planning.lists.template_words import (
    COLUMN_DEFAULTS,
    COLUMN_KINDS,
    LIST_DEFAULTS,
    LIST_KINDS,
    Band,
    Days,
    Holds,
    Order,
    Rounding,
    Totals,
)

LIST_TEMPLATES = table_beside(
    __file__,
    "list_templates",
    Text("清单模板", "Templates of lists"),
    key={"template": Words()},
    value=LIST_KINDS,
)
LIST_COLUMNS = table_beside(
    __file__,
    "list_columns",
    Text("清单模板的栏目", "Columns of the templates of lists"),
    key={"template": Words(), "place": Whole(low=1)},
    value=COLUMN_KINDS,
)

WORDED = frozenset({"words", "own", "parties", "indicator"})
"""Kinds of fact whose cells begin at the left where a template does not say it; the others stand in the middle."""
NARROWEST, WIDEST, MOST_PLACES = 5, 200, 6


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column: which fact, under which heading, in which unit and to how many places.

    `of` names the indicator of a measure or the cell that the list keeps itself. `merged` lets neighbours with the
    same words share one cell; `summed` puts a total into the line of totals.
    """

    fact: str
    heading: Text
    of: str = ""
    group: Text | None = None
    width: int = 25
    align: Align = "left"
    unit: str = ""
    rounding: Rounding = "exact"
    places: int | None = None
    days: Days = "printed"
    merged: bool = False
    summed: bool = False

    @property
    def key(self) -> str:
        """What tells it from the other columns of its list.

        >>> ListColumn("measure", Text("总投资（亿元）", "Investment"), of="总投资").key
        'measure:总投资'
        """
        return f"{self.fact}:{self.of}" if self.of else self.fact

    @property
    def about(self) -> Fact:
        """The fact that stands in it."""
        return FACTS[self.fact]


@dataclass(frozen=True, slots=True)
class ListTemplate:
    """A template, checked: it prints in one way only. `superior` is whose table it is, empty for a common form."""

    code: str
    name: Text
    title: Text
    columns: tuple[ListColumn, ...]
    units: Text | None = None
    holds: Holds = "tasks"
    band: Band = "none"
    band_as: Literal["row", "column"] = "row"
    restarts: bool = False
    order: Order = "plan"
    totals: Totals = "none"
    paper: Sheet = "A4"
    key_column: Literal["hidden", "shown"] = "hidden"
    superior: str = ""
    source: Source | None = None
    certainty: Certainty = "unverified"

    def column(self, key: str) -> ListColumn:
        """The column of that key. Raises KeyError."""
        return {column.key: column for column in self.columns}[key]


def template_from(code: str, words: Mapping[str, object], columns: Sequence[Mapping[str, object]]) -> ListTemplate:
    """A template from its words, read strictly; what is left out takes the default of `LIST_DEFAULTS`.

    >>> head = {"name_zh": "清单", "name_en": "List", "title_zh": "{plan}清单", "title_en": "{plan}: list"}
    >>> template_from("X", head, [{"fact": "title", "heading_zh": "任务", "heading_en": "Task"}]).columns[0].width
    25

    Raises the errors of `template_errors`, and those of `core.refusals` for a word that is none of the choices.
    """
    read = _read(LIST_KINDS, {**LIST_DEFAULTS, **words}, code)
    if not columns:
        raise NoColumns(template=code)
    template = ListTemplate(
        code=code,
        name=Text(read["name_zh"], read["name_en"]),
        title=Text(read["title_zh"], read["title_en"]),
        columns=tuple(_column(code, each) for each in columns),
        units=Text(read["units_zh"], read["units_en"]) if read["units_zh"] else None,
        **{name: read[name] for name in ("holds", "band", "band_as", "restarts", "order", "totals", "paper")},
        key_column=read["key_column"],
        superior=read["superior"],
    )
    _refuse_doubles(template)
    return template


def _read(kinds: Mapping[str, Kind], words: Mapping[str, object], code: str) -> dict[str, Any]:
    unknown = sorted(set(words) - set(kinds))
    if unknown:
        raise LayoutImpossible(template=code, part=Text("属性", "property"), given=unknown[0], known=listed(kinds))
    return {name: kind.read(words.get(name, ""), name) for name, kind in kinds.items()}


def _column(code: str, words: Mapping[str, object]) -> ListColumn:
    fact = str(words.get("fact", "")).strip()
    if fact not in FACTS:
        raise UnknownColumn(template=code, column=fact, known=listed(FACTS))
    align = {} if FACTS[fact].kind in WORDED else {"align": "center"}
    read = _read(COLUMN_KINDS, {**COLUMN_DEFAULTS, **align, **words}, code)
    heading = Text(read["heading_zh"], read["heading_en"])
    if fact in NEEDS_NAME and not read["of"]:
        raise NameMissing(template=code, heading=heading)
    if not NARROWEST <= read["width"] <= WIDEST:
        raise WidthImpossible(template=code, heading=heading, width=read["width"])
    _check_unit(code, heading, fact, read["unit"])
    return ListColumn(
        fact=fact,
        heading=heading,
        of=read["of"] if fact in NEEDS_NAME else "",
        group=Text(read["group_zh"], read["group_en"] or read["group_zh"]) if read["group_zh"] else None,
        places=_places(code, heading, fact, read),
        **{name: read[name] for name in ("width", "align", "unit", "rounding", "days", "merged", "summed")},
    )


def _check_unit(code: str, heading: Text, fact: str, unit: str) -> None:
    """A unit stands only over amounts, and only one that values can be turned into exactly."""
    if not unit:
        return
    known = listed(UNITS)
    if FACTS[fact].kind not in {"amount", "measure"}:
        raise UnitImpossible(template=code, heading=heading, unit=unit, known=Text("（此栏不是数值）", "(no figures)"))
    try:
        convert(decimal_of("1"), unit, unit)
    except UnknownUnit as error:
        raise UnitImpossible(template=code, heading=heading, unit=unit, known=known) from error


def _places(code: str, heading: Text, fact: str, read: Mapping[str, Any]) -> int | None:
    places, rounding = read["places"], read["rounding"]
    reason: Text | None = None
    if FACTS[fact].kind not in {"amount", "measure"}:
        if not places and rounding == "exact" and not read["summed"]:
            return None
        reason = Text("此栏不是数值", "it holds no figures")
    elif read["summed"] and not read["unit"]:
        reason = Text("要合计，请写明单位", "a total needs a unit")
    elif places and not (places.isdecimal() and int(places) <= MOST_PLACES):
        reason = Text(f"小数位数应为 0 到 {MOST_PLACES}", f"places are 0 to {MOST_PLACES}")
    elif rounding == "exact" and places:
        reason = Text("不取舍的数字不能限定位数", "a figure that is not rounded has its own places")
    elif rounding != "exact" and not places:
        reason = Text("要取舍，请写明位数", "rounding needs a number of places")
    if reason:
        raise RoundingImpossible(template=code, heading=heading, reason=reason)
    return int(places) if places else None


def _refuse_doubles(template: ListTemplate) -> None:
    keys = Counter(column.key for column in template.columns)
    twice = next((key for key, count in keys.items() if count > 1), None)
    if twice:
        raise ColumnTwice(template=template.code, column=template.column(twice).heading)
    for language in ("zh", "en"):
        headings = Counter(full_heading(column, language) for column in template.columns)
        doubled = next((words for words, count in headings.items() if count > 1), None)
        if doubled:
            raise HeadingTwice(template=template.code, heading=doubled)


def full_heading(column: ListColumn, language: Literal["zh", "en"]) -> str:
    """Both levels of a heading in one line, as they are compared.

    >>> full_heading(ListColumn("quarter_1", Text("一季度", "Q1"), group=Text("进度安排", "Schedule")), "zh")
    '进度安排/一季度'
    """
    group = f"{column.group.say(language)}/" if column.group else ""
    return one_line(group + column.heading.say(language))


def built_in(code: str, *, on: date, amended: tuple[Table, Table] | None = None) -> ListTemplate:
    """A template of `parameters/`, as valid on a day; `amended` are both tables with a city's own rows on top.

    Raises NoSuchTemplate, and what `template_from` raises.
    """
    lists, columns = amended or (LIST_TEMPLATES, LIST_COLUMNS)
    edition = lists.edition(on)
    if not edition.has(code):
        known = listed(str(row["template"]) for row in edition.rows)
        raise NoSuchTemplate(template=code, day=on, known=known)
    row = edition.row(code)
    told = [_as_words(each, COLUMN_KINDS) for each in columns.edition(on).group(code)]
    template = template_from(code, _as_words(row, LIST_KINDS), told)
    return _with_source(template, row)


def built_in_codes(*, on: date) -> tuple[str, ...]:
    """The codes of the built-in templates that are valid on a day."""
    return tuple(str(row["template"]) for row in LIST_TEMPLATES.edition(on).rows)


def _as_words(row: Row, kinds: Mapping[str, Kind]) -> dict[str, object]:
    return {name: row[name] for name in kinds}


def _with_source(template: ListTemplate, row: Row) -> ListTemplate:
    return ListTemplate(
        **{name: getattr(template, name) for name in ListTemplate.__slots__ if name not in {"source", "certainty"}},
        source=row.source,
        certainty=row.certainty,
    )


def as_words(template: ListTemplate) -> tuple[dict[str, str], list[dict[str, str]]]:
    """A template as the words that `template_from` reads: how a city keeps its own, and starts one from another."""
    head = {
        "name_zh": template.name.zh, "name_en": template.name.en,
        "title_zh": template.title.zh, "title_en": template.title.en,
        "units_zh": template.units.zh if template.units else "",
        "units_en": template.units.en if template.units else "",
        "restarts": _yes(template.restarts), "superior": template.superior,
    } | {name: str(getattr(template, name))
         for name in ("holds", "band", "band_as", "order", "totals", "paper", "key_column")}  # fmt: skip
    return head, [_column_words(column) for column in template.columns]


def _column_words(column: ListColumn) -> dict[str, str]:
    return {
        "fact": column.fact, "of": column.of, "heading_zh": column.heading.zh, "heading_en": column.heading.en,
        "group_zh": column.group.zh if column.group else "", "group_en": column.group.en if column.group else "",
        "width": str(column.width), "align": column.align, "unit": column.unit, "rounding": column.rounding,
        "places": "" if column.places is None else str(column.places), "days": column.days,
        "merged": _yes(column.merged), "summed": _yes(column.summed),
    }  # fmt: skip


def _yes(value: bool) -> str:
    return "yes" if value else "no"
