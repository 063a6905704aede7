"""Jobs: done once, tried again, given up with a notice, taken over from a process that died."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from citycircle.accounts.roles import Role
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text
from citycircle.records.jobs import kinds
from citycircle.records.jobs.actions import AskJob, TryJobAgain
from citycircle.records.jobs.kinds import load
from citycircle.records.jobs.models import Job, State
from citycircle.records.jobs.work import LEASE, ask_for_what_the_calendar_wants, do_next
from citycircle.records.notices.models import Notice

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)


class Clock:
    now = NOW

    def __call__(self):
        return self.now

    def pass_by(self, **time):
        self.now += timedelta(**time)


@pytest.fixture
def clock():
    return Clock()


class NotPossible(CityCircleError):
    what = Text("不行。", "Not possible.")
    why = Text("", "")
    then = Text("", "")


@pytest.fixture
def kind(monkeypatch):
    """A kind of job that exists for one test."""

    def make(work, **options):
        monkeypatch.setitem(kinds.KINDS, "test.job", kinds.Kind("test.job", Text("测试", "test"), work, **options))

    return make


def test_a_job_is_done_with_the_rights_of_whoever_asked_and_says_how_far_it_is(kind, somebody, do, clock):
    _, clerk = somebody("clerk", "filler", "lanchuan_edu")
    seen = {}

    def work(progress, *, what):
        progress.say(3, 7)
        seen.update(what=what, roles=progress.by.roles, row=Job.objects.get())
        return {"rows": 7}

    kind(work)
    job = do(AskJob(kind="test.job", arguments={"what": "x"}), by=clerk)
    assert do_next(clock)
    assert seen["what"] == "x"
    assert seen["roles"] == {Role.FILLER}
    assert (seen["row"].state, seen["row"].done, seen["row"].total) == (State.RUNNING, 3, 7)
    job.refresh_from_db()
    assert (job.state, job.result, job.tries) == (State.DONE, {"rows": 7}, 1)
    assert not do_next(clock)


def test_a_failing_job_is_tried_again_after_growing_pauses_then_given_up_with_a_notice(kind, somebody, do, clock):
    person, clerk = somebody("clerk", "filler", "lanchuan_edu")

    def work(_progress):
        raise NotPossible

    kind(work)
    job = do(AskJob(kind="test.job"), by=clerk)
    for pause in (30, 60):
        assert do_next(clock)
        clock.pass_by(seconds=pause - 1)
        assert not do_next(clock)
        clock.pass_by(seconds=1)
    assert do_next(clock)
    job.refresh_from_db()
    assert (job.state, job.tries, job.error_zh) == (State.GIVEN_UP, 3, "不行。")
    assert Notice.objects.get().person == person
    _, administrator = somebody("admin", "system_administrator", "office")
    do(TryJobAgain(job=job), by=administrator)
    clock.pass_by(hours=1)
    assert do_next(clock)


def test_a_job_over_which_a_process_died_is_taken_up_when_its_lease_is_over(kind, do, clock):
    kind(lambda _progress: None)
    job = do(AskJob(kind="test.job"))
    Job.objects.filter(pk=job.pk).update(state=State.RUNNING, tries=1, leased_until=NOW + LEASE)
    assert not do_next(clock)
    clock.pass_by(minutes=6)
    assert do_next(clock)
    job.refresh_from_db()
    assert (job.state, job.tries) == (State.DONE, 2)


def test_the_calendar_asks_once_a_day_however_many_look(clock):
    clock.now = datetime(2026, 3, 1, 16, 10, tzinfo=UTC)  # 00:10 in Shanghai: nothing yet
    assert ask_for_what_the_calendar_wants(clock()) == 0
    clock.pass_by(hours=10)
    asked = ask_for_what_the_calendar_wants(clock())
    assert asked == sum(kind.daily_at is not None for kind in load().values()) > 3
    assert ask_for_what_the_calendar_wants(clock()) == 0
    clock.pass_by(days=1)
    assert ask_for_what_the_calendar_wants(clock()) == asked


def test_the_nightly_jobs_run(region, data_folder, clock):
    ask_for_what_the_calendar_wants(NOW)
    while do_next(clock):
        pass
    assert set(Job.objects.values_list("state", flat=True)) == {State.DONE}
    assert Job.objects.get(kind="audit.verify").result["faults"] == []


def test_auditors_are_told_when_the_chain_is_broken(region, somebody, data_folder, clock):
    from django.db import connection

    auditor, _ = somebody("auditor", "auditor", "office")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_auditline SET reason = '改' WHERE number = 2")
    ask_for_what_the_calendar_wants(NOW)
    while do_next(clock):
        pass
    assert Notice.objects.get().person == auditor


def test_a_job_asked_for_in_an_act_that_failed_does_not_exist(kind, do):
    from django.db import transaction

    kind(lambda _progress: None)
    with transaction.atomic():
        do(AskJob(kind="test.job"))
        transaction.set_rollback(True)
    assert not Job.objects.exists()
