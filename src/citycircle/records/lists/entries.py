"""Tasks as lines of a list: the ledger's facts, the list's own cells, and what reports say."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import OuterRef, Q, QuerySet, Subquery

from citycircle.accounts.models import Organisation
from citycircle.accounts.rights import Viewer
from citycircle.core.messages import Text
from citycircle.planning.lists.listed import Listed
from citycircle.records.history.models import PastProgress
from citycircle.records.lists.models import Listing, TaskList
from citycircle.records.lists.reach import lists_within
from citycircle.records.month.models import Entry, Part
from citycircle.records.plans.ledgers import items
from citycircle.records.plans.models import Task

LIGHTS: Mapping[str, Text] = {
    "red": Text("红灯", "red"),
    "yellow": Text("黄灯", "yellow"),
    "green": Text("绿灯", "green"),
    "blue": Text("蓝灯", "blue"),
    "grey": Text("灰灯", "grey"),
}
_ROW_CODE = re.compile(r"R(\d{1,12})")


def row_code(task: int) -> str:
    """What finds a task again in a sheet that comes back.

    >>> row_code(12), task_of_code("R12"), task_of_code("R12/2"), task_of_code("99-1")
    ('R12', 12, 12, None)
    """
    return f"R{task}"


def task_of_code(code: str) -> int | None:
    """The number of the task that a row code means; None for a code of another kind."""
    found = _ROW_CODE.fullmatch(code.split("/", maxsplit=1)[0])
    return int(found[1]) if found else None


def listed_of(tasks: QuerySet[Task], *, of: TaskList | None, viewer: Viewer) -> list[Listed]:
    """The lines of some tasks, in the order of the list or of their plans; a handful of questions for any number."""
    listings = {each.task_id: each for each in Listing.objects.filter(list=of)} if of else {}
    rows = list(tasks.prefetch_related("duties__organisation__city", "targets", "milestones", "works"))
    if of:
        rows.sort(key=lambda task: (listings[task.pk].order, task.pk) if task.pk in listings else (0, task.pk))
    told = _told([task.pk for task in rows], viewer)
    return [
        Listed(
            item,
            row_code(task.pk),
            part=listings[task.pk].heading if task.pk in listings else "",
            own=listings[task.pk].own if task.pk in listings else {},
            told=told[task.pk],
        )
        for task, item in zip(rows, items(rows), strict=True)
    ]


def cities_named() -> dict[str, str]:
    """The names of cities by their codes, as templates print them."""
    return dict(Organisation.objects.filter(kind="city").values_list("code", "name"))


def _told(tasks: Sequence[int], viewer: Viewer) -> Mapping[int, dict[str, str]]:
    """What reports and other lists say of each task; words of the ledger of the past where nothing came since."""
    told: dict[int, dict[str, str]] = defaultdict(dict)
    for task, words in _latest_past(tasks):
        told[task]["progress"] = words
    for task, words in _latest_reported(tasks):
        told[task]["progress"] = words
    for task, colour in Part.objects.filter(task__in=tasks).exclude(colour="").values_list("task", "colour"):
        told[task]["light"] = LIGHTS[colour].say() if colour in LIGHTS else colour
    names: dict[int, list[str]] = defaultdict(list)
    on_lists = Listing.objects.filter(task__in=tasks, list__in=lists_within(viewer)).select_related("list")
    for listing in on_lists.order_by("list__name"):
        names[listing.task_id].append(listing.list.name)
    for task, several in names.items():
        told[task]["lists"] = "、".join(several)
    return told


def _latest_past(tasks: Sequence[int]) -> Iterable[tuple[int, str]]:
    latest = (
        PastProgress.objects.filter(task=OuterRef("task"), kind="words").exclude(words="").order_by("-month", "-pk")
    )
    rows = PastProgress.objects.filter(task__in=tasks, pk=Subquery(latest.values("pk")[:1]))
    return rows.values_list("task", "words")


def _latest_reported(tasks: Sequence[int]) -> Iterable[tuple[int, str]]:
    """Progress of reports that are final; what a clerk is still writing stands on no list."""
    final = Q(report__locked_at__isnull=False, field="progress") & ~Q(words="")
    latest = Entry.objects.filter(final, report__part__task=OuterRef("report__part__task"))
    newest = latest.order_by("-report__month", "-number", "-pk").values("pk")[:1]
    rows = Entry.objects.filter(final, report__part__task__in=tasks, pk=Subquery(newest))
    return rows.values_list("report__part__task", "words")
