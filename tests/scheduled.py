"""A plan with a schedule, for tests of the service: issued, two tasks led by two organisations of one city.

立项 a 1 March → (lag 5) 批复 b 1 May → 开工 c 1 June (20 days of work); 供地 d 1 April → c; all of the first task
印发 e of the second task: neither a day nor a post
"""

from __future__ import annotations

from datetime import date

from tests.region import NOW


def make_plan(organisation, city, code="LC-2026", state="issued", **more):
    """A plan that an organisation keeps."""
    from citycircle.records.plans.models import Plan

    return Plan.objects.create(code=code, title=f"汀河都市圈{code}工作要点", organisation=organisation, city=city,
                               state=state, year_from=2026, year_to=2026, made_at=NOW, **more)  # fmt: skip


def make_task(plan, number, lead=None, due=date(2026, 12, 31), **more):
    from citycircle.records.plans.models import Duty, Task

    task = Task.objects.create(plan=plan, city=plan.city, key=f"task-{number}", code=f"{plan.code}-{number}",
                               order=number, number=str(number), title=f"任务{number}", field="基础设施", due=due,
                               state=plan.state, **more)  # fmt: skip
    if lead is not None:
        Duty.objects.create(task=task, kind="lead", name=lead.name, organisation=lead)
    return task


def make_milestone(task, what, day=None, **more):
    from citycircle.records.plans.models import Milestone

    order = Milestone.objects.filter(plan=task.plan).count() + 1
    return Milestone.objects.create(plan=task.plan, task=task, key=f"m-{order}", what=what, baseline_on=day,
                                    order=order, **more)  # fmt: skip


def wait(before, after, lag=0):
    from citycircle.records.schedules.models import Precedence

    return Precedence.objects.create(before=before, after=after, lag=lag)


def make_schedule(region, state="issued"):
    """The schedule above, kept by the development commission of 澜川市; the rows by name."""
    plan = make_plan(region["lanchuan_drc"], region["lanchuan"], state=state)
    first = make_task(plan, 1, region["lanchuan_edu"])
    second = make_task(plan, 2, region["lanchuan_drc"])
    rows = {
        "a": make_milestone(first, "立项", date(2026, 3, 1)),
        "b": make_milestone(first, "批复", date(2026, 5, 1)),
        "d": make_milestone(first, "供地", date(2026, 4, 1)),
        "c": make_milestone(first, "开工", date(2026, 6, 1), days=20),
        "e": make_milestone(second, "印发方案"),
    }
    wait(rows["a"], rows["b"], 5)
    wait(rows["b"], rows["c"])
    wait(rows["d"], rows["c"])
    return {"plan": plan, "first": first, "second": second, **rows}
