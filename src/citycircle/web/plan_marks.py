"""What lies over a window of a plan's original: its tasks, duties, promises, mends, and what was left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import F, Q, Value
from django.db.models.functions import Length, Substr

from citycircle.core.messages import Text
from citycircle.core.plans import Span
from citycircle.records.plans.models import Duty, Plan, SourceDocument
from citycircle.web.original import AFTER, BEFORE, SLACK, Mark, Window, fitted
from citycircle.web.plan_notes import Notes
from citycircle.web.plan_words import DUTY_KINDS

ROW = Text("台账第{number}行", "row {number} of the ledger")
DROPPED = Text("已从台账删去", "dropped from the ledger")
UNREAD = Text("没有读取", "not read")
DUTY = Text("{kind}：{name}", "{kind}: {name}")
DUE = Text("时限", "deadline")


def window_at(document: SourceDocument, at: int) -> Window:
    """The stretch of a document around a place; only that much leaves the database."""
    return window_between(document, at - BEFORE, at + AFTER)


def window_behind(document: SourceDocument, low: int) -> Window:
    """The stretch that begins exactly where another one ended."""
    return window_between(document, low, low + AFTER, frozenset({"low"}))


def window_before(document: SourceDocument, high: int) -> Window:
    """The stretch that ends exactly where another one began."""
    return window_between(document, high - AFTER, high, frozenset({"high"}))


def window_between(document: SourceDocument, low: int, high: int, exact: frozenset[str] = frozenset()) -> Window:
    """The stretch from about `low` to about `high`, cut at ends of lines where one is near."""
    low, high = max(0, low), max(0, high)
    start = max(0, low - SLACK)
    cut = SourceDocument.objects.filter(pk=document.pk).annotate(
        piece=Substr("text", Value(start + 1), Value(high - start + SLACK)), length=Length("text")
    )
    text, length = cut.values_list("piece", "length").get()
    return fitted(start, text, length=length, wanted=(low, min(high, length)), exact=exact)


def marks_of(plan: Plan, window: Window, notes: Notes) -> list[Mark]:
    """Every mark that touches a window."""
    touches = Q(span_start__lt=window.high, span_end__gt=window.low) & Q(span_end__gt=F("span_start"))
    found = [*_tasks(plan, touches), *_duties(plan, touches), *_promises(plan, touches)]
    near = window.touches
    found += [Mark(*one.span, "repaired", note=one.said) for one in notes.mends if near(one.span)]
    read = sorted((one.start, one.end) for one in found if one.kind == "task")
    for one in notes.asides:
        if near(one.span):
            found += [Mark(*stretch, "aside", note=one.said) for stretch in left(one.span, read)]
    found += [Mark(*span, "unread", note=UNREAD.say()) for span in notes.unread if near(span)]
    return found


def _tasks(plan: Plan, touches: Q) -> Iterator[Mark]:
    fields = ("id", "code", "number", "span_start", "span_end", "spans", "is_dropped")
    for task in plan.tasks.filter(touches).only(*fields).order_by("span_start", "-span_end"):
        start, end = task.span_start or 0, task.span_end or 0
        if task.is_dropped:
            yield Mark(start, end, "dropped", note=DROPPED.say())
            continue
        label = task.number or task.code.rpartition("-")[2]
        yield Mark(start, end, "task", task.pk, label, ROW.say(number=label))
        for span in spans_of(task, "deadline"):
            yield Mark(span.start, span.end, "deadline", task.pk, note=DUE.say())


def _duties(plan: Plan, touches: Q) -> Iterator[Mark]:
    rows = Duty.objects.filter(touches, task__plan=plan, task__is_dropped=False)
    for name, kind, start, end, task in rows.values_list("name", "kind", "span_start", "span_end", "task"):
        yield Mark(start or 0, end or 0, "duty", task, note=DUTY.say(kind=DUTY_KINDS[kind], name=name))


def _promises(plan: Plan, touches: Q) -> Iterator[Mark]:
    kinds: dict[str, tuple[Any, str]] = {
        "target": (plan.targets, "indicator"),
        "milestone": (plan.milestones, "what"),
        "works": (plan.works, "name"),
    }
    for kind, (rows, named) in kinds.items():
        for start, end, task, note in rows.filter(touches).values_list("span_start", "span_end", "task", named):
            yield Mark(start, end, kind, task or 0, note=note)


def left(span: Span, read: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What is left of a stretch beside what was read inside it: of a table, its frame.

    >>> list(left(Span(0, 20), [(5, 8), (6, 10), (25, 30)]))
    [(0, 5), (10, 20)]
    """
    at = span.start
    for start, end in read:
        if end <= at or start >= span.end:
            continue
        if start > at:
            yield at, start
        at = end
    if at < span.end:
        yield at, span.end


def spans_of(task: Any, cell: str) -> list[Span]:
    """The places of one cell of a task: a pair, or a list of pairs, as the reader left them."""
    found = task.spans.get(cell) or []
    pairs = [found] if found and isinstance(found[0], int) else found
    return [Span(*pair) for pair in pairs if pair]
