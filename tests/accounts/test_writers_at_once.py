"""Several processes write at once, on SQLite and on PostgreSQL: no line lost, none doubled, the chain never forks."""

from __future__ import annotations

import os
import subprocess
import sys
import uuid

import pytest

WRITERS, EACH = 3, 25

PROGRAM = """
import sys, os
import django
django.setup()
from datetime import datetime, UTC, date
from citycircle.accounts.actions.base import carry_out
from citycircle.accounts.actions.hierarchies import AddHierarchy
from citycircle.accounts.viewers import the_service
for number in range(int(sys.argv[2])):
    carry_out(AddHierarchy(code=f"{sys.argv[1]}-{number}", called="测试", kind="basin"),
              by=the_service(date(2026, 3, 2)), at=datetime.now(UTC))
"""

LOOK = """
import django
django.setup()
from citycircle.accounts.audit.verification import verify
from citycircle.accounts.models import AuditLine, Hierarchy
verdict = verify()
print(verdict.is_intact, verdict.lines, Hierarchy.objects.count(), *verdict.faults)
"""


def run(environment, *command):
    return subprocess.Popen(
        [sys.executable, *command], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def finish(process):
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    return out


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def elsewhere(request, tmp_path):
    """The environment of other processes that share one empty database."""
    environment = os.environ | {"CITYCIRCLE_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "citycircle.settings",
                                "CITYCIRCLE_SECRET_KEY": "a key for these processes only"}  # fmt: skip
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


@pytest.mark.slow
def test_writers_at_once_never_fork_the_chain(elsewhere):
    finish(run(elsewhere, "-m", "django", "migrate", "--verbosity", "0"))
    writers = [run(elsewhere, "-c", PROGRAM, str(number), str(EACH)) for number in range(WRITERS)]
    for writer in writers:
        finish(writer)
    assert finish(run(elsewhere, "-c", LOOK)).split() == ["True", str(WRITERS * EACH), str(WRITERS * EACH)]


@pytest.mark.slow
def test_kill_9_in_a_burst_of_writing_leaves_an_intact_chain(elsewhere):
    finish(run(elsewhere, "-m", "django", "migrate", "--verbosity", "0"))
    writer = run(elsewhere, "-c", PROGRAM + "    print(number, flush=True)\n", "k", "100000")
    for _ in range(20):
        assert writer.stdout.readline()
    writer.kill()
    writer.communicate()
    intact, lines, rows, *_ = finish(run(elsewhere, "-c", LOOK)).split()
    assert intact == "True"
    assert lines == rows
    assert int(rows) >= 20
