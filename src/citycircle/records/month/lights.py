"""The lights of a month: computed from what was reported, kept with their arithmetic, and beside them a person's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import F, Q, QuerySet

from citycircle.core.kinds_of_time import Day
from citycircle.core.messages import Text
from citycircle.core.quantities import NotANumber, UnknownUnit, decimal_of
from citycircle.core.refusals import NotADay, NothingWritten
from citycircle.core.terms import day_of
from citycircle.mechanisms.cases.case import Case
from citycircle.mechanisms.lights.curves import curve_of
from citycircle.mechanisms.lights.facts import Facts, Waiting
from citycircle.mechanisms.tasks.readings import FINISHED, IN_DISPUTE, due_now, waiting
from citycircle.records.cases.standing import standing
from citycircle.records.month.models import Entry, Part
from citycircle.records.month.reports import number_in

SHARE, TOTAL = "share", "total"
"""The fields of the monthly report that say how far a matter is: in per cent, and in the unit of its target."""
RATES = ("growth", "growth_target", "growth_average")
"""Fields of a form that feed a policy of growth, in per cent."""
DAYS = ("start_planned", "started", "entered")
"""Fields of a form that feed a policy of starts and of entry in the library, each a day."""
UNLIT = frozenset({"", "drafted", "commenting", "settling", "withdrawn"})
"""States before anybody has the matter in hand, and after it was taken off."""
_PERCENT = Decimal(100)


class Reported(NamedTuple):
    """What a part said in its reports up to a month: the latest share, total, rates and days, and whether anything."""

    share: Decimal | None = None
    total: Decimal | None = None
    unit: str = ""
    any: bool = False
    growth: Decimal | None = None
    growth_target: Decimal | None = None
    growth_average: Decimal | None = None
    start_planned: date | None = None
    started: date | None = None
    entered: date | None = None

    @property
    def beside_progress(self) -> dict[str, Any]:
        """The rates and days that were said."""
        said = {name: getattr(self, name) for name in (*RATES, *DAYS)}
        return {name: value for name, value in said.items() if value is not None}


class Instead(NamedTuple):
    """A value of a report as it would stand after a correction."""

    part: int
    month: date
    field: str
    words: str


def reported_by(parts: Iterable[Part], month: date, *, instead: Instead | None = None) -> dict[int, Reported]:
    """What parts reported up to a month, submitted by their own organisation or its heir; one question.

    With `instead`, as it would be with that value corrected.
    """
    numbers = [part.pk for part in parts]
    found_rows = (
        Entry.objects.filter(
            report__part__in=numbers,
            report__month__lte=month,
            report__submitted_at__isnull=False,
        )
        .filter(
            Q(report__organisation=F("report__part__organisation"))
            | Q(report__organisation=F("report__part__organisation__successor"))
        )
        .order_by("report__month", "number")
        .values_list("report__month", "report__part_id", "field", "value", "words", "unit")
    )
    rows: Iterable[tuple[Any, ...]] = found_rows
    if instead is not None and instead.month <= month:
        earlier = [row for row in found_rows if row[0] <= instead.month]
        corrected = (instead.month, instead.part, instead.field, number_in(instead.words), instead.words, "")
        rows = [*earlier, corrected, *(row for row in found_rows if row[0] > instead.month)]
    found: dict[int, Reported] = {}
    for _, part, field, value, words, unit in rows:
        before = found.get(part, Reported())._replace(any=True)
        found[part] = before._replace(**_said(field, value, words, unit))
    return found


def _said(field: str, value: Decimal | None, words: str, unit: str) -> dict[str, Any]:
    """What one cell says for the light; nothing where it feeds none or cannot be read."""
    if field in DAYS:
        day = _day(words)
        return {field: day} if day is not None else {}
    if field not in {SHARE, TOTAL, *RATES}:
        return {}
    number = value if value is not None else _number(words, "" if field == TOTAL else "%")
    if number is None:
        return {}
    return {field: number, "unit": unit} if field == TOTAL else {field: number}


def facts_of(
    part: Part, reported: Reported, *, on: date, names: Mapping[str, str] | None = None, case: Case | None = None
) -> Facts:  # fmt: skip
    """What is known of a part on a day. A wait and a dispute are read off its case; `names` say codes in words.

    The case is the one that stands now, or `case`: the same one as it stood earlier (`as_it_stood`).
    """
    state, due = (part.state, part.due) if case is None else (case.state, due_now(case))
    disputed = state == IN_DISPUTE or (case is None and part.task.is_disputed)
    if case is None and part.case is not None:
        case = standing(part.case)
    hold = waiting(case) if case is not None else None
    done = day_of(case.stints[-1].since) if case is not None and state in FINISHED else None
    wait = None
    if hold is not None and not disputed:
        wait = Waiting(hold.cause, (names or {}).get(hold.whom, hold.whom), day_of(hold.since))
    target, actual, unit = _progress(part, reported)
    return Facts(
        target=target,
        actual=actual,
        unit=unit,
        curve=curve_of(part.planned) if part.planned else None,
        due=due,
        done=done if done is not None or state not in FINISHED else on,
        waiting=wait,
        comparable=actual is not None or bool(reported.beside_progress) or not reported.any,
        disputed=disputed,
        **reported.beside_progress,
    )


def as_it_stood(part: Part, on: date) -> Case | None:
    """The case of a part at the end of a day; None where it was not open yet."""
    if part.case is None:
        return None
    events = [event for event in part.case.events.all() if day_of(event.at) <= on]
    return standing(part.case, events) if events else None


def _progress(part: Part, reported: Reported) -> tuple[Decimal | None, Decimal | None, str]:
    """Target and what is done of it: by the share reported, else by the total against the one target of the task."""
    if reported.share is not None:
        return _PERCENT, reported.share, "%"
    targets = [each for each in part.task.targets.all() if each.value is not None and each.value > 0]
    if reported.total is not None and len(targets) == 1:
        return targets[0].value, reported.total, targets[0].unit
    return None, None, ""


def _number(words: str, unit: str) -> Decimal | None:
    try:
        return decimal_of(words, unit=unit) if words.strip() else None
    except (NotANumber, UnknownUnit):
        return None


def _day(words: str) -> date | None:
    try:
        return Day().read(words, Text("日期", "day"))
    except (NotADay, NothingWritten):
        return None


def to_light(city: int | None) -> QuerySet[Part]:
    """The parts of a place that are in hand, with all that their light needs."""
    rows = Part.objects.filter(city=city).exclude(state__in=UNLIT)
    behind = ("task__targets", "case__events__organisation")
    return rows.select_related("task", "organisation", "case").prefetch_related(*behind).order_by("pk")
