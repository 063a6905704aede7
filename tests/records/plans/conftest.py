"""What tests of plans do: take a plan in, do the jobs, edit it."""

from __future__ import annotations

import itertools
from datetime import timedelta

import pytest
from tests.records.plans.lanchuan import TEXT
from tests.region import NOW


@pytest.fixture
def keeper(somebody):
    """The office's reviewer of 澜川市."""
    return somebody("shenyi", "office_reviewer", "lanchuan_drc")[1]


@pytest.fixture
def clock(monkeypatch):
    """The hour of the next act: each is a minute after the one before."""
    minutes = itertools.count(1)

    def tick():
        return NOW + timedelta(minutes=next(minutes))

    monkeypatch.setattr("citycircle.records.plans.jobs.now", tick)
    return tick


@pytest.fixture
def work(clock):
    """Do every job that is due."""
    from citycircle.records.jobs.work import do_next

    def done():
        while do_next(clock):
            pass

    return done


@pytest.fixture
def taken_in(region, keeper, work):
    """Import a text as the office of 澜川市, and give its plan."""
    from citycircle.records.plans.actions.importing import import_text

    def take_in(text=TEXT):
        document = import_text(text, organisation=region["lanchuan_drc"], by=keeper, at=NOW)
        work()
        document.refresh_from_db()
        return document.plans.get()

    return take_in


@pytest.fixture
def plan(taken_in):
    return taken_in()


@pytest.fixture
def edit(clock, keeper):
    """Carry out an edit as the office's reviewer."""
    from citycircle.accounts.actions.base import carry_out

    return lambda action, reason="核对原文": carry_out(action, by=keeper, at=clock(), reason=reason)
