"""The planned curve of a part is kept by the office of its very city, from a form that refuses what is no curve."""

from __future__ import annotations

from datetime import date

import pytest
from tests.region import NOW

WINTER = "2026-01-31 0\r\n2026-02-28 0\r\n2026-12-31 100"


@pytest.fixture
def part(region, do):
    from citycircle.records.month.actions.parts import OpenParts
    from citycircle.records.plans.models import Duty, Plan, Task

    plan = Plan.objects.create(code="P1", title="要点", state="issued", organisation=region["office"], made_at=NOW)
    task = Task.objects.create(plan=plan, key="1", code="P1-1", order=1, title="堤防加固", state="issued",
                               due=date(2026, 12, 31))  # fmt: skip
    Duty.objects.create(task=task, kind="lead", name="市教育局", organisation=region["lanchuan_edu"])
    return do(OpenParts(plan=plan, document="3号"))[0]


def keep(client, part, points, reason="冻土期停工"):
    part.refresh_from_db()
    given = {"seen": part.version, "points": points, "reason": reason}
    return client.post(f"/parts/{part.pk}/curve", given)


def test_the_office_of_the_city_keeps_a_winter_curve_and_finds_it_in_the_form(part, somebody, enter):
    client = enter(somebody("ban", "office_reviewer", "lanchuan")[0])
    assert f"/parts/{part.pk}/curve" in client.get(f"/parts/{part.pk}").content.decode()
    assert keep(client, part, WINTER).status_code == 302
    part.refresh_from_db()
    assert part.planned["points"] == [["2026-01-31", "0"], ["2026-02-28", "0"], ["2026-12-31", "100"]]
    assert "2026-02-28 0" in client.get(f"/parts/{part.pk}/curve").content.decode()


@pytest.mark.parametrize(
    ("points", "said"),
    [
        ("2026-01-31 5\n2026-12-31 4", "低于此前"),
        ("2026-02-28 0\n2026-01-31 1", "不晚于"),
        ("2026-02-28 0", "不完整"),
        ("二月 0\n三月 1", "日期"),
    ],
)
def test_what_is_no_curve_is_refused_with_the_reason_and_nothing_is_kept(part, somebody, enter, points, said):
    client = enter(somebody("ban", "office_reviewer", "lanchuan")[0])
    answer = keep(client, part, points)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    part.refresh_from_db()
    assert part.planned == {}


def test_a_reason_is_needed_and_an_old_page_is_refused(part, somebody, do):
    from citycircle.accounts.errors import ReasonNeeded
    from citycircle.records.month.actions.curves import KeepCurve
    from citycircle.records.month.errors import MovedOn

    _, reviewer = somebody("ban", "office_reviewer", "lanchuan")
    points = tuple(WINTER.split("\r\n"))
    with pytest.raises(ReasonNeeded):
        do(KeepCurve(part=part, seen=part.version, points=points), by=reviewer, reason=" ")
    with pytest.raises(MovedOn):
        do(KeepCurve(part=part, seen=part.version + 1, points=points), by=reviewer, reason="x")


@pytest.mark.parametrize(
    ("role", "place"), [("office_reviewer", "heyang"), ("office_reviewer", "office"), ("filler", "lanchuan_edu")]
)
def test_nobody_else_keeps_the_curve_of_a_city(part, somebody, enter, role, place):
    client = enter(somebody("other", role, place)[0])
    assert keep(client, part, WINTER).status_code in {403, 404}
    part.refresh_from_db()
    assert part.planned == {}
