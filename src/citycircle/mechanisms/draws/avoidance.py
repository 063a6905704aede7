"""Who must stay out of a draw, each with the reason that goes into the record."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation

from citycircle.core.messages import Text
from citycircle.mechanisms.draws.rosters import IDENTIFIER, Entry
from citycircle.mechanisms.draws.rules import AVOIDING, DrawRule

UNREADABLE = Text("{field}未填或不是数字，无法核对", "{field} is empty or no number and cannot be checked")
_YES = {"是", "有", "yes", "true", "1", "y", "√"}
_SEPARATORS = re.compile(r"[;；、|]\s*")


def exclusion(entry: Entry, rules: tuple[DrawRule, ...]) -> Text | None:
    """Say why an entry must stay out, or None. The first rule that applies gives the reason.

    >>> rule = DrawRule("same", field="employer", values=("甲公司",), reason_zh="同单位", reason_en="works there")
    >>> exclusion({"id": "1", "employer": "甲公司"}, (rule,)).say("en")
    'works there'
    """
    for rule in rules:
        if rule.kind in AVOIDING and (reason := _TESTS[rule.kind](entry, rule)):
            return reason
    return None


def matches(entry: Entry, rule: DrawRule) -> bool:
    """Say whether an entry has one of the values of a rule; a rule without a field matches everybody."""
    return not rule.field or entry.get(rule.field) in rule.values


def _same(entry: Entry, rule: DrawRule) -> Text | None:
    return rule.reason if matches(entry, rule) else None


def _shared(entry: Entry, rule: DrawRule) -> Text | None:
    return rule.reason if set(_SEPARATORS.split(entry.get(rule.field, ""))) & set(rule.values) else None


def _flagged(entry: Entry, rule: DrawRule) -> Text | None:
    return rule.reason if entry.get(rule.field, "").casefold() in _YES else None


def _named(entry: Entry, rule: DrawRule) -> Text | None:
    return rule.reason if entry[IDENTIFIER] in rule.values else None


def _number(entry: Entry, rule: DrawRule) -> Decimal | None:
    try:
        number = Decimal(entry.get(rule.field, ""))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _at_least(entry: Entry, rule: DrawRule) -> Text | None:
    """A count that was not filled in is none (nobody writes zeros); one that is no number cannot be checked."""
    number = Decimal(0) if rule.field not in entry else _number(entry, rule)
    if number is None:
        return _unreadable(rule)
    return rule.reason if number >= Decimal(rule.number) else None


def _below(entry: Entry, rule: DrawRule) -> Text | None:
    number = _number(entry, rule)
    if number is None:
        return _unreadable(rule)
    return rule.reason if number < Decimal(rule.number) else None


def _unreadable(rule: DrawRule) -> Text:
    return UNREADABLE.fill(field=rule.field)


_TESTS: Mapping[str, Callable[[Entry, DrawRule], Text | None]] = {
    "same": _same,
    "shared": _shared,
    "flagged": _flagged,
    "named": _named,
    "at_least": _at_least,
    "below": _below,
}
