"""Where a stored case stands: the replay of its events by `mechanisms.cases`, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

from django.utils.timezone import localtime

from citycircle.accounts.models import Organisation
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text, listed, spoken
from citycircle.core.terms import day_of
from citycircle.core.workdays import Calendar, YearWithoutHolidays, national
from citycircle.domains.discovery import find_case_types
from citycircle.mechanisms.cases.case import Case
from citycircle.mechanisms.cases.events import Event
from citycircle.mechanisms.cases.replay import replay
from citycircle.mechanisms.cases.types import CaseType
from citycircle.records.cases.models import CaseEvent, CaseRecord
from citycircle.records.cases.own_clocks import amended

_AT_ONCE = 500


class NoSuchCaseType(CityCircleError):
    what = Text("没有名为“{name}”的事项类型。", "There is no kind of case named “{name}”.")
    why = Text("事项类型决定步骤和时限。", "The kind decides steps and clocks.")
    then = Text("可用的类型：{known}。", "There are: {known}.")


@cache
def holidays() -> Calendar:
    """The national calendar, read once."""
    return national()


def case_type(name: str, on: date, own: Sequence[Mapping[str, Any]] = ()) -> CaseType:
    """The kind of case of that name, by the clocks in force on the day of its filing, a city's `own` on top.

    Raises NoSuchCaseType.
    """
    return _built(name, on, json.dumps(own, sort_keys=True) if own else "")


@lru_cache(256)
def _built(name: str, on: date, own: str) -> CaseType:
    """Kept for each day: building one checks its whole machine, and a month-end asks for it thousands of times."""
    kinds = find_case_types()
    if name not in kinds:
        raise NoSuchCaseType(name=name, known=listed(kinds))
    clocks = kinds[name].clocks
    return kinds[name].build(on, amended(clocks, json.loads(own)) if own else clocks)


def standing(record: CaseRecord, events: Iterable[CaseEvent] | None = None) -> Case:
    """Replay a case; its parties are codes of organisations. Raises what `replay` raises."""
    return _replayed(record, record.events.all() if events is None else events, {})


def standings(records: Sequence[CaseRecord]) -> dict[int, Case]:
    """Many cases by the number of their row, as `standing` replays each: a few questions for all. Raises as it does."""
    found: dict[int, Case] = {}
    for start in range(0, len(records), _AT_ONCE):
        chunk = records[start : start + _AT_ONCE]
        events: dict[int, list[CaseEvent]] = {}
        for row in CaseEvent.objects.filter(case__in=[record.pk for record in chunk]).order_by("case", "number"):
            events.setdefault(row.case_id, []).append(row)
        codes = _codes(row for several in events.values() for row in several)
        found |= {record.pk: _replayed(record, events.get(record.pk, ()), {}, codes) for record in chunk}
    return found


def standing_in_names(record: CaseRecord, events: Iterable[CaseEvent] | None = None) -> Case:
    """Replay a case with the names of its parties in place of their codes, as the reader's language has them."""
    rows = list(record.events.select_related("organisation") if events is None else events)
    codes = {str(code) for code in record.parties.values()}
    codes |= {str(row.data[named]) for row in rows for named in ("organisation", "owner") if row.data.get(named)}
    parties = [*Organisation.objects.filter(code__in=codes), *(row.organisation for row in rows)]
    known = {each.code: each.called(spoken()) for each in parties}
    return _replayed(record, rows, known)


def event_of(row: CaseEvent, code: str, names: Mapping[str, str] | None = None) -> Event:
    """A stored event in the words of the kernel."""
    called = names or {}
    data: dict[str, Any] = dict(row.data)
    if isinstance(data.get("parties"), dict):
        data["parties"] = {role: called.get(party, party) for role, party in data["parties"].items()}
    for named in ("organisation", "owner"):
        if named in data:
            data[named] = called.get(data[named], data[named])
    return Event(row.name, stamp(row.at), called.get(code, code), row.role, data)


def stamp(at: datetime) -> str:
    """A moment as an event carries it: the office's own time, with its zone."""
    return localtime(at).isoformat()


def due_of(case: Case) -> date | None:
    """The last day in time, or None where no clock runs or the calendar does not reach so far yet."""
    try:
        return case.due
    except YearWithoutHolidays:
        return None


def _codes(rows: Iterable[CaseEvent]) -> dict[int, str]:
    return dict(Organisation.objects.filter(pk__in={row.organisation_id for row in rows}).values_list("pk", "code"))


def _replayed(
    record: CaseRecord, events: Iterable[CaseEvent], names: Mapping[str, str], known: Mapping[int, str] | None = None
) -> Case:
    rows = list(events)
    codes = _codes(rows) if known is None else known
    kind = case_type(record.kind, day_of(record.opened_at), record.clocks or ())
    return replay(kind, [event_of(row, codes[row.organisation_id], names) for row in rows], holidays())
