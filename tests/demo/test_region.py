"""The invented region as a service: made through actions only, with everything that a region can be."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from tests.demo.conftest import DAY

from citycircle.accounts import naming
from citycircle.accounts.audit.verification import verify
from citycircle.accounts.models import (
    AuditLine,
    CollectiveName,
    Counterpart,
    Delegation,
    Hierarchy,
    Organisation,
    Person,
    ReadName,
)
from citycircle.accounts.models.organisations import HierarchyKind
from citycircle.accounts.roles import TWO_FACTORS, Role
from citycircle.accounts.viewers import viewer_of
from citycircle.demo.region.logins import log_ins
from citycircle.demo.region.personas import PERSONAS
from citycircle.records.keeping import tables
from citycircle.records.plans.models import Plan, Task


@pytest.fixture(autouse=True)
def inside(made, db):
    """Each test looks at the region and changes nothing."""


def viewer(sign_in_name):
    return viewer_of(Person.objects.get(sign_in_name=sign_in_name), DAY)


def test_every_row_came_by_an_action_and_the_chain_holds():
    assert verify(remember=False, compare=False).faults == []
    changes = [change for line in AuditLine.objects.all() for change in _changes(line)]
    touched = {change["thing"] for change in changes if "thing" in change}
    in_bulk = Counter()
    for change in changes:
        if "made" in (noted := change.get("noted", {})):
            in_bulk[noted["made"]] += int(noted["count"])
    kept = [model for model in tables.kept_models() if tables.label(model) not in NOT_BY_ACTIONS]
    for model in kept:
        name = model._meta.model_name
        unseen = [key for key in model._base_manager.values_list("pk", flat=True) if f"{name}:{key}" not in touched]
        assert len(unseen) <= in_bulk[name], (name, unseen[:5])


NOT_BY_ACTIONS = {"accounts.auditline", "accounts.chainhead", "accounts.searchentry", "accounts.searchgram"}
"""The log itself, and what the search draws from the rows by itself."""


def _changes(line):
    import json

    return json.loads(line.changes)


def test_five_cities_with_counties_and_a_new_area():
    assert Organisation.objects.filter(kind="city").count() == 5
    for city in Organisation.objects.filter(kind="city"):
        assert Organisation.objects.filter(kind="county", city=city).count() >= 2, city
    assert Organisation.objects.filter(kind="zone", city=None).exists()
    assert not Organisation.objects.filter(name_en="").exists()


def test_several_hierarchies_at_once_and_a_county_in_two_circles():
    assert set(Hierarchy.objects.values_list("kind", flat=True)) == set(HierarchyKind.values)
    yanping = Organisation.objects.get(code="990521")
    circles = yanping.memberships.on(DAY).filter(hierarchy__kind="circle")
    assert {one.hierarchy.name for one in circles} == {"汀河都市圈", "云东都市圈"}


def test_a_renaming_and_a_merger_keep_the_old_names():
    old = Organisation.objects.get(name="松渚市文化和旅游局")
    assert old.valid_to == date(2025, 12, 31)
    assert old.successor.name == "松渚市文化广电和旅游局"
    songzhu = Organisation.objects.get(code="990300")
    before = naming.read(["市文旅局"], city=songzhu, day=date(2025, 6, 1))["市文旅局"]
    assert before.organisations == (old.id,)
    assert Organisation.objects.get(name="石泷市林业局").successor.name == "石泷市自然资源和规划局"


def test_a_collective_name_means_others_from_another_day_on():
    along = CollectiveName.objects.get(name="沿汀各县(市、区)政府")
    then, today = ({one.name for one in naming.members(along, day)} for day in (date(2025, 6, 1), DAY))
    assert then - today == {"稻溪县"}
    assert today - then == {"白鹭县"}


def test_names_wait_in_the_queue_and_some_are_decided():
    waiting = ReadName.objects.filter(organisation=None, collective=None, set_aside=False)
    assert "市工信委" in set(waiting.values_list("name", flat=True))
    assert ReadName.objects.get(name="教育局", city=None).organisation.code == "990100-EDU"
    assert ReadName.objects.get(name="产业链相关单位").set_aside
    everywhere = ReadName.objects.get(name="各市教育局").collective
    assert everywhere.members.count() == 5


def test_five_plans_stand_at_four_stages():
    def codes(**wanted):
        return set(Plan.objects.filter(**wanted).values_list("title", flat=True))

    assert codes(state="draft") == {"汀河都市圈2026年重点任务分解表"}
    assert codes(state="comment") == {"澜川市推进汀河都市圈同城化发展2026年工作要点"}
    assert codes(state="issued") == {
        "汀河都市圈建设三年行动方案（2025—2027年）",
        "汀河都市圈2025年工作要点",
        "汀河都市圈2026年跨市实事清单",
    }
    amended = Plan.objects.get(title__startswith="汀河都市圈建设三年行动方案")
    assert [one.number for one in amended.baselines.order_by("number")] == [1, 2]
    assert Task.objects.filter(is_disputed=True).count() == 1


def test_counterparts_are_confirmed_and_more_are_proposed():
    assert Counterpart.objects.count() >= 4
    bureau = Organisation.objects.get(code="990100-EDU")
    assert {one.name for one in naming.counterparts(bureau, day=DAY)} == {
        "禾阳市教育局", "松渚市教育局", "临汀市教育局", "石泷市教育局"
    }  # fmt: skip


def test_each_persona_has_a_log_in_and_a_post_and_no_name_twice():
    found = list(log_ins())
    assert [one.person.sign_in_name for one in found] == list(PERSONAS)
    titles = {one.persona.title.zh.split()[0] for one in found}
    assert titles == {f"P{number}" for number in range(1, 13)}
    for one in found:
        roles = viewer(one.person.sign_in_name).roles
        assert roles, one.person
        assert (one.secret is not None) == bool(roles & TWO_FACTORS), one.person
    assert Role.SECRETARIAT in viewer("wentang").roles


def test_a_colleague_stands_in_during_leave_and_a_deputy_is_there():
    assert Delegation.objects.get().stand_in.sign_in_name == "suhe"
    assert Role.FILLER in viewer("suhe").roles
    assert [grant.deputy for grant in viewer("luming").grants] == [True]


def test_each_persona_is_told_a_page_that_opens(client, settings):
    from django.utils.timezone import now

    Person.objects.update(password_set_at=now())
    for sign_in_name, persona in PERSONAS.items():
        client.force_login(Person.objects.get(sign_in_name=sign_in_name))
        session = client.session
        session["seen"] = int(now().timestamp())
        session.save()
        assert client.get(persona.page).status_code == 200, (sign_in_name, persona.page)
