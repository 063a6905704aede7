"""Between a plan as it was read (`core.plans`) and its rows: every value there, and the place it was read from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, cast

from citycircle.core import plans as core
from citycircle.core.messages import Text
from citycircle.documents.clauses import digest
from citycircle.documents.due import Due, last_day
from citycircle.documents.writers.ledger import field_of
from citycircle.records.plans.ledgers import plain
from citycircle.records.plans.models import DutyKind, Milestone, Target, Task, Work

Values = dict[str, Any]
Pair = list[int]
_UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")
_WHOLE_DIGITS, _DECIMALS = 20, 10
REPLACED = "\ufffd"


def storable(text: str) -> str:
    """The text as a database keeps it: what cannot be kept becomes one sign each, so that places still count.

    >>> storable("a\\x00b")
    'a\ufffdb'
    """
    return _UNSTORABLE.sub(REPLACED, text)


def clipped(text: str, longest: int) -> str:
    """As much of a text as a column takes; its place still leads to the whole.

    >>> clipped("长期坚持", 3)
    '长期…'
    """
    text = storable(text)
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def pair(span: core.Span | None) -> Pair:
    return [span.start, span.end] if span else []


def in_both(text: Text, **values: str) -> dict[str, str]:
    """A sentence in both languages, as a JSON field keeps it."""
    return {"zh": storable(text.say("zh", **values)), "en": storable(text.say("en", **values))}


# tasks


def values_of_task(task: core.Task, due: Due | None) -> Values:
    """The columns of a task."""
    has_source = task.span.end > task.span.start
    implied = due.implied if due else None
    return {
        "number": clipped(task.number, 40),
        "path": [storable(heading) for heading in task.path],
        "field": clipped(field_of(task), 200),
        "role": task.role,
        "title": storable(task.title.text) if task.title else "",
        "body": storable(task.body.text),
        "subitems": [{"marker": s.marker, "text": storable(s.text), **_place(s.span)} for s in task.subitems],
        "extras": [{"heading": storable(h), "text": storable(q.text), **_place(q.span)} for h, q in task.extras],
        "due": due.last_day if due else None,
        "due_words": clipped(task.deadline.text, 120) if task.deadline else "",
        "due_implied": {"value": implied.value, **in_both(implied.reason)} if implied else {},
        "span_start": task.span.start if has_source else None,
        "span_end": task.span.end if has_source else None,
        "spans": _spans(task),
    }


def _place(span: core.Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _spans(task: core.Task) -> dict[str, list[Pair]]:
    if task.origin == "person":
        return {}
    cells = {
        "title": task.title.span if task.title else None,
        "body": task.body.span,
        "duty": task.duty.span,
        "deadline": task.deadline.span if task.deadline else None,
    }
    found = {name: [pair(span)] for name, span in cells.items() if span}
    return found | ({"by_duty": []} if task.duty.by_duty else {})


def task_of(row: Task) -> core.Task:
    """A task as it would be read, out of its row and its duties."""
    span = core.Span(row.span_start or 0, row.span_end or 0)
    extras = tuple((each["heading"], core.Quoted(each["text"], _span(each))) for each in row.extras)
    return core.Task(
        id=row.key,
        number=row.number,
        path=tuple(row.path),
        role=cast(core.Role, row.role),
        title=core.Quoted(row.title, _cell(row, "title", span)) if row.title else None,
        body=core.Quoted(row.body, _cell(row, "body", span)),
        duty=_duty_of(row, span),
        subitems=tuple(core.Subitem(each["marker"], each["text"], _span(each)) for each in row.subitems),
        span=span,
        deadline=core.Quoted(row.due_words, _cell(row, "deadline", span)) if row.due_words else None,
        extras=extras,
        origin="document" if row.span_start is not None else "person",
    )


def _span(kept: Mapping[str, Any]) -> core.Span:
    return core.Span(kept["start"], kept["end"])


def _cell(row: Task, name: str, otherwise: core.Span) -> core.Span:
    found = row.spans.get(name)
    return core.Span(*found[0]) if found else otherwise


def _duty_of(row: Task, span: core.Span) -> core.Duty:
    """The names as the reading and the edits have them, which a later decision may have set aside (see `as_read`)."""
    places = {duty.name: core.Span(duty.span_start, duty.span_end or 0) for duty in row.duties.all()
              if duty.span_start is not None}  # fmt: skip
    where = _cell(row, "duty", span)
    lead, responsible, cooperating = (
        tuple(core.Quoted(name, places.get(name, where)) for name in filter(None, names_read(row, kind).split(";")))
        for kind in DutyKind
    )
    return core.Duty(
        lead=lead,
        responsible=responsible,
        cooperating=cooperating,
        lead_from=("rule" if any(each.by_rule for each in row.duties.all()) else "printed") if lead else None,
        by_duty="by_duty" in row.spans,
        inherited=any(each.is_inherited for each in row.duties.all()),
        span=where if "duty" in row.spans else None,
    )


def names_read(row: Task, kind: str) -> str:
    """The names of one kind as reading and edits have them, parted by `;`; of a task never read, those it has."""
    if kind in row.as_read:
        return str(row.as_read[kind])
    kinds = {kind, "cooperating"} if kind == "responsible" else {kind}
    return ";".join(dict.fromkeys(each.name for each in row.duties.all() if each.kind in kinds))


# promises


def target_values(target: core.Target) -> Values:
    """The columns of a target; a number too large for the column stays in its words."""
    fits = abs(target.value) < Decimal(10) ** _WHOLE_DIGITS
    high = target.value_high
    return {
        "indicator": clipped(target.indicator, 300),
        "op": target.op,
        "value": round(target.value, _DECIMALS) if fits else None,
        "value_high": round(high, _DECIMALS) if high is not None and abs(high) < Decimal(10) ** _WHOLE_DIGITS else None,
        "unit": clipped(target.unit, 40),
        "benchmark": "" if fits else clipped(str(target.value), 200),
        "period": target.period or "",
        "deadline": clipped(target.deadline or "", 20),
        "deadline_implied": _implied(target.deadline_implied),
        "scope": clipped(target.scope or "", 200),
        "strength": target.strength or "",
        **_source(target.quote, target.span),
    }


def commitment_values(commitment: core.Commitment) -> Values:
    """The columns of a relative goal: no number, a benchmark instead."""
    return {
        "indicator": clipped(commitment.indicator, 300),
        "op": commitment.op,
        "value": None,
        "value_high": None,
        "unit": "",
        "benchmark": clipped(commitment.benchmark, 200) or "—",
        "period": "",
        "deadline": "",
        "deadline_implied": {},
        "scope": "",
        "strength": commitment.strength or "",
        **_source(commitment.quote, commitment.span),
    }


def milestone_values(milestone: core.Milestone) -> Values:
    """The columns of a milestone; the baseline is the last day that the printed date leaves."""
    return {
        "what": clipped(milestone.what, 300),
        "deadline": clipped(milestone.deadline, 20),
        "baseline_on": last_day(milestone.deadline),
        **_source(milestone.quote, milestone.span),
    }


def work_values(project: core.Project) -> Values:
    """The columns of a work."""
    return {"name": clipped(project.name, 300), "stage": project.stage, **_source(project.quote, project.span)}


def _implied(implied: core.Implied | None) -> dict[str, str]:
    return {"value": implied.value, **in_both(implied.reason)} if implied else {}


def _source(quote: str, span: core.Span) -> Values:
    has_source = bool(quote) and span.end > span.start
    return {
        "quote": storable(quote),
        "span_start": span.start if has_source else None,
        "span_end": span.end if has_source else None,
    }


def keyed(values: Sequence[Values], words: str) -> list[Values]:
    """Each with a key made of its quote (of `words`, where nobody quoted it), told apart by number in its task."""
    seen: dict[tuple[str | None, str], int] = {}
    made = []
    for each in values:
        mark = digest(each["quote"] or str(each[words]))
        number = seen[each["task"], mark] = seen.get((each["task"], mark), 0) + 1
        made.append(each | {"key": mark if number == 1 else f"{mark}-{number}"})
    return made


def target_of(row: Target, path: tuple[str, ...]) -> core.Target | core.Commitment:
    """A target, or a relative goal, out of its row."""
    where: Values = {
        "task": row.task.key if row.task else None,
        "path": path,
        "quote": row.quote,
        "span": _row_span(row),
    }
    op, strength = cast(core.Comparator, row.op), cast(core.Strength, row.strength) if row.strength else None
    if row.value is None:
        return core.Commitment(indicator=row.indicator, op=op, benchmark=row.benchmark, strength=strength, **where)
    implied = row.deadline_implied
    return core.Target(
        indicator=row.indicator,
        op=op,
        value=plain(row.value),
        unit=row.unit,
        value_high=plain(row.value_high) if row.value_high is not None else None,
        period=cast(core.Period, row.period) if row.period else None,
        deadline=row.deadline or None,
        deadline_implied=core.Implied(implied["value"], Text(implied["zh"], implied["en"])) if implied else None,
        scope=row.scope or None,
        strength=strength,
        **where,
    )


def milestone_of(row: Milestone, path: tuple[str, ...]) -> core.Milestone:
    """A milestone out of its row."""
    task = row.task.key if row.task else None
    return core.Milestone(task, path, row.what, row.deadline, row.quote, _row_span(row))


def work_of(row: Work, path: tuple[str, ...]) -> core.Project:
    """A work out of its row."""
    task = row.task.key if row.task else None
    return core.Project(task, path, row.name, cast(core.Stage, row.stage), row.quote, _row_span(row))


def _row_span(row: Target | Milestone | Work) -> core.Span:
    return core.Span(row.span_start or 0, row.span_end or 0)


def remark(diagnostic: core.Diagnostic, task: str | None) -> Values:
    """A remark of the reader, as notes and doubts keep it."""
    span = diagnostic.span
    return {
        "code": diagnostic.code,
        **in_both(diagnostic.message, **dict(diagnostic.values)),
        "start": span.start if span else None,
        "end": span.end if span else None,
        "alternative": storable(diagnostic.alternative) if diagnostic.alternative else None,
        "task": task,
    }


def ordered(values: Iterable[Values]) -> list[Values]:
    """Numbered in their order."""
    return [each | {"order": at} for at, each in enumerate(values)]
