"""A plan of the region as rows: three tasks of organisations of two cities, with the people who answer for them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from tests.region import DAY, NOW


@pytest.fixture
def people(somebody):
    """Sign-in name → viewer: the two offices that keep plans, and a clerk at each organisation."""
    held = {
        "shenyi": ("office_reviewer", "office"),
        "lanfeng": ("office_reviewer", "lanchuan_drc"),
        "luming": ("office_reviewer", "heyang_drc"),
        "jiangli": ("filler", "lanchuan_edu"),
        "bailing": ("filler", "heyang_drc"),
        "xuwei": ("filler", "dongbu"),
        "stranger": ("filler", "qiyun"),
        "auditor": ("auditor", "office"),
    }
    return {name: somebody(name, role, organisation)[1] for name, (role, organisation) in held.items()}


@pytest.fixture
def new_plan(region):
    """Make a plan with its tasks: number → (title, leads, responsible, cooperating) by the names of the region."""
    from citycircle.records.plans.models import Duty, Plan, Target, Task

    def make(code="TH-2026", city=None, tasks=(), organisation="office"):
        plan = Plan.objects.create(
            code=code, title="汀河都市圈2026年工作要点", organisation=region[organisation], city=region.get(city),
            year_to=2026, made_at=NOW,
        )  # fmt: skip
        for order, (number, (title, *duties)) in enumerate(tasks):
            task = Task.objects.create(
                plan=plan, city=plan.city, key=f"item_{number}", code=f"{code}-{number}", order=order, number=number,
                title=title, body=f"{title}，年底前完成。", due=date(2026, 12, 31), state="drafted",
            )  # fmt: skip
            Target.objects.create(plan=plan, task=task, key=f"{number}-1", indicator=title, op=">=",
                                  value=Decimal(10), unit="项", order=0)  # fmt: skip
            for kind, names in zip(("lead", "responsible", "cooperating"), duties, strict=False):
                for at, name in enumerate(names):
                    known = region.get(name)
                    Duty.objects.create(task=task, kind=kind, organisation=known, order=at,
                                        name=known.name if known else name)  # fmt: skip
        return plan

    return make


@pytest.fixture
def plan(new_plan):
    return new_plan(
        tasks=[
            ("1", ("共建教育集团", ["lanchuan_edu"], ["heyang_drc"])),
            ("2", ("开通城际公交", ["heyang_drc"], ["lanchuan_drc"], ["dongbu"])),
            ("3", ("共享科研仪器", ["lanchuan_drc"], ["lanchuan_edu"])),
        ]
    )


@pytest.fixture
def opened(plan, people, do):
    """The plan out for comment."""
    from citycircle.records.rounds.actions.asking import OpenRound

    return do(OpenRound(plan=plan), by=people["shenyi"])


@pytest.fixture
def asked_of(opened, region):
    return lambda name: opened.asked.get(organisation=region[name])


@pytest.fixture
def later():
    """The same viewer, so many days later, and the moment that goes with it."""
    from dataclasses import replace

    def move(viewer, days):
        return replace(viewer, day=DAY + timedelta(days=days))

    return move


def moment(days):
    return datetime(2026, 3, 2, 1, 30, tzinfo=UTC) + timedelta(days=days)
