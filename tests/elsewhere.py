"""Fixtures for tests that start real processes: an empty database of their own, on SQLite and on PostgreSQL.

A plugin of every test (see conftest.py).
"""

from __future__ import annotations

import subprocess
import sys
import uuid
from pathlib import Path

import pytest
from tests.without_network import surroundings_of_a_stranger

ROOT = Path(__file__).resolve().parents[1]


def start(environment, *command, **more):
    """A Python process that shares the database of the fixture."""
    return subprocess.Popen(
        [sys.executable, *map(str, command)], env=environment, cwd=ROOT, stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **more,
    )  # fmt: skip


def finish(process):
    """What it printed, once it has ended well."""
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, out + err
    return out


def citycircle(environment, *words):
    return finish(start(environment, "-m", "citycircle.cli", "--lang", "en", *words))


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def elsewhere(request, tmp_path):
    """The environment of other processes that share one empty database."""
    (tmp_path / "data").mkdir()
    environment = surroundings_of_a_stranger() | {
        "CITYCIRCLE_DATA": str(tmp_path / "data"), "DJANGO_SETTINGS_MODULE": "citycircle.settings",
        "CITYCIRCLE_HTTPS": "no",
    }  # fmt: skip
    if request.param == "sqlite":
        yield environment
        return
    import psycopg

    address = request.getfixturevalue("postgres")
    name = f"citycircle_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        yield environment | {"CITYCIRCLE_DATABASE_URL": f"{address.rpartition('/')[0]}/{name}"}
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")
