"""A task of two cities: each its own part, nobody sets another's, both confirm."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.mechanisms.tasks.life import (
    CALENDAR,
    CHECKED,
    FACTS,
    KIND,
    PARTIES,
    PLAN,
    PROOF,
    after,
    drawn,
    event,
    moment,
)

from citycircle.mechanisms.cases.refusals import NotAllowedNow, let
from citycircle.mechanisms.cases.replay import file
from citycircle.mechanisms.tasks.joint import NotOneJointTask, PartsNotDone, check_confirmation, joint_view
from citycircle.mechanisms.tasks.readings import waiting
from citycircle.mechanisms.tasks.task import filed

LEADS = {"澜川市": "澜川市交通运输局", "禾阳市": "禾阳市交通运输局"}
NOW = moment("2026-11-28T09:00")


def part(city, *steps):
    parties = {**PARTIES, "supervision": f"{city}督查室", "leaders": f"{city}领导小组"}
    facts = {**FACTS, "task": f"2026-012-{city}", "joint": "J-3", "city": city}
    case = file(KIND, filed("2026-03-02T09:00+08:00", parties, facts), CALENDAR)
    start = (
        ("send_round", "2026-03-02T10:00", "office", {"organisation": LEADS[city]}),
        ("agree_draft", "2026-03-03T10:00", "lead"),
        ("issue", "2026-03-05T10:00", "leaders", {"document": "3号"}),
        ("acknowledge", "2026-03-06T10:00", "lead"),
        ("submit_plan", "2026-03-16T10:00", "lead", PLAN),
        ("approve_plan", "2026-03-18T10:00", "leaders"),
    )
    return after(case, *start, *steps)


def finished(city):
    applied = {"document": "31号", "proof": PROOF, "light": "green"}
    case = part(
        city,
        ("apply_done", "2026-11-10T10:00", "lead", applied),
        ("pass_check", "2026-11-12T10:00", "supervision", CHECKED),
    )
    return after(case, ("not_drawn", "2026-11-16T10:00", "supervision", {"draw": drawn(case, hit=False)}))


def test_acceptance_8_no_city_acts_in_the_part_of_another_and_both_confirm():
    ours, theirs = finished("澜川市"), part("禾阳市")
    for step in theirs.kind.machine.steps:
        for role in step.roles:
            stranger = event(step.name, "2026-11-20T10:00", role, by=LEADS["澜川市"], reason="x")
            with pytest.raises(NotAllowedNow):
                let(theirs, stranger)
    view = joint_view("J-3", {"澜川市": ours, "禾阳市": theirs}, NOW)
    assert [part.done for part in view.parts] == [True, False]
    assert not view.done
    assert "禾阳市“推进中”" in view.sentence.zh
    with pytest.raises(PartsNotDone) as early:
        check_confirmation("J-3", {"澜川市": ours, "禾阳市": theirs}, NOW)
    assert "禾阳市" in early.value.say("en")


def test_the_whole_is_done_when_every_city_has_confirmed_it_in_its_own_part():
    parts = {city: finished(city) for city in LEADS}
    check_confirmation("J-3", parts, NOW)
    confirmed = ("confirm_joint", "2026-11-20T10:00", "lead", {"note": "整体完成"})
    parts["澜川市"] = after(parts["澜川市"], confirmed)
    view = joint_view("J-3", parts, NOW)
    assert view.unconfirmed == ("禾阳市",)
    assert "待确认：禾阳市" in view.sentence.zh
    parts["禾阳市"] = after(parts["禾阳市"], confirmed)
    assert joint_view("J-3", parts, NOW).done
    kept = {"reason": "站牌未装", "agreed_date": "2026-12-20"}
    parts["禾阳市"] = after(parts["禾阳市"], ("keep_open", "2026-11-24T10:00", "leaders", kept))
    again = joint_view("J-3", parts, NOW)
    assert again.unconfirmed == ("禾阳市",)
    assert not again.done


def test_time_in_hand_of_all_organisations_adds_up_and_a_stalled_partner_does_not_count_on_the_lead():
    asked = (
        ("ask_coordination", "2026-06-01T09:00", "lead", {"matter": "请禾阳市确认站点"}),
        ("pass_on", "2026-06-02T09:00", "office", {"organisation": LEADS["禾阳市"], "matter": "确认站点"}),
    )
    parts = {"澜川市": part("澜川市", *asked), "禾阳市": part("禾阳市")}
    view = joint_view("J-3", parts, NOW)
    assert sum(view.time_in_hand.values(), timedelta()) == view.elapsed
    assert view.parts[0].waiting.whom == LEADS["禾阳市"]
    assert view.parts[1].waiting is None
    assert waiting(parts["澜川市"]).since == moment("2026-06-02T09:00")


def test_a_part_that_is_no_part_is_refused():
    with pytest.raises(NotOneJointTask) as stranger:
        joint_view("J-4", {"澜川市": part("澜川市")}, NOW)
    assert "澜川市" in stranger.value.say("zh")
    whole = finished("澜川市")
    single = replace(whole, facts={name: fact for name, fact in whole.facts.items() if name != "joint"})
    with pytest.raises(NotAllowedNow) as alone:
        after(single, ("confirm_joint", "2026-11-20T10:00", "lead", {"note": "x"}))
    assert "no part of a joint task" in alone.value.say("en")
