"""A task from its draft to the archive: who may do what, and what is never lost."""

from datetime import date

import pytest
from tests.mechanisms.tasks.life import (
    APPLIED,
    CALENDAR,
    CHECKED,
    ISSUED,
    KIND,
    LEAD,
    OFFICE,
    PLAN,
    PROOF,
    SUPERVISION,
    UNDERWAY,
    after,
    closed,
    drawn,
    event,
    moment,
    new_task,
    underway,
    verifying,
)

from citycircle.core.machines import NoSuchStep, NotYourStep, PaperMissing
from citycircle.core.parameters import NoRuleInForce
from citycircle.mechanisms.cases.case import DateUnusable
from citycircle.mechanisms.cases.events import read_events, write_events
from citycircle.mechanisms.cases.refusals import NotAllowedNow, let
from citycircle.mechanisms.cases.replay import happen, replay
from citycircle.mechanisms.cases.sentences import sentence
from citycircle.mechanisms.tasks.plans import accepted_plan
from citycircle.mechanisms.tasks.readings import (
    baseline_due,
    closings,
    days_late_in_own_hand,
    deadlines,
    due_now,
    is_past_due,
    versions,
    waiting,
)
from citycircle.mechanisms.tasks.rules import CLOCKS, WINDOWS, TaskRules
from citycircle.mechanisms.tasks.task import task

EXTENSION = {"reason": "车辆未到", "new_date": "2026-12-20", "progress": "已完成线路踏勘"}


def refused(case, *step, language="en"):
    with pytest.raises(NotAllowedNow) as no:
        after(case, step)
    return no.value.say(language)


def test_a_task_from_the_draft_to_the_archive():
    case = closed()
    assert case.state == "closed"
    assert case.holder == SUPERVISION
    archived = after(case, ("archive", "2027-03-01T10:00", "supervision", {"method": "site", "finding": "线路在运营"}))
    assert archived.holder is None
    assert archived.closed == moment("2027-03-01T10:00")
    assert replay(KIND, read_events(write_events(archived.events)), CALENDAR) == archived


def test_silence_counts_as_agreed_and_as_acknowledged_after_the_clock_only():
    case = after(new_task(), ISSUED[0])
    assert "not overdue" in refused(case, "deem_agreed", "2026-03-09T23:59", "office")
    agreed = after(case, ("deem_agreed", "2026-03-10T00:00", "office"))
    issued = after(agreed, ("issue", "2026-03-10T10:00", "leaders", {"document": "3号"}))
    assert issued.due == date(2026, 3, 12)
    assert "not overdue" in refused(issued, "deem_acknowledged", "2026-03-12T23:59", "office")
    assert after(issued, ("deem_acknowledged", "2026-03-13T00:00", "office")).state == "acknowledged"


def test_a_comment_names_its_ground_and_goes_back_to_the_office():
    case = after(new_task(), ISSUED[0])
    assert "not our duty" in refused(case, "comment", "2026-03-03T10:00", "lead", {"ground": "忙", "wording": "忙"})
    back = after(case, ("comment", "2026-03-03T10:00", "lead", {"ground": "not_our_duty", "wording": "属市发改委职责"}))
    assert back.holder == OFFICE
    again = after(back, ("send_round", "2026-03-04T10:00", "office", {"organisation": "澜川市发展和改革委员会"}))
    assert again.holder == "澜川市发展和改革委员会"


def test_the_plan_has_seven_items_and_a_kind_of_proof():
    case = after(new_task(), *ISSUED, ("acknowledge", "2026-03-06T10:00", "lead"))
    with pytest.raises(PaperMissing) as bare:
        after(case, ("submit_plan", "2026-03-09T10:00", "lead", {**PLAN, "plan_clerk": ""}))
    assert "经办人员" in bare.value.say("zh")
    assert "kind of proof" in refused(case, "submit_plan", "2026-03-09T10:00", "lead", {**PLAN, "proof_kind": "photo"})
    returned = after(
        case,
        ("submit_plan", "2026-03-09T10:00", "lead", PLAN),
        ("return_plan", "2026-03-10T10:00", "leaders", {"reason": "请分季度写明"}),
    )
    assert returned.state == "acknowledged"
    assert accepted_plan(returned) is None
    assert accepted_plan(underway()).items["plan_clerk"] == "有"


def test_acceptance_7_an_extension_after_the_day_is_for_the_leader_alone():
    case = underway()
    late = refused(case, "ask_extension", "2026-12-01T09:00", "lead", EXTENSION)
    assert "the term is over" in late
    assert "2026-11-30" in late
    assert "同城化领导小组" in late
    assert "extend by the leaders" in late
    for role in ("lead", "office", "supervision"):
        step = ("extend_by_leaders", "2026-12-01T09:00", role, {"reason": "x", "agreed_date": "2026-12-31"})
        assert "同城化领导小组" in refused(case, *step)
    with pytest.raises(PaperMissing):
        after(case, ("extend_by_leaders", "2026-12-01T09:00", "leaders", {"agreed_date": "2026-12-31"}))
    extended = after(
        case, ("extend_by_leaders", "2026-12-01T09:00", "leaders", {"reason": "汛情", "agreed_date": "2026-12-31"})
    )
    assert due_now(extended) == date(2026, 12, 31)
    assert not is_past_due(extended, moment("2026-12-31T23:59"))


def test_an_extension_in_time_is_answered_with_a_date_within_one_term():
    case = after(underway(), ("ask_extension", "2026-11-30T17:00", "lead", EXTENSION))
    assert case.due == date(2026, 12, 3)
    put_up = after(case, ("forward_extension", "2026-12-02T10:00", "supervision", {"opinion": "情况属实"}))
    assert put_up.due == date(2026, 12, 3)
    with pytest.raises(PaperMissing):
        after(put_up, ("grant_extension", "2026-12-03T10:00", "leaders"))
    granted = after(put_up, ("grant_extension", "2026-12-03T10:00", "leaders", {"agreed_date": "2026-12-15"}))
    assert granted.due == date(2026, 12, 15)
    assert baseline_due(granted) == date(2026, 11, 30)
    assert [(each.day, each.step) for each in deadlines(granted)] == [
        (date(2026, 11, 30), "file"),
        (date(2026, 12, 15), "grant_extension"),
    ]
    kept = after(put_up, ("refuse_extension", "2026-12-03T10:00", "leaders", {"reason": "须年内完成"}))
    assert due_now(kept) == date(2026, 11, 30)
    assert days_late_in_own_hand(kept, moment("2026-12-04T09:00")) == 1


def test_an_extension_states_a_later_day():
    for day in ("2026-11-30", "年底", "2026-11-01"):
        said = refused(underway(), "ask_extension", "2026-10-30T09:00", "lead", {**EXTENSION, "new_date": day})
        assert "after the present one" in said
    with pytest.raises(PaperMissing):
        after(underway(), ("ask_extension", "2026-10-30T09:00", "lead", {**EXTENSION, "progress": ""}))


def test_a_pause_counts_on_its_owner_from_the_day_it_was_asked_for():
    case = after(
        underway(),
        ("ask_pause", "2026-11-10T09:00", "lead", {"cause": "待省厅批复", "owner": "云泽省交通运输厅", "note": "函"}),
    )
    assert waiting(case).whom == SUPERVISION
    paused = after(
        case, ("grant_pause", "2026-11-12T09:00", "supervision", {"cause": "待省厅批复", "owner": "云泽省交通运输厅"})
    )
    assert paused.holder == "云泽省交通运输厅"
    assert waiting(paused).whom == "云泽省交通运输厅"
    assert waiting(paused).cause.zh == "待省厅批复"
    assert not is_past_due(paused, moment("2026-12-20T09:00"))
    assert "待省厅批复" in refused(paused, "report", "2026-11-13T09:00", "lead", {"note": "x"})
    resumed = after(paused, ("resume", "2026-11-20T09:00", "owner", {"reason": "已批复"}))
    assert due_now(resumed) == resumed.due == date(2026, 12, 10)
    assert [each.step for each in deadlines(resumed)] == ["file", "resume"]
    later = after(resumed, ("ask_coordination", "2026-11-23T09:00", "lead", {"matter": "x"}),
                  ("settle", "2026-11-24T09:00", "office", {"minutes": "纪要"}))  # fmt: skip
    assert later.due == date(2026, 12, 10)


def test_the_lead_is_no_owner_of_its_own_excuse():
    for owner in ("lead", LEAD):
        said = refused(
            underway(), "ask_pause", "2026-11-10T09:00", "lead", {"cause": "忙", "owner": owner, "note": "x"}
        )
        assert "cannot be the lead" in said


def test_coordination_is_in_the_hand_of_whoever_is_asked():
    case = after(
        underway(),
        ("ask_coordination", "2026-11-02T09:00", "lead", {"matter": "请禾阳市确认站点"}),
        ("pass_on", "2026-11-03T09:00", "office", {"organisation": "禾阳市交通运输局", "matter": "确认站点"}),
    )
    assert waiting(case).whom == "禾阳市交通运输局"
    assert "确认站点" in waiting(case).cause.zh
    with pytest.raises(NotAllowedNow):
        after(case, ("answer", "2026-11-04T09:00", "lead", {"answer": "可以"}))
    urged = after(case, ("urge", "2026-11-10T09:00", "office", {"note": "请尽快答复"}))
    assert "确认站点" in waiting(urged).cause.zh
    back = after(
        urged,
        ("answer", "2026-11-16T09:00", "other", {"answer": "同意"}),
        ("settle_with_date", "2026-11-17T09:00", "office", {"minutes": "纪要3号", "agreed_date": "2026-12-14"}),
    )
    assert waiting(back) is None
    assert due_now(back) == date(2026, 12, 14)
    held = back.workdays_in_hand(moment("2026-11-17T09:00"))
    assert held["禾阳市交通运输局"] == 9
    assert sum(held.values()) == CALENDAR.workdays_between(date(2026, 3, 2), date(2026, 11, 17))


def test_what_others_hold_after_the_day_is_not_the_leads_delay():
    case = after(
        underway(),
        ("ask_coordination", "2026-11-30T09:00", "lead", {"matter": "请确认"}),
        ("settle", "2026-12-10T09:00", "office", {"minutes": "纪要"}),
    )
    assert is_past_due(case, moment("2026-12-11T09:00"))
    assert days_late_in_own_hand(case, moment("2026-12-11T09:00")) == 1


def test_an_adjustment_needs_the_window_or_force_majeure_and_leaves_the_baseline():
    asked = {"document": "澜交〔2026〕20号", "ground": "half_year", "target": "开通3条", "reason": "客流不足"}
    outside = refused(underway(), "ask_adjustment", "2026-06-30T10:00", "lead", asked)
    assert "half-year window" in outside
    assert "adjust by the leaders" in outside
    case = after(
        underway(),
        ("ask_adjustment", "2026-07-15T10:00", "lead", asked),
        ("grant_adjustment", "2026-07-20T10:00", "leaders", {"document": "汀都发〔2026〕8号", "target": "开通3条"}),
    )
    assert [(each.number, each.target) for each in versions(case)] == [(1, "开通跨市公交线路4条"), (2, "开通3条")]
    assert versions(case)[1].reason == "客流不足"
    assert case.facts["target"] == "开通跨市公交线路4条"
    pleaded = {**asked, "ground": "force_majeure"}
    assert after(underway(), ("ask_adjustment", "2026-10-15T10:00", "lead", pleaded)).state == "adjustment_asked"
    assert "the term is over" in refused(underway(), "ask_adjustment", "2026-12-01T10:00", "lead", pleaded)
    said = ("report", "2026-10-15T10:00", "lead", {"note": "x", "target": "开通1条"})
    assert versions(after(underway(), said))[-1].target == "开通跨市公交线路4条"


def test_an_objection_is_decided_in_writing_and_is_no_delay_meanwhile():
    ground = {"ground": "not_our_duty", "wording": "属轨道办职责"}
    case = after(underway(), ("object", "2026-11-02T09:00", "lead", ground))
    assert waiting(case).whom == OFFICE
    assert "属轨道办职责" in waiting(case).cause.zh
    with pytest.raises(PaperMissing):
        after(case, ("uphold_underway", "2026-11-03T09:00", "office"))
    assert "please let it go on" in refused(case, "uphold", "2026-11-03T09:00", "office", {"decision": "复函"})
    assert after(case, ("uphold_underway", "2026-11-03T09:00", "office", {"decision": "复函"})).state == "underway"
    moved = after(
        case, ("reassign", "2026-11-03T09:00", "office", {"decision": "复函", "organisation": "澜川市轨道交通办公室"})
    )
    assert moved.holder == "澜川市轨道交通办公室"
    assert accepted_plan(moved) is None
    with pytest.raises(NotAllowedNow) as stranger:
        let(moved, event("acknowledge", "2026-11-04T09:00", "lead", by=LEAD))
    assert "澜川市轨道交通办公室" in stranger.value.say("en")
    early = after(new_task(), *ISSUED, ("object", "2026-03-06T09:00", "lead", ground))
    assert "not accepted yet" in refused(early, "uphold_underway", "2026-03-09T09:00", "office", {"decision": "复函"})


@pytest.mark.parametrize(
    ("proof", "passes"),
    [
        (PROOF, True),
        ([{"kind": "document", "file": "sha256:00"}], True),
        ([{"kind": "contract", "reference": "HT-1"}, *PROOF], True),
        ([{"kind": "document"}], False),
        ([{"kind": "contract", "reference": "HT-1"}], False),
        ("已办结", False),
        ([], None),
    ],
)
def test_closing_needs_the_kind_of_proof_agreed_at_the_start(proof, passes):
    step = ("apply_done", "2026-11-20T10:00", "lead", {"document": "31号", "proof": proof, "light": "green"})
    if passes:
        assert after(underway(), step).state == "first_check"
    elif passes is None:
        with pytest.raises(PaperMissing):
            after(underway(), step)
    else:
        assert "kind agreed" in refused(underway(), *step)


def test_the_first_check_answers_all_four_points():
    case = after(new_task(), *APPLIED)
    with pytest.raises(PaperMissing) as no:
        after(case, ("pass_check", "2026-11-23T10:00", "supervision", {**CHECKED, "problem_solved": False}))
    assert "the problem is solved" in no.value.say("en")
    back = after(case, ("return_check", "2026-11-23T10:00", "supervision", {"reason": "未附竣工文件"}))
    assert back.holder == LEAD


def test_a_drawn_task_is_verified_with_a_named_method():
    case = verifying()
    hit, missed = {"draw": drawn(case, hit=True)}, {"draw": drawn(case, hit=False)}
    assert "it was drawn" in refused(case, "not_drawn", "2026-11-26T10:00", "supervision", hit)
    found = {"method": "phone", "finding": "属实"}
    assert "not drawn" in refused(case, "verified", "2026-11-26T10:00", "supervision", {**missed, **found})
    assert "papers, phone or site" in refused(
        case, "verified", "2026-11-26T10:00", "supervision", {**hit, **found, "method": "听说"}
    )
    assert after(case, ("verified", "2026-11-26T10:00", "supervision", {**hit, **found})).state == "done"
    failed = after(case, ("verification_failed", "2026-11-26T10:00", "supervision", {**found, "finding": "未通车"}))
    assert failed.holder == LEAD
    other = {"draw": {**hit["draw"], "task": "2026-013"}}
    assert "not of this task" in refused(case, "not_drawn", "2026-11-26T10:00", "supervision", other)
    repainted = {"draw": {**missed["draw"], "entry": "0" * 64}}
    assert "not of this task" in refused(case, "not_drawn", "2026-11-26T10:00", "supervision", repainted)


def test_reopening_keeps_the_earlier_closing_and_counts_nobody_for_the_time_between():
    case = closed()
    archived = after(case, ("archive", "2027-03-01T10:00", "supervision", {"method": "papers", "finding": "属实"}))
    said = refused(archived, "report", "2027-06-01T10:00", "lead", {"note": "x"})
    assert "2027-03-01" in said
    assert "re-open after a look-back" in said
    again = after(
        archived,
        ("reopen", "2027-09-01T10:00", "supervision",
         {"method": "site", "finding": "线路已停运", "agreed_date": "2027-10-31"}),
    )  # fmt: skip
    assert again.holder == LEAD
    assert again.closed is None
    first = closings(again)[0]
    assert (first.document, first.finding) == ("汀督〔2026〕9号", "线路已停运")
    assert again.times_closed == ((moment("2027-03-01T10:00"), moment("2027-09-01T10:00")),)
    now = moment("2027-09-11T10:00")
    assert sum(length.total_seconds() for length in again.time_in_hand(now).values()) == (
        again.elapsed(now).total_seconds()
    )
    assert again.elapsed(now).days == (date(2027, 3, 1) - date(2026, 3, 2)).days + 10


def test_a_look_back_is_not_made_the_day_after():
    case = closed()
    found = {"method": "papers", "finding": "属实"}
    assert "too early" in refused(case, "archive", "2027-02-26T10:00", "supervision", found)
    assert after(case, ("archive", "2027-02-27T10:00", "supervision", found)).state == "archived"
    assert after(case, ("reopen", "2026-11-30T10:00", "office", {**found, "agreed_date": "2026-12-31"})).holder == LEAD


def test_a_task_under_way_is_taken_over_from_an_older_ledger():
    case = after(
        new_task(),
        ("take_over", "2026-03-03T10:00", "office",
         {"organisation": LEAD, "document": "汀都发〔2025〕3号", "proof_kind": "register"}),
    )  # fmt: skip
    assert case.holder == LEAD
    assert accepted_plan(case).proof_kind == "register"
    assert versions(case)[0].document == "汀都发〔2025〕3号"


def test_a_task_without_a_date_has_no_term_and_is_never_late():
    case = underway(agreed_date="")
    assert case.due is None
    assert not is_past_due(case, moment("2030-01-01T09:00"))
    assert days_late_in_own_hand(case, moment("2026-12-01T09:00")) == 0
    assert after(case, ("ask_extension", "2026-12-01T09:00", "lead", EXTENSION)).state == "extension_asked"
    with pytest.raises(DateUnusable):
        new_task(agreed_date="年底")


def test_a_date_of_next_year_is_said_although_its_holidays_are_not_known():
    case = after(new_task(agreed_date="2027-06-30"), *UNDERWAY)
    for language, words in (("zh", "2027年6月30日前"), ("en", "due by the agreed 2027-06-30")):
        assert words in sentence(case, moment("2026-11-24T09:00"), language)
    assert "holds no holidays for 2027" in sentence(case, moment("2026-11-24T09:00"), "en")
    assert "2027-05-27" in sentence(closed(), moment("2026-11-28T09:00"), "en")


def test_a_city_gives_its_own_clocks_and_windows():
    header = CLOCKS.path.read_text("utf-8").splitlines()[0]
    own = (
        "acknowledge,1,workday,汀河办法,1,2026-01-01,,checked,都市圈办,任务办理办法,汀都办〔2026〕2号,第三条,2026-01-05"
    )
    window = WINDOWS.path.read_text("utf-8").splitlines()[0]
    row = "autumn,09-01,09-15,汀河办法,1,2026-01-01,,checked,都市圈办,任务办理办法,汀都办〔2026〕2号,第九条,2026-01-05"
    rules = TaskRules(
        clocks=CLOCKS.amended_by(f"{header}\n{own}\n", file="own.csv"),
        windows=WINDOWS.amended_by(f"{window}\n{row}\n", file="own.csv"),
    )
    case = after(new_task(kind=task(date(2026, 3, 2), rules)), *ISSUED)
    assert case.due == date(2026, 3, 6)
    assert "《任务办理办法》第三条" in sentence(case, moment("2026-03-05T11:00"), "en")
    assert rules.in_window(date(2026, 9, 10))
    assert rules.in_window(date(2026, 7, 10))
    assert not rules.in_window(date(2026, 8, 1))


def test_the_package_says_that_its_clocks_are_proposals():
    for row in (*CLOCKS.rows, *WINDOWS.rows, *TaskRules().limits.rows):
        assert row.certainty == "unverified"
    assert "unverified" in sentence(after(new_task(), *ISSUED), moment("2026-03-05T11:00"), "en")
    with pytest.raises(NoRuleInForce):
        task(date(2019, 12, 31))


def test_a_refusal_names_rule_day_and_who_can_lift_it_in_both_languages():
    case = underway()
    zh = refused(case, "ask_extension", "2026-12-01T09:00", "lead", EXTENSION, language="zh")
    assert "“申请延期”暂不能办理：期限已过" in zh
    assert "《任务办理时限建议值（以各市规定为准）》延期答复（到期后不再受理单位的申请）" in zh
    assert "相关日期2026年11月30日" in zh
    assert "请联系主管领导（同城化领导小组），由其办理“领导决定延期”" in zh
    with pytest.raises(NoSuchStep):
        happen(case, event("issue", "2026-12-01T09:00", "leaders"))
    assert "under way" in refused(case, "issue", "2026-12-01T09:00", "leaders", {"document": "x"})
    with pytest.raises(NotYourStep):
        happen(case, event("report", "2026-10-01T09:00", "office", note="x"))
    assert LEAD in refused(case, "report", "2026-10-01T09:00", "office", {"note": "x"})
    assert "no_such" in refused(case, "no_such", "2026-10-01T09:00", "office")
