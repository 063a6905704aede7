"""`citycircle export --all`: everything as JSON, Excel and files, to read without us."""

from __future__ import annotations

import argparse
from pathlib import Path

from citycircle.cli import service
from citycircle.cli.parser import BadUse, Parser
from citycircle.core.messages import Text

HELP = Text("导出全部数据为 JSON、Excel 和文件", "export everything as JSON, Excel and files")
DONE = 0


def add_arguments(parser: Parser) -> None:
    parser.add_argument("folder", metavar="DIR", help=Text("写入此目录", "write here"))
    parser.add_argument("--all", action="store_true", help=Text("全部内容", "everything"))
    service.add_data(parser)


def run(args: argparse.Namespace) -> int:
    if not args.all:
        raise BadUse(complaint=Text("请加 --all", "add --all"), program="citycircle export")
    service.wake(args.data)
    service.must_be_set_up()
    from citycircle.records.keeping.export import export_all

    counts = export_all(Path(args.folder))
    said = Text("已导出到{folder}：{tables}张表，{rows}行。", "Exported to {folder}: {tables} tables, {rows} rows.")
    print(said.say(folder=args.folder, tables=len(counts), rows=sum(counts.values())))
    return DONE
