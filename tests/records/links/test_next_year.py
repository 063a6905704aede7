"""Next year's draft: what is not finished goes on, each task knowing the one before."""

from __future__ import annotations

import pytest

from citycircle.accounts.errors import NotAllowed
from citycircle.records.links.actions.linking import NameUpperPlan
from citycircle.records.links.actions.next_year import CARRIED, DraftNextYear
from citycircle.records.links.matrix import years_of
from citycircle.records.plans.models import Plan, PlanState

pytestmark = pytest.mark.django_db
CALLED = "澜川市推进汀河都市圈同城化发展2027年工作要点"


@pytest.fixture
def drafted(plans, people, do):
    do(NameUpperPlan(plan=plans["city"], above=plans["regional"]), people["lan"])
    plans["city"].tasks.filter(number="2").update(state="archived")
    marathon = plans["city"].tasks.get(number="3")
    return do(DraftNextYear(plan=plans["city"], year=2027, called=CALLED, also_finished=(marathon,)), people["lan"])


def test_unfinished_tasks_go_on_with_their_duties_and_targets(drafted, plans):
    [task] = drafted.tasks.all()
    old = plans["city"].tasks.get(number="1")
    assert (task.continues, task.title, task.number, task.code) == (old, old.title, "1", f"{drafted.code}-1")
    assert [duty.name for duty in task.duties.all()] == [duty.name for duty in old.duties.all()]
    assert task.milestones.count() == old.milestones.count() > 0
    assert {one.baseline_on for one in task.milestones.all()} == {None}
    assert (drafted.state, drafted.previous, drafted.year_from, drafted.document) == (
        PlanState.DRAFT, plans["city"], 2027, None,
    )  # fmt: skip


def test_what_only_a_person_can_decide_waits_as_a_doubt(drafted):
    task = drafted.tasks.get()
    assert {doubt["code"] for doubt in task.doubts} == {CARRIED}
    assert any("2026" in doubt["zh"] for doubt in task.doubts)
    assert task.doubtful == len(task.doubts) > 0


def test_the_year_on_year_difference_knows_the_predecessors(drafted, plans):
    turns = {each.turn for each in years_of(plans["city"], drafted)}
    assert turns == {"continued", "dropped"}
    drafted.tasks.update(body="2027年3月底前开通运营，与禾阳市同步接驳。")
    [changed] = [each for each in years_of(plans["city"], drafted) if each.new]
    assert changed.turn == "changed"
    assert any("2026年9月底前" in each.old and "2027年3月底前" in each.new for each in changed.alterations)


def test_an_upper_plan_that_has_ended_is_not_carried_on(drafted, plans, people, do):
    assert not drafted.upper_plans.exists()
    Plan.objects.filter(pk=plans["regional"].pk).update(year_to=2027)
    again = do(DraftNextYear(plan=plans["city"], year=2027, called=CALLED), people["lan"])
    assert [row.above_id for row in again.upper_plans.all()] == [plans["regional"].pk]
    assert again.code != drafted.code


def test_only_the_plans_own_office_drafts_its_next_year(plans, people, do):
    for stranger in ("he", "ting", "clerk"):
        with pytest.raises(NotAllowed):
            do(DraftNextYear(plan=plans["city"], year=2027, called=CALLED), people[stranger])
