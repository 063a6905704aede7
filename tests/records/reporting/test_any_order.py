"""Arbitrary acts by arbitrary people in arbitrary order, through the service and its database, over two cities.

Whatever is tried: every row repeats what its events say, no value is lost, nobody does what the table of `who_may` does
not give, no city changes what is another's, a refusal is a sentence in both languages, and the log has its line.

CITYCIRCLE_ANY_ORDER=200 runs so many examples, each time others; without it a few that are always the same.
"""

from __future__ import annotations

import os
from collections import Counter
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from tests.records.reporting.who_may import WHO
from tests.region import DAY

EXAMPLES = os.environ.get("CITYCIRCLE_ANY_ORDER", "")
SETTINGS = settings(
    max_examples=int(EXAMPLES or 7), stateful_step_count=40, deadline=None, database=None, derandomize=not EXAMPLES,
    suppress_health_check=list(HealthCheck), phases=[Phase.generate, *([Phase.shrink] if EXAMPLES else [])],
)  # fmt: skip
FEWEST = 10
"""So many kinds of acts at least came through in some example: with fewer nothing much was tried."""


@pytest.fixture
def people(region, somebody):
    """A viewer for everybody in WHO; the stranger has an account without a post."""
    from citycircle.accounts.viewers import viewer_of

    made = {name: somebody(name, role, post)[1] for name, (role, post) in WHO.items() if role}
    stranger, _ = somebody("stranger", "filler", "dongbu")
    stranger.holdings.all().delete()
    return made | {"stranger": viewer_of(stranger, DAY)}


@pytest.fixture
def world(people, region, parts, service):
    """Two cities at the end of March, each thing at another point of its way, so that late acts are tried as well."""
    from tests.records.reporting.acts import begun
    from tests.records.reporting.two_cities import START

    begun(people, region, parts, service, START)
    return SimpleNamespace(people=people, region=region, service=service)


def test_whatever_is_done_by_whomever_in_whatever_order(world):
    from tests.records.reporting.two_cities import TwoCities

    done: Counter[str] = Counter()
    run_state_machine_as_test(lambda: TwoCities(world, done), settings=SETTINGS)
    assert len(done) >= FEWEST, done
