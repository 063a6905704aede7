"""A monthly report from the prefilled sheet to the lock and the correction slip."""

from datetime import date, timedelta

import pytest
from tests.mechanisms.reports.month import (
    ACCEPTED,
    CALENDAR,
    FILLED,
    KIND,
    LEADERS,
    LOCKED,
    NEW,
    OFFICE,
    OURS,
    SENT,
    SLIP,
    after,
    moment,
    new_report,
)

from citycircle.core.machines import PaperMissing
from citycircle.mechanisms.cases.events import read_events, write_events
from citycircle.mechanisms.cases.refusals import NotAllowedNow
from citycircle.mechanisms.cases.replay import replay
from citycircle.mechanisms.cases.sentences import sentence
from citycircle.mechanisms.reports.cells import (
    cells_of,
    first_submitted,
    history_of,
    no_changes_in_a_row,
    open_questions,
)
from citycircle.mechanisms.reports.corrections import as_shown, seen
from citycircle.mechanisms.reports.guards import missing_cells
from citycircle.mechanisms.reports.rules import CLOCKS, LIMITS
from citycircle.mechanisms.reports.vocabulary import OWN


def refused(case, *step, language="en"):
    with pytest.raises(NotAllowedNow) as no:
        after(case, step)
    return no.value.say(language)


def test_a_report_from_the_prefilled_sheet_to_the_lock():
    case = new_report()
    assert cells_of(case) == {"progress": "线路勘察完成。", "total": "1.2", "share": "40", "next_step": "11月报批。"}
    locked = after(case, *LOCKED)
    assert locked.holder is None
    assert cells_of(locked) == {**NEW}
    assert first_submitted(locked) == moment("2026-11-25T09:00")
    assert replay(KIND, read_events(write_events(locked.events)), CALENDAR) == locked


def test_acceptance_4_nothing_new_is_one_click_of_the_clerk():
    case = after(new_report(), ("no_change", "2026-11-24T09:00", "clerk"))
    assert case.state == "submitted"
    assert cells_of(case)["progress"] == "线路勘察完成。"
    assert first_submitted(case) == moment("2026-11-24T09:00")


def test_after_the_third_no_change_in_a_row_a_reason_is_asked_for():
    assert after(new_report(no_changes=2), ("no_change", "2026-11-24T09:00", "clerk")).state == "submitted"
    fourth = new_report(no_changes=3)
    assert "say why in a few words" in refused(fourth, "no_change", "2026-11-24T09:00", "clerk")
    with pytest.raises(PaperMissing):
        after(fourth, ("no_change_explained", "2026-11-24T09:00", "clerk"))
    explained = after(fourth, ("no_change_explained", "2026-11-24T09:00", "clerk", {"reason": "待省厅批复"}))
    assert explained.state == "submitted"
    same = after(new_report(), ("no_change", "2026-11-24T09:00", "clerk"))
    filled = after(new_report(), *SENT)
    assert no_changes_in_a_row([filled, same, same]) == 2
    assert no_changes_in_a_row([same, filled]) == 0
    assert no_changes_in_a_row([same, same, same, explained]) == 0


def test_a_required_cell_and_an_open_question_hold_the_report_back():
    case = after(new_report(last={}), ("fill", "2026-11-24T09:00", "clerk", {"cells": {"total": "1"}}))
    assert missing_cells(case) == ("progress",)
    assert "required cell" in refused(case, "send_to_section", "2026-11-24T09:05", "clerk")
    full = after(case, ("fill", "2026-11-24T09:06", "clerk", {"cells": {"progress": "有序推进"}}))
    asked = {"asked": ["no_content:progress:"], "reasons": {}}
    assert "neither answered" in refused(full, "send_to_section", "2026-11-24T09:07", "clerk", asked)
    reasons = {**asked, "reasons": {"no_content:progress:": "冬季停工"}}
    assert after(full, ("send_to_section", "2026-11-24T09:07", "clerk", reasons)).state == "checking"
    said = refused(new_report(), "fill", "2026-11-24T09:00", "clerk", {"cells": {"moon": "1"}})
    assert "does not have" in said


def test_a_small_organisation_sends_straight_to_its_head():
    assert "section checks it first" in refused(
        after(new_report(), *FILLED), "send_to_head", "2026-11-24T10:00", "clerk"
    )
    small = after(new_report(section_checks=False), *FILLED)
    assert "请直接送负责人" in refused(small, "send_to_section", "2026-11-24T10:00", "clerk", language="zh")
    assert after(small, ("send_to_head", "2026-11-24T10:00", "clerk")).state == "signing"


def test_section_and_head_send_it_back_inside_the_organisation():
    checking = after(new_report(), *SENT[:2])
    back = after(checking, ("back_to_clerk", "2026-11-24T10:00", "section", {"reason": "请补日期"}))
    assert back.state == "filling"
    assert back.due == date(2026, 11, 27)
    assert "another hand" in refused(checking, "back_to_clerk", "2026-11-24T10:00", "head", {"reason": "x"})


def test_the_office_returns_cell_by_cell_with_a_question_and_writes_no_cell():
    case = after(new_report(), *SENT)
    for questions in ({}, {"total": " "}, {"moon": "？"}, "请核对"):
        with pytest.raises((NotAllowedNow, PaperMissing)):
            after(case, ("return_cells", "2026-11-26T09:00", "receiver", {"questions": questions}))
    returned = after(
        case, ("return_cells", "2026-11-26T09:00", "receiver", {"questions": {"total": "与发改口径1.3不一致？"}})
    )
    assert returned.holder == OURS
    assert returned.due == date(2026, 11, 30)
    assert open_questions(returned) == {"total": "与发改口径1.3不一致？"}
    assert "no answer" in refused(returned, "explain", "2026-11-26T10:00", "clerk", {"answers": {"share": "x"}})
    explained = after(returned, ("explain", "2026-11-26T10:00", "clerk", {"answers": {"total": "含前期费0.2"}}))
    assert open_questions(explained) == {}
    again = after(
        returned,
        ("fill", "2026-11-26T10:00", "clerk", {"cells": {"total": "1.3"}}),
        ("send_to_section", "2026-11-26T10:05", "clerk"),
        ("pass_section", "2026-11-26T11:00", "section"),
    )
    assert again.due == date(2026, 11, 30)
    signed = after(again, ("sign", "2026-11-26T12:00", "head"))
    assert [each.value for each in history_of(signed)["total"]] == ["1.2", "1.5", "1.3"]
    assert first_submitted(signed) == moment("2026-11-25T09:00")


def test_no_step_of_receiver_or_approver_carries_a_cell():
    for step in KIND.machine.steps:
        if "cells" in step.needs or {"cell", "new"} & set(step.needs):
            assert set(step.roles) <= set(OWN)
    case = after(new_report(), *SENT)
    before = cells_of(case)
    for step, data in (("accept", {"cells": {"total": "9"}}), ("open_review", {"cells": {"total": "9"}})):
        assert cells_of(after(case, (step, "2026-11-26T09:00", "receiver", data))) == before


def test_a_partners_part_is_received_by_the_lead():
    lead = "澜川市发展和改革委员会"
    part = after(new_report(receiver=lead), *ACCEPTED)
    assert part.holder == lead
    merged = after(part, ("merge", "2026-11-26T11:00", "receiver", {"into": "2026-11 牵头报告"}))
    assert merged.state == "compiled"
    assert after(merged, ("lock_unpublished", "2026-12-04T09:00", "receiver", {"reason": "随牵头报告"})).holder is None


def test_a_refusal_after_the_lock_names_rule_day_and_who_can_lift_it():
    case = after(new_report(), *LOCKED)
    said = refused(case, "fill", "2026-12-10T09:00", "clerk", {"cells": NEW})
    assert "2026-12-04" in said
    assert "never rewritten" in said
    assert f"head of the organisation ({OURS})" in said
    assert "file a correction slip" in said
    zh = refused(case, "fill", "2026-12-10T09:00", "clerk", {"cells": NEW}, language="zh")
    assert "自2026年12月4日起为“已锁定”" in zh
    assert "由其办理“提出更正单”" in zh
    handed_in = refused(after(new_report(), *ACCEPTED), "fill", "2026-11-27T09:00", "clerk", {"cells": NEW})
    assert f"({OFFICE})" in handed_in
    assert "return with questions" in handed_in


def test_a_month_that_never_came_is_marked_and_let_in_by_a_lock_exception():
    case = new_report()
    assert "not overdue" in refused(case, "mark_missing", "2026-11-27T23:00", "receiver", {"reason": "x"})
    missing = after(case, ("mark_missing", "2026-12-04T09:00", "receiver", {"reason": "逾期"}))
    assert missing.holder is None
    said = refused(missing, "fill", "2026-12-05T09:00", "clerk", {"cells": NEW})
    assert "lock exception" in said
    assert OFFICE in said
    late = after(
        missing,
        ("grant_exception", "2026-12-07T09:00", "receiver", {"reason": "系统故障", "agreed_date": "2026-12-09"}),
    )
    assert late.due == date(2026, 12, 9)
    assert late.holder == OURS


def corrected(shown, *, quote=None):
    case = after(new_report(), *LOCKED, ("file_correction", "2026-12-10T09:00", "head", SLIP))
    listed = after(case, ("show_effects", "2026-12-10T10:00", "receiver", {"effects": shown}))
    return listed, ("sign_correction", "2026-12-11T09:00", "approver", {"effects_seen": quote or seen(shown)})


def test_a_correction_sets_the_new_value_beside_the_old_after_its_effects_were_seen():
    shown = as_shown([])
    listed, sign = corrected(shown)
    assert listed.holder == LEADERS
    assert listed.due == date(2026, 12, 15)
    done = after(listed, sign)
    assert done.state == "locked"
    assert cells_of(done)["total"] == "1.05"
    values = history_of(done)["total"]
    assert [(each.value, each.step, each.reason) for each in values[1:]] == [
        ("1.5", "fill", ""),
        ("1.05", "sign_correction", "小数点误写"),
    ]
    assert "not those that were listed" in refused(listed, *sign[:3], {"effects_seen": "0" * 64})
    assert "one by one" in refused(
        after(new_report(), *LOCKED, ("file_correction", "2026-12-10T09:00", "head", SLIP)),
        "show_effects", "2026-12-10T10:00", "receiver", {"effects": "无"},
    )  # fmt: skip


def test_a_slip_that_was_refused_or_withdrawn_changes_nothing_and_stays_on_record():
    listed, _ = corrected(as_shown([]))
    refused_slip = after(listed, ("refuse_correction", "2026-12-11T09:00", "approver", {"reason": "依据不足"}))
    assert cells_of(refused_slip)["total"] == "1.5"
    assert [each.kind for each in refused_slip.events][-3:] == ["file_correction", "show_effects", "refuse_correction"]
    again = after(refused_slip, ("file_correction", "2026-12-12T09:00", "head", {**SLIP, "new": "1.15"}))
    assert after(again, ("withdraw_correction", "2026-12-12T10:00", "head", {"reason": "x"})).state == "locked"
    stale, sign = again, ("sign_correction", "2026-12-13T09:00", "approver", {"effects_seen": seen(as_shown([]))})
    relisted = after(stale, ("show_effects", "2026-12-12T11:00", "receiver", {"effects": as_shown([])}))
    assert cells_of(after(relisted, sign))["total"] == "1.15"


def test_a_slip_states_the_value_that_stands_and_another_one():
    locked = after(new_report(), *LOCKED)
    for slip, words in (({**SLIP, "old": "1.4"}, "not what the cell holds"), ({**SLIP, "new": "1.5"}, "the same")):
        assert words in refused(locked, "file_correction", "2026-12-10T09:00", "head", slip)
    with pytest.raises(PaperMissing):
        after(locked, ("file_correction", "2026-12-10T09:00", "head", {**SLIP, "reason": ""}))
    assert "head of the organisation" in refused(locked, "file_correction", "2026-12-10T09:00", "receiver", SLIP)


def test_time_in_hand_leaves_out_the_time_under_lock():
    listed, sign = corrected(as_shown([]))
    done, now = after(listed, sign), moment("2027-01-04T09:00")
    assert done.times_closed == ((moment("2026-12-04T09:00"), moment("2026-12-10T09:00")),)
    assert sum(done.time_in_hand(now).values(), timedelta()) == done.elapsed(now)
    assert done.time_in_hand(now)[LEADERS] == timedelta(hours=23)


def test_an_excused_report_can_be_asked_for_after_all():
    excused = after(new_report(), ("excuse", "2026-11-20T09:00", "receiver", {"reason": "机构改革"}))
    assert excused.holder is None
    back = {"reason": "职责未划转", "agreed_date": "2026-12-02"}
    assert after(excused, ("ask_after_all", "2026-11-25T09:00", "receiver", back)).due == date(2026, 12, 2)


def test_what_was_sent_can_be_taken_back_before_it_is_looked_at():
    sent = after(new_report(), *SENT)
    assert after(sent, ("take_back", "2026-11-25T10:00", "clerk", {"reason": "漏填"})).state == "filling"
    opened = after(sent, ("open_review", "2026-11-26T09:00", "receiver"))
    assert "returned or taken back first" in refused(opened, "take_back", "2026-11-26T10:00", "clerk", {"reason": "x"})


def test_the_terms_say_that_they_are_proposals():
    for row in (*CLOCKS.rows, *LIMITS.rows):
        assert row.certainty == "unverified"
    assert "unverified" in sentence(after(new_report(), *SENT), moment("2026-11-25T10:00"), "en")
