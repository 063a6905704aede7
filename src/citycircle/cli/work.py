"""`citycircle work`: the process for background jobs; `serve` starts one by itself."""

from __future__ import annotations

import argparse
import signal
import time

from citycircle.cli import service
from citycircle.cli.parser import Parser
from citycircle.core.messages import Text

HELP = Text("执行后台任务（serve 会自动启动）", "do background jobs (serve starts this by itself)")
DONE = 0
PAUSE_SECONDS = 1.0
CALENDAR_SECONDS = 60.0


def add_arguments(parser: Parser) -> None:
    parser.add_argument("--once", action="store_true", help=Text("做完现有任务即结束", "end when nothing is due"))
    service.add_data(parser)


def run(args: argparse.Namespace) -> int:
    service.wake(args.data)
    service.must_be_set_up()
    work(once=args.once)
    return DONE


def work(*, once: bool) -> None:
    """Do jobs until told to stop; a running job is finished first."""
    from django.db import close_old_connections
    from django.utils.timezone import now

    from citycircle.records.jobs.work import ask_for_what_the_calendar_wants, do_next

    stopping: list[int] = []
    for signal_number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signal_number, lambda number, _frame: stopping.append(number))
    looked_at = float("-inf")
    while not stopping:
        close_old_connections()
        if time.monotonic() - looked_at > CALENDAR_SECONDS:
            ask_for_what_the_calendar_wants(now())
            looked_at = time.monotonic()
        if not do_next(now):
            if once:
                return
            time.sleep(PAUSE_SECONDS)
