"""By which policy a city lights its matters: one that comes with the product, or rows of its own of the same shape."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text
from citycircle.core.parameters import Source
from citycircle.mechanisms.lights.own import Standing, csv_of
from citycircle.mechanisms.lights.tables import PACKAGE, Policies, title_of
from citycircle.records.month.models import LightPolicy

DEFAULT = "yinchuan_progress"
"""The policy of a place that has not chosen one yet."""


class PolicyRowsStray(CityCircleError):
    what = Text("政策“{code}”的分档有误：{reason}", "The rows of the policy “{code}” cannot be used: {reason}")
    why = Text("分档有误会使所有灯出错，因此整项政策不予采用。", "A faulty band spoils every light, so none is taken.")
    then = Text("请改正后重试。", "Please mend it and try again.")


class Chosen(NamedTuple):
    """The policy of a place on a day, with the tables it stands in; `row` is None for the default."""

    code: str
    tables: Policies
    title: Text
    row: LightPolicy | None = None


def chosen_policy(city: int | None, day: date) -> Chosen:
    """By which policy a city (or the region: None) lights its matters on a day. One question."""
    row = LightPolicy.objects.on(day).filter(organisation__city=city).order_by("-valid_from", "-id").first()
    if row is None:
        return Chosen(DEFAULT, PACKAGE, _title(DEFAULT, PACKAGE, day))
    tables = tables_of(row)
    return Chosen(row.code, tables, Text(row.name, row.name_en or row.name), row)


def tables_of(row: LightPolicy) -> Policies:
    """The tables with the rows of a stored policy on top. Raises PolicyRowsStray."""
    if not row.rows:
        return PACKAGE
    title = Text(row.name, row.name_en or row.name)
    source = Source(row.organisation.name, row.source, "", row.name, "")
    return _read_once(row.code, title, json.dumps(row.rows), row.valid_from or date.min, source)


@lru_cache(maxsize=64)
def _read_once(code: str, title: Text, rows: str, first: date, source: Source) -> Policies:
    return read_rows(code, title, json.loads(rows), first, source)


def read_rows(code: str, title: Text, rows: Sequence[Mapping[str, Any]], first: date, source: Source) -> Policies:
    """Rows as they are kept, as tables; strictly, with one sentence for whatever is wrong. Raises PolicyRowsStray."""
    try:
        return PACKAGE.amended(_texts(code, title, rows, first, source), file=code)
    except CityCircleError as error:
        if isinstance(error, PolicyRowsStray):
            raise
        raise PolicyRowsStray(code=code, reason=Text(error.say("zh"), error.say("en"))) from error


def _texts(code: str, title: Text, rows: Sequence[Mapping[str, Any]], first: date, source: Source) -> dict[str, str]:
    standing = Standing(first, source)
    tables = PACKAGE._asdict()
    texts = {}
    strays = sorted({str(row.get("table")) for row in rows} - set(tables))
    if strays or {row.get("policy") for row in rows} != {code}:
        raise PolicyRowsStray(code=code, reason=Text(f"不认识的行：{'、'.join(strays) or code}。", "stray rows."))
    for name, table in tables.items():
        own = [row for row in rows if row["table"] == name]
        if own:
            read = [
                {column: kind.read(row.get(column, ""), column) for column, kind in table.columns.items()}
                for row in own
            ]
            texts[name] = csv_of(table, read, standard=title, standing=standing)
    return texts


def rows_of(policy: str, code: str, title: Text, *, on: date, tables: Policies = PACKAGE) -> list[dict[str, Any]]:
    """The rows of a policy under a new code, as a city begins to edit them. Raises NoRuleInForce, NotInTable."""
    rows = []
    for name, table in tables._asdict().items():
        for row in table.edition(on).rows:
            if row["policy"] == policy:
                kept = {column: kind.as_json(row[column]) for column, kind in table.columns.items()}
                kept |= {"table": name, "policy": code}
                rows.append(kept | ({"title_zh": title.zh, "title_en": title.en} if name == "policies" else {}))
    return rows


def _title(code: str, tables: Policies, day: date) -> Text:
    return title_of(tables.policies.edition(day).row(code))
