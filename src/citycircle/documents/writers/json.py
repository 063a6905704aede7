"""A reading as JSON: the form that other programs build on, described by `reading-1.schema.json` beside this file.

Names and meanings never change within a version; new fields may come. Every value of the document stands beside the
place it was read from: `start` and `end`, or a pair in `spans`, in code points of the text as found.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from importlib import resources
from typing import TYPE_CHECKING, Any

from citycircle.core import plans
from citycircle.documents import alignment
from citycircle.documents.coverage import Coverage
from citycircle.documents.naming import Naming
from citycircle.documents.writers import reminders
from citycircle.documents.writers.ledger import TaskPlaces

if TYPE_CHECKING:
    from citycircle.documents.reading import Reading

FORMAT = "citycircle-reading/1"


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the form."""
    text = resources.files(__package__).joinpath("reading-1.schema.json").read_text("utf-8")
    described: dict[str, Any] = json.loads(text)
    return described


def write(reading: Reading, names: Sequence[Naming] = (), *, with_reminders: bool = False) -> str:
    """A reading as JSON text: one object, or a list of them where the file holds several plans."""
    answers = as_json(reading, names)
    if with_reminders:
        for plan, answer in zip(reading.plans, answers, strict=True):
            answer["reminders"] = [
                {"organisation": each.name, "text": reminders.text(each, plan)}
                for each in reminders.reminders(plan, names)
            ]
    text = json.dumps(answers[0] if len(answers) == 1 else answers, ensure_ascii=False, indent=1)
    # Half a surrogate pair, which a broken file may hold, is no UTF-8; JSON can still say it.
    return re.sub("[\ud800-\udfff]", lambda half: f"\\u{ord(half[0]):04x}", text) + "\n"


def as_json(reading: Reading, names: Sequence[Naming] = ()) -> list[dict[str, Any]]:
    """One object per plan; what concerns the whole file (source, repairs, coverage) stands in each."""
    whole = {
        "source": _source(reading),
        "repairs": [_repair(each) for each in reading.repairs],
        "asides": [{"reason": each.reason, **_place(each.span)} for each in reading.asides],
        "coverage": _coverage(reading.coverage),
        "organisations": [_naming(each) for each in names],
    }
    return [plan_as_json(plan, reading.diagnostics) | whole for plan in reading.plans]


def plan_as_json(plan: plans.Plan, about_file: Iterable[plans.Diagnostic] = ()) -> dict[str, Any]:
    """One plan, without what concerns the file it stood in."""
    diagnostics = [*plan.diagnostics, *(each for each in about_file if each not in plan.diagnostics)]
    places = TaskPlaces(plan)
    return {
        "format": FORMAT,
        "document": _document(plan.document),
        "sections": [_section(each) for each in plan.sections],
        "tasks": [_task(each) for each in plan.tasks],
        "targets": [_target(each) for each in plan.targets],
        "commitments": [_commitment(each) for each in plan.commitments],
        "milestones": [_milestone(each) for each in plan.milestones],
        "projects": [_project(each) for each in plan.projects],
        "not_targets": [
            {"quote": each.quote, "reason": each.reason.say(), **_place(each.span)} for each in plan.decoys
        ],
        "dropped": [_dropped(each) for each in plan.dropped],
        "diagnostics": [_diagnostic(each) for each in diagnostics],
        "doubtful": [_doubtful(each, places) for each in diagnostics if each.alternative],
        "same_organisation": [
            {"names": list(each.names), "reason": each.reason.say()}
            for each in alignment.likely_same(alignment.organisation_names(plan))
        ],
    }


def _place(span: plans.Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _pair(span: plans.Span) -> list[int]:
    return [span.start, span.end]


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _source(reading: Reading) -> dict[str, Any]:
    source = reading.source
    return {
        "name": source.name,
        "media_type": source.media_type,
        "encoding": source.encoding,
        "sha256": source.sha256,
        "characters": len(source.text),
    }


def _naming(naming: Naming) -> dict[str, Any]:
    return {
        "name": naming.name,
        "code": naming.organisation.code if naming.organisation else None,
        "members": [each.code for each in naming.members],
        "open": naming.open.say() if naming.open else None,
    }


def _document(document: plans.Document) -> dict[str, Any]:
    return {
        "title": document.title,
        "doc_number": document.doc_number,
        "issuer": document.issuer,
        "signature": document.signature,
        "issued_on": document.issued_on.isoformat() if document.issued_on else None,
        "effective_from_year": document.effective_from_year,
        "effective_to_year": document.effective_to_year,
        "kind": document.kind,
        "spans": {name: _pair(span) for name, span in document.spans},
    }


def _section(section: plans.Section) -> dict[str, Any]:
    return {"level": section.level, "marker": section.marker, "title": section.title, **_place(section.span)}


def _task(task: plans.Task) -> dict[str, Any]:
    duty = task.duty
    return {
        "id": task.id,
        "number": task.number,
        "path": list(task.path),
        "role": task.role,
        "title": task.title.text if task.title else None,
        "text": task.body.text,
        "lead": [each.text for each in duty.lead],
        "responsible": [each.text for each in duty.responsible],
        "cooperating": [each.text for each in duty.cooperating],
        "lead_from": duty.lead_from,
        "by_duty": duty.by_duty,
        "duty_inherited": duty.inherited,
        "subitems": [{"marker": each.marker, "text": each.text, **_place(each.span)} for each in task.subitems],
        "deadline": task.deadline.text if task.deadline else None,
        "deadline_implied": _implied(task.deadline_implied),
        "extras": [{"heading": name, "text": value.text, **_place(value.span)} for name, value in task.extras],
        "origin": task.origin,
        **_place(task.span),
        "spans": _task_spans(task),
    }


def _dropped(dropped: plans.Dropped) -> dict[str, Any]:
    return {"task": _task(dropped.task), "reason": dropped.reason, "into": dropped.into}


def _task_spans(task: plans.Task) -> dict[str, Any]:
    """Where each cell of the task's row was read; lists run beside the lists of names."""
    duty = task.duty
    return {
        "title": _pair(task.title.span) if task.title else None,
        "text": _pair(task.body.span),
        "duty": _pair(duty.span) if duty.span else None,
        "lead": [_pair(each.span) for each in duty.lead],
        "responsible": [_pair(each.span) for each in duty.responsible],
        "cooperating": [_pair(each.span) for each in duty.cooperating],
        "deadline": _pair(task.deadline.span) if task.deadline else None,
    }


def _implied(implied: plans.Implied | None) -> dict[str, str] | None:
    return {"value": implied.value, "reason": implied.reason.say()} if implied else None


def _target(target: plans.Target) -> dict[str, Any]:
    return {
        "task": target.task,
        "path": list(target.path),
        "indicator": target.indicator,
        "op": target.op,
        "value": _number(target.value),
        "value_high": _number(target.value_high),
        "unit": target.unit,
        "period": target.period,
        "deadline": target.deadline,
        "deadline_implied": _implied(target.deadline_implied),
        "scope": target.scope,
        "strength": target.strength,
        "quote": target.quote,
        **_place(target.span),
    }


def _commitment(commitment: plans.Commitment) -> dict[str, Any]:
    return {
        "task": commitment.task,
        "path": list(commitment.path),
        "indicator": commitment.indicator,
        "op": commitment.op,
        "benchmark": commitment.benchmark,
        "strength": commitment.strength,
        "quote": commitment.quote,
        **_place(commitment.span),
    }


def _milestone(milestone: plans.Milestone) -> dict[str, Any]:
    return {
        "task": milestone.task,
        "path": list(milestone.path),
        "what": milestone.what,
        "deadline": milestone.deadline,
        "deadline_implied": _implied(milestone.deadline_implied),
        "strength": milestone.strength,
        "quote": milestone.quote,
        **_place(milestone.span),
    }


def _project(project: plans.Project) -> dict[str, Any]:
    return {
        "task": project.task,
        "path": list(project.path),
        "name": project.name,
        "stage": project.stage,
        "quote": project.quote,
        **_place(project.span),
    }


def _repair(repair: plans.Repair) -> dict[str, Any]:
    return {"kind": repair.kind, "before": repair.before, "after": repair.after, **_place(repair.span)}


def _diagnostic(diagnostic: plans.Diagnostic) -> dict[str, Any]:
    span = diagnostic.span
    return {
        "code": diagnostic.code,
        "message": diagnostic.say(),
        "start": span.start if span else None,
        "end": span.end if span else None,
        "alternative": diagnostic.alternative,
    }


def _doubtful(diagnostic: plans.Diagnostic, places: TaskPlaces) -> dict[str, Any]:
    task = places.at(diagnostic.span)
    return _diagnostic(diagnostic) | {"task": task.id if task else None}


def _coverage(coverage: Coverage) -> dict[str, Any]:
    shares = [
        {"kind": each.kind, "sentences": each.sentences, "characters": each.characters} for each in coverage.shares
    ]
    return {
        "sentences": coverage.sentences,
        "characters": coverage.characters,
        "shares": shares,
        "aside_characters": dict(coverage.reasons),
        "unread": [_pair(span) for span in coverage.unread],
    }
