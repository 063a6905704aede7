"""The leader's page: red first, what is stuck and who can solve it; a comment is an order, followed to its end."""

from __future__ import annotations

from datetime import date

import pytest
from tests.region import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(somebody):
    return {
        "clerk": somebody("jing", "filler", "lanchuan_edu"),
        "office": somebody("ban", "office_reviewer", "lanchuan_drc"),
        "leader": somebody("shi", "leader", "lanchuan"),
        "heyang": somebody("he", "leader", "heyang"),
    }


@pytest.fixture
def matters(part, do, region):
    from citycircle.records.month.actions.lights import LightMonth
    from citycircle.records.month.models import Entry

    red = part("lanchuan_edu", "0", number=1, due=date(2026, 12, 31))
    yellow = part("lanchuan_edu", "10", number=2, due=date(2026, 6, 30))
    part("lanchuan_drc", "25", number=3)
    for field, words in (("problems", "北岸用地未批"), ("coordination", "提请市政府协调用地指标")):
        Entry.objects.create(report=red.reports.get(), field=field, words=words, entered_at=NOW)
    do(LightMonth(city=region["lanchuan"], month=date(2026, 3, 1), on=date(2026, 3, 31)))
    type(red).objects.filter(pk=red.pk).update(colour="red")
    return red, yellow


def test_red_comes_first_with_what_is_stuck_who_can_solve_it_and_whom_to_call(matters, people, enter):
    page = enter(people["leader"][0]).get("/leader/").content.decode()
    assert page.index("任务1") < page.index("任务2")
    assert "任务3" not in page
    for words in ("北岸用地未批", "提请市政府协调用地指标", "澜川市教育局", "jing某（岗位）", "红灯 1", "数据截至"):
        assert words in page


def test_a_comment_becomes_an_order_at_once_and_is_followed_to_its_end(matters, people, enter):
    from citycircle.records.month.models import Instruction

    red, _ = matters
    leader = enter(people["leader"][0])
    given = {"words": "请一周内拿出方案。", "urgency": "instruction_urgent"}
    assert leader.post(f"/leader/{red.pk}/instruct", {**given, "words": ""}).status_code == 422
    answer = leader.post(f"/leader/{red.pk}/instruct", given)
    order = Instruction.objects.get().case
    assert answer["Location"] == f"/orders/{order.pk}"
    assert "请一周内拿出方案。" in leader.get("/leader/").content.decode()
    steps = [
        ("clerk", {"step": "reply", "role": "organisation", "reply": "方案已报"}),
        ("office", {"step": "accept", "role": "issuer", "finding": "属实"}),
        ("leader", {"step": "close", "role": "leader"}),
    ]
    for seen, (who, data) in enumerate(steps, start=1):
        answer = enter(people[who][0]).post(f"/orders/{order.pk}", {**data, "seen": str(seen)})
        assert answer.status_code == 302
    order.refresh_from_db()
    assert order.state == "closed"


def test_only_leaders_of_the_very_city_comment(matters, people, enter):
    red, _ = matters
    given = {"words": "办", "urgency": "instruction_hard"}
    for who in ("heyang", "office", "clerk"):
        assert enter(people[who][0]).post(f"/leader/{red.pk}/instruct", given).status_code in {403, 404}
    assert "任务1" not in enter(people["heyang"][0]).get("/leader/").content.decode()


def test_it_asks_no_more_with_more_matters(matters, part, people, enter, django_assert_max_num_queries):
    for number in range(4, 9):
        part("lanchuan_edu", "1", number=number, colour="red", due=date(2026, 5, 1))
    client = enter(people["leader"][0])
    with django_assert_max_num_queries(16):
        client.get("/leader/")
