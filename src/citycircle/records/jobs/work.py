"""Doing jobs, one after another: take, run, note the end; try again after a while, give up after some tries."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import F, Q
from django.utils.timezone import localdate, localtime

from citycircle.accounts.actions.base import carry_out
from citycircle.accounts.rights import Viewer
from citycircle.accounts.viewers import the_service, viewer_of
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text
from citycircle.records.jobs.actions import AskJob
from citycircle.records.jobs.kinds import KINDS, Kind, load
from citycircle.records.jobs.models import Job, State
from citycircle.records.notices.actions import SendNotice

log = logging.getLogger("citycircle.jobs")
LEASE = timedelta(minutes=5)
FIRST_PAUSE = timedelta(seconds=30)
GIVEN_UP = Text("后台任务“{title}”多次未成", "The background job “{title}” did not succeed")
UNFORESEEN = Text("系统内部出错，已记录。", "Something broke inside the service; it was noted.")

NO_ERROR = Text("", "")

Clock = Callable[[], datetime]


@dataclass(slots=True)
class Running:
    """How a job says how far it is. Each word renews the lease, so a long job is not taken for a dead one."""

    job: Job
    by: Viewer
    clock: Clock

    def say(self, done: int, total: int) -> None:
        Job.objects.filter(pk=self.job.pk).update(done=done, total=total, leased_until=self.clock() + LEASE)


def do_next(clock: Clock) -> bool:
    """Take one job that is due and do it; False when there is none."""
    load()
    job = _take(clock())
    if job is None:
        return False
    kind = KINDS.get(job.kind)
    if kind is None:
        _end(job, clock(), State.GIVEN_UP, error=Text(f"没有“{job.kind}”这种任务", f"there is no kind {job.kind}"))
        return True
    try:
        result = kind.work(Running(job, _viewer(job, clock()), clock), **job.arguments)
    except Exception as error:
        log.warning("job %s failed", job, exc_info=True)
        _try_later_or_give_up(job, kind, clock(), error)
    else:
        _end(job, clock(), State.DONE, result=result)
    return True


def ask_for_what_the_calendar_wants(now: datetime) -> int:
    """Ask for each daily job whose hour has come; two workers that do so at once ask once."""
    asked = 0
    for kind in load().values():
        if kind.daily_at is None or localtime(now).time() < kind.daily_at:
            continue
        slot = f"{kind.name}@{localdate(now).isoformat()}"
        if Job.objects.filter(slot=slot).exists():
            continue
        try:
            carry_out(AskJob(kind=kind.name, slot=slot), by=the_service(localdate(now)), at=now)
            asked += 1
        except IntegrityError:  # another worker was quicker
            continue
    return asked


def _take(now: datetime) -> Job | None:
    """The next job that is due, or one over which a process died; nobody else gets it while the lease runs."""
    due = Q(state=State.WAITING, not_before__lte=now) | Q(state=State.RUNNING, leased_until__lt=now)
    with transaction.atomic():
        rows = Job.objects.select_for_update(skip_locked=connection.features.has_select_for_update_skip_locked)
        job = rows.filter(due).order_by("not_before", "id").first()
        if job is None:
            return None
        Job.objects.filter(pk=job.pk).update(state=State.RUNNING, tries=F("tries") + 1, leased_until=now + LEASE)
    job.refresh_from_db()
    return job


def _viewer(job: Job, now: datetime) -> Viewer:
    """Whoever asked, with the rights of today; what the calendar asked for, the service does."""
    day = localdate(now)
    return viewer_of(job.asked_by, day) if job.asked_by is not None else the_service(day)


def _end(job: Job, now: datetime, state: State, *, result: Any = None, error: Text = NO_ERROR) -> None:
    values = {"state": state, "ended_at": now, "leased_until": None, "result": result}
    Job.objects.filter(pk=job.pk).update(**values, error_zh=error.zh, error_en=error.en)


def _try_later_or_give_up(job: Job, kind: Kind, now: datetime, error: Exception) -> None:
    said = UNFORESEEN if not isinstance(error, CityCircleError) else Text(error.say("zh"), error.say("en"))
    if job.tries < kind.tries:
        pause = FIRST_PAUSE * 2 ** (job.tries - 1)
        waiting = {"state": State.WAITING, "not_before": now + pause, "leased_until": None}
        Job.objects.filter(pk=job.pk).update(**waiting, error_zh=said.zh, error_en=said.en)
        return
    _end(job, now, State.GIVEN_UP, error=said)
    if job.asked_by is not None:
        about = Text(GIVEN_UP.say("zh", title=kind.title), GIVEN_UP.say("en", title=kind.title))
        carry_out(
            SendNotice(person=job.asked_by, subject_line=about, body=said), by=the_service(localdate(now)), at=now
        )
