"""Pages and doors of links: decided by keyboard or by program, out of sight for a stranger city."""

from __future__ import annotations

import io
import json

import openpyxl
import pytest
from tests.records.links import plans as texts

from citycircle.records.links.models import Link, LinkState, Mismatch
from citycircle.records.plans.models import Plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(somebody):
    return {
        "lan": somebody("lan", "office_reviewer", "lanchuan_drc"),
        "he": somebody("he", "office_reviewer", "heyang_drc"),
        "clerk": somebody("clerk", "filler", "lanchuan_edu"),
    }


@pytest.fixture
def plans(region, people, service):
    return {
        "regional": texts.written(texts.REGIONAL, region["office"], service),
        "city": texts.written(texts.CITY, region["lanchuan_drc"], service, issued=False),
        "neighbour": texts.written(texts.NEIGHBOUR, region["heyang_drc"], service),
    }


@pytest.fixture
def office(enter, people):
    return lambda: enter(people["lan"][0])


@pytest.fixture
def traced(office, plans):
    """The city's plan with proposals against the regional one, named on its page."""
    client = office()
    answer = client.post(f"/plans/{plans['city'].pk}/links", {"name": "", "upper": plans["regional"].pk})
    assert answer.status_code == 302
    return {(link.task.number, link.clause.number): link for link in Link.objects.all()}


def test_naming_an_upper_plan_shows_proposals_with_marked_words(office, plans, traced):
    text = office().get(f"/plans/{plans['city'].pk}/links").content.decode()
    assert "<mark>入河排污口整治</mark>" in text
    assert "认定 <kbd>A</kbd>" in text
    assert "同一职能部门" in text


def test_a_button_decides_and_htmx_gets_the_card_back(office, plans, traced):
    client, link = office(), traced["1", "1"]
    address = f"/plans/{plans['city'].pk}/links"
    card = client.post(address, {"accept": link.pk}, headers={"HX-Request": "true"}).content.decode()
    assert card.lstrip().startswith("<article")
    assert "已认定" in card
    assert "<html" not in card
    answer = client.post(address, {"reject": traced["2", "2"].pk, "reason": ""})
    assert answer.status_code in {400, 422}
    client.post(address, {"reject": traced["2", "2"].pk, "reason": "只是用语相近"})
    states = {link.task.number: link.state for link in Link.objects.all()}
    assert states == {"1": LinkState.ACCEPTED, "2": LinkState.REJECTED}
    client.post(address, {"reopen": traced["2", "2"].pk})
    assert Link.objects.get(pk=traced["2", "2"].pk).state == LinkState.PROPOSED


def test_a_task_is_linked_by_hand(office, plans, traced):
    task, clause = plans["city"].tasks.get(number="3"), plans["regional"].tasks.get(number="3")
    given = {"add": "", "above": plans["regional"].pk, "task": task.pk, "clause": clause.pk}
    office().post(f"/plans/{plans['city'].pk}/links", given)
    assert Link.objects.get(task=task).state == LinkState.ACCEPTED


def test_the_matrix_is_narrowed_and_goes_to_excel(office, plans, traced):
    client, pk = office(), plans["city"].pk
    for link in traced.values():
        client.post(f"/plans/{pk}/links", {"accept": link.pk})
    page = client.get(f"/plans/{pk}/coverage").content.decode()
    assert "上级时限为2026年6月底前，本级为2026年9月底前，时限推后。" in page
    only = client.get(f"/plans/{pk}/coverage?show=uncovered").content.decode()
    assert "共享大型科研仪器" in only
    assert "加快市域铁路成网" not in only
    orphans = client.get(f"/plans/{pk}/coverage?show=orphans").content.decode()
    assert "办好汀河马拉松" in orphans
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"/plans/{pk}/coverage?format=xlsx").content))
    assert book.sheetnames == ["承接矩阵", "无上级依据的任务", "疑似重复"]
    cells = [cell.value for row in book["承接矩阵"].iter_rows() for cell in row if cell.value]
    assert any("未承接" in str(cell) for cell in cells)
    assert any("时限推后" in str(cell) for cell in cells)


def test_english_pages_say_everything_in_english(office, plans, traced):
    client, pk = office(), plans["city"].pk
    client.post("/language/", {"language": "en", "next": "/"})
    client.post(f"/plans/{pk}/links", {"accept": traced["1", "1"].pk})
    page = client.get(f"/plans/{pk}/coverage").content.decode()
    assert "The upper plan says 2026年6月底前, this one 2026年9月底前: later." in page
    assert "words in common" in client.get(f"/plans/{pk}/links").content.decode()


def test_a_stranger_city_sees_nothing_of_anothers_draft(enter, people, plans, traced, office):
    office().post(f"/plans/{plans['city'].pk}/beside", {"with": plans["neighbour"].pk, "find": ""})
    assert Mismatch.objects.count() == 2
    client = enter(people["he"][0])
    for address in ("links", "coverage", "beside", "years", "next"):
        assert client.get(f"/plans/{plans['city'].pk}/{address}").status_code == 404
    assert client.get(f"/mismatches/{Mismatch.objects.first().pk}/raise").status_code == 404
    beside = client.get(f"/plans/{plans['neighbour'].pk}/beside").content.decode()
    assert plans["city"].title not in beside
    assert "抓好澜禾市域铁路" not in client.get("/consultations/").content.decode()
    assert client.get("/api/v1/links").json()["rows"] == []
    assert client.get("/api/v1/links/mismatches").json()["rows"] == []
    assert client.get(f"/api/v1/links/coverage?plan={plans['city'].pk}&above={plans['regional'].pk}").status_code == 404


def test_a_clerk_reads_and_decides_nothing(enter, people, plans, traced):
    client = enter(people["clerk"][0])
    page = client.get(f"/plans/{plans['city'].pk}/links").content.decode()
    assert "<kbd>A</kbd>" not in page
    assert client.post(f"/plans/{plans['city'].pk}/links", {"accept": traced["1", "1"].pk}).status_code == 403


@pytest.fixture
def consultation(office, plans):
    client, pk = office(), plans["city"].pk
    client.post(f"/plans/{pk}/beside", {"with": plans["neighbour"].pk, "find": ""})
    mismatch = Mismatch.objects.get(kind="date")
    answer = client.post(f"/mismatches/{mismatch.pk}/raise", {"proposal": "统一为9月底前", "wished": "2026-12-31"})
    assert answer.status_code == 302, answer.content.decode()[:2000]
    mismatch.refresh_from_db()
    return mismatch


def test_two_plans_stand_side_by_side_and_a_mismatch_is_set_aside_with_a_reason(office, plans):
    client, pk, other = office(), plans["city"].pk, plans["neighbour"].pk
    page = client.get(f"/plans/{pk}/beside?with={other}").content.decode()
    assert "时间不一致，建议双方协商" in page
    assert "建设澜禾快速路禾阳段" in page
    assert "/raise" not in page
    client.post(f"/plans/{pk}/beside", {"with": other, "find": ""})
    missing = Mismatch.objects.get(kind="missing")
    client.post(f"/plans/{pk}/beside", {"with": other, "aside": missing.pk, "reason": "由省里统筹"})
    page = client.get(f"/plans/{pk}/beside?with={other}").content.decode()
    assert "由省里统筹" in page
    assert f"/mismatches/{Mismatch.objects.get(kind='date').pk}/raise" in page
    assert f"/mismatches/{missing.pk}/raise" not in page


def test_a_consultation_goes_from_proposal_to_agreed_text_on_its_page(enter, people, consultation):
    client = enter(people["he"][0])
    address = f"/consultations/{consultation.pk}"
    page = client.get(address).content.decode()
    assert "统一为9月底前" in page
    assert "签收" in page

    def take(step, acting, **given):
        consultation.case.refresh_from_db()
        return client.post(address, {"step": step, "acting": acting, "seen": consultation.case.version, **given})

    assert take("acknowledge", "990200").status_code == 302
    assert take("accept", "990100", words="同意", day="2026-09-30").status_code == 403
    assert take("accept", "990200", words="同意", day="2099-09-30").status_code == 302
    consultation.refresh_from_db()
    assert consultation.agreed == "同意"
    page = client.get(address).content.decode()
    assert "商定文字" in page
    assert "系统不代改" in page


def test_next_years_plan_is_drafted_and_compared(office, plans):
    client, plan = office(), plans["city"]
    marathon = plan.tasks.get(number="3")
    page = client.get(f"/plans/{plan.pk}/next").content.decode()
    assert 'value="2027"' in page
    assert "2027年工作要点" in page
    given = {"year": "2027", "called": "澜川市2027年工作要点", "finished": [marathon.pk]}
    answer = client.post(f"/plans/{plan.pk}/next", given)
    made = Plan.objects.get(previous=plan)
    assert answer.url == f"/plans/{made.pk}/years"
    page = client.get(answer.url).content.decode()
    assert "延续 2" in page
    assert "退出 1" in page
    assert client.get(f"{answer.url}?format=xlsx").status_code == 200
    assert client.post(f"/plans/{plan.pk}/next", {"year": "", "called": ""}).status_code == 422


def test_programs_do_the_same_through_the_doors(office, plans, traced):
    client, city, regional = office(), plans["city"].pk, plans["regional"].pk
    rows = client.get(f"/api/v1/links?plan={city}").json()["rows"]
    assert {row["state"] for row in rows} == {"proposed"}
    assert rows[0]["words"][0]["word"]

    def post(door, **body):
        return client.post(f"/api/v1/links/{door}", json.dumps(body), content_type="application/json")

    assert post("accept", link=rows[0]["id"]).status_code == 200
    assert post("reject", link=rows[1]["id"]).status_code in {400, 422}
    assert post("reject", link=rows[1]["id"], reason="不相关").status_code == 200
    found = client.get(f"/api/v1/links/coverage?plan={city}&above={regional}").json()
    assert [row["standing"] for row in found["rows"]] == ["covered", "uncovered", "uncovered"]
    assert found["rows"][0]["gaps"][0]["kind"] == "later"
    assert post("mismatches/find", plan=city, beside=plans["neighbour"].pk).status_code == 200
    kinds = {row["kind"] for row in client.get("/api/v1/links/mismatches").json()["rows"]}
    assert kinds == {"date", "missing"}
    made = post("next-year", plan=city, year=2027, called="2027年工作要点").json()
    years = client.get(f"/api/v1/links/years?old={city}&new={made['id']}").json()
    assert {row["turn"] for row in years} == {"continued"}


def test_the_draft_of_next_year_opens_in_the_workbench_and_its_tasks_know_where_they_come_from(office, plans, people):
    from citycircle.web.pages.links import links_of_task

    client, plan = office(), plans["city"]
    client.post(f"/plans/{plan.pk}/next", {"year": "2027", "called": "澜川市2027年工作要点"})
    made = Plan.objects.get(previous=plan)
    page = client.get(f"/plans/{made.pk}/")
    assert page.status_code == 200
    assert "抓好澜禾市域铁路开通" in page.content.decode()
    task = made.tasks.get(number="1")
    assert links_of_task(task, people["lan"][1])["before"] == plan.tasks.get(number="1")
    assert links_of_task(task, people["he"][1]) is None


def test_the_pages_ask_the_same_number_of_questions_however_many_links_there_are(office, plans, traced, service):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from django.utils.timezone import now

    client, city, above = office(), plans["city"], plans["regional"]
    addresses = [f"/plans/{city.pk}/links?state=accepted", f"/plans/{city.pk}/coverage", "/consultations/"]

    def asked(address):
        client.get(address)
        with CaptureQueriesContext(connection) as questions:
            assert client.get(address).status_code == 200
        return len(questions)

    Link.objects.update(state=LinkState.ACCEPTED)
    before = [asked(address) for address in addresses]
    for task in city.tasks.all():
        for clause in above.tasks.all():
            Link.objects.get_or_create(task=task, clause=clause, defaults={"state": "accepted", "proposed_at": now()})
    assert [asked(address) for address in addresses] == before
    assert max(before) <= 30


def test_coordination_is_offered_when_the_answer_is_overdue_and_not_before(enter, people, consultation):
    from datetime import timedelta

    from citycircle.records.cases.models import CaseEvent, CaseRecord

    def offered():
        return "超期提请协调" in enter(people["he"][0]).get(f"/consultations/{consultation.pk}").content.decode()

    assert not offered()
    long_ago = consultation.case.opened_at - timedelta(days=30)
    CaseEvent.objects.update(at=long_ago)
    CaseRecord.objects.update(opened_at=long_ago)
    assert offered()
