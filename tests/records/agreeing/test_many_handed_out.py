"""Handing out many tasks: the same cases, events and lines of the log as one by one, in a few statements for all."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.region import NOW

pytestmark = pytest.mark.django_db
PINNED = 14
"""Leads, open parts, targets, clocks of the cities; record, first event, step, replay, holder, part: once each."""


@pytest.fixture
def opened(new_plan, region, service):
    """Open the parts of a plan with so many tasks; gives the parts and the ground on which it was done."""
    from citycircle.accounts.actions.ground import Ground
    from citycircle.records.month.parts import open_parts

    def make(code, count):
        leads = [["lanchuan_edu"], ["lanchuan_edu", "heyang_drc"]]
        plan = new_plan(code, tasks=[(str(at), (f"任务{at}", leads[at % 2])) for at in range(count)])
        tasks = plan.tasks.select_related("plan__organisation").order_by("order")
        ground = Ground(by=service, at=NOW)
        with CaptureQueriesContext(connection) as questions:
            made = open_parts(ground, tasks, "要点第1版")
        return made, ground, len(questions)

    return make


def test_twenty_tasks_take_as_many_statements_as_two(opened):
    few, _, questions = opened("A", 2)
    many, _, as_many = opened("B", 20)
    assert (len(few), len(many)) == (3, 30)
    assert questions == as_many == PINNED


def test_each_part_has_its_case_its_two_events_and_its_lines(opened):
    made, ground, _ = opened("A", 3)
    assert [(part.task.number, part.organisation.code, bool(part.joint)) for part in made] == [
        ("0", "990100-EDU", False), ("1", "990100-EDU", True), ("1", "990200-DRC", True), ("2", "990100-EDU", False),
    ]  # fmt: skip
    noted = [(change["thing"], sorted(change["new"])) for change in ground.changes if "thing" in change]
    for part in made:
        part.refresh_from_db()
        case = part.case
        assert (part.state, case.state, case.version, case.holder) == ("issued", "issued", 2, part.organisation)
        events = list(case.events.order_by("number"))
        assert [(event.number, event.name) for event in events] == [(1, "file"), (2, "hand_out")]
        assert events[1].data == {"organisation": part.organisation.code, "document": "要点第1版"}
        assert [things for name, things in noted if name == f"caserecord:{case.pk}"][1] == ["due", "holder", "state"]
        assert {f"caseevent:{event.pk}" for event in events} | {f"part:{part.pk}"} <= {name for name, _ in noted}
    assert len(noted) == 5 * len(made)


def test_what_is_open_stays_as_it_is(opened, region):
    from citycircle.records.month.models import Part
    from citycircle.records.month.parts import open_parts
    from citycircle.records.plans.models import Duty, Task

    made, ground, _ = opened("A", 2)
    task = Task.objects.get(number="0")
    Duty.objects.create(task=task, kind="lead", organisation=region["heyang_drc"], name="x", order=1)
    (added,) = open_parts(ground, Task.objects.select_related("plan__organisation"), "要点第2版")
    assert (added.task, added.organisation) == (task, region["heyang_drc"])
    assert Part.objects.count() == len(made) + 1
