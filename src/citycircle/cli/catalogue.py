"""`citycircle catalogue FILE`: check every entry of a data catalogue and write what passes as DCAT-AP."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from citycircle.cli.parser import Parser
from citycircle.cli.text_files import write_whole
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text, listed

if TYPE_CHECKING:
    from citycircle.domains.data_sharing.dcat import CatalogueEntry

HELP = Text("检查数据目录并写成 DCAT-AP", "check a data catalogue and write it as DCAT-AP")
DONE, FAULTS = 0, 1
EXTRA = {
    "attribute": Text("共享属性", "share attribute"),
    "open_to_society": Text("向社会开放", "open to society"),
    "access": Text("访问地址", "access address"),
}


class UnknownColumn(CityCircleError):
    what = Text("目录表有不认识的列：{columns}。", "The catalogue has columns that are not known: {columns}.")
    why = Text("未识别的列不会被默默忽略。", "No column is ignored in silence.")
    then = Text("可用的列名：{known}。", "Columns may be called: {known}.")


def add_arguments(parser: Parser) -> None:
    parser.add_argument("file", metavar="FILE", help=Text("目录表 xlsx、csv", "the catalogue, xlsx or csv"))
    parser.add_argument("--on", metavar="DATE", required=True, help=Text("检查所依日期", "the day whose rules apply"))
    parser.add_argument(
        "--address", metavar="URL", help=Text("目录网址，写 DCAT 时需要", "its address, needed for DCAT")
    )
    parser.add_argument("--title", metavar="TEXT", default="", help=Text("目录名称", "title of the catalogue"))
    parser.add_argument("--publisher", metavar="NAME", default="", help=Text("发布机构", "who publishes it"))
    parser.add_argument("--out", metavar="FILE", help=Text("输出 .jsonld 或 .ttl", "write .jsonld or .ttl here"))


def run(args: argparse.Namespace) -> int:
    from citycircle.core.kinds_of_time import Day
    from citycircle.domains.data_sharing.dcat import Catalogue, jsonld, turtle

    on = Day().read(args.on, Text("日期", "day"))
    accepted, returned = [], 0
    for line, row in _rows(Path(args.file)):
        try:
            accepted.append(_accepted(row, on))
        except CityCircleError as refused:
            returned += 1
            print(Text("第{line}行：{why}", "Line {line}: {why}").say(line=line, why=refused.say()), file=sys.stderr)
    said = Text("{good}条可报审核，{bad}条退回补正。", "{good} entries accepted, {bad} returned to be completed.")
    print(said.say(good=len(accepted), bad=returned))
    if args.out:
        title = args.title or Path(args.file).stem
        publisher = args.publisher or title
        catalogue = Catalogue(args.address or "", title, title, publisher, "", tuple(accepted), on)
        write = turtle if Path(args.out).suffix == ".ttl" else jsonld
        write_whole(Path(args.out), write(catalogue))
    return FAULTS if returned else DONE


class EntryReturned(CityCircleError):
    what = Text("{sentence}", "{sentence}")
    why = Text("", "")
    then = Text("", "")


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    from citycircle.paper.record_files import read_records

    records = read_records(path)
    names = _columns(records.header)
    for line, cells in enumerate(records.rows, start=2):
        row = {name: _written(cell) for name, cell in zip(names, cells, strict=False)}
        if any(row.values()):
            yield line, row


def _columns(header: list[str]) -> list[str]:
    from citycircle.domains.data_sharing.words import ITEMS

    words = {**ITEMS, **EXTRA}
    known = {spelling: name for name, text in words.items() for spelling in (name, text.zh, text.en)}
    if strangers := [name for name in header if name.strip() not in known]:
        raise UnknownColumn(columns=listed(strangers), known=listed(words.values()))
    return [known[name.strip()] for name in header]


def _written(cell: Any) -> str:  # noqa: ANN401  # a cell of a workbook is text, number, day or truth value
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else str(cell).strip()


def _accepted(row: Mapping[str, str], on: date) -> CatalogueEntry:
    """The entry if it passes the check. Raises EntryReturned with the sentence of the rule."""
    from citycircle.core.kinds import YesNo
    from citycircle.domains.data_sharing.catalogue import ENTRY
    from citycircle.domains.data_sharing.dcat import CatalogueEntry

    items = [
        tuple(part.partition("：")[::2]) for part in re.split(r"[;；]\s*", row.get("items", "").replace(":", "："))
    ]
    given: dict[str, object] = {
        name: cell for name, cell in row.items() if cell and name not in {"open_to_society", "access"}
    }
    if row.get("items"):
        given["items"] = [name for name, _ in items]
    finding = ENTRY.answer(given, on=on)
    if not finding["accepted"]:
        raise EntryReturned(sentence=Text(finding.say("zh"), finding.say("en")))
    read = finding.inputs
    issued = read.get("issued")
    return CatalogueEntry(
        code=read["code"],
        name=read["name"],
        summary=read["summary"],
        provider=read["provider"],
        provider_code=read["provider_code"],
        attribute=read["attribute"],
        format=read["format"],
        update_cycle=read["update_cycle"],
        items=tuple((name, kind) for name, kind in items if name),
        conditions=read.get("conditions", ""),
        open_to_society=YesNo().read(row.get("open_to_society") or "否", EXTRA["open_to_society"]),
        issued=issued if isinstance(issued, date) else None,
        access=row.get("access", ""),
    )
