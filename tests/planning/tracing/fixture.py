"""Three plans one above the other, written for these tests, and what was planted in them.

The rows of `plans/*.csv` are composed into documents as offices print them and read by the reader of the product, so
that goals and dates are as the reader finds them. Half of the fields of work (`tune`) served for choosing the weights;
the other half (`held`) was written at the same time and measured only at the end.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from citycircle.documents.reading import read_text
from citycircle.planning.ledger import Ledger, ledger_of

HERE = Path(__file__).parent / "plans"
TITLES = {
    "province": "云泽省推进现代化都市圈建设行动方案（2025—2027年）",
    "region": "汀河都市圈建设2026年重点任务",
    "city": "澜川市推进汀河都市圈同城化发展2026年工作要点",
    "neighbour": "禾阳市推进汀河都市圈同城化发展2026年工作要点",
    "next_year": "澜川市推进汀河都市圈同城化发展2027年工作要点",
}
PLACES = {"province": "990000", "region": "99", "city": "990100", "neighbour": "990200", "next_year": "990100"}
NAMES = {"province": "云泽省", "region": "都市圈", "city": "澜川市", "neighbour": "禾阳市", "next_year": "澜川市"}
_NUMERALS = "一二三四五六七八九"


@dataclass(frozen=True)
class Planted:
    """One row: its key, its half, the clauses that it answers, and the faults planted in it as (kind, other key)."""

    key: str
    part: str
    links: frozenset[str]
    faults: frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Level:
    """One plan, read, with its truth by key."""

    ledger: Ledger
    truth: dict[str, Planted]

    def half(self, part: str) -> Level:
        """The tasks of one half only."""
        kept = tuple(item for item in self.ledger.items if self.truth[item.key].part == part)
        return Level(replace(self.ledger, items=kept), {item.key: self.truth[item.key] for item in kept})


@cache
def level(name: str) -> Level:
    """Read a plan of the fixture: province, region, city."""
    rows = rows_of(HERE / f"{name}.csv")
    ledger = read_rows(rows, TITLES[name], place=PLACES[name])
    return Level(ledger, {row["key"]: _truth(row) for row in rows})


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a file, in the order of their fields of work."""
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    order = list(dict.fromkeys(row["field"] for row in rows))
    return sorted(rows, key=lambda row: order.index(row["field"]))


def read_rows(rows: list[dict[str, str]], title: str, *, place: str = "") -> Ledger:
    """Compose rows into a document, read it, and give each task the key of its row."""
    plan = read_text(document(rows, title)).plans[0]
    ledger = ledger_of(plan, place=place)
    assert len(ledger.items) == len(rows), f"{title}: {len(ledger.items)} tasks read of {len(rows)} rows"
    items = tuple(replace(item, key=row["key"]) for item, row in zip(ledger.items, rows, strict=True))
    return replace(ledger, items=items)


def document(rows: list[dict[str, str]], title: str) -> str:
    """The document that holds the rows."""
    lines, field, number = [title, ""], "", 0
    for row in rows:
        if row["field"] != field:
            field, number = row["field"], number + 1
            lines.append(f"{_NUMERALS[number - 1]}、{field}")
        at = len([line for line in lines if line[:1].isdigit()]) + 1
        lines.append(f"{at}.{row['title']}。{row['text']}。{_duty(row['duty'])}")
    return "\n".join(lines)


def _duty(duty: str) -> str:
    lead, _, rest = duty.partition(";")
    others = f"；责任单位：{rest}" if rest else ""
    return f"〔牵头单位：{lead}{others}〕"


def _truth(row: dict[str, str]) -> Planted:
    faults = [each.partition(":") for each in row["planted"].split()]
    return Planted(
        row["key"], row["part"], frozenset(row["links"].split()), frozenset((kind, other) for kind, _, other in faults)
    )
