"""`citycircle upgrade`: bring a data folder of an older version to this one, with a copy of the database kept."""

from __future__ import annotations

import argparse

from citycircle.cli import service
from citycircle.cli.parser import Parser
from citycircle.core.messages import Text

HELP = Text("把数据目录升级到本版本", "bring a data folder to this version")
DONE = 0


def add_arguments(parser: Parser) -> None:
    service.add_data(parser)


def run(args: argparse.Namespace) -> int:
    service.wake(args.data)
    from django.conf import settings
    from django.utils.timezone import localtime, now

    from citycircle.cli.copies import copy_database

    folder = service.prepare_folder()
    copy = copy_database(folder / f"before-upgrade-{localtime(now()):%Y%m%d-%H%M%S}.sqlite3")
    if copy is not None:
        print(Text("升级前的数据库副本：{copy}", "A copy of the database as it was: {copy}").say(copy=copy))
    else:
        print(Text("PostgreSQL 请先用 pg_dump 留存。", "For PostgreSQL please keep a pg_dump first.").say())
    service.migrate_and_verify()
    print(Text("已升级，审计链完好：{data}", "Upgraded, audit chain intact: {data}").say(data=settings.DATA))
    return DONE
