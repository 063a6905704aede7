"""The ledger of all tasks at 2,000 and at 200,000 tasks: how much slower its pages are, 95 of 100 times.

    python bench/ledger.py [--rounds 60] [--small 2000] [--large 200000]

Both services run as `citycircle serve` does (gunicorn, two workers), on SQLite and, where CITYCIRCLE_TEST_POSTGRES
names a server, on PostgreSQL. One person of the office asks for each page of both in turn, so that
whatever else the machine does falls on both alike. Every answer is looked at: 200, and 50 rows, or nothing is measured.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from lists import database, free_port, get, run, served

SEED = """
import sys, django
django.setup()
from datetime import date, timedelta
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils.timezone import now
from citycircle.accounts.models import Holding, Organisation, Person, Post
from citycircle.records.plans.models import Duty, Plan, Task
tasks, per_plan, cities = int(sys.argv[1]), 50, 10
made = [Organisation(code=f"99{n:02}00", name=f"示例{n}市", kind="city") for n in range(cities)]
Organisation.objects.bulk_create(made)
for city in made:
    city.city = city
Organisation.objects.bulk_update(made, ["city"])
bureaus = Organisation.objects.bulk_create([
    Organisation(code=f"B{n:05}", name=f"示例{n % cities}市第{n}局", kind="department", parent=made[n % cities],
                 city=made[n % cities]) for n in range(2000)], batch_size=500)
plans = Plan.objects.bulk_create([Plan(code=f"P{n}", title=f"示例{n % cities}市第{n}号工作要点",
    state="draft" if n % 5 == 0 else "issued", organisation=bureaus[n % cities], city=made[n % cities], made_at=now())
    for n in range(tasks // per_plan)], batch_size=500)
def batches(rows, size=5000):
    batch = []
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
def all_tasks():
    for at, plan in enumerate(plans):
        for n in range(per_plan):
            yield Task(plan=plan, city_id=plan.city_id, key=f"para_{n}", code=f"{plan.code}-{n}", number=str(n),
                order=1000 * (n + 1), field=f"领域{(at + n) % 30}", title=f"推进第{n}项工作",
                body="完成年度任务，按期报送进展。" * 4,
                due=date(2026, 1, 31) + timedelta(days=(7 * n + at) % 1100), state=plan.state,
                doubtful=n % 9 == 0)
for batch in batches(all_tasks()):
    rows = Task.objects.bulk_create(batch, batch_size=1000)
    duties = [Duty(task=task, kind=kind, name=bureau.name, organisation=bureau, order=place)
        for task in rows
        for place, kind in enumerate(("lead", "responsible", "cooperating"))
        for bureau in [bureaus[(task.pk * 7 + place * 131) % len(bureaus)]]]
    Duty.objects.bulk_create(duties, batch_size=2000)
person = Person.objects.create(sign_in_name="p", name="某", must_change_password=False, password="!",
                               password_set_at=now(), second_factor="set up")
post = Post.objects.create(organisation=bureaus[1], title="初核", role="office_reviewer")
Holding.objects.create(person=person, post=post)
session = SessionStore()
session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(person.pk), settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY], session["seen"] = person.get_session_auth_hash(), int(now().timestamp())
session.create()
print(f"{settings.SESSION_COOKIE_NAME}={session.session_key}", plans[1].pk, made[1].pk)
"""
ROW = r'<td class="frozen text"|<tbody id="row-'


@dataclass
class Service:
    """A running service with its person, and the keys of things in it."""

    address: str
    cookie: str
    plan: str
    city: str


PAGES = {
    "every task": "/tasks/",
    "one city, one state": "/tasks/?city={city}&state=issued",
    "due this year, by day": "/tasks/?due=year&sort=due",
    "grouped by field": "/tasks/?by=field",
    "by organisation": "/tasks/organisations",
    "one city by organisation": "/tasks/organisations?city={city}",
    "one plan, original and ledger": "/plans/{plan}/",
}


@contextmanager
def service(folder: Path, url: str, tasks: int) -> Iterator[Service]:
    data = folder / f"{tasks}"
    data.mkdir(parents=True)
    port = free_port()
    env = os.environ | {
        "CITYCIRCLE_DATA": str(data), "CITYCIRCLE_HTTPS": "no", "DJANGO_SETTINGS_MODULE": "citycircle.settings",
        "CITYCIRCLE_SECRET_KEY": "bench" * 12,
    }  # fmt: skip
    if url:
        env["CITYCIRCLE_DATABASE_URL"] = url
    run(sys.executable, "-m", "django", "migrate", "-v0", env=env)
    cookie, plan, city = run(sys.executable, "-c", SEED, str(tasks), env=env).split()
    if url:
        run("psql", url, "-qc", "VACUUM ANALYZE", env=env)
    gunicorn = str(Path(sys.executable).with_name("gunicorn"))
    command = (gunicorn, "-w2", "-b", f"127.0.0.1:{port}", "--log-level", "error", "citycircle.web.wsgi:application")
    with served(*command, port=port, env=env):
        yield Service(f"http://127.0.0.1:{port}", cookie, plan, city)


def timed(one: Service, page: str) -> float:
    """Milliseconds for a page, whose answer is as it should be."""
    address = one.address + page.format(plan=one.plan, city=one.city)
    began = time.perf_counter()
    status, text, _ = get(address, one.cookie)
    taken = (time.perf_counter() - began) * 1000
    found = len(re.findall(ROW, text))
    assert (status, found) == (200, 50), f"{address}: {status}, {found} rows"
    return taken


def p95(taken: list[float]) -> float:
    return statistics.quantiles(taken, n=20)[-1]


def compare(small: Service, large: Service, rounds: int) -> None:
    for name, page in PAGES.items():
        times: tuple[list[float], list[float]] = ([], [])
        for one in (small, large) * 3:
            timed(one, page)
        for _ in range(rounds):
            for one, taken in zip((small, large), times, strict=True):
                taken.append(timed(one, page))
        few, many = map(p95, times)
        middle = statistics.median(times[1]) / statistics.median(times[0])
        print(
            f"  {name:32} p95 {few:7.0f} ms  {many:7.0f} ms   ratio {many / few:5.2f}   (medians: {middle:.2f})",
            flush=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--small", type=int, default=2_000)
    parser.add_argument("--large", type=int, default=200_000)
    args = parser.parse_args()
    server = os.environ.get("CITYCIRCLE_TEST_POSTGRES", "")
    for label, url in (("SQLite", ""), *((("PostgreSQL", server),) if server else ())):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            small = database("citycircle_bench", url) if url else ""
            large = database("citycircle_bench_large", url) if url else ""
            with service(folder, small, args.small) as few, service(folder, large, args.large) as many:
                print(f"{label}: {args.small} and {args.large} tasks", flush=True)
                compare(few, many, args.rounds)


if __name__ == "__main__":
    main()
