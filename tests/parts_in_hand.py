"""A plugin of every test (see conftest.py): parts with reports, for the tests of the month."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from tests.region import NOW


@pytest.fixture
def part(region):
    """A part of one organisation; with `share`, a report for March that says so, else (`reports`) one not in yet."""
    from citycircle.records.month.models import Entry, Part, Report
    from citycircle.records.plans.models import Plan, Task

    def make(organisation, share=None, *, number=1, state="underway", reports=False, **more):
        holder = region[organisation]
        plan, _ = Plan.objects.get_or_create(
            code="TH", defaults={"title": "三年行动方案", "organisation": region["office"], "made_at": NOW}
        )
        task = Task.objects.create(
            plan=plan, key=f"t{number}", code=f"TH-{number}", order=number, title=f"任务{number}", city=holder.city
        )
        made = Part.objects.create(task=task, organisation=holder, city=holder.city, state=state, **more)
        if share is not None or reports:
            report = Report.objects.create(
                part=made, organisation=holder, city=holder.city, month=date(2026, 3, 1), due=date(2026, 3, 28),
                state="blank" if share is None else "accepted", opened_at=NOW,
                submitted_at=None if share is None else NOW,
            )  # fmt: skip
        if share is not None:
            Entry.objects.create(report=report, field="share", value=Decimal(share), entered_at=NOW)
        return made

    return make
