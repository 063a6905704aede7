"""Who leads is decided by a person, with a reason, and the decision holds while the duties are those it was about."""

from __future__ import annotations

import pytest

from citycircle.accounts.errors import NotAllowed, ReasonNeeded

pytestmark = pytest.mark.django_db


def needs(plan):
    from citycircle.records.duties.questions import questions_of
    from citycircle.records.plans.ledgers import ledger_of

    return [each.need for each in questions_of(plan, ledger_of(plan))]


@pytest.fixture
def two(new_plan):
    return new_plan("TWO", tasks=[("1", ("办学", ["lanchuan_edu", "heyang_drc"], ["dongbu"]))])


def test_a_single_lead_is_chosen_with_a_reason_and_the_other_one_stays_responsible(two, region, do, people):
    from citycircle.records.duties.actions import DecideLead

    task = two.tasks.get()
    decide = DecideLead(task=task, kind="single", leads=(region["lanchuan_edu"],))
    with pytest.raises(ReasonNeeded):
        do(decide, by=people["shenyi"], reason="")
    do(decide, by=people["shenyi"], reason="主要工作在澜川")
    rows = list(task.duties.values_list("kind", "organisation__code", "decision__reason"))
    assert rows == [("lead", "990100-EDU", "主要工作在澜川"), ("responsible", "990101", None),
                    ("responsible", "990200-DRC", None)]  # fmt: skip
    assert needs(two) == []


def test_joint_leads_are_declared_and_the_declaration_ends_when_the_leads_change(two, region, do, people):
    from citycircle.records.duties.actions import DecideLead, Release

    assert needs(two) == ["several_leads"]
    both = (region["lanchuan_edu"], region["heyang_drc"])
    do(DecideLead(task=two.tasks.get(), kind="joint", leads=both), by=people["shenyi"])
    assert needs(two) == []
    do(DecideLead(task=two.tasks.get(), kind="joint", leads=(*both, region["dongbu"])), by=people["shenyi"])
    do(Release(task=two.tasks.get(), organisation=region["dongbu"]), by=people["shenyi"])
    assert needs(two) == ["several_leads"]


def test_a_task_may_be_declared_to_have_no_lead(new_plan, do, people):
    from citycircle.records.duties.actions import DecideLead

    plan = new_plan("NONE", tasks=[("1", ("各自落实", [], ["lanchuan_edu"]))])
    assert needs(plan) == ["no_lead"]
    do(DecideLead(task=plan.tasks.get(), kind="none"), by=people["shenyi"])
    assert needs(plan) == []


@pytest.mark.parametrize(("kind", "count"), [("single", 0), ("single", 2), ("joint", 1), ("none", 1)])
def test_the_way_of_leading_fits_the_number_of_organisations(two, *, region, do, people, kind, count):
    from citycircle.records.duties.actions import DecideLead, LeadsNotFitting

    leads = tuple(region[name] for name in ("lanchuan_edu", "heyang_drc")[:count])
    with pytest.raises(LeadsNotFitting):
        do(DecideLead(task=two.tasks.get(), kind=kind, leads=leads), by=people["shenyi"])


def test_a_city_plan_is_decided_by_its_own_office_alone(new_plan, region, do, people):
    from citycircle.records.duties.actions import Assign, DecideLead, Release

    plan = new_plan("LC", city="lanchuan", organisation="lanchuan_drc", tasks=[("1", ("办学", [], ["lanchuan_edu"]))])
    task, edu = plan.tasks.get(), region["lanchuan_edu"]
    actions = (DecideLead(task=task, kind="single", leads=(edu,)), Assign(task=task, organisation=edu),
               Release(task=task, organisation=edu))  # fmt: skip
    for name in ("shenyi", "luming", "jiangli", "auditor"):
        for action in actions:
            with pytest.raises(NotAllowed):
                do(action, by=people[name])
    do(actions[0], by=people["lanfeng"])
    assert task.duties.get().kind == "lead"


def test_the_lead_of_another_city_needs_a_decision_that_names_it(new_plan, region, do, people):
    from citycircle.records.duties.actions import DecideLead

    plan = new_plan("LC", city="lanchuan", organisation="lanchuan_drc", tasks=[("1", ("共建", ["heyang_drc"]))])
    assert needs(plan) == ["lead_elsewhere"]
    do(DecideLead(task=plan.tasks.get(), kind="single", leads=(region["heyang_drc"],)), by=people["lanfeng"])
    assert needs(plan) == []


def test_an_organisation_stands_in_a_task_once_after_it_is_assigned(new_plan, region, do, people):
    from citycircle.records.duties.actions import Assign

    plan = new_plan("T", tasks=[("1", ("办学", ["lanchuan_edu"], ["dongbu"], ["dongbu"]))])
    task = plan.tasks.get()
    do(Assign(task=task, organisation=region["dongbu"], kind="cooperating"), by=people["shenyi"])
    assert task.duties.filter(organisation=region["dongbu"]).count() == 1
    do(Assign(task=task, organisation=region["qiyun"]), by=people["shenyi"])
    assert list(task.duties.filter(organisation=region["qiyun"]).values_list("kind", flat=True)) == ["responsible"]


def test_a_withdrawn_plan_does_not_change(two, region, do, people):
    from citycircle.records.duties.actions import Release
    from citycircle.records.plans.errors import PlanWithdrawn

    two.state = "withdrawn"
    two.save()
    with pytest.raises(PlanWithdrawn):
        do(Release(task=two.tasks.get(), organisation=region["dongbu"]), by=people["shenyi"])


def test_what_waits_for_a_decision_is_counted(two, new_plan, do, people, region):
    from citycircle.records.duties.actions import DecideLead
    from citycircle.records.duties.questions import without_one_lead
    from citycircle.records.plans.models import Plan

    new_plan("MORE", tasks=[("1", ("办学", ["lanchuan_edu"])), ("2", ("共建", [], ["dongbu"]))])
    assert without_one_lead(Plan.objects.all()).count() == 2
    do(DecideLead(task=two.tasks.get(), kind="joint", leads=(region["lanchuan_edu"], region["heyang_drc"])),
       by=people["shenyi"])  # fmt: skip
    assert without_one_lead(Plan.objects.all()).count() == 1
