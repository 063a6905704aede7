"""The pages of a month: fill, send, sign, review, lock, correct, and the steps of a part, each within its rights."""

from __future__ import annotations

from datetime import date

import pytest
from tests.region import NOW

CELLS = {"cell-progress": "3月12日完成校车互认协议签署。", "cell-total": "3.5", "cell-next_step": "4月10日前印发细则。"}


@pytest.fixture
def people(somebody):
    return {
        "clerk": somebody("jing", "filler", "lanchuan_edu")[0],
        "head": somebody("ju", "organisation_head", "lanchuan_edu")[0],
        "stranger": somebody("heclerk", "filler", "heyang_drc")[0],
        "reviewer": somebody("ban", "office_reviewer", "lanchuan")[0],
        "leader": somebody("zhang", "leader", "lanchuan")[0],
    }


@pytest.fixture
def part(region, do):
    from citycircle.records.month.actions.parts import OpenParts
    from citycircle.records.plans.models import Duty, Plan, Task

    plan = Plan.objects.create(code="P1", title="要点", state="issued", organisation=region["office"], made_at=NOW)
    task = Task.objects.create(plan=plan, key="1", code="P1-1", order=1, title="校车互认", state="issued",
                               due=date(2027, 11, 30))  # fmt: skip
    Duty.objects.create(task=task, kind="lead", name="市教育局", organisation=region["lanchuan_edu"])
    return do(OpenParts(plan=plan, document="3号"))[0]


@pytest.fixture
def report(part, people, region, do):
    from citycircle.records.month.actions.opening import OpenMonth
    from citycircle.records.month.models import Report

    do(OpenMonth(office=region["lanchuan"], month=date(2026, 3, 1), due=date(2027, 3, 27)))
    return Report.objects.get()


def press(client, report, act, **data):
    report.refresh_from_db()
    return client.post(f"/reports/{report.pk}", {"seen": report.version, "act": act, **data})


def test_a_report_is_filled_sent_signed_and_reviewed_on_one_page(report, people, enter):
    client = enter(people["clerk"])
    page = client.get(f"/reports/{report.pk}").content.decode()
    assert "无变化，确认" in page
    assert 'name="cell-progress"' in page
    assert press(client, report, "send", **CELLS).status_code == 302
    report.refresh_from_db()
    assert report.state == "signing"
    client = enter(people["head"])
    assert "签发报送" in client.get(f"/reports/{report.pk}").content.decode()
    press(client, report, "sign")
    client = enter(people["reviewer"])
    assert "校车互认" in client.get("/reports/queue/").content.decode()
    answer = press(client, report, "review", **{"ask-total": "与协议不一致？"})
    assert answer.status_code == 302
    report.refresh_from_db()
    assert report.state == "returned"
    assert "与协议不一致？" in enter(people["clerk"]).get(f"/reports/{report.pk}").content.decode()


def test_questions_are_asked_before_sending_and_skipped_with_a_reason(report, people, enter):
    client = enter(people["clerk"])
    answer = press(client, report, "send", **{"cell-progress": "有序推进中。", "cell-next_step": "继续推进。"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "送出前请核对" in page
    assert "why-no_content:progress:" in page
    reasons = {"why-no_content:progress:": "学期中", "why-no_next_step:next_step:": "待下学期"}
    assert press(client, report, "send", **reasons).status_code == 302


def test_nothing_new_is_one_click(report, people, enter):
    assert press(enter(people["clerk"]), report, "no_change").status_code == 302
    report.refresh_from_db()
    assert report.state == "submitted"


def test_a_stranger_city_sees_neither_report_nor_part(report, part, people, enter):
    client = enter(people["stranger"])
    assert client.get(f"/reports/{report.pk}").status_code == 404
    assert client.get(f"/parts/{part.pk}").status_code == 404
    assert press(client, report, "fill", **CELLS).status_code == 404


def test_an_act_that_is_not_ones_own_is_refused(report, people, enter):
    assert press(enter(people["reviewer"]), report, "fill", **CELLS).status_code == 422
    assert press(enter(people["head"]), report, "moon").status_code == 422


def test_a_month_is_locked_and_corrected_on_its_pages(report, people, region, enter):
    for person, act, data in (("clerk", "send", CELLS), ("head", "sign", {}), ("reviewer", "review", {})):
        assert press(enter(people[person]), report, act, **data).status_code == 302
    client = enter(people["reviewer"])
    city = region["lanchuan"].pk
    assert "采用" in client.get("/months/").content.decode()
    locked = client.post(f"/months/{city}/lock", {"month": "2026-03-01", "summary": "3月汇总", "notice": "第3期"})
    assert locked.status_code == 302
    client = enter(people["head"])
    report.refresh_from_db()
    slip = client.post(
        f"/reports/{report.pk}/correct",
        {"seen": report.version, "field": "total", "new": "0.35", "reason": "小数点误写"},
    )
    assert slip.status_code == 302
    address = slip["Location"]
    assert enter(people["reviewer"]).post(address, {"act": "show"}).status_code == 302
    client = enter(people["leader"])
    page = client.get(address).content.decode()
    assert "第3期" in page
    assert "<del>3.5</del>" in page
    shown = page.split('name="shown" value="')[1].split('"')[0]
    assert client.post(address, {"act": "sign", "shown": "0"}).status_code == 422
    assert client.post(address, {"act": "sign", "shown": shown}).status_code == 302
    assert "已批准" in client.get("/corrections/").content.decode()


def test_the_steps_of_a_part_are_offered_to_those_who_may(part, people, enter):
    from citycircle.mechanisms.tasks.vocabulary import HANDLING_PLAN

    client = enter(people["clerk"])
    page = client.get(f"/parts/{part.pk}").content.decode()
    assert "签收" in page
    assert client.post(f"/parts/{part.pk}/steps/acknowledge", {"seen": part.version}).status_code == 302
    part.refresh_from_db()
    assert client.get(f"/parts/{part.pk}/steps/approve_plan").status_code == 404
    form = client.get(f"/parts/{part.pk}/steps/submit_plan").content.decode()
    assert "经办人员" in form
    plan = {**dict.fromkeys(HANDLING_PLAN, "有"), "proof_kind": "document", "seen": part.version}
    assert client.post(f"/parts/{part.pk}/steps/submit_plan", plan).status_code == 302
    part.refresh_from_db()
    assert enter(people["leader"]).post(
        f"/parts/{part.pk}/steps/approve_plan", {"seen": part.version}
    ).status_code == 302  # fmt: skip
    part.refresh_from_db()
    assert part.state == "underway"
    client = enter(people["clerk"])
    filed = client.post(f"/parts/{part.pk}/proof", {"kind": "document", "reference": "12号"})
    assert filed.status_code == 302
    assert "12号" in client.get(f"/parts/{part.pk}").content.decode()
    for address in ("/parts/", "/reports/", "/reports/own/"):
        assert client.get(address).status_code == 200


def test_the_home_page_says_which_reports_wait(report, people, enter):
    assert "待您办理的月报" in enter(people["clerk"]).get("/").content.decode()
    press(enter(people["clerk"]), report, "no_change")
    assert "待初核的月报" in enter(people["reviewer"]).get("/").content.decode()
