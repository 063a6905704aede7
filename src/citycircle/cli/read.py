"""`citycircle read`: a plan document in, a ledger out in which every cell leads back to its sentence."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from citycircle.cli.console import Progress, emphasised, exact_output
from citycircle.cli.parser import Parser
from citycircle.core.errors import CityCircleError
from citycircle.core.files import why_not
from citycircle.core.messages import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from citycircle.core.organisations import Register
    from citycircle.documents.corrections import Correction
    from citycircle.documents.naming import Naming
    from citycircle.documents.reading import Reading

HELP = Text(
    "读一份方案或要点，给出任务、责任单位、目标、时限和项目，并列出存疑处",
    "read a plan: its tasks, organisations, targets, dates and projects, and what is doubtful",
)
STANDARD_INPUT = "-"


class FolderNotWritable(CityCircleError):
    what = Text("无法写入文件夹 {folder}：{reason}。", "The folder {folder} cannot be written to: {reason}.")
    why = Text("台账没有保存。", "The tables were not saved.")
    then = Text(
        "请换一个文件夹，或关闭正在打开的表格后重试。",
        "Please choose another folder, or close the table if it is open.",
    )


class CorrectionsUnreadable(CityCircleError):
    what = Text("无法读取 {file}：{reason}。", "{file} cannot be read: {reason}.")
    why = Text("没有它就不能按您的更正读取。", "Without it the plan cannot be read as you corrected it.")
    then = Text(
        "请检查路径，并保存为 UTF-8 编码的 csv、yaml 或 json。",
        "Please check the path and save it as csv, yaml or json in UTF-8.",
    )


def add_arguments(parser: Parser) -> None:
    parser.add_argument(
        "file",
        metavar="FILE",
        help=Text(
            "要读的文件(txt md html docx pdf xlsx xls csv json)，- 表示标准输入",
            "the file (txt md html docx pdf xlsx xls csv json), or - for standard input",
        ),
    )
    parser.add_argument(
        "--format",
        choices=("json", "text", "md"),
        help=Text(
            "json 全部结果，text 原文（各处位置按它计数），md 表格；不写则给出摘要",
            "json everything, text the text in which places count, md a table; without it a summary",
        ),
    )
    parser.add_argument(
        "--out",
        metavar="DIR",
        type=Path,
        help=Text(
            "把任务分解表（xlsx、docx）等写入该文件夹", "write the tables (xlsx, docx) and the rest into this folder"
        ),
    )
    parser.add_argument(
        "--organisations",
        metavar="FILE",
        type=Path,
        help=Text(
            "单位名录（csv、xlsx），用来核对单位名称",
            "a register of organisations (csv, xlsx) to check the names against",
        ),
    )
    parser.add_argument(
        "--corrections",
        metavar="FILE",
        type=Path,
        help=Text(
            "人工更正（csv、yaml、json），每次读取都会套用",
            "corrections of a person (csv, yaml, json), applied at every reading",
        ),
    )
    parser.add_argument(
        "--reminders",
        action="store_true",
        help=Text("每个单位一段可直接复制的提醒文字", "one text per organisation, ready to copy"),
    )
    parser.add_argument("--quiet", action="store_true", help=Text("不显示进度", "show no progress"))


def run(args: argparse.Namespace) -> int:
    found = sys.stdin.buffer.read() if args.file == STANDARD_INPUT else Path(args.file)
    progress = Progress(quiet=args.quiet)
    if args.format == "text" and args.out is None:
        from citycircle.documents.intake.open import open_source

        return _print_exactly(open_source(found).text)
    try:
        reading, names = _read(found, args, progress)
        answer = _answer(reading, names, args)
        folder = args.out
        written = _write_files(reading, names, folder, progress) if folder else []
    finally:
        progress.finish()
    _warn(reading)
    if args.format:
        _print_exactly(answer)
    else:
        print(emphasised(answer, sys.stdout), end="")
        for path in written:
            print(Text("已写入 {path}", "written: {path}").say(path=path))
    return 0


def _print_exactly(answer: str) -> int:
    with exact_output() as out:
        out.write(answer)
    return 0


def _read(found: bytes | Path, args: argparse.Namespace, progress: Progress) -> tuple[Reading, Sequence[Naming]]:
    from citycircle.documents.reading import read

    register = _register(args.organisations) if args.organisations else None
    corrections = _corrections(args.corrections) if args.corrections else ()
    reading = read(found, organisations=register, corrections=corrections, progress=progress)
    if register is None:
        return reading, ()
    from citycircle.documents.naming import named

    names = {each.name: each for plan in reading.plans for each in named(plan, register)}
    return reading, tuple(names.values())


def _register(path: Path) -> Register:
    from citycircle.paper.organisation_files import read_register

    return read_register(path)


def _corrections(path: Path) -> Sequence[Correction]:
    from citycircle.documents.correction_files import read_corrections

    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CorrectionsUnreadable(file=path, reason=why_not(error)) from None
    return read_corrections(text, suffix=path.suffix)


def _answer(reading: Reading, names: Sequence[Naming], args: argparse.Namespace) -> str:
    if args.format == "json":
        from citycircle.documents.writers import json

        return json.write(reading, names, with_reminders=args.reminders)
    if args.format == "text":
        return reading.source.text
    if args.format == "md":
        from citycircle.documents.writers import markdown

        return markdown.write(reading.plans)
    if args.reminders:
        from citycircle.documents.writers import reminders

        return "\n".join(reminders.write(plan, names) for plan in reading.plans)
    from citycircle.documents.writers import summary

    return summary.write(reading, names)


def _write_files(reading: Reading, names: Sequence[Naming], folder: Path, progress: Progress) -> list[Path]:
    from citycircle.documents.writers.files import files

    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files(reading, names, progress):
            path = folder / name
            path.write_bytes(content)
            written.append(path)
    except OSError as error:
        raise FolderNotWritable(folder=folder, reason=why_not(error)) from None
    return written


def _warn(reading: Reading) -> None:
    """Say on standard error what a person who only pipes the answer on would otherwise miss."""
    for each in reading.diagnostics:
        print(each.say(), file=sys.stderr)
    if not any(plan.tasks for plan in reading.plans):
        print(NO_TASKS.say(name=reading.source.name), file=sys.stderr)


NO_TASKS = Text(
    "在{name}中没有读出任务：没有找到编号的条目或任务表。请确认它是方案、要点或任务表。",
    "No tasks were found in {name}: it has no numbered items and no table of tasks. "
    "Please make sure that it is a plan, yearly points or a table of tasks.",
)
