"""Giving the duties that were found to a task: several brackets joined, the rule stated once applied."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from citycircle.core.plans import Duty, Quoted, Span
from citycircle.documents.duties.names import Name
from citycircle.documents.duties.notation import STARS, LeadRule, Notation


def duty_of(notations: Sequence[Notation], rule: LeadRule | None = None) -> Duty:
    """One duty out of all the notations of a task, in places of the mended text.

    `rule` is what the document states once about who leads where no lead is printed.

    >>> from citycircle.documents.duties.notation import read_notation
    >>> text = "责任单位：市港务局、市园林局"
    >>> duty = duty_of([read_notation(text, 0, len(text))], "first")
    >>> duty.lead[0].text, [one.text for one in duty.responsible], duty.lead_from
    ('市港务局', ['市园林局'], 'rule')
    """
    named = [notation for notation in notations if notation.names]
    if not named:
        return Duty()
    printed = any(notation.lead for notation in named)
    if rule:
        named = [notation if notation.lead else _by_rule(notation, rule) for notation in named]
    lead = _once(name for notation in named for name in notation.lead)
    leading = {name.text for name in lead}
    return Duty(
        lead=_quoted(lead),
        responsible=_quoted(_once(n for notation in named for n in notation.responsible if n.text not in leading)),
        cooperating=_quoted(_once(n for notation in named for n in notation.cooperating if n.text not in leading)),
        lead_from="printed" if printed else "rule" if lead else None,
        by_duty=any(notation.by_duty for notation in named),
        span=Span(named[0].start, named[-1].end),
    )


def inherited(duty: Duty) -> Duty:
    """The duty of a heading, for a task below it that has none of its own."""
    return replace(duty, inherited=True)


def deadline_of(notations: Iterable[Notation]) -> Quoted | None:
    """The date printed among the duties (完成时限：…)."""
    for notation in notations:
        if notation.deadline is not None:
            return _quote(notation.deadline)
    return None


def _by_rule(notation: Notation, rule: LeadRule) -> Notation:
    if not notation.responsible:
        return notation
    if rule == "starred":
        return _by_stars(notation)
    if rule == "all":
        return notation._replace(lead=notation.responsible, responsible=(), cooperating=())
    first, *rest = notation.responsible
    cooperating = tuple(name for name in notation.cooperating if name.text != first.text)
    return notation._replace(lead=(first,), responsible=tuple(rest), cooperating=cooperating)


def _by_stars(notation: Notation) -> Notation:
    """Those with a star lead; the star is no part of a name."""
    starred = [name.text.endswith(tuple(STARS)) for name in notation.responsible]
    plain = [
        Name(name.text.rstrip(STARS), name.start, name.end - 1) if has_star else name
        for name, has_star in zip(notation.responsible, starred, strict=True)
    ]
    lead = tuple(name for name, has_star in zip(plain, starred, strict=True) if has_star)
    rest = tuple(name for name, has_star in zip(plain, starred, strict=True) if not has_star)
    return notation._replace(lead=lead, responsible=rest)


def _once(names: Iterable[Name]) -> list[Name]:
    kept: dict[str, Name] = {}
    for name in names:
        kept.setdefault(name.text, name)
    return list(kept.values())


def _quote(name: Name) -> Quoted:
    return Quoted(name.text, Span(name.start, name.end))


def _quoted(names: Iterable[Name]) -> tuple[Quoted, ...]:
    return tuple(map(_quote, names))
