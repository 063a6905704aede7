"""Mismatches between two cities: found, raised, answered, agreed; neither side acts for the other."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.region import NOW

from citycircle.accounts.actions.base import carry_out
from citycircle.accounts.errors import NotAllowed, NotThere, ReasonNeeded
from citycircle.core.machines import NoSuchStep, PaperMissing
from citycircle.records.cases.standing import standing
from citycircle.records.links.actions.consulting import (
    FindMismatches,
    RaiseMismatch,
    SetMismatchAside,
    TakeConsultationStep,
)
from citycircle.records.links.errors import AlreadyRaised, NobodyConvenes, NotASide, NotTwoCities
from citycircle.records.links.models import Mismatch
from citycircle.records.links.reach import consultations_within, mismatches_within
from citycircle.records.plans.models import PlanState

pytestmark = pytest.mark.django_db
WISHED = date(2026, 6, 30)


@pytest.fixture
def found(plans, people, do):
    do(FindMismatches(plan=plans["city"], beside=plans["neighbour"]), people["lan"])
    return {row.kind: row for row in Mismatch.objects.all()}


@pytest.fixture
def raised(found, plans, people, do):
    action = RaiseMismatch(mismatch=found["date"], plan=plans["city"], proposal="建议统一为9月底前", wished=WISHED)
    return do(action, people["lan"])


def step(mismatch, by, acting, name, *, days=0, reason="", **given):
    mismatch.case.refresh_from_db()
    action = TakeConsultationStep(mismatch=mismatch, acting=acting, step=name, seen=mismatch.case.version, **given)
    return carry_out(action, by=by, at=NOW + timedelta(days=days), reason=reason)


def test_what_does_not_meet_is_kept_once_and_stays_when_it_was_set_aside(found, plans, people, do):
    assert set(found) == {"date", "missing"}
    assert "2026年9月底前" in found["date"].words["zh"]
    assert "2026年12月底前" in found["date"].words["en"]
    with pytest.raises(ReasonNeeded):
        do(SetMismatchAside(mismatch=found["missing"], plan=plans["city"]), people["lan"], reason="")
    do(SetMismatchAside(mismatch=found["missing"], plan=plans["city"]), people["lan"], reason="由省里统筹")
    assert do(FindMismatches(plan=plans["city"], beside=plans["neighbour"]), people["lan"]) == 2
    assert Mismatch.objects.get(kind="missing").set_aside_because == "由省里统筹"


def test_a_mismatch_that_is_gone_is_taken_out(found, plans, people, do):
    plans["neighbour"].tasks.filter(number="2").update(is_dropped=True)
    assert do(FindMismatches(plan=plans["city"], beside=plans["neighbour"]), people["lan"]) == 1


def test_a_stranger_city_sees_nothing_of_a_draft_laid_beside_its_own_plan(found, plans, people, do):
    assert mismatches_within(people["lan"]).count() == 2
    assert not mismatches_within(people["he"]).exists()
    with pytest.raises(NotThere):
        do(FindMismatches(plan=plans["neighbour"], beside=plans["city"]), people["he"])
    action = RaiseMismatch(mismatch=found["date"], plan=plans["neighbour"], proposal="…", wished=WISHED)
    with pytest.raises(NotThere):
        do(action, people["he"])


def test_when_it_is_raised_both_sides_see_its_words_and_the_draft_stays_hidden(raised, people, plans):
    from citycircle.records.plans.reach import sees

    for side in ("lan", "he", "ting"):
        assert list(consultations_within(people[side])) == [raised]
    assert not sees(people["he"], plans["city"])
    assert raised.case.holder.name == "禾阳市"
    assert list(mismatches_within(people["he"])) == [raised]


def test_from_proposal_to_agreed_text_and_the_end_that_both_confirm(raised, people, region):
    he, lan = (people["he"], region["heyang"]), (people["lan"], region["lanchuan"])
    step(raised, *he, "acknowledge")
    with pytest.raises(PaperMissing):
        step(raised, *he, "counter", days=1)
    step(raised, *he, "counter", days=1, words="建议改为10月底前")
    agreed = step(raised, *lan, "accept_counter", days=2, day=date(2026, 10, 31))
    assert agreed.agreed == "建议改为10月底前"
    step(raised, *he, "done", days=3, words="本市计划已同步修改")
    with pytest.raises(NotAllowed):
        step(raised, *he[:1], region["lanchuan"], "confirm", days=4)
    step(raised, *lan, "confirm", days=4)
    raised.case.refresh_from_db()
    assert raised.case.state == "closed"
    case = standing(raised.case)
    held = case.time_in_hand(NOW + timedelta(days=9))
    assert {code: each.days for code, each in held.items()} == {"990200": 2, "990100": 2}


def test_the_answer_of_the_other_side_becomes_the_agreed_text(raised, people, region):
    step(raised, people["he"], region["heyang"], "acknowledge")
    taken = step(raised, people["he"], region["heyang"], "accept", words="同意统一为9月底前", day=date(2026, 9, 30))
    assert taken.agreed == "同意统一为9月底前"
    assert taken.case.due == date(2026, 9, 30)


def test_no_step_changes_the_plan_of_either_side(raised, people, region, plans):
    before = {plan.pk: list(plan.tasks.values_list("title", "body", "state", "version")) for plan in plans.values()}
    step(raised, people["he"], region["heyang"], "acknowledge")
    step(raised, people["he"], region["heyang"], "accept", words="同意", day=date(2026, 9, 30))
    assert {plan.pk: list(plan.tasks.values_list("title", "body", "state", "version")) for plan in plans.values()} == (
        before
    )


def test_nobody_takes_a_step_out_of_turn_and_not_even_the_regional_office_for_a_city(raised, people, region):
    with pytest.raises(NotAllowed):
        step(raised, people["ting"], region["heyang"], "acknowledge")
    with pytest.raises(NoSuchStep):
        step(raised, people["lan"], region["lanchuan"], "confirm")


def test_a_matter_is_raised_once_between_two_cities_and_by_one_of_them(raised, plans, people, do):
    with pytest.raises(AlreadyRaised):
        do(RaiseMismatch(mismatch=raised, plan=plans["city"], proposal="…", wished=WISHED), people["lan"])
    with pytest.raises(NotTwoCities):
        do(FindMismatches(plan=plans["city"], beside=plans["regional"]), people["lan"])
    other = Mismatch.objects.get(kind="missing")
    plans["city"].state = PlanState.ISSUED
    plans["city"].save()
    with pytest.raises(NotASide):
        do(SetMismatchAside(mismatch=other, plan=plans["regional"]), people["ting"])


def test_without_an_office_that_convenes_nothing_is_raised(found, plans, people, region, do):
    region["office"].kind = "institution"
    region["office"].save()
    with pytest.raises(NobodyConvenes):
        do(RaiseMismatch(mismatch=found["date"], plan=plans["city"], proposal="…", wished=WISHED), people["lan"])
