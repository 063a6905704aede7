"""kill -9 of the worker in the middle of an import: the old state, and the next worker brings it to its end."""

from __future__ import annotations

import json

import pytest
from tests.crash.test_kill_9 import SET_UP, killed_at
from tests.elsewhere import finish, start

pytestmark = pytest.mark.slow

TEXT = "澜川市2026年同城化工作要点\n\n一、交通互联\n\n" + "\n".join(
    f"{n}.建设第{n}号码头，2026年6月底前新建泊位{n}个。（市发改委牵头，市水利局配合）" for n in range(1, 41)
)

PREPARE = f"""
{SET_UP}
import sys
from datetime import datetime, UTC, date
from pathlib import Path
from citycircle.accounts.actions.base import carry_out
from citycircle.accounts.actions.organisations import AddOrganisation
from citycircle.accounts.viewers import the_service
from citycircle.records.plans.actions.importing import import_text
service, at = the_service(date(2026, 3, 2)), datetime(2026, 3, 2, 1, tzinfo=UTC)
city = carry_out(AddOrganisation(code="990100", called="澜川市", kind="city"), by=service, at=at)
office = carry_out(AddOrganisation(code="990100-DRC", called="澜川市发展和改革委员会", kind="department", parent=city,
                                   aliases=("市发改委",)), by=service, at=at)
import_text(Path(sys.argv[1]).read_text("utf-8"), organisation=office, by=service, at=at)
"""

LOOK = """
import django, json
django.setup()
from citycircle.accounts.audit.verification import verify
from citycircle.accounts.models import AuditLine, ReadName
from citycircle.records.jobs.models import Job
from citycircle.records.plans.models import Duty, Milestone, Plan, SourceDocument, Target, Task
counts = {model.__name__: model.objects.count() for model in (Plan, Task, Duty, Target, Milestone, ReadName)}
print(json.dumps(counts | {
    "read": SourceDocument.objects.exclude(read_at=None).count(),
    "lines": AuditLine.objects.filter(action="plan.write_reading").count(),
    "job": Job.objects.get(kind="plan.read").state, "intact": verify().is_intact}))
"""

LEASE_OVER = """
import django
django.setup()
from datetime import timedelta
from django.utils.timezone import now
from citycircle.records.jobs.models import Job
Job.objects.filter(kind="plan.read").update(leased_until=now() - timedelta(minutes=1))
"""

WRITING = "citycircle.records.plans"
MOMENTS = {
    "tasks written, duties not yet": ("citycircle.accounts.actions.ground:Ground.create_in_bulk", "after", 1),
    "everything but the promises": (f"{WRITING}.writing:Writer._promises", "before", 1),
    "written, not yet in the search": ("citycircle.accounts.search.index:keep", "before", 1),
    "written, not yet in the log": ("citycircle.accounts.actions.base:append", "before", 1),
}
NOTHING = {"Plan": 0, "Task": 0, "Duty": 0, "Target": 0, "Milestone": 0, "ReadName": 0, "read": 0, "lines": 0}


def state(elsewhere):
    return json.loads(finish(start(elsewhere, "-c", LOOK)))


def test_killed_in_an_import_everything_or_nothing_is_there(elsewhere, tmp_path):
    """One import, four kills: after each nothing of it is there; then it goes through, and a second time as well."""
    (tmp_path / "plan.txt").write_text(TEXT, "utf-8")
    finish(start(elsewhere, "-c", PREPARE, tmp_path / "plan.txt"))
    for moment, (point, when, number) in MOMENTS.items():
        killed_at(elsewhere, point, when, number, "work", "--once")
        after = state(elsewhere)
        assert after == NOTHING | {"job": "running", "intact": True}, moment
        finish(start(elsewhere, "-c", LEASE_OVER))
    finish(start(elsewhere, "-m", "citycircle.cli", "work", "--once"))
    done = state(elsewhere)
    assert (done["Plan"], done["Task"], done["Duty"], done["read"], done["lines"]) == (1, 40, 80, 1, 1)
    assert (done["job"], done["intact"]) == ("done", True)
