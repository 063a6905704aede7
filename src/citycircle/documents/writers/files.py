"""Everything that a reading is written as, as named files beside each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING

from citycircle import __version__
from citycircle.core import plans
from citycircle.core.messages import Text
from citycircle.documents.naming import Naming
from citycircle.documents.writers import json, markdown, reminders, summary, tables
from citycircle.paper import excel, word
from citycircle.paper.tables import PrintedTable

if TYPE_CHECKING:
    from citycircle.documents.reading import Reading

BREAKDOWN = Text("任务分解表", "task-breakdown")
REMINDERS = Text("提醒", "reminders")
LEDGER = Text("台账", "ledger")
SUMMARY = Text("摘要", "summary")
FOUND = Text("原文", "text")
READ_FROM = Text(
    "读自{name}（SHA-256：{digest}……），CityCircle {version} 机读稿，请核对后使用。",
    "Read from {name} (SHA-256 {digest}…) by CityCircle {version}; please check before use.",
)


def files(
    reading: Reading, names: Sequence[Naming] = (), progress: Callable[[Text], None] | None = None
) -> Iterator[tuple[str, bytes]]:
    """Name and content of each file; several plans in one document are numbered."""
    stem = PurePath(reading.source.name).stem or "plan"
    several = len(reading.plans) > 1
    for at, plan in enumerate(reading.plans, start=1):
        base = f"{stem}-{at}" if several else stem
        if progress:
            progress(Text("制作表格", "Making the tables"))
        yield f"{base}.{BREAKDOWN}.xlsx", excel.workbook(sheets(plan, reading))
        yield f"{base}.{BREAKDOWN}.docx", word.tables_across(pages(plan, reading))
        yield f"{base}.{REMINDERS}.txt", _encoded(reminders.write(plan, names))
    yield f"{stem}.{LEDGER}.json", _encoded(json.write(reading, names))
    yield f"{stem}.{LEDGER}.md", _encoded(markdown.write(reading.plans))
    yield f"{stem}.{SUMMARY}.txt", _encoded(summary.write(reading, names))
    yield f"{stem}.{FOUND}.txt", reading.source.text.encode(errors="surrogatepass")


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")  # half a surrogate pair has no UTF-8


def sheets(plan: plans.Plan, reading: Reading) -> list[PrintedTable]:
    """The sheets of the workbook: breakdown, quarters, projects, doubtful readings."""
    read_from = _read_from(reading)
    found = (
        tables.breakdown(plan, read_from=read_from),
        tables.quarterly(plan, read_from=read_from),
        tables.project_list(plan, read_from=read_from),
        tables.doubtful_list(plan, plan.diagnostics, read_from=read_from),
    )
    return [table for table in found if table is not None]


def pages(plan: plans.Plan, reading: Reading) -> list[PrintedTable]:
    """The tables of the Word document."""
    read_from = _read_from(reading)
    return [tables.breakdown(plan, read_from=read_from, by_hand=False), tables.quarterly(plan, read_from=read_from)]


def _read_from(reading: Reading) -> str:
    return READ_FROM.say(name=reading.source.name, digest=reading.source.sha256[:12], version=__version__)
