"""`citycircle alert FILE.yaml`: an alert in the Common Alerting Protocol, in both languages."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from citycircle.cli.parser import Parser
from citycircle.cli.text_files import text_of, write_whole
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text

HELP = Text("把警报写成通用警报协议（CAP 1.2）报文", "write an alert as a Common Alerting Protocol 1.2 message")


class AlertFileUnreadable(CityCircleError):
    what = Text("警报文件 {file} 无法读取：{reason}。", "The alert file {file} cannot be read: {reason}.")
    why = Text("报文内容全部取自该文件。", "All of the message comes from it.")
    then = Text("可用 citycircle alert --template 得到样例。", "citycircle alert --template prints one to start from.")


def add_arguments(parser: Parser) -> None:
    parser.add_argument("file", nargs="?", metavar="FILE.yaml", help=Text("警报文件", "the alert"))
    parser.add_argument("--out", metavar="FILE.xml", help=Text("写入此文件，否则输出到屏幕", "write here, else print"))
    parser.add_argument("--template", action="store_true", help=Text("输出一份样例", "print one to start from"))


def run(args: argparse.Namespace) -> int:
    from importlib.resources import files

    if args.template or not args.file:
        print(files("citycircle.domains.emergency").joinpath("alert_template.yaml").read_text("utf-8"), end="")
        return 0
    from citycircle.domains.emergency.alerts import Alert, as_xml

    message = as_xml(Alert.of(_read(args.file)))
    if args.out:
        write_whole(Path(args.out), message.decode())
        print(Text("已写入 {file}。", "Written to {file}.").say(file=args.out), file=sys.stderr)
    else:
        print(message.decode(), end="")
    return 0


def _read(name: str) -> dict[str, object]:
    import yaml

    try:
        given = yaml.load(text_of(name), Loader=yaml.BaseLoader)  # noqa: S506  # knows only text
    except yaml.YAMLError as error:
        raise AlertFileUnreadable(file=name, reason=_place(error)) from error
    if not isinstance(given, dict):
        raise AlertFileUnreadable(
            file=name, reason=Text("不是“名称: 值”的形式", "it is not made of “name: value” lines")
        )
    return given


def _place(error: Exception) -> Text:
    """Where YAML stumbled; it says why in English only."""
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return Text("不是 YAML", "it is no YAML")
    return Text(f"第 {mark.line + 1} 行不符合 YAML 写法", f"line {mark.line + 1} is no YAML")
