"""The Gantt chart of a plan, from its rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from django.db.models import Prefetch

from citycircle.core.messages import Language, Text
from citycircle.core.workdays import national
from citycircle.planning.schedule.chart import Chart, Task, chart_of
from citycircle.planning.schedule.nodes import Node
from citycircle.records.plans import models
from citycircle.records.plans.models import Duty, DutyKind
from citycircle.records.schedules.nodes import Schedule

Grouping = Literal["field", "organisation"]

TITLE = Text("{plan}作战图", "{plan}: Gantt chart")
WHOLE = Text("方案整体", "The plan as a whole")
NO_LEAD = Text("未确定牵头单位", "No lead decided")
NO_FIELD = Text("未注明领域", "No field named")
ISSUED = Text("第{number}版（{code}）", "v{number} ({code})")
NOT_FROZEN = Text("未冻结基线", "no frozen baseline yet")
SHORT = 80
CLOSED = frozenset({"done", "archived"})
"""States of a task in which nothing is left to do (mechanisms.tasks.states)."""


def chart_of_plan(schedule: Schedule, by: Grouping, language: Language) -> Chart:
    """All tasks of a plan that were not dropped, under their field or their first lead, with their milestones."""
    plan = schedule.plan
    of_task: dict[str, list[Node]] = {}
    for node in schedule.nodes:
        of_task.setdefault(node.task, []).append(node)
    tasks = [_task(row, of_task.get(str(row.pk), ()), schedule, by, language) for row in _rows(plan)]
    if of_task.get(""):
        tasks.append(_whole(of_task[""], schedule, language))
    newest = plan.baselines.first()
    version = ISSUED.fill(number=newest.number, code=newest.short_code) if newest else NOT_FROZEN
    return chart_of(
        TITLE.say(language, plan=plan.title),
        tasks,
        day=schedule.day,
        calendar=national(),
        version=version.say(language),
        critical=schedule.critical,
        note=plan.doc_number,
    )


def _rows(plan: models.Plan) -> Iterable[models.Task]:
    leads = Duty.objects.filter(kind=DutyKind.LEAD).select_related("organisation").order_by("order", "id")
    rows = plan.tasks.filter(is_dropped=False).order_by("order")
    found: Iterable[models.Task] = rows.prefetch_related(Prefetch("duties", leads, to_attr="leading"))
    return found


def _task(row: models.Task, nodes: Iterable[Node], schedule: Schedule, by: Grouping, language: Language) -> Task:
    names = [str(duty.organisation or duty.name) for duty in getattr(row, "leading", ())]
    own = tuple(nodes)
    group = (row.field or NO_FIELD.say(language)) if by == "field" else (names or [NO_LEAD.say(language)])[0]
    ahead = [node.forecast for node in own if node.forecast and not node.is_reached]
    forecasts = [each for each in ahead if each >= schedule.day]
    return Task(
        key=f"task-{row.pk}",
        title=row.title or row.body[:SHORT],
        number=row.number,
        who="、".join(names) or NO_LEAD.say(language),
        group=group,
        begin=schedule.start,
        due=row.due,
        is_closed=row.state in CLOSED,
        expected=max([*forecasts, *([row.due] if row.due else [])], default=None) if forecasts else None,
        nodes=own,
    )


def _whole(nodes: Iterable[Node], schedule: Schedule, language: Language) -> Task:
    own = tuple(nodes)
    due = max((node.baseline for node in own if node.baseline), default=None)
    words, who = WHOLE.say(language), str(schedule.plan.organisation)
    return Task("whole", words, who=who, group=words, begin=schedule.start, due=due, nodes=own)
