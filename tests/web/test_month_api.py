"""The doors of the month: what programs read, and the acts they may do, with the rights of whoever asks."""

from __future__ import annotations

import json
from datetime import date

import pytest
from tests.region import NOW


@pytest.fixture
def report(region, do):
    from citycircle.records.month.actions.opening import OpenMonth
    from citycircle.records.month.actions.parts import OpenParts
    from citycircle.records.month.models import Report
    from citycircle.records.plans.models import Duty, Plan, Task

    plan = Plan.objects.create(code="P1", title="要点", state="issued", organisation=region["office"], made_at=NOW)
    task = Task.objects.create(plan=plan, key="1", code="P1-1", order=1, title="校车互认", state="issued")
    Duty.objects.create(task=task, kind="lead", name="市教育局", organisation=region["lanchuan_edu"])
    do(OpenParts(plan=plan, document="3号"))
    do(OpenMonth(office=region["lanchuan"], month=date(2026, 3, 1), due=date(2027, 3, 27)))
    return Report.objects.get()


def call(client, path, **body):
    return client.post(f"/api/v1/reports{path}", json.dumps(body), content_type="application/json")


def test_a_report_is_filled_read_and_refused_to_strangers(report, somebody, enter):
    client = enter(somebody("jing", "filler", "lanchuan_edu")[0])
    cells = {"progress": "3月12日签署协议。", "total": "3.5", "next_step": "4月10日前印发。"}
    filled = call(client, "/fill", report=report.pk, seen=report.version, cells=cells)
    assert filled.status_code == 200, filled.content
    read = client.get(f"/api/v1/reports/{report.pk}").json()
    assert {cell["field"]: cell["words"] for cell in read["cells"]} == cells
    sent = call(client, "/send", report=report.pk, seen=read["version"])
    assert sent.status_code == 200, sent.content
    assert [one["state"] for one in client.get("/api/v1/reports").json()["rows"]] == ["signing"]
    assert len(client.get("/api/v1/reports/parts").json()["rows"]) == 1
    stranger = enter(somebody("heclerk", "filler", "heyang_drc")[0])
    assert stranger.get(f"/api/v1/reports/{report.pk}").status_code == 404
    assert call(stranger, "/fill", report=report.pk, seen=1, cells=cells).status_code == 403


def test_a_refusal_through_a_door_names_rule_day_and_who(report, somebody, enter):
    client = enter(somebody("ju", "organisation_head", "lanchuan_edu")[0])
    answer = call(client, "/sign", report=report.pk, seen=report.version)
    assert answer.status_code in {409, 422}
    problem = answer.json()["error"]
    assert problem["code"] == "not_allowed_now"
    assert "2026年3月2日" in problem["why"]
