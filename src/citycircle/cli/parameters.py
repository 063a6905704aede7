"""A city's own dated rows and holidays, from files, put over what came with the package."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from citycircle.cli.parser import Parser
from citycircle.cli.text_files import text_of
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text, listed
from citycircle.core.parameters import Table

if TYPE_CHECKING:
    from citycircle.core.workdays import Calendar


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

    Raises TableNotUsedHere, TextNotReadable, ParameterFileFaulty.
    """
    known = {table.name: table for table in tables}
    changed: dict[str, Table] = {}
    for file in files:
        table = changed.get(Path(file).stem) or known.get(Path(file).stem)
        if table is None:
            raise TableNotUsedHere(file=file, whose=whose, known=listed(f"{name}.csv" for name in known))
        changed[table.name] = table.amended_by(text_of(file), file=file)
    return changed


def add_calendar(parser: Parser) -> None:
    parser.add_argument(
        "--calendar", metavar="FILE", help=Text("本地节假日表 csv，叠加在国家安排之上", "a local holiday table (csv)")
    )


def calendar_of(args: argparse.Namespace) -> Calendar:
    """The national holiday arrangements, with a local table on top. Raises TextNotReadable, HolidayRowUnreadable."""
    from citycircle.core.workdays import national, read_calendar

    return national().under(read_calendar(text_of(args.calendar))) if args.calendar else national()
