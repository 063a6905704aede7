"""`citycircle index`: make the index of the search anew from the records."""

from __future__ import annotations

import argparse

from citycircle.cli import service
from citycircle.cli.parser import Parser
from citycircle.core.messages import Text

HELP = Text("重建搜索索引", "make the index of the search anew")
DONE = 0


def add_arguments(parser: Parser) -> None:
    service.add_data(parser)


def run(args: argparse.Namespace) -> int:
    service.wake(args.data)
    service.must_be_set_up()
    from django.db import transaction

    from citycircle.accounts.search.index import rebuild

    with transaction.atomic():
        count = rebuild()
    print(Text("已重建：{count}条。", "Done: {count} entries.").say(count=count))
    return DONE
