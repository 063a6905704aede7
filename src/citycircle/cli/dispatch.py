"""Find the verb that was asked for and run it."""

from __future__ import annotations

import argparse
import importlib
import os
import pkgutil
import sys
from collections.abc import Sequence
from typing import Any, Protocol, cast

from citycircle import __version__, cli
from citycircle.cli import console
from citycircle.cli.parser import Parser
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import LANGUAGES, Language, Text, speaking

DONE, UNREADABLE, MISUSED = 0, 1, 2

ABOUT = Text(
    "同城圈：把相邻城市共同议定的方案读成台账，用双方都能复算的规则办事。",
    "CityCircle: from the plan that neighbouring cities agree on to a ledger and rules that both can recompute.",
)
LANGUAGE_HELP = Text("说明与提示所用语言：zh 中文，en 英文", "language of help and messages: zh Chinese, en English")


class Verb(Protocol):
    """What a module of this package says to be a verb."""

    HELP: Text

    def add_arguments(self, parser: Parser) -> None: ...

    def run(self, args: argparse.Namespace) -> int: ...


def modules() -> list[str]:
    """The modules of the package, any of which may be a verb; names with _ are written with - on the command line."""
    return [found.name for found in pkgutil.iter_modules(cli.__path__) if not found.name.startswith("_")]


def verb(name: str) -> Verb | None:
    """The verb of that name, or None."""
    module_name = name.replace("-", "_")
    if module_name not in modules():
        return None
    module: Any = importlib.import_module(f"{cli.__name__}.{module_name}")
    return cast("Verb", module) if hasattr(module, "HELP") else None


def verbs() -> dict[str, Verb]:
    """Every verb by name."""
    found = {name.replace("_", "-"): verb(name) for name in modules()}
    return {name: each for name, each in found.items() if each is not None}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line; 0 done, 1 the input could not be used, 2 the command was misused."""
    console.prepare()
    language, words = _language_taken(list(sys.argv[1:] if argv is None else argv))
    with speaking(language):
        try:
            return _run(words)
        except CityCircleError as error:
            print(f"citycircle: {error.say()}", file=sys.stderr)
            return MISUSED if error.code == "bad_use" else UNREADABLE
        except BrokenPipeError:
            # The reader of our output (head, less) left; Python would complain again while closing the stream.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return DONE
        except KeyboardInterrupt:
            print(Text("已停止。", "Stopped.").say(), file=sys.stderr)
            return 130


def _run(words: list[str]) -> int:
    name = next((word for word in words if not word.startswith("-")), None)
    asked = verb(name) if name else None
    if name is None or asked is None:
        return _whole(words, name)
    words.remove(name)
    parser = Parser(prog=f"citycircle {name}", description=asked.HELP.say())
    parser.add_argument("--lang", choices=LANGUAGES, help=LANGUAGE_HELP)
    asked.add_arguments(parser)
    try:
        args = parser.parse_args(words)
    except SystemExit as leaving:  # --help has been printed
        return int(leaving.code or 0)
    return asked.run(args)


def _whole(words: list[str], name: str | None) -> int:
    """The program without a verb: help, version, or a word that is no verb."""
    parser = Parser(prog="citycircle", usage="citycircle VERB …", description=ABOUT.say(), epilog=_listed())
    parser.add_argument("--version", action="version", version=__version__, help=Text("显示版本", "show the version"))
    parser.add_argument("--lang", choices=LANGUAGES, help=LANGUAGE_HELP)
    if name is not None:
        parser.error(Text(f"没有 {name} 这个命令", f"there is no command {name}").say())
    try:
        parser.parse_args(words)
    except SystemExit as leaving:
        return int(leaving.code or 0)
    parser.print_help()
    return MISUSED


def _listed() -> str:
    lines = [f"  {name:12} {each.HELP.say()}" for name, each in verbs().items()]
    return "\n".join([Text("命令：", "verbs:").say(), *lines])


def _language_taken(words: list[str]) -> tuple[Language, list[str]]:
    """Take `--lang` out wherever it stands, so that even a complaint about the other words is in the right language."""
    for at, word in enumerate(words):
        if word == "--lang" and words[at + 1 : at + 2] and words[at + 1] in LANGUAGES:
            return cast("Language", words[at + 1]), words[:at] + words[at + 2 :]
        if word.startswith("--lang=") and word.removeprefix("--lang=") in LANGUAGES:
            return cast("Language", word.removeprefix("--lang=")), words[:at] + words[at + 1 :]
    return console.chosen_language(), words
