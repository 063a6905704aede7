"""Setting up a schedule: who may, what is refused, and that a circle never gets in."""

import json
from datetime import date

import pytest
from tests.region import NOW
from tests.scheduled import make_milestone, make_plan, make_schedule, make_task

from citycircle.accounts.actions.posts import CreatePost
from citycircle.accounts.errors import EditedMeanwhile, NotAllowed, ReasonNeeded
from citycircle.accounts.models import AuditLine, Post
from citycircle.accounts.roles import Role
from citycircle.planning.schedule.network import MilestonesInACircle
from citycircle.records.baselines.models import Baseline
from citycircle.records.plans.models import Milestone
from citycircle.records.schedules.actions.planning import (
    AddMilestone,
    NamePost,
    RemoveMilestone,
    SetPlannedDay,
    SetPredecessors,
)
from citycircle.records.schedules.errors import (
    BaselineFrozen,
    LagsDoNotMatch,
    PostElsewhere,
    PredecessorElsewhere,
    PrintedMilestone,
    TaskElsewhere,
)
from citycircle.records.schedules.models import Precedence

pytestmark = pytest.mark.django_db
DAY = date(2026, 7, 1)


@pytest.fixture
def rows(region):
    return make_schedule(region)


@pytest.fixture
def office(somebody):
    return somebody("keeper", "office_reviewer", "lanchuan_drc")[1]


@pytest.fixture
def clerk(somebody):
    return somebody("clerk", "filler", "lanchuan_edu")[1]


@pytest.fixture
def elsewhere(somebody):
    return somebody("far", "office_reviewer", "heyang_drc")[1]


def freeze(plan):
    return Baseline.objects.create(plan=plan, number=1, short_code="TH-1", content={}, digest="0" * 64,
                                   issued_on=date(2026, 2, 1), frozen_at=NOW)  # fmt: skip


def post_at(do, organisation):
    return do(CreatePost(organisation=organisation, role=Role.FILLER, called="科长"))


def test_the_office_that_keeps_the_plan_sets_the_planned_day_and_the_log_says_so(rows, do, office):
    row = do(SetPlannedDay(milestone=rows["e"], day=DAY), by=office)
    assert (row.baseline_on, row.version) == (DAY, 2)
    line = AuditLine.objects.get(action="milestone.set_day")
    assert json.loads(line.changes)[0]["new"] == {"baseline_on": "2026-07-01"}


def test_nobody_else_sets_it(rows, do, clerk, elsewhere, somebody):
    regional = somebody("regional", "office_reviewer", "office")[1]
    for viewer in (clerk, elsewhere, regional):
        with pytest.raises(NotAllowed):
            do(SetPlannedDay(milestone=rows["e"], day=DAY), by=viewer)


def test_a_frozen_day_stays_and_a_missing_one_may_still_be_filled_in(rows, do, office):
    freeze(rows["plan"])
    with pytest.raises(BaselineFrozen):
        do(SetPlannedDay(milestone=rows["a"], day=DAY), by=office)
    assert do(SetPlannedDay(milestone=rows["e"], day=DAY), by=office).baseline_on == DAY


def test_an_added_milestone_stands_in_no_frozen_document_and_moves_with_a_reason(rows, do, office):
    made = do(AddMilestone(plan=rows["plan"], called="中期评估", day=DAY), by=office)
    freeze(rows["plan"])
    later = SetPlannedDay(milestone=made, day=date(2026, 9, 1))
    with pytest.raises(ReasonNeeded):
        do(later, by=office, reason="")
    assert do(later, by=office, reason="会议改期").baseline_on == date(2026, 9, 1)


def test_two_who_set_the_same_day_are_told(rows, do, office):
    do(SetPlannedDay(milestone=rows["e"], day=DAY, seen=1), by=office)
    with pytest.raises(EditedMeanwhile):
        do(SetPlannedDay(milestone=rows["e"], day=date(2026, 8, 1), seen=1), by=office)


def test_the_lead_organisation_adds_to_its_own_task_and_to_no_other(rows, do, clerk):
    made = do(AddMilestone(plan=rows["plan"], task=rows["first"], called="竣工", day=DAY), by=clerk)
    assert (made.is_added, made.baseline_on, made.order) == (True, DAY, 5)
    assert made.key.startswith("added-")
    for task in (rows["second"], None):
        with pytest.raises(NotAllowed):
            do(AddMilestone(plan=rows["plan"], task=task, called="竣工"), by=clerk)


def test_the_office_adds_to_any_task_and_to_the_whole_plan(rows, do, office, elsewhere):
    assert do(AddMilestone(plan=rows["plan"], called="中期评估", day=DAY), by=office).task is None
    with pytest.raises(NotAllowed):
        do(AddMilestone(plan=rows["plan"], called="中期评估"), by=elsewhere)


def test_a_task_of_another_plan_is_refused(rows, do, office, region):
    other = make_task(make_plan(region["lanchuan_drc"], region["lanchuan"], "LC-2"), 1)
    with pytest.raises(TaskElsewhere):
        do(AddMilestone(plan=rows["plan"], task=other, called="竣工"), by=office)


def test_a_draft_is_not_planned_by_those_who_do_not_see_it(region, do, somebody):
    rows = make_schedule(region, state="draft")
    foreign = make_task(rows["plan"], 9, region["heyang_drc"])
    lead = somebody("foreign", "lead", "heyang_drc")[1]
    with pytest.raises(NotAllowed):
        do(AddMilestone(plan=rows["plan"], task=foreign, called="竣工"), by=lead)
    type(rows["plan"]).objects.update(state="issued")
    rows["plan"].refresh_from_db()
    foreign.refresh_from_db()
    assert do(AddMilestone(plan=rows["plan"], task=foreign, called="竣工"), by=lead).pk


def test_the_post_stands_at_an_organisation_with_a_part_in_the_task(rows, do, clerk, region):
    own, office, other = (post_at(do, region[name]) for name in ("lanchuan_edu", "lanchuan_drc", "heyang_drc"))
    for post in (own, office):
        assert do(NamePost(milestone=rows["a"], post=post), by=clerk).post == post
    with pytest.raises(PostElsewhere):
        do(NamePost(milestone=rows["a"], post=other), by=clerk)
    assert Post.objects.filter(milestones=rows["a"]).get() == office


def test_predecessors_come_change_and_go(rows, do, clerk):
    do(SetPredecessors(milestone=rows["d"], predecessors=(rows["a"],), lags=(3,), days=10), by=clerk)
    do(SetPredecessors(milestone=rows["c"], predecessors=(rows["d"], rows["a"]), lags=(7, 0), days=None), by=clerk)
    links = Precedence.objects.order_by("after__what", "before__what").values_list("before__what", "after__what", "lag")
    assert set(links) == {("立项", "供地", 3), ("立项", "批复", 5), ("供地", "开工", 7), ("立项", "开工", 0)}
    assert list(Milestone.objects.filter(pk__in=[rows["d"].pk, rows["c"].pk]).order_by("pk").values_list("days")) == [
        (10,), (None,)]  # fmt: skip
    do(SetPredecessors(milestone=rows["c"]), by=clerk)
    assert not rows["c"].predecessors.exists()


def test_a_circle_is_refused_and_leaves_everything_as_it_was(rows, do, clerk):
    with pytest.raises(MilestonesInACircle) as refused:
        do(SetPredecessors(milestone=rows["a"], predecessors=(rows["c"],)), by=clerk)
    assert "立项" in refused.value.say("zh")
    assert Precedence.objects.count() == 3
    assert not rows["a"].predecessors.exists()


def test_predecessors_of_another_plan_and_unequal_lags_are_refused(rows, do, office, region):
    task = make_task(make_plan(region["lanchuan_drc"], region["lanchuan"], "LC-2"), 1)
    with pytest.raises(PredecessorElsewhere):
        do(SetPredecessors(milestone=rows["a"], predecessors=(make_milestone(task, "x"),)), by=office)
    with pytest.raises(LagsDoNotMatch):
        do(SetPredecessors(milestone=rows["c"], predecessors=(rows["a"],), lags=(1, 2)), by=office)


def test_only_what_a_person_added_is_removed_with_its_links(rows, do, clerk):
    with pytest.raises(PrintedMilestone):
        do(RemoveMilestone(milestone=rows["a"]), by=clerk)
    made = do(AddMilestone(plan=rows["plan"], task=rows["first"], called="竣工"), by=clerk)
    do(SetPredecessors(milestone=made, predecessors=(rows["c"],)), by=clerk)
    do(RemoveMilestone(milestone=made), by=clerk)
    assert not Milestone.objects.filter(what="竣工").exists()
    assert Precedence.objects.count() == 3
