"""The last line of a test run says what was left out, how often and why, so that green never hides a gap."""

from __future__ import annotations

from collections import Counter

import pytest

REASONS = pytest.StashKey[Counter[str]]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[REASONS] = Counter()


def pytest_terminal_summary(terminalreporter, config: pytest.Config) -> None:
    for report in terminalreporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        config.stash[REASONS][reason.removeprefix("Skipped: ")] += 1


def pytest_unconfigure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput") or REASONS not in config.stash:
        return
    reasons = config.stash[REASONS]
    listed = "; ".join(f"{count} × {reason}" for reason, count in reasons.most_common())
    print(f"Left out: {reasons.total()} tests ({listed})" if reasons else "Left out: nothing")  # noqa: T201  # a report
