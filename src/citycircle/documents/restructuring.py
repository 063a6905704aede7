"""Splitting, merging, adding and dropping tasks of a reading, as a person decided it.

In the words of a correction: `split` names in `quote` the words at which the second part begins, in `new` its key;
`merge` names in `new` the task that is taken in; `add` gives the text in `new` or marks it in the source by `quote`,
and names in `old` the task behind which it comes (empty: where its words stand, else at the end);
`drop` gives the reason in `note`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from citycircle.core.messages import Text
from citycircle.core.plans import Dropped, Duty, Plan, Quoted, Span, Subitem, Task
from citycircle.documents.attempts import Asked, Tried, done, refused
from citycircle.documents.identity import Promise, moved, of_task
from citycircle.documents.stretches import Stretches, places_of

FIELDS = ("split", "merge", "add", "drop")
NO_TASK = Text(
    "找不到任务{id}，未套用更正（{field}），请核对。",
    "Task {id} was not found; {field} was not applied. Please check.",
)
NO_OTHER = Text(
    "找不到要并入{id}的任务{new}，未合并，请核对。",
    "Task {new}, to be merged into {id}, was not found. Please check.",
)
NO_PLACE = Text(
    "{id}的正文中找不到“{quote}”，未拆分，请核对。",
    "The text of {id} no longer holds “{quote}”; it was not split. Please check.",
)
SEVERAL_PLACES = Text(
    "{id}的正文中“{quote}”不止一处，未拆分，请多写几个字。",
    "“{quote}” stands more than once in the text of {id}; it was not split. Please quote more words.",
)
AT_THE_START = Text(
    "“{quote}”是{id}的开头，没有可拆分的内容。",
    "“{quote}” begins {id}; there is nothing to split off.",
)
KEY_TAKEN = Text(
    "编号“{found}”已经有任务使用，未套用更正（{field}），请核对。",
    "The key {found} is taken; {field} was not applied. Please check.",
)
NO_SOURCE = Text(
    "原文中找不到“{quote}”，未增加任务{id}，请核对。",
    "The document no longer says “{quote}”; task {id} was not added. Please check.",
)
SPLIT = Text("{id}已自“{quote}”处拆分，后一部分为{found}。", "{id} was split at “{quote}”; the second part is {found}.")
MERGED = Text("{new}已并入{id}。", "{new} was merged into {id}.")
ADDED = Text("已按标记的原文增加任务{id}。", "Task {id} was added from the marked text.")
ADDED_BY_HAND = Text(
    "已人工增加任务{id}，原文没有这一项。",
    "Task {id} was added by hand; the document does not say it.",
)
DROPPED = Text("{id}已删去，理由：{found}。", "{id} was dropped, because: {found}.")
_PART = re.compile(r"__part_\d+$")


def tried(plan: Plan, asked: Asked, stretches: Stretches) -> Tried:
    """Try one of FIELDS on a plan."""
    if asked.field == "add":
        return _added(plan, asked, stretches)
    task = task_of(plan, asked.id)
    if task is None:
        return refused(NO_TASK, missing=True)
    if asked.field == "split":
        return _split(plan, task, asked, stretches)
    if asked.field == "merge":
        return _merged(plan, task, asked)
    return done(_without(plan, task, asked.note), DROPPED, found=asked.note, span=task.span)


def task_of(plan: Plan, key: str) -> Task | None:
    """The task of a key, None where there is none."""
    return next((task for task in plan.tasks if task.id == key), None)


def part_key(key: str, taken: Iterable[str]) -> str:
    """The key of the next part that is split off.

    >>> part_key("para_7", ["para_7"]), part_key("para_7__part_2", ["para_7", "para_7__part_2"])
    ('para_7__part_2', 'para_7__part_3')
    """
    taken = set(taken)
    base = _PART.sub("", key)
    number = 2
    while f"{base}__part_{number}" in taken:
        number += 1
    return f"{base}__part_{number}"


def added_key(taken: Iterable[str]) -> str:
    """The key of the next task that is added.

    >>> added_key(["para_1", "added_1"])
    'added_2'
    """
    taken = set(taken)
    number = 1
    while f"added_{number}" in taken:
        number += 1
    return f"added_{number}"


def keys_in(plan: Plan) -> set[str]:
    """Every key that was given away, those of dropped tasks too."""
    return {task.id for task in plan.tasks} | {each.task.id for each in plan.dropped}


# splitting


def _split(plan: Plan, task: Task, asked: Asked, stretches: Stretches) -> Tried:
    body = task.body.text
    places = places_of(asked.quote, body)
    if len(places) != 1:
        return refused(SEVERAL_PLACES if places else NO_PLACE)
    cut = places[0][0]
    if not body[:cut].strip():
        return refused(AT_THE_START)
    key = asked.new or part_key(task.id, keys_in(plan))
    if key in keys_in(plan):
        return refused(KEY_TAKEN, found=key)
    at = stretches.find(asked.quote, within=task.span)
    first, second = _parts(task, cut, key, at, stretches)
    tasks = tuple(part for each in plan.tasks for part in ((first, second) if each is task else (each,)))
    changed = replace(
        plan,
        tasks=tasks,
        targets=_shared(plan.targets, task, cut, key),
        commitments=_shared(plan.commitments, task, cut, key),
        milestones=_shared(plan.milestones, task, cut, key),
        projects=_shared(plan.projects, task, cut, key),
    )
    return done(changed, SPLIT, found=key, span=second.span)


def _parts(task: Task, cut: int, key: str, at: Span | None, stretches: Stretches) -> tuple[Task, Task]:
    """Both parts. Each has the duties that its own stretch notes; where one notes none, those of the whole."""
    body = task.body.text
    early, late = body[:cut].rstrip(), body[cut:].strip()
    one, other = task.span, task.span
    if at is not None and task.span.start < at.start < task.span.end:
        one, other = Span(task.span.start, at.start), Span(at.start, task.span.end)
    behind = [item for item in task.subitems if _place(item, body) >= cut]
    first = replace(
        task,
        body=Quoted(early, _inside(task.body.span, one)),
        subitems=tuple(item for item in task.subitems if item not in behind),
        duty=_own(task, one, stretches),
        span=one,
    )
    number = f"{task.number}-{key.rpartition('_')[2]}" if task.number and _PART.search(key) else task.number
    second = replace(
        task,
        id=key,
        number=number,
        title=None,
        body=Quoted(late, _inside(task.body.span, other)),
        subitems=tuple(behind),
        duty=_own(task, other, stretches),
        span=other,
    )
    return first, second


def _inside(span: Span, stretch: Span) -> Span:
    start, end = max(span.start, stretch.start), min(span.end, stretch.end)
    return Span(start, end) if start <= end else stretch


def _place(item: Subitem, body: str) -> int:
    found = places_of(f"{item.marker}{item.text[:6]}", body)
    return found[0][0] if found else -1


def _own(task: Task, stretch: Span, stretches: Stretches) -> Duty:
    """The duty of a part; duties that a person had corrected before are not read again."""
    if stretch == task.span or _names(stretches.duty(task.span)) != _names(task.duty):
        return task.duty
    own = stretches.duty(stretch)
    return own if own.lead or own.responsible else task.duty


def _names(duty: Duty) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(each.text for each in names) for names in (duty.lead, duty.responsible, duty.cooperating))


def _shared(promises: Iterable[Promise], task: Task, cut: int, key: str) -> tuple[Promise, ...]:
    """What the later part promises moves over to it; a quote that stands in both goes by its turn."""
    seen: dict[str, int] = {}
    shared = []
    for each in promises:
        quote: str = getattr(each, "quote", "")
        if each.task != task.id or not quote:
            shared.append(each)
            continue
        places = places_of(quote, task.body.text)
        turn = seen.get(quote, 0)
        seen[quote] = turn + 1
        place = places[min(turn, len(places) - 1)][0] if places else -1
        shared.append(of_task(each, key) if place >= cut else each)
    return tuple(shared)


# merging


def _merged(plan: Plan, task: Task, asked: Asked) -> Tried:
    other = task_of(plan, asked.new)
    if other is None or other is task:
        return refused(NO_OTHER, missing=other is None)
    whole = replace(
        task,
        body=Quoted("\n".join(filter(None, (task.body.text, _words(other)))), _hull(task.body.span, other.body.span)),
        duty=_joined(task.duty, other.duty),
        subitems=(*task.subitems, *other.subitems),
        span=_hull(task.span, other.span),
        deadline=task.deadline or other.deadline,
        extras=(*task.extras, *(each for each in other.extras if each not in task.extras)),
        origin="document" if "document" in {task.origin, other.origin} else "person",
    )
    keys = {other.id: task.id}
    changed = replace(
        plan,
        tasks=tuple(whole if each is task else each for each in plan.tasks if each is not other),
        targets=moved(plan.targets, keys),
        commitments=moved(plan.commitments, keys),
        milestones=moved(plan.milestones, keys),
        projects=moved(plan.projects, keys),
        dropped=(*plan.dropped, Dropped(other, asked.note, task.id)),
    )
    return done(changed, MERGED, span=whole.span)


def _words(task: Task) -> str:
    return f"{task.title.text}。{task.body.text}" if task.title else task.body.text


def _hull(one: Span, other: Span) -> Span:
    """The stretch from the first to the last character of both; an empty one (no source) does not count."""
    solid = [span for span in (one, other) if span.end > span.start]
    return Span(min(s.start for s in solid), max(s.end for s in solid)) if solid else one


def _joined(one: Duty, other: Duty) -> Duty:
    lead = _once((*one.lead, *other.lead))
    leading = {each.text for each in lead}
    return Duty(
        lead=lead,
        responsible=_once(each for each in (*one.responsible, *other.responsible) if each.text not in leading),
        cooperating=_once(each for each in (*one.cooperating, *other.cooperating) if each.text not in leading),
        lead_from=one.lead_from or other.lead_from,
        by_duty=one.by_duty or other.by_duty,
        inherited=one.inherited and other.inherited,
        span=_hull(one.span, other.span) if one.span and other.span else one.span or other.span,
    )


def _once(names: Iterable[Quoted]) -> tuple[Quoted, ...]:
    kept: dict[str, Quoted] = {}
    for each in names:
        kept.setdefault(each.text, each)
    return tuple(kept.values())


# adding and dropping


def _added(plan: Plan, asked: Asked, stretches: Stretches) -> Tried:
    if asked.id in keys_in(plan):
        return refused(KEY_TAKEN, found=asked.id)
    before = task_of(plan, asked.old)
    if not asked.quote:
        before = before or (plan.tasks[-1] if plan.tasks else None)
        return done(_with(plan, _by_hand(asked, before), before), ADDED_BY_HAND)
    place = stretches.find(asked.quote, after=before.span.end if before else 0)
    if place is None:
        return refused(NO_SOURCE, missing=True)
    before = before or _last_before(plan, place)
    number, body, duty = stretches.read(place)
    path = before.path if before else ()
    body = Quoted(asked.new, place) if asked.new else body
    task = Task(asked.id, number, path, "task", None, body, duty, (), place)
    targets, commitments, milestones, projects = stretches.promises(place, asked.id, path, plan.document)
    grown = replace(
        _with(plan, task, before),
        targets=(*plan.targets, *targets),
        commitments=(*plan.commitments, *commitments),
        milestones=(*plan.milestones, *milestones),
        projects=(*plan.projects, *projects),
    )
    return done(grown, ADDED, span=place)


def _by_hand(asked: Asked, before: Task | None) -> Task:
    place = Span(before.span.end, before.span.end) if before else Span(0, 0)
    path = before.path if before else ()
    return Task(asked.id, "", path, "task", None, Quoted(asked.new, place), Duty(), (), place, origin="person")


def _last_before(plan: Plan, place: Span) -> Task | None:
    return max((t for t in plan.tasks if t.span.start <= place.start), key=lambda t: t.span.start, default=None)


def _with(plan: Plan, task: Task, before: Task | None) -> Plan:
    """The plan with a task behind another one; first of all where it has none before it."""
    if before is None:
        return replace(plan, tasks=(task, *plan.tasks))
    return replace(plan, tasks=tuple(_behind(plan.tasks, task, before)))


def _behind(tasks: Iterable[Task], task: Task, before: Task) -> Iterator[Task]:
    for each in tasks:
        yield each
        if each is before:
            yield task


def _without(plan: Plan, task: Task, reason: str) -> Plan:
    return replace(
        plan,
        tasks=tuple(each for each in plan.tasks if each is not task),
        targets=tuple(each for each in plan.targets if each.task != task.id),
        commitments=tuple(each for each in plan.commitments if each.task != task.id),
        milestones=tuple(each for each in plan.milestones if each.task != task.id),
        projects=tuple(each for each in plan.projects if each.task != task.id),
        dropped=(*plan.dropped, Dropped(task, reason)),
    )
