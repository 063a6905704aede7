"""A register from the files that offices keep it in."""

import openpyxl

from citycircle.paper.organisation_files import read_register

ROWS = [
    ["代码", "名称", "类别", "启用日期"],
    [990100, "澜川市", "市", None],
    ["990200", "禾阳市", "city", "2019-01-01"],
]


def test_excel_with_codes_typed_as_numbers(tmp_path):
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    book.save(tmp_path / "名录.xlsx")
    register = read_register(tmp_path / "名录.xlsx")
    assert [each.code for each in register] == ["990100", "990200"]


def test_csv_as_excel_saves_it_in_china(tmp_path):
    path = tmp_path / "名录.csv"
    text = "\r\n".join(",".join("" if cell is None else str(cell) for cell in row) for row in ROWS)
    path.write_bytes(text.encode("gb18030"))
    assert read_register(path).resolve("禾阳市", on=None).valid_from.year == 2019
