"""A city's own light policy: the rows to start from, copied from one that is known, in the format that is read back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text
from citycircle.core.parameter_files import SOURCE_COLUMNS
from citycircle.core.parameters import Certainty, Row, Source, Table
from citycircle.mechanisms.lights.tables import PACKAGE, Policies


class PolicyNameTaken(CityCircleError):
    """A city names its own policy like one that is there."""

    what = Text("已有名为“{name}”的亮灯政策。", "There is a light policy named “{name}” already.")
    why = Text(
        "旧灯须按当时的政策重算，名称不能另指他用。",
        "Old lights are computed again by the policy of then, so a name stays.",
    )
    then = Text("请另取名称，如“{name}_own”。", "Please choose another name, such as “{name}_own”.")


@dataclass(frozen=True, slots=True)
class Standing:
    """On what a city's own rows rest and since when: every row of a rule table says so."""

    valid_from: date
    source: Source
    version: str = "1"
    certainty: Certainty = "checked"
    valid_to: date | None = None


def copy_of(
    policy: str, name: str, title: Text, *, on: date, standing: Standing, tables: Policies = PACKAGE
) -> dict[str, str]:
    """The rows of a policy as CSV texts under a new name, for a city to edit and give back to `Policies.amended`.

    Raises PolicyNameTaken, NoRuleInForce, NotInTable.
    """
    if name in tables.names(on):
        raise PolicyNameTaken(name=name)
    tables.policies.edition(on).row(policy)
    texts = {}
    for table_name, table in tables._asdict().items():
        rows = [row for row in table.edition(on).rows if row["policy"] == policy]
        if rows:
            texts[table_name] = _csv(table, [_renamed(row, name, title) for row in rows], title, standing)
    return texts


def csv_of(table: Table, rows: Iterable[Mapping[str, Any]], *, standard: Text, standing: Standing) -> str:
    """Rows of a table as the CSV text that `Table.amended_by` reads; the values are as the columns' kinds give them."""
    return _csv(table, [dict(row) for row in rows], standard, standing)


def _renamed(row: Row, name: str, title: Text) -> dict[str, Any]:
    values = {**row.values, "policy": name}
    return {**values, "title_zh": title.zh, "title_en": title.en} if "title_zh" in values else values


def _csv(table: Table, rows: Iterable[Mapping[str, Any]], title: Text, standing: Standing) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*table.columns, *SOURCE_COLUMNS])
    until = standing.valid_to.isoformat() if standing.valid_to else ""
    tail = [title.zh, standing.version, standing.valid_from.isoformat(), until, standing.certainty, *standing.source]
    for row in rows:
        writer.writerow([*(_cell(kind.as_json(row[column])) for column, kind in table.columns.items()), *tail])
    return out.getvalue()


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ";".join(map(str, value)) if isinstance(value, list) else str(value)
