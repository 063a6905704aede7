"""The files of a draw: roster, rules, record and seeds."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from citycircle.core.errors import CityCircleError
from citycircle.core.files import why_not
from citycircle.core.messages import Text, listed

RULE_SHEETS = ("rules", "抽取规则")


class NoRecord(CityCircleError):
    what = Text("无法读取抽取记录 {file}：{reason}。", "The record {file} cannot be read: {reason}.")
    why = Text("每一步都接在记录之后。", "Every step continues the record.")
    then = Text(
        "请用 --record 指定记录文件；首次承诺会新建。", "Please name it with --record; the first commit makes it."
    )


class NoRules(CityCircleError):
    what = Text("没有找到抽取规则。", "No rules of the draw were found.")
    why = Text("规则须与名册一起事先固定。", "Rules are fixed beforehand, together with the roster.")
    then = Text(
        "请在名册工作簿中加一张“抽取规则”工作表，或用 --rules 指定文件。",
        'Please add a sheet "rules" to the workbook of the roster, or name a file with --rules.',
    )


class HeadingTwice(CityCircleError):
    what = Text("表中有重复的列名：{names}。", "The table has a heading twice: {names}.")
    why = Text("两列同名时无法确定以哪一列为准。", "Nobody can tell which of the two counts.")
    then = Text("请改名后重试。", "Please rename one of them.")


class SeedFileExists(CityCircleError):
    what = Text("种子文件 {file} 已存在。", "The seed file {file} exists already.")
    why = Text("覆盖后原来的承诺将无法揭示。", "Written over, an earlier commitment could never be revealed.")
    then = Text("请另选记录文件名，或移走旧的种子文件。", "Please choose another record, or move the old file away.")


def rows_of(path: Path) -> list[dict[str, Any]]:
    """The rows of a table by heading. Raises FileNotReadable, HeadingTwice."""
    from citycircle.paper.record_files import read_records

    records = read_records(path)
    return _named(records.header, records.rows)


def _named(header: Sequence[Any], rows: Iterable[Sequence[Any]]) -> list[dict[str, Any]]:
    """Rows as cells by heading. Raises HeadingTwice, for one of the two would be lost."""
    names = [str(name).strip() for name in header]
    if twice := sorted({name for name in names if name and names.count(name) > 1}):
        raise HeadingTwice(names=listed(twice))
    return [dict(zip(names, row, strict=False)) for row in rows if any(cell != "" for cell in row)]


def rule_sheet(path: Path) -> list[dict[str, Any]]:
    """The second sheet of the workbook, where an office writes the rules beside the roster."""
    if path.suffix.lower() not in {".xlsx", ".xls"}:
        raise NoRules
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(path)
    name = next((name for name in book.sheet_names if name.strip() in RULE_SHEETS), None)
    if name is None:
        raise NoRules
    header, *rows = book.get_sheet_by_name(name).to_python() or [[]]
    return _named(header, rows)


def json_of(path: Path) -> Mapping[str, Any]:
    """A JSON object from a file. Raises NoRecord."""
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        reason = why_not(error) if isinstance(error, OSError) else Text("不是 JSON", "it is no JSON")
        raise NoRecord(file=path, reason=reason) from error
    if not isinstance(stored, dict):
        raise NoRecord(file=path, reason=Text("不是 JSON 对象", "it is no JSON object"))
    return stored


def seed_file(record: str, party: str) -> Path:
    """Where the seed of a party lies: beside the record, under the name of the party."""
    plain = "".join(sign if sign.isalnum() else "_" for sign in party)
    return Path(record).with_suffix(f".{plain}.seed")


def keep_seed(path: Path, kept: Mapping[str, str]) -> None:
    """Readable by the owner only, and never over an older one."""
    from citycircle.paper.record_files import FileNotWritable

    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise SeedFileExists(file=path) from error
    except OSError as error:
        raise FileNotWritable(file=path, reason=why_not(error)) from error
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        json.dump(kept, stream, ensure_ascii=False)
