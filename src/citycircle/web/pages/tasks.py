"""The address of one task: it leads to its plan, with its row and its sentence in sight."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import path, reverse

from citycircle.core.messages import Text
from citycircle.records.plans.models import Task
from citycircle.records.plans.reach import READS_PLANS, tasks_within
from citycircle.web.pages.base import Page, found
from citycircle.web.requests import Request


class TaskAddress(Page):
    title = Text("任务", "Task")
    who = READS_PLANS

    def find(self, pk: int) -> Any:
        return found(tasks_within(self.request.viewer), pk=pk)

    def place(self) -> None:
        """Reach is asked while it is found: whoever may read the plan."""
        return

    def get(self, _request: Request, pk: int) -> HttpResponseBase:
        return redirect(f"{reverse('plan', args=[self.subject.plan_id])}?{urlencode({'task': pk})}")


urlpatterns = [path("tasks/<int:pk>/", TaskAddress.as_view(), name="task")]
