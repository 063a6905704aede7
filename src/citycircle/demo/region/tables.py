"""The tables of the invented region, as they lie beside this file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from importlib import resources

from citycircle.core.organisation_lists import from_rows
from citycircle.core.organisations import Register
from citycircle.demo.documents import ORGANISATIONS, documents

Row = dict[str, str]


def rows(name: str) -> list[Row]:
    """The rows of a table by its name: `people`, `hierarchies`, `counterparts`, `waiting_names`."""
    return list(csv.DictReader(io.StringIO(_text(name))))


def register() -> Register:
    """The register that plans are read with, and the offices that only the service needs."""
    lists = (dict(documents())[ORGANISATIONS].decode("utf-8-sig"), _text("organisations"))
    (heading, *first), (_, *second) = (list(csv.reader(io.StringIO(text))) for text in lists)
    return from_rows([heading, *first, *second])


def hierarchies() -> Iterator[tuple[Row, list[Row]]]:
    """Each hierarchy with its members: the first row of each also carries its name."""
    found: dict[str, list[Row]] = {}
    for row in rows("hierarchies"):
        found.setdefault(row["hierarchy"], []).append(row)
    for members in found.values():
        yield members[0], members


def day_or_none(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _text(name: str) -> str:
    return resources.files(__package__).joinpath(f"{name}.csv").read_text("utf-8")
