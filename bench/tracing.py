"""Print how many planted links and faults of the three-level fixture are found, and how much of what is found is true.

The thresholds were chosen on the half called `tune`; the half called `held` was written at the same time and measured
when they stood. Uncovered clauses and orphans are judged by the machine's proposals alone, as before anybody accepted
one; gaps by the links that a person would accept. Run from the root: .venv/bin/python bench/tracing.py [--misses]
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.planning.tracing.fixture import level
from tests.planning.tracing.measuring import measured


def main(*, misses: bool = False) -> None:
    sizes = {name: len(level(name).ledger.items) for name in ("province", "region", "city", "neighbour", "next_year")}
    print("tasks:", ", ".join(f"{name} {size}" for name, size in sizes.items()))
    for part, title in (("tune", "the half that served for tuning"), ("held", "the half held out"), ("", "all")):
        start = time.perf_counter()
        scores = measured(part)
        print(f"\n{title} ({time.perf_counter() - start:.1f} s)")
        for kind, score in scores.items():
            print(f"  {kind:15} {score}")
            if misses:
                print("      missed:", sorted(score.planted - score.found))
                print("      untrue:", sorted(score.found - score.planted))


if __name__ == "__main__":
    main(misses="--misses" in sys.argv[1:])
