"""The storm at the end of a month: every organisation submits within minutes, and afterwards every write is looked at.

    python bench/storm.py [--organisations 2000] [--threads 8]

Each organisation fills in its report, sends it to its head, and the head signs it: three acts with rights, case, cells
and audit line. Afterwards: every report handed in exactly once, every cell as it was sent, no event doubled or lost,
the audit chain intact. On SQLite, and on PostgreSQL where CITYCIRCLE_TEST_POSTGRES names a server.
Aim: done within five minutes; p95 of one act is printed.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

from lists import database

LIMIT = 300
DAY, NOW = date(2026, 3, 26), datetime(2026, 3, 26, 1, 30, tzinfo=UTC)


def seed(count: int) -> None:
    """One city with many bureaus, a part each, and the month opened for all of them."""
    from citycircle.accounts.actions.base import carry_out
    from citycircle.accounts.models import Organisation, Person
    from citycircle.accounts.viewers import the_service
    from citycircle.records.month.actions.opening import OpenMonth
    from citycircle.records.month.actions.parts import OpenParts
    from citycircle.records.plans.models import Duty, Plan, Task

    city = Organisation.objects.create(code="990100", name="澜川市", kind="city")
    Organisation.objects.filter(pk=city.pk).update(city=city)
    city.refresh_from_db()
    Organisation.objects.bulk_create(
        Organisation(code=f"990100-{n:05}", name=f"第{n}局", kind="department", parent=city, city=city)
        for n in range(count)
    )
    Person.objects.create(sign_in_name="storm", name="某")
    plan = Plan.objects.create(code="P", title="工作要点", state="issued", organisation=city, city=city, made_at=NOW)
    Task.objects.bulk_create(
        Task(plan=plan, key=str(n), code=f"P-{n}", order=n, title=f"任务{n}", state="issued") for n in range(count)
    )
    bureaus = Organisation.objects.filter(kind="department").order_by("code")
    Duty.objects.bulk_create(
        Duty(task=task, kind="lead", name="牵头", organisation=bureau)
        for task, bureau in zip(Task.objects.order_by("order"), bureaus, strict=True)
    )
    service = the_service(DAY)
    carry_out(OpenParts(plan=plan, document="1号"), by=service, at=NOW)
    opened = carry_out(OpenMonth(office=city, month=DAY, due=date(2026, 3, 31)), by=service, at=NOW)
    assert opened.reports == count


def submit(number: int) -> list[float]:
    """One organisation's three acts; gives how long each took."""
    from django.db import close_old_connections

    from citycircle.accounts.actions.base import carry_out
    from citycircle.accounts.models import Person
    from citycircle.accounts.rights import Grant, Viewer
    from citycircle.accounts.roles import Role
    from citycircle.records.month.actions.reports import FillReport, SendReport, SignReport
    from citycircle.records.month.models import Report

    close_old_connections()
    report = Report.objects.select_related("organisation", "part").get(organisation__code=f"990100-{number:05}")
    person, place = Person.objects.get(sign_in_name="storm").pk, report.place
    clerk = Viewer(person, "某", DAY, (Grant(Role.FILLER, place),))
    head = Viewer(person, "某", DAY, (Grant(Role.ORGANISATION_HEAD, place),))
    cells = {
        "progress": f"3月{number % 20 + 1}日完成第{number}段施工。",
        "total": str(number),
        "next_step": "4月验收。",
    }
    taken = []
    for action, by, more in ((FillReport, clerk, {"cells": cells}), (SendReport, clerk, {}), (SignReport, head, {})):
        begun = time.perf_counter()
        report = carry_out(action(report=report, seen=report.version, **more), by=by, at=NOW)
        taken.append(time.perf_counter() - begun)
    return taken


def look(count: int) -> None:
    """Every write, one by one: none lost, none doubled, none of somebody else's."""
    from citycircle.accounts.audit.verification import verify
    from citycircle.records.cases.models import CaseEvent
    from citycircle.records.month.models import Entry, Report

    reports = list(Report.objects.select_related("organisation", "case"))
    assert len(reports) == count
    assert all(report.state == "submitted" and report.submitted_at for report in reports)
    cells: dict[int, dict[str, list[str]]] = {}
    for entry in Entry.objects.all():
        cells.setdefault(entry.report_id, {}).setdefault(entry.field, []).append(entry.words)
    events: dict[int, list[str]] = {}
    for case, name in (
        CaseEvent.objects.filter(case__kind="monthly_report").order_by("case", "number").values_list("case_id", "name")
    ):
        events.setdefault(case, []).append(name)
    for report in reports:
        number = int(report.organisation.code[-5:])
        assert cells[report.pk]["total"] == [str(number)], report
        assert cells[report.pk]["progress"] == [f"3月{number % 20 + 1}日完成第{number}段施工。"]
        assert events[report.case_id] == ["file", "fill", "send_to_head", "sign"]
        assert report.case.version == 4
    verdict = verify()
    assert verdict.is_intact, verdict.faults


def one_database(count: int, threads: int) -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    begun = time.perf_counter()
    seed(count)
    print(f"  {connection.vendor}: seeded in {time.perf_counter() - begun:.0f} s", flush=True)
    begun = time.perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        taken = [each for several in pool.map(submit, range(count)) for each in several]
    whole = time.perf_counter() - begun
    look(count)
    p95 = statistics.quantiles(taken, n=20)[-1] * 1000
    print(f"  {connection.vendor}: {count} organisations, {len(taken)} acts in {whole:.0f} s with {threads} threads; "
          f"median {statistics.median(taken) * 1000:.0f} ms, p95 {p95:.0f} ms; every write as sent; "
          f"{'within' if whole <= LIMIT else 'NOT within'} {LIMIT} s", flush=True)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--organisations", type=int, default=2000)
    parser.add_argument("--threads", type=int, default=8)
    parser.add_argument("--only-postgres", action="store_true")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.inside:
        one_database(args.organisations, args.threads)
        return
    servers = [] if args.only_postgres else [("", "SQLite")]
    if server := os.environ.get("CITYCIRCLE_TEST_POSTGRES"):
        servers.append((server, "PostgreSQL"))
    for server, name in servers:
        with tempfile.TemporaryDirectory() as folder:
            env = os.environ | {"CITYCIRCLE_DATA": folder, "CITYCIRCLE_HTTPS": "no",
                                "DJANGO_SETTINGS_MODULE": "citycircle.settings"}  # fmt: skip
            if server:
                env["CITYCIRCLE_DATABASE_URL"] = database("citycircle_storm", server)
            print(name, flush=True)
            command = [sys.executable, __file__, "--inside", "--organisations", str(args.organisations), "--threads",
                       str(args.threads)]  # fmt: skip
            subprocess.run(command, env=env, check=True)


if __name__ == "__main__":
    main()
