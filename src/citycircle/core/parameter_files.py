"""Read a rule table strictly: an unknown column, a cell that is no value, an overlap or a gap refuses the file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from citycircle.core.errors import CityCircleError
from citycircle.core.kinds import Choice, Kind, Words
from citycircle.core.kinds_of_time import Day
from citycircle.core.messages import Text
from citycircle.core.parameters import CERTAINTY, Row, Source, Table

_SOURCE_COLUMNS: dict[str, Kind] = {
    "standard": Words(),
    "version": Words(),
    "valid_from": Day(),
    "valid_to": Words(empty=True),
    "certainty": Choice(CERTAINTY),
    "source_body": Words(),
    "source_title": Words(),
    "source_number": Words(empty=True),
    "source_clause": Words(),
    "source_date": Words(pattern=r"\d{4}(-\d\d(-\d\d)?)?", expected=Text("日期", "a date"), empty=True),
}
SOURCE_COLUMNS = tuple(_SOURCE_COLUMNS)
_ONE_DAY = timedelta(days=1)


class ParameterFileFaulty(CityCircleError):
    what = Text("参数文件 {file} 第 {line} 行有误：{reason}", "Parameter file {file}, line {line}: {reason}")
    why = Text(
        "参数有误会使所有结果出错，因此整份文件不予采用。",
        "A wrong parameter spoils every result, so the whole file is left aside.",
    )
    then = Text("请改正该行后重试。", "Please mend the line and try again.")


def read_rows(table: Table, text: str, file: str, *, local: bool) -> tuple[Row, ...]:
    """The rows of a file, checked. Those of a standard leave no gap; a city's own (`local`) may.

    Raises ParameterFileFaulty with the line.
    """
    rows = tuple(_read(table, text, file, local=local))
    _check_dates(rows, file, contiguous=not local)
    return rows


def _read(table: Table, text: str, file: str, *, local: bool) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    kinds = {**table.columns, **_SOURCE_COLUMNS}
    header = next(reader, [])
    if sorted(header) != sorted(kinds):
        missing, unknown = set(kinds) - set(header), set(header) - set(kinds)
        raise ParameterFileFaulty(file=file, line=1, reason=_columns_differ(sorted(missing), sorted(unknown)))
    for cells in reader:
        if len(cells) != len(header):
            reason = Text(
                f"有 {len(cells)} 格，应为 {len(header)} 格。", f"{len(cells)} cells instead of {len(header)}."
            )
            raise ParameterFileFaulty(file=file, line=reader.line_num, reason=reason)
        try:
            found = {name: kinds[name].read(cell, name) for name, cell in zip(header, cells, strict=True)}
            last = Day().read(found["valid_to"], "valid_to") if found["valid_to"] else None
        except CityCircleError as error:
            raise ParameterFileFaulty(
                file=file, line=reader.line_num, reason=Text(error.say("zh"), error.say("en"))
            ) from error
        yield Row(
            table,
            {name: found[name] for name in table.columns},
            standard=found["standard"],
            version=found["version"],
            valid_from=found["valid_from"],
            valid_to=last,
            certainty=found["certainty"],
            source=Source(*(found[f"source_{part}"] for part in Source._fields)),
            local=local,
        )


def _columns_differ(missing: list[str], unknown: list[str]) -> Text:
    return Text(
        f"缺少的列：{'、'.join(missing) or '无'}；多余的列：{'、'.join(unknown) or '无'}。",
        f"missing columns: {', '.join(missing) or 'none'}; unknown columns: {', '.join(unknown) or 'none'}.",
    )


def _check_dates(rows: tuple[Row, ...], file: str, *, contiguous: bool) -> None:
    """Hold the rows of each key apart in time, and for the rows of a standard without a gap between them."""
    by_key: dict[tuple[object, ...], list[Row]] = {}
    for row in rows:
        by_key.setdefault(row.key, []).append(row)
    for key, same in by_key.items():
        same.sort(key=lambda row: row.valid_from)
        for before, after in pairwise(same):
            day = after.valid_from
            overlap = before.valid_to is None or before.valid_to >= day
            gap = contiguous and before.valid_to is not None and before.valid_to + _ONE_DAY < day
            if overlap or gap:
                names = " ".join(map(str, key))
                reason = Text(
                    f"{names} 在 {day} 前后{'重复' if overlap else '中断'}。",
                    f"{names} {'has two rows' if overlap else 'has a gap'} around {day}.",
                )
                raise ParameterFileFaulty(file=file, line="–", reason=reason)
    for row in rows:
        if row.valid_to is not None and row.valid_to < row.valid_from:
            reason = Text(f"{row.valid_from} 晚于 {row.valid_to}。", f"{row.valid_from} is after {row.valid_to}.")
            raise ParameterFileFaulty(file=file, line="–", reason=reason)
