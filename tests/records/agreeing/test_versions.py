"""A version is frozen only when everything is agreed, proves itself, and every later one says what changed and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.region import DAY

from citycircle.accounts.errors import NotAllowed, ReasonNeeded

pytestmark = pytest.mark.django_db


@pytest.fixture
def issued(plan, people, do):
    from citycircle.records.baselines.actions.issuing import IssuePlan

    return do(IssuePlan(plan=plan, doc_number="汀圈办〔2026〕3号"), by=people["shenyi"])


@pytest.fixture
def handed(issued, people, do):
    from citycircle.records.baselines.actions.handing_out import HandOut

    return do(HandOut(baseline=issued), by=people["shenyi"])


def states(plan):
    return dict(plan.tasks.values_list("number", "state"))


def test_version_one_is_frozen_with_a_digest_and_a_code_that_can_be_read_out(issued, plan):
    from citycircle.planning.baselines.codes import read_code
    from citycircle.records.baselines.versions import is_intact, snapshot_of
    from citycircle.records.plans.ledgers import ledger_of

    issued.refresh_from_db()
    assert (issued.number, issued.issued_on) == (1, DAY)
    assert read_code(issued.short_code.lower()) == issued.short_code
    assert is_intact(issued)
    assert snapshot_of(issued).ledger == ledger_of(plan)
    plan.refresh_from_db()
    assert (plan.state, plan.issued_on, plan.doc_number) == ("issued", DAY, "汀圈办〔2026〕3号")


def test_a_version_that_was_tampered_with_says_so(issued):
    from citycircle.records.baselines.versions import is_intact

    issued.content["ledger"]["items"][0]["title"] = "另一项任务"
    issued.save()
    assert not is_intact(issued)


def test_the_national_hash_serves_when_the_service_uses_it(plan, people, do, settings):
    from citycircle.records.baselines.actions.issuing import IssuePlan
    from citycircle.records.baselines.versions import is_intact

    settings.AUDIT_HASH = "sm3"
    row = do(IssuePlan(plan=plan), by=people["shenyi"])
    assert row.content["hash"] == "sm3"
    settings.AUDIT_HASH = "sha256"
    assert is_intact(row)


def test_a_version_is_refused_while_names_leads_or_objections_are_open(new_plan, *, people, do, asked_of, plan, opened):
    from citycircle.records.baselines.actions.issuing import IssuePlan
    from citycircle.records.baselines.errors import DutiesUndecided, NothingToFreeze
    from citycircle.records.rounds.actions.answering import ObjectTo
    from citycircle.records.rounds.errors import NamesUndecided, ObjectionsOpen, RoundOpen

    office = people["shenyi"]
    with pytest.raises(NamesUndecided, match="市轨道办"):
        do(IssuePlan(plan=new_plan("A", tasks=[("1", ("甲", ["市轨道办"]))])), by=office)
    with pytest.raises(DutiesUndecided, match="2"):
        do(IssuePlan(plan=new_plan("B", tasks=[("2", ("乙", [], ["dongbu"]))])), by=office)
    with pytest.raises(NothingToFreeze):
        do(IssuePlan(plan=new_plan("C")), by=office)
    with pytest.raises(RoundOpen):
        do(IssuePlan(plan=plan), by=office)
    do(ObjectTo(asked=asked_of("dongbu"), task=plan.tasks.get(number="2"), kind="other", words="不同意"),
       by=people["xuwei"])  # fmt: skip
    with pytest.raises(ObjectionsOpen, match="TH-2026-2"):
        do(IssuePlan(plan=plan), by=office)


def test_only_the_office_that_keeps_the_plan_freezes_amends_and_hands_out(plan, people, do, issued):
    from citycircle.records.baselines.actions.handing_out import HandOut
    from citycircle.records.baselines.actions.issuing import AmendPlan, IssuePlan

    for name in ("lanfeng", "luming", "jiangli", "stranger", "auditor"):
        for action in (IssuePlan(plan=plan), AmendPlan(plan=plan), HandOut(baseline=issued)):
            with pytest.raises(NotAllowed):
                do(action, by=people[name])


def test_a_first_version_is_frozen_once_and_not_in_the_future(plan, people, do):
    from citycircle.records.baselines.actions.issuing import IssuePlan
    from citycircle.records.baselines.errors import AlreadyIssued, IssuedInFuture

    with pytest.raises(IssuedInFuture):
        do(IssuePlan(plan=plan, issued_on=DAY + timedelta(days=1)), by=people["shenyi"])
    do(IssuePlan(plan=plan, issued_on=DAY - timedelta(days=3)), by=people["shenyi"])
    with pytest.raises(AlreadyIssued):
        do(IssuePlan(plan=plan), by=people["shenyi"])


def test_an_amendment_has_a_reason_and_leaves_the_old_version_as_it_was(issued, plan, people, do, region):
    from citycircle.records.baselines.actions.issuing import AmendPlan
    from citycircle.records.baselines.errors import NothingChanged
    from citycircle.records.baselines.versions import is_current, is_intact, not_issued_yet, since, snapshot_of

    office = people["shenyi"]
    with pytest.raises(NothingChanged):
        do(AmendPlan(plan=plan), by=office)
    plan.tasks.filter(number="2").update(due=date(2027, 3, 31))
    plan.tasks.get(number="1").targets.update(value=8)
    assert len(not_issued_yet(plan).effects) == 2
    with pytest.raises(ReasonNeeded):
        do(AmendPlan(plan=plan), by=office, reason="")
    second = do(AmendPlan(plan=plan), by=office, reason="省里调整了时限")
    assert (second.number, second.reason) == (2, "省里调整了时限")
    assert [each.sentence.zh for each in since(second).effects] == [
        "第1项“共建教育集团”的目标“共建教育集团”由≥10项改为≥8项。",
        "第2项“开通城际公交”的完成时限由2026年12月31日推迟到2027年3月31日（90天）。",
    ]
    issued.refresh_from_db()
    assert is_intact(issued)
    assert (is_current(issued), is_current(second)) == (False, True)
    assert snapshot_of(issued).ledger.item("item_2").due == date(2026, 12, 31)
    assert not_issued_yet(plan).difference.is_empty


def test_an_amendment_needs_a_first_version(plan, people, do):
    from citycircle.records.baselines.actions.issuing import AmendPlan
    from citycircle.records.baselines.errors import NotIssuedYet

    with pytest.raises(NotIssuedYet):
        do(AmendPlan(plan=plan), by=people["shenyi"])


def test_everybody_with_a_duty_gets_a_receipt_and_two_working_days(handed, plan, region):
    from citycircle.records.notices.models import Notice

    rows = set(handed.receipts.values_list("task__number", "organisation__code"))
    assert rows == {("1", "990100-EDU"), ("1", "990200-DRC"), ("2", "990200-DRC"), ("2", "990100-DRC"), ("2", "990101"),
                    ("3", "990100-DRC"), ("3", "990100-EDU")}  # fmt: skip
    assert {receipt.due for receipt in handed.receipts.all()} == {date(2026, 3, 4)}
    assert set(states(plan).values()) == {"issued"}
    notice = Notice.objects.get(person__sign_in_name="jiangli")
    assert "第1版" in notice.subject_zh
    assert "2项任务" in notice.body_zh


def test_a_task_is_acknowledged_when_its_lead_has_signed_and_only_its_own_people_sign(handed, plan, people, do, region):
    from citycircle.records.baselines.actions.handing_out import SignFor
    from citycircle.records.baselines.errors import NothingToSign

    sign = SignFor(baseline=handed, organisation=region["lanchuan_edu"])
    for name in ("shenyi", "lanfeng", "bailing", "stranger", "auditor"):
        with pytest.raises(NotAllowed):
            do(sign, by=people[name])
    do(sign, by=people["jiangli"])
    assert states(plan) == {"1": "acknowledged", "2": "issued", "3": "issued"}
    with pytest.raises(NothingToSign):
        do(sign, by=people["jiangli"])
    with pytest.raises(NothingToSign):
        do(SignFor(baseline=handed, organisation=region["qiyun"]), by=people["stranger"])


def test_after_two_working_days_the_rest_counts_as_received_and_may_still_be_signed(
    handed, *, plan, people, do, region,
                                                                                    service):  # fmt: skip
    from citycircle.records.baselines.actions.handing_out import SignFor
    from citycircle.records.baselines.jobs import deem_received

    class Progress:
        by = replace(service, day=date(2026, 3, 4))

    assert deem_received(Progress()) == {"versions": 0}
    Progress.by = replace(service, day=date(2026, 3, 5))
    assert deem_received(Progress()) == {"versions": 1}
    assert deem_received(Progress()) == {"versions": 0}
    assert set(states(plan).values()) == {"acknowledged"}
    do(SignFor(baseline=handed, organisation=region["dongbu"]), by=people["xuwei"])
    receipt = handed.receipts.get(organisation=region["dongbu"])
    assert (receipt.is_deemed, receipt.signed_by.sign_in_name) == (True, "xuwei")


def test_a_version_is_handed_out_once_and_only_while_it_is_current(handed, plan, people, do):
    from citycircle.records.baselines.actions.handing_out import HandOut
    from citycircle.records.baselines.actions.issuing import AmendPlan
    from citycircle.records.baselines.errors import AlreadyHandedOut, NotTheLatest

    with pytest.raises(AlreadyHandedOut):
        do(HandOut(baseline=handed), by=people["shenyi"])
    plan.tasks.filter(number="2").update(due=date(2027, 3, 31))
    do(AmendPlan(plan=plan), by=people["shenyi"])
    with pytest.raises(NotTheLatest):
        do(HandOut(baseline=handed), by=people["shenyi"])


def test_an_amendment_hands_out_what_changed_and_sends_nobody_back_who_is_further_on(handed, plan, people, do, region):
    from citycircle.records.baselines.actions.handing_out import HandOut, SignFor
    from citycircle.records.baselines.actions.issuing import AmendPlan
    from citycircle.records.baselines.models import Receipt
    from citycircle.records.baselines.receipts import waiting

    do(SignFor(baseline=handed, organisation=region["heyang_drc"]), by=people["bailing"])
    do(SignFor(baseline=handed, organisation=region["lanchuan_drc"]), by=people["lanfeng"])
    plan.tasks.filter(number="3").update(state="underway")
    plan.tasks.filter(number__in=["2", "3"]).update(due=date(2027, 3, 31))
    second = do(HandOut(baseline=do(AmendPlan(plan=plan), by=people["shenyi"])), by=people["shenyi"])
    assert set(second.receipts.values_list("task__number", flat=True)) == {"2", "3"}
    assert states(plan) == {"1": "issued", "2": "issued", "3": "underway"}
    still = set(waiting(Receipt.objects.all()).values_list("task__number", "organisation__code", "baseline__number"))
    assert ("1", "990100-EDU", 1) in still
    assert not [row for row in still if row[0] == "2" and row[2] == 1]
    do(SignFor(baseline=second, organisation=region["heyang_drc"]), by=people["luming"])
    assert states(plan)["2"] == "acknowledged"


def test_two_equal_digests_never_share_a_code(issued, plan, monkeypatch):
    from citycircle.planning.baselines.snapshots import Snapshot
    from citycircle.records.baselines import versions

    again = versions.made(plan, versions.snapshot_of(issued))
    assert again.digest == issued.digest
    assert again.short_code != issued.short_code
    assert isinstance(versions.snapshot_of(issued), Snapshot)


def test_handing_out_opens_a_part_for_every_lead_and_signing_acknowledges_it(handed, people, do, region):
    from citycircle.records.baselines.actions.handing_out import SignFor
    from citycircle.records.month.models import Part

    parts = Part.objects.filter(organisation=region["lanchuan_edu"])
    assert {part.state for part in parts} == {"issued"}
    do(SignFor(baseline=handed, organisation=region["lanchuan_edu"]), by=people["jiangli"])
    assert {part.state for part in parts.all()} == {"acknowledged"}
    assert not Part.objects.filter(state="acknowledged").exclude(organisation=region["lanchuan_edu"]).exists()
