"""A month in the office's memory: opened, filled, signed, returned by the cell, locked, corrected."""

from __future__ import annotations

from datetime import date

import pytest

MONTH, DUE = date(2026, 3, 1), date(2026, 3, 27)
GOOD = {"progress": "3月12日完成校车互认协议签署。", "total": "3.5", "next_step": "4月10日前印发实施细则。"}


@pytest.fixture
def month(parts, people, region, act):
    """The reports of March of the office of Lanchuan, by organisation and task."""
    from citycircle.records.month.actions.opening import OpenMonth
    from citycircle.records.month.models import Report

    assert people["section"]  # the bureau has a section head, the commission has none
    act(OpenMonth(office=region["lanchuan"], month=MONTH, due=DUE), people["reviewer"], 14)
    return {(report.organisation.code, report.part.task.number): report for report in Report.objects.all()}


@pytest.fixture
def go(act):
    """Carry out an action on a report as it stands now."""

    def do(action, report, by, days=20, /, **values):
        report.refresh_from_db()
        return act(action(report=report, seen=report.version, **values), by, days)

    return do


@pytest.fixture
def sent(month, people, go):
    """The report of the education bureau on the first task, with the office."""
    from citycircle.records.month.actions import reports

    report = month["990100-EDU", "1"]
    go(reports.FillReport, report, people["clerk"], cells=GOOD)
    go(reports.SendReport, report, people["clerk"])
    go(reports.CheckReport, report, people["section"])
    return go(reports.SignReport, report, people["head"])


@pytest.fixture
def locked(sent, people, region, go, act):
    from citycircle.records.month.actions.locking import LockMonth
    from citycircle.records.month.actions.reviewing import ReviewReport

    go(ReviewReport, sent, people["reviewer"], 22)
    action = LockMonth(office=region["lanchuan"], month=MONTH, summary="3月汇总", notice="第3期")
    lock = act(action, people["reviewer"], 32)
    sent.refresh_from_db()
    return sent, lock


def test_a_month_expects_a_report_of_every_lead_and_of_every_partner(month, region, people, act):
    from citycircle.records.month.actions.opening import OpenMonth

    assert set(month) == {("990100-EDU", "1"), ("990100-DRC", "1"), ("990100-EDU", "2")}
    assert month["990100-DRC", "1"].into == month["990100-EDU", "1"]
    again = act(OpenMonth(office=region["lanchuan"], month=MONTH, due=DUE), people["reviewer"], 15)
    assert again.reports == 0


def test_the_office_of_one_city_opens_no_month_of_another(parts, region, people, act):
    from citycircle.accounts.errors import NotAllowed
    from citycircle.records.month.actions.opening import OpenMonth

    for stranger in ("reviewer", "regional"):
        with pytest.raises(NotAllowed):
            act(OpenMonth(office=region["heyang"], month=MONTH, due=DUE), people[stranger], 14)


def test_a_report_goes_through_the_hands_of_its_organisation_to_the_office(sent, region):
    assert sent.state == "submitted"
    assert sent.submitted_at is not None
    assert sent.case.holder == region["lanchuan"]
    assert {entry.field: entry.words for entry in sent.entries.all()} == GOOD
    assert str(sent.entries.get(field="total").value.normalize()) == "3.5"


def test_only_the_own_people_fill_check_and_sign(month, people, go):
    from citycircle.accounts.errors import NotAllowed
    from citycircle.records.month.actions import reports

    report = month["990100-EDU", "1"]
    for stranger in ("drc_clerk", "their_clerk", "reviewer", "regional", "supervisor", "leader"):
        with pytest.raises(NotAllowed):
            go(reports.FillReport, report, people[stranger], cells=GOOD)
    go(reports.FillReport, report, people["clerk"], cells=GOOD)
    go(reports.SendReport, report, people["clerk"])
    for stranger in ("clerk", "reviewer", "their_head"):
        with pytest.raises(NotAllowed):
            go(reports.SignReport, report, people[stranger])


def test_acceptance_4_nothing_new_is_one_act_of_the_clerk(month, people, go):
    from citycircle.mechanisms.cases.refusals import NotAllowedNow
    from citycircle.records.cases.models import CaseEvent
    from citycircle.records.month.actions.reports import ReportNoChange

    report = go(ReportNoChange, month["990100-EDU", "1"], people["clerk"])
    assert (report.state, report.is_unchanged) == ("submitted", True)
    other = month["990100-EDU", "2"]
    first = CaseEvent.objects.get(case=other.case, number=1)
    first.data["facts"]["no_changes"] = 3
    first.save()
    with pytest.raises(NotAllowedNow):
        go(ReportNoChange, other, people["clerk"])
    assert go(ReportNoChange, other, people["clerk"], why="待省厅批复").state == "submitted"


def test_questions_come_before_sending_and_each_is_skipped_with_a_reason(month, people, go):
    from citycircle.records.month.actions import reports
    from citycircle.records.month.errors import QuestionsOpen
    from citycircle.records.month.models import AnsweredQuestion

    report = month["990100-EDU", "1"]
    go(reports.FillReport, report, people["clerk"], cells={"progress": "有序推进中。", "next_step": "继续推进。"})
    with pytest.raises(QuestionsOpen) as asked:
        go(reports.SendReport, report, people["clerk"])
    assert "建议补充" in asked.value.say("zh")
    reasons = {"no_content:progress:": "学期中无节点", "no_next_step:next_step:": "待下学期"}
    assert go(reports.SendReport, report, people["clerk"], reasons=reasons).state == "checking"
    assert set(AnsweredQuestion.objects.values_list("code", "reason")) == {
        ("no_content", "学期中无节点"), ("no_next_step", "待下学期"),
    }  # fmt: skip


def test_the_office_returns_by_the_cell_and_a_new_value_stands_beside_the_old(sent, people, go):
    from citycircle.records.month.actions import reports
    from citycircle.records.month.actions.reviewing import ReviewReport

    returned = go(ReviewReport, sent, people["reviewer"], 22, questions={"total": "与协议3.2不一致？", "progress": ""})
    assert returned.state == "returned"
    assert returned.entries.get(field="total").question == "与协议3.2不一致？"
    assert returned.entries.get(field="progress").verdict == "accepted"
    go(reports.FillReport, sent, people["clerk"], 23, cells={"total": "3.2"})
    assert [entry.words for entry in sent.entries.filter(field="total")] == ["3.5", "3.2"]
    go(reports.SendReport, sent, people["clerk"], 23)
    go(reports.CheckReport, sent, people["section"], 23)
    first = sent.submitted_at
    assert go(reports.SignReport, sent, people["head"], 23).submitted_at == first


def test_nobody_but_the_office_of_the_very_city_reviews(sent, people, go):
    from citycircle.accounts.errors import NotAllowed
    from citycircle.records.month.actions.reviewing import ReviewReport

    for stranger in ("their_reviewer", "regional", "head", "lead_clerk", "leader"):
        with pytest.raises(NotAllowed):
            go(ReviewReport, sent, people[stranger], 22)


def test_the_lead_receives_and_merges_its_partners(month, people, go):
    from citycircle.records.month.actions import reports
    from citycircle.records.month.actions.reviewing import MergePartners, ReviewReport

    partner, own = month["990100-DRC", "1"], month["990100-EDU", "1"]
    go(reports.FillReport, partner, people["drc_clerk"], cells={"progress": "3月5日批复立项。", "total": "1.5"})
    go(reports.SendReport, partner, people["drc_clerk"], reasons={"no_next_step:next_step:": "等待牵头"})
    assert partner.refresh_from_db() is None
    assert partner.state == "signing"
    partner_head = people["drc_head"]
    go(reports.SignReport, partner, partner_head)
    go(ReviewReport, partner, people["lead_clerk"], 21)
    go(reports.FillReport, own, people["clerk"], cells=GOOD)
    merged = go(MergePartners, own, people["lead_clerk"], 21)
    words = {entry.field: entry.words for entry in merged.entries.order_by("field", "number")}
    assert words["total"] == "5.0"
    assert "澜川市教育局：3月12日" in words["progress"]
    assert "澜川市发展和改革委员会：3月5日" in words["progress"]
    partner.refresh_from_db()
    assert partner.state == "compiled"


def test_a_month_is_locked_whole_and_what_never_came_is_marked(locked, month):
    report, lock = locked
    assert (report.state, report.case.holder) == ("locked", None)
    other = month["990100-EDU", "2"]
    other.refresh_from_db()
    assert other.state == "missing"
    partner = month["990100-DRC", "1"]
    partner.refresh_from_db()
    assert partner.state == "missing", "nobody chases a partner for a month that is locked"
    assert lock.totals["states"] == {"locked": 1, "missing": 1}
    assert len(lock.digest) == 64


def test_a_month_is_not_locked_while_something_waits_for_the_office(sent, people, region, act):
    from citycircle.records.month.actions.locking import LockMonth
    from citycircle.records.month.errors import NothingToLock

    action = LockMonth(office=region["lanchuan"], month=MONTH, summary="x", notice="x")
    for days, words in ((21, "待初核"), (32, "待初核")):
        with pytest.raises(NothingToLock) as early:
            act(action, people["reviewer"], days)
        assert words in early.value.say("zh")


def test_a_refusal_after_the_lock_names_rule_day_and_who_can_lift_it(locked, month, people, go):
    from citycircle.mechanisms.cases.refusals import NotAllowedNow
    from citycircle.records.month.actions.reports import FillReport
    from citycircle.records.month.actions.reviewing import GrantException

    report, _ = locked
    with pytest.raises(NotAllowedNow) as no:
        go(FillReport, report, people["clerk"], 40, cells=GOOD)
    said = no.value.say("zh")
    assert "2026年4月3日" in said
    assert "澜川市教育局" in said
    assert "提出更正单" in said
    other = month["990100-EDU", "2"]
    late = go(GrantException, other, people["reviewer"], 40, until=date(2026, 4, 20))
    assert (late.state, late.due) == ("filling", date(2026, 4, 20))


def test_acceptance_9_a_correction_shows_its_effects_before_it_is_signed(locked, people, go, act):
    from citycircle.accounts.errors import NotAllowed
    from citycircle.mechanisms.cases.refusals import NotAllowedNow
    from citycircle.records.month.actions.corrections import (
        DecideCorrection,
        FileCorrection,
        ShowEffects,
        fingerprint_of,
    )

    report, _ = locked
    with pytest.raises(NotAllowed):
        go(FileCorrection, report, people["reviewer"], 40, field="total", new="0.35")
    slip = go(FileCorrection, report, people["head"], 40, field="total", new="0.35")
    slip = act(ShowEffects(slip=slip), people["reviewer"], 41)
    assert "第3期" in slip.effects[0]["zh"]
    assert "3.5" in slip.effects[0]["zh"]
    with pytest.raises(NotAllowedNow):
        act(DecideCorrection(slip=slip, sign=True, effects_seen="0"), people["leader"], 42)
    with pytest.raises(NotAllowed):
        act(DecideCorrection(slip=slip, sign=True, effects_seen=fingerprint_of(slip)), people["their_leader"], 42)
    done = act(DecideCorrection(slip=slip, sign=True, effects_seen=fingerprint_of(slip)), people["leader"], 42)
    assert (done.decision, done.new.words, done.entry.words) == ("signed", "0.35", "3.5")
    report.refresh_from_db()
    assert report.state == "locked"
    assert [entry.words for entry in report.entries.filter(field="total")] == ["3.5", "0.35"]


def test_an_earlier_slip_is_not_signed_in_place_of_the_one_that_waits(locked, people, go, act):
    from citycircle.records.month.actions.corrections import (
        DecideCorrection,
        FileCorrection,
        ShowEffects,
        fingerprint_of,
    )
    from citycircle.records.month.errors import SlipSettled

    report, _ = locked
    first = go(FileCorrection, report, people["head"], 40, field="total", new="0.35")
    act(ShowEffects(slip=first), people["reviewer"], 41)
    act(DecideCorrection(slip=first, sign=False, answer="口径无误"), people["leader"], 42)
    second = go(FileCorrection, report, people["head"], 43, field="total", new="4")
    act(ShowEffects(slip=second), people["reviewer"], 44)
    for action in (
        ShowEffects(slip=first), DecideCorrection(slip=first, sign=False),
        DecideCorrection(slip=first, sign=True, effects_seen=fingerprint_of(second)),
    ):  # fmt: skip
        with pytest.raises(SlipSettled):
            act(action, people["reviewer" if isinstance(action, ShowEffects) else "leader"], 45)
    done = act(DecideCorrection(slip=second, sign=True, effects_seen=fingerprint_of(second)), people["leader"], 46)
    assert done.new.words == "4"
    assert [entry.words for entry in report.entries.filter(field="total")] == ["3.5", "4"]


def test_a_slip_is_withdrawn_by_the_head_and_an_excused_report_is_asked_for_again(locked, month, people, go, act):
    from citycircle.accounts.errors import NotAllowed
    from citycircle.records.month.actions.corrections import FileCorrection, WithdrawCorrection
    from citycircle.records.month.actions.reviewing import AskAfterAll, ExcuseReport, GrantException
    from citycircle.records.month.errors import SlipSettled

    report, _ = locked
    slip = go(FileCorrection, report, people["head"], 40, field="total", new="0.35")
    with pytest.raises(NotAllowed):
        act(WithdrawCorrection(slip=slip), people["reviewer"], 41)
    assert act(WithdrawCorrection(slip=slip), people["head"], 41).decision == "withdrawn"
    with pytest.raises(SlipSettled):
        act(WithdrawCorrection(slip=slip), people["head"], 42)
    report.refresh_from_db()
    assert report.state == "locked"
    other = month["990100-EDU", "2"]
    go(GrantException, other, people["reviewer"], 40, until=date(2026, 4, 20))
    go(ExcuseReport, other, people["reviewer"], 41)
    with pytest.raises(NotAllowed):
        go(AskAfterAll, other, people["clerk"], 42, until=date(2026, 4, 25))
    again = go(AskAfterAll, other, people["reviewer"], 42, until=date(2026, 4, 25))
    assert (again.state, again.due) == ("blank", date(2026, 4, 25))


def test_the_next_month_is_prefilled_and_counts_the_months_without_change(month, people, region, go, act):
    from citycircle.records.month.actions import reports
    from citycircle.records.month.actions.opening import OpenMonth
    from citycircle.records.month.actions.reports import ReportNoChange
    from citycircle.records.month.models import Report

    go(reports.FillReport, month["990100-EDU", "1"], people["clerk"], cells=GOOD)
    go(ReportNoChange, month["990100-EDU", "2"], people["clerk"])
    act(OpenMonth(office=region["lanchuan"], month=date(2026, 4, 1), due=date(2026, 4, 28)), people["reviewer"], 45)
    april = {report.part.task.number: report for report in Report.objects.filter(month=date(2026, 4, 1), into=None)}
    assert {entry.field: entry.words for entry in april["1"].entries.all()} == GOOD
    assert all(entry.carried for entry in april["1"].entries.all())
    assert (april["1"].unchanged_run, april["2"].unchanged_run) == (0, 1)


def test_a_finished_part_is_never_asked_again(parts, people, region, act):
    from citycircle.records.month.actions.opening import OpenMonth
    from citycircle.records.month.models import Part, Report

    Part.objects.filter(pk=parts["1", "990100-EDU"].pk).update(state="closed")
    act(OpenMonth(office=region["lanchuan"], month=MONTH, due=DUE), people["reviewer"], 14)
    assert {report.part.task.number for report in Report.objects.all()} == {"2"}


def test_after_a_reorganisation_the_heir_is_asked_once_and_keeps_last_month(sent, people, region, do, act):
    from citycircle.accounts.actions.organisations import MergeOrganisation
    from citycircle.records.month.actions.opening import OpenMonth
    from citycircle.records.month.models import Report

    do(MergeOrganisation(organisation=region["lanchuan_edu"], into=region["lanchuan_drc"], on=date(2026, 3, 2)))
    act(OpenMonth(office=region["lanchuan"], month=date(2026, 4, 1), due=date(2026, 4, 28)), people["reviewer"], 45)
    asked = Report.objects.filter(month=date(2026, 4, 1), part__task__number="1")
    assert [report.organisation.code for report in asked] == ["990100-DRC"]
    assert asked[0].entries.get(field="total").words == "3.5"
