"""From one year to the next: draft next year's plan from this one, and tell what became of each task."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import path

from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text, said
from citycircle.paper.excel import workbook
from citycircle.paper.tables import Column, Entry, PrintedTable
from citycircle.planning.ledger import Item
from citycircle.planning.tracing.coverage import named
from citycircle.planning.tracing.years import TITLES, Turn, YearOnYear
from citycircle.records.links.actions.next_year import DraftNextYear, finished
from citycircle.records.links.matrix import years_of
from citycircle.records.plans.models import Plan
from citycircle.records.plans.reach import KEEPS_PLANS, plans_within
from citycircle.web.forms import FieldMissing
from citycircle.web.pages.links import XLSX
from citycircle.web.pages.plans import OnPlan
from citycircle.web.plan_panels import plan_offer, plan_roof, plan_tab
from citycircle.web.requests import Request
from citycircle.web.wording import whole

TAB = Text("年度对比", "Year on year")
FIRST_YEAR, LAST_YEAR = 2000, 2100
LIGHTS: dict[Turn, str] = {
    "new": "blue",
    "continued": "green",
    "changed": "yellow",
    "renamed": "grey",
    "dropped": "done",
}
DONE = Text("已起草“{title}”，延续{count}项任务。", "“{title}” was drafted; {count} tasks go on.")


class NextYear(OnPlan):
    """Which tasks are finished and stay behind; the others go on into a draft of the next year."""

    title = DraftNextYear.title
    who = KEEPS_PLANS
    template = "links/next_year.html"
    action = DraftNextYear

    def place(self) -> Any:
        return self.subject.place

    def context(self) -> dict[str, Any]:
        plan = self.subject
        tasks = list(plan.tasks.filter(is_dropped=False).order_by("order"))
        ended = finished(tasks)
        year = (plan.year_to or plan.year_from or self.request.viewer.day.year) + 1
        return {
            **plan_roof(plan, self.request.viewer),
            "tasks": [(task, task.key in ended) for task in tasks],
            "year": year,
            "called": _called(plan, year),
        }

    def post(self, request: Request, **_keys: Any) -> HttpResponseBase:
        given, plan = request.POST, self.subject
        year, called = whole(given.get("year", "")) or 0, given.get("called", "").strip()
        try:
            if not FIRST_YEAR <= year <= LAST_YEAR:
                raise FieldMissing(field=Text("年度", "year"))
            if not called:
                raise FieldMissing(field=Text("名称", "title"))
            ended = plan.tasks.filter(pk__in=[whole(pk) or 0 for pk in given.getlist("finished")])
            made = self.do(DraftNextYear(plan=plan, year=year, called=called, also_finished=tuple(ended)))
        except CityCircleError as error:
            return self.show(422, error=error, year=year or "", called=called)
        messages.success(request, DONE.say(title=made.title, count=made.tasks.count()))
        return redirect("plan_years", pk=made.pk)


def _called(plan: Plan, year: int) -> str:
    """The title of the plan with its year put forward."""
    return plan.title.replace(str(year - 1), str(year))


class Years(OnPlan):
    """What is new, continued, changed, renamed or dropped against the plan of the year before (or another one)."""

    title = TAB
    template = "links/years.html"

    def old(self) -> Plan | None:
        seen = plans_within(self.request.viewer)
        asked = whole(self.request.GET.get("old", "")) or self.subject.previous_id
        return seen.filter(pk=asked).exclude(pk=self.subject.pk).first() if asked else None

    def get(self, request: Request, **_keys: Any) -> HttpResponseBase:
        old, plan = self.old(), self.subject
        rows = years_of(old, plan) if old else ()
        if request.GET.get("format") == "xlsx" and old:
            answer = HttpResponse(workbook([_table(old, plan, rows)]), content_type=XLSX)
            answer["Content-Disposition"] = f'attachment; filename="years-{plan.code}.xlsx"'
            return answer
        show = request.GET.get("show", "")
        counts = [(turn, title, sum(row.turn == turn for row in rows), turn == show) for turn, title in TITLES.items()]
        same_place = plans_within(request.viewer).filter(city=plan.city, organisation__city=plan.city)
        return self.show(
            **plan_roof(plan, request.viewer, "plan_years"),
            old=old,
            counts=counts,
            all_of_them=len(rows),
            rows=[_shown(row) for row in rows if show not in TITLES or row.turn == show],
            show=show if show in TITLES else "",
            candidates=same_place.exclude(pk=plan.pk).order_by("-year_to", "-pk"),
        )


def _shown(row: YearOnYear) -> dict[str, Any]:
    return {
        "turn": TITLES[row.turn],
        "light": LIGHTS[row.turn],
        "old": _line(row.old),
        "new": _line(row.new),
        "alterations": [each.sentence for each in row.alterations],
    }


def _line(item: Item | None) -> str:
    return f"{item.number} {named(item)}".strip() if item else ""


def _table(old: Plan, new: Plan, rows: tuple[YearOnYear, ...]) -> PrintedTable:
    title = said(Text(f"{new.title}与上年对比", f"{new.title} against the year before"))
    headings = (
        (TAB, 20), (Text("上年任务", "Task of the year before"), 70), (Text("本年任务", "Task of this year"), 70),
        (Text("变化", "What changed"), 106),
    )  # fmt: skip
    return PrintedTable(
        said(TAB), title, tuple(Column(said(words), width, align="left") for words, width in headings),
        tuple(
            (Entry(said(TITLES[row.turn])), Entry(_line(row.old)), Entry(_line(row.new)),
             Entry("\n".join(said(each.sentence) for each in row.alterations)))
            for row in rows
        ),
        above=(old.title, ""),
    )  # fmt: skip


def may_draft(plan: Plan, viewer: Any) -> bool:
    return KEEPS_PLANS.allows(viewer, plan.place)


plan_tab(350, TAB, "plan_years")
plan_offer(350, DraftNextYear.title, "next_year", may_draft)

urlpatterns = [
    path("plans/<int:pk>/next", NextYear.as_view(), name="next_year"),
    path("plans/<int:pk>/years", Years.as_view(), name="plan_years"),
]
