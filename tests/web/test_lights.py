"""The pages of lights: words and arithmetic, a light set by hand, a policy of one's own."""

from __future__ import annotations

from datetime import date

import pytest

pytestmark = pytest.mark.django_db
END = date(2026, 3, 31)


@pytest.fixture
def lit(part, region, do):
    from citycircle.records.month.actions.lights import LightMonth

    made = part("lanchuan_edu", "5")
    do(LightMonth(city=region["lanchuan"], month=END, on=END))
    made.refresh_from_db()
    return made


@pytest.fixture
def supervisor(somebody, enter):
    return enter(somebody("du", "supervisor", "lanchuan_drc")[0])


def test_the_list_says_the_light_as_a_word_with_its_arithmetic(lit, supervisor):
    page = supervisor.get("/lights/").content.decode()
    assert "黄灯" in page
    assert "落后20个百分点" in page
    assert "任务1" in page
    assert "任务1" not in supervisor.get("/lights/?light=red").content.decode()
    assert supervisor.get("/lights/?format=xlsx").status_code == 200


def test_one_matter_shows_both_lights_the_reason_and_twelve_months(lit, supervisor):
    light = lit.lights.get()
    page = supervisor.get(f"/lights/{lit.pk}").content.decode()
    assert "银川·进度" in page
    assert "2026年3月" in page
    answer = supervisor.post(f"/lights/set/{light.pk}", {"colour": "green", "reason": "汛期停工，已批复"})
    assert answer.status_code == 302
    page = supervisor.get(f"/lights/{lit.pk}").content.decode()
    assert "汛期停工，已批复" in page
    assert "落后20个百分点" in page
    english = supervisor.get(f"/lights/{lit.pk}", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "percentage points behind" in english or "个百分点" in english


def test_a_light_needs_a_reason_before_it_is_set(lit, supervisor):
    light = lit.lights.get()
    assert supervisor.post(f"/lights/set/{light.pk}", {"colour": "green", "reason": ""}).status_code == 422
    light.refresh_from_db()
    assert light.human_colour == ""


def test_another_city_sees_neither_the_matter_nor_the_form(lit, somebody, enter):
    stranger = enter(somebody("he", "supervisor", "heyang_drc")[0])
    assert "任务1" not in stranger.get("/lights/").content.decode()
    assert stranger.get(f"/lights/{lit.pk}").status_code == 404
    assert stranger.post(f"/lights/set/{lit.lights.get().pk}", {"colour": "red", "reason": "x"}).status_code == 404


def test_whoever_it_waits_for_sees_it(lit, region, somebody, enter):
    from citycircle.records.month.models import Light

    Light.objects.update(waits_for=region["heyang_drc"])
    waiting = enter(somebody("jie", "filler", "heyang_drc")[0])
    assert "任务1" in waiting.get("/lights/").content.decode()
    assert waiting.get(f"/lights/{lit.pk}").status_code == 200


def test_policies_are_shown_with_their_source_and_a_city_sets_its_own(lit, region, somebody, enter):
    from citycircle.records.month.models import LightPolicy

    office = enter(somebody("ban", "office_reviewer", "lanchuan_drc")[0])
    page = office.get("/lights/policies").content.decode()
    assert "银川·进度" in page
    assert "原文未列明" in page
    form = office.get("/lights/policies/keep?base=yinchuan_progress").content.decode()
    assert "behind_plan｜[10,30]｜黄灯｜落后序时｜behind plan" in form
    bands = ["behind_plan｜(-∞,5)｜绿灯｜达序时｜on plan", "behind_plan｜[5,∞)｜红灯｜落后｜behind"]
    given = {
        "organisation": region["lanchuan_drc"].pk, "base": "yinchuan_progress", "valid_from": "2026-04-01",
        "source": "澜督发〔2026〕3号", "code": "lanchuan", "called": "澜川·进度", "reason": "新办法施行",
        "bands": "\n".join(bands),
    }  # fmt: skip
    refused = office.post("/lights/policies/keep", {**given, "bands": bands[0]})
    assert refused.status_code == 422
    assert "中断" in refused.content.decode()
    assert office.post("/lights/policies/keep", given).status_code == 302
    assert LightPolicy.objects.get().rows[-1]["bounds"] == "[5,∞)"
    late = {**given, "valid_from": "2026-03-01", "code": "other"}
    assert "已经亮过灯" in office.post("/lights/policies/keep", late).content.decode()


def test_the_list_asks_the_same_number_of_questions_with_more_rows(
    lit, part, supervisor, django_assert_max_num_queries
):
    for number in range(2, 12):
        part("lanchuan_edu", "25", number=number)
    with django_assert_max_num_queries(12):
        supervisor.get("/lights/")
