"""`citycircle register`: add a list of organisations to the register of a region that is set up."""

from __future__ import annotations

import argparse
from pathlib import Path

from citycircle.cli import service
from citycircle.cli.parser import Parser
from citycircle.core.messages import Text

HELP = Text("把一份单位清单导入名录：新增的加入，不同的更正", "add a list of organisations to the register")
DONE = 0
SAID = Text(
    "已导入：新增{added}个，更正{corrected}个，无变化{unchanged}个。",
    "Taken in: {added} added, {corrected} corrected, {unchanged} unchanged.",
)


def add_arguments(parser: Parser) -> None:
    parser.add_argument(
        "file", metavar="FILE", help=Text("单位清单（.xlsx 或 .csv）", "the list of organisations (.xlsx or .csv)")
    )
    service.add_data(parser)


def run(args: argparse.Namespace) -> int:
    service.wake(args.data)
    service.must_be_set_up()
    from django.utils.timezone import localdate, now

    from citycircle.accounts.actions.base import carry_out
    from citycircle.accounts.actions.register import TakeRegister
    from citycircle.accounts.register import register
    from citycircle.accounts.viewers import the_service
    from citycircle.paper.organisation_files import read_register

    file = Path(args.file)
    known = [one for one in register() if one.kind != "collective"]
    action = TakeRegister(register=read_register(file, known=known))
    taken = carry_out(action, by=the_service(localdate()), at=now(), reason=file.name)
    print(SAID.say(added=taken.added, corrected=taken.corrected, unchanged=taken.unchanged))
    return DONE
