"""Milestones: of every plan in reach, of one plan with its critical chains, and one by itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.urls import path, reverse

from citycircle.accounts.models import Holding
from citycircle.accounts.rights import Viewer
from citycircle.core.messages import Text, listed
from citycircle.core.workdays import national
from citycircle.planning.schedule.nodes import LACKS, Gap
from citycircle.planning.schedule.slippage import Moved, slip_of
from citycircle.records.plans.models import Milestone, Plan, Task
from citycircle.records.plans.reach import READS_PLANS, plans_within
from citycircle.records.schedules.calendars import milestones_for
from citycircle.records.schedules.nodes import Schedule, milestones_within, schedule_of
from citycircle.records.schedules.rights import PLANS_MILESTONES, keeps, may_plan, may_report
from citycircle.web.navigation import entry
from citycircle.web.pages.base import Page, found
from citycircle.web.pages.lists import ListPage
from citycircle.web.plan_panels import plan_roof, plan_tab
from citycircle.web.requests import Request
from citycircle.web.schedule_rows import (
    ACTUAL,
    CITY,
    FORECAST,
    GAP,
    LABEL,
    LEAD,
    MINE,
    ORDER,
    PLAN,
    PLANNED,
    POST,
    SLIP,
    STANDING,
    TASK,
    WHAT,
    label_of,
    standing_rows,
    whose,
)
from citycircle.web.sheets import Column, Sheet, SheetView
from citycircle.web.task_panels import task_panel

SCHEDULE = Text("时间表", "Schedule")
EMPTY = Text("没有时间节点。", "There is no milestone.")
FLOAT = Text("机动天数", "Float (days)")
CRITICAL = Text("关键", "critical")
CHAINS_SHOWN, MOVED_SHOWN, GAPS_SHOWN = 3, 20, 12


class Milestones(ListPage):
    """Every milestone in reach: first those that lack a date or a post, then by the day on which they are due."""

    title = Text("时间节点", "Milestones")
    who = READS_PLANS
    sheet = Sheet(
        title,
        (WHAT, STANDING, GAP, MINE, PLANNED, FORECAST, ACTUAL, SLIP, TASK, LEAD, POST, PLAN, CITY),
        order=ORDER,
        empty=EMPTY,
    )

    def rows(self) -> QuerySet[Milestone]:
        viewer = self.request.viewer
        rows = standing_rows(milestones_within(viewer), viewer.day)
        return rows.annotate(mine=whose(milestones_for(viewer)))


class OnSchedule(Page):
    """A page about the schedule of one plan in reach."""

    who = READS_PLANS

    def find(self, **keys: Any) -> Plan:
        rows = plans_within(self.request.viewer).select_related("city", "organisation", "circle")
        plan: Plan = found(rows, pk=keys["pk"])
        return plan

    def place(self) -> None:
        """`plans_within` has asked."""


class PlanSchedule(OnSchedule):
    """The schedule of a plan: what is missing, overdue, due in thirty days and moved; its critical chains; its list."""

    title = SCHEDULE
    template = "schedules/plan.html"

    def get(self, request: Request, **_keys: Any) -> HttpResponseBase:
        schedule = schedule_of(self.subject, request.viewer.day)
        view = self._view(schedule)
        if request.GET.get("format") == "xlsx":
            return view.workbook("schedule")
        return self.show(**self._shown(schedule), view=view, stacks=True)

    def _shown(self, schedule: Schedule) -> dict[str, Any]:
        plan, viewer = schedule.plan, self.request.viewer
        rows = {str(row.pk): row for row in schedule.rows}
        return {
            **plan_roof(plan, viewer, "plan_schedule"),
            "schedule": schedule,
            "missing": len({gap.key for gap in schedule.gaps}),
            "gaps": gaps_by_row(schedule.gaps, rows)[:GAPS_SHOWN],
            "moves": [moved_words(moved, rows) for moved in schedule.moves[:MOVED_SHOWN]],
            "chains": [
                (path, [[rows[key] for key in chain] for chain in path.chains[:CHAINS_SHOWN]])
                for path in sorted(schedule.paths, key=lambda path: -path.length)[:CHAINS_SHOWN]
            ],
            "may_add": keeps(viewer, plan) or PLANS_MILESTONES.allows(viewer),
        }

    def _view(self, schedule: Schedule) -> SheetView:
        free = {int(key): days for key, days in schedule.floats.items()}
        critical = {int(key) for key in schedule.critical}
        floating = Column("float", FLOAT, lambda one: CRITICAL if one.pk in critical else free.get(one.pk, ""))
        columns = (WHAT, STANDING, GAP, LABEL, PLANNED, FORECAST, ACTUAL, SLIP, floating, TASK, LEAD, POST)
        sheet = Sheet(self.title, columns, order=ORDER, empty=EMPTY)
        rows = standing_rows(milestones_within(self.request.viewer).filter(plan=schedule.plan), schedule.day)
        return sheet.view(rows, self.request.GET.dict())


def gaps_by_row(gaps: Iterable[Gap], rows: dict[str, Milestone]) -> list[tuple[Milestone, Text]]:
    """Each milestone once, with everything that it lacks."""
    found: dict[str, list[Text]] = {}
    for gap in gaps:
        found.setdefault(gap.key, []).append(gap_words(gap, rows))
    return [(rows[key], listed(words)) for key, words in found.items()]


def gap_words(gap: Gap, rows: dict[str, Milestone]) -> Text:
    """What a milestone lacks or contradicts, with the other milestone where there is one."""
    other = rows.get(gap.other)
    if other is None:
        return LACKS[gap.lack]
    said = LACKS[gap.lack]
    return Text(f"{said.zh}（{other.what}）", f"{said.en} ({other.what})")


def moved_words(moved: Moved, rows: dict[str, Milestone]) -> dict[str, Any]:
    """A moved milestone as a list shows it."""
    return {"row": rows[moved.key], "moved": moved, "because": rows.get(moved.because)}


class OnMilestone(Page):
    """A page about one milestone in reach."""

    who = READS_PLANS

    def find(self, **keys: Any) -> Milestone:
        rows = milestones_within(self.request.viewer).select_related(
            "plan__organisation", "plan__city", "task__plan", "post__organisation"
        )
        row: Milestone = found(rows, pk=keys["pk"])
        return row

    def place(self) -> None:
        """`milestones_within` has asked."""


class OneMilestone(OnMilestone):
    title = Text("时间节点", "Milestone")
    template = "schedules/milestone.html"

    def context(self) -> dict[str, Any]:
        row, viewer = self.subject, self.request.viewer
        schedule = schedule_of(row.plan, viewer.day)
        rows = {str(one.pk): one for one in schedule.rows}
        node = schedule.network.nodes[str(row.pk)]
        slip = slip_of(node, viewer.day, national())
        links = schedule.network.followers[node.key]
        return {
            "label": label_of(row),
            "node": node,
            "slip": slip.words if slip else "",
            "holders": _holders(row, viewer),
            "gaps": [gap_words(gap, rows) for gap in schedule.gaps if gap.key == node.key],
            "before": [(rows[link.key], link.lag) for link in node.after],
            "after": [(rows[link.key], link.lag) for link in links],
            "float": schedule.floats.get(node.key),
            "moves": [moved_words(moved, rows) for moved in schedule.moved_by(row)],
            "held_back": [moved_words(moved, rows) for moved in schedule.moves if moved.key == node.key],
            "offers": offers(row, viewer),
        }


def _holders(row: Milestone, viewer: Viewer) -> Iterable[Holding]:
    """Who holds the post today, the first before the deputy."""
    if row.post_id is None:
        return ()
    return Holding.objects.on(viewer.day).filter(post=row.post_id).select_related("person").order_by("deputy", "id")


def offers(row: Milestone, viewer: Viewer) -> list[tuple[Text, str]]:
    """What this viewer may do with a milestone."""
    plans = may_plan(viewer, row.plan, row.task)
    frozen = row.baseline_on is not None and row.plan.baselines.exists()
    allowed = (
        (Text("填报进展", "Report"), "report_milestone", may_report(viewer, row)),
        (Text("计划日期", "Planned day"), "plan_milestone", keeps(viewer, row.plan) and (row.is_added or not frozen)),
        (Text("责任岗位", "Post"), "name_post", plans),
        (Text("前置节点", "Predecessors"), "set_predecessors", plans),
        (Text("删除", "Remove"), "remove_milestone", plans and row.is_added and not frozen),
    )
    return [(title, reverse(route, args=[row.pk])) for title, route, may in allowed if may]


@task_panel(400, Text("时间节点", "Milestones"), "schedules/task_panel.html")
def milestones_of_task(task: Task, viewer: Viewer) -> dict[str, Any] | None:
    """The milestones of a task, with their slippage, and where one is added."""
    rows = list(standing_rows(Milestone.objects.filter(task=task), viewer.day).order_by("order", "pk"))
    may_add = may_plan(viewer, task.plan, task)
    if not rows and not may_add:
        return None
    lines = [(row, STANDING.value(row), SLIP.value(row), GAP.value(row)) for row in rows]
    return {"milestones": lines, "task": task, "may_add": may_add}


plan_tab(400, SCHEDULE, "plan_schedule")
entry(140, SCHEDULE, "milestones", Milestones.who)

urlpatterns = [
    path("schedule/", Milestones.as_view(), name="milestones"),
    path("plans/<int:pk>/schedule/", PlanSchedule.as_view(), name="plan_schedule"),
    path("milestones/<int:pk>/", OneMilestone.as_view(), name="milestone"),
]
