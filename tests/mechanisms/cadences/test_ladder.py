"""The ladder day by day: reminders, urging, slips that rise, pauses, and one digest a person a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citycircle.core.messages import Text
from citycircle.core.workdays import national
from citycircle.mechanisms.cadences.digests import digests_of
from citycircle.mechanisms.cadences.ladder import Act, Owed, Pause, SlipSent, due_today

CALENDAR = national()
DUE = date(2026, 9, 16)
REPORT = Owed(key="r1", title="9月月报", organisation="澜川市交通运输局", due=DUE)
MATTER = replace(REPORT, key="m1", title="打通东埠大道断头路")
OTHER_CITY = Pause(Text("对方城市未答复", "no answer of the other city"), "禾阳市交通运输局", date(2026, 9, 10))


def rungs(ladder: str, owed: Owed, days: int, since: int | None = None) -> list[str]:
    before = None if since is None else DUE + timedelta(days=since)
    return [act.rung for act in due_today(ladder, owed, CALENDAR, on=DUE + timedelta(days=days), since=before)]


@pytest.mark.parametrize(
    ("days", "rung"),
    [(-7, "t_minus_7"), (-3, "t_minus_3"), (-1, "t_minus_1"), (1, "t_plus_1"), (3, "t_plus_3"), (5, "t_plus_5")],
)
def test_a_report_meets_each_rung_on_its_day(days, rung):
    assert rungs("report", REPORT, days) == [rung]


def test_on_all_other_days_nothing_is_done():
    assert [days for days in range(-20, 20) if rungs("report", REPORT, days)] == [-7, -3, -1, 1, 3, 5]


def test_sentences_say_how_many_days_and_what_is_asked():
    (before,) = due_today("report", REPORT, CALENDAR, on=date(2026, 9, 13))
    assert before.sentence.zh == "“9月月报”应于2026年9月16日前完成，还有3天，提醒报送。"
    (named,) = due_today("report", REPORT, CALENDAR, on=date(2026, 9, 21))
    assert named.sentence.zh.endswith("已逾期5天，拟在通报中列名；通报（草稿）由有权人签发。")
    assert (named.signed, named.to, named.document.en) == (True, "office", "circular (draft)")


def test_a_report_that_is_in_asks_for_nothing():
    assert rungs("report", replace(REPORT, done=DUE), 1) == []
    assert rungs("report", replace(REPORT, done=DUE + timedelta(days=2)), 1) == ["t_plus_1"]


def test_a_service_that_stood_still_catches_up_with_the_highest_rung_for_each_addressee():
    assert rungs("report", REPORT, 4, since=-8) == ["t_plus_1", "t_plus_3"]
    assert rungs("report", REPORT, 0, since=-8) == ["t_minus_1"]


def test_a_matter_near_its_deadline_turns_blue_unless_something_was_applied_for():
    assert rungs("matter", MATTER, -7) == ["t_minus_7", "blue"]
    assert rungs("matter", MATTER, -8) == []
    assert rungs("matter", replace(MATTER, applied=True), -6) == []


def slip(colour: str, sent: int, answer_by: int, answer: str = "") -> SlipSent:
    return SlipSent(colour, DUE + timedelta(days=sent), DUE + timedelta(days=answer_by), answer)


@pytest.mark.parametrize(
    ("slips", "days", "expected"),
    [
        ((), 1, ["yellow"]),
        ((slip("blue", -7, 0),), -5, []),
        ((slip("blue", -7, 0),), 1, ["yellow"]),
        ((slip("yellow", 1, 6),), 6, []),
        ((slip("yellow", 1, 6),), 7, ["orange"]),
        ((slip("yellow", 1, 6, "refused"),), 4, ["orange"]),
        ((slip("yellow", 1, 6, "accepted"),), 9, ["yellow"]),
        ((slip("yellow", 1, 6), slip("orange", 7, 12)), 12, []),
        ((slip("yellow", 1, 6), slip("orange", 7, 12)), 13, ["red"]),
        ((slip("yellow", 1, 6), slip("orange", 7, 12), slip("red", 13, 18)), 40, []),
    ],
)
def test_a_slip_rises_only_when_no_good_reason_came_by_its_date(slips, days, expected):
    assert rungs("matter", replace(MATTER, slips=slips), days) == expected


def test_behind_plan_is_yellow_before_the_deadline_and_an_important_matter_may_begin_higher():
    assert rungs("matter", replace(MATTER, behind=True), -30) == ["yellow"]
    assert rungs("matter", replace(MATTER, start="red"), 1) == ["red"]


def test_red_ends_in_drafts_for_a_person():
    owed = replace(MATTER, slips=(slip("orange", 1, 4),))
    (red,) = due_today("matter", owed, CALENDAR, on=DUE + timedelta(days=5))
    assert red.signed
    assert red.document.zh == "约谈通知、通报（草稿）"
    assert "由有权人签发" in red.sentence.zh
    assert red.answer_by == date(2026, 9, 26)


def test_the_ladder_climbs_into_a_year_whose_holidays_are_not_issued_yet():
    owed = replace(MATTER, due=date(2026, 12, 30))
    (slip,) = due_today("matter", owed, CALENDAR, on=date(2026, 12, 31))
    assert (slip.rung, slip.answer_by) == ("yellow", date(2027, 1, 5))
    late = replace(REPORT, due=date(2026, 12, 30))
    assert [act.rung for act in due_today("report", late, CALENDAR, on=date(2027, 1, 4))] == ["t_plus_5"]


def test_a_pause_stops_the_clock_and_turns_to_its_owner_once():
    paused = replace(MATTER, pause=OTHER_CITY)
    (act,) = due_today("matter", paused, CALENDAR, on=OTHER_CITY.since)
    assert (act.to, act.organisation) == ("owner", "禾阳市交通运输局")
    assert "对方城市未答复" in act.sentence.zh
    assert [rungs("matter", paused, days) for days in (-3, 1, 30)] == [[], [], []]


def test_a_pause_that_began_after_a_rung_leaves_the_rung():
    assert rungs("matter", replace(MATTER, pause=OTHER_CITY), -7) == ["t_minus_7", "blue"]


@given(
    st.integers(-40, 60),
    st.booleans(),
    st.booleans(),
    st.lists(
        st.builds(
            SlipSent,
            st.sampled_from(["blue", "yellow", "orange", "red"]),
            st.just(DUE),
            st.dates(date(2026, 8, 1), date(2026, 11, 30)),
            st.sampled_from(["", "accepted", "refused"]),
        ),
        max_size=3,
    ),
)
def test_a_matter_never_gets_two_slips_a_day_nor_a_lower_one_than_it_has_unless_its_reason_was_accepted(
    days, behind, applied, slips
):
    order = ["blue", "yellow", "orange", "red"]
    owed = replace(MATTER, behind=behind, applied=applied, slips=tuple(slips))
    acts = due_today("matter", owed, CALENDAR, on=DUE + timedelta(days=days))
    raised = [act.rung for act in acts if act.rung in order]
    assert len(raised) <= 1
    if raised and slips and slips[-1].answer != "accepted":
        assert order.index(raised[0]) > order.index(slips[-1].colour)
    assert all(act.sentence.zh.count("。") == 1 and act.sentence.en for act in acts)


def act(key: str, number: int = 1, to: str = "handler", organisation: str = "甲") -> Act:
    return Act(key, f"rung{number}", number, DUE, organisation, to, Text(f"{key}。", f"{key}."))


PEOPLE = {("甲", "handler"): ("张", "李"), ("甲", "office"): ("王",), ("乙", "handler"): ("张",)}
ACTS = st.lists(
    st.builds(
        act,
        st.sampled_from("abcdef"),
        st.integers(1, 6),
        st.sampled_from(["handler", "office"]),
        st.sampled_from("甲乙丙"),
    ),
    max_size=20,
)


@given(ACTS, st.sets(st.sampled_from(["张", "李", "王"])))
def test_nobody_gets_two_digests_a_day_and_nothing_is_lost(acts, already):
    found = digests_of(acts, PEOPLE, on=DUE, already=already)
    people = [digest.person for digest in found.digests]
    assert len(people) == len(set(people))
    assert not set(people) & already
    told = {(digest.person, one.key, one.rung) for digest in found.digests for one in digest.acts}
    told |= {(person, one.key, one.rung) for person, one in found.held}
    wanted = {(person, one.key, one.rung) for one in acts for person in PEOPLE.get((one.organisation, one.to), ())}
    assert told == wanted
    assert set(found.unaddressed) == {one for one in acts if (one.organisation, one.to) not in PEOPLE}


def test_what_was_held_comes_with_the_next_digest_the_gravest_first():
    held = digests_of([act("a")], PEOPLE, on=DUE, already={"张", "李"}).held
    found = digests_of([act("b", 5)], PEOPLE, on=DUE + timedelta(days=1), held=held)
    assert [(digest.person, [one.key for one in digest.acts]) for digest in found.digests] == [
        ("张", ["b", "a"]),
        ("李", ["b", "a"]),
    ]
    assert found.digests[0].heading.zh == "9月17日待办提示：共2项。"
