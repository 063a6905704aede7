"""The pages of slips and orders: signing, answering, judging, and a leader's comment followed to its end."""

from __future__ import annotations

from datetime import date

import pytest

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(somebody):
    return {
        "clerk": somebody("jing", "filler", "lanchuan_edu"),
        "office": somebody("ban", "office_reviewer", "lanchuan_drc"),
        "leader": somebody("shi", "leader", "lanchuan"),
        "heyang": somebody("he", "office_reviewer", "heyang_drc"),
    }


@pytest.fixture
def slip(part, do, people):
    from citycircle.records.month.actions.chasing import ChaseDay
    from citycircle.records.month.models import Chase

    part("lanchuan_edu", due=date(2026, 3, 16))
    do(ChaseDay(on=date(2026, 3, 17)))
    return Chase.objects.get(rung="yellow")


def test_a_slip_is_answered_by_its_organisation_and_judged_by_the_office(slip, people, enter):
    clerk = enter(people["clerk"][0])
    page = clerk.get("/chases/").content.decode()
    assert "已逾期" in page or "逾期或进度滞后" in page
    assert "答复" in clerk.get(f"/chases/{slip.pk}").content.decode()
    assert clerk.post(f"/chases/{slip.pk}/answer", {"words": "等待省级批复"}).status_code == 422
    given = {"words": "等待省级批复", "new_date": "2026-06-30"}
    assert clerk.post(f"/chases/{slip.pk}/answer", given).status_code == 302
    office = enter(people["office"][0])
    assert "认定理由" in office.get(f"/chases/{slip.pk}").content.decode()
    assert office.post(f"/chases/{slip.pk}/judge", {"verdict": "refused", "reason": "批复已下达"}).status_code == 302
    assert "理由不成立" in office.get(f"/chases/{slip.pk}").content.decode()


def test_a_stranger_city_sees_no_slip(slip, people, enter):
    stranger = enter(people["heyang"][0])
    assert "任务1" not in stranger.get("/chases/").content.decode()
    for address in (f"/chases/{slip.pk}", f"/chases/{slip.pk}/sign"):
        assert stranger.get(address).status_code == 404


def test_a_signed_slip_becomes_an_order_whose_steps_are_each_sides_own(slip, people, enter):
    office = enter(people["office"][0])
    assert "催办单" in office.get(f"/chases/{slip.pk}/sign").content.decode()
    assert office.post(f"/chases/{slip.pk}/sign", {"draft": "请于期限前答复。"}).status_code == 302
    slip.refresh_from_db()
    address = f"/orders/{slip.case_id}"
    clerk = enter(people["clerk"][0])
    page = clerk.get(address).content.decode()
    assert "签收" in page
    assert "请于期限前答复。" in page
    assert clerk.post(address, {"step": "receive", "role": "organisation", "seen": "1"}).status_code == 302
    assert clerk.post(address, {"step": "reply", "role": "organisation", "seen": "2", "reply": ""}).status_code == 422
    assert clerk.post(address, {"step": "close", "role": "leader", "seen": "2"}).status_code == 302
    slip.case.refresh_from_db()
    assert slip.case.state == "received"
    assert clerk.post(address, {"step": "reply", "role": "organisation", "seen": "1", "reply": "x"}).status_code == 422
    assert "任务1" in clerk.get("/orders/").content.decode()
    assert enter(people["heyang"][0]).get(address).status_code == 404
