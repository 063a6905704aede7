"""A hidden sheet of a past ledger is told, not passed over."""

import io

import openpyxl

from citycircle.documents.intake.grids import open_grids


def test_hidden_sheets_are_named_beside_those_that_were_read():
    book = openpyxl.Workbook()
    book.active.append(["序号", "重点任务", "2025年3月进展"])
    book.create_sheet("旧表").sheet_state = "hidden"
    book["旧表"].append(["不看"])
    out = io.BytesIO()
    book.save(out)
    found = open_grids(out.getvalue(), "台账.xlsx")
    assert [grid.name for grid in found.grids] == ["Sheet"]
    assert found.hidden == ("旧表",)
