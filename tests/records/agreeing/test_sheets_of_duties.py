"""All names and all leads of a plan on one sheet each: proposed by the service, decided by a person with one button."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.records.agreeing.test_pages import as_, body  # noqa: F401  (a fixture)
from tests.region import DAY, NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(new_plan, region, do, people):
    """A city plan with a name that is clearly somebody's, one for every county, one for several, and one for nobody."""
    from citycircle.accounts.actions.names import QueueNames
    from citycircle.accounts.models import ReadName
    from citycircle.records.plans.models import Duty

    names = ("市发展改革委", "各县区政府", "市直有关部门", "另有安排")
    plan = new_plan(
        "LC-2026", city="lanchuan", organisation="lanchuan_drc",
        tasks=[("1", ("共建教育集团", [names[0]], [names[1]])), ("2", ("开通城际公交", [names[0]], [names[2]])),
               ("3", ("整治排污口", ["lanchuan_edu"], [], [names[3]]))],
    )  # fmt: skip
    do(QueueNames(names=names, city=region["lanchuan"], found_in=plan.title))
    for one in ReadName.objects.all():
        Duty.objects.filter(name=one.name).update(read_name=one)
    return plan


def fields(plan, **wanted):
    """The fields of the sheet, with what is wanted for single names."""
    from citycircle.accounts.models import ReadName

    return {f"{kind}-{one.pk}": value for one in ReadName.objects.all()
            for kind, value in wanted.get(one.name, {}).items()}  # fmt: skip


def test_the_likest_stands_in_the_field_and_what_is_several_is_not_guessed(waiting, as_, region):  # noqa: F811
    page = body(as_("lanfeng").get(f"/plans/{waiting.pk}/names"))
    assert f'value="organisation:{region["lanchuan_drc"].pk}" selected' in page
    assert 'value="every:county" selected' in page
    assert page.count(" selected") == 2
    assert "全部县（市、区）（2个）" in page
    assert "1 共建教育集团" in page


def test_one_button_decides_them_all_and_a_mistake_keeps_all_back(waiting, as_, region):  # noqa: F811
    from citycircle.accounts.models import ReadName
    from citycircle.records.plans.models import Duty

    office = as_("lanfeng")
    wanted = {
        "市发展改革委": {"meaning": f"organisation:{region['lanchuan_drc'].pk}"},
        "各县区政府": {"meaning": "every:county"},
        "市直有关部门": {"others": "市教育局、澜川市水利局"},
        "另有安排": {"meaning": "aside"},
    }
    answer = office.post(f"/plans/{waiting.pk}/names", fields(waiting, **wanted))
    assert answer.status_code == 422
    assert "名录中找不到“澜川市水利局”" in body(answer)
    assert all(one.is_waiting for one in ReadName.objects.all())
    wanted["市直有关部门"] = {"others": "市教育局、市发改委"}
    office.post(f"/plans/{waiting.pk}/names", fields(waiting, **wanted))
    assert not any(one.is_waiting for one in ReadName.objects.all())
    first, second, third = (
        set(task.duties.filter(organisation__isnull=False).values_list("organisation__code", "kind"))
        for task in waiting.tasks.order_by("order")
    )
    assert first == {("990100-DRC", "lead"), ("990101", "responsible"), ("990102", "responsible")}
    assert second == {("990100-DRC", "lead"), ("990100-EDU", "responsible"), ("990100-DRC", "responsible")}
    assert third == {("990100-EDU", "lead")}
    assert Duty.objects.get(name="另有安排").organisation is None


def test_what_stays_empty_waits_and_a_choice_of_another_city_is_none(waiting, as_, region):  # noqa: F811
    from citycircle.accounts.models import ReadName

    office = as_("lanfeng")
    office.post(f"/plans/{waiting.pk}/names", {})
    assert all(one.is_waiting for one in ReadName.objects.all())
    assert as_("luming").get(f"/plans/{waiting.pk}/names").status_code == 404
    assert as_("jiangli").get(f"/plans/{waiting.pk}/names").status_code in {403, 404}
    assert as_("jiangli").get(f"/plans/{waiting.pk}/leads").status_code in {403, 404}


@pytest.fixture
def unled(new_plan, region, people):
    """A plan with two leads, with one responsible and no lead, with a group alone, and with nobody at all."""
    from citycircle.accounts.models import CollectiveName
    from citycircle.records.plans.models import Duty

    plan = new_plan(
        "LC-2027", city="lanchuan", organisation="lanchuan_drc",
        tasks=[("1", ("共建教育集团", ["lanchuan_drc", "lanchuan_edu"])), ("2", ("开通城际公交", [], ["lanchuan_edu"])),
               ("3", ("整治排污口", [], ["dongbu"])), ("4", ("办好运动会",)), ("5", ("编制规划",))],
    )  # fmt: skip
    every = CollectiveName.objects.create(name="各区县", city=region["lanchuan"], every_kind="county")
    Duty.objects.filter(task__number="3", task__plan=plan).update(through=every)
    plan.tasks.filter(number__in="45").update(path=["二、其他"])
    return plan


def test_leads_are_proposed_where_the_plan_names_them_and_never_out_of_a_group(unled, as_):  # noqa: F811
    page = body(as_("lanfeng").get(f"/plans/{unled.pk}/leads"))
    assert 'value="澜川市发展和改革委员会、澜川市教育局"' in page
    keys = dict(unled.tasks.values_list("number", "pk"))
    assert f'name="lead-{keys["2"]}" list="organisations" value="澜川市教育局"' in page
    assert f'name="lead-{keys["3"]}" list="organisations" value=""' in page
    assert page.count('name="with-') == 2


def test_task_section_and_rest_are_decided_with_one_reason(unled, as_, region):  # noqa: F811
    import re

    from citycircle.records.duties.questions import questions_of
    from citycircle.records.plans.ledgers import ledger_of
    from citycircle.records.plans.models import LeadDecision

    office, address = as_("lanfeng"), f"/plans/{unled.pk}/leads"
    _, second = re.findall(r'name="(section-\w+)"', body(office.get(address)))
    keys = dict(unled.tasks.values_list("number", "pk"))
    given = {f"lead-{keys['1']}": "市发改委、市教育局", f"lead-{keys['3']}": "不设牵头", f"lead-{keys['4']}": "东埠区",
             f"with-{keys['4']}": "栖云县", second: "市发改委", "rest": "澜川市教育局"}  # fmt: skip
    answer = office.post(address, given)
    assert answer.status_code == 422, "without a reason nothing is decided"
    assert not LeadDecision.objects.exists()
    assert f'name="lead-{keys["4"]}" list="organisations" value="东埠区"' in body(answer)
    office.post(address, given | {"reason": "领导小组会议确定"})
    leads = {item.number: [party.name for party in item.leads] for item in ledger_of(unled).items}
    assert leads == {"1": ["澜川市发展和改革委员会", "澜川市教育局"], "2": ["澜川市教育局"], "3": [], "4": ["东埠区"],
                     "5": ["澜川市发展和改革委员会"]}  # fmt: skip
    assert unled.tasks.get(number="4").duties.get(kind="cooperating").organisation == region["qiyun"]
    assert questions_of(unled, ledger_of(unled)) == ()
    assert {one.reason for one in LeadDecision.objects.all()} == {"领导小组会议确定"}
    assert "各项任务的牵头单位都已明确" in body(office.get(address))


@pytest.mark.parametrize("page", ["names", "leads"])
def test_the_sheets_ask_the_same_questions_however_many_rows_they_have(page, new_plan, region, people, as_):  # noqa: F811
    from citycircle.accounts.models import ReadName
    from citycircle.records.plans.models import Duty

    def asked(code, count):
        name = [f"市{code}{at}局" for at in range(count)] if page == "names" else []
        plan = new_plan(code, city="lanchuan", organisation="lanchuan_drc",
                        tasks=[(str(at), (f"任务{at}", name[at : at + 1])) for at in range(count)])  # fmt: skip
        for each in name:
            row = ReadName.objects.create(name=each, city=region["lanchuan"], first_seen=NOW)
            Duty.objects.filter(name=each).update(read_name=row)
        with CaptureQueriesContext(connection) as questions:
            assert as_office.get(f"/plans/{plan.pk}/{page}").status_code == 200
        return len(questions)

    as_office = as_("lanfeng")
    assert asked("甲", 2) == asked("乙", 20)


def test_names_on_the_sheet_are_those_of_the_page_for_one(waiting, region):
    from citycircle.accounts import naming

    names, city = ["市发展改革委", "市教育局"], region["lanchuan"]
    several = naming.likest(names, city=city, day=DAY)
    assert {name: [row for _, row in found] for name, found in several.items()} == {
        name: naming.proposals(name, city=city, day=DAY) for name in names
    }
