"""kill -9 at the worst moments of a restore and an upgrade: the old state or the new one, chain intact.

In a burst of writing: see tests/accounts/test_writers_at_once.py.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.elsewhere import citycircle, finish, start
from tests.upgrade.older import FIRST

pytestmark = pytest.mark.slow
HALTING = Path(__file__).with_name("halting.py")
OLDER = Path(__file__).parents[1] / "upgrade/older.py"

LOOK = """
import django, json, sys
django.setup()
from django.db import connection
from citycircle.accounts.audit.verification import verify
from citycircle.accounts.models import Hierarchy
from citycircle.records.keeping.tables import applied_migrations
for asked in sys.stdin:
    if asked == "migrations\\n":
        answer = applied_migrations()
    else:
        verdict = verify()
        answer = {"intact": verdict.is_intact, "faults": verdict.faults, "lines": verdict.lines,
                  "hierarchies": sorted(Hierarchy.objects.values_list("code", flat=True))}
    connection.close()
    print(json.dumps(answer), flush=True)
"""

WRITE = """
import sys
from datetime import datetime, UTC, date
from citycircle.accounts.actions.base import carry_out
from citycircle.accounts.actions.catalogue import load
from citycircle.accounts.viewers import the_service
def write(code):
    carry_out(load()["hierarchy.add"](code=code, called="测试", kind="basin"),
              by=the_service(date(2026, 3, 2)), at=datetime.now(UTC))
"""


@pytest.fixture
def look(elsewhere):
    """Asks another process, that sees what is committed, for the state or for the migrations."""
    process = start(elsewhere, "-c", LOOK)

    def ask(what="state"):
        process.stdin.write(f"{what}\n")
        process.stdin.flush()
        return json.loads(process.stdout.readline())

    yield ask
    finish(process)


def killed_at(environment, point, when, number, *words):
    """Run a command until it halts at a point, and end it there with SIGKILL."""
    process = start(environment, HALTING, point, when, number, *words)
    seen = []
    for line in process.stdout:
        seen.append(line)
        if line == "HALTED\n":
            break
    else:
        pytest.fail(f"never came to {point}: {seen} {process.stderr.read()}")
    process.kill()
    process.communicate()


SET_UP = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
"""


BACK_UP = """
from pathlib import Path
from citycircle.records.keeping.backup import back_up
write("early")
back_up(Path(sys.argv[1]), at=datetime.now(UTC))
write("late")
"""
KEEPING = "citycircle.records.keeping"
MOMENTS = {
    "before anything": (f"{KEEPING}.actions:keep_later_lines", "before", False),
    "all rows replaced": (f"{KEEPING}.actions:replace_rows", "after", False),
    "verified, not yet kept": (f"{KEEPING}.actions:check_restored", "after", False),
    "kept, not yet said": (f"{KEEPING}.restore:verify", "before", True),
}


def test_in_a_restore(elsewhere, look, tmp_path):
    """One backup, four kills: each leaves the later state or the restored one, and the next restore goes through."""
    backup = tmp_path / "b.tar.gz"
    finish(start(elsewhere, "-c", SET_UP + WRITE + BACK_UP, backup))
    assert look()["hierarchies"] == ["early", "late"]
    for moment, (point, when, is_restored) in MOMENTS.items():
        killed_at(elsewhere, point, when, 1, "restore", backup, "--replace")
        after = look()
        assert after["intact"], (moment, after["faults"])
        assert after["hierarchies"] == (["early"] if is_restored else ["early", "late"]), moment
    citycircle(elsewhere, "restore", backup, "--replace")
    assert look()["hierarchies"] == ["early"]
    assert not (Path(elsewhere["CITYCIRCLE_DATA"]) / "restoring").exists()


def test_in_an_upgrade(elsewhere, look):
    """Killed after the first migration and after the last: the older shape is whole; then the upgrade goes through."""
    finish(start(elsewhere, OLDER, FIRST))
    before = look("migrations")
    applying = "django.db.migrations.executor:MigrationExecutor.apply_migration"
    for point in (applying, "citycircle.cli.service:migrate"):
        killed_at(elsewhere, point, "after", 1, "upgrade")
        assert look("migrations") == before
    assert "audit chain intact" in citycircle(elsewhere, "upgrade")
    assert look("migrations") != before
    assert look()["intact"]
