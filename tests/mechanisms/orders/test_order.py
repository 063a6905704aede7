"""An order: a supervision slip or a leader's instruction, followed to its end."""

from datetime import date, datetime, timedelta

import pytest

from citycircle.core.workdays import national
from citycircle.mechanisms.cases.case import CaseNotFiled
from citycircle.mechanisms.cases.events import Event
from citycircle.mechanisms.cases.refusals import NotAllowedNow, let
from citycircle.mechanisms.cases.replay import file
from citycircle.mechanisms.cases.sentences import sentence
from citycircle.mechanisms.orders.order import issued, order

NAMES = {"issuer": "澜川市督查室", "organisation": "澜川市教育局", "leader": "澜川市政府"}
FACTS = {"words": "请教育局一周内拿出校车方案", "kind_of_matter": "instruction_urgent"}
KIND = order(date(2026, 3, 2))


def moment(text):
    return datetime.fromisoformat(f"{text}+08:00")


def new_order(**facts):
    return file(KIND, issued("2026-03-02T09:00+08:00", NAMES, {**FACTS, **facts}), national())


def after(case, *steps):
    for kind, when, role, *data in steps:
        case = let(case, Event(kind, f"{when}+08:00", NAMES[role], role, data[0] if data else {}))
    return case


def test_an_instruction_without_a_day_runs_by_its_urgency_and_says_whose_rule_that_is():
    case = new_order()
    assert case.due == date(2026, 3, 7)
    received = after(case, ("receive", "2026-03-04T09:00", "organisation"))
    assert received.due == date(2026, 3, 7)
    assert "督查工作办理时限规定" in sentence(received, moment("2026-03-04T10:00"), "zh")
    assert new_order(kind_of_matter="instruction_hard").due == date(2026, 4, 1)
    assert new_order(agreed_date="2026-03-20").due == date(2026, 3, 20)
    with pytest.raises(CaseNotFiled):
        new_order(kind_of_matter="moon")


def test_it_is_followed_to_its_end():
    case = after(
        new_order(),
        ("receive", "2026-03-02T10:00", "organisation"),
        ("reply", "2026-03-06T09:00", "organisation", {"reply": "方案已印发"}),
        ("accept", "2026-03-09T09:00", "issuer", {"finding": "属实"}),
        ("close", "2026-03-10T09:00", "leader"),
    )
    assert case.holder is None
    again = after(case, ("reopen", "2026-06-10T09:00", "issuer", {"finding": "未执行", "agreed_date": "2026-06-30"}))
    assert again.due == date(2026, 6, 30)
    now = moment("2026-06-20T09:00")
    assert sum(again.time_in_hand(now).values(), timedelta()) == again.elapsed(now)


def test_an_extension_is_asked_for_before_the_day_and_answered_with_a_date():
    received = after(new_order(), ("receive", "2026-03-02T10:00", "organisation"))
    asked = {"reason": "需财政会签", "new_date": "2026-03-16", "progress": "初稿已成"}
    with pytest.raises(NotAllowedNow) as late:
        after(received, ("ask_extension", "2026-03-08T09:00", "organisation", asked))
    assert "2026-03-07" in late.value.say("en")
    assert "澜川市政府" in late.value.say("en")
    case = after(
        received,
        ("ask_extension", "2026-03-06T09:00", "organisation", asked),
        ("grant_extension", "2026-03-09T09:00", "issuer", {"agreed_date": "2026-03-13"}),
    )
    assert case.due == date(2026, 3, 13)
    moved = ("set_new_date", "2026-03-20T09:00", "leader", {"reason": "汛情", "agreed_date": "2026-03-31"})
    assert after(case, moved).due == date(2026, 3, 31)
    with pytest.raises(NotAllowedNow):
        after(received, ("ask_extension", "2026-03-06T09:00", "organisation", {**asked, "new_date": "2026-03-07"}))


def test_a_reply_is_returned_with_a_reason_and_a_day():
    case = after(
        new_order(),
        ("reply", "2026-03-05T09:00", "organisation", {"reply": "已安排"}),
        ("return_reply", "2026-03-06T09:00", "issuer", {"reason": "未见方案", "agreed_date": "2026-03-11"}),
    )
    assert case.holder == NAMES["organisation"]
    assert case.due == date(2026, 3, 11)
    with pytest.raises(NotAllowedNow):
        after(case, ("close", "2026-03-07T09:00", "leader"))
