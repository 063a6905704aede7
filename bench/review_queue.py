"""The office's queue of reports, small beside large: 24 thousand reports against 2.4 million.

    python bench/review_queue.py [--large 2400000] [--rounds 40]

The queue is the page's own question: the first fifty reports that wait for the first check of one city's office, with
task and organisation, and the count that stops at a thousand. In both sizes one report in sixty waits, as it does when
every month but the last is locked. On SQLite, and on PostgreSQL where CITYCIRCLE_TEST_POSTGRES names a server.
Aim: the p95 of the large one at most 1.5 times that of the small one.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path

SMALL, CITIES, MONTHS = 24_000, 10, 60
AIM = 1.5
NOW = datetime(2026, 3, 26, 1, 30, tzinfo=UTC)


def seed(count: int) -> None:
    """Reports of sixty months over ten cities; only those of the last month wait."""
    from citycircle.accounts.models import Organisation
    from citycircle.records.month.models import Part, Report
    from citycircle.records.plans.models import Plan, Task

    cities = [Organisation.objects.create(code=f"99{n:02}00", name=f"示例{n}市", kind="city") for n in range(CITIES)]
    for city in cities:
        Organisation.objects.filter(pk=city.pk).update(city=city)
    plan = Plan.objects.create(code="P", title="要点", state="issued", organisation=cities[0], made_at=NOW)
    tasks = count // MONTHS
    Task.objects.bulk_create(
        (Task(plan=plan, key=str(n), code=f"P-{n}", order=n, title=f"任务{n}") for n in range(tasks)), batch_size=2000
    )
    bureaus = Organisation.objects.bulk_create(
        Organisation(
            code=f"B{n:05}", name=f"第{n}局", kind="department", parent=cities[n % CITIES], city=cities[n % CITIES]
        )
        for n in range(1000)
    )
    rows = Task.objects.order_by("order").values_list("pk", flat=True)
    Part.objects.bulk_create(
        (Part(task_id=task, organisation=bureaus[n % 1000], city=bureaus[n % 1000].city, state="underway")
         for n, task in enumerate(rows)), batch_size=2000,
    )  # fmt: skip
    parts = list(Part.objects.order_by("pk").values_list("pk", "organisation_id", "city_id"))
    for back in range(MONTHS):
        year, month = divmod(2026 * 12 + 2 - back, 12)
        first = date(year, month + 1, 1)
        Report.objects.bulk_create(
            (Report(part_id=part, organisation_id=organisation, city_id=city, month=first, due=first.replace(day=28),
                    state="submitted" if back == 0 else "locked", opened_at=NOW)
             for part, organisation, city in parts), batch_size=4000,
        )  # fmt: skip


def look(rounds: int) -> list[float]:
    """How long the queue takes, in milliseconds."""
    from citycircle.accounts.models import Organisation
    from citycircle.accounts.rights import Grant, Place, Viewer
    from citycircle.accounts.roles import Role
    from citycircle.records.month.report_reach import to_review
    from citycircle.web.pages.reports import ReviewQueue, _listed

    city = Organisation.objects.filter(kind="city").first()
    assert city is not None
    viewer = Viewer(1, "某", date(2026, 3, 26), (Grant(Role.OFFICE_REVIEWER, Place(city.pk, city.pk)),))
    taken = []
    for _ in range(rounds):
        begun = time.perf_counter()
        view = ReviewQueue.sheet.view(_listed(to_review(viewer)), {})
        drawn = str(view.body)
        assert view.count
        assert "第" in drawn
        taken.append((time.perf_counter() - begun) * 1000)
    return taken


def inside(count: int, rounds: int) -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    begun = time.perf_counter()
    seed(count)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    look(5)
    taken = look(rounds)
    p95 = statistics.quantiles(taken, n=20)[-1]
    seeded = time.perf_counter() - begun
    print(f"{count} {statistics.median(taken):.2f} {p95:.2f} {seeded:.0f}", flush=True)


def database(name: str, server: str) -> str:
    """An empty database on the test server; gives its address."""
    import psycopg

    with psycopg.connect(server, autocommit=True) as link:
        link.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        link.execute(f"CREATE DATABASE {name}")
    return server.rsplit("/", 1)[0] + f"/{name}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--large", type=int, default=2_400_000)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--inside", type=int, default=0, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.inside:
        inside(args.inside, args.rounds)
        return
    for name, server in (("SQLite", ""), ("PostgreSQL", os.environ.get("CITYCIRCLE_TEST_POSTGRES", ""))):
        if name == "PostgreSQL" and not server:
            continue
        found = []
        for count in (SMALL, args.large):
            with tempfile.TemporaryDirectory() as folder:
                env = os.environ | {"CITYCIRCLE_DATA": folder, "CITYCIRCLE_HTTPS": "no",
                                    "DJANGO_SETTINGS_MODULE": "citycircle.settings"}  # fmt: skip
                if server:
                    env["CITYCIRCLE_DATABASE_URL"] = database("citycircle_queue", server)
                command = [sys.executable, str(Path(__file__)), "--inside", str(count), "--rounds", str(args.rounds)]
                words = subprocess.run(command, env=env, check=True, capture_output=True, text=True).stdout.split()
            found.append(float(words[2]))
            print(f"{name}: {count:>9} reports, median {words[1]} ms, p95 {words[2]} ms (seeded in {words[3]} s)",
                  flush=True)  # fmt: skip
        ratio = found[1] / found[0]
        print(f"{name}: large / small {ratio:.2f} ({'within' if ratio <= AIM else 'NOT within'} {AIM})", flush=True)


if __name__ == "__main__":
    main()
