"""`citycircle check`: the settings of the service, each finding with an id and what to do."""

from __future__ import annotations

import argparse

from citycircle.cli import service
from citycircle.cli.parser import Parser
from citycircle.core.messages import Text

HELP = Text("检查服务的设置,逐条给出编号和建议", "check the settings of the service")
DONE, FOUND = 0, 1


def add_arguments(parser: Parser) -> None:
    service.add_data(parser)


def run(args: argparse.Namespace) -> int:
    service.wake(args.data)
    from django.core.checks import ERROR, run_checks

    # Django's own advice on HTTPS is given once, by ours, with the way to do it behind nginx.
    # Other hosts below a city's domain are not ours to force into HTTPS.
    ours = {"security.W004", "security.W005", "security.W008", "security.W012", "security.W016", "security.W021"}
    findings = [one for one in run_checks(include_deployment_checks=True) if one.id not in ours]
    for finding in sorted(findings, key=lambda one: -one.level):
        print(f"{finding.id}  {finding.msg}")
        if finding.hint:
            print(f"    {finding.hint}")
    errors = sum(finding.level >= ERROR for finding in findings)
    said = Text("错误{errors}项，提示{others}项。", "{errors} errors, {others} warnings.")
    print(said.say(errors=errors, others=len(findings) - errors))
    return FOUND if errors else DONE
