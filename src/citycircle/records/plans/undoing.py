"""Taking an edit back: what it changed is set back, value by value, from what the edit kept."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import models

from citycircle.accounts.actions.base import carry_out
from citycircle.accounts.actions.ground import Ground
from citycircle.records.jobs.actions import AskJob
from citycircle.records.plans.actions.importing import READ_AGAIN
from citycircle.records.plans.errors import EditTakenBack, LaterEditsFirst
from citycircle.records.plans.models import Edit, SourceDocument, Task

Change = dict[str, Any]


def undo(ground: Ground, edit: Edit) -> Edit:
    """Set back what an edit changed. Raises EditTakenBack, LaterEditsFirst."""
    if edit.undone_at is not None:
        raise EditTakenBack
    later = Edit.objects.filter(plan=edit.plan, undone_at=None, number__gt=edit.number)
    meeting = [one for one in later if _meet(edit, one)]
    if meeting:
        raise LaterEditsFirst(count=len(meeting))
    if (document := edit.plan.document) and document.read_at and document.read_at > edit.made_at:
        return _by_reading(ground, edit, document)
    for change in reversed(edit.details.get("changes", [])):
        if "thing" in change:
            _set_back(ground, change)
    return ground.change(edit, undone_at=ground.at)


def _meet(one: Edit, other: Edit) -> bool:
    """Whether two edits changed the same task, or the same field of the plan."""
    mine, theirs = set(one.details.get("tasks", [])), set(other.details.get("tasks", []))
    return bool(mine & theirs) or (not mine and not theirs and one.field == other.field)


def _by_reading(ground: Ground, edit: Edit, document: SourceDocument) -> Edit:
    """The document was read again since, so the rows are no longer those that the edit changed: read it once more."""
    done = ground.change(edit, undone_at=ground.at)
    arguments = {"plan": edit.plan_id, "document": document.pk, "reason": ground.reason}
    carry_out(AskJob(kind=READ_AGAIN, arguments=arguments), by=ground.by, at=ground.at)
    return done


def _set_back(ground: Ground, change: Change) -> None:
    kind, _, number = change["thing"].partition(":")
    model = apps.get_model("records", kind)
    if not change["new"]:
        ground.create(model(pk=int(number), **_typed(model, change["old"])))
        return
    row = model._default_manager.filter(pk=int(number)).first()  # noqa: SLF001  (Django's documented API)
    if row is None:
        return
    if change["old"]:
        ground.change(row, **_typed(model, change["old"]))
    elif isinstance(row, Task):
        ground.change(row, is_dropped=True)  # others may point at it by now
    else:
        ground.remove(row)


def _typed(model: type[models.Model], values: Change) -> Change:
    """Values as the log keeps them, in the types of their columns."""
    fields = {column.attname: column for column in model._meta.concrete_fields}  # noqa: SLF001  (Django's documented API)
    return {name: fields[name].to_python(value) for name, value in values.items() if name in fields and name != "id"}
