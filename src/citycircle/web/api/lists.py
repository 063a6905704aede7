"""Lists for programs: what stands on them, sheets that leave, and the changes of sheets that came back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ninja import File, Form, Router, Schema
from ninja.files import UploadedFile

from citycircle.accounts.actions.base import carry_out
from citycircle.accounts.models import Organisation
from citycircle.core.messages import Text
from citycircle.records.files.actions import take_in
from citycircle.records.lists.actions.keeping import (
    ChangeList,
    CloseList,
    CreateList,
    KeepTemplate,
    PutOnList,
    TakeOffList,
    WriteOwnCell,
)
from citycircle.records.lists.actions.sending import ExportSheet
from citycircle.records.lists.actions.taking_back import CloseChangeSet, DecideChange, TakeSheetBack
from citycircle.records.lists.models import ChangeSet, Listing, ProposedChange, SheetExport, TaskList
from citycircle.records.lists.reach import READS_LISTS, change_sets_within, exports_within, lists_within
from citycircle.records.lists.returning import standings
from citycircle.records.plans.reach import tasks_within
from citycircle.web.api.doors import offer, reading, taking
from citycircle.web.api.listing import After, Limit, Listed, Number, listed
from citycircle.web.pages.base import found
from citycircle.web.requests import Request

router = Router()
NOUN = "lists"


class ListShape(Schema):
    """One list: its name, its keeper, for whom it is, and the template it is printed by."""

    id: int
    name: str
    name_en: str
    organisation: int
    superior: int | None
    circle: int | None
    field: str
    template: str
    year: int | None
    version: int
    closed_at: datetime | None


class ListingShape(Schema):
    """A task on a list, with the cells that the list keeps itself."""

    id: int
    list: int
    task: int
    order: int
    heading: str
    own: dict[str, str]


class ExportShape(Schema):
    """A sheet that left: its short code, template and digest, and what each line said."""

    id: int
    short_code: str
    lines: list[Any]
    template: str
    list: int | None
    plan: int | None
    digest: str
    made_at: datetime


class ChangeSetShape(Schema):
    """A sheet that came back, with how many proposals there are of each kind."""

    id: int
    file: str
    list: int | None
    plan: int | None
    export: int | None
    stale: bool
    counts: dict[str, int]
    offered_at: datetime
    closed_at: datetime | None


class ProposedShape(Schema):
    """One proposal. `stands` is what the ledger has on file now: it goes back with the decision."""

    id: int
    set: int
    kind: str
    task: int | None
    field: str
    old: str
    new: str
    where: str
    note: dict[str, str]
    state: str
    stands: str


def list_shape(one: TaskList) -> dict[str, Any]:
    own = ("id", "name", "name_en", "organisation_id", "superior_id", "circle_id", "field", "template", "year",
           "version", "closed_at")  # fmt: skip
    return {name.removesuffix("_id"): getattr(one, name) for name in own}


def listing_shape(one: Listing) -> dict[str, Any]:
    return {"id": one.id, "list": one.list_id, "task": one.task_id, "order": one.order, "heading": one.heading,
            "own": one.own}  # fmt: skip


def export_shape(one: SheetExport) -> dict[str, Any]:
    own = ("id", "short_code", "template", "list_id", "plan_id", "digest", "made_at")
    shape = {name.removesuffix("_id"): getattr(one, name) for name in own}
    return {**shape, "lines": one.content.get("lines", [])}


def set_shape(one: ChangeSet) -> dict[str, Any]:
    own = ("id", "list_id", "plan_id", "export_id", "stale", "counts", "offered_at", "closed_at")
    return {**{name.removesuffix("_id"): getattr(one, name) for name in own}, "file": one.file.name}


@reading(router, "", noun=NOUN, who=READS_LISTS, title=Text("清单", "Lists"), response=Listed[ListShape])
def every(request: Request, after: After = 0, limit: Limit = 100) -> dict[str, Any]:
    return listed(lists_within(request.viewer), after, limit, list_shape)


@reading(
    router, "/listings", noun=NOUN, who=READS_LISTS, title=Text("清单上的任务", "Tasks on a list"),
    response=Listed[ListingShape],
)  # fmt: skip
def listings(request: Request, of: Number, after: After = 0, limit: Limit = 100) -> dict[str, Any]:
    one: TaskList = found(lists_within(request.viewer), pk=of)
    rows = Listing.objects.filter(list=one, task__in=tasks_within(request.viewer))
    return listed(rows, after, limit, listing_shape)


@reading(
    router, "/exports", noun=NOUN, who=READS_LISTS, title=Text("导出的表格", "Sheets that left"),
    response=Listed[ExportShape],
)  # fmt: skip
def exports(request: Request, after: After = 0, limit: Limit = 100) -> dict[str, Any]:
    return listed(exports_within(request.viewer), after, limit, export_shape)


@reading(
    router, "/change-sets", noun=NOUN, who=READS_LISTS, title=Text("退回的表格", "Returned sheets"),
    response=Listed[ChangeSetShape],
)  # fmt: skip
def change_sets(request: Request, after: After = 0, limit: Limit = 100) -> dict[str, Any]:
    return listed(change_sets_within(request.viewer).select_related("file"), after, limit, set_shape)


@reading(
    router, "/changes", noun=NOUN, who=READS_LISTS, title=Text("退回表格的改动", "Changes of a returned sheet"),
    response=Listed[ProposedShape],
)  # fmt: skip
def changes(request: Request, of: Number, after: After = 0, limit: Limit = 100) -> dict[str, Any]:
    one: ChangeSet = found(change_sets_within(request.viewer), pk=of)
    stands = standings(one, request.viewer)

    def shape(change: ProposedChange) -> dict[str, Any]:
        own = ("id", "set_id", "kind", "task_id", "field", "old", "new", "where", "note", "state")
        return {
            **{name.removesuffix("_id"): getattr(change, name) for name in own},
            "stands": stands.get(change.pk, ""),
        }

    return listed(ProposedChange.objects.filter(set=one), after, limit, shape)


class SheetBack(Schema):
    """What goes with a sheet: whose it is, and of which list, where its short code is gone."""

    organisation: int
    list: int | None = None


@taking(router, "/take-back", TakeSheetBack, noun=NOUN)
def take_back(request: Request, given: Form[SheetBack], file: File[UploadedFile]) -> ChangeSet:
    keeper: Organisation = found(Organisation.objects.all(), pk=given.organisation)
    of = found(lists_within(request.viewer), pk=given.list) if given.list is not None else None
    kept = take_in(file.read(), file.name or "", organisation=keeper, by=request.viewer, at=request.now)
    return carry_out(TakeSheetBack(organisation=keeper, file=kept, list=of), by=request.viewer, at=request.now)


offer(router, "/create", CreateList, noun=NOUN)
offer(router, "/change", ChangeList, noun=NOUN)
offer(router, "/close", CloseList, noun=NOUN)
offer(router, "/put", PutOnList, noun=NOUN)
offer(router, "/take-off", TakeOffList, noun=NOUN)
offer(router, "/write", WriteOwnCell, noun=NOUN)
offer(router, "/template", KeepTemplate, noun=NOUN)
offer(router, "/export", ExportSheet, noun=NOUN)
offer(router, "/decide", DecideChange, noun=NOUN)
offer(router, "/close-changes", CloseChangeSet, noun=NOUN)
