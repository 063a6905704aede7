"""The critical path method over milestones: earliest and latest days, float, and the chains that decide the end.

A milestone is reached `days` after the last of its predecessors (plus lag) is. Where nobody said how long the work
takes, the baseline says it: the days between the last predecessor's planned day and its own. So a schedule that holds
only promised days can be reckoned with too, and a slack that nobody declared is never assumed.

Source: Kelley and Walker, Critical-Path Planning and Scheduling (1959); the terms follow GB/T 13400.1 (unverified).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from citycircle.planning.schedule.network import Network

CHAINS = 20
"""As many critical chains as are written out; how many there are is counted in full."""


@dataclass(frozen=True, slots=True)
class Timing:
    """When one milestone can be and must be reached, for the end not to move. Days are calendar days."""

    days: int
    """How long its own work takes."""
    early: date
    late: date

    @property
    def total_float(self) -> int:
        """Days that it may come later than its earliest day without moving the end."""
        return (self.late - self.early).days

    @property
    def is_critical(self) -> bool:
        return self.total_float == 0


@dataclass(frozen=True, slots=True)
class CriticalPath:
    """The reckoning of one net from its first day."""

    start: date
    end: date
    timings: Mapping[str, Timing]
    chains: tuple[tuple[str, ...], ...]
    """The critical chains from first to last, the first CHAINS of them."""
    chain_count: int

    @property
    def length(self) -> int:
        """Calendar days from the first day to the end."""
        return (self.end - self.start).days


def durations(network: Network, start: date) -> dict[str, int]:
    """How many days each milestone takes after its last predecessor: as said, else as its baseline leaves."""
    planned: dict[str, date] = {}
    found: dict[str, int] = {}
    for key, node in network.nodes.items():
        free = max((planned[link.key] + timedelta(link.lag) for link in node.after), default=start)
        left = (node.baseline - free).days if node.baseline else 0
        found[key] = node.days if node.days is not None else max(0, left)
        planned[key] = node.baseline or free + timedelta(found[key])
    return found


def critical_path(network: Network, start: date) -> CriticalPath:
    """Reckon a net forward from its first day and back from its end.

    >>> from citycircle.planning.schedule.network import network_of
    >>> from citycircle.planning.schedule.nodes import Node, Predecessor as P
    >>> begin = Node("c", "开工", after=(P("a"), P("b")))
    >>> net = network_of([Node("a", "立项", days=10), Node("b", "选址", days=4), begin])
    >>> path = critical_path(net, date(2026, 1, 1))
    >>> path.length, path.timings["b"].total_float, path.chains
    (10, 6, (('a', 'c'),))
    """
    days = durations(network, start)
    early = dict.fromkeys(network.nodes, start)
    for key, node in network.nodes.items():
        free = max((early[link.key] + timedelta(link.lag) for link in node.after), default=start)
        early[key] = free + timedelta(days[key])
    end = max(early.values(), default=start)
    late = _latest(network, days, end)
    timings = {key: Timing(days[key], early[key], late[key]) for key in network.nodes}
    chains = tuple(islice(_chains(network, timings), CHAINS))
    return CriticalPath(start, end, timings, chains, _count(network, timings))


def _latest(network: Network, days: Mapping[str, int], end: date) -> dict[str, date]:
    late: dict[str, date] = {}
    for key in reversed(tuple(network.nodes)):
        must = (late[link.key] - timedelta(days[link.key] + link.lag) for link in network.followers[key])
        late[key] = min(must, default=end)
    return late


def _driven(network: Network, timings: Mapping[str, Timing], key: str) -> list[str]:
    """The critical followers whose day is decided by this milestone."""
    return [
        link.key
        for link in network.followers[key]
        if timings[link.key].is_critical
        and timings[key].early + timedelta(link.lag + timings[link.key].days) == timings[link.key].early
    ]


def _first(network: Network, timings: Mapping[str, Timing]) -> list[str]:
    return [key for key, node in network.nodes.items() if not node.after and timings[key].is_critical]


def _chains(network: Network, timings: Mapping[str, Timing]) -> Iterator[tuple[str, ...]]:
    waiting: list[tuple[str, ...]] = [(key,) for key in reversed(_first(network, timings))]
    while waiting:
        chain = waiting.pop()
        onward = _driven(network, timings, chain[-1])
        if onward:
            waiting += [(*chain, key) for key in reversed(onward)]
        else:
            yield chain


def _count(network: Network, timings: Mapping[str, Timing]) -> int:
    """How many chains there are, without walking each."""
    ways: dict[str, int] = {}
    for key in reversed(tuple(network.nodes)):
        if timings[key].is_critical:
            ways[key] = sum(ways[onward] for onward in _driven(network, timings, key)) or 1
    return sum(ways[key] for key in _first(network, timings))
