"""The doors of lights, orders and forms: the same rights and refusals as the pages."""

from __future__ import annotations

from datetime import date

import pytest

pytestmark = pytest.mark.django_db
END = date(2026, 3, 31)


@pytest.fixture
def ask(somebody, enter):
    def door(person):
        client = enter(person)

        def call(path, body=None):
            if body is None:
                return client.get(f"/api/v1/{path}")
            return client.post(f"/api/v1/{path}", body, content_type="application/json")

        return call

    return door


@pytest.fixture
def lit(part, region, do):
    from citycircle.records.month.actions.lights import LightMonth

    made = part("lanchuan_edu", "5", due=date(2026, 3, 16))
    do(LightMonth(city=region["lanchuan"], month=END, on=END))
    return made


def test_lights_are_read_set_and_computed_by_whom_they_belong_to(lit, region, somebody, ask):
    supervisor = ask(somebody("du", "supervisor", "lanchuan_drc")[0])
    (found,) = supervisor("lights").json()["rows"]
    assert (found["colour"], found["light"]["facts"]["values"]) == ("yellow", {"behind_plan": "20/1"})
    number = found["light"]["id"]
    assert supervisor("lights/set", {"light": number, "colour": "green"}).status_code == 422
    assert supervisor("lights/set", {"light": number, "colour": "green", "reason": "已批复"}).status_code == 200
    lanchuan = region["lanchuan"].pk
    again = {"city": lanchuan, "month": "2026-03-01", "on": "2026-03-31"}
    assert supervisor("lights/compute", again).json()["value"] == 1
    stranger = ask(somebody("he", "supervisor", "heyang_drc")[0])
    assert stranger("lights").json()["rows"] == []
    assert stranger("lights/set", {"light": number, "colour": "red", "reason": "x"}).status_code in {403, 404}
    assert stranger("lights/compute", again).status_code in {403, 404}


def test_a_policy_with_a_gap_is_refused_with_its_place(lit, region, somebody, ask):
    from citycircle.core.messages import Text
    from citycircle.records.month.policies import rows_of

    office = ask(somebody("ban", "office_reviewer", "lanchuan_drc")[0])
    rows = rows_of("wuhan", "lanchuan", Text("澜川", "Lanchuan"), on=END)
    body = {
        "organisation": region["lanchuan_drc"].pk, "code": "lanchuan", "called": "澜川", "source": "办法第三条",
        "valid_from": "2026-04-01", "reason": "新办法", "rows": rows,
    }  # fmt: skip
    faulty = [{**row, "bounds": "[70,80)"} if row.get("number") == 2 else row for row in rows]
    refused = office("lights/policies/keep", {**body, "rows": faulty})
    assert refused.status_code == 422
    assert "60–70" in refused.json()["error"]["what"] + refused.json()["error"]["why"]
    assert office("lights/policies/keep", body).status_code == 200
    assert office("lights/policies").json()["rows"][0]["code"] == "lanchuan"


def test_an_instruction_is_given_and_followed_by_program(lit, region, somebody, ask):
    somebody("ban", "office_reviewer", "lanchuan_drc")
    leader = ask(somebody("shi", "leader", "lanchuan")[0])
    body = {"part": lit.pk, "words": "请一周内拿出方案", "urgency": "instruction_urgent"}
    assert leader("orders/instruct", body).status_code == 200
    clerk = ask(somebody("jing", "filler", "lanchuan_edu")[0])
    (order,) = clerk("orders").json()["rows"]
    step = {
        "case": order["id"], "seen": order["version"], "step": "reply", "role": "organisation",
        "acting": region["lanchuan_edu"].pk, "data": {"reply": "方案已报"},
    }  # fmt: skip
    assert clerk("orders/step", {**step, "role": "issuer"}).status_code in {403, 404}
    assert clerk("orders/step", step).status_code == 200
    assert clerk("orders").json()["rows"][0]["state"] == "replied"


def test_slips_are_answered_and_judged_by_program(lit, do, somebody, ask):
    from citycircle.records.month.actions.chasing import ChaseDay

    office = ask(somebody("ban", "office_reviewer", "lanchuan_drc")[0])
    do(ChaseDay(on=date(2026, 3, 17)))
    clerk = ask(somebody("jing", "filler", "lanchuan_edu")[0])
    (slip,) = clerk("orders/chases").json()["rows"]
    answer = {"chase": slip["id"], "words": "等待省级批复", "new_date": "2026-06-30"}
    assert clerk("orders/chases/answer", answer).status_code == 200
    office = ask(somebody("ban2", "office_reviewer", "lanchuan_drc")[0])
    verdict = {"chase": slip["id"], "verdict": "accepted", "reason": "属上级审批"}
    assert office("orders/chases/judge", verdict).status_code == 200
    assert office("orders/chases").json()["rows"][0]["verdict"] == "accepted"


def test_forms_are_admitted_ended_and_counted_by_program(part, region, somebody, ask):
    part("lanchuan_edu", "25")
    office = ask(somebody("ban", "office_reviewer", "lanchuan_drc")[0])
    body = {
        "organisation": region["lanchuan_drc"].pk, "code": "people", "called": "人口月报", "basis": "2026年9号",
        "cadence": "monthly_28", "valid_from": "2026-03-01", "valid_to": "2099-12-31",
        "asked": [region["lanchuan_edu"].pk],
        "fields": [{"key": "population", "title": "常住人口", "kind": "number"}],
    }  # fmt: skip
    assert (
        office("forms/admit", {**body, "fields": [{"key": "p", "title": "照片", "kind": "photo"}]}).status_code == 422
    )
    assert office("forms/admit", body).status_code == 200
    (form,) = office("forms").json()["rows"]
    end = {"form": form["id"], "seen": form["version"], "last": "2099-01-01", "reason": "并入一表通"}
    assert office("forms/end", end).status_code == 200
    (count,) = office("forms/completeness?month=2026-03-15").json()
    assert (count["expected"], count["received"], count["on_time"]) == (1, 1, 1)
