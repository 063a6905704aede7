"""`citycircle init`: set up a region from one Excel file, on an empty data folder."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from citycircle.cli import service
from citycircle.cli.parser import BadUse, Parser
from citycircle.core.messages import Text, spoken

if TYPE_CHECKING:
    from citycircle.accounts.setting_up.actions import Invitation

HELP = Text("从一个 Excel 初始化区域：单位、人员、管理员", "set up a region from one Excel file")
DONE = 0


def add_arguments(parser: Parser) -> None:
    parser.add_argument("file", nargs="?", metavar="FILE.xlsx", help=Text("填好的初始化文件", "the filled set-up file"))
    parser.add_argument("--template", metavar="FILE.xlsx", help=Text("生成空白模板", "write an empty template here"))
    parser.add_argument(
        "--codes",
        metavar="FILE",
        help=Text("把一次性代码写入此文件，而不显示", "write the one-time codes here instead of showing them"),
    )
    service.add_data(parser)


def run(args: argparse.Namespace) -> int:
    if args.template:
        return _write_template(Path(args.template))
    if not args.file:
        raise BadUse(complaint=Text("缺少初始化文件", "the set-up file is missing"), program="citycircle init")
    service.wake(args.data)
    from django.utils.timezone import localdate, now

    from citycircle.accounts.setting_up import actions, workbook

    filled = workbook.read(Path(args.file))
    folder = service.prepare_folder()
    service.migrate()
    invitations = actions.set_up(filled, day=localdate(), at=now())
    print(
        Text("已初始化：{folder}，人员{count}名。", "Set up: {folder}, {count} people.").say(
            folder=folder, count=len(invitations)
        )
    )
    _hand_over(invitations, args.codes)
    print(
        Text(
            "下一步：citycircle check，然后 citycircle serve。", "Next: citycircle check, then citycircle serve."
        ).say()
    )
    return DONE


def _write_template(file: Path) -> int:
    from citycircle.accounts.setting_up import workbook

    file.write_bytes(workbook.template(spoken()))
    print(Text("已生成模板：{file}", "Template written: {file}").say(file=file))
    return DONE


def _hand_over(invitations: list[Invitation], file: str | None) -> None:
    """Show the codes, or put them into a file that only its owner may read."""
    lines = [f"{one.sign_in_name}\t{one.name}\t{one.code}" for one in invitations]
    about = Text(
        "一次性代码（24小时内有效，在登录页选“用一次性代码”设置密码）：",
        "One-time codes (24 hours; choose “use a one-time code” on the sign-in page to set a password):",
    )
    if file is None:
        print(about.say(), *lines, sep="\n")
        return
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as out:
        out.write("\n".join([about.say(), *lines, ""]))
    print(Text("一次性代码已写入：{file}", "One-time codes written to: {file}").say(file=file))
