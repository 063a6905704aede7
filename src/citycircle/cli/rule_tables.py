"""`citycircle rule NAME --table FILE`: the same question for every row, with progress, and none lost."""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Mapping
from pathlib import Path

from citycircle.cli.console import Progress
from citycircle.cli.parameters import calendar_of
from citycircle.core.kinds_of_time import Day
from citycircle.core.messages import Text
from citycircle.core.parameters import Table
from citycircle.core.rows import RowAnswer, RowsAsked, as_cells, fit
from citycircle.core.rules import DAY_FIELD, Rule
from citycircle.paper.record_files import FileNotWritable, Records, Sheet, read_records, write_records

DONE, REFUSED = 0, 1
SAY_EVERY = 20_000
REPORTED = 20
"""Bad rows said one by one on the screen; the table says all of them."""


def ask_table(rule: Rule, args: argparse.Namespace, tables: Mapping[str, Table], named: Mapping[str, str]) -> int:
    """Ask a rule for every row of a file. `named` gives the columns of inputs whose names differ."""
    source, out = Path(args.table), Path(args.out) if args.out else None
    if out is not None and out.resolve() == source.resolve():
        raise FileNotWritable(file=out, reason=Text("不能覆盖原表", "it is the table itself, which stays as it is"))
    records = read_records(source)
    keep = None if "all" in args.keep else args.keep
    columns = fit(rule, records.header, one_day=bool(args.on), named=named, keep=keep)
    day = Day().read(args.on, DAY_FIELD) if args.on else None
    asked = RowsAsked(rule, columns, day, args.blank, tables, calendar_of(args) if args.calendar else None)
    header = [*records.header, *_headings(rule, records.header, words=args.words)]
    progress = Progress(quiet=args.quiet)
    if out is None:
        sheet = csv.writer(sys.stdout, lineterminator="\n")
        sheet.writerow(header)
        _write(sheet, asked, records, progress, words=args.words)
    else:
        with write_records(out, header, total=records.total, schema=records.schema) as new:
            _write(new, asked, records, progress, words=args.words)
    progress.finish()
    counts = {"all": asked.answered + asked.refused, "answered": asked.answered, "refused": asked.refused}
    print(_SUMMARY.say(**counts), file=sys.stderr)
    return REFUSED if asked.refused else DONE


_SUMMARY = Text(
    "共 {all} 行，算出 {answered} 行，有问题 {refused} 行。",
    "{all} rows: {answered} answered, {refused} with a problem.",
)
_MORE = Text("其余有问题的行见结果表最后一列。", "More bad rows: see the last column of the answers.")


def _write(sheet: Sheet, asked: RowsAsked, records: Records, progress: Progress, *, words: bool) -> None:
    cells = as_cells(asked.rule.outputs, words=words)
    none = [None] * len(asked.rule.outputs)
    writerow, width, total = sheet.writerow, asked.columns.width, records.total
    for answer in asked(records.rows):
        line, row, found, problem = answer
        if problem is None and found is not None:
            writerow([*row, *cells(found), None])
        else:
            said = _said(answer, width)
            _report(asked.refused, line, said)
            writerow([*[*row, *[None] * width][:width], *none, said])
        if line % SAY_EVERY == 0:
            done = Text("逐行计算", "asking") if total else Text(f"已计算 {line} 行", f"{line} rows asked")
            progress(done, line, total)


def _said(answer: RowAnswer, width: int) -> str:
    """Why a row was not answered; one with too many or too few cells is quoted, so that none of them is lost."""
    said = answer.problem.say() if answer.problem else ""
    return said if len(answer.row) == width else f"{said} {list(answer.row)}"


def _report(count: int, line: int, said: str) -> None:
    if count <= REPORTED:
        print(Text(f"第 {line} 行：{said}", f"row {line}: {said}").say(), file=sys.stderr)
    elif count == REPORTED + 1:
        print(_MORE.say(), file=sys.stderr)


def _headings(rule: Rule, taken: list[str], *, words: bool) -> list[str]:
    """The headings of the answers; the table's own columns are never overwritten."""
    problem = Text("问题", "problem").say() if words else "problem"
    headings = [*[str(each.title) if words else each.name for each in rule.outputs], problem]
    return [_free(heading, taken) for heading in headings]


def _free(heading: str, taken: list[str]) -> str:
    while heading in taken:
        heading += "_"
    return heading
