"""Draw 10,000 of a million by lot, beside `random.sample`, and print the ratio.

Both draw from the same identifiers; ours answers to anybody who recomputes it, the other to nobody, so the ratio is
the price of the proof. The fingerprint of the roster, without which no proof holds, is timed apart.
Run: .venv/bin/python bench/draws.py [POPULATION [SAMPLE]]
"""

from __future__ import annotations

import platform
import random
import sys
import time
from collections.abc import Callable
from itertools import islice

from citycircle.mechanisms.draws.lots import in_order, key_of
from citycircle.mechanisms.draws.rosters import Roster

RUNS = 3


def timed(work: Callable[[], object]) -> float:
    best = float("inf")
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def main(population: int = 1_000_000, sample: int = 10_000) -> None:
    names = [f"P{number:07}" for number in range(population)]
    key = key_of({"澜川市": "1" * 64, "禾阳市": "2" * 64}, "0" * 64, "0" * 64)

    def ours() -> list[str]:
        return list(islice(in_order(names, key, sample), sample))

    def theirs() -> list[str]:
        return random.Random(1).sample(names, sample)

    mine, other = ours(), theirs()
    assert len(set(mine)) == len(set(other)) == sample
    assert set(mine) <= set(names)
    assert mine == ours(), "a draw must replay"
    shuffled = names[:]
    random.Random(2).shuffle(shuffled)
    assert mine == list(islice(in_order(shuffled, key, sample), sample)), "the order of rows must not matter"
    print(f"Python {platform.python_version()}; {sample:,} of {population:,}, best of {RUNS}")
    by_lot, by_sample = timed(ours), timed(theirs)
    print(f"by lot, anybody can recompute it   {by_lot:8.3f} s")
    print(f"random.sample, nobody can          {by_sample:8.3f} s")
    print(f"ratio                              {by_lot / by_sample:8.1f} x")
    print(f"per lot                            {by_lot / population * 1e6:8.2f} µs")
    start = time.perf_counter()
    roster = Roster.of({"id": name, "site": "主场"} for name in names)
    fingerprint = roster.fingerprint
    print(f"roster read and fingerprinted      {time.perf_counter() - start:8.3f} s  {fingerprint[:12]}…")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
