"""A city's own dated rows, from files, put over the tables that came with the package."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from citycircle.cli.parser import Parser
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text, listed
from citycircle.core.parameters import Table


class TableNotUsedHere(CityCircleError):
    what = Text("参数文件 {file} 不属于“{whose}”的任何一张表。", "{file} belongs to no table of “{whose}”.")
    why = Text("参数文件按表名对应。", "A parameter file is matched by the name of its table.")
    then = Text("请把文件命名为：{known}。", "Please name it: {known}.")


def add_parameters(parser: Parser) -> None:
    parser.add_argument(
        "--parameters",
        metavar="FILE",
        action="append",
        default=[],
        help=Text(
            "本市的参数文件，按日期覆盖国家标准（可多次）",
            "a city's own dated rows, put over the standard's (repeatable)",
        ),
    )


def amended(tables: Iterable[Table], files: Iterable[str], *, whose: Text) -> dict[str, Table]:
    """Those of the tables that the files amend, by name.

    Raises TableNotUsedHere, FileNotReadable, ParameterFileFaulty.
    """
    known = {table.name: table for table in tables}
    changed: dict[str, Table] = {}
    for file in files:
        table = changed.get(Path(file).stem) or known.get(Path(file).stem)
        if table is None:
            raise TableNotUsedHere(file=file, whose=whose, known=listed(f"{name}.csv" for name in known))
        changed[table.name] = table.amended_by(_text(file), file=file)
    return changed


def _text(file: str) -> str:
    try:
        return Path(file).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        from citycircle.paper.record_files import FileNotReadable

        raise FileNotReadable(file=file, reason=getattr(error, "strerror", None) or error) from error
