"""Parts of tasks in the office's memory: every step a right, every refusal with its rule, nothing across cities."""

from __future__ import annotations

import pytest
from django.db.models import F, Value
from django.db.models.functions import Concat

from citycircle.mechanisms.tasks.vocabulary import FIRST_CHECK, HANDLING_PLAN

PLAN = {**dict.fromkeys(HANDLING_PLAN, "有"), "proof_kind": "document"}


@pytest.fixture
def step(act):
    from citycircle.records.month.actions.parts import StepOfPart

    def take(part, name, role, by, days=0, /, **data):
        part.refresh_from_db()
        return act(StepOfPart(part=part, seen=part.version, step=name, role=role, data=data), by, days)

    return take


@pytest.fixture
def underway(parts, people, step):
    """The single part under way: signed for, planned, approved."""
    part = parts["1", "990100-EDU"]
    step(part, "acknowledge", "lead", people["clerk"], 1)
    step(part, "submit_plan", "lead", people["clerk"], 7, **PLAN)
    return step(part, "approve_plan", "leaders", people["leader"], 8)


def test_a_part_is_opened_for_every_lead_and_only_once(plan, parts, do):
    from citycircle.records.month.actions.parts import OpenParts
    from citycircle.records.month.models import Part

    assert set(parts) == {("1", "990100-EDU"), ("2", "990100-EDU"), ("2", "990200-DRC")}
    assert {part.state for part in parts.values()} == {"issued"}
    assert parts["1", "990100-EDU"].joint == ""
    assert parts["2", "990100-EDU"].joint == parts["2", "990200-DRC"].joint != ""
    assert do(OpenParts(plan=plan, document="x")) == []
    assert Part.objects.count() == 3


def test_a_part_goes_its_way_and_the_task_follows(underway):
    assert underway.state == "underway"
    assert underway.due.isoformat() == "2026-11-30"
    underway.task.refresh_from_db()
    assert underway.task.state == "underway"
    assert underway.case.events.count() == 5


def test_acceptance_8_nobody_takes_a_step_in_the_part_of_another_city(parts, people, step):
    from citycircle.accounts.errors import NotAllowed

    theirs = parts["2", "990200-DRC"]
    strangers = ("clerk", "head", "reviewer", "supervisor", "leader", "regional")
    for machine_step in theirs_steps():
        for role in machine_step.roles:
            for stranger in strangers:
                with pytest.raises(NotAllowed):
                    step(theirs, machine_step.name, role, people[stranger], 1, reason="x")
    theirs.refresh_from_db()
    assert (theirs.state, theirs.case.events.count()) == ("issued", 2)
    step(theirs, "acknowledge", "lead", people["their_clerk"], 1)


def theirs_steps():
    from datetime import date

    from citycircle.mechanisms.tasks.task import task

    return [each for each in task(date(2026, 3, 2)).machine.steps if not {"other", "owner"} & set(each.roles)]


def test_acceptance_7_after_the_day_only_the_leader_extends(underway, people, step):
    from citycircle.accounts.errors import NotAllowed
    from citycircle.mechanisms.cases.refusals import NotAllowedNow

    late = 280
    asked = {"reason": "车未到", "new_date": "2026-12-31", "progress": "一半"}
    with pytest.raises(NotAllowed):
        step(underway, "ask_extension", "lead", people["clerk"], 20, **asked)
    with pytest.raises(NotAllowedNow) as no:
        step(underway, "ask_extension", "lead", people["head"], late, **asked)
    assert "2026年11月30日" in no.value.say("zh")
    assert "澜川市" in no.value.say("zh")
    with pytest.raises(NotAllowed):
        step(
            underway, "extend_by_leaders", "leaders", people["their_leader"], late, reason="x", agreed_date="2026-12-31"
        )
    part = step(
        underway, "extend_by_leaders", "leaders", people["leader"], late, reason="汛情", agreed_date="2026-12-31"
    )
    assert part.due.isoformat() == "2026-12-31"


def test_a_refusal_speaks_of_organisations_by_name(underway, people, step):
    from citycircle.mechanisms.cases.refusals import NotAllowedNow

    with pytest.raises(NotAllowedNow) as no:
        step(underway, "issue", "leaders", people["leader"], 20, document="x")
    assert "9901" not in no.value.say("zh")


def test_a_refusal_in_english_names_the_same_rule_and_day(underway, people, step):
    from citycircle.accounts.models import Organisation
    from citycircle.core.messages import speaking
    from citycircle.mechanisms.cases.refusals import NotAllowedNow

    Organisation.objects.update(name_en=Concat(Value("English "), F("code")))
    underway.organisation.refresh_from_db()
    asked = {"reason": "车未到", "new_date": "2026-12-31", "progress": "一半"}
    with speaking("en"), pytest.raises(NotAllowedNow) as no:
        step(underway, "ask_extension", "lead", people["head"], 280, **asked)
    said = no.value.say("en")
    assert "the term is over" in said
    assert "2026-11-30" in said
    assert "English 9901" in said


def test_an_old_page_is_refused(underway, people, act):
    from citycircle.records.month.actions.parts import StepOfPart
    from citycircle.records.month.errors import MovedOn

    action = StepOfPart(part=underway, seen=underway.version - 1, step="report", role="lead", data={"note": "x"})
    with pytest.raises(MovedOn):
        act(action, people["clerk"], 9)


def test_the_whole_of_a_joint_task_is_confirmed_only_when_every_part_is_done(parts, people, region, step, act):
    from tests.region import DAY

    from citycircle.mechanisms.tasks.joint import PartsNotDone
    from citycircle.records.month.actions.verifying import DrawSample, evidence_for

    part = parts["2", "990100-EDU"]
    step(part, "acknowledge", "lead", people["clerk"], 1)
    step(part, "submit_plan", "lead", people["clerk"], 7, **PLAN)
    step(part, "approve_plan", "leaders", people["leader"], 8)
    proof = [{"kind": "document", "reference": "12号"}]
    step(part, "apply_done", "lead", people["head"], 20, document="12号", proof=proof, light="green")
    step(part, "pass_check", "supervision", people["supervisor"], 21, **dict.fromkeys(FIRST_CHECK, True))
    act(DrawSample(office=region["lanchuan"], month=DAY), people["supervisor"], 22)
    name = "verified" if evidence_for(part)["drawn"] else "not_drawn"
    step(part, name, "supervision", people["supervisor"], 22, method="papers", finding="属实")
    with pytest.raises(PartsNotDone) as early:
        step(part, "confirm_joint", "lead", people["head"], 23, note="完成")
    assert "禾阳市" in early.value.say("zh")


def test_a_sample_is_drawn_from_what_was_submitted_and_decides_how_a_part_goes_on(underway, region, people, step, act):
    from tests.region import DAY

    from citycircle.accounts.errors import NotAllowed
    from citycircle.mechanisms.draws.drawing import replay
    from citycircle.mechanisms.draws.records import read_record
    from citycircle.mechanisms.draws.rosters import Roster, RosterFaulty
    from citycircle.records.month.actions.verifying import DrawSample, evidence_for

    action = DrawSample(office=region["lanchuan"], month=DAY)
    with pytest.raises(RosterFaulty):
        act(action, people["supervisor"], 19)
    proof = [{"kind": "document", "reference": "12号"}]
    type(underway).objects.filter(pk=underway.pk).update(colour="red")
    step(underway, "apply_done", "lead", people["head"], 20, document="12号", proof=proof, light="green")
    part = step(underway, "pass_check", "supervision", people["supervisor"], 21, **dict.fromkeys(FIRST_CHECK, True))
    assert evidence_for(part) is None
    with pytest.raises(NotAllowed):
        act(action, people["reviewer"], 22)
    sample = act(action, people["supervisor"], 22)
    assert all(check.holds for check in replay(read_record(sample.record), Roster.of(sample.roster)))
    found = evidence_for(part)
    assert found["stratum"] == "红灯必查"
    done = step(part, "verified", "supervision", people["supervisor"], 23, draw={"drawn": False}, method="site",
                finding="属实")  # fmt: skip
    assert done.state == "done"


@pytest.mark.parametrize("code", ["990200-DRC", "99-OFFICE", "云泽省交通运输厅"])
def test_acceptance_8_a_part_is_not_handed_to_another_city(parts, people, step, code):
    from citycircle.records.month.errors import LeadElsewhere
    from citycircle.records.month.models import Part

    part = parts["1", "990100-EDU"]
    step(part, "object", "lead", people["head"], 1, ground="not_our_duty", wording="职责不符")
    with pytest.raises(LeadElsewhere):
        step(part, "reassign", "office", people["reviewer"], 2, decision="改派", organisation=code)
    step(part, "reassign", "office", people["reviewer"], 2, decision="改派", organisation="990100-DRC")
    kept = Part.objects.get(pk=part.pk)
    assert (kept.organisation.code, kept.city.code) == ("990100-DRC", "990100")
