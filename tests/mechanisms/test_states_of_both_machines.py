"""Every state and every step of both machines is reached by events, and every state explains itself."""

from collections import deque
from datetime import date, datetime, timedelta

import pytest
from tests.mechanisms.test_life_of_both_machines import GOOD, evidence

from citycircle.core.errors import CityCircleError
from citycircle.core.machine_drawings import mermaid, svg
from citycircle.core.messages import LANGUAGES
from citycircle.core.workdays import national
from citycircle.mechanisms.cases.events import Event
from citycircle.mechanisms.cases.replay import file, happen
from citycircle.mechanisms.cases.sentences import sentence
from citycircle.mechanisms.reports.cells import MONTHLY, cells_of, filing_facts
from citycircle.mechanisms.reports.report import monthly_report, opened
from citycircle.mechanisms.tasks.plans import accepted_plan
from citycircle.mechanisms.tasks.readings import waiting
from citycircle.mechanisms.tasks.task import filed, task

START = "2026-01-05T09:00:00+08:00"
CALENDAR = national()
FACTS = {"task": "1", "matter": "公交", "basis": "要点", "target": "4条", "joint": "J", "agreed_date": "2026-09-30"}


def task_cases():
    parties = {"office": "都市圈办", "supervision": "督查室", "leaders": "领导小组"}
    return [file(task(date(2026, 1, 5)), filed(START, parties, FACTS), CALENDAR)]


def report_cases():
    kind = monthly_report(date(2026, 1, 5))
    for section in (True, False):
        facts = filing_facts(MONTHLY, {"progress": "勘察", "total": "1"}, month="2026-01", form="月报",
                             agreed_date="2026-01-28", section_checks=section)  # fmt: skip
        yield file(kind, opened(START, "交通局", facts, receiver="都市圈办", approver="领导小组"), CALENDAR)


def further(case, step, role, hours):
    """The case after a step with papers in order, or None where a condition does not hold."""
    given = {
        **GOOD,
        "organisation": "禾阳市交通局",
        "agreed_date": "2026-12-31",
        "old": cells_of(case).get("total", ""),
    }
    if case.state == "verifying":
        given["draw"] = evidence(case, drawn=step.name == "verified")
    if step.name in {"comment", "object"}:
        given["ground"] = "not_our_duty"
    if step.name in {"send_round", "hand_out", "take_over", "reassign"}:
        given["organisation"] = "交通局"
    when = (case.at + timedelta(hours=hours)).isoformat()
    try:
        return happen(case, Event(step.name, when, case.parties.get(role, ""), role, given))
    except CityCircleError:
        return None


def walk(first):
    """Every way through the machine, each step soon and late."""
    found, taken, waiting_ones = {}, set(), deque(first)
    while waiting_ones:
        case = waiting_ones.popleft()
        known = (
            case.state,
            case.pause is not None,
            accepted_plan(case) is not None,
            case.facts.get("section_checks"),
            "lead" in case.parties,
        )
        if known in found:
            continue
        found[known] = case
        for step in case.may_now():
            for role in step.roles:
                for hours in (1, 24 * 40, 24 * 100):
                    after = further(case, step, role, hours)
                    if after and after.at.year == 2026:
                        taken.add((step.name, role))
                        waiting_ones.append(after)
    return found, taken


@pytest.mark.parametrize("first", [task_cases, report_cases])
def test_every_state_and_every_step_of_every_role_is_reached(first):
    cases = list(first())
    found, taken = walk(cases)
    machine = cases[0].kind.machine
    assert {state for state, *_ in found} == {state.name for state in machine.states}
    missed = {(step.name, role) for step in machine.steps for role in step.roles} - taken
    assert missed == set()
    now = datetime.fromisoformat("2026-12-31T09:00:00+08:00")
    for case in found.values():
        held = waiting(case) if case.kind.name == "task" else None
        for language in LANGUAGES:
            words = sentence(case, now, language)
            assert case.here.title.say(language) in words
            assert case.closed or case.holder in words
            assert "{" not in words
            assert held is None or held.cause.say(language)


@pytest.mark.parametrize("first", [task_cases, report_cases])
def test_the_drawings_show_every_state_step_and_term(first):
    machine = next(iter(first())).kind.machine
    for language in LANGUAGES:
        text, picture = mermaid(machine, language), svg(machine, language)
        for state in machine.states:
            assert f" as {state.name}" in text
        for step in machine.steps:
            assert text.count(step.title.say(language)) >= len(step.sources)
        assert picture.count("<circle") == sum(len(step.sources) for step in machine.steps)
