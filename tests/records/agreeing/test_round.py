"""A comment round: every organisation of two cities is asked, answers for itself only, and gets a written decision."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.region import DAY, NOW

from citycircle.accounts.errors import NotAllowed

pytestmark = pytest.mark.django_db


def test_everybody_with_a_duty_is_asked_and_told_until_a_last_day_in_working_days(opened, region, plan):
    from citycircle.records.notices.models import Notice

    assert opened.due == date(2026, 3, 9)
    asked = {row.organisation for row in opened.asked.all()}
    assert asked == {region[name] for name in ("lanchuan_edu", "lanchuan_drc", "heyang_drc", "dongbu")}
    told = set(Notice.objects.values_list("person__sign_in_name", flat=True))
    assert told == {"jiangli", "lanfeng", "luming", "bailing", "xuwei"}
    plan.refresh_from_db()
    assert plan.state == "comment"
    assert set(plan.tasks.values_list("state", flat=True)) == {"commenting"}


def test_a_number_of_days_or_a_last_day_may_be_given(plan, people, do):
    from citycircle.records.rounds.actions.asking import OpenRound
    from citycircle.records.rounds.errors import LastDayPast

    with pytest.raises(LastDayPast):
        do(OpenRound(plan=plan, last_day=DAY), by=people["shenyi"])
    with pytest.raises(LastDayPast):
        do(OpenRound(plan=plan, days=0), by=people["shenyi"])
    assert do(OpenRound(plan=plan, last_day=date(2027, 2, 1)), by=people["shenyi"]).due == date(2027, 2, 1)


def test_only_the_office_that_keeps_the_plan_opens_decides_and_closes(plan, people, do, opened, asked_of):
    from citycircle.records.rounds.actions.answering import ObjectTo
    from citycircle.records.rounds.actions.asking import CloseRound, OpenRound
    from citycircle.records.rounds.actions.deciding import DecideObjection

    task = plan.tasks.get(number="1")
    do(ObjectTo(asked=asked_of("lanchuan_edu"), task=task, kind="other", words="建议改为试点"), by=people["jiangli"])
    objection = task.objections.get()
    for name in ("lanfeng", "luming", "jiangli", "stranger", "auditor"):
        for action in (OpenRound(plan=plan), CloseRound(round=opened),
                       DecideObjection(objection=objection, decision="rejected", answer="不采纳")):  # fmt: skip
            with pytest.raises(NotAllowed):
                do(action, by=people[name])


def test_a_round_is_refused_while_names_wait_or_another_is_open_or_nobody_owes_anything(new_plan, people, do, opened):
    from citycircle.records.rounds.actions.asking import OpenRound
    from citycircle.records.rounds.errors import NamesUndecided, NobodyToAsk, NotForComment, RoundOpen

    with pytest.raises(RoundOpen):
        do(OpenRound(plan=opened.plan), by=people["shenyi"])
    waiting = new_plan("W", tasks=[("1", ("共建轨道", ["市轨道办"]))])
    with pytest.raises(NamesUndecided, match="市轨道办"):
        do(OpenRound(plan=waiting), by=people["shenyi"])
    with pytest.raises(NobodyToAsk):
        do(OpenRound(plan=new_plan("N", tasks=[("1", ("无人",))])), by=people["shenyi"])
    issued = new_plan("I", tasks=[("1", ("办学", ["lanchuan_edu"]))])
    type(issued).objects.filter(pk=issued.pk).update(state="issued")
    issued.refresh_from_db()
    with pytest.raises(NotForComment):
        do(OpenRound(plan=issued), by=people["shenyi"])


@pytest.mark.parametrize("name", ["bailing", "luming", "lanfeng", "shenyi", "stranger"])
def test_acceptance_8_nobody_else_answers_for_an_organisation_not_even_its_own_city_or_the_region(
    name, people, do, asked_of, plan
):
    from citycircle.records.rounds.actions.answering import Agree, ObjectTo

    asked = asked_of("lanchuan_edu")
    with pytest.raises(NotAllowed):
        do(Agree(asked=asked), by=people[name])
    with pytest.raises(NotAllowed):
        do(ObjectTo(asked=asked, task=plan.tasks.get(number="1"), kind="other", words="不同意"), by=people[name])
    asked.refresh_from_db()
    assert asked.agreed is None


def test_an_objection_turns_the_light_grey_until_the_office_has_decided_in_writing(people, do, asked_of, plan):
    from citycircle.records.notices.models import Notice
    from citycircle.records.rounds.actions.answering import ObjectTo
    from citycircle.records.rounds.actions.deciding import DecideObjection
    from citycircle.records.rounds.errors import AlreadyDecided, AnswerNeeded

    task = plan.tasks.get(number="2")
    first = ObjectTo(asked=asked_of("dongbu"), task=task, kind="not_measurable", words="指标无法统计")
    do(first, by=people["xuwei"])
    do(replace(first, kind="not_by_then", words="六月前做不到", proposed_due=date(2026, 9, 30)), by=people["xuwei"])
    task.refresh_from_db()
    assert task.is_disputed
    assert Notice.objects.filter(person__sign_in_name="shenyi").count() == 2
    one, other = task.objections.all()
    with pytest.raises(AnswerNeeded):
        do(DecideObjection(objection=one, decision="partly", answer=" "), by=people["shenyi"])
    do(DecideObjection(objection=one, decision="partly", answer="改为按月统计"), by=people["shenyi"])
    task.refresh_from_db()
    assert task.is_disputed
    do(DecideObjection(objection=other, decision="rejected", answer="时限为上级要求"), by=people["shenyi"])
    task.refresh_from_db()
    assert not task.is_disputed
    assert Notice.objects.filter(person__sign_in_name="xuwei").count() == 3
    with pytest.raises(AlreadyDecided):
        do(DecideObjection(objection=one, decision="rejected", answer="又一次"), by=people["shenyi"])


def test_an_accepted_duty_objection_releases_the_organisation_and_asks_the_one_that_takes_over(
    people, *, do, asked_of, plan, region, opened
):
    from citycircle.records.rounds.actions.answering import ObjectTo
    from citycircle.records.rounds.actions.deciding import DecideObjection

    task = plan.tasks.get(number="3")
    do(ObjectTo(asked=asked_of("lanchuan_drc"), task=task, kind="not_ours", words="不属本单位职责",
                proposed_organisation=region["qiyun"]), by=people["lanfeng"])  # fmt: skip
    decide = DecideObjection(objection=task.objections.get(), decision="accepted", answer="由栖云县牵头",
                             reassign_to=region["qiyun"])  # fmt: skip
    do(decide, by=people["shenyi"])
    duties = {(duty.kind, duty.organisation) for duty in task.duties.all()}
    assert duties == {("lead", region["qiyun"]), ("responsible", region["lanchuan_edu"])}
    assert task.lead_decisions.get().reason == "由栖云县牵头"
    assert opened.asked.filter(organisation=region["qiyun"]).exists()


def test_only_an_accepted_duty_objection_reassigns(people, do, asked_of, plan, region):
    from citycircle.records.rounds.actions.answering import ObjectTo
    from citycircle.records.rounds.actions.deciding import DecideObjection
    from citycircle.records.rounds.errors import NotDisputed

    task = plan.tasks.get(number="1")
    do(
        ObjectTo(asked=asked_of("lanchuan_edu"), task=task, kind="not_ours", words="不属本单位职责"),
        by=people["jiangli"],
    )
    with pytest.raises(NotDisputed):
        do(DecideObjection(objection=task.objections.get(), decision="rejected", answer="维持",
                           reassign_to=region["qiyun"]), by=people["shenyi"])  # fmt: skip


def test_one_objects_only_to_own_live_tasks_of_the_plan_and_with_words(people, do, asked_of, plan, new_plan):
    from citycircle.records.rounds.actions.answering import ObjectTo
    from citycircle.records.rounds.errors import NoDutyThere, WordsNeeded

    asked = asked_of("dongbu")
    elsewhere = new_plan("X", tasks=[("1", ("办学", ["dongbu"]))]).tasks.get()
    for task in (plan.tasks.get(number="1"), elsewhere):
        with pytest.raises(NoDutyThere):
            do(ObjectTo(asked=asked, task=task, kind="other", words="不同意"), by=people["xuwei"])
    with pytest.raises(WordsNeeded):
        do(ObjectTo(asked=asked, task=plan.tasks.get(number="2"), kind="other", words=" "), by=people["xuwei"])


def test_agreeing_waits_until_ones_own_objections_are_taken_back(people, do, asked_of, plan):
    from citycircle.records.rounds.actions.answering import Agree, ObjectTo, WithdrawObjection
    from citycircle.records.rounds.errors import AlreadyDecided, WithdrawFirst

    asked, task = asked_of("dongbu"), plan.tasks.get(number="2")
    do(ObjectTo(asked=asked, task=task, kind="other", words="不同意"), by=people["xuwei"])
    with pytest.raises(WithdrawFirst):
        do(Agree(asked=asked), by=people["xuwei"])
    objection = task.objections.get()
    with pytest.raises(NotAllowed):
        do(WithdrawObjection(objection=objection), by=people["jiangli"])
    do(WithdrawObjection(objection=objection), by=people["xuwei"])
    task.refresh_from_db()
    assert not task.is_disputed
    with pytest.raises(AlreadyDecided):
        do(WithdrawObjection(objection=objection), by=people["xuwei"])
    asked.refresh_from_db()
    assert do(Agree(asked=asked, words="无意见"), by=people["xuwei"]).agreed


def test_a_round_closes_when_everybody_answered_or_the_last_day_is_over_and_silence_is_no_consent(
    people, *, do, asked_of, opened, later, service
):
    from citycircle.accounts.actions.base import carry_out
    from citycircle.records.rounds.actions.answering import Agree
    from citycircle.records.rounds.actions.asking import CloseRound, NoteSilence
    from citycircle.records.rounds.errors import NotYetOver, RoundClosed

    do(Agree(asked=asked_of("lanchuan_edu")), by=people["jiangli"])
    with pytest.raises(NotYetOver):
        do(CloseRound(round=opened), by=people["shenyi"])
    carry_out(NoteSilence(round=opened), by=replace(service, day=opened.due), at=NOW)
    assert not opened.asked.filter(is_deemed=True).exists()
    carry_out(NoteSilence(round=opened), by=replace(service, day=opened.due + timedelta(days=1)), at=NOW)
    silent = asked_of("dongbu")
    assert (silent.is_deemed, silent.agreed) == (True, None)
    late = do(Agree(asked=silent), by=people["xuwei"])
    assert (late.is_deemed, late.agreed) == (False, True)
    closed = carry_out(CloseRound(round=opened), by=later(people["shenyi"], 8), at=NOW)
    assert closed.closed_at is not None
    assert asked_of("heyang_drc").is_deemed
    assert set(opened.plan.tasks.values_list("state", flat=True)) == {"settling"}
    with pytest.raises(RoundClosed):
        do(Agree(asked=asked_of("heyang_drc")), by=people["bailing"])


def test_silence_is_consent_only_where_the_rule_of_the_day_says_so(opened, *, do, people, later, asked_of, monkeypatch):
    from citycircle.accounts.actions.base import carry_out
    from citycircle.planning.rounds.silence import SILENCE
    from citycircle.records.rounds import terms
    from citycircle.records.rounds.actions.asking import CloseRound

    header = SILENCE.path.read_text("utf-8").splitlines()[0]
    own = SILENCE.amended_by(
        f"{header}\ncomment,counts,澜川市规定,1,2026-01-01,,checked,澜川市,征求意见办法,,第三条,2025-12-20\n",
        file="own.csv",
    )
    monkeypatch.setattr(terms, "silence_counts", lambda step, on: own.edition(on).row(step)["meaning"] == "counts")
    carry_out(CloseRound(round=opened), by=later(people["shenyi"], 8), at=NOW)
    assert (asked_of("dongbu").is_deemed, asked_of("dongbu").agreed) == (True, True)


def test_a_round_does_not_close_over_an_open_objection(people, *, do, asked_of, plan, opened, later):
    from citycircle.accounts.actions.base import carry_out
    from citycircle.records.rounds.actions.answering import ObjectTo
    from citycircle.records.rounds.actions.asking import CloseRound
    from citycircle.records.rounds.errors import ObjectionsOpen

    do(ObjectTo(asked=asked_of("dongbu"), task=plan.tasks.get(number="2"), kind="other", words="不同意"),
       by=people["xuwei"])  # fmt: skip
    with pytest.raises(ObjectionsOpen, match="TH-2026-2"):
        carry_out(CloseRound(round=opened), by=later(people["shenyi"], 8), at=NOW)


def test_the_morning_after_the_last_day_the_service_notes_who_was_silent(opened, service, asked_of):
    from citycircle.records.rounds.jobs import note_silence

    class Progress:
        by = replace(service, day=opened.due + timedelta(days=1))

    assert note_silence(Progress()) == {"rounds": 1}
    assert note_silence(Progress()) == {"rounds": 0}
    assert asked_of("dongbu").is_deemed


def test_a_new_deadline_follows_from_an_accepted_objection_to_the_time(people, do, asked_of, plan):
    from citycircle.records.rounds.actions.answering import ObjectTo
    from citycircle.records.rounds.actions.deciding import DecideObjection
    from citycircle.records.rounds.errors import NotAboutTime

    task = plan.tasks.get(number="2")
    do(ObjectTo(asked=asked_of("dongbu"), task=task, kind="not_by_then", words="年底前做不到"), by=people["xuwei"])
    objection = task.objections.get()
    with pytest.raises(NotAboutTime):
        do(DecideObjection(objection=objection, decision="rejected", answer="维持", deadline="2027年3月底前"),
           by=people["shenyi"])  # fmt: skip
    do(DecideObjection(objection=objection, decision="partly", answer="延至一季度", deadline="2027年3月底前"),
       by=people["shenyi"])  # fmt: skip
    task.refresh_from_db()
    assert (task.due, task.due_words, task.is_disputed) == (date(2027, 3, 31), "2027年3月底前", False)
