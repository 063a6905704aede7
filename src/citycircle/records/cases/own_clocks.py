"""A city's own clocks: rows that it keeps on top of the dated tables of a kind of case, taken along by every case.

A case carries the rows that held on the day of its opening, so that it keeps its clocks whatever is set afterwards, and
its replay asks for nothing else. Between two cities no one's own clocks hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from citycircle.accounts.models import Organisation
from citycircle.core.messages import Text
from citycircle.core.parameters import Source, Table
from citycircle.mechanisms.lights.own import Standing, csv_of
from citycircle.records.cases.models import OwnClock

KINDS: Mapping[str, Text] = {
    "task": Text("任务办理", "Tasks in hand"),
    "monthly_report": Text("月报", "Monthly reports"),
    "order": Text("督办事项", "Orders"),
}
"""Kinds of case whose sides are all of one city: only for these a city has clocks of its own."""

Kept = Mapping[int | None, list[dict[str, Any]]]
"""By city (None: the region), the rows of own clocks as a case takes them along."""


def own_clocks(kind: str, day: date) -> Kept:
    """The own clocks of all cities for a kind, as they hold for cases opened on a day. One question."""
    if kind not in KINDS:
        return {}
    found: dict[int | None, dict[str, dict[str, Any]]] = {}
    rows = OwnClock.objects.filter(kind=kind, valid_from__lte=day).select_related("organisation")
    for row in rows.order_by("valid_from", "id"):
        found.setdefault(row.organisation.city_id, {})[row.clock] = taken_along(row)
    return {city: list(clocks.values()) for city, clocks in found.items()}


def clocks_for(kept: Kept, opener: Organisation, other: Organisation | None) -> list[dict[str, Any]]:
    """The own clocks of a case that one organisation opens: those of its city, unless the other side is elsewhere."""
    return kept.get(opener.city_id, []) if other is None or other.city_id == opener.city_id else []


def taken_along(row: OwnClock) -> dict[str, Any]:
    """A row as a case carries it."""
    return {
        "clock": row.clock, "amount": row.amount, "unit": row.unit, "from": row.valid_from.isoformat(),
        "by": row.organisation.name, "document": row.document, "clause": row.clause,
    }  # fmt: skip


def amended(table: Table, clocks: Iterable[Mapping[str, Any]]) -> Table:
    """The clocks of a kind with a city's own on top. Raises ParameterFileFaulty and what the kinds of cells raise."""
    for one in clocks:
        given = {"clock": one["clock"], "days": one["amount"], "amount": one["amount"], "unit": one["unit"]}
        values = {name: kind.read(str(given[name]), name) for name, kind in table.columns.items()}
        source = Source(one["by"], one["document"], "", one["clause"], "")
        standing = Standing(date.fromisoformat(one["from"]), source)
        title = Text(one["document"], one["document"])
        table = table.amended_by(csv_of(table, [values], standard=title, standing=standing), file=str(one["clock"]))
    return table
