"""Where a rule comes from: issuing body and title, never the address of a mirror."""

from __future__ import annotations

import csv
import re
from importlib.resources import files

import pytest

TABLES = sorted((one for one in files("citycircle").rglob("parameters/**/*.csv") if one.is_file()), key=str)
ADDRESS = re.compile(r"https?:|www\.|\.(?:com|cn|net|org)\b", re.IGNORECASE)
NAMED = ("source_body", "source_title")


def rows(table):
    with table.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_there_are_tables():
    assert len(TABLES) > 20


@pytest.mark.parametrize("table", TABLES, ids=lambda one: f"{one.parent.parent.name}/{one.name}")
def test_a_source_has_body_and_title_and_no_address(table):
    for row in rows(table):
        assert not [words for name, words in row.items() if name.startswith("source_") and ADDRESS.search(words)], row
        assert all(row[name] for name in NAMED if name in row), row
