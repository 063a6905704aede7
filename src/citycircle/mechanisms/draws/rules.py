"""The rules of a draw as a small table: how many from where, who is always in, who must stay out and why.

One row a rule, so that an office writes it on a second sheet of the roster's workbook. The table itself is what the
commitment binds: a rule that was changed afterwards shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from citycircle.core.errors import CityCircleError
from citycircle.core.kinds import Choice
from citycircle.core.messages import Text
from citycircle.mechanisms.draws.rosters import canonical

COLUMNS = ("kind", "name", "field", "values", "number", "reason_zh", "reason_en")
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "kind": ("kind", "类型"),
    "name": ("name", "名称"),
    "field": ("field", "字段"),
    "values": ("values", "取值"),
    "number": ("number", "数量"),
    "reason_zh": ("reason_zh", "理由"),
    "reason_en": ("reason_en", "英文理由"),
}
KINDS = Choice(
    {
        "stratum": Text("分组", "stratum"),
        "share": Text("抽取比例", "share in percent"),
        "always": Text("必选", "always drawn"),
        "representatives": Text("招标人代表", "representatives of the tenderer"),
        "same": Text("取值回避", "avoid these values"),
        "shared": Text("关联回避", "avoid any of these relations"),
        "flagged": Text("标记回避", "avoid where flagged"),
        "at_least": Text("达到上限回避", "avoid at or above"),
        "below": Text("不足下限回避", "avoid below"),
        "named": Text("点名回避", "avoid by name"),
        "one_per": Text("每值限额", "at most so many per value"),
    }
)
AVOIDING = ("same", "shared", "flagged", "at_least", "below", "named")
_NEEDS: Mapping[str, tuple[str, ...]] = {
    "stratum": ("name", "number"),
    "share": ("number",),
    "always": ("field", "values"),
    "representatives": ("number",),
    "same": ("field", "values"),
    "shared": ("field", "values"),
    "flagged": ("field",),
    "at_least": ("field", "number"),
    "below": ("field", "number"),
    "named": ("values",),
    "one_per": ("field", "number"),
}


class DrawRuleFaulty(CityCircleError):
    """A row of the rules of a draw cannot be followed."""

    what = Text(
        "抽取规则第{line}行无法执行：{reason}。", "Line {line} of the rules of the draw cannot be followed: {reason}."
    )
    why = Text("规则不清的抽取无法复核。", "A draw under unclear rules cannot be checked.")
    then = Text(
        "请按说明补正该行（docs/how-to/draw-by-lot.md）。", "Please mend the row (see docs/how-to/draw-by-lot.md)."
    )


@dataclass(frozen=True, slots=True)
class DrawRule:
    """One row: its kind, the column of the roster it looks at, the values and the number it compares with."""

    kind: str
    name: str = ""
    field: str = ""
    values: tuple[str, ...] = ()
    number: str = ""
    reason_zh: str = ""
    reason_en: str = ""

    @property
    def reason(self) -> Text:
        """Why, in words: its own, else what its kind is called."""
        kind = KINDS.options[self.kind]
        zh = self.reason_zh or self.reason_en or self.name or kind.zh
        return Text(zh, self.reason_en or self.reason_zh or self.name or kind.en)

    @property
    def count(self) -> int:
        """Its number, whole."""
        return int(self.number)

    def as_json(self) -> dict[str, Any]:
        """The row without what is empty; this is what the commitment binds."""
        row = {name: getattr(self, name) for name in COLUMNS}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in row.items() if value}


def read_rules(rows: Iterable[Mapping[str, object]], columns: frozenset[str]) -> tuple[DrawRule, ...]:
    """Read the table of rules and hold it against the columns of the roster. Raises DrawRuleFaulty.

    >>> rules = read_rules([{"类型": "分组", "名称": "全部", "数量": 5}], frozenset({"id"}))
    >>> rules[0].kind, rules[0].count
    ('stratum', 5)
    """
    rules = []
    for line, row in enumerate(rows, start=2):
        cells = {name: canonical(_cell(row, headings)) for name, headings in HEADINGS.items()}
        _known_columns(line, row)
        if not any(cells.values()):
            continue
        try:
            kind = KINDS.read(cells["kind"], Text("类型", "kind"))
        except CityCircleError as error:
            raise DrawRuleFaulty(line=line, reason=Text(error.sentences("zh")[0], error.sentences("en")[0])) from error
        values = tuple(part for part in re.split(r"[;；、|]\s*", cells["values"]) if part)
        rule = DrawRule(
            kind, cells["name"], cells["field"], values, cells["number"], cells["reason_zh"], cells["reason_en"]
        )
        _followable(line, rule, columns)
        rules.append(rule)
    _together(rules)
    return tuple(rules)


def stored_rules(stored: Iterable[Mapping[str, Any]]) -> tuple[DrawRule, ...]:
    """Read rules back from a record of a draw."""
    return tuple(DrawRule(**{**row, "values": tuple(row.get("values", ()))}) for row in stored)


def committee_of(rules: Iterable[DrawRule]) -> tuple[int, int] | None:
    """Members and experts of the committee that is drawn, if the rules name representatives beside the drawn."""
    several = list(rules)
    if not any(rule.kind == "representatives" for rule in several):
        return None
    experts = sum(rule.count for rule in several if rule.kind == "stratum")
    return experts + sum(rule.count for rule in several if rule.kind == "representatives"), experts


def _cell(row: Mapping[str, object], headings: tuple[str, ...]) -> object:
    return next((row[heading] for heading in headings if heading in row), "")


def _known_columns(line: int, row: Mapping[str, object]) -> None:
    known = {heading for headings in HEADINGS.values() for heading in headings}
    if strangers := [name for name in row if name and name not in known]:
        names = "、".join(strangers)
        raise DrawRuleFaulty(line=line, reason=Text(f"不认识的列 {names}", f"the column {names} is unknown"))


def _followable(line: int, rule: DrawRule, columns: frozenset[str]) -> None:
    if lacking := [name for name in _NEEDS[rule.kind] if not getattr(rule, name)]:
        names = "、".join(lacking)
        raise DrawRuleFaulty(line=line, reason=Text(f"缺少 {names}", f"{names} is missing"))
    if rule.field and rule.field not in columns:
        raise DrawRuleFaulty(
            line=line, reason=Text(f"名册没有“{rule.field}”列", f'the roster has no column "{rule.field}"')
        )
    if bool(rule.field) != bool(rule.values) and rule.kind == "stratum":
        raise DrawRuleFaulty(line=line, reason=Text("字段和取值须同时填写", "field and values belong together"))
    if rule.number:
        _number(line, rule)


def _number(line: int, rule: DrawRule) -> None:
    try:
        number = Decimal(rule.number)
    except InvalidOperation:
        number = Decimal(-1)
    whole = rule.kind in {"stratum", "representatives", "one_per"}
    if number < 0 or not number.is_finite() or (whole and number != number.to_integral_value()):
        raise DrawRuleFaulty(line=line, reason=Text(f"数量“{rule.number}”有误", f'the number "{rule.number}" is wrong'))


def _together(rules: list[DrawRule]) -> None:
    names = [rule.name for rule in rules if rule.kind == "stratum"]
    shares = sum(rule.kind == "share" for rule in rules)
    if len(set(names)) != len(names):
        raise DrawRuleFaulty(line=2, reason=Text("分组名称重复", "two strata have one name"))
    if (bool(names) + shares) != 1:
        raise DrawRuleFaulty(
            line=2, reason=Text("须有分组或一条抽取比例，二者择一", "it needs strata or one share, and not both")
        )
