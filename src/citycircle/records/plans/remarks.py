"""What the reader remarked, as the service keeps it: of the file, of a plan, of one task."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from citycircle.core import plans as core
from citycircle.core.messages import Text
from citycircle.documents.corrections import NOT_APPLIED
from citycircle.documents.coverage import Coverage
from citycircle.documents.reading import Reading
from citycircle.documents.writers.ledger import TaskPlaces
from citycircle.records.plans.rows import Values, remark, storable

DECOY = "DECOY"
UNREADABLE = "UNREADABLE"
NO_TASK = Text(
    "没有读出任务：没有找到编号的条目或任务表。请核对文件，或在原文中标出任务逐项增加。",
    "No tasks were found: there are no numbered items and no table of tasks. Please check the document, or mark the "
    "tasks in the text one by one.",
)
IS_NONE = Text("“{quote}”不作为目标：{reason}", "“{quote}” is no target: {reason}")
"""The reason is a sentence with its stop."""


def of_file(reading: Reading) -> Values:
    """Repairs, what was set aside, how the text adds up, remarks on the file as a whole."""
    return {
        "repairs": [
            {"kind": each.kind, "before": storable(each.before), "after": storable(each.after), **_place(each.span)}
            for each in reading.repairs
        ],
        "asides": [{"reason": each.reason, **_place(each.span)} for each in reading.asides],
        "coverage": _coverage(reading.coverage),
        "diagnostics": [remark(each, None) for each in reading.diagnostics],
    }


def _place(span: core.Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _coverage(coverage: Coverage) -> Values:
    return {
        "sentences": coverage.sentences,
        "characters": coverage.characters,
        "shares": [{"kind": each.kind, "sentences": each.sentences, "characters": each.characters}
                   for each in coverage.shares],
        "aside_characters": dict(coverage.reasons),
        "unread": [[span.start, span.end] for span in coverage.unread],
    }  # fmt: skip


def of_plan(plan: core.Plan) -> list[Values]:
    """Every remark on a plan with the key of the task it stands in, then the numbers that are no targets."""
    places = TaskPlaces(plan)
    keys = {task.id for task in plan.tasks}
    notes = [remark(each, _task(each, places, keys)) for each in plan.diagnostics]
    for decoy in plan.decoys:
        said = IS_NONE.fill(quote=decoy.quote, reason=decoy.reason)
        notes.append(remark(core.Diagnostic(DECOY, said, decoy.span), _key(places.at(decoy.span))))
    if not plan.tasks:
        notes.append(remark(core.Diagnostic("NO_TASK", NO_TASK), None))
    return notes


def _task(diagnostic: core.Diagnostic, places: TaskPlaces, keys: set[str]) -> str | None:
    """The task a remark is about: where it stands, or the one that a correction names."""
    named = dict(diagnostic.values).get("id", "") if diagnostic.code == NOT_APPLIED else ""
    return named if named in keys else _key(places.at(diagnostic.span))


def _key(task: core.Task | None) -> str | None:
    return task.id if task else None


def doubts_of(notes: Iterable[Values]) -> Mapping[str, list[Values]]:
    """The doubtful remarks (those with another way to read them), by task."""
    found: dict[str, list[Values]] = defaultdict(list)
    for note in notes:
        if note["alternative"] and note["task"]:
            found[note["task"]].append({name: note[name] for name in note if name != "task"} | {"settled": None})
    return found


def with_settled(doubts: Sequence[Values], before: Sequence[Values]) -> list[Values]:
    """Doubts of a new reading; those that a person settled before stay settled."""
    settled = {(each["code"], each["zh"]): each["settled"] for each in before if each.get("settled")}
    return [each | {"settled": settled.get((each["code"], each["zh"]))} for each in doubts]


def open_doubts(doubts: Iterable[Values]) -> int:
    """How many of them nobody has settled."""
    return sum(not each.get("settled") for each in doubts)
