"""Names of duties: decided once by a person, resolved in every waiting duty and in every later plan."""

from __future__ import annotations

import pytest
from tests.region import DAY, NOW

pytestmark = pytest.mark.django_db

WAYS = ("市发展改革委", "市发改局", "市发展与改革委员会", "市发改委员会", "发展改革委员会")


@pytest.fixture
def waiting(new_plan, region, do):
    """A city plan whose five tasks name one organisation in five ways, none of them known."""
    from citycircle.accounts.actions.names import QueueNames
    from citycircle.accounts.models import ReadName
    from citycircle.records.plans.models import Duty

    city = region["lanchuan"]
    plan = new_plan(
        "LC-2026", city="lanchuan", organisation="lanchuan_drc",
        tasks=[(str(at), (f"任务{at}", [way])) for at, way in enumerate(WAYS)],
    )  # fmt: skip
    do(QueueNames(names=WAYS, city=city, found_in=plan.title))
    for name in ReadName.objects.filter(city=city):
        Duty.objects.filter(name=name.name).update(read_name=name)
    return plan


def test_acceptance_2_one_unit_written_five_ways_is_one_after_a_single_confirmation_and_in_the_next_plan(
    waiting, region, do, people
):
    from citycircle.accounts import naming
    from citycircle.accounts.actions.names import DecideName
    from citycircle.accounts.models import ReadName
    from citycircle.records.plans.ledgers import ledger_of

    drc = region["lanchuan_drc"]
    first = ReadName.objects.get(name=WAYS[0])
    assert drc in naming.proposals(first.name, city=first.city, day=DAY)
    others = naming.spellings(first, day=DAY)[drc.pk]
    assert {each.name for each in others} == set(WAYS[1:])
    do(DecideName(read_name=first, organisation=drc, also=tuple(others)), by=people["lanfeng"])
    assert {party.code for item in ledger_of(waiting).items for party in item.leads} == {drc.code}
    following = naming.read(WAYS, city=region["lanchuan"], day=DAY.replace(year=2027))
    assert {meaning.organisations for meaning in following.values()} == {(drc.pk,)}


def test_acceptance_2_on_the_page_one_press_of_a_button_confirms_all_five(waiting, region, people, enter):
    from citycircle.accounts.models import Person, ReadName
    from citycircle.records.plans.models import Duty

    client = enter(Person.objects.get(sign_in_name="lanfeng"))
    first = ReadName.objects.get(name=WAYS[0])
    page = client.get(f"/names/{first.pk}").content.decode()
    assert all(way in page for way in WAYS)
    drc = region["lanchuan_drc"]
    also = [str(name.pk) for name in ReadName.objects.exclude(pk=first.pk)]
    client.post(f"/names/{first.pk}", {"organisation": str(drc.pk), "also": also})
    assert not Duty.objects.filter(organisation=None).exists()


def test_a_collective_name_becomes_a_duty_of_each_organisation_behind_it(new_plan, region, do, people):
    from citycircle.accounts.actions.names import AddCollectiveName, DecideName
    from citycircle.accounts.models import ReadName
    from citycircle.records.plans.models import Duty

    city = region["lanchuan"]
    plan = new_plan("C", city="lanchuan", organisation="lanchuan_drc",
                    tasks=[("1", ("整治排污口", ["lanchuan_drc"], ["各区县", "dongbu"]))])  # fmt: skip
    name = ReadName.objects.create(name="各区县", city=city, first_seen=NOW)
    Duty.objects.filter(name="各区县").update(read_name=name)
    everybody = do(AddCollectiveName(called="各县（区）政府", city=city, every_kind="county"))
    do(DecideName(read_name=name, collective=everybody), by=people["lanfeng"])
    rows = plan.tasks.get().duties.filter(kind="responsible").values_list("organisation__code", "through")
    assert set(rows) == {("990101", None), ("990101", everybody.pk), ("990102", everybody.pk)}


def test_a_spelling_of_another_city_is_not_decided_along(waiting, region, do):
    from citycircle.accounts.actions.names import DecideName
    from citycircle.accounts.errors import NotThere
    from citycircle.accounts.models import ReadName

    theirs = ReadName.objects.create(name="市发展改革委", city=region["heyang"], first_seen=NOW)
    with pytest.raises(NotThere):
        do(DecideName(read_name=ReadName.objects.get(name=WAYS[1]), organisation=region["lanchuan_drc"],
                      also=(theirs,)))  # fmt: skip


def test_a_wrong_decision_is_taken_back_in_drafts_and_left_alone_in_what_was_asked(waiting, region, do, new_plan):
    from citycircle.accounts.actions.names import DecideName, ReopenName
    from citycircle.accounts.models import ReadName
    from citycircle.records.plans.models import Duty

    name = ReadName.objects.get(name=WAYS[0])
    asked = new_plan("OUT", city="lanchuan", organisation="lanchuan_drc", tasks=[("1", ("甲", [WAYS[0]]))])
    Duty.objects.filter(task__plan=asked).update(read_name=name)
    type(asked).objects.filter(pk=asked.pk).update(state="comment")
    do(DecideName(read_name=name, organisation=region["lanchuan_edu"]))
    do(ReopenName(read_name=name))
    assert Duty.objects.get(task__plan=waiting, name=WAYS[0]).organisation is None
    assert Duty.objects.get(task__plan=asked).organisation == region["lanchuan_edu"]


def test_a_name_set_aside_asks_nothing_more_and_stays_as_printed(new_plan, region, do, people):
    from citycircle.accounts.actions.names import SetNameAside
    from citycircle.accounts.models import ReadName
    from citycircle.records.duties.questions import questions_of
    from citycircle.records.plans.ledgers import ledger_of
    from citycircle.records.plans.models import Duty
    from citycircle.records.rounds.actions.asking import OpenRound

    plan = new_plan("S", city="lanchuan", organisation="lanchuan_drc",
                    tasks=[("1", ("办学", ["lanchuan_edu"], ["按职责分工"]))])  # fmt: skip
    name = ReadName.objects.create(name="按职责分工", city=region["lanchuan"], first_seen=NOW)
    Duty.objects.filter(name="按职责分工").update(read_name=name)
    assert [each.need for each in questions_of(plan, ledger_of(plan))] == ["unknown_name"]
    do(SetNameAside(read_name=name))
    assert questions_of(plan, ledger_of(plan)) == ()
    assert plan.tasks.get().duties.count() == 2
    assert do(OpenRound(plan=plan), by=people["lanfeng"]).asked.count() == 1


def test_each_city_behind_a_name_is_proposed_and_all_such_names_are_decided_on_one_page(
    new_plan, region, do, people, enter
):
    from citycircle.accounts.models import Person, ReadName
    from citycircle.records.plans.models import Duty

    plan = new_plan("R", tasks=[("1", ("共建项目库", ["heyang_drc"], ["各市发展改革委", "各市教育局"]))])
    for name in ("各市发展改革委", "各市教育局"):
        row = ReadName.objects.create(name=name, city=None, first_seen=NOW)
        Duty.objects.filter(name=name).update(read_name=row)
    client = enter(Person.objects.get(sign_in_name="shenyi"))
    page = client.get("/names/each-city").content.decode()
    assert "澜川市发展和改革委员会、禾阳市发展和改革委员会" in page
    both, one = (ReadName.objects.get(name=name) for name in ("各市发展改革委", "各市教育局"))
    client.post("/names/each-city", {"name": [str(both.pk), str(one.pk)]})
    rows = set(plan.tasks.get().duties.filter(kind="responsible").values_list("name", "organisation__code"))
    assert rows == {("各市发展改革委", "990100-DRC"), ("各市发展改革委", "990200-DRC"), ("各市教育局", "990100-EDU")}
    from citycircle.accounts import naming

    following = naming.read(["各市发展改革委"], city=None, day=DAY.replace(year=2027))
    assert len(following["各市发展改革委"].organisations) == 2


PLAN = """澜川市{year}年同城化工作要点
一、重点工作
1.共编项目清单。年底前入库项目40个。（牵头单位：{0}）
2.共建教育集团。新增成员学校6所。（牵头单位：{1}；责任单位：市教育局）
3.共享科研仪器。新入网仪器200台。（牵头单位：{2}）
4.推进跨市通办。新增通办事项60项。（牵头单位：{3}）
5.开放异地养老床位。开放床位1200张。（牵头单位：{4}）
"""


def test_acceptance_2_from_one_document_to_the_next_five_spellings_stay_one(region, do, people):
    from django.utils.timezone import now

    from citycircle.accounts import naming
    from citycircle.accounts.actions.names import DecideName
    from citycircle.accounts.models import ReadName
    from citycircle.records.jobs.work import do_next
    from citycircle.records.plans.actions.importing import import_text
    from citycircle.records.plans.ledgers import ledger_of
    from citycircle.records.plans.models import Plan

    def imported(text):
        import_text(text, organisation=region["lanchuan_drc"], by=people["lanfeng"], at=NOW)
        while do_next(now):
            pass
        return {party.code for item in ledger_of(Plan.objects.latest("pk")).items for party in item.leads}

    assert imported(PLAN.format(*WAYS, year=2026)) == {""}
    first = ReadName.objects.get(name=WAYS[0])
    others = naming.spellings(first, day=DAY)[region["lanchuan_drc"].pk]
    do(DecideName(read_name=first, organisation=region["lanchuan_drc"], also=tuple(others)), by=people["lanfeng"])
    assert {party.code for item in ledger_of(Plan.objects.get()).items for party in item.leads} == {"990100-DRC"}
    assert imported(PLAN.format(*reversed(WAYS), year=2027)) == {"990100-DRC"}
    assert not ReadName.objects.filter(organisation=None).exists()
