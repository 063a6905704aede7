"""Rules in bulk and rules at once: how much a rule adds to reading and writing a table, and how soon one is at hand.

    python bench/rules.py [ROWS]

1. `citycircle rule … --table` over a million rows, against the same table read by the csv module and written again
   with as many columns. Answers are checked first: a sample of rows asked one by one must say the same.
2. Importing one rule and asking it once, against `import decimal`: processor time of processes of their own, the
   least of several, so that a busy machine does not count.
"""

from __future__ import annotations

import csv
import platform
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from citycircle import __version__
from citycircle.cli.dispatch import main
from citycircle.core.rules import Rule
from citycircle.domains.environment.air import SUB_INDEX
from citycircle.domains.environment.air_reports import DAILY_INDEX

ROWS = 1_000_000
SAMPLE = 2_000
STARTS = 15
FIRST_DAY = date(2025, 9, 1)  # half a year by the edition of 2012, half by that of 2026
SCALES = {"so2": 8.0, "no2": 28.0, "co": 0.9, "o3": 90.0, "pm10": 60.0, "pm25": 32.0}


def concentration(chance: random.Random, pollutant: str) -> str:
    return f"{SCALES[pollutant] * chance.gammavariate(2.0, 0.5):.1f}"


def one_pollutant_a_row(path: Path, rows: int) -> None:
    chance = random.Random(1)
    with path.open("w", newline="", encoding="utf-8") as stream:
        sheet = csv.writer(stream)
        sheet.writerow(["station", "on", "pollutant", "period", "concentration"])
        for number in range(rows):
            day = FIRST_DAY + timedelta(days=number % 365)
            pollutant = chance.choice(["so2", "no2", "co", "pm10", "pm25"])
            sheet.writerow([f"S{number % 50}", day, pollutant, "day", concentration(chance, pollutant)])


def one_day_a_row(path: Path, rows: int) -> None:
    chance = random.Random(2)
    with path.open("w", newline="", encoding="utf-8") as stream:
        sheet = csv.writer(stream)
        sheet.writerow(["station", "on", *SCALES])
        for number in range(rows):
            day = FIRST_DAY + timedelta(days=number % 365)
            sheet.writerow([f"S{number % 50}", day, *[concentration(chance, pollutant) for pollutant in SCALES]])


def read_and_write(source: Path, target: Path, more: int) -> None:
    """The table alone: every row read and written again with as many cells as the answers have."""
    answer = ["100"] * more
    with (
        source.open(encoding="utf-8-sig", newline="") as found,
        target.open("w", encoding="utf-8-sig", newline="") as new,
    ):
        writer = csv.writer(new)
        for row in csv.reader(found):
            writer.writerow([*row, *answer])


def seconds(work: Callable[[], object]) -> float:
    """Processor time, so that what else the machine does does not count."""
    start = time.process_time()
    work()
    return time.process_time() - start


def check(rule: Rule, answers: Path, rows: int) -> None:
    """A sample of the answers, asked one by one."""
    names = [field.name for field in rule.inputs]
    with answers.open(encoding="utf-8-sig", newline="") as stream:
        sampled = set(random.Random(3).sample(range(rows), min(SAMPLE, rows)))
        found = [row for number, row in enumerate(csv.DictReader(stream)) if number in sampled]
    assert len(found) == len(sampled)
    for row in found:
        single = rule.answer({name: row[name] for name in names if name in row}, on=row["on"])
        for field in rule.outputs:
            value = single.outputs.get(field.name)
            shown = "" if value is None else field.kind.as_json(value)
            cell = ";".join(map(str, shown)) if isinstance(shown, list) else str(shown)
            assert row[field.name] == cell, (row, field.name, cell)


def bulk(rule: Rule, make: Callable[[Path, int], None], rows: int, folder: Path) -> None:
    source, answers, copy = folder / "table.csv", folder / "answers.csv", folder / "copy.csv"
    make(source, rows)
    words = [
        "rule",
        rule.name,
        "--table",
        str(source),
        "--keep",
        "station",
        "--out",
        str(answers),
        "--quiet",
        "--lang=zh",
    ]
    asked = seconds(lambda: main(words))
    check(rule, answers, rows)
    alone = min(seconds(lambda: read_and_write(source, copy, len(rule.outputs) + 1)) for _ in range(2))
    each = asked / rows * 1e6
    print(f"{rule.name}: {rows:,} rows in {asked:.1f} s ({each:.1f} µs a row); the table alone {alone:.1f} s;")
    print(f"  ratio {asked / alone:.1f}")


def processor_time(code: str) -> float:
    """Milliseconds of processor time that a fresh interpreter needs for a line of code."""

    def once() -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", code], check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    return min(once() for _ in range(STARTS)) * 1000


def starts() -> None:
    ask = "SUB_INDEX(on='2026-03-01', pollutant='pm25', period='day', concentration='60').say()"
    rule = "from citycircle.domains.environment.air import SUB_INDEX"
    peer, ours, asked = (processor_time(code) for code in ("import decimal", rule, f"{rule}; {ask}"))
    print(
        f"import decimal {peer:.0f} ms; import one rule {ours:.0f} ms: {ours - peer:.0f} ms more (aim: at most 50 ms);"
    )
    print(f"  import it, read its tables and ask it {asked:.0f} ms")


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    print(f"citycircle {__version__}, Python {platform.python_version()}, {platform.machine()}")
    with tempfile.TemporaryDirectory() as place:
        bulk(SUB_INDEX, one_pollutant_a_row, count, Path(place))
        bulk(DAILY_INDEX, one_day_a_row, count, Path(place))
    starts()
