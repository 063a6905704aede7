"""kill -9 in the middle of a lock: the month as it was before, whole; then it is locked, whole."""

from __future__ import annotations

import json

import pytest
from tests.crash.test_kill_9 import SET_UP
from tests.elsewhere import finish, start

pytestmark = pytest.mark.slow
COUNT = 6

PREPARE = f"""
{SET_UP}
import sys
sys.path.insert(0, "bench")
import storm
storm.seed({COUNT})
from citycircle.accounts.actions.base import carry_out
from citycircle.accounts.viewers import the_service
from citycircle.records.month.actions.reviewing import ReviewReport
from citycircle.records.month.models import Report
for number in range({COUNT}):
    storm.submit(number)
for report in Report.objects.all():
    carry_out(ReviewReport(report=report, seen=report.version), by=the_service(storm.DAY), at=storm.NOW)
"""

LOCK = """
import django, sys
django.setup()
sys.path.insert(0, "bench")
import storm
from citycircle.accounts.actions import base
from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.models import Organisation
from citycircle.accounts.viewers import the_service
from citycircle.records.month.actions import locking
from citycircle.records.month.actions.locking import LockMonth
place, number, calls = sys.argv[1], int(sys.argv[2]), []
owner = {"change_many": Ground, "digest_of": locking, "append": base}.get(place)
if owner:
    original = getattr(owner, place)
    def halting(*args, **kwargs):
        calls.append(place)
        if len(calls) == number:
            print("HALTED", flush=True)
            sys.stdin.read()
        return original(*args, **kwargs)
    setattr(owner, place, halting)
city = Organisation.objects.get(kind="city")
action = LockMonth(office=city, month=storm.DAY, summary="3月汇总", notice="第3期")
base.carry_out(action, by=the_service(storm.DAY), at=storm.NOW)
"""

LOOK = """
import django, json
django.setup()
from collections import Counter
from citycircle.accounts.audit.verification import verify
from citycircle.records.cases.models import CaseEvent
from citycircle.records.month.models import MonthLock, Report
print(json.dumps({"states": dict(Counter(Report.objects.values_list("state", flat=True))),
    "locks": MonthLock.objects.count(), "events": CaseEvent.objects.filter(name="lock").count(),
    "intact": verify().is_intact}))
"""
MOMENTS = (("change_many", 2), ("digest_of", 1), ("append", 1))
"""Cases written, reports not yet; reports written, no lock yet; all but the audit line."""


def test_killed_in_a_lock_the_month_is_as_before_and_then_locked_whole(elsewhere):
    finish(start(elsewhere, "-c", PREPARE))
    for place, number in MOMENTS:
        process = start(elsewhere, "-c", LOCK, place, number)
        assert process.stdout.readline() == "HALTED\n", process.stderr.read()
        process.kill()
        process.communicate()
        after = json.loads(finish(start(elsewhere, "-c", LOOK)))
        assert after == {"states": {"accepted": COUNT}, "locks": 0, "events": 0, "intact": True}, (place, number)
    finish(start(elsewhere, "-c", LOCK, "nowhere", 1))
    done = json.loads(finish(start(elsewhere, "-c", LOOK)))
    assert done == {"states": {"locked": COUNT}, "locks": 1, "events": COUNT, "intact": True}
