"""Reading documents in the background: what takes longer than a page may."""

from __future__ import annotations

from typing import Any

from django.utils.timezone import now

from citycircle.accounts.actions.base import carry_out
from citycircle.accounts.models import Hierarchy
from citycircle.core.messages import Text
from citycircle.documents.intake.errors import SourceUnreadable
from citycircle.documents.intake.open import open_source
from citycircle.documents.reading import CHECKING, MENDING, READING, Reading, read_source
from citycircle.records.jobs.kinds import Progress, job
from citycircle.records.plans.actions.importing import READ, READ_AGAIN, Rewrite, WriteReading
from citycircle.records.plans.models import Plan, SourceDocument, Task

STAGES = (MENDING, READING, CHECKING)
"""What reading a document goes through; writing the rows is one stage more."""


def read_file(document: SourceDocument, progress: Progress) -> Reading:
    """Read the file of a document, saying how far it is. Raises a subclass of `SourceUnreadable`."""
    data = document.file.file.read_bytes()
    source = open_source(data, name=document.file.name)
    done = iter(range(1, len(STAGES) + 1))
    return read_source(source, progress=lambda _: progress.say(next(done, len(STAGES)), len(STAGES) + 1))


@job(READ, Text("读取计划文件", "Read a plan document"))
def read_document(progress: Progress, document: int, circle: int | None = None) -> dict[str, Any]:
    """Read a document and write its plans. Done twice, it comes to the same."""
    row = SourceDocument.objects.select_related("file", "organisation").get(pk=document)
    if row.read_at is None:
        reading: Reading | None = None
        try:
            reading = read_file(row, progress)
        except SourceUnreadable:
            if row.file.text_seen:
                raise
        group = Hierarchy.objects.filter(pk=circle).first() if circle is not None else None
        row = carry_out(WriteReading(document=row, reading=reading, circle=group), by=progress.by, at=now())
    tasks = Task.objects.filter(plan__document=row, is_dropped=False).count()
    return {"plans": list(row.plans.values_list("pk", flat=True)), "tasks": tasks}


@job(READ_AGAIN, Text("重新读取计划文件", "Read a plan document again"))
def read_document_again(progress: Progress, plan: int, document: int, reason: str = "") -> dict[str, Any]:
    """Read a document and bring its plan to it, edits replayed. Done twice, it comes to the same."""
    row = Plan.objects.select_related("organisation", "city", "document").get(pk=plan)
    source = SourceDocument.objects.select_related("file", "organisation").get(pk=document)
    action = Rewrite(plan=row, document=source, reading=read_file(source, progress))
    carry_out(action, by=progress.by, at=now(), reason=reason)
    return {"plans": [plan], "not_applied": row.edits.filter(undone_at=None, applies=False).count()}
