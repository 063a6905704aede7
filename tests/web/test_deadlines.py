"""The chain of deadlines of a month by page: each layer sets its own, everybody sees all, long buffers explained."""

from __future__ import annotations

import json
from datetime import date

import pytest
from tests.region import NOW

from citycircle.records.month.deadlines import Deadline, trunk_of, versions_of

pytestmark = pytest.mark.django_db
MARCH = date(2026, 3, 1)


@pytest.fixture
def put(enter, somebody, region):
    """Set the link of an organisation by its page, as one of its people."""
    who = {
        "office": ("quan", "office_reviewer", "office"),
        "lanchuan": ("ban", "office_reviewer", "lanchuan"),
        "dongbu": ("dong", "organisation_head", "dongbu"),
        "heyang": ("heban", "office_reviewer", "heyang"),
    }

    def post(name, due, above=None, by=None, **more):
        from citycircle.accounts.models import Person

        sign_in, role, place = who[by or name]
        person = Person.objects.filter(sign_in_name=sign_in).first() or somebody(sign_in, role, place)[0]
        given = {"month": "2026-03-10", "due": due, "above": str(region[above].pk) if above else "", **more}
        return enter(person).post(f"/deadlines/{region[name].pk}/set", given)

    return post


@pytest.fixture
def chain(put):
    assert put("office", "2026-03-28", superior="云泽省发展改革委", superior_due="2026-03-31").status_code == 302
    assert put("lanchuan", "2026-03-26", "office", received="2026-03-01").status_code == 302
    assert put("dongbu", "2026-03-24", "lanchuan").status_code == 302


def test_the_chain_is_seen_from_the_superior_down_with_its_buffers(chain, enter, somebody):
    page = enter(somebody("jing", "filler", "dongbu")[0]).get("/deadlines/?month=2026-03").content.decode()
    assert (
        "云泽省发展改革委3月31日（原始时限） → 汀河都市圈建设领导小组办公室3月28日（较上一级提前3天） → "
        "澜川市3月26日（较上一级提前2天） → 东埠区3月24日（较上一级提前2天）"
    ) in page
    assert "澜川市：收到至转发用时" in page
    assert page.index("领导小组办公室") < page.index("澜川市")


def test_another_city_sees_it_too_and_sets_nothing_of_it(chain, enter, somebody, region):
    client = enter(somebody("he", "office_reviewer", "heyang")[0])
    assert "东埠区" in client.get("/deadlines/?month=2026-03").content.decode()
    for name in ("lanchuan", "dongbu", "office"):
        assert client.get(f"/deadlines/{region[name].pk}/set").status_code == 404


@pytest.mark.parametrize("by", ["lanchuan", "office", "heyang"])
def test_nobody_sets_a_countys_link_but_the_county(put, by, chain):
    assert put("dongbu", "2026-03-20", "lanchuan", by=by).status_code == 404
    assert Deadline.objects.filter(organisation__code="990101").count() == 1


@pytest.mark.parametrize(
    ("due", "more", "words"),
    [
        ("2026-03-20", {}, "超过7天"),
        ("2026-03-29", {}, "晚于上一级"),
        ("2026-03-26", {"superior": "省", "superior_due": "2026-03-31"}, "两个上级"),
        ("2026-03-26", {"superior": "省"}, "没有写全"),
        ("2026-03-26", {"received": "2099-01-01"}, "早于收到日期"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_rule(put, due, more, words):
    assert put("office", "2026-03-28").status_code == 302
    answer = put("lanchuan", due, "office", **more)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Deadline.objects.filter(organisation__code="990100").exists()


def test_a_long_buffer_stands_with_its_reason_for_all_to_see(put, client):
    put("office", "2026-03-28")
    assert put("lanchuan", "2026-03-18", "office", why="须经市政府常务会审议").status_code == 302
    page = client.get("/deadlines/?month=2026-03").content.decode()
    assert "10天，超过7天" in page
    assert "须经市政府常务会审议" in page


def test_a_new_date_is_a_new_version_and_a_link_above_that_moved_shows_where_it_breaks(chain, put, client, region):
    put("lanchuan", "2026-03-22", "office", received="2026-03-01")
    assert [row.due.day for row in versions_of(MARCH)[region["lanchuan"].pk]] == [26, 22]
    page = client.get("/deadlines/?month=2026-03").content.decode()
    assert "原为2026年3月26日" in page
    assert "不衔接" in page
    assert "晚于上一级" in page


def test_no_circle_and_no_superior_that_has_not_set_its_own(chain, put, region):
    answer = put("office", "2026-03-20", "dongbu")
    assert answer.status_code == 422
    assert "承接本单位" in answer.content.decode()
    other = put("lanchuan", "2026-02-20", "office", month="2026-02-01")
    assert other.status_code == 422
    assert "尚未公布" in other.content.decode()
    Deadline.objects.filter(organisation=region["office"]).update(above=region["dongbu"])
    assert len(trunk_of(region["dongbu"].pk, versions_of(MARCH))) == 3


def test_the_month_is_opened_for_the_day_that_the_chain_names(put, client, region):

    from citycircle.records.plans.models import Duty, Plan, Task

    put("lanchuan", "2026-03-26", by="lanchuan")
    plan = Plan.objects.create(code="P1", title="要点", state="issued", organisation=region["office"], made_at=NOW)
    task = Task.objects.create(plan=plan, key="1", code="P1-1", order=1, title="校车互认", state="issued")
    Duty.objects.create(task=task, kind="lead", name="市教育局", organisation=region["lanchuan_edu"])
    address = f"/months/{region['lanchuan'].pk}/open"
    refused = client.post(address, {"month": "2026-03-01", "due": "2026-03-20"})
    assert refused.status_code == 422
    assert "2026-03-26" in refused.content.decode()
    assert client.post(address, {"month": "2026-03-01", "due": "2026-03-26"}).status_code == 302


def test_programs_read_and_set_it_too(chain, enter, somebody, region):
    client = enter(somebody("jing", "filler", "lanchuan_edu")[0])
    rows = client.get("/api/v1/reports/deadlines").json()["rows"]
    assert [(row["due"], row["above"]) for row in rows] == [
        ("2026-03-28", None), ("2026-03-26", region["office"].pk), ("2026-03-24", region["lanchuan"].pk)
    ]  # fmt: skip
    body = {"organisation": region["lanchuan_edu"].pk, "month": "2026-03-01", "due": "2026-03-25",
            "above": region["lanchuan"].pk}  # fmt: skip
    kept = client.post("/api/v1/reports/deadlines/keep", json.dumps(body), content_type="application/json")
    assert kept.status_code == 200, kept.content
    body["organisation"] = region["dongbu"].pk
    refused = client.post("/api/v1/reports/deadlines/keep", json.dumps(body), content_type="application/json")
    assert refused.status_code in {403, 404}
