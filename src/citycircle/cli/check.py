"""`citycircle check`: the settings of the service, each finding with an id and what to do."""

from __future__ import annotations

import argparse

from citycircle.cli import service
from citycircle.cli.parser import Parser
from citycircle.core.messages import Text

HELP = Text("检查服务的设置，逐条给出编号和建议", "check the settings of the service")
DONE, FOUND = 0, 1


def add_arguments(parser: Parser) -> None:
    service.add_data(parser)


def run(args: argparse.Namespace) -> int:
    service.wake(args.data)
    from django.core.checks import ERROR

    from citycircle.accounts.checks import findings

    found = findings()
    for finding in found:
        print(f"{finding.id}  {finding.msg}")
        if finding.hint:
            print(f"    {finding.hint}")
    errors = sum(finding.level >= ERROR for finding in found)
    said = Text("错误{errors}项，提示{others}项。", "{errors} errors, {others} warnings.")
    print(said.say(errors=errors, others=len(found) - errors))
    return FOUND if errors else DONE
