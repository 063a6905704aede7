"""The pages of forms: counted before they are sent, refused with the owner's name, and the month's burden."""

from __future__ import annotations

from datetime import timedelta

import pytest

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(somebody, enter):
    return enter(somebody("ban", "office_reviewer", "lanchuan_drc")[0])


@pytest.fixture
def given(region):
    return {
        "organisation": str(region["lanchuan_drc"].pk),
        "code": "people",
        "called": "人口月报",
        "basis": "澜政办〔2026〕9号",
        "cadence": "monthly_28",
        "valid_from": "2026-03-01",
        "valid_to": "2027-12-31",
        "asked": "澜川市教育局\n东埠区",
        "fields": "population｜常住人口｜数字｜万人\nprogress｜本月进展情况｜一段文字",
    }


def test_the_cost_is_shown_before_anything_is_sent(office, given):
    from citycircle.records.month.models import ReportForm

    page = office.post("/forms/admit", {**given, "count": "yes"}).content.decode()
    assert "2项×2个单位＝4格" in page
    assert "月进展报送“本月进展”" in page
    assert not ReportForm.objects.exists()
    assert office.post("/forms/admit", {**given, "count": "yes", "asked": "无名局"}).status_code == 422


def test_a_form_is_admitted_shown_and_ended(office, given):
    from django.utils.timezone import localdate

    from citycircle.records.month.models import ReportForm

    given = {**given, "valid_to": str(localdate() + timedelta(days=60))}
    assert office.post("/forms/admit", given).status_code == 302
    row = ReportForm.objects.get()
    assert "人口月报" in office.get("/forms/").content.decode()
    page = office.get(f"/forms/{row.pk}").content.decode()
    for words in ("澜政办〔2026〕9号", "每月28日前", "常住人口", "停用"):
        assert words in page
    ended = {"last": str(localdate()), "reason": "已并入一表通", "seen": "1"}
    assert office.post(f"/forms/{row.pk}/end", ended).status_code == 302
    row.refresh_from_db()
    assert row.valid_to == localdate()


def test_what_has_an_owner_is_refused_with_the_owners_name(office, given):
    owned = {**given, "asked": "澜川市教育局", "fields": "population｜常住人口｜数字｜万人｜澜川市教育局"}
    assert office.post("/forms/admit", owned).status_code == 302
    again = office.post("/forms/admit", {**given, "code": "again", "asked": "东埠区"})
    assert again.status_code == 422
    assert "由澜川市教育局负责" in again.content.decode()


def test_the_burden_and_what_came_in_are_counted_for_the_office(office, part, client, somebody, enter):
    part("lanchuan_edu", "25", number=1)
    part("lanchuan_edu", reports=True, number=2)
    page = office.get("/forms/completeness?month=2026-03").content.decode()
    assert "澜川市教育局" in page
    assert "50.0%" in page
    assert office.get("/forms/completeness?month=soon").status_code == 200
    assert "本月共须填写" in office.get("/forms/burden").content.decode()
    clerk = enter(somebody("jing", "filler", "lanchuan_edu")[0])
    assert clerk.get("/forms/burden").status_code == 403
    assert clerk.get("/forms/").status_code == 200
