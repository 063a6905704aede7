"""The last line of a test run says what was left out, how often and why, so that green never hides a gap.

`make test` runs twice where it can: everything on SQLite, then with `--database` what keeps rows, on PostgreSQL. The
last line of the second run speaks for both; without a server, each test that has no second run counts as left out.
"""

from __future__ import annotations

import os
from collections import Counter

import pytest

REASONS = pytest.StashKey[Counter[str]]()
NO_SECOND_RUN = "a second run on PostgreSQL: CITYCIRCLE_TEST_POSTGRES names no PostgreSQL server"
FIRST_RUN = "citycircle/left_out"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", action="store_true", help="only tests that keep rows in the database of this run")


def pytest_configure(config: pytest.Config) -> None:
    config.stash[REASONS] = Counter()


def keeps_rows(item: pytest.Item) -> bool:
    return item.get_closest_marker("django_db") is not None or "db" in getattr(item, "fixturenames", ())


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    keeping = [item for item in items if keeps_rows(item)]
    if config.option.database:
        config.hook.pytest_deselected(items=[item for item in items if item not in keeping])
        items[:] = keeping
    elif keeping and not os.environ.get("CITYCIRCLE_TEST_POSTGRES"):
        config.stash[REASONS][NO_SECOND_RUN] += len(keeping)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker of a run in parallel hands over what it counted while collecting: all workers collect the same."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["left_out"] = dict(session.config.stash[REASONS])


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node) -> None:
    counted = Counter(getattr(node, "workeroutput", {}).get("left_out", {}))
    node.config.stash[REASONS] |= counted


def pytest_terminal_summary(terminalreporter, config: pytest.Config) -> None:
    reasons = config.stash[REASONS]
    for report in terminalreporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        reasons[reason.removeprefix("Skipped: ")] += 1
    cache = getattr(config, "cache", None)  # there is none with -p no:cacheprovider
    if cache is not None and config.option.database:
        reasons.update(cache.get(FIRST_RUN, {}))
    elif cache is not None:
        cache.set(FIRST_RUN, reasons)


def pytest_unconfigure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput") or REASONS not in config.stash:
        return
    reasons = config.stash[REASONS]
    listed = "; ".join(f"{count} × {reason}" for reason, count in reasons.most_common())
    print(f"Left out: {reasons.total()} tests ({listed})" if reasons else "Left out: nothing")  # noqa: T201  # a report
