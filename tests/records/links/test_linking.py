"""Links between plans: proposed by the machine, decided by a person, seen where both plans are seen."""

from __future__ import annotations

import pytest

from citycircle.accounts.errors import NotAllowed, NotThere, ReasonNeeded
from citycircle.records.links.actions.linking import (
    AcceptLink,
    AddLink,
    AskProposals,
    ForgetUpperPlan,
    NameUpperPlan,
    ProposeLinks,
    RejectLink,
    ReopenLink,
)
from citycircle.records.links.errors import LinksStand, NotAnUpperPlan, SamePlan
from citycircle.records.links.matrix import matrix_of
from citycircle.records.links.models import Link, LinkState
from citycircle.records.links.reach import links_within
from citycircle.records.plans.models import UpperPlan

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposed(plans, people, do):
    do(NameUpperPlan(plan=plans["city"], above=plans["regional"]), people["lan"])
    assert do(AskProposals(plan=plans["city"], above=plans["regional"]), people["lan"]) == "done"
    return {(link.task.number, link.clause.number): link for link in Link.objects.all()}


def test_proposals_wait_with_the_words_that_decided(proposed):
    assert set(proposed) == {("1", "1"), ("2", "2")}
    link = proposed["2", "2"]
    assert link.state == LinkState.PROPOSED
    assert link.decided_by is None
    [word] = [each for each in link.words if each.get("word", "").startswith("入河排污口")][:1]
    text = f"{link.task.title}。{link.task.body}"
    assert word["word"] in text[slice(*word["local"])]
    assert any(each.get("reason", {}).get("en", "").startswith("words in common") for each in link.words)


def test_only_a_person_of_the_plans_own_office_decides(proposed, people, do):
    link = proposed["1", "1"]
    for stranger in ("he", "ting", "clerk"):
        with pytest.raises(NotAllowed):
            do(AcceptLink(link=link), people[stranger])
    accepted = do(AcceptLink(link=link), people["lan"])
    assert (accepted.state, accepted.decided_by_id) == (LinkState.ACCEPTED, people["lan"].person)


def test_a_rejection_has_a_reason_and_is_not_proposed_again(proposed, plans, people, do):
    link = proposed["2", "2"]
    with pytest.raises(ReasonNeeded):
        do(RejectLink(link=link), people["lan"], reason=" ")
    do(RejectLink(link=link), people["lan"], reason="只是用语相近")
    do(AcceptLink(link=proposed["1", "1"]), people["lan"])
    do(ProposeLinks(plan=plans["city"], above=plans["regional"]), people["lan"])
    states = {(one.task.number, one.clause.number): one.state for one in Link.objects.all()}
    assert states == {("1", "1"): LinkState.ACCEPTED, ("2", "2"): LinkState.REJECTED}
    back = do(ReopenLink(link=link), people["lan"])
    assert (back.state, back.decided_by, back.reason) == (LinkState.PROPOSED, None, "")


def test_what_no_longer_holds_is_taken_out_and_twice_comes_to_the_same(proposed, plans, people, do):
    task = proposed["2", "2"].task
    type(task).objects.filter(pk=task.pk).update(title="建粮仓", body="新建粮仓2座。")
    for _ in range(2):
        assert do(ProposeLinks(plan=plans["city"], above=plans["regional"]), people["lan"]) == 1
    assert [link.task.number for link in Link.objects.all()] == ["1"]


def test_a_link_by_hand_needs_a_named_upper_plan(plans, people, do):
    task, clause = plans["city"].tasks.get(number="3"), plans["regional"].tasks.get(number="3")
    with pytest.raises(NotAnUpperPlan):
        do(AddLink(task=task, clause=clause), people["lan"])
    do(NameUpperPlan(plan=plans["city"], above=plans["regional"]), people["lan"])
    made = do(AddLink(task=task, clause=clause), people["lan"])
    assert (made.state, made.score) == (LinkState.ACCEPTED, None)
    with pytest.raises(LinksStand):
        do(ForgetUpperPlan(plan=plans["city"], above=plans["regional"]), people["lan"])
    do(ReopenLink(link=made), people["lan"])
    do(ForgetUpperPlan(plan=plans["city"], above=plans["regional"]), people["lan"])
    assert not UpperPlan.objects.exists()
    assert not Link.objects.exists()


def test_a_plan_is_not_above_itself_and_not_under_one_out_of_sight(plans, people, do):
    with pytest.raises(SamePlan):
        do(NameUpperPlan(plan=plans["city"], above=plans["city"]), people["lan"])
    with pytest.raises(NotThere):
        do(NameUpperPlan(plan=plans["neighbour"], above=plans["city"]), people["he"])


def test_links_of_a_draft_are_out_of_sight_for_another_city(proposed, people):
    assert links_within(people["lan"]).count() == 2
    assert links_within(people["clerk"]).count() == 2
    assert not links_within(people["he"]).exists()
    assert not links_within(people["ting"]).exists()


def test_the_matrix_counts_accepted_links_only_and_says_what_is_weaker(proposed, plans, people, do):
    matrix = matrix_of(plans["city"], plans["regional"])
    assert [row.standing for row in matrix.coverage.rows] == ["proposed", "proposed", "uncovered"]
    for link in proposed.values():
        do(AcceptLink(link=link), people["lan"])
    matrix = matrix_of(plans["city"], plans["regional"])
    assert [row.standing for row in matrix.coverage.rows] == ["covered", "covered", "uncovered"]
    assert {gap.kind for gap in matrix.coverage.gaps} == {"later", "lower", "softer"}
    assert [orphan.task.number for orphan in matrix.coverage.orphans] == ["3"]


def test_long_plans_are_compared_by_a_job_with_the_rights_of_whoever_asked(plans, people, do, monkeypatch):
    from django.utils.timezone import now

    from citycircle.records.jobs.work import do_next
    from citycircle.records.links.actions import linking

    monkeypatch.setattr(linking, "AT_ONCE", 1)
    do(NameUpperPlan(plan=plans["city"], above=plans["regional"]), people["lan"])
    assert do(AskProposals(plan=plans["city"], above=plans["regional"]), people["lan"]) == "waiting"
    assert not Link.objects.exists()
    assert do_next(now)
    assert Link.objects.count() == 2
