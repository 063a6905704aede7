"""Tables of records in and out, one row at a time: CSV in any usual encoding, Excel, Parquet.

Values stay as the file has them; a CSV cell is its text, an Excel cell a text, number, day or truth value.
"""

from __future__ import annotations

import csv
import os
from codecs import getincrementaldecoder
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import isfinite, isnan
from pathlib import Path
from typing import Any, Protocol

from citycircle.core.errors import CityCircleError
from citycircle.core.files import why_not
from citycircle.core.messages import Text

EXCEL_ROWS = 1_048_576
COLUMN_WIDTH = 14
BATCH = 50_000
_CHUNK = 1 << 20


class FileNotReadable(CityCircleError):
    what = Text("无法读取 {file}：{reason}。", "{file} cannot be read: {reason}.")
    why = Text("没有内容可供计算。", "There is nothing to calculate with.")
    then = Text(
        "请检查文件路径和格式（csv、xlsx、parquet）。", "Please check the path and the format (csv, xlsx, parquet)."
    )


class FileNotWritable(CityCircleError):
    what = Text("无法写入 {file}：{reason}。", "{file} cannot be written: {reason}.")
    why = Text("原有文件未改动。", "What stood there before is unchanged.")
    then = Text(
        "请检查文件夹是否存在、可否写入，或换一个文件（表格为 csv、xlsx、parquet）。",
        "Please check that its folder exists and can be written to, or choose another (tables: csv, xlsx, parquet).",
    )


class NoParquet(CityCircleError):
    what = Text("本机未安装读写 Parquet 的组件。", "The part that reads and writes Parquet is not installed.")
    why = Text("该组件较大，按需安装。", "It is large and therefore optional.")
    then = Text(
        '请运行 pip install "citycircle[analytics]"，或改用 csv。',
        'Please run pip install "citycircle[analytics]", or use csv.',
    )


@dataclass
class Records:
    """The header and the rows of a table; `total` where the file knows it; `schema` is Parquet's own."""

    header: list[str]
    rows: Iterator[Sequence[Any]]
    total: int | None = None
    schema: Any = None


class Sheet(Protocol):
    """Something rows can be written to; the csv module's writer is one."""

    def writerow(self, row: Sequence[Any], /) -> Any:  # noqa: ANN401  # csv returns a count, others nothing
        """Write one row."""


def read_records(path: Path) -> Records:
    """Open a table; the first row is the header. Raises FileNotReadable, NoParquet."""
    readers = {".csv": _from_csv, ".txt": _from_csv, ".tsv": _from_csv, ".xlsx": _from_excel, ".xls": _from_excel}
    try:
        if path.suffix.lower() == ".parquet":
            return _from_parquet(path)
        if path.suffix.lower() not in readers:
            raise FileNotReadable(file=path, reason=Text("不是支持的格式", "not a format that is supported"))
        return readers[path.suffix.lower()](path)
    except OSError as error:
        raise FileNotReadable(file=path, reason=why_not(error)) from error


def _from_csv(path: Path) -> Records:
    encoding = _encoding(path)
    with path.open(encoding=encoding, newline="") as stream:
        first = stream.readline()
    if not first.strip():
        raise FileNotReadable(
            file=path, reason=Text("首行为空，没有列名", "the first line is empty; there is no header")
        )
    separator = max(",\t;", key=first.count)

    def rows() -> Iterator[list[str]]:
        with path.open(encoding=encoding, newline="") as stream:
            reader = csv.reader(stream, delimiter=separator)
            try:
                yield from reader
            except csv.Error as error:
                raise FileNotReadable(file=path, reason=f"{reader.line_num}: {error}") from error

    every = rows()
    return Records(next(every), every)


def _encoding(path: Path) -> str:
    """UTF-8 if the whole file is, else what Chinese Windows writes. Raises FileNotReadable if it is neither."""
    with path.open("rb") as stream:
        head = stream.read(2)
    if head in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    for encoding in ("utf-8-sig", "gb18030"):
        decoder = getincrementaldecoder(encoding)()
        try:
            with path.open("rb") as stream:
                while chunk := stream.read(_CHUNK):
                    decoder.decode(chunk)
                decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return encoding
    raise FileNotReadable(file=path, reason=Text("编码不明", "its encoding is unknown"))


def _from_excel(path: Path) -> Records:
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415  # only who reads Excel waits for it

    path.open("rb").close()  # the system's own words for a file that is not there
    try:
        sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
        rows: Iterator[Sequence[Any]] = iter(sheet.iter_rows())
        header = [str(value) for value in next(rows, [])]
    except CalamineError as error:
        raise FileNotReadable(file=path, reason=error) from error
    if not any(header):
        raise FileNotReadable(
            file=path, reason=Text("首行为空，没有列名", "the first row is empty; there is no header")
        )
    return Records(header, map(_excel_row, rows), total=sheet.total_height - 1)


def _excel_row(row: Sequence[Any]) -> Sequence[Any]:
    """Excel knows no whole numbers, yet nobody typed 60.0; a row of empty cells is an empty line."""
    if not any(value != "" for value in row):
        return ()
    return [int(value) if value.__class__ is float and value.is_integer() else value for value in row]


def _from_parquet(path: Path) -> Records:
    parquet = _parquet()
    path.open("rb").close()
    try:
        file = parquet.ParquetFile(path)
    except ValueError as error:  # pyarrow's own errors are ValueErrors
        raise FileNotReadable(file=path, reason=error) from error

    def rows() -> Iterator[Sequence[Any]]:
        for batch in file.iter_batches(batch_size=BATCH):
            yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)

    return Records(list(file.schema_arrow.names), rows(), file.metadata.num_rows, file.schema_arrow)


def _parquet() -> Any:  # noqa: ANN401  # pyarrow says nothing about its types
    try:
        from pyarrow import parquet  # type: ignore[import-untyped]  # noqa: PLC0415  # optional, slow, untyped
    except ImportError as error:
        raise NoParquet from error
    return parquet


@contextmanager
def write_records(
    path: Path, header: Sequence[str], *, total: int | None = None, schema: object = None
) -> Iterator[Sheet]:
    """Write a table beside its place and move it there when it is whole, so that a crash leaves the old one.

    `total` rows that Excel cannot hold are refused at once. `schema` keeps the types of Parquet columns.
    """
    kinds = {".csv": _to_csv, ".xlsx": _to_excel, ".parquet": _to_parquet}
    suffix = path.suffix.lower()
    if suffix not in kinds:
        raise FileNotWritable(file=path, reason=Text("不是支持的格式", "not a format that is supported"))
    if suffix == ".xlsx" and total is not None and total >= EXCEL_ROWS:
        raise FileNotWritable(file=path, reason=Text("Excel 最多 1048576 行", "Excel holds 1,048,576 rows at most"))
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.touch()  # a place that cannot be written to is said before the work, not after it
        with kinds[suffix](beside, header, schema) as sheet:
            yield sheet
        beside.replace(path)
    except OSError as error:
        raise FileNotWritable(file=path, reason=why_not(error)) from error
    finally:
        beside.unlink(missing_ok=True)


@contextmanager
def _to_csv(path: Path, header: Sequence[str], _schema: object) -> Iterator[Sheet]:
    # Excel takes UTF-8 for the local encoding unless the mark stands at the beginning.
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(header)
        yield writer


class _ExcelSheet:
    def __init__(self, book: Any, sheet: Any) -> None:  # noqa: ANN401  # xlsxwriter has no types
        self._sheet, self._day, self._next = sheet, book.add_format({"num_format": "yyyy-mm-dd"}), 0

    def writerow(self, row: Sequence[Any], /) -> None:
        if self._next >= EXCEL_ROWS:
            raise OSError("1048576")
        for column, value in enumerate(row):
            if hasattr(value, "year"):
                self._sheet.write_datetime(self._next, column, value, self._day)
            elif isinstance(value, str):
                self._sheet.write_string(self._next, column, value)  # never a formula, whatever it begins with
            elif isinstance(value, float) and not isfinite(value):
                self._sheet.write_string(self._next, column, "" if isnan(value) else str(value))  # Excel has neither
            else:
                self._sheet.write(self._next, column, value)
        self._next += 1


@contextmanager
def _to_excel(path: Path, header: Sequence[str], _schema: object) -> Iterator[Sheet]:
    import xlsxwriter  # noqa: PLC0415  # only who writes Excel waits for it

    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    page = book.add_worksheet()
    page.freeze_panes(1, 0)
    page.set_column(0, len(header) - 1, COLUMN_WIDTH)
    page.set_row(0, None, book.add_format({"bold": True}))
    sheet = _ExcelSheet(book, page)
    sheet.writerow(header)
    try:
        yield sheet
    finally:
        book.close()


class _ParquetSheet:
    def __init__(self, path: Path, header: Sequence[str], schema: Any) -> None:  # noqa: ANN401
        import pyarrow as pa  # noqa: PLC0415  # optional and slow to load

        known = {each.name: each.type for each in schema} if schema is not None else {}
        self._arrow = pa
        self._schema = pa.schema([(name, known.get(name, pa.string())) for name in header])
        self._typed = [name in known for name in header]
        self._writer = _parquet().ParquetWriter(path, self._schema)
        self._waiting: list[Sequence[Any]] = []

    def writerow(self, row: Sequence[Any], /) -> None:
        self._waiting.append(row)
        if len(self._waiting) >= BATCH:
            self.flush()

    def flush(self) -> None:
        if not self._waiting:
            return
        columns = list(zip(*self._waiting, strict=True))
        cells = [
            column if typed else [None if value is None or value == "" else str(value) for value in column]
            for column, typed in zip(columns, self._typed, strict=True)
        ]
        arrays = [self._arrow.array(c, each.type) for c, each in zip(cells, self._schema, strict=True)]
        self._writer.write_batch(self._arrow.record_batch(arrays, schema=self._schema))
        self._waiting.clear()

    def close(self) -> None:
        self.flush()
        self._writer.close()


@contextmanager
def _to_parquet(path: Path, header: Sequence[str], schema: object) -> Iterator[Sheet]:
    _parquet()
    sheet = _ParquetSheet(path, header, schema)
    try:
        yield sheet
    finally:
        sheet.close()
