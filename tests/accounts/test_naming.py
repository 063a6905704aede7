"""Names: decided once, read ever after; unknown ones wait; old papers keep old names."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from citycircle.accounts import naming
from citycircle.accounts.actions import hierarchies, names, organisations
from citycircle.accounts.models import Organisation, ReadName
from citycircle.accounts.viewers import predecessors, the_service

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)


def test_a_name_is_read_within_its_city(region):
    for city, code in (("lanchuan", "990100-DRC"), ("heyang", "990200-DRC")):
        (meaning,) = naming.read(["市发改委"], city=region[city], day=DAY).values()
        assert Organisation.objects.get(pk=meaning.organisations[0]).code == code


def test_02_one_confirmation_makes_five_spellings_one_and_holds_in_the_next_plan(region, do):
    spellings = ["发改委", "市发展改革委", "澜川发改委", "市计委", "市发改委"]
    first = naming.read(spellings, city=region["lanchuan"], day=DAY)
    unknown = tuple(name for name, meaning in first.items() if not meaning.is_known)
    assert len(unknown) == 4
    assert do(names.QueueNames(names=unknown, city=region["lanchuan"], found_in="2026年工作要点")) == 4
    assert do(names.QueueNames(names=unknown, city=region["lanchuan"], found_in="2027年工作要点")) == 0
    for waiting in ReadName.objects.filter(organisation=None):
        do(names.DecideName(read_name=waiting, organisation=region["lanchuan_drc"]))
    second = naming.read(spellings, city=region["lanchuan"], day=date(2027, 3, 1))
    assert {meaning.organisations for meaning in second.values()} == {(region["lanchuan_drc"].id,)}


def test_aliases_go_on_with_a_new_name_and_stay_with_the_old_one(region, do):
    """A renaming changes the sign on the door; people go on saying 市发改委."""
    old = region["lanchuan_drc"]
    new = do(organisations.RenameOrganisation(organisation=old, code="990100-DRB", called="澜川市发展改革局",
                                              on=DAY), reason="澜编〔2026〕9号")  # fmt: skip
    for day, meant in ((date(2026, 3, 1), old), (DAY, new)):
        assert naming.read(["市发改委"], city=region["lanchuan"], day=day)["市发改委"].organisations == (meant.pk,)


def test_an_unknown_name_never_becomes_an_organisation(region, do):
    count = Organisation.objects.count()
    meaning = naming.read(["市未知局"], city=region["lanchuan"], day=DAY)["市未知局"]
    assert not meaning.is_known
    assert "市未知局" in meaning.why
    do(names.QueueNames(names=("市未知局",), city=region["lanchuan"], found_in="x"))
    assert Organisation.objects.count() == count


def test_a_decision_can_be_reopened_and_set_aside(region, do):
    do(names.QueueNames(names=("产业链相关单位",), city=None, found_in="x"))
    waiting = ReadName.objects.get()
    do(names.SetNameAside(read_name=waiting))
    assert naming.read(["产业链相关单位"], city=None, day=DAY)["产业链相关单位"].is_known
    do(names.ReopenName(read_name=waiting))
    assert ReadName.objects.get().is_waiting


def test_a_collective_name_expands_by_date(region, do):
    every = do(names.AddCollectiveName(called="各县(市、区)政府", city=region["lanchuan"], every_kind="county"))
    listed = do(names.AddCollectiveName(called="试点县", city=region["lanchuan"], members=(region["dongbu"],)))
    meant = naming.read(["各县（市、区）政府", "试点县"], city=region["lanchuan"], day=DAY)
    assert set(meant["各县（市、区）政府"].organisations) == {region["dongbu"].id, region["qiyun"].id}
    assert meant["试点县"].organisations == (region["dongbu"].id,)
    do(names.LeaveCollective(collective=listed, member=listed.members.get(), last_day=date(2026, 6, 30)))
    do(names.JoinCollective(collective=listed, organisation=region["qiyun"], valid_from=date(2026, 7, 1)))
    assert [one.code for one in naming.members(listed, DAY)] == ["990101"]
    assert [one.code for one in naming.members(listed, date(2026, 7, 1))] == ["990102"]
    assert len(naming.members(every, DAY)) == 2


def test_counterparts_in_other_cities_are_proposed_and_confirmed_once(region, do):
    assert naming.counterparts(region["lanchuan_drc"], day=DAY) == [region["heyang_drc"]]
    assert naming.counterparts(region["lanchuan_edu"], day=DAY) == []
    pair = {"one": region["lanchuan_drc"], "other": region["heyang_drc"]}
    assert do(names.ConfirmCounterpart(**pair)) == do(names.ConfirmCounterpart(one=pair["other"], other=pair["one"]))


def test_likely_organisations_are_proposed(region):
    assert naming.proposals("市教育委员会", city=region["lanchuan"], day=DAY)[0] == region["lanchuan_edu"]


def test_a_renamed_organisation_keeps_its_papers_under_the_old_name(region, do, somebody):
    old = region["lanchuan_edu"]
    _, clerk = somebody("clerk", "filler", "lanchuan_edu")
    heir = do(
        organisations.RenameOrganisation(
            organisation=old, code="990100-ES", called="澜川市教育体育局", on=date(2026, 7, 1)
        ),
        by=the_service(date(2026, 7, 1)),
    )
    old.refresh_from_db()
    assert (old.name, old.valid_to, old.successor) == ("澜川市教育局", date(2026, 6, 30), heir)
    assert naming.read(["澜川市教育局"], city=region["lanchuan"], day=DAY)["澜川市教育局"].organisations == (old.id,)
    later = naming.read(["澜川市教育局"], city=region["lanchuan"], day=date(2026, 8, 1))["澜川市教育局"]
    assert not later.is_known
    assert "澜川市教育体育局" in later.why
    from citycircle.accounts.models import Person
    from citycircle.accounts.viewers import viewer_of

    today = viewer_of(Person.objects.get(pk=clerk.person), date(2026, 8, 1))
    assert today.works_at(heir.place)
    assert today.works_at(old.place)


def test_merged_organisations_and_their_heirs_are_found_through_generations(region, do):
    one, two, three = region["dongbu"], region["qiyun"], region["lanchuan_edu"]
    later = the_service(date(2026, 9, 1))
    do(organisations.MergeOrganisation(organisation=one, into=two, on=date(2026, 7, 1)), by=later)
    do(organisations.MergeOrganisation(organisation=two, into=three, on=date(2026, 8, 1)), by=later)
    assert predecessors([three.id]) == {three.id: frozenset({one.id, two.id})}
    with pytest.raises(organisations.GoesInCircles):
        do(organisations.MergeOrganisation(organisation=three, into=one, on=date(2026, 9, 1)), by=later)


@pytest.mark.parametrize("act", ["rename", "merge"])
def test_what_moves_posts_at_once_waits_for_its_day(region, do, act):
    old, day = region["lanchuan_edu"], date(2026, 3, 3)
    action = (
        organisations.RenameOrganisation(organisation=old, code="990100-ES", called="澜川市教育体育局", on=day)
        if act == "rename"
        else organisations.MergeOrganisation(organisation=old, into=region["lanchuan_drc"], on=day)
    )
    with pytest.raises(organisations.DayNotCome) as refused:
        do(action)
    assert "2026-03-03 has not come yet." in refused.value.say("en")
    old = Organisation.objects.get(pk=old.pk)
    assert (old.valid_to, old.successor) == (None, None)
    assert not Organisation.objects.filter(code="990100-ES").exists()
    do(action, by=the_service(day))
    assert Organisation.objects.get(pk=old.pk).valid_to == DAY


def test_a_county_may_stand_in_several_circles(region, do):
    for code in ("circle-a", "circle-b"):
        circle = do(hierarchies.AddHierarchy(code=code, called=code, kind="circle"))
        do(hierarchies.JoinHierarchy(organisation=region["dongbu"], hierarchy=circle))
    assert region["dongbu"].memberships.on(DAY).count() == 2


def test_a_taken_name_is_refused_with_its_holder(region, do):
    with pytest.raises(organisations.NameTaken) as caught:
        do(organisations.AddAlias(organisation=region["dongbu"], alias="栖云县"))
    assert "栖云县" in caught.value.say("zh")
