"""One task with everything that is known of it: sentence, duties, promises, history, and what other rooms add."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import path, reverse

from citycircle.accounts.models import AuditLine
from citycircle.accounts.models.audit import Outcome
from citycircle.core.messages import Text
from citycircle.core.plans import Span
from citycircle.records.plans.models import DutyKind, Task
from citycircle.records.plans.reach import KEEPS_PLANS, READS_PLANS, tasks_within, works_at
from citycircle.web.original import KINDS, Mark, drawn
from citycircle.web.pages.base import Page, found
from citycircle.web.pages.plan_corrections import said_of
from citycircle.web.plan_ledger import BEHIND, due_said, label_of, row_of, span_of, target_said
from citycircle.web.plan_marks import marks_of, window_between
from citycircle.web.plan_notes import Notes
from citycircle.web.plan_words import DUTY_KINDS, STRENGTHS
from citycircle.web.requests import Request
from citycircle.web.task_panels import panels_of

AROUND = 80
"""Characters of the original before and behind a task on its own page."""
REACH = 3_000
"""A name in a heading above the task is shown along with it up to so many characters away."""
LINES_SHOWN = 30


class OnTask(Page):
    """A page about one task of a plan in reach."""

    who = READS_PLANS

    def find(self, **keys: Any) -> Task:
        rows = tasks_within(self.request.viewer).select_related("plan__city", "plan__document", "continues__plan")
        rows = rows.defer("plan__notes", "plan__sections", "plan__document__text")
        task: Task = found(rows.prefetch_related(*BEHIND), **keys)
        return task

    def place(self) -> None:
        """Reach is asked while it is found: whoever may read the plan."""

    def sentence(self) -> dict[str, Any]:
        """What `tasks/sentence.html` draws: the task's stretch of the original with its marks."""
        task = self.subject
        span, document = span_of(task), task.plan.document
        if span is None or document is None:
            return {"drawn": ""}
        lit = self._lit(span)
        near = [span, *(one for one in lit if span.start - REACH < one.start and one.end < span.end + REACH)]
        low, high = min(one.start for one in near), max(one.end for one in near)
        window = window_between(document, low - AROUND, high + AROUND)
        marks = marks_of(task.plan, window, Notes(document.notes))
        marks += [Mark(one.start, one.end, "lit") for one in lit]
        return {"drawn": drawn(window, marks, reverse("plan", args=[task.plan_id])), "plan": task.plan}

    def _lit(self, whole: Span) -> list[Span]:
        """The places of the cell that the address names (lead, deadline…), so that a version's cell leads to its words.

        What a person decided was printed nowhere; the whole task stands for it.
        """
        wanted = self.request.GET.get("cell", "")
        cells = [cell for cell in row_of(self.subject).cells if cell.field == wanted] if wanted else []
        return [span for cell in cells for span in cell.spans or (whole,)]


class OneTask(OnTask):
    title = Text("任务", "Task")
    template = "tasks/task.html"

    def context(self) -> dict[str, Any]:
        task, viewer = self.subject, self.request.viewer
        is_near = works_at(viewer, task.place)
        return {
            "task": task,
            "plan": task.plan,
            "row": row_of(task),
            "label": label_of(task),
            "due": due_said(task),
            "strength": STRENGTHS.get(task.strength, ""),
            "duties": [(DUTY_KINDS[kind], self._duties(kind)) for kind in DutyKind.values],
            "targets": [(one, target_said(one)) for one in task.targets.all()],
            "kinds": KINDS,
            "may_edit": KEEPS_PLANS.allows(viewer, task.place),
            "edits": self._edits() if is_near else [],
            "lines": self._lines() if is_near else [],
            "continued_by": tasks_within(viewer).filter(continues=task).select_related("plan"),
            "continues": tasks_within(viewer).filter(pk=task.continues_id).select_related("plan").first(),
            "panels": panels_of(task, viewer),
            **self.sentence(),
        }

    def _duties(self, kind: str) -> list[Any]:
        return [one for one in self.subject.duties.all() if one.kind == kind]

    def _edits(self) -> list[tuple[Any, Text]]:
        task = self.subject
        rows = task.plan.edits.filter(Q(task_key=task.key) | Q(new=task.key, kind__in=("split", "merge")))
        return [(one, said_of(one)) for one in rows.select_related("made_by").order_by("-number")[:LINES_SHOWN]]

    def _lines(self) -> Any:
        lines = AuditLine.objects.filter(subject=f"task:{self.subject.pk}", outcome=Outcome.DONE)
        return lines.order_by("-number")[:LINES_SHOWN]


class Sentence(OnTask):
    """The sentence of a task alone: under its row on a small screen."""

    title = Text("任务原文", "Sentence of a task")

    def get(self, request: Request, **_keys: Any) -> HttpResponseBase:
        return render(request, "tasks/sentence.html", self.sentence())


urlpatterns = [
    path("tasks/<int:pk>/", OneTask.as_view(), name="task"),
    path("tasks/<int:pk>/sentence", Sentence.as_view(), name="task_sentence"),
]
