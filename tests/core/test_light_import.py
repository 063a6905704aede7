"""A single rule is at hand at once: nothing heavy is loaded for it, and no table before it is asked."""

from __future__ import annotations

import subprocess
import sys

IMPORT = "from citycircle.domains.environment.air import SUB_INDEX, SUB_INDEX_TABLE; import sys; "
ASK = "SUB_INDEX(on='2026-03-01', pollutant='pm25', period='day', concentration='60').working(); "


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_nothing_heavy_is_loaded() -> None:
    heavy = "{'dataclasses', 'inspect', 'yaml', 'importlib.metadata', 'argparse', 'fractions', 'django', 'lxml'}"
    assert run(f"{IMPORT}{ASK}print(sorted({heavy} & set(sys.modules)))") == "[]"


def test_tables_are_read_when_they_are_asked_and_once() -> None:
    seen = "print('rows' in vars(SUB_INDEX_TABLE), end=' '); "
    assert run(f"{IMPORT}{seen}{ASK}{seen}") == "False True"
    assert run(f"{IMPORT}{ASK}rows = SUB_INDEX_TABLE.rows; {ASK}print(SUB_INDEX_TABLE.rows is rows)") == "True"
