"""The machine of `test_any_order`: what is tried in which order, and what holds after every act."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from tests.records.reporting import kept
from tests.records.reporting.acts import Acts
from tests.records.reporting.who_may import CITY, CODES, WHO
from tests.region import NOW

from citycircle.accounts.actions.base import carry_out
from citycircle.accounts.audit.verification import verify
from citycircle.accounts.errors import NotAllowed
from citycircle.accounts.models import AuditLine
from citycircle.core.errors import CityCircleError
from citycircle.records.month.actions.chasing import ChaseDay

START, END = NOW + timedelta(days=28), datetime(2026, 11, 30, tzinfo=NOW.tzinfo)


class TwoCities(RuleBasedStateMachine):
    """Two cities in one database; what an example did is rolled back at its end. `done` counts what came through."""

    def __init__(self, world, done):
        super().__init__()
        self.world, self.done, self.now, self.moved = world, done, START, True
        self.whole = transaction.atomic()
        self.whole.__enter__()
        self.acts = Acts(world)
        self.kept, self.cities = kept.written(), kept.of_cities()

    def attempt(self, tried, by):
        """Try an act as somebody; it happens whole, or changes nothing and says why."""
        self.now += timedelta(minutes=1)
        viewer = replace(self.world.people[by], day=self.now.date())
        line = AuditLine.objects.order_by("-number").first().number
        error = None
        try:
            carry_out(tried.action, by=viewer, at=self.now, reason=tried.reason)
        except CityCircleError as refused:
            error = refused
        name = tried.action.name
        assert isinstance(error, NotAllowed) == (by not in tried.may), (name, by, tried.may, error)
        said = list(AuditLine.objects.filter(number__gt=line).values_list("action", "outcome", "actor"))
        outcome = "done" if error is None else "refused" if isinstance(error, NotAllowed) else "failed"
        assert [each for each in said if each[0] != "notice.send"] == [(name, outcome, viewer.person)]
        before, self.cities = self.cities, kept.of_cities()
        changed = {key: value[0] for key, value in self.cities.items() if before.get(key) != value}
        assert before.keys() <= self.cities.keys()
        if error is not None:
            assert not changed
            assert len(said) == 1
            words = [each for language in ("zh", "en") for each in error.sentences(language)]
            assert all(each and "{" not in each for each in words), words
            return
        self.done[name] += 1
        self.moved = True
        own = CODES[tried.city] if tried.city else CITY.get(WHO[by][1])
        of_others = {key for key, city in changed.items() if CODES.get(city) != own}
        assert not of_others, (name, by, of_others)

    def go_on(self, draw, *, fitting=True, by=""):
        """Something is tried by one who may, or by whoever it is."""
        tried = self.acts.made(draw, fitting=fitting)
        if tried is not None and (by or tried.may):
            self.attempt(tried, by or draw(st.sampled_from(sorted(tried.may))))

    @rule(days=st.sampled_from([0, 1, 5, 30]), hours=st.integers(1, 23))
    def time_passes(self, days, hours):
        """With every new day the service climbs its ladder."""
        if self.now + timedelta(days=days, hours=hours) < END:
            self.now += timedelta(days=days, hours=hours)
        if days:
            service = replace(self.world.service, day=self.now.date())
            carry_out(ChaseDay(on=self.now.date()), by=service, at=self.now)
            self.cities, self.moved = kept.of_cities(), True

    @rule(count=st.integers(1, 5), data=st.data())
    def the_right_ones_do_what_fits(self, count, data):
        for _ in range(count):
            self.go_on(data.draw)

    @rule(count=st.integers(1, 5), data=st.data())
    def the_right_ones_go_on(self, count, data):
        for _ in range(count):
            self.go_on(data.draw)

    @rule(by=st.sampled_from(sorted(WHO)), fitting=st.booleans(), data=st.data())
    def anybody_tries_anything(self, by, fitting, data):
        self.go_on(data.draw, fitting=fitting, by=by)

    @rule(data=st.data())
    def the_right_ones_try_what_does_not_fit(self, data):
        self.go_on(data.draw, fitting=False)

    @invariant()
    def nothing_is_lost_and_every_row_repeats_its_events(self):
        if self.moved:
            now = kept.written()
            assert all(now[key] == value for key, value in self.kept.items())
            self.kept, self.moved = now, False
            kept.check_copies()

    def teardown(self):
        try:
            verdict = verify(remember=False, compare=False)
            assert verdict.is_intact, verdict.faults
        finally:
            transaction.set_rollback(True)
            self.whole.__exit__(None, None, None)
