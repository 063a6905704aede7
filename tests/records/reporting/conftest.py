"""A plan of the region whose tasks are handed out, and the people of two cities who work on them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.region import NOW


@pytest.fixture
def people(somebody):
    who = {
        "clerk": ("jing", "filler", "lanchuan_edu"),
        "section": ("ke", "section_head", "lanchuan_edu"),
        "head": ("ju", "organisation_head", "lanchuan_edu"),
        "their_clerk": ("heclerk", "filler", "heyang_drc"),
        "their_head": ("hehead", "organisation_head", "heyang_drc"),
        "drc_clerk": ("drc", "filler", "lanchuan_drc"),
        "drc_head": ("drchead", "organisation_head", "lanchuan_drc"),
        "lead_clerk": ("liaison", "lead", "lanchuan_edu"),
        "reviewer": ("ban", "office_reviewer", "lanchuan"),
        "their_reviewer": ("heban", "office_reviewer", "heyang"),
        "regional": ("quan", "office_reviewer", "office"),
        "supervisor": ("du", "supervisor", "lanchuan"),
        "leader": ("zhang", "leader", "lanchuan"),
        "their_leader": ("heling", "leader", "heyang"),
    }

    class Called(dict[str, object]):
        """Each is appointed when first asked for."""

        def __missing__(self, name):
            self[name] = somebody(*who[name])[1]
            return self[name]

    return Called()


@pytest.fixture
def plan(region, db):
    from citycircle.records.plans.models import Duty, Plan, Task

    made = Plan.objects.create(
        code="P1", title="汀河都市圈2026年工作要点", state="issued", organisation=region["office"], made_at=NOW
    )
    wanted = (
        ("1", "校车互认", ("lanchuan_edu",), ("lanchuan_drc",)),
        ("2", "共建学校", ("lanchuan_edu", "heyang_drc"), ()),
    )
    for number, title, leads, partners in wanted:
        task = Task.objects.create(
            plan=made, key=number, code=f"P1-{number}", order=int(number), number=number, title=title,
            due=date(2026, 11, 30), state="issued",
        )  # fmt: skip
        for order, code in enumerate(leads):
            Duty.objects.create(task=task, kind="lead", name=code, organisation=region[code], order=order)
        for order, code in enumerate(partners):
            Duty.objects.create(task=task, kind="responsible", name=code, organisation=region[code], order=order)
    return made


@pytest.fixture
def parts(plan, do):
    from citycircle.records.month.actions.parts import OpenParts

    made = do(OpenParts(plan=plan, document="汀都发〔2026〕3号"))
    return {(part.task.number, part.organisation.code): part for part in made}


@pytest.fixture
def act():
    """Carry out an action as somebody, some days after the beginning."""
    from citycircle.accounts.actions.base import carry_out

    return lambda action, by, days=0, reason="测试": carry_out(
        action, by=by, at=NOW + timedelta(days=days), reason=reason
    )
