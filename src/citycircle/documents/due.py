"""When a task is due: what the document prints for it, else what its promises print, else what follows.

Writers and the import of the service ask here, so that a table and the ledger never name two days.
"""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from citycircle.core.plans import Document, Implied, Milestone, Plan, Target, Task
from citycircle.documents.commitments.deadlines import END_OF_PLAN, YEAR_OF_PLAN, year_of
from citycircle.language.dates import find_dates

_LAST_MONTH = 12


class Due(NamedTuple):
    """When a task is due.

    `value` is 2026, 2026-06, 2026-06-30 or 20xx, empty where the words name no date (长期坚持). `words` are those that
    the document prints for the task itself; `implied` says why, where a part or all of it was completed.
    """

    value: str
    words: str = ""
    implied: Implied | None = None

    @property
    def last_day(self) -> date | None:
        """The last day that is still in time; None where no year is known."""
        return last_day(self.value)


def due_of(
    task: Task, document: Document, targets: Iterable[Target] = (), milestones: Iterable[Milestone] = ()
) -> Due | None:
    """When a task is due; `targets` and `milestones` are its own. None where neither text nor years say anything.

    >>> from citycircle.core.plans import Duty, Quoted, Span
    >>> body = Quoted("建码头。", Span(0, 4))
    >>> task = Task("para_1", "1", (), "task", None, body, Duty(), (), Span(0, 4), Quoted("6月底前", Span(0, 4)))
    >>> year = Document(effective_from_year=2026, effective_to_year=2026)
    >>> due_of(task, year).last_day
    datetime.date(2026, 6, 30)
    >>> from dataclasses import replace
    >>> due = due_of(replace(task, deadline=None), year)
    >>> due.last_day, due.implied.reason.en
    (datetime.date(2026, 12, 31), 'No deadline is printed; the last year of the plan is taken.')
    """
    if task.deadline:
        return _as_printed(task.deadline.text, document)
    targets, milestones = tuple(targets), tuple(milestones)
    printed = [each.deadline for each in targets if each.deadline]
    printed += [each.deadline for each in milestones if not each.deadline_implied]
    if printed:
        return Due(max(printed))
    return _following(task, document, targets, milestones)


def _as_printed(words: str, document: Document) -> Due:
    values = [(value, moment) for moment in find_dates(words) if (value := moment.value(year_of(document)))]
    if not values:
        return Due("", words)
    value, moment = max(values, key=lambda pair: pair[0])
    return Due(value, words, None if moment.is_printed else Implied(value, YEAR_OF_PLAN))


def _following(
    task: Task, document: Document, targets: Sequence[Target], milestones: Sequence[Milestone]
) -> Due | None:
    """What the reader completed for the task or its promises, else the last year of the document."""
    follows = [each for each in (task.deadline_implied, *(one.deadline_implied for one in targets)) if each]
    follows += [Implied(one.deadline, one.deadline_implied.reason) for one in milestones if one.deadline_implied]
    if not follows and document.effective_to_year is not None:
        follows = [Implied(str(document.effective_to_year), END_OF_PLAN)]
    if not follows:
        return None
    latest = max(follows, key=lambda each: each.value)
    return Due(latest.value, "", latest)


def last_day(value: str) -> date | None:
    """The last day of 2026, 2026-06 or 2026-06-30; a day that its month does not have counts as the month's last.

    >>> last_day("2026"), last_day("2024-02"), last_day("20xx")
    (datetime.date(2026, 12, 31), datetime.date(2024, 2, 29), None)
    """
    parts = value.split("-")
    if not value or not all(part.isdigit() for part in parts):
        return None
    year, month, *day = (*map(int, parts), *([] if len(parts) > 1 else [_LAST_MONTH]))
    if not 1 <= month <= _LAST_MONTH or not date.min.year <= year <= date.max.year:
        return None
    end = monthrange(year, month)[1]
    return date(year, month, min(day[0], end) if day and day[0] else end)


def completed(plan: Plan) -> Plan:
    """The plan with `deadline_implied` on every task whose date the document does not print.

    Called once everything else is settled: a corrected last year moves what follows from it.
    """
    targets: dict[str | None, list[Target]] = defaultdict(list)
    milestones: dict[str | None, list[Milestone]] = defaultdict(list)
    for target in plan.targets:
        targets[target.task].append(target)
    for milestone in plan.milestones:
        milestones[milestone.task].append(milestone)
    tasks = []
    for task in plan.tasks:
        due = due_of(task, plan.document, targets[task.id], milestones[task.id])
        tasks.append(replace(task, deadline_implied=due.implied) if due and due.implied else task)
    return replace(plan, tasks=tuple(tasks))
