"""Plans for programs: what was read and what was made of it, taking a document in, and every edit."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from ninja import File, Form, Router, Schema
from ninja.files import UploadedFile
from pydantic import Field

from citycircle.accounts.errors import NotThere
from citycircle.accounts.models import Hierarchy, Organisation
from citycircle.core.messages import Text
from citycircle.records.plans.actions import editing
from citycircle.records.plans.actions.importing import ImportDocument, ReadAgain, import_text, import_upload, job_of
from citycircle.records.plans.models import Edit, Plan, SourceDocument, Task
from citycircle.records.plans.reach import KEEPS_PLANS, READS_PLANS, plans_within, tasks_within
from citycircle.web.api.doors import offer, reading, taking
from citycircle.web.api.listing import After, Limit, Listed, Number, listed
from citycircle.web.pages.base import found
from citycircle.web.requests import Request

router = Router()
NOUN = "plans"
MOST_TEXT = 2_000_000
Remarks = list[dict[str, Any]]


class PlanShape(Schema):
    """A plan, whose it is, how far it is."""

    id: int
    version: int
    code: str
    title: str
    doc_number: str
    issuer: str
    kind: str
    state: str
    organisation: int
    city: int | None
    circle: int | None
    year_from: int | None
    year_to: int | None
    issued_on: date | None
    document: int | None


class DutyShape(Schema):
    """A part in a task: the printed name, and which organisation it means (null while nobody has decided)."""

    kind: str
    name: str
    organisation: int | None
    through: int | None


class TaskShape(Schema):
    """A task with its duties and promises; spans count code points of the document's text."""

    id: int
    version: int
    key: str
    code: str
    plan: int
    number: str
    path: list[str]
    role: str
    title: str
    text: str
    due: date | None
    due_words: str
    due_implied: dict[str, str]
    state: str
    is_dropped: bool
    doubts: Remarks
    spans: dict[str, list[list[int]]]
    duties: list[DutyShape]
    targets: Remarks
    milestones: Remarks
    works: Remarks


class NotesShape(Schema):
    """What the reader reports: of the file (repairs, what was set aside, coverage) and of the plan."""

    document: int | None
    name: str
    sha256: str
    reader: str
    read_at: datetime | None
    characters: int
    notes: dict[str, Any]
    plan_notes: Remarks


class EditShape(Schema):
    """Something that a person set right, and whether it still applied at the last reading."""

    id: int
    number: int
    kind: str
    task: str
    field: str
    old: str
    new: str
    quote: str
    note: str
    made_at: datetime
    undone_at: datetime | None
    applies: bool
    outcome: dict[str, str]


class ProgressShape(Schema):
    """How far the reading of a document is: stages done, its plans once it is read, what went wrong."""

    document: int
    state: str
    done: int
    total: int
    plans: list[int]
    error: str


PLAIN = ("id", "version", "code", "title", "doc_number", "issuer", "kind", "state", "year_from", "year_to", "issued_on")


def plan_shape(one: Plan) -> dict[str, Any]:
    where = {"organisation": one.organisation_id, "city": one.city_id}
    return {name: getattr(one, name) for name in PLAIN} | where | {
        "circle": one.circle_id, "document": one.document_id
    }  # fmt: skip


TASK = ("id", "version", "key", "code", "number", "path", "role", "title", "due", "due_words", "due_implied", "state",
        "is_dropped", "doubts", "spans")  # fmt: skip
TARGET = ("id", "key", "indicator", "op", "value", "value_high", "unit", "benchmark", "period", "deadline", "scope",
          "strength", "quote", "span_start", "span_end")  # fmt: skip
MILESTONE = ("id", "key", "what", "deadline", "baseline_on", "forecast_on", "actual_on", "quote", "span_start",
             "span_end")  # fmt: skip
WORK = ("id", "key", "name", "stage", "quote", "span_start", "span_end")


def task_shape(one: Task) -> dict[str, Any]:
    duties = [
        {"kind": each.kind, "name": each.name, "organisation": each.organisation_id, "through": each.through_id}
        for each in one.duties.all()
    ]
    return {name: getattr(one, name) for name in TASK} | {
        "plan": one.plan_id,
        "text": one.body,
        "duties": duties,
        "targets": [_columns(each, TARGET) for each in one.targets.all()],
        "milestones": [_columns(each, MILESTONE) for each in one.milestones.all()],
        "works": [_columns(each, WORK) for each in one.works.all()],
    }


def _columns(row: Any, names: tuple[str, ...]) -> dict[str, Any]:  # a row of any promise
    return {name: getattr(row, name) for name in names}


def edit_shape(one: Edit) -> dict[str, Any]:
    names = (
        "id",
        "number",
        "kind",
        "field",
        "old",
        "new",
        "quote",
        "note",
        "made_at",
        "undone_at",
        "applies",
        "outcome",
    )
    return {name: getattr(one, name) for name in names} | {"task": one.task_key}


def _plan(request: Request, number: int) -> Plan:
    rows = plans_within(request.viewer).select_related("document__file")
    plan: Plan = found(rows, pk=number)
    return plan


@reading(router, "", noun=NOUN, who=READS_PLANS, title=Text("方案", "Plans"), response=Listed[PlanShape])
def every(request: Request, after: After = 0, limit: Limit = 100) -> dict[str, Any]:
    return listed(plans_within(request.viewer).defer("sections", "notes"), after, limit, plan_shape)


@reading(router, "/tasks", noun=NOUN, who=READS_PLANS, title=Text("任务", "Tasks"), response=Listed[TaskShape])
def tasks(request: Request, plan: int | None = None, after: After = 0, limit: Limit = 100) -> dict[str, Any]:
    rows = tasks_within(request.viewer).prefetch_related("duties", "targets", "milestones", "works")
    rows = rows.filter(plan=found(plans_within(request.viewer), pk=plan)) if plan is not None else rows
    return listed(rows, after, limit, task_shape)


@reading(router, "/notes", noun=NOUN, who=READS_PLANS, title=Text("读取说明", "What the reader reports"),
         response=NotesShape)  # fmt: skip
def notes(request: Request, plan: Number) -> dict[str, Any]:
    one = _plan(request, plan)
    document = one.document
    return {
        "document": one.document_id,
        "name": document.file.name if document else "",
        "sha256": document.file.sha256 if document else "",
        "reader": document.reader if document else "",
        "read_at": document.read_at if document else None,
        "characters": len(document.text) if document else 0,
        "notes": document.notes if document else {},
        "plan_notes": one.notes,
    }


@reading(router, "/edits", noun=NOUN, who=READS_PLANS, title=Text("更正记录", "Edits"), response=Listed[EditShape])
def edits(request: Request, plan: Number, after: After = 0, limit: Limit = 100) -> dict[str, Any]:
    rows = Edit.objects.filter(plan=_plan(request, plan)).defer("details")
    return listed(rows, after, limit, edit_shape)


@reading(router, "/progress", noun=NOUN, who=KEEPS_PLANS, title=Text("导入进度", "How far an import is"),
         response=ProgressShape)  # fmt: skip
def progress(request: Request, document: Number) -> dict[str, Any]:
    row = SourceDocument.objects.select_related("organisation").defer("text", "notes").filter(pk=document).first()
    if row is None or not KEEPS_PLANS.allows(request.viewer, row.place):
        raise NotThere
    job = job_of(row)
    plans = [one.pk for one in row.plans.only("pk")]
    if job is None:
        return {"document": row.pk, "state": "done", "done": 0, "total": 0, "plans": plans, "error": ""}
    error = Text(job.error_zh, job.error_en).say()
    return {
        "document": row.pk,
        "state": job.state,
        "done": job.done,
        "total": job.total,
        "plans": plans,
        "error": error,
    }


class PastedText(Schema):
    """A plan as text. `organisation` is the office that keeps it, `circle` the group of cities it belongs to."""

    organisation: int
    text: str = Field(max_length=MOST_TEXT)
    circle: int | None = None


class Upload(Schema):
    """What goes with a file. `vouched`: you looked, and the file holds no secret (scans, old documents)."""

    organisation: int
    circle: int | None = None
    vouched: bool = False


@taking(router, "/import", ImportDocument, noun=NOUN)
def take_text(request: Request, given: PastedText) -> SourceDocument:
    office, circle = _office(given.organisation), _circle(given.circle)
    return import_text(given.text, organisation=office, circle=circle, by=request.viewer, at=request.now)


@taking(router, "/import-file", ImportDocument, noun=NOUN)
def take_file(request: Request, given: Form[Upload], file: File[UploadedFile]) -> SourceDocument:
    office, circle = _office(given.organisation), _circle(given.circle)
    data, name = file.read(), file.name or ""
    return import_upload(
        data, name, organisation=office, circle=circle, vouched=given.vouched, by=request.viewer, at=request.now
    )


def _office(number: int) -> Organisation:
    row: Organisation = found(Organisation.objects.all(), pk=number)
    return row


def _circle(number: int | None) -> Hierarchy | None:
    if number is None:
        return None
    row: Hierarchy = found(Hierarchy.objects.all(), pk=number)
    return row


offer(router, "/read-again", ReadAgain, noun=NOUN)
offer(router, "/correct", editing.CorrectPlan, noun=NOUN)
offer(router, "/tasks/correct", editing.CorrectCell, noun=NOUN)
offer(router, "/tasks/split", editing.SplitTask, noun=NOUN)
offer(router, "/tasks/merge", editing.MergeTasks, noun=NOUN)
offer(router, "/tasks/add", editing.AddTask, noun=NOUN)
offer(router, "/tasks/drop", editing.DropTask, noun=NOUN)
offer(router, "/tasks/settle", editing.SettleDoubt, noun=NOUN)
offer(router, "/promises/add", editing.AddPromise, noun=NOUN)
offer(router, "/promises/correct", editing.CorrectPromise, noun=NOUN)
offer(router, "/promises/drop", editing.DropPromise, noun=NOUN)
offer(router, "/edits/take-back", editing.TakeBack, noun=NOUN)
