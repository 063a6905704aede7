"""What everybody may read of the tasks of issued plans: plain words, dates, and no number of a person."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.db.models import F, Prefetch, QuerySet

from citycircle.core.messages import Language, Text
from citycircle.language.personal_marks import masked
from citycircle.mechanisms.tasks.readings import FINISHED
from citycircle.records.month.lights import UNLIT
from citycircle.records.month.models import Entry, Part, Report
from citycircle.records.plans.models import PlanState

PUBLISHED = frozenset({"published", "locked", "correction_filed", "correction_signing"})
"""States of a report whose words were issued in a notice: nothing earlier is shown to the public."""
PROGRESS, NEXT = "progress", "next_step"
FINISHED_WORD = Text("已完成", "done")
PLAIN = {
    "green": Text("进展正常", "going well"),
    "blue": Text("临近完成时间", "soon due"),
    "yellow": Text("进度稍慢，正在推进", "a little slow, being carried on"),
    "orange": Text("进度较慢，正在督促", "slow, being pressed on"),
    "red": Text("进度较慢，正在督促", "slow, being pressed on"),
    "grey": Text("正在协调或等待更新", "being coordinated, or not reported yet"),
}
"""A light in plain words; the public page shows no colours and no ranks."""


class PublicWords(NamedTuple):
    """What was last published of a part, with numbers of people hidden, and for which month."""

    progress: str
    next_step: str
    month: date | None


def public_parts() -> QuerySet[Part]:
    """The parts that the public may see: of issued plans, once somebody has them in hand."""
    reports = (
        Report.objects.filter(state__in=PUBLISHED, organisation=F("part__organisation"))
        .order_by("-month")
        .prefetch_related(Prefetch("entries", Entry.objects.filter(field__in=(PROGRESS, NEXT)).order_by("number")))
    )
    return (
        Part.objects.filter(task__plan__state=PlanState.ISSUED, task__is_dropped=False)
        .exclude(state__in=UNLIT)
        .select_related("task__plan", "organisation", "city")
        .prefetch_related(Prefetch("reports", reports))
    )


def plain_status(part: Part) -> Text:
    """How a part stands, in plain words."""
    return FINISHED_WORD if part.state in FINISHED else PLAIN.get(part.colour, PLAIN["grey"])


def words_of(part: Part, language: Language) -> PublicWords:
    """The words last published of a part (read by `public_parts`), fit for the public."""
    report = next(iter(part.reports.all()), None)
    if report is None:
        return PublicWords("", "", None)
    values = {entry.field: entry.words for entry in report.entries.all()}
    progress, following = (masked(values.get(name, ""), language).text for name in (PROGRESS, NEXT))
    return PublicWords(progress, following, report.month)


def public_title(part: Part, language: Language) -> str:
    """The title of the task, fit for the public."""
    return masked(str(part.task), language).text
