"""Edits as the corrections of a reading, and back."""

from __future__ import annotations

from django.db.models import Max

from citycircle.accounts.actions.ground import Ground
from citycircle.documents.corrections import Correction, Outcome
from citycircle.documents.promising import CELLS
from citycircle.records.plans.models import Edit, Plan
from citycircle.records.plans.rows import Values, in_both


def standing(plan: Plan) -> list[Edit]:
    """The edits of a plan that nobody took back, in their order."""
    return list(plan.edits.filter(undone_at=None).order_by("number"))


def correction_of(edit: Edit) -> Correction:
    """An edit as a correction of a file."""
    return Correction(
        edit.task_key, edit.field, edit.old, edit.new, edit.quote, edit.note, edit.made_at.date().isoformat()
    )


def kind_of(field: str) -> str:
    """Which kind of edit a field of a correction is: cell, promise, or what is done to a task."""
    if field.partition(".")[0] in CELLS:
        return "promise"
    return field if field in {"split", "merge", "add", "drop"} else "cell"


def keep(ground: Ground, plan: Plan, correction: Correction, outcome: Outcome, details: Values) -> Edit:
    """Keep an edit that was made."""
    last = Edit.objects.filter(plan=plan).aggregate(last=Max("number"))["last"] or 0
    return ground.create(
        Edit(
            plan=plan,
            number=last + 1,
            kind=kind_of(correction.field),
            task_key=correction.id,
            field=correction.field,
            old=correction.old,
            new=correction.new,
            quote=correction.quote,
            note=correction.note,
            details=details,
            made_by_id=ground.by.person,
            made_at=ground.at,
            outcome=outcome_of(outcome),
        )
    )


def outcome_of(outcome: Outcome) -> dict[str, str]:
    """What became of an edit, in both languages."""
    return in_both(outcome.remark.message, **dict(outcome.remark.values))
