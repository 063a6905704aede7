"""Several processes write at once, on SQLite and on PostgreSQL: no line lost, none doubled, the chain never forks."""

from __future__ import annotations

import pytest
from tests.elsewhere import finish, start

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


@pytest.mark.slow
def test_writers_at_once_never_fork_the_chain(elsewhere):
    finish(start(elsewhere, "-m", "django", "migrate", "--verbosity", "0"))
    writers = [start(elsewhere, "-c", PROGRAM, str(number), str(EACH)) for number in range(WRITERS)]
    for writer in writers:
        finish(writer)
    assert finish(start(elsewhere, "-c", LOOK)).split() == ["True", str(WRITERS * EACH), str(WRITERS * EACH)]


@pytest.mark.slow
def test_kill_9_in_a_burst_of_writing_leaves_an_intact_chain(elsewhere):
    finish(start(elsewhere, "-m", "django", "migrate", "--verbosity", "0"))
    writer = start(elsewhere, "-c", PROGRAM + "    print(number, flush=True)\n", "k", "100000")
    for _ in range(20):
        assert writer.stdout.readline()
    writer.kill()
    writer.communicate()
    intact, lines, rows, *_ = finish(start(elsewhere, "-c", LOOK)).split()
    assert intact == "True"
    assert lines == rows
    assert int(rows) >= 20
