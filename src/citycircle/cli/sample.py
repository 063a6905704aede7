"""`citycircle sample`: the plans of an invented region, to try the other commands on."""

from __future__ import annotations

import argparse
from pathlib import Path

from citycircle.cli.parser import Parser
from citycircle.core.errors import CityCircleError
from citycircle.core.files import why_not
from citycircle.core.messages import Text

HELP = Text(
    "写出一个虚构都市圈的几份文件，供试用其他命令",
    "write some documents of an invented region, to try the other commands on",
)


class SampleNotWritable(CityCircleError):
    what = Text("无法写入文件夹 {folder}：{reason}。", "The folder {folder} cannot be written to: {reason}.")
    why = Text("示例文件没有保存。", "The sample documents were not saved.")
    then = Text("请换一个文件夹。", "Please choose another folder.")


def add_arguments(parser: Parser) -> None:
    parser.add_argument("folder", metavar="DIR", type=Path, help=Text("写入的文件夹", "the folder to write to"))


def run(args: argparse.Namespace) -> int:
    from citycircle.demo.documents import write_documents

    try:
        for path in write_documents(args.folder):
            print(path)
    except OSError as error:
        raise SampleNotWritable(folder=args.folder, reason=why_not(error)) from None
    return 0
