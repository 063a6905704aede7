"""A parser of command lines that speaks both languages, down to its complaints."""

from __future__ import annotations

import argparse
import re
from typing import Any, NoReturn

from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text


class BadUse(CityCircleError):
    what = Text("命令写法有误：{complaint}。", "The command cannot be understood: {complaint}.")
    why = Text("", "")
    then = Text("请运行 {program} --help 查看用法。", "Please run {program} --help to see how it is used.")


# What argparse says, and how we say it; the first match counts.
COMPLAINTS: tuple[tuple[str, Text], ...] = (
    (r"the following arguments are required: (?P<a>.+)", Text("缺少参数 {a}", "{a} is missing")),
    (r"unrecognized arguments: (?P<a>.+)", Text("不认识参数 {a}", "{a} is not known here")),
    (
        r"argument (?P<a>.+?): invalid choice: (?P<b>.+?) \(choose from (?P<c>.+)\)",
        Text("参数 {a} 不能是 {b}，请从 {c} 中选择", "{a} cannot be {b}; choose from {c}"),
    ),
    (r"argument (?P<a>.+?): expected one argument", Text("参数 {a} 后面需要一个值", "{a} needs a value after it")),
    (
        r"argument (?P<a>.+?): expected at least one argument",
        Text("参数 {a} 后面至少需要一个值", "{a} needs at least one value after it"),
    ),
    (
        r"argument (?P<a>.+?): not allowed with argument (?P<b>.+)",
        Text("参数 {a} 与 {b} 不能同时使用", "{a} cannot be used together with {b}"),
    ),
    (r"argument (?P<a>.+?): invalid \w+ value: (?P<b>.+)", Text("参数 {a} 的值 {b} 无效", "{b} is no value for {a}")),
    (r"ambiguous option: (?P<a>.+?) could match (?P<b>.+)", Text("参数 {a} 可指 {b}", "{a} could mean {b}")),
)


def translated(complaint: str) -> Text:
    """Say a complaint of argparse in both languages; one that we do not know stays as it is.

    >>> translated("unrecognized arguments: --fast").say("zh")
    '不认识参数 --fast'
    """
    for pattern, sentence in COMPLAINTS:
        if found := re.fullmatch(pattern, complaint, re.DOTALL):
            values = found.groupdict()
            return Text(sentence.zh.format(**values), sentence.en.format(**values))
    return Text(complaint, complaint)


USAGE = Text("用法：", "usage: ")


class _Formatter(argparse.RawDescriptionHelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:  # noqa: ANN401
        super().add_usage(usage, actions, groups, USAGE.say() if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """An argument parser whose headings, help and complaints are said in the language of the moment.

    `help` may be a `Text`. A misuse raises BadUse instead of leaving the program.
    """

    def __init__(self, **options: Any) -> None:  # noqa: ANN401  # handed on to argparse as they are
        super().__init__(add_help=False, formatter_class=_Formatter, allow_abbrev=False, **options)
        self._positionals.title = Text("要读的内容", "what to work on").say()
        self._optionals.title = Text("选项", "options").say()
        self.add_argument("-h", "--help", action="help", help=Text("显示本说明", "show this help"))

    def add_argument(self, *names: str, **options: Any) -> argparse.Action:  # noqa: ANN401  # handed on as they are
        if isinstance(options.get("help"), Text):
            options["help"] = options["help"].say().replace("%", "%%")
        return super().add_argument(*names, **options)

    def parse_args(self, args: Any = None, namespace: Any = None) -> Any:  # noqa: ANN401
        """Options may stand anywhere between the words: `rule NAME --on DATE field=value`."""
        if any(action.nargs in (argparse.PARSER, argparse.REMAINDER) for action in self._actions):
            return super().parse_args(args, namespace)
        # argparse would cut the English word “usage: ” off the front by its length.
        self.usage = self.format_usage().removeprefix(USAGE.say()).strip().replace("%", "%%")
        return self.parse_intermixed_args(args, namespace)

    def error(self, message: str) -> NoReturn:
        raise BadUse(complaint=translated(message), program=self.prog)
