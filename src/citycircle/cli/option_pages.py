"""The page of every verb and option, written from what the verbs say themselves, so that it cannot be out of date.

`python -m citycircle.cli.option_pages docs/reference` writes it; a test compares.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from citycircle.cli.dispatch import LANGUAGE_HELP, Verb, verbs
from citycircle.cli.parser import Parser
from citycircle.core.messages import Language, Text, speaking

NAMES: dict[Language, str] = {"en": "options.md", "zh": "options.zh-CN.md"}
HEAD = Text(
    "# 全部命令和选项\n\n[English](options.md)\n\n"
    "本页由程序生成（`make docs`）。用法和退出码见[命令](commands.zh-CN.md)。\n"
    "每个命令都有 `--help` 和 `--lang`。",
    "# Every verb and option\n\n[中文](options.zh-CN.md)\n\nThis page is made by the program (`make docs`). "
    "How to use them, and the exit codes: [commands](commands.md).\nEvery verb has `--help` and `--lang`.",
)
COLUMNS = Text("| 选项 | 说明 |\n|---|---|", "| Option | What |\n|---|---|")


def pages() -> dict[str, str]:
    """Both pages by file name."""
    found = {}
    for language, name in NAMES.items():
        with speaking(language):
            blocks = [HEAD.say(), *("\n".join(_verb_lines(verb, each)) for verb, each in verbs().items())]
            found[name] = "\n\n".join(blocks) + "\n"
    return found


def _verb_lines(name: str, verb: Verb) -> Iterator[str]:
    parser = Parser(prog=f"citycircle {name}")
    verb.add_arguments(parser)
    yield f"## {name}\n"
    yield f"`citycircle {name}`{Text('：', ': ')}{verb.HELP}\n"
    yield from _options(parser)


def _options(parser: argparse.ArgumentParser) -> Iterator[str]:
    # argparse has no public list of its actions
    actions = [action for action in parser._actions if "--help" not in action.option_strings]  # noqa: SLF001
    yield COLUMNS.say()
    for action in actions:
        inner = action.choices if isinstance(action, argparse._SubParsersAction) else None  # noqa: SLF001  # as above
        words = " ".join(f"`{each}`" for each in action.option_strings) or f"`{action.metavar or action.dest}`"
        value = _value(action)
        help_words = (action.help or "").replace("%%", "%").replace("|", "\\|").replace("\n", " ")
        yield f"| {words}{f' `{value}`' if value else ''} | {help_words} |"
        for verb, below in (inner or {}).items():
            yield from (f"| `{verb}` {line.removeprefix('| ')}" for line in list(_options(below))[1:])
    yield f"| `--lang` `zh` `en` | {LANGUAGE_HELP} |"


def _value(action: argparse.Action) -> str:
    if not action.option_strings or action.nargs == 0:
        return ""
    if action.choices:
        return " ".join(map(str, action.choices))
    return str(action.metavar or action.dest.upper())


def main() -> None:
    """Write both pages into the folder that is named."""
    folder = Path(sys.argv[1])
    for name, page in pages().items():
        (folder / name).write_text(page, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
