"""The office's queue of reports, small beside large: 24 thousand reports against 2.4 million.

    python bench/review_queue.py [--large 2400000] [--rounds 100]

The queue is the page's own question: the first fifty reports that wait for the first check of one city's office, with
task and organisation, and the count that stops at a thousand. In both sizes one report in sixty waits, as it does when
every month but the last is locked; the page is full in both, and both are asked in turn. On SQLite, and on PostgreSQL
where CITYCIRCLE_TEST_POSTGRES names a server.
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
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from lists import database

SMALL, CITIES, MONTHS = 24_000, 8, 60
WARM = 5
AIM = 1.5
NOW = datetime(2026, 3, 26, 1, 30, tzinfo=UTC)


def seed(count: int) -> None:
    """Reports of sixty months over eight cities; only those of the last month wait."""
    from django.db import connection

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
    first = NOW.date().replace(day=1)
    Report.objects.bulk_create(
        (Report(part_id=part, organisation_id=organisation, city_id=city, month=first, due=first.replace(day=28),
                state="submitted", opened_at=NOW)
         for part, organisation, city in parts), batch_size=2000,
    )  # fmt: skip
    fields = Report._meta.concrete_fields  # noqa: SLF001  (Django's documented API)
    columns = ", ".join(f'"{one.column}"' for one in fields if one.name not in {"id", "month", "due", "state"})
    with connection.cursor() as cursor:
        for back in range(1, MONTHS):
            year, month = divmod(first.year * 12 + first.month - 1 - back, 12)
            cursor.execute(
                f"INSERT INTO records_report (month, due, state, {columns})"
                f" SELECT %s, %s, 'locked', {columns} FROM records_report WHERE month = %s",
                [date(year, month + 1, 1), date(year, month + 1, 28), first],
            )


def looks() -> Iterator[float]:
    """How long the queue takes, in milliseconds, each time it is asked for."""
    from citycircle.accounts.models import Organisation
    from citycircle.accounts.rights import Grant, Place, Viewer
    from citycircle.accounts.roles import Role
    from citycircle.records.month.report_reach import to_review
    from citycircle.web.pages.reports import ReviewQueue, _listed
    from citycircle.web.sheets import PAGE

    city = Organisation.objects.filter(kind="city").first()
    assert city is not None
    viewer = Viewer(1, "某", date(2026, 3, 26), (Grant(Role.OFFICE_REVIEWER, Place(city.pk, city.pk)),))
    while True:
        begun = time.perf_counter()
        view = ReviewQueue.sheet.view(_listed(to_review(viewer)), {})
        drawn = str(view.body)
        assert view.count >= PAGE
        assert drawn.count("<tr") >= PAGE
        yield (time.perf_counter() - begun) * 1000


def inside(count: int) -> None:
    """Seed a database; then look at the queue once for every line that comes in, and say how long it took."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    begun = time.perf_counter()
    seed(count)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"{time.perf_counter() - begun:.0f}", flush=True)
    look = looks()
    for _ in sys.stdin:
        print(next(look), flush=True)


class Service:
    """A process that holds one database, filled, and looks at its queue when asked."""

    def __init__(self, count: int, server: str) -> None:
        self.folder = tempfile.TemporaryDirectory()
        env = os.environ | {"CITYCIRCLE_DATA": self.folder.name, "CITYCIRCLE_HTTPS": "no",
                            "DJANGO_SETTINGS_MODULE": "citycircle.settings"}  # fmt: skip
        if server:
            env["CITYCIRCLE_DATABASE_URL"] = database(f"citycircle_queue_{count}", server)
        self.process = subprocess.Popen(
            [sys.executable, str(Path(__file__)), "--inside", str(count)],
            env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        self.seeded = self._said()
        self.taken: list[float] = []

    def _said(self) -> float:
        assert self.process.stdout is not None
        return float(self.process.stdout.readline())

    def look(self) -> float:
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return self._said()

    def close(self) -> None:
        self.process.communicate()
        self.folder.cleanup()


def compare(name: str, server: str, large: int, rounds: int) -> None:
    """Both sizes in turn, so that whatever else the machine does falls on both alike."""
    both = [Service(count, server) for count in (SMALL, large)]
    for turn in range(WARM + rounds):
        for service in both:
            taken = service.look()
            if turn >= WARM:
                service.taken.append(taken)
    p95 = [statistics.quantiles(service.taken, n=20)[-1] for service in both]
    for count, service, slow in zip((SMALL, large), both, p95, strict=True):
        print(f"{name}: {count:>9} reports, median {statistics.median(service.taken):.2f} ms, p95 {slow:.2f} ms "
              f"(seeded in {service.seeded:.0f} s)", flush=True)  # fmt: skip
        service.close()
    ratio = p95[1] / p95[0]
    print(f"{name}: large / small {ratio:.2f} ({'within' if ratio <= AIM else 'NOT within'} {AIM})", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--large", type=int, default=2_400_000)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--inside", type=int, default=0, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.inside:
        inside(args.inside)
        return
    for name, server in (("SQLite", ""), ("PostgreSQL", os.environ.get("CITYCIRCLE_TEST_POSTGRES", ""))):
        if name == "SQLite" or server:
            compare(name, server, args.large, args.rounds)


if __name__ == "__main__":
    main()
