"""The two-way request between cities: waiting days, nobody sets the other's status, both confirm the end."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citycircle.core.errors import CityCircleError
from citycircle.core.machines import ConditionNotMet, NoSuchStep, NotYourStep, PaperMissing
from citycircle.core.terms import OFFICE_TIME
from citycircle.core.workdays import YearWithoutHolidays, national
from citycircle.mechanisms.cases.case import CaseNotFiled, DateUnusable, EventOutOfOrder, NotThisOrganisation
from citycircle.mechanisms.cases.events import Event, EventUnreadable, read_events, write_events
from citycircle.mechanisms.cases.replay import happen, replay
from citycircle.mechanisms.cases.sentences import sentence
from citycircle.mechanisms.cases.two_way import CLOCKS, two_way_request

OURS, THEIRS, OFFICE = "澜川市交通运输局", "禾阳市交通运输局", "都市圈办"
PARTIES = {"proposer": OURS, "counterpart": THEIRS, "coordinator": OFFICE}
ORGANISATION = dict(PARTIES)
FACTS = {"matter": "省际公交延伸至栖云县", "basis": "2026年工作要点第12项", "wished_date": "2026-12-31"}
KIND = two_way_request(date(2026, 11, 2))
CALENDAR = national()


def at(text: str):
    return Event("x", text + "+08:00", "x", "x").moment


def event(kind: str, when: str, role: str, /, by: str | None = None, **data) -> Event:
    return Event(kind, f"{when}+08:00", by or ORGANISATION[role], role, data)


def filed(when="2026-11-02T09:00", **facts) -> Event:
    return event("file", when, "proposer", parties=PARTIES, facts={**FACTS, **facts})


def story(*events: Event):
    return replay(KIND, events, CALENDAR)


AGREED = (
    filed(),
    event("acknowledge", "2026-11-03T10:00", "counterpart"),
    event("accept", "2026-11-06T10:00", "counterpart", wording="同意,先开高峰线", agreed_date="2026-12-18"),
)
DONE = (*AGREED, event("done", "2026-12-10T16:00", "counterpart", result="已开通"))


def test_a_request_from_filing_to_closing():
    case = story(*DONE)
    assert case.state == "confirming"
    assert case.holder == OURS
    closed = happen(case, event("confirm", "2026-12-11T09:00", "proposer"))
    assert closed.holder is None
    assert closed.closed == at("2026-12-11T09:00")
    days = closed.workdays_in_hand(at("2027-05-01T09:00"))
    assert days == {OURS: 1, THEIRS: 28}


def test_waiting_days_of_both_sides():
    case = story(*AGREED[:2], event("counter", "2026-11-06T10:00", "counterpart", wording="改为2027年"))
    assert case.holder == OURS
    assert case.workdays_in_hand(at("2026-11-11T09:00")) == {THEIRS: 4, OURS: 3}


def test_nobody_sets_the_others_status():
    case = story(*DONE)
    with pytest.raises(NotYourStep):
        happen(case, event("confirm", "2026-12-11T09:00", "counterpart"))
    with pytest.raises(NotThisOrganisation) as stranger:
        happen(case, event("confirm", "2026-12-11T09:00", "proposer", by=THEIRS))
    assert OURS in stranger.value.say("zh")
    with pytest.raises(NotYourStep):
        happen(case, event("confirm", "2026-12-11T09:00", "coordinator"))


def test_both_confirm_also_when_it_is_given_up():
    case = happen(story(*AGREED), event("propose_end", "2026-11-20T09:00", "proposer", reason="线路调整"))
    assert case.holder == THEIRS
    with pytest.raises(NoSuchStep):
        happen(case, event("withdraw", "2026-11-20T10:00", "proposer", reason="x"))
    assert happen(case, event("agree_end", "2026-11-23T09:00", "counterpart")).state == "closed"


def test_silence_is_deemed_an_acknowledgement_only_when_overdue():
    case = story(filed())
    assert case.due == date(2026, 11, 4)
    deemed = "deem_acknowledged"
    with pytest.raises(ConditionNotMet) as early:
        happen(case, event(deemed, "2026-11-04T23:59", "proposer"))
    assert "not overdue" in early.value.say("en")
    assert happen(case, event(deemed, "2026-11-05T00:00", "proposer")).state == "answering"


def test_a_pause_belongs_to_its_owner_and_moves_the_end():
    case = story(*AGREED[:2])
    assert case.due == date(2026, 11, 10)
    paused = happen(
        case, event("pause", "2026-11-05T09:00", "counterpart", cause="待省级批复", owner="云泽省交通运输厅")
    )
    assert paused.holder == "云泽省交通运输厅"
    assert paused.due is None
    assert not paused.is_late(at("2027-11-05T09:00"))
    with pytest.raises(ConditionNotMet):
        happen(paused, event("accept", "2026-11-06T09:00", "counterpart", wording="x", agreed_date="2026-12-18"))
    resumed = happen(paused, event("resume", "2026-11-12T09:00", "counterpart", reason="已批复"))
    assert resumed.due == date(2026, 11, 17)
    assert happen(paused, event("resume", "2026-11-12T09:00", "proposer", reason="批复已到")).due == resumed.due
    days = resumed.workdays_in_hand(at("2026-11-13T09:00"))
    assert days == {THEIRS: 4, "云泽省交通运输厅": 5}


def test_a_date_moves_only_in_time_with_consent():
    case = story(*AGREED)
    move = {"agreed_date": "2026-12-31", "reason": "车辆未到", "consent": "函〔2026〕9号"}
    moved = happen(case, event("move_date", "2026-12-18T10:00", "counterpart", **move))
    assert moved.due == date(2026, 12, 31)
    with pytest.raises(ConditionNotMet, match="期限已过"):
        happen(case, event("move_date", "2026-12-19T10:00", "counterpart", **move))
    with pytest.raises(PaperMissing) as bare:
        happen(case, event("move_date", "2026-12-01T10:00", "counterpart", agreed_date="2026-12-31", reason="x"))
    assert "consent" in bare.value.say("en")


def test_facts_of_the_filing_cannot_be_slipped_in_later():
    case = story(filed(), event("acknowledge", "2026-11-03T10:00", "counterpart", facts={"agreed_date": "2030-01-01"}))
    assert "agreed_date" not in case.facts


def test_the_office_convenes_but_decides_nothing():
    case = story(*AGREED)
    with pytest.raises(ConditionNotMet):
        happen(case, event("escalate", "2026-12-18T10:00", "proposer"))
    up = happen(case, event("escalate", "2026-12-21T10:00", "proposer"))
    assert up.holder == OFFICE
    assert {step.target for step in up.may_now("coordinator")} == {"answering", "countered"}


def test_sentences_say_who_since_when_until_when_and_why():
    case, now = story(*AGREED[:2]), at("2026-11-05T09:00")
    assert sentence(case, now, "zh") == (
        "待答复：自2026年11月3日起由禾阳市交通运输局答复，"
        "应于2026年11月10日前（含当日）完成（《双向提请时限建议值（以各市约定为准）》答复，5个工作日），"
        "已用2个工作日，还剩3个工作日（期限依据待核实）。"
    )
    assert sentence(case, now, "en") == (
        "awaiting an answer: since 2026-11-03 it is for 禾阳市交通运输局 to answer; due by 2026-11-10 "
        "(《双向提请时限建议值（以各市约定为准）》答复, 5 working days), "
        "2 working days used, 3 left (the source of the term is unverified)."
    )
    assert "1 working day overdue" in sentence(case, at("2026-11-11T09:00"), "en")
    doing = sentence(story(*AGREED), now, "en")
    assert "due by the agreed 2026-12-18 (agreed by both)" in doing
    paused = happen(case, event("pause", "2026-11-05T09:00", "counterpart", cause="待批复", owner="counterpart"))
    assert "“待批复”" in sentence(paused, now, "zh")
    closed = story(*DONE, event("confirm", "2026-12-11T09:00", "proposer"))
    assert sentence(closed, now, "en") == "closed by both: it ended on 2026-12-11, after 39 days in all."


def test_every_state_has_a_sentence_in_both_languages():
    for state in KIND.machine.states:
        assert state.title.zh
        assert state.title.en
        assert state.final or (state.duty.zh and state.duty.en)


def test_a_year_that_is_missing_is_said_and_not_guessed():
    case = story(filed("2026-12-30T09:00"), event("acknowledge", "2026-12-31T09:00", "counterpart"))
    with pytest.raises(YearWithoutHolidays):
        _ = case.due
    words = sentence(case, at("2026-12-31T10:00"), "en")
    assert "no holidays for 2027" in words
    assert case.holder == THEIRS


def test_an_agreement_of_the_cities_comes_first():
    header, *_ = CLOCKS.path.read_text("utf-8").splitlines()
    row = "answer,3,汀河协定,1,2026-01-01,,checked,都市圈办,双向提请办法,汀都办〔2026〕1号,第五条,2025-12-20"
    kind = two_way_request(date(2026, 11, 2), CLOCKS.amended_by(f"{header}\n{row}\n", file="own.csv"))
    case = replay(kind, AGREED[:2], CALENDAR)
    assert case.due == date(2026, 11, 6)
    assert "unverified" not in sentence(case, at("2026-11-04T09:00"), "en")
    assert "《双向提请办法》第五条" in sentence(case, at("2026-11-04T09:00"), "en")


@pytest.mark.parametrize(
    ("first", "words"),
    [
        (event("accept", "2026-11-02T09:00", "counterpart"), "no filing"),
        (filed(basis=""), "the basis is missing"),
        (event("file", "2026-11-02T09:00", "proposer", parties={**PARTIES, "coordinator": ""}, facts=FACTS), "office"),
        (event("file", "2026-11-02T09:00", "proposer", parties={**PARTIES, "moon": "x"}, facts=FACTS), "moon"),
    ],
)
def test_a_filing_that_lacks_something_is_refused(first, words):
    with pytest.raises(CaseNotFiled) as refused:
        story(first)
    assert words in refused.value.say("en")


def test_other_illegal_events():
    with pytest.raises(CaseNotFiled):
        story()
    with pytest.raises(NotThisOrganisation):
        story(event("file", "2026-11-02T09:00", "proposer", by=THEIRS, parties=PARTIES, facts=FACTS))
    with pytest.raises(EventOutOfOrder):
        story(*AGREED, event("done", "2026-11-01T09:00", "counterpart", result="x"))
    for day in ("soon", "2026-11-05"):
        with pytest.raises(DateUnusable):
            story(*AGREED[:2], event("accept", "2026-11-06T10:00", "counterpart", wording="x", agreed_date=day))
    with pytest.raises(DateUnusable):
        story(filed(wished_date="年底"))
    with pytest.raises(NotYourStep):
        story(filed(), event("acknowledge", "2026-11-03T09:00", "stranger", by="某单位"))


def test_events_survive_storing():
    assert read_events(write_events(DONE)) == DONE
    assert replay(KIND, read_events(write_events(DONE)), CALENDAR) == story(*DONE)


@pytest.mark.parametrize(
    "line",
    [
        "not json",
        "[]",
        '{"version": 2, "kind": "file", "at": "2026-11-02T09:00+08:00", "by": "a", "role": "b"}',
        '{"version": 1, "kind": "file", "at": "2026-11-02T09:00", "by": "a", "role": "b"}',
        '{"version": 1, "kind": "file", "at": "yesterday", "by": "a", "role": "b"}',
        '{"version": 1, "kind": "", "at": "2026-11-02T09:00+08:00", "by": "a", "role": "b"}',
        '{"version": 1, "kind": "file", "at": "2026-11-02T09:00+08:00", "by": "a", "role": "b", "data": []}',
        '{"version": 1, "kind": "file", "at": "2026-11-02T09:00+08:00", "by": "a", "role": "b", "more": 1}',
    ],
)
def test_an_event_that_cannot_be_read_is_named(line):
    with pytest.raises(EventUnreadable) as refused:
        read_events(write_events([filed()]) + line)
    assert "Event 2" in refused.value.say("en")


DATA = {
    "reason": "理由",
    "wording": "文字",
    "agreed_date": "2026-12-31",
    "cause": "待批复",
    "owner": "云泽省交通运输厅",
    "result": "已办",
    "minutes": "纪要",
    "consent": "函",
    "note": "说明",
}
STEPS = sorted({step.name for step in KIND.machine.steps})


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(STEPS), st.sampled_from(sorted(PARTIES)), st.integers(0, 240)), max_size=25))
def test_whatever_happens_somebody_holds_it_and_time_adds_up(attempts):
    """Arbitrary steps by arbitrary sides: refused ones change nothing, and no minute and no working day is lost."""
    case, complaints = story(filed("2026-03-02T09:00")), []
    for step, role, hours in attempts:
        when = (case.at + timedelta(hours=hours)).astimezone(OFFICE_TIME).isoformat()
        if when[:4] != "2026":
            break
        try:
            case = happen(case, Event(step, when, PARTIES[role], role, DATA))
        except CityCircleError as refused:
            complaints += [*refused.sentences("zh"), *refused.sentences("en")]
    assert all(complaints)
    now = max(case.at, at("2026-12-31T09:00"))
    assert (case.holder is None) == (case.closed is not None)
    assert sum(case.time_in_hand(now).values(), timedelta()) == case.elapsed(now)
    end = case.closed or now
    whole = CALENDAR.workdays_between(case.filed.date(), end.astimezone(OFFICE_TIME).date())
    assert sum(case.workdays_in_hand(now).values()) == whole
    assert replay(KIND, read_events(write_events(case.events)), CALENDAR) == case
    assert sentence(case, now, "zh")
    assert sentence(case, now, "en")
