"""What the system administrator looks at in the morning: settings, jobs, backup, space, the log's own state."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.checks import ERROR
from django.db import connection
from django.db.models import Count, QuerySet
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import path, reverse

from citycircle import __version__
from citycircle.accounts.checks import findings
from citycircle.accounts.models import ChainHead, SealedSegment, SearchEntry
from citycircle.accounts.rights import holding
from citycircle.accounts.roles import Role
from citycircle.core.messages import Text
from citycircle.records.jobs.actions import TryJobAgain
from citycircle.records.jobs.kinds import load
from citycircle.records.jobs.models import Job, State
from citycircle.records.keeping.last import last
from citycircle.web.forms import DONE
from citycircle.web.navigation import entry
from citycircle.web.pages.base import Page, found
from citycircle.web.pages.lists import ListPage
from citycircle.web.requests import Request
from citycircle.web.sheets import Column, Option, Sheet
from citycircle.web.wording import worded

RUNS_SYSTEM = holding(Role.SYSTEM_ADMINISTRATOR)
STATES: dict[str, Text] = {
    State.WAITING.value: Text("等待", "waiting"),
    State.RUNNING.value: Text("进行中", "running"),
    State.DONE.value: Text("完成", "done"),
    State.GIVEN_UP.value: Text("多次未成", "given up"),
}
LIGHTS = {
    State.WAITING.value: "grey",
    State.RUNNING.value: "blue",
    State.DONE.value: "green",
    State.GIVEN_UP.value: "orange",
}
UNITS = ("B", "kB", "MB", "GB", "TB")
THOUSAND = 1000


@dataclass(frozen=True, slots=True)
class Fact:
    title: Text
    value: object


def size_in_words(size: float) -> str:
    """A number of bytes as people say it.

    >>> size_in_words(999), size_in_words(1_530_000)
    ('999 B', '1.5 MB')
    """
    unit = 0
    while size >= THOUSAND and unit + 1 < len(UNITS):
        size, unit = size / THOUSAND, unit + 1
    return f"{size:.1f} {UNITS[unit]}" if unit else f"{size:.0f} {UNITS[unit]}"


def space_taken(folder: Path) -> int:
    return sum(one.stat().st_size for one in folder.rglob("*") if one.is_file())


def facts() -> list[Fact]:
    """Version, database, space, backup, log."""
    folder, head, backup = Path(settings.DATA), ChainHead.objects.get(pk=1), last()
    none = Text("尚未备份；请运行 citycircle backup", "none yet; please run: citycircle backup")
    said = none if backup is None else f"{worded(backup.made_at)} · {size_in_words(backup.size)} · {backup.file}"
    return [
        Fact(Text("版本", "Version"), __version__),
        Fact(Text("数据库", "Database"), connection.display_name),
        Fact(Text("最近备份", "Last backup"), said),
        Fact(Text("数据目录", "Data folder"), f"{folder} · {size_in_words(space_taken(folder))}"),
        Fact(Text("剩余空间", "Free space"), size_in_words(shutil.disk_usage(folder).free)),
        Fact(Text("审计日志", "Audit log"), Text(f"链头第{head.number}行", f"head at line {head.number}")),
        Fact(Text("已封存的日志段", "Sealed segments"), SealedSegment.objects.count()),
        Fact(
            Text("日志保存期", "Log kept for"), Text(f"{settings.AUDIT_MONTHS}个月", f"{settings.AUDIT_MONTHS} months")
        ),
        Fact(
            Text("搜索索引", "Search index"),
            Text(f"{SearchEntry.objects.count()}条", f"{SearchEntry.objects.count()} entries"),
        ),
    ]


class Administration(Page):
    title = Text("系统管理", "System")
    who = RUNS_SYSTEM
    template = "pages/administration.html"

    def context(self) -> dict[str, Any]:
        counted = dict(Job.objects.order_by().values_list("state").annotate(Count("id")))
        return {
            "facts": facts(),
            "findings": [(one.level >= ERROR, one) for one in findings()],
            "jobs": [(STATES[state], LIGHTS[state], counted.get(state, 0), state) for state in STATES],
        }


def kinds() -> list[Option]:
    return [(kind.name, kind.title) for kind in sorted(load().values(), key=lambda kind: kind.name)]


def title_of(job: Job) -> Text | str:
    known = load().get(job.kind)
    return known.title if known else job.kind


def progress_of(job: Job) -> str:
    return f"{job.done} / {job.total}" if job.total else ""


def _address(job: Job) -> str:
    return reverse("job", args=[job.pk])


_STATE: Callable[[Job], Text] = lambda one: STATES[one.state]  # noqa: E731  (a column's value)


class Jobs(ListPage):
    title = Text("后台任务", "Background jobs")
    who = RUNS_SYSTEM
    sheet = Sheet(
        title,
        (
            Column("id", Text("编号", "No."), lambda one: one.pk, ("pk",), kind="number"),
            Column("kind", Text("任务", "Job"), title_of, ("kind",), choose="kind", options=kinds, link=_address),
            Column(
                "state",
                Text("状态", "State"),
                _STATE,
                ("state",),
                choose="state",
                options=lambda: list(STATES.items()),
                light=lambda one: LIGHTS[one.state],
            ),
            Column("progress", Text("进度", "Progress"), progress_of, kind="number"),
            Column("tries", Text("次数", "Tries"), lambda one: one.tries, ("tries",), kind="number"),
            Column("asked_at", Text("提出时间", "Asked"), lambda one: one.asked_at, ("asked_at",)),
            Column("ended_at", Text("结束时间", "Ended"), lambda one: one.ended_at, ("ended_at",)),
            Column(
                "asked_by",
                Text("提出人", "By"),
                lambda one: one.asked_by.name if one.asked_by else Text("系统", "the service"),
            ),
            Column("error", Text("原因", "Error"), lambda one: Text(one.error_zh, one.error_en), kind="wide"),
        ),
        order=("-pk",),
        empty=Text("没有后台任务。", "No background jobs."),
    )

    def rows(self) -> QuerySet[Job]:
        return Job.objects.select_related("asked_by")


class OneJob(Page):
    """How far one job is, why it failed, and a new start for one that was given up."""

    title = Text("后台任务", "Background job")
    who = RUNS_SYSTEM
    template = "pages/job.html"
    action = TryJobAgain

    def find(self, **keys: Any) -> Job:
        job: Job = found(Job.objects.select_related("asked_by"), **keys)
        return job

    def place(self) -> None:
        """Jobs belong to the service as a whole."""

    def context(self) -> dict[str, Any]:
        job = self.subject
        return {
            "what": title_of(job),
            "state": STATES[job.state],
            "light": LIGHTS[job.state],
            "error": Text(job.error_zh, job.error_en),
            "may_try_again": job.state == State.GIVEN_UP,
        }

    def post(self, request: Request, **_keys: Any) -> HttpResponseBase:
        self.do(TryJobAgain(job=self.subject))
        messages.success(request, DONE.say(what=TryJobAgain.title))
        return redirect("job", pk=self.subject.pk)


entry(800, Administration.title, "administration", Administration.who)

urlpatterns = [
    path("administration/", Administration.as_view(), name="administration"),
    path("administration/jobs/", Jobs.as_view(), name="jobs"),
    path("administration/jobs/<int:pk>", OneJob.as_view(), name="job"),
]
