"""A leader's instruction and a signed slip are orders, each side takes its own steps, and both come to an end."""

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
        "heyang": somebody("he", "leader", "heyang"),
        "regional": somebody("quan", "leader", "office"),
    }


@pytest.fixture
def given(part, people, do):
    from citycircle.records.month.actions.orders import Instruct

    def instruct(by="leader", urgency="instruction_urgent", words="请两周内解决北岸接线用地。", **more):
        made = more.pop("part", None) or part("lanchuan_edu", "5")
        return do(Instruct(part=made, words=words, urgency=urgency, **more), by=people[by][1])

    return instruct


def step(do, people, case, who, name, role, acting, **data):  # noqa: PLR0917  # as one says it
    from citycircle.records.month.actions.orders import TakeOrderStep

    case.refresh_from_db()
    action = TakeOrderStep(case=case, seen=case.version, step=name, role=role, acting=acting, data=data)
    return do(action, by=people[who][1])


def test_an_instruction_is_an_order_with_a_clock_by_its_urgency_and_its_organisation_is_told(given, people):
    from citycircle.records.notices.models import Notice

    made = given()
    assert (made.due, made.case.due, made.case.state) == (date(2026, 3, 7), date(2026, 3, 7), "issued")
    notice = Notice.objects.get(person=people["clerk"][0])
    assert notice.link == f"/orders/{made.case_id}"
    assert "请两周内解决北岸接线用地" in notice.subject_zh


def test_a_leaders_comment_is_followed_to_its_end(given, people, do, region):
    made = given()
    case, edu, office, city = made.case, region["lanchuan_edu"], region["lanchuan_drc"], region["lanchuan"]
    step(do, people, case, "clerk", "receive", "organisation", edu)
    step(do, people, case, "clerk", "ask_extension", "organisation", edu, reason="报批", new_date="2026-03-20",
         progress="已上报")  # fmt: skip
    step(do, people, case, "office", "grant_extension", "issuer", office, agreed_date="2026-03-20")
    made.refresh_from_db()
    assert made.due == date(2026, 3, 20)
    step(do, people, case, "clerk", "reply", "organisation", edu, reply="用地已批复，文号已附")
    step(do, people, case, "office", "accept", "issuer", office, finding="属实")
    closed = step(do, people, case, "leader", "close", "leader", city)
    assert closed.closed_at is not None


def test_no_side_takes_the_step_of_another_and_no_stranger_any(given, people, do, region):
    from citycircle.accounts.errors import NotAllowed

    case = given().case
    edu, office = region["lanchuan_edu"], region["lanchuan_drc"]
    for who, role, acting in (
        ("office", "organisation", edu),
        ("clerk", "issuer", office),
        ("heyang", "leader", region["lanchuan"]),
        ("regional", "leader", region["lanchuan"]),
        ("clerk", "issuer", edu),
    ):
        with pytest.raises(NotAllowed):
            step(do, people, case, who, "withdraw", role, acting, reason="x")


def test_only_a_leader_of_the_very_place_instructs_and_says_how_urgent_it_is(given, part):
    from citycircle.accounts.errors import NotAllowed
    from citycircle.records.month.actions.orders import InstructionEmpty

    made = part("lanchuan_edu", "5")
    for stranger in ("heyang", "regional", "office", "clerk"):
        with pytest.raises(NotAllowed):
            given(by=stranger, part=made)
    for wrong in ({"words": " "}, {"urgency": "document"}, {"urgency": ""}):
        with pytest.raises(InstructionEmpty):
            given(part=made, **wrong)


def test_without_an_office_nobody_could_follow_it(part, somebody, do):
    from citycircle.records.month.actions.orders import Instruct, NoOfficeHere

    with pytest.raises(NoOfficeHere):
        do(Instruct(part=part("heyang_drc"), words="办", urgency="instruction_hard"),
           by=somebody("he", "leader", "heyang")[1])  # fmt: skip


def test_a_signed_slip_is_an_order_and_a_reply_to_it_stops_the_ladder(part, people, do, region):
    from citycircle.records.month.actions.chasing import AnswerChase, ChaseDay, NoAnswerAwaited, SignChase
    from citycircle.records.month.models import Chase

    part("lanchuan_edu", due=date(2026, 3, 16))
    do(ChaseDay(on=date(2026, 3, 17)))
    slip = Chase.objects.get(rung="yellow")
    do(SignChase(chase=slip, draft=slip.draft), by=people["office"][1])
    slip.refresh_from_db()
    assert (slip.case.state, slip.case.due) == ("issued", slip.answer_by)
    with pytest.raises(NoAnswerAwaited):
        do(AnswerChase(chase=slip, words="x", new_date=date(2026, 4, 1)), by=people["clerk"][1])
    step(do, people, slip.case, "clerk", "reply", "organisation", region["lanchuan_edu"], reply="4月1日前完成")
    do(ChaseDay(on=date(2026, 3, 30)))
    assert not Chase.objects.filter(rung="orange").exists()


def test_whoever_may_see_an_order_is_by_its_origin(given, people, region):
    from citycircle.records.month.orders import may_take, orders_within

    case = given().case
    seen = {name: list(orders_within(viewer)) for name, (_, viewer) in people.items()}
    assert seen == {"clerk": [case], "office": [case], "leader": [case], "heyang": [], "regional": [case]}
    steps = {name: {each.name for _, _, each in may_take(viewer, case)} for name, (_, viewer) in people.items()}
    assert "receive" in steps["clerk"]
    assert "urge" in steps["office"]
    assert "set_new_date" in steps["leader"]
    assert steps["heyang"] == steps["regional"] == set()
