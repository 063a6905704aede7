"""Workbooks: values as shown, merged ranges once, hidden things noted, swelling refused."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
import xlsxwriter

from citycircle.documents.intake.cell_formats import shown
from citycircle.documents.intake.errors import FileDamaged, FileProtected, SheetTooWide
from citycircle.documents.intake.open import open_source


def workbook(fill: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed) as book:
        fill(book)
    return packed.getvalue()


def ledger(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet("任务分解表")
    sheet.merge_range("B2:F2", "汀河都市圈2026年任务分解表")
    sheet.write_row("B3", ["序号", "重点任务", "完成率", "完成时限", "投资（亿元）"])
    sheet.write("B4", 1)
    sheet.write("C4", "建跨江大桥\n含引桥")
    sheet.write("D4", 0.355, book.add_format({"num_format": "0.0%"}))
    sheet.write_datetime("E4", datetime(2026, 6, 1), book.add_format({"num_format": 'yyyy"年"m"月"'}))  # noqa: DTZ001 - sheets know no zone
    sheet.write("F4", 1234.5, book.add_format({"num_format": "#,##0.00"}))
    sheet.write("B5", 2)
    sheet.write("C5", "修路")
    sheet.write("D5", 0.1 + 0.2)
    sheet.merge_range("E5:E6", "12月底")
    sheet.write("B6", 3)


def test_values_stand_as_the_sheet_shows_them() -> None:
    source = open_source(workbook(ledger), name="台账.xlsx")
    assert [cell.text for cell in source.tables[0].cells if cell.row == 2] == [
        "1",
        "建跨江大桥\n含引桥",
        "35.5%",
        "2026年6月",
        "1,234.50",
    ]
    texts = [cell.text for cell in source.tables[0].cells]
    assert "0.3" in texts
    assert all(source.text[cell.span.start : cell.span.end] == cell.text for cell in source.tables[0].cells)


def test_merged_ranges_are_kept_though_the_table_begins_away_from_the_corner() -> None:
    table = open_source(workbook(ledger)).tables[0]
    title, until = table.cells[0], next(cell for cell in table.cells if cell.text == "12月底")
    assert (title.row, title.column, title.columns) == (0, 0, 5)
    assert (until.row, until.column, until.rows) == (3, 3, 2)
    assert table.title == "任务分解表"


def test_hidden_sheets_stay_out_and_hidden_rows_come_in_both_with_a_note() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        first, second = book.add_worksheet("2026"), book.add_worksheet("底稿")
        first.write_column("A1", ["任务", "建桥"])
        first.set_row(1, None, None, {"hidden": True})
        second.write("A1", "旧数")
        second.hide()

    source = open_source(workbook(fill))
    assert source.text == "任务\n建桥\n"
    assert {note.code for note in source.notes} == {"I020", "I021"}
    assert "底稿" in " ".join(note.say() for note in source.notes)


def test_hidden_columns_come_in_with_a_note_where_they_say_something() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet("2026")
        page.write_row("A1", ["任务", "内部编码", "", "单位"])
        page.set_column("B:C", None, None, {"hidden": True})

    source = open_source(workbook(fill))
    assert "内部编码" in source.text
    assert [note.say("en") for note in source.notes] == ["Sheet “2026” has 1 hidden column(s); they were read."]


def test_several_sheets_are_several_tables() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        for name in ("澜川市", "禾阳市"):
            book.add_worksheet(name).write_row("A1", ["序号", name])

    source = open_source(workbook(fill))
    assert [table.title for table in source.tables] == ["澜川市", "禾阳市"]


def test_a_stray_value_at_the_end_of_the_sheet_is_refused_with_its_extent() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("任务")
        sheet.write("A1", "任务")
        sheet.write("XFD1048576", "x")

    with pytest.raises(SheetTooWide) as refused:
        open_source(workbook(fill))
    assert "1048576" in refused.value.say("zh")


def test_a_format_that_runs_to_the_end_of_the_sheet_does_no_harm() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("任务")
        sheet.write("A1", "任务")
        sheet.write_blank("XFD1048576", None, book.add_format({"border": 1}))

    assert open_source(workbook(fill)).text == "任务\n"


def test_a_workbook_with_a_password_says_so() -> None:
    data = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(64)
    with pytest.raises(FileProtected):
        open_source(data, name="台账.xlsx")


@pytest.mark.office
@pytest.mark.slow
def test_old_workbooks_are_read_like_new_ones(tmp_path: Path, office: str) -> None:
    (tmp_path / "ledger.xlsx").write_bytes(workbook(ledger))
    subprocess.run(
        [office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "xls",
        "ledger.xlsx"],
        cwd=tmp_path, check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    source = open_source(tmp_path / "ledger.xls")
    assert "建跨江大桥\n含引桥" in source.text
    assert next(cell for cell in source.tables[0].cells if cell.text == "12月底").rows == 2


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (12.0, '0"个"', "12个"), (-3.5, "0.0;(0.0)", "(3.5)"), (-3.5, "0.0", "-3.5"), (0, '0;-0;"—"', "—"),
        (45000.0, "General", "45000"),
        (1234567.0, "0.0,", "1234.6"), (0.5, "# ?/?", "0.5"), (1.0, "@", "1"), (True, None, "TRUE"), (2.50,
        "0.##", "2.5"),
        (datetime(2026, 3, 5, 9, 7), "yyyy-mm-dd hh:mm", "2026-03-05 09:07"),  # noqa: DTZ001 - sheets know no zone
        (datetime(2026, 3, 5), None, "2026-03-05"),  # noqa: DTZ001
        (1e300, None, "1E+300"), (-0.2, "[红色]0%", "-20%"), (-0.2, "0%;[红色]-0%", "-20%"),
    ],
)  # fmt: skip
def test_number_formats(value: float, number_format: str | None, text: str) -> None:
    assert shown(value, number_format) == text


def altered(part: str, old: bytes, new: bytes) -> bytes:
    """The ledger with something else written in one of its parts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(ledger))) as whole, zipfile.ZipFile(packed, "w") as archive:
        for name in whole.namelist():
            content = whole.read(name)
            archive.writestr(name, content.replace(old, new) if name == part else content)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/worksheets/sheet1.xml", b'r="B4"', b'r="ZZZZZZ99999999999999"'),
        ("xl/worksheets/sheet1.xml", b'<c r="B4"', b"<c r='XFD1048576'"),
        ("xl/worksheets/sheet1.xml", b'<c r="B4"', b'<c\n\tt="n" r = "XFD1048576"'),
        ("xl/worksheets/sheet1.xml", b'<row r="4" spans="2:6"><c r="B4"', b'<row r="4294967295"><c'),
        ("xl/sharedStrings.xml", b'uniqueCount="', b'uniqueCount="99999999999'),
    ],
)
def test_claims_that_no_memory_could_hold_are_refused(part: str, old: bytes, new: bytes) -> None:
    with pytest.raises((SheetTooWide, FileDamaged)):
        open_source(altered(part, old, new), name="台账.xlsx")


def test_a_merged_range_over_the_whole_sheet_hides_nothing() -> None:
    data = altered("xl/worksheets/sheet1.xml", b'ref="E5:E6"', b'ref="A1:XFD1048576"')
    assert "12月底" in open_source(data).text


@pytest.mark.parametrize(
    ("following", "circles"), [([1, 2, -2], False), ([1, 2, 0], True), ([-1, 1], True), ([2, 2, -2, -1], False)]
)
def test_chains_in_a_circle_are_refused(monkeypatch: pytest.MonkeyPatch, following: list[int], circles: bool) -> None:
    from citycircle.documents.intake import old_workbooks

    monkeypatch.setattr(old_workbooks, "CompDoc", lambda *_, **__: SimpleNamespace(SSAT=following))
    if circles:
        with pytest.raises(ValueError, match="circle"):
            old_workbooks._refuse_circles(b"")
    else:
        old_workbooks._refuse_circles(b"")
