"""Tables in and out: encodings, Excel, Parquet, and nothing half written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from citycircle.core.errors import CityCircleError
from citycircle.core.rows import cell_text
from citycircle.paper.record_files import FileNotReadable, FileNotWritable, read_records, write_records

HEADER = ["站点", "value", "note"]
ROWS = [["澜川", "35.5", "=1+1"], ["禾阳", "60", 'a "b", c'], ["松渚", "", "第一行\n第二行"]]


def texts(path: Path) -> list[list[str]]:
    records = read_records(path)
    return [records.header, *[[cell_text(cell) for cell in row] for row in records.rows if row]]


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
def test_there_and_back(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"t.{ending}"
    with write_records(path, HEADER) as sheet:
        for row in ROWS:
            sheet.writerow(row)
    assert texts(path) == [HEADER, *ROWS]
    assert [found.name for found in tmp_path.iterdir()] == [path.name], "no half-written file is left"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_encodings_and_separators(tmp_path: Path, encoding: str, separator: str) -> None:
    path = tmp_path / "t.csv"
    path.write_text(
        separator.join(["站点", "on", "浓度"]) + "\n" + separator.join(["澜川", "2026-03-01", "60"]), encoding
    )
    assert texts(path) == [["站点", "on", "浓度"], ["澜川", "2026-03-01", "60"]]


def test_excel_keeps_days_and_numbers(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    with write_records(path, ["on", "value", "whole", "text"]) as sheet:
        sheet.writerow([date(2026, 3, 1), 2.2, 60, "=SUM(A1)"])
    assert texts(path)[1] == ["2026-03-01", "2.2", "60", "=SUM(A1)"]


def test_parquet_keeps_its_types(tmp_path: Path) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    source, target = tmp_path / "s.parquet", tmp_path / "t.parquet"
    table = pa.table({"day": pa.array([date(2026, 3, 1)]), "value": pa.array([2.2]), "name": ["澜川"]})
    parquet.write_table(table, source)
    records = read_records(source)
    assert records.total == 1
    with write_records(target, [*records.header, "index"], schema=records.schema) as sheet:
        for row in records.rows:
            sheet.writerow([*row, 55])
    written = parquet.read_table(target)
    assert written.select(["day", "value", "name"]).equals(table)
    assert written["index"].to_pylist() == ["55"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("none.csv", None),
        ("none.xlsx", None),
        ("none.parquet", None),
        ("empty.csv", b""),
        ("bad.xlsx", b"PK\x03\x04 not really"),
        ("bad.parquet", b"PAR1"),
        ("bad.csv", b"\xff\x81\x20,\x00\xff"),
        ("what.docx", b"x"),
    ],
)
def test_what_cannot_be_read_gets_a_sentence(tmp_path: Path, name: str, content: bytes | None) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(FileNotReadable) as caught:
        list(read_records(path).rows)
    assert name in caught.value.say("zh")


def test_a_break_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(RuntimeError):
        break_while_writing(path)
    assert path.read_text(encoding="utf-8") == "old"
    assert len(list(tmp_path.iterdir())) == 1


def break_while_writing(path: Path) -> None:
    with write_records(path, HEADER) as sheet:
        sheet.writerow(ROWS[0])
        raise RuntimeError


@pytest.mark.parametrize(("name", "total"), [("t.doc", None), ("t.xlsx", 2_000_000), ("no/such/folder.csv", None)])
def test_what_cannot_be_written_gets_a_sentence(tmp_path: Path, name: str, total: int | None) -> None:
    with pytest.raises(FileNotWritable) as caught, write_records(tmp_path / name, HEADER, total=total):
        pass
    assert isinstance(caught.value, CityCircleError)
    assert caught.value.say("en")


def test_numbers_that_are_none_become_empty_cells(tmp_path):
    path = tmp_path / "answers.xlsx"
    with write_records(path, ["a", "b"]) as sheet:
        sheet.writerow([float("nan"), float("inf")])
    assert [list(row) for row in read_records(path).rows] == [["", "inf"]]


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a.parquet"])
def test_a_folder_that_is_not_there_is_said_before_the_work(tmp_path, name):
    with pytest.raises(FileNotWritable, match="不存在"), write_records(tmp_path / "no" / name, HEADER) as _:
        pytest.fail("the work began")
