"""What is taken back or changed later: an alias, a hierarchy, a member of a collective name, a stand-in."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from citycircle.accounts.actions.hierarchies import AddHierarchy, JoinHierarchy
from citycircle.accounts.actions.names import AddCollectiveName
from citycircle.accounts.models import Alias, CollectiveMember, CollectiveName, Delegation, Hierarchy, Membership

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer(enter, somebody):
    person, _ = somebody("reviewer", "office_reviewer", "lanchuan_drc")
    return enter(person)


@pytest.fixture
def regional(enter, somebody):
    person, _ = somebody("regional", "system_administrator", "office")
    return enter(person)


@pytest.fixture
def basin(do, region):
    return do(AddHierarchy(code="ting", called="汀河流域", called_en="Ting basin", kind="basin"))


def test_an_alias_is_taken_away_from_the_page_of_the_organisation(reviewer, region):
    one = region["lanchuan_edu"]
    alias = Alias.objects.get(organisation=one)
    address = f"/aliases/{alias.pk}/remove"
    assert address in reviewer.get(f"/organisations/{one.pk}").content.decode()
    assert "市教育局" in reviewer.get(address).content.decode()
    reviewer.post(address)
    assert not Alias.objects.filter(organisation=one).exists()


def test_an_alias_of_another_city_is_not_within_reach(reviewer, region):
    alias = Alias.objects.get(organisation=region["heyang_drc"])
    assert f"/aliases/{alias.pk}/" not in reviewer.get(f"/organisations/{region['heyang_drc'].pk}").content.decode()
    assert reviewer.post(f"/aliases/{alias.pk}/remove").status_code == 404
    assert Alias.objects.filter(pk=alias.pk).exists()


def test_a_hierarchy_is_added_by_the_system_administrator(regional):
    assert "/hierarchies/add" in regional.get("/organisations/").content.decode()
    assert "流域" in regional.get("/hierarchies/add").content.decode()
    regional.post("/hierarchies/add", {"code": "ting", "called": "汀河流域", "called_en": "", "kind": "basin"})
    assert Hierarchy.objects.get(code="ting").name == "汀河流域"


def test_an_organisation_leaves_a_hierarchy_on_a_day(reviewer, region, basin, do):
    ours = do(JoinHierarchy(organisation=region["dongbu"], hierarchy=basin))
    theirs = do(JoinHierarchy(organisation=region["heyang"], hierarchy=basin))
    assert f"/memberships/{ours.pk}/leave" in reviewer.get(f"/organisations/{region['dongbu'].pk}").content.decode()
    reviewer.post(f"/memberships/{ours.pk}/leave", {"last_day": "2026-06-30"})
    assert reviewer.post(f"/memberships/{theirs.pk}/leave", {"last_day": "2026-06-30"}).status_code == 404
    assert list(Membership.objects.values_list("valid_to", flat=True).order_by("pk")) == [date(2026, 6, 30), None]


def test_members_of_a_collective_name_come_and_go(reviewer, region, do):
    listed = do(AddCollectiveName(called="沿江各区", city=region["lanchuan"]))
    page = f"/names/collective/{listed.pk}"
    assert page in reviewer.get("/names/collectives").content.decode()
    assert f"{page}/join" in reviewer.get(page).content.decode()
    reviewer.post(f"{page}/join", {"organisation": region["dongbu"].pk, "valid_from": "2026-03-01"})
    member = CollectiveMember.objects.get(collective=listed)
    assert "东埠区" in reviewer.get(page).content.decode()
    reviewer.post(f"/names/members/{member.pk}/leave", {"last_day": "2099-12-31"})
    member.refresh_from_db()
    assert member.valid_to == date(2099, 12, 31)


def test_a_collective_name_of_the_region_is_read_in_a_city_but_changed_by_the_region(reviewer, region, do):
    everywhere = do(AddCollectiveName(called="成员市政府", members=(region["lanchuan"],)))
    elsewhere = do(AddCollectiveName(called="禾阳各县", city=region["heyang"]))
    text = reviewer.get(f"/names/collective/{everywhere.pk}").content.decode()
    assert "澜川市" in text
    assert "/leave" not in text
    assert reviewer.get(f"/names/collective/{elsewhere.pk}").status_code == 404
    assert reviewer.get(f"/names/collective/{everywhere.pk}/join").status_code == 404
    assert reviewer.post(f"/names/members/{everywhere.members.get().pk}/leave").status_code == 404


def test_a_name_for_every_organisation_of_a_kind_has_no_list(regional, do):
    counties = do(AddCollectiveName(called="各县区", every_kind="county"))
    assert "/join" not in regional.get(f"/names/collective/{counties.pk}").content.decode()
    assert regional.get(f"/names/collective/{counties.pk}/join").status_code == 404


def test_a_member_is_taken_out_of_its_own_collective_name_only(reviewer, region, do):
    """By number a program could name a list of its own city and a member of another's."""
    ours = do(AddCollectiveName(called="沿江各区", city=region["lanchuan"]))
    theirs = do(AddCollectiveName(called="禾阳各局", city=region["heyang"], members=(region["heyang_drc"],)))
    given = {"collective": ours.pk, "member": theirs.members.get().pk, "last_day": "2026-01-01"}
    answer = reviewer.post("/api/v1/names/collective/leave", given, content_type="application/json")
    assert answer.status_code == 404
    assert theirs.members.get().valid_to is None


@pytest.fixture
def stand_in(somebody, do):
    holder, _ = somebody("holder", "filler", "lanchuan_edu")
    friend, _ = somebody("friend", "filler", "lanchuan_edu")
    post = holder.holdings.get().post
    day = localdate()

    def named(first, last):
        row = Delegation(post=post, stand_in=friend, valid_from=day + timedelta(first), valid_to=day + timedelta(last))
        row.save()
        return row

    return holder, friend, named


def test_the_holder_ends_a_stand_in_and_it_stays_as_history(enter, stand_in):
    holder, friend, named = stand_in
    running = named(-3, 5)
    assert enter(friend).post(f"/stand-ins/{running.pk}/end").status_code == 404
    client = enter(holder)
    assert f"/stand-ins/{running.pk}/end" in client.get(f"/posts/{running.post_id}/stand-in").content.decode()
    client.post(f"/stand-ins/{running.pk}/end")
    running.refresh_from_db()
    assert running.valid_to == localdate()


def test_a_stand_in_that_has_not_begun_is_taken_back_and_a_past_one_is_not_prolonged(enter, stand_in, somebody):
    _, friend, named = stand_in
    later, past = named(3, 5), named(-9, -5)
    security, _ = somebody("security", "security_administrator", "office")
    client = enter(security)
    assert f"/stand-ins/{later.pk}/end" in client.get(f"/people/{friend.pk}").content.decode()
    for one in (later, past):
        assert client.post(f"/stand-ins/{one.pk}/end").status_code == 302
    kept = Delegation.objects.get()
    assert (kept.pk, kept.valid_to) == (past.pk, past.valid_to)


def rows(client, address):
    answer = client.get(f"/api/v1{address}")
    assert answer.status_code == 200, answer.content
    return answer.json()["rows"]


def test_programs_find_the_numbers_of_the_register(reviewer, region, basin, do):
    joined = do(JoinHierarchy(organisation=region["dongbu"], hierarchy=basin))
    alias = Alias.objects.get(organisation=region["lanchuan_edu"])
    assert rows(reviewer, f"/organisations/aliases?organisation={region['lanchuan_edu'].pk}") == [
        {"id": alias.pk, "organisation": region["lanchuan_edu"].pk, "name": "市教育局"}
    ]
    assert [one["code"] for one in rows(reviewer, "/organisations/hierarchies")] == ["ting"]
    found = rows(reviewer, f"/organisations/hierarchies/memberships?hierarchy={basin.pk}")
    assert [(one["id"], one["organisation"]) for one in found] == [(joined.pk, region["dongbu"].pk)]


def test_programs_find_collective_names_of_their_city_and_the_region_only(reviewer, region, do):
    do(AddCollectiveName(called="沿江各区", city=region["lanchuan"], members=(region["dongbu"],)))
    do(AddCollectiveName(called="禾阳各局", city=region["heyang"]))
    do(AddCollectiveName(called="各县区", every_kind="county"))
    found = {one["name"]: one for one in rows(reviewer, "/names/collectives")}
    assert set(found) == {"沿江各区", "各县区"}
    assert [one["organisation"] for one in found["沿江各区"]["members"]] == [region["dongbu"].pk]
    assert CollectiveName.objects.count() == 3


def test_programs_of_the_security_administrator_find_posts_and_stand_ins(enter, stand_in, somebody, reviewer):
    _, friend, named = stand_in
    running = named(0, 2)
    assert reviewer.get("/api/v1/people/posts").status_code == 403
    security, _ = somebody("security", "security_administrator", "office")
    client = enter(security)
    assert running.post_id in {one["id"] for one in rows(client, "/people/posts")}
    assert [(one["id"], one["stand_in"]) for one in rows(client, "/people/posts/delegations")] == [
        (running.pk, friend.pk)
    ]
