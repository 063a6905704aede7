"""Importing a plan into the service against reading the same file on the command line.

    python bench/import.py [--tasks 5000] [--rounds 3]

The plan has three sentences, several organisations and figures a task, as in `bench/reader.py`. The command reads it
and prints all of it as JSON; the service looks at the upload for secrecy marks, keeps it, reads it in its job, resolves
the names, and writes every row, the search and the log in one transaction. Both are whole processes, start included;
processor seconds and the time on the clock are taken in turns, the medians count. SQLite, and PostgreSQL where
CITYCIRCLE_TEST_POSTGRES names a server. Both must have found the same tasks and targets.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from citycircle.language.numerals import write_number

ROOT = Path(__file__).parents[1]
CHAPTERS = 8
SENTENCES = (
    (
        "{n}.打通第{n}号跨市通道。①加快推进澜川至禾阳快速路改建工程，力争{year}年底前建成通车。②新增跨市公交线路{m}条以上，"
        "日均客流达到{k}万人次。〔牵头单位：市交通运输局；责任单位：市发展改革委、市财政局，各县(市、区)政府、汀河新区管委会〕"
    ),
    (
        "{n}.推进第{n}段汀河联防联控。开展跨界断面联合监测每年不少于{m}次，水质优良比例达到{k}%以上，完成排污口整治{m}个。"
        "（市生态环境局牵头，市水利局、各县（市、区）政府按职责分工负责）"
    ),
    (
        "{n}.共建第{n}条科技创新走廊。支持澜川大学与松渚高新区共建联合实验室{m}家，技术合同成交额突破{k}亿元，"
        "增速不低于全省平均水平。（市科技局、市工业和信息化局按职责分工）"
    ),
)
SET_UP = """
import django
django.setup()
from django.core.management import call_command
from datetime import date
from django.utils.timezone import now
from citycircle.accounts.actions.base import carry_out
from citycircle.accounts.actions.organisations import AddOrganisation
from citycircle.accounts.viewers import the_service
call_command("migrate", verbosity=0)
def add(code, called, kind, parent=None, aliases=()):
    made = AddOrganisation(code=code, called=called, kind=kind, parent=parent, aliases=aliases)
    return carry_out(made, by=the_service(date(2026, 3, 2)), at=now())
BUREAUS = "交通运输局 发展改革委 财政局 生态环境局 水利局 科技局 工业和信息化局".split()
city = add("990100", "澜川市", "city")
for number, name in enumerate(BUREAUS):
    add(f"990100-{number}", f"澜川市{name}", "department", city, (f"市{name}",))
"""
IMPORT = """
import sys, json, django
django.setup()
from datetime import date
from pathlib import Path
from django.utils.timezone import now
from citycircle.accounts.models import Organisation
from citycircle.accounts.viewers import the_service
from citycircle.records.jobs.work import do_next
from citycircle.records.plans.actions.importing import import_upload
from citycircle.records.plans.models import Target, Task
file = Path(sys.argv[1])
office = Organisation.objects.get(code="990100-1")
document = import_upload(file.read_bytes(), file.name, organisation=office, by=the_service(date(2026, 3, 2)), at=now())
while do_next(now):
    pass
document.refresh_from_db()
print(json.dumps({"tasks": Task.objects.filter(plan__document=document).count(),
                  "targets": Target.objects.filter(plan__document=document).exclude(value=None).count()}))
"""


def plan_of(tasks: int) -> str:
    """A plan of so many numbered tasks in eight chapters: a lead, others, figures and a date in each."""
    lines = ["澜川市同城化发展三年行动方案（2026—2028年）", "为推进同城化发展，制定本方案。"]
    for number in range(1, tasks + 1):
        chapter, first = divmod((number - 1) * CHAPTERS, tasks)
        if first < CHAPTERS:
            lines.append(f"{write_number(chapter + 1)}、第{write_number(chapter + 1)}个领域")
        sentence = SENTENCES[number % len(SENTENCES)]
        lines.append(sentence.format(n=number, year=2026 + number % 3, m=number % 9 + 2, k=number % 80 + 10))
    return "\n".join(lines)


class Took(NamedTuple):
    """Seconds of the processor and on the clock of one process, and what it found."""

    processor: float
    clock: float
    found: dict[str, int]


def took(command: list[str], environment: dict[str, str]) -> tuple[Took, str]:
    """Run a process to its end."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=True)
    clock, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Took(processor, clock, {}), done.stdout


def read_on_the_command_line(file: Path, environment: dict[str, str]) -> Took:
    """`citycircle read`, everything printed."""
    command = [sys.executable, "-m", "citycircle.cli", "read", str(file), "--format", "json", "--quiet"]
    measured, out = took(command, environment)
    answer = json.loads(out)
    return measured._replace(found={name: len(answer[name]) for name in ("tasks", "targets")})


def import_into_the_service(file: Path, environment: dict[str, str]) -> Took:
    """Upload and job, in one process."""
    measured, out = took([sys.executable, "-c", IMPORT, str(file)], environment)
    return measured._replace(found=json.loads(out.splitlines()[-1]))


@contextmanager
def empty_service(kind: str, folder: Path) -> Iterator[dict[str, str]]:
    """The environment of a service with a city and seven bureaus."""
    (folder / kind).mkdir()
    environment = os.environ | {
        "CITYCIRCLE_DATA": str(folder / kind),
        "DJANGO_SETTINGS_MODULE": "citycircle.settings",
        "CITYCIRCLE_HTTPS": "no",
    }
    environment.pop("CITYCIRCLE_DATABASE_URL", None)
    if kind == "SQLite":
        subprocess.run([sys.executable, "-c", SET_UP], env=environment, cwd=ROOT, check=True)
        yield environment
        return
    import psycopg

    address, name = os.environ["CITYCIRCLE_TEST_POSTGRES"], f"citycircle_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        environment["CITYCIRCLE_DATABASE_URL"] = f"{address.rpartition('/')[0]}/{name}"
        subprocess.run([sys.executable, "-c", SET_UP], env=environment, cwd=ROOT, check=True)
        yield environment
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tasks", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    kinds = ["SQLite", *(["PostgreSQL"] if "CITYCIRCLE_TEST_POSTGRES" in os.environ else [])]
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        file = folder / "plan.txt"
        file.write_text(plan_of(asked.tasks), "utf-8")
        for kind in kinds:
            with empty_service(kind, folder) as environment:
                compare(kind, file, environment, asked.rounds)


def compare(kind: str, file: Path, environment: dict[str, str], rounds: int) -> None:
    """Measure in turns, and print the medians and the ratio."""
    read, written = [], []
    for _ in range(rounds):
        read.append(read_on_the_command_line(file, environment))
        written.append(import_into_the_service(file, environment))
    found = {json.dumps(one.found) for one in (*read, *written)}
    assert len(found) == 1, f"not the same was found: {found}"
    tasks = read[0].found["tasks"]
    print(f"{kind}: {tasks} tasks, {read[0].found['targets']} targets, medians of {rounds}")
    for name in ("processor", "clock"):
        ours = statistics.median(getattr(one, name) for one in written)
        theirs = statistics.median(getattr(one, name) for one in read)
        print(f"  {name:9}  read {theirs:6.2f} s   import {ours:6.2f} s   ratio {ours / theirs:4.2f}")


if __name__ == "__main__":
    main()
