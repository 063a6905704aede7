"""The administrator's page says how things stand; administrators work from named addresses only."""

from __future__ import annotations

from ipaddress import ip_network

import pytest
from tests.region import NOW

from citycircle.records.jobs.models import Job, State
from citycircle.records.keeping.last import LastBackup, note

pytestmark = pytest.mark.django_db


@pytest.fixture
def system(enter, somebody):
    person, _ = somebody("system", "system_administrator", "office")
    return enter(person)


def test_the_page_says_what_check_says_and_when_the_last_backup_was_made(system, settings, data_folder):
    settings.AUDIT_MONTHS = 5
    text = system.get("/administration/").content.decode()
    assert "citycircle.E003" in text
    assert "CITYCIRCLE_AUDIT_MONTHS" in text
    assert "尚未备份" in text
    note(LastBackup(NOW, "copy.tar.gz", rows=120, size=2_400_000))
    text = system.get("/administration/").content.decode()
    assert "2.4 MB · copy.tar.gz" in text
    assert "2026年3月2日 09:30" in text


def test_a_job_that_was_given_up_says_why_and_is_started_again(system):
    job = Job.objects.create(kind="audit.verify", asked_at=NOW, not_before=NOW, state=State.GIVEN_UP, tries=3,
                             error_zh="磁盘已满", error_en="the disk is full", done=3, total=10)  # fmt: skip
    assert "磁盘已满" in system.get("/administration/jobs/", {"state": "given_up"}).content.decode()
    text = system.get(f"/administration/jobs/{job.pk}").content.decode()
    assert 'max="10" value="3"' in text
    system.post(f"/administration/jobs/{job.pk}")
    job.refresh_from_db()
    assert (job.state, job.tries) == (State.WAITING, 0)


def test_administrators_work_from_the_named_addresses_only(system, settings, enter, somebody):
    settings.ADMIN_ADDRESSES = [ip_network("10.1.2.0/24")]
    from_outside = system.get("/administration/", REMOTE_ADDR="10.9.9.9")
    assert from_outside.status_code == 403
    assert "10.9.9.9" in from_outside.content.decode()
    assert system.get("/api/v1/organisations", REMOTE_ADDR="10.9.9.9").status_code == 403
    assert system.get("/administration/", REMOTE_ADDR="10.1.2.77").status_code == 200
    assert (
        system.get("/administration/", REMOTE_ADDR="127.0.0.1", headers={"X-Forwarded-For": "10.1.2.3"}).status_code
        == 200
    )
    clerk, _ = somebody("clerk", "filler", "lanchuan_edu")
    assert enter(clerk).get("/organisations/", REMOTE_ADDR="10.9.9.9").status_code == 200
