"""`citycircle backup`: one file with everything, made while people work."""

from __future__ import annotations

import argparse
from pathlib import Path

from citycircle.cli import service
from citycircle.cli.parser import Parser
from citycircle.core.messages import Text

HELP = Text("备份全部数据为一个文件（运行中也可）", "back everything up into one file, also while it runs")
DONE = 0


def add_arguments(parser: Parser) -> None:
    parser.add_argument(
        "file",
        nargs="?",
        metavar="FILE.tar.gz",
        help=Text("备份文件（默认按日期命名）", "the backup (default: named by the day)"),
    )
    service.add_data(parser)


def run(args: argparse.Namespace) -> int:
    service.wake(args.data)
    service.must_be_set_up()
    from django.utils.timezone import localtime, now

    from citycircle.records.keeping.backup import back_up

    moment = now()
    file = Path(args.file or f"citycircle-{localtime(moment):%Y%m%d-%H%M%S}.tar.gz")
    manifest = back_up(file, at=moment)
    said = Text(
        "已备份：{file}，{rows}行，审计链头第{number}行。此文件含密钥，请妥善保管。",
        "Backed up: {file}, {rows} rows, audit head at line {number}. It holds the keys: keep it safe.",
    )
    print(said.say(file=file, rows=sum(manifest.rows.values()), number=manifest.audit_number))
    return DONE
