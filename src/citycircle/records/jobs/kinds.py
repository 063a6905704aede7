"""Which kinds of jobs there are: functions marked with `@job` in modules named `jobs`, found by looking."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from importlib import import_module
from typing import Any, Protocol

from citycircle.accounts.rights import Viewer
from citycircle.core.messages import Text

HOME = "citycircle.records"


class Progress(Protocol):
    """What a job is given: for whom it works, and how it says how far it is."""

    by: Viewer

    def say(self, done: int, total: int) -> None: ...


Work = Callable[..., dict[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of job. It may be run a second time after a crash, so doing it twice must come to the same."""

    name: str
    title: Text
    work: Work
    tries: int = 3
    daily_at: time | None = None


KINDS: dict[str, Kind] = {}


def job(name: str, title: Text, *, tries: int = 3, daily_at: time | None = None) -> Callable[[Work], Work]:
    """Mark a function `(progress, **arguments)` as a kind of job; `daily_at` lets the calendar ask for it."""

    def mark(work: Work) -> Work:
        KINDS[name] = Kind(name, title, work, tries, daily_at)
        return work

    return mark


def load() -> dict[str, Kind]:
    """Import every module named `jobs` below `records`."""
    package = import_module(HOME)
    for module in pkgutil.walk_packages(package.__path__, f"{HOME}."):
        if module.name.endswith(".daily") or module.name.rpartition(".")[2] == "jobs":
            import_module(module.name)
    return KINDS
