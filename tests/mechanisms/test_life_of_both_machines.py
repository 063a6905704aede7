"""Arbitrary steps by arbitrary people at arbitrary times, over a joint task of two cities and their reports.

Whatever is tried: no state without a name and a holder, every minute in somebody's hand, nothing lost, nobody acts for
another, and a refusal is a sentence in both languages.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from citycircle.core.errors import CityCircleError
from citycircle.core.terms import OFFICE_TIME
from citycircle.core.workdays import national
from citycircle.mechanisms.cases.events import Event, read_events, write_events
from citycircle.mechanisms.cases.refusals import let
from citycircle.mechanisms.cases.replay import file, replay
from citycircle.mechanisms.cases.sentences import sentence
from citycircle.mechanisms.reports.cells import MONTHLY, cells_of, filing_facts, first_submitted, history_of
from citycircle.mechanisms.reports.corrections import as_shown, seen
from citycircle.mechanisms.reports.report import monthly_report, opened
from citycircle.mechanisms.reports.vocabulary import OWN
from citycircle.mechanisms.tasks.joint import joint_view
from citycircle.mechanisms.tasks.readings import (
    baseline_due,
    closings,
    days_late_in_own_hand,
    deadlines,
    versions,
    waiting,
)
from citycircle.mechanisms.tasks.task import filed, task
from citycircle.mechanisms.tasks.verification import entry, submission

CALENDAR = national()
START = datetime(2026, 1, 5, 9, tzinfo=OFFICE_TIME)
END = datetime(2026, 12, 31, 23, tzinfo=OFFICE_TIME)
TASK, REPORT = task(date(2026, 1, 5)), monthly_report(date(2026, 1, 5))
CITIES = ("澜川市", "禾阳市")
ALL = [f"{kind} {city}" for kind in ("task", "report") for city in CITIES]
STEPS = sorted({step.name for step in (*TASK.machine.steps, *REPORT.machine.steps)})
ROLES = sorted({*TASK.machine.roles, *REPORT.machine.roles, "stranger"})
NAMES = [
    *(f"{city}交通运输局" for city in CITIES),
    *(f"{city}领导小组" for city in CITIES),
    "都市圈办",
    "云泽省交通运输厅",
]
SHOWN = as_shown(())
GOOD = {
    **dict.fromkeys({*TASK.machine.papers, *REPORT.machine.papers}, "有"),
    "ground": "force_majeure",
    "proof_kind": "document",
    "proof": [{"kind": "document", "reference": "12号"}],
    "method": "site",
    "light": "red",
    "organisation": NAMES[0],
    "owner": NAMES[-1],
    "agreed_date": "2026-12-31",
    "new_date": "2027-01-31",
    "cells": {"progress": "完成3公里", "total": "3"},
    "questions": {"total": "口径？"},
    "answers": {"total": "含前期费"},
    "cell": "total",
    "new": "4",
    "effects": SHOWN,
    "effects_seen": seen(SHOWN),
}
BAD = {
    "agreed_date": "年底",
    "proof": [],
    "cells": {"moon": "1"},
    "method": "听说",
    "ground": "忙",
    "effects_seen": "0",
}


LIFE = {
    "task": (
        "send_round", "agree_draft", "issue", "acknowledge", "submit_plan", "approve_plan",
        "apply_done", "pass_check", "verified", "close_off",
    ),
    "report": (
        "fill", "send_to_section", "pass_section", "sign", "open_review", "accept", "compile", "publish", "lock",
    ),
}  # fmt: skip
"""The straight way through; a run begins somewhere along it, so that late steps are tried as often as early ones."""


def evidence(case, drawn):
    return {"task": case.facts["task"], "roster": "f", "entry": submission(entry(case)), "drawn": drawn}


class TwoCities(RuleBasedStateMachine):
    """Two parts of a joint task and two reports; every attempt either happens whole or changes nothing."""

    @initialize(date=st.sampled_from(["2026-06-30", "2026-11-30", ""]), depth=st.integers(0, 10), data=st.data())
    def begin(self, date, depth, data):
        """Open two parts and two reports, and let the right ones take the straight way for a while."""
        self.now, self.cases, self.kept = START, {}, {}
        for city in CITIES:
            parties = {"office": "都市圈办", "supervision": f"{city}督查室", "leaders": f"{city}领导小组"}
            facts = {
                "task": f"12-{city}",
                "matter": "公交",
                "basis": "要点",
                "target": "4条",
                "joint": "J",
                "city": city,
            }
            first = filed(START.isoformat(), parties, {**facts, "agreed_date": date})
            self.cases[f"task {city}"] = file(TASK, first, CALENDAR)
            sheet = filing_facts(MONTHLY, {"progress": "勘察", "total": "1"}, month="2026-01", form="月报",
                                 agreed_date="2026-01-28")  # fmt: skip
            report = opened(
                START.isoformat(), f"{city}交通运输局", sheet, receiver="都市圈办", approver=f"{city}领导小组"
            )
            self.cases[f"report {city}"] = file(REPORT, report, CALENDAR)
        for name, case in self.cases.items():
            for step in LIFE[name.split()[0]][:depth]:
                self.go(name, case.kind.machine.step(step, self.cases[name].state), data)

    def attempt(self, name, step, role, by, data):
        """Let it happen or be refused; a refusal leaves the case as it was and says why in both languages."""
        before = self.cases[name]
        complaint = None
        try:
            self.cases[name] = let(before, Event(step, self.now.isoformat(), by, role, data))
        except CityCircleError as refused:
            complaint = refused
        if complaint:
            assert self.cases[name] is before
            said = [words for language in ("zh", "en") for words in complaint.sentences(language)]
            assert all(words and "{" not in words for words in said)
        else:
            assert by == before.parties.get(role)
            assert self.cases[name].events[:-1] == before.events

    def go(self, name, step, data):
        """Let one of those whose step it is take it, with papers that are mostly in order."""
        case = self.cases[name]
        role = data.draw(st.sampled_from(step.roles))
        given = {**GOOD, "old": cells_of(case).get("total", "") if name.startswith("report") else "有"}
        if case.state == "verifying":
            given["draw"] = evidence(case, drawn=step.name != "not_drawn")
        if step.name in {"comment", "object"}:
            given["ground"] = "not_our_duty"
        if step.name in {"send_round", "hand_out", "take_over", "reassign"}:
            given["organisation"] = f"{case.facts['city']}交通运输局"
        if step.name == "pass_on":
            given["organisation"] = NAMES[-1]
        self.attempt(name, step.name, role, case.parties.get(role, NAMES[0]), given)

    @rule(days=st.sampled_from([0, 1, 5, 40]), hours=st.integers(0, 23))
    def time_passes(self, days, hours):
        if self.now + timedelta(days=days, hours=hours) < END:
            self.now += timedelta(days=days, hours=hours)

    @rule(
        name=st.sampled_from(ALL), step=st.sampled_from(STEPS), role=st.sampled_from(ROLES),
        by=st.sampled_from(NAMES), bad=st.booleans(),
    )  # fmt: skip
    def anybody_tries_anything(self, name, step, role, by, bad):
        self.attempt(name, step, role, by, {**GOOD, **(BAD if bad else {})})

    @rule(name=st.sampled_from(ALL), count=st.integers(1, 6), data=st.data())
    def the_right_ones_do_something_possible(self, name, count, data):
        for _ in range(count):
            if possible := self.cases[name].may_now():
                self.go(name, data.draw(st.sampled_from(possible)), data)

    @rule(name=st.sampled_from(ALL), data=st.data())
    def things_go_on(self, name, data):
        several = LIFE[name.split()[0]]
        for step in self.cases[name].may_now():
            if step.name in several:
                self.go(name, step, data)
                return

    @invariant()
    def somebody_holds_it_and_every_minute_adds_up(self):
        for case in getattr(self, "cases", {}).values():
            assert case.state in {state.name for state in case.kind.machine.states}
            assert (case.holder is None) == case.here.final
            assert sum(case.time_in_hand(self.now).values(), timedelta()) == case.elapsed(self.now)
            for language in ("zh", "en"):
                assert case.here.title.say(language) in sentence(case, self.now, language)

    @invariant()
    def nothing_is_lost(self):
        for name, case in getattr(self, "cases", {}).items():
            kept = self.kept.get(name, ())
            if case.events == kept:
                continue
            assert case.events[: len(kept)] == kept
            self.kept[name] = case.events
            if name.startswith("task"):
                self.task_is_whole(case)
            else:
                self.report_is_whole(case)

    def teardown(self):
        """Whatever happened, the stored events alone lead to the same case again."""
        for case in getattr(self, "cases", {}).values():
            assert replay(case.kind, read_events(write_events(case.events)), CALENDAR) == case

    def task_is_whole(self, case):
        assert len(closings(case)) == sum(event.kind == "close_off" for event in case.events)
        assert [each.number for each in versions(case)] == list(range(1, len(versions(case)) + 1))
        due, known = baseline_due(case), deadlines(case)
        assert (known[0].day if known and due else None) == due
        held = waiting(case)
        assert held is None or held.whom == case.holder
        assert days_late_in_own_hand(case, self.now) >= 0
        assert [event.kind for event in case.events].count("reopen") == sum(
            bool(each.reopened) for each in closings(case)
        )

    def report_is_whole(self, case):
        for written in history_of(case).values():
            for value in written[1:]:
                event = next(each for each in case.events if each.moment == value.at and each.kind == value.step)
                assert event.role in OWN or event.kind == "sign_correction"
        corrected = {value.value for written in history_of(case).values() for value in written}
        for event in case.events:
            if event.kind == "fill":
                assert set(event.data["cells"].values()) <= corrected
        submitted = case.state in {"submitted", "reviewing", "accepted", "compiled", "published", "locked"}
        assert not submitted or first_submitted(case) is not None

    @invariant()
    def the_joint_view_blames_nobody_and_adds_up(self):
        if not getattr(self, "cases", None):
            return
        parts = {city: self.cases[f"task {city}"] for city in CITIES}
        view = joint_view("J", parts, self.now)
        assert sum(view.time_in_hand.values(), timedelta()) == view.elapsed
        assert not view.done or all(part.done and part.confirmed for part in view.parts)
        assert replace(view, parts=()).sentence.zh


TestTwoCities = TwoCities.TestCase
TestTwoCities.settings = settings(max_examples=50, stateful_step_count=50, deadline=None)
