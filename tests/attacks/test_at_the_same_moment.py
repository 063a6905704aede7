"""Three processes do the same at the same moment, on SQLite and on PostgreSQL: once is once, and nothing is lost."""

from __future__ import annotations

import json

import pytest
from tests.elsewhere import finish, start

pytestmark = pytest.mark.slow

TRY = """
import json, sys
import django
django.setup()
from datetime import datetime, UTC, date
from citycircle.accounts import signing_in
from citycircle.accounts.actions.base import carry_out
from citycircle.accounts.actions.hierarchies import AddHierarchy
from citycircle.accounts.actions.organisations import AmendOrganisation
from citycircle.accounts.actions.sign_in import CountFailedSignIn
from citycircle.accounts.models import Organisation
from citycircle.accounts.viewers import the_service, visitor
from citycircle.core.errors import CityCircleError
DAY = date(2026, 3, 2)
def now():
    return datetime.now(UTC)
def amended(number):
    one = Organisation.objects.get(code="990100")
    return AmendOrganisation(organisation=one, seen=one.version, called=f"澜川市{number}", called_en="", kind="city",
                             parent=None)
print("ready", flush=True)
me = sys.stdin.readline().strip()
said = []
for number in range(8):
    for make in (
        lambda: AddHierarchy(code=f"same-{number}", called="同一次提交", kind="basin"),
        lambda: CountFailedSignIn(sign_in_name="nobody"),
        lambda: amended(f"{me}-{number}"),
    ):
        try:
            carry_out(make(), by=the_service(DAY), at=now())
            said.append("done")
        except CityCircleError as error:
            said.append(error.code)
print(json.dumps(said))
"""

FIRST = """
import django
django.setup()
from datetime import datetime, UTC, date
from citycircle.accounts.actions.base import carry_out
from citycircle.accounts.actions.organisations import AddOrganisation
from citycircle.accounts.viewers import the_service
carry_out(AddOrganisation(code="990100", called="澜川市", kind="city"), by=the_service(date(2026, 3, 2)),
          at=datetime.now(UTC))
"""

LOOK = """
import django, json
django.setup()
from citycircle.accounts.audit.verification import verify
from citycircle.accounts.models import AuditLine, FailedSignIns, Hierarchy, Organisation
print(json.dumps({
    "intact": verify().is_intact, "hierarchies": Hierarchy.objects.count(),
    "failures": FailedSignIns.objects.get().failures, "locked": FailedSignIns.objects.get().locked_until is not None,
    "version": Organisation.objects.get().version,
    "amended": AuditLine.objects.filter(action="organisation.amend", outcome="done").count(),
}))
"""


def test_the_same_submitted_three_times_at_once_is_done_once(elsewhere):
    finish(start(elsewhere, "-m", "django", "migrate", "--verbosity", "0"))
    finish(start(elsewhere, "-c", FIRST))
    tries = [start(elsewhere, "-c", TRY) for _ in range(3)]
    for one in tries:
        assert one.stdout.readline() == "ready\n"
    for number, one in enumerate(tries):
        one.stdin.write(f"{number}\n")
        one.stdin.flush()
    said = [json.loads(finish(one)) for one in tries]
    created, counted, amended = ([each for one in said for each in one[kind::3]] for kind in range(3))
    found = json.loads(finish(start(elsewhere, "-c", LOOK)))
    assert created.count("done") == found["hierarchies"] == 8
    assert set(created) <= {"done", "already_there"}
    assert counted == ["done"] * 24
    assert (found["failures"], found["locked"]) == (24, True)
    assert set(amended) <= {"done", "edited_meanwhile"}
    assert amended.count("done") == found["amended"]
    assert found["intact"]
