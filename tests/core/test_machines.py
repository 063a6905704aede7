"""Machines check themselves, guard their steps and draw what they declare."""

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from citycircle.core.machine_drawings import mermaid, svg
from citycircle.core.machines import (
    Clock,
    ConditionNotMet,
    Machine,
    MachineFaulty,
    NoSuchStep,
    NotYourStep,
    PaperMissing,
    State,
    Step,
)
from citycircle.core.messages import Text
from citycircle.core.terms import Term

WORK, DONE = Text("办理中", "in hand"), Text("办结", "closed")
UNIT, OFFICE = Text("牵头单位", "lead unit"), Text("都市圈办", "regional office")


def small(**changes) -> Machine:
    parts = {
        "name": "item",
        "title": Text("事项", "Item"),
        "initial": "sent",
        "roles": {"unit": UNIT, "office": OFFICE},
        "states": (
            State("sent", Text("待签收", "sent"), "unit", Text("签收", "acknowledge"), "acknowledge"),
            State("doing", WORK, "unit", Text("办理", "do it")),
            State("closed", DONE, final=True),
        ),
        "steps": (
            Step("acknowledge", Text("签收", "acknowledge"), ("sent",), "doing", ("unit",)),
            Step(
                "close",
                Text("办结", "close"),
                ("doing",),
                "closed",
                ("office",),
                guards=("proven",),
                needs=("proof",),
            ),
        ),
        "clocks": (Clock("acknowledge", Text("签收时限", "to acknowledge"), {"": Term(2)}, Text("约定", "agreed")),),
        "guards": {"proven": Text("佐证未核实", "its proof is not verified")},
        "papers": {"proof": Text("佐证", "the proof")},
    }
    return Machine(**{**parts, **changes})


def extended(*steps: Step, states: tuple[State, ...] = ()) -> Machine:
    machine = small()
    return small(steps=(*machine.steps, *steps), states=(*machine.states, *states))


@pytest.mark.parametrize(
    ("step", "states", "complaint"),
    [
        (Step("lose", Text("丢", "lose"), ("doing",), "closed", ()), (), "nobody has the right"),
        (Step("lose", Text("丢", "lose"), ("doing",), "nowhere", ("unit",)), (), '"nowhere"'),
        (Step("lose", Text("丢", "lose"), ("doing",), "closed", ("stranger",)), (), '"stranger"'),
        (Step("lose", Text("丢", "lose"), ("doing",), "closed", ("unit",), guards=("moon",)), (), '"moon"'),
        (Step("lose", Text("丢", "lose"), ("doing",), "closed", ("unit",), needs=("moon",)), (), '"moon"'),
        (Step("lose", Text("丢", "lose"), (), "closed", ("unit",)), (), "starts nowhere"),
        (Step("acknowledge", WORK, ("sent",), "closed", ("unit",)), (), "declared twice"),
        (
            Step("lose", Text("丢", "lose"), ("doing",), "pit", ("unit",)),
            (State("pit", WORK, "unit"),),
            'nothing leads from the state "pit" to an end',
        ),
        (
            Step("lose", Text("丢", "lose"), ("island",), "closed", ("unit",)),
            (State("island", WORK, "unit"),),
            'nothing leads to the state "island"',
        ),
        (
            Step("lose", Text("丢", "lose"), ("doing",), "closed", ("unit",)),
            (State("doing", WORK, "unit"),),
            "declared twice",
        ),
        (
            Step("float", Text("漂", "float"), ("doing",), "air", ("unit",)),
            (State("air", WORK),),
            'nobody holds the state "air"',
        ),
    ],
)
def test_a_machine_with_a_gap_is_refused_when_declared(step, states, complaint):
    with pytest.raises(MachineFaulty) as refused:
        extended(step, states=states)
    assert complaint in refused.value.say("en")


def test_an_unknown_clock_or_start_is_refused():
    with pytest.raises(MachineFaulty):
        small(clocks=())
    with pytest.raises(MachineFaulty):
        small(initial="nowhere")


def test_a_step_is_guarded():
    machine = small()
    close = machine.step("close", "doing")
    machine.check(close, "doing", "office", {"proof": "函〔2026〕3号"}, lambda _: True)
    with pytest.raises(NoSuchStep) as nowhere:
        machine.step("close", "sent")
    assert "What can be done now: acknowledge." in nowhere.value.say("en")
    with pytest.raises(NotYourStep) as stranger:
        machine.check(close, "doing", "unit", {"proof": "x"}, lambda _: True)
    assert "regional office" in stranger.value.say("en")
    with pytest.raises(PaperMissing) as bare:
        machine.check(close, "doing", "office", {}, lambda _: True)
    assert "the proof" in bare.value.say("en")
    with pytest.raises(ConditionNotMet) as unproven:
        machine.check(close, "doing", "office", {"proof": "x"}, lambda _: False)
    assert "its proof is not verified" in unproven.value.say("en")
    assert "佐证未核实" in unproven.value.say("zh")


def test_steps_of_a_role():
    assert [step.name for step in small().steps_from("doing", "unit")] == []
    assert [step.name for step in small().steps_from("doing", "office")] == ["close"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_everything_declared_is_in_the_diagram(language):
    machine = small()
    text = mermaid(machine, language)
    for state in machine.states:
        assert f" as {state.name}" in text
        assert state.title.say(language) in text
    for step in machine.steps:
        for source in step.sources:
            assert re.search(rf"{source} --> {step.goes_to(source)}: {step.title.say(language)}", text)
    assert machine.clocks[0].text.say(language) in text
    assert UNIT.say(language) in text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_step_that_is_added_appears_in_both_drawings(language):
    again = Step("reopen", Text("重新打开", "open again"), ("closed",), "doing", ("office",))
    before, after = small(), extended(again)
    words = again.title.say(language)
    assert words not in mermaid(before, language)
    assert words not in svg(before, language)
    assert "closed --> doing" in mermaid(after, language)
    drawn = ET.fromstring(svg(after, language))
    labels = [text.text for text in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert any(label.startswith(words) for label in labels)
    arrows = [path for path in drawn.iter("{http://www.w3.org/2000/svg}path") if path.get("d").endswith("Z")]
    assert len(arrows) == sum(1 for step in after.steps if step.target)


def test_signs_of_the_drawing_languages_are_harmless():
    tricky = Text('问：甲;"乙"<丙>#1', 'Ask: a; "b" <c> #1')
    step = Step("ask", tricky, ("doing",), "", ("unit",))
    machine = extended(step)
    ET.fromstring(svg(machine, "en"))
    line = next(line for line in mermaid(machine, "en").splitlines() if "Ask" in line)
    assert line.count(":") == 1
    assert ";" not in line


def test_a_clock_says_its_terms():
    clock = small().clocks[0]
    several = replace(clock, terms={"a": Term(1), "b": Term(10), "c": None}, chosen_by="kind")
    assert several.text.say("en") == "1 or 10 working days"
    assert replace(clock, terms={"": None}).text.say("en") == "no clock"
