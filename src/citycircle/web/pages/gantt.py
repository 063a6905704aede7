"""The Gantt chart of a plan: on the screen sheet by sheet, for the printer in its true size, as SVG files."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.urls import path, reverse
from django.utils.safestring import mark_safe

from citycircle.accounts.errors import NotThere
from citycircle.core.messages import Text, spoken
from citycircle.planning.schedule.chart import Chart
from citycircle.planning.schedule.drawing import svg
from citycircle.planning.schedule.paper import PAPERS, Sheet, sheets
from citycircle.records.schedules.charts import Grouping, chart_of_plan
from citycircle.records.schedules.nodes import schedule_of
from citycircle.web.pages.schedule import OnSchedule
from citycircle.web.plan_panels import plan_roof, plan_tab
from citycircle.web.requests import Request
from citycircle.web.wording import whole

GANTT = Text("甘特图", "Gantt chart")
GROUPINGS: dict[Grouping, Text] = {
    "field": Text("按领域", "by field"),
    "organisation": Text("按牵头单位", "by lead"),
}
PRINTED = 60
"""As many sheets as one page for the printer holds; further ones come from their own files."""


class OfChart(OnSchedule):
    """A page that draws the chart, grouped as the address asks."""

    @property
    def by(self) -> Grouping:
        asked = self.request.GET.get("by", "field")
        return next((one for one in GROUPINGS if one == asked), "field")

    @cached_property
    def chart(self) -> Chart:
        return chart_of_plan(schedule_of(self.subject, self.request.viewer.day), self.by, spoken())

    def laid_out(self, paper: str) -> tuple[Sheet, ...]:
        """The sheets on a paper of this name. Raises NotThere for a paper that there is not."""
        known = next((one for name, one in PAPERS.items() if name == paper), None)
        if known is None:
            raise NotThere
        return sheets(self.chart, known, spoken())

    def drawn(self, sheet: Sheet) -> str:
        return mark_safe(svg(self.chart, sheet, spoken()))  # noqa: S308  # every word was escaped as it was drawn


class Gantt(OfChart):
    """One sheet at a time, with the way to the others, to paper and to files."""

    title = GANTT
    template = "schedules/gantt.html"

    def context(self) -> dict[str, Any]:
        laid_out = self.laid_out("A3")
        at = min(max(whole(self.request.GET.get("sheet", "")) or 1, 1), len(laid_out))
        sheet = laid_out[at - 1]
        return {
            **plan_roof(self.subject, self.request.viewer, "plan_gantt"),
            "drawing": self.drawn(sheet),
            "sheet": sheet,
            "before": at - 1,
            "after": at + 1 if at < len(laid_out) else 0,
            "by": self.by,
            "groupings": [(key, title, key == self.by) for key, title in GROUPINGS.items()],
            "papers": [(name, reverse("print_gantt", args=[self.subject.pk, name])) for name in PAPERS],
            "file": reverse("gantt_file", args=[self.subject.pk, "A3", at]),
            "wall_file": reverse("gantt_file", args=[self.subject.pk, "A0", 1]),
        }


class PrintedGantt(OfChart):
    """All sheets one after the other, with nothing beside them: the browser prints each on its own page."""

    title = Text("打印甘特图", "Print the Gantt chart")
    template = "schedules/print.html"

    def get(self, request: Request, paper: str = "", **_keys: Any) -> HttpResponseBase:
        laid_out = self.laid_out(paper)
        return self.show(
            paper=paper,
            drawings=[(sheet.number, self.drawn(sheet)) for sheet in laid_out[:PRINTED]],
            left_out=max(0, len(laid_out) - PRINTED),
            by=self.by,
        )


class GanttFile(OfChart):
    """One sheet as a file of its own, to be sent to a printer's shop."""

    title = Text("下载甘特图", "Download the Gantt chart")

    def get(self, request: Request, paper: str = "", number: int = 0, **_keys: Any) -> HttpResponseBase:
        laid_out = self.laid_out(paper)
        if not 1 <= number <= len(laid_out):
            raise NotThere
        response = HttpResponse(self.drawn(laid_out[number - 1]), content_type="image/svg+xml")
        name = f"{self.subject.code}-{paper}-{number}.svg"
        response["Content-Disposition"] = f'attachment; filename="{_plain(name)}"'
        return response


def _plain(name: str) -> str:
    """A name that a header can carry.

    >>> _plain('澜川"2026-A3-1.svg')
    '2026-A3-1.svg'
    """
    return "".join(sign for sign in name if sign.isascii() and (sign.isalnum() or sign in "-._"))


plan_tab(410, GANTT, "plan_gantt")

urlpatterns = [
    path("plans/<int:pk>/gantt/", Gantt.as_view(), name="plan_gantt"),
    path("plans/<int:pk>/gantt/print/<str:paper>", PrintedGantt.as_view(), name="print_gantt"),
    path("plans/<int:pk>/gantt/<str:paper>-<int:number>.svg", GanttFile.as_view(), name="gantt_file"),
]
