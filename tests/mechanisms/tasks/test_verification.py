"""Verification by a sample that anyone can redraw, from a roster frozen at submission."""

from datetime import date

import pytest
from tests.mechanisms.tasks.life import CHECKED, PROOF, UNDERWAY, after, new_task, underway

from citycircle.mechanisms.draws.drawing import RosterAltered, announce, commit, replay, reveal, run
from citycircle.mechanisms.draws.protocol import protocol
from citycircle.mechanisms.draws.rosters import Roster, RosterFaulty
from citycircle.mechanisms.tasks.rules import LIMITS, TaskRules
from citycircle.mechanisms.tasks.verification import NotInTheRoster, agrees, entry, evidence, roster_of, sample_rules

SEEDS = {"澜川市督查室": "1" * 64, "禾阳市督查室": "b3" * 32}
AT = "2026-11-26T{:02}:00:00+08:00"


def handed_in(number, light):
    applied = {"document": f"{number}号", "proof": PROOF, "light": light}
    return after(
        new_task(task=f"2026-{number:03}", city="990100" if number % 2 else "990200"),
        *UNDERWAY,
        ("apply_done", "2026-11-20T10:00", "lead", applied),
        ("pass_check", "2026-11-23T10:00", "supervision", CHECKED),
    )


CASES = [handed_in(number, "red" if number in {4, 17} else "green") for number in range(1, 44)]


def draw_of(roster):
    draw = announce(roster, sample_rules(date(2026, 11, 26)), title="11月核实", by="澜川市督查室", at=AT.format(9))
    for party, seed in SEEDS.items():
        draw = commit(draw, party=party, seed=seed, at=AT.format(10))
    return run(draw, roster, SEEDS, at=AT.format(11))


def test_every_red_one_and_a_tenth_of_the_rest_are_drawn():
    draw = draw_of(roster_of(CASES))
    drawn = set(draw.seated)
    assert {"2026-004", "2026-017"} <= drawn
    assert len(drawn) == 2 + 5  # a tenth of 41, rounded up so that it is never less


def test_anyone_can_redraw_it_and_the_evidence_in_an_event_agrees():
    roster = roster_of(CASES)
    draw = draw_of(roster)
    for party, seed in SEEDS.items():
        draw = reveal(draw, party=party, seed=seed, at=AT.format(15))
    assert all(check.holds for check in replay(draw, roster))
    assert "红灯必查" in protocol(draw, "zh")
    found = [evidence(draw, roster, str(case.facts["task"])) for case in CASES]
    assert all(agrees(each, draw, roster) for each in found)
    assert not agrees({**found[0], "drawn": not found[0]["drawn"]}, draw, roster)
    assert not agrees({**found[0], "task": "2026-999"}, draw, roster)


def test_the_evidence_of_a_real_draw_lets_each_task_through_its_own_door():
    roster = roster_of(CASES)
    draw = draw_of(roster)
    for case in CASES:
        found = evidence(draw, roster, str(case.facts["task"]))
        if found["drawn"]:
            step = ("verified", "2026-11-27T10:00", "supervision", {"draw": found, "method": "site", "finding": "属实"})
        else:
            step = ("not_drawn", "2026-11-27T10:00", "supervision", {"draw": found})
        assert after(case, step).state == "done"


def test_the_roster_is_what_was_submitted():
    case = CASES[3]
    assert entry(case)["light"] == "red"
    assert entry(case)["submitted"] == "2026-11-20T10:00+08:00"
    repainted = Roster.of({**roster_of(CASES).entries[name], "light": "green"} for name in roster_of(CASES).entries)
    with pytest.raises(RosterAltered):
        run(announced(roster_of(CASES)), repainted, SEEDS, at=AT.format(11))
    with pytest.raises(ValueError, match="has not asked"):
        entry(underway())


def announced(roster):
    draw = announce(roster, sample_rules(date(2026, 11, 26)), title="11月核实", by="澜川市督查室", at=AT.format(9))
    for party, seed in SEEDS.items():
        draw = commit(draw, party=party, seed=seed, at=AT.format(10))
    return draw


def test_a_task_outside_the_roster_has_no_evidence():
    roster = roster_of(CASES[:5])
    with pytest.raises(NotInTheRoster) as stranger:
        evidence(draw_of(roster), roster, "2026-040")
    assert "2026-040" in stranger.value.say("zh")
    with pytest.raises(RosterFaulty):
        roster_of([underway()])


def test_a_city_may_draw_a_larger_share():
    header = LIMITS.path.read_text("utf-8").splitlines()[0]
    row = "sample_percent,50,汀河办法,1,2026-01-01,,checked,都市圈办,核实办法,汀都办〔2026〕2号,第五条,2026-01-05"
    rules = TaskRules(limits=LIMITS.amended_by(f"{header}\n{row}\n", file="own.csv"))
    assert [rule.number for rule in sample_rules(date(2026, 11, 26), rules)] == ["", "50"]


def test_a_roster_that_is_red_throughout_is_looked_at_throughout():
    several = [handed_in(number, "red") for number in (1, 2, 3)]
    assert set(draw_of(roster_of(several)).seated) == {"2026-001", "2026-002", "2026-003"}
