"""Saying how a milestone stands: by whom, with which reason, and who is told."""

from datetime import date

import pytest
from tests.region import DAY
from tests.scheduled import make_schedule, make_task

from citycircle.accounts.errors import NotAllowed, ReasonNeeded
from citycircle.accounts.models import Post
from citycircle.records.notices.models import Notice
from citycircle.records.plans.models import Duty
from citycircle.records.schedules.actions.planning import NamePost
from citycircle.records.schedules.actions.reporting import ReportMilestone
from citycircle.records.schedules.errors import DayAhead, PlanNotIssued
from citycircle.records.schedules.nodes import schedule_of

pytestmark = pytest.mark.django_db
LATE = date(2026, 6, 10)


@pytest.fixture
def rows(region):
    return make_schedule(region)


@pytest.fixture
def clerk(somebody):
    return somebody("clerk", "filler", "lanchuan_edu")[1]


def test_the_lead_organisation_reports_and_nobody_else(rows, do, clerk, somebody):
    for name, role, organisation in (
        ("keeper", "office_reviewer", "lanchuan_drc"),
        ("other", "filler", "lanchuan_drc"),
        ("far", "lead", "heyang_drc"),
        ("head", "organisation_head", "lanchuan_edu"),
    ):
        with pytest.raises(NotAllowed):
            do(ReportMilestone(milestone=rows["a"], actual=DAY), by=somebody(name, role, organisation)[1])
    row = do(ReportMilestone(milestone=rows["a"], actual=DAY), by=clerk)
    assert row.actual_on == DAY


def test_where_nobody_leads_the_responsible_report_and_where_nobody_has_a_part_the_office(rows, do, region, somebody):
    from tests.scheduled import make_milestone

    keeper = somebody("keeper", "office_reviewer", "lanchuan_drc")[1]
    filler = somebody("county", "filler", "dongbu")[1]
    shared, nobodys = make_task(rows["plan"], 7), make_task(rows["plan"], 8)
    Duty.objects.create(task=shared, kind="responsible", name="东埠区", organisation=region["dongbu"])
    do(ReportMilestone(milestone=make_milestone(shared, "x"), actual=DAY), by=filler)
    with pytest.raises(NotAllowed):
        do(ReportMilestone(milestone=make_milestone(shared, "y"), actual=DAY), by=keeper)
    do(ReportMilestone(milestone=make_milestone(nobodys, "z"), actual=DAY), by=keeper)


def test_later_than_planned_needs_a_reason_and_earlier_does_not(rows, do, clerk):
    with pytest.raises(ReasonNeeded):
        do(ReportMilestone(milestone=rows["b"], forecast=LATE), by=clerk, reason="")
    do(ReportMilestone(milestone=rows["b"], forecast=LATE), by=clerk, reason="用地预审推迟")
    do(ReportMilestone(milestone=rows["b"], forecast=LATE), by=clerk, reason="")  # the same again is no news
    do(ReportMilestone(milestone=rows["b"], forecast=date(2026, 4, 20)), by=clerk, reason="")


def test_taking_back_that_it_was_reached_needs_a_reason(rows, do, clerk):
    do(ReportMilestone(milestone=rows["a"], actual=DAY), by=clerk, reason="")
    with pytest.raises(ReasonNeeded):
        do(ReportMilestone(milestone=rows["a"]), by=clerk, reason=" ")
    assert do(ReportMilestone(milestone=rows["a"]), by=clerk, reason="误填").actual_on is None


def test_a_day_that_has_not_come_is_no_day_on_which_it_was_reached(rows, do, clerk):
    with pytest.raises(DayAhead):
        do(ReportMilestone(milestone=rows["a"], actual=date(2026, 3, 3)), by=clerk)


def test_nothing_is_reported_on_a_plan_that_is_not_issued(region, do, somebody):
    rows = make_schedule(region, state="comment")
    clerk = somebody("clerk", "filler", "lanchuan_edu")[1]
    with pytest.raises(PlanNotIssued):
        do(ReportMilestone(milestone=rows["a"], actual=DAY), by=clerk)


def test_whoever_holds_the_post_of_a_later_milestone_is_told_once_that_it_moves(rows, do, clerk, somebody):
    person, _ = somebody("later", "filler", "lanchuan_drc")
    do(NamePost(milestone=rows["c"], post=Post.objects.get(holdings__person=person)))
    do(ReportMilestone(milestone=rows["b"], forecast=LATE), by=clerk)
    notice = Notice.objects.get(person=person)
    # 10 June + 20 days of work = 30 June, instead of 1 June.
    assert "“开工”将由2026年6月1日推迟到2026年6月30日（29天）" in notice.body_zh
    assert "moves from 1 June 2026 to 30 June 2026 (29 days)" in notice.body_en
    assert notice.link == f"/milestones/{rows['c'].pk}/"
    do(ReportMilestone(milestone=rows["b"], forecast=date(2026, 6, 12)), by=clerk)
    assert Notice.objects.filter(person=person).count() == 1


def test_the_schedule_of_a_plan_is_reckoned_from_its_rows(rows, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        schedule = schedule_of(rows["plan"], date(2026, 5, 10))
        names = {str(row.pk): row.what for row in schedule.rows}
        critical = {names[key] for key in schedule.critical}
    assert schedule.start == date(2026, 1, 1)
    assert critical == {"立项", "批复", "开工"}
    assert {names[key]: days for key, days in schedule.floats.items()} == {"立项": 0, "批复": 0, "供地": 30, "开工": 0}
    assert [names[node.key] for node in schedule.overdue] == ["立项", "供地", "批复"]
    assert [names[node.key] for node in schedule.due] == ["开工"]
    assert {(names[gap.key], gap.lack.value) for gap in schedule.gaps if names[gap.key] == "印发方案"} == {
        ("印发方案", "date"), ("印发方案", "post")}  # fmt: skip


def test_dropped_tasks_leave_the_schedule_and_what_waited_for_them_goes_on(rows, region):
    from tests.scheduled import make_milestone, wait

    gone = make_task(rows["plan"], 5, region["lanchuan_edu"], is_dropped=True)
    wait(make_milestone(gone, "取消", date(2026, 12, 1)), rows["c"])
    schedule = schedule_of(rows["plan"], DAY)
    assert "取消" not in {row.what for row in schedule.rows}
    assert len(schedule.network.nodes[str(rows["c"].pk)].after) == 2
