"""`citycircle code`: a way back in for somebody whom nobody else can help: the only security administrator."""

from __future__ import annotations

import argparse

from citycircle.cli import service
from citycircle.cli.parser import Parser
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text

HELP = Text(
    "发放一次性代码（安全管理员本人无法登录时用）",
    "issue a one-time code, when the security administrator is locked out",
)
DONE = 0


class NobodyOfThatName(CityCircleError):
    what = Text("没有登录名为“{name}”的在用账号。", "No open account has the sign-in name {name}.")
    why = Text("一次性代码只发给在用的账号。", "One-time codes are for open accounts only.")
    then = Text("请核对登录名。", "Please check the name.")


def add_arguments(parser: Parser) -> None:
    parser.add_argument("name", metavar="NAME", help=Text("登录名", "the sign-in name"))
    parser.add_argument(
        "--reason",
        required=True,
        metavar="TEXT",
        help=Text("理由，记入审计日志", "why; it stands in the audit log"),
    )
    parser.add_argument(
        "--unbind",
        action="store_true",
        help=Text("同时解除动态口令（手机丢失）", "unbind the authenticator too (the telephone is lost)"),
    )
    service.add_data(parser)


def run(args: argparse.Namespace) -> int:
    service.wake(args.data)
    service.must_be_set_up()
    from django.db import transaction
    from django.utils.timezone import localdate, now

    from citycircle.accounts.actions.base import carry_out
    from citycircle.accounts.actions.sign_in import IssueOneTimeCode, RemoveSecondFactor
    from citycircle.accounts.models import Person
    from citycircle.accounts.viewers import the_service

    person = Person.objects.filter(sign_in_name=args.name, is_active=True).first()
    if person is None:
        raise NobodyOfThatName(name=args.name)
    by, at = the_service(localdate()), now()
    with transaction.atomic():
        if args.unbind:
            carry_out(RemoveSecondFactor(person=person), by=by, at=at, reason=args.reason)
        code = carry_out(IssueOneTimeCode(person=person), by=by, at=at, reason=args.reason)
    said = Text(
        "一次性代码：{code}。请当面交给{person}，24小时内有效，只能用一次。",
        "One-time code: {code}. Hand it to {person} in person; it lives 24 hours and works once.",
    )
    print(said.say(code=code, person=person.name))
    return DONE
