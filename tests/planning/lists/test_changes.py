"""A sheet that comes back: what was not touched is no change, what was touched is one, and nothing is lost."""

import csv
import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.planning.lists.random_lists import CITIES, DAY, PROVINCE, TEMPLATES, entries

from citycircle.core.messages import speaking
from citycircle.documents.intake.grids import open_grids
from citycircle.paper.excel import workbook
from citycircle.planning.ledger import Goal, Item, Party
from citycircle.planning.lists.changes import compare
from citycircle.planning.lists.drawing import Stamp, drawn, flat_rows
from citycircle.planning.lists.filling import fill
from citycircle.planning.lists.listed import Listed
from citycircle.planning.lists.returned import SheetNotOfList, returned
from citycircle.planning.lists.templates import built_in

STAMP = Stamp("v1", "TPP-XCQ-XN3")


def sheet_of(filled, edit=None):
    """The exported workbook, edited in openpyxl as a person would in Excel, read again."""
    data = workbook([drawn(filled, stamp=STAMP, notes=["联系人：都市圈办"])])
    if edit:
        book = openpyxl.load_workbook(io.BytesIO(data))
        edit(book.active)
        out = io.BytesIO()
        book.save(out)
        data = out.getvalue()
    return returned(open_grids(data, "清单.xlsx").grids, filled.template)


def as_csv(filled):
    out = io.StringIO()
    csv.writer(out).writerows(flat_rows(filled))
    return ("\ufeff" + out.getvalue()).encode()


def cell_under(sheet, heading, row):
    """The cell of a column in the given row of tasks, counted from 1, in a sheet of openpyxl."""
    place = next(cell for line in sheet.iter_rows(min_row=3, max_row=4) for cell in line if cell.value == heading)
    return sheet.cell(4 + row, place.column)


BRIDGE = Item(
    "t1", "1", "澜禾快速路", "建成澜禾快速路东延段，推进汀河大桥前期。", field="基础设施",
    leads=(Party("990100-TRA", "澜川市交通运输局", "990100"),),
    responsible=(Party("990101", "东埠区政府", "990100"),), due=date(2026, 12, 31), due_words="2026年底前",
    goals=(Goal("总投资", "=", Decimal("126543.21"), "万元"), Goal("里程", ">=", Decimal(30), "公里")),
)  # fmt: skip
WATER = Item("t2", "2", "汀河水质", "开展联合监测。", field="生态环境",
             leads=(Party("990100-TRA", "澜川市交通运输局", "990100"),), due=date(2026, 6, 30))  # fmt: skip
TWO = [Listed(BRIDGE, "R1", part="重大项目"), Listed(WATER, "R2", part="重大事项")]
T1 = built_in("T1", on=DAY)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda each: each.code)
@given(found=entries(), english=st.booleans())
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_sheet_exported_and_not_touched_is_no_change(template, found, english):
    with speaking("en" if english else "zh"):
        filled = fill(template, found, plan="汀河都市圈2026年工作要点", places=CITIES)
        sheet = sheet_of(filled)
    assert compare(sheet, filled, went_out=filled.shown, year=2026).is_empty


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda each: each.code)
@given(found=entries(fewest=1))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_same_list_as_a_plain_file_is_no_change_either(template, found):
    filled = fill(template, found, plan="汀河都市圈2026年工作要点", places=CITIES)
    sheet = returned(open_grids(as_csv(filled), "清单.csv").grids, template)
    assert compare(sheet, filled, went_out=filled.shown, year=2026).is_empty


def test_a_changed_cell_is_a_change_with_its_address_its_old_and_its_new_value():
    filled = fill(T1, TWO, plan="汀河都市圈2026年工作要点")

    def edit(sheet):
        cell_under(sheet, "重点任务", 1).value = "澜禾快速路东延"
        cell_under(sheet, "牵头单位", 1).value = "澜川市交通运输局, 禾阳市交通运输局"
        cell_under(sheet, "完成时限", 1).value = "2026年10月底前"

    found = compare(sheet_of(filled, edit), filled, went_out=filled.shown, year=2026)
    assert [(each.code, each.fact, each.old, each.new, each.address) for each in found.changes] == [
        ("R1", "title", "澜禾快速路", "澜禾快速路东延", "C5"),
        ("R1", "lead", "澜川市交通运输局", "澜川市交通运输局、禾阳市交通运输局", "J5"),
        ("R1", "due", "2026年底前", "2026-10-31", "L5"),
    ]
    assert not found.stale
    assert not (found.added)
    assert not (found.missing)
    assert not (found.unmatched)
    assert not (found.unreadable)
    assert not (found.locked)


def test_a_merged_lead_changes_every_task_under_it():
    same_field = [replace(each, item=replace(each.item, field="基础设施")) for each in TWO]
    filled = fill(T1, same_field, plan="工作要点")

    def edit(sheet):
        cell_under(sheet, "牵头单位", 1).value = "禾阳市交通运输局"

    found = compare(sheet_of(filled, edit), filled, went_out=filled.shown)
    assert [(each.code, each.fact, each.new) for each in found.changes] == [
        ("R1", "lead", "禾阳市交通运输局"),
        ("R2", "lead", "禾阳市交通运输局"),
    ]


def test_a_figure_is_read_in_the_unit_of_its_column_and_filed_in_the_unit_of_its_target():
    filled = fill(PROVINCE, TWO, plan="2026年")

    def edit(sheet):
        total, place = [cell for line in sheet.iter_rows() for cell in line if cell.value == 12.65]
        assert [total.number_format, place.number_format] == ["0.00", "0.00"]
        place.value = 13.2

    (change,) = compare(sheet_of(filled, edit), filled, went_out=filled.shown).changes
    assert (change.fact, change.target, change.old, change.new) == ("value", 0, "12.65", "132000")
    assert change.amount.unit == "万元"


def test_a_total_that_was_changed_by_hand_is_told_because_the_service_adds_up_itself():
    filled = fill(PROVINCE, TWO, plan="2026年")

    def edit(sheet):
        next(cell for line in sheet.iter_rows() for cell in line if cell.value == 12.65).value = 99

    found = compare(sheet_of(filled, edit), filled, went_out=filled.shown)
    assert [(told.address, told.words) for told in found.locked] == [("C5", "99.00")]


def test_a_new_row_a_missing_row_and_a_row_of_another_list_are_told_and_nothing_is_deleted():
    filled = fill(T1, TWO, plan="工作要点")

    def edit(sheet):
        last = cell_under(sheet, "重点任务", 3).row
        for place, value in enumerate(["3", "生态环境", "共建湿地公园", "启动建设。"], start=1):
            sheet.cell(last + 3, place, value)
        sheet.cell(last, 15).value = "R99"

    found = compare(sheet_of(filled, edit), filled, went_out=filled.shown)
    assert [(row.cells["title"], row.cells["content"]) for row in found.added] == [("共建湿地公园", "启动建设。")]
    assert found.missing == ("R2",)
    assert [(told.code, told.reason.zh) for told in found.unmatched] == [("R99", "识别码“R99”不在清单中。")]


def test_rows_without_codes_are_found_by_their_words():
    filled = fill(T1, TWO, plan="工作要点")

    def edit(sheet):
        sheet.delete_cols(15)
        cell_under(sheet, "工作内容（具体举措）", 3).value = "开展联合监测和会商。"

    found = compare(sheet_of(filled, edit), filled, went_out=filled.shown)
    assert [(each.code, each.fact, each.new) for each in found.changes] == [("R2", "content", "开展联合监测和会商。")]
    assert not found.missing


def test_what_cannot_be_read_and_what_may_not_be_changed_is_told_with_its_reason():
    filled = fill(T1, TWO, plan="工作要点")

    def edit(sheet):
        cell_under(sheet, "目标值", 1).value = "若干"
        cell_under(sheet, "完成时限", 1).value = "尽快"
        cell_under(sheet, "序号", 3).value = "9"
        sheet.cell(3, 17).value = "自己的列"
        sheet.cell(5, 17).value = "电话问过"

    found = compare(sheet_of(filled, edit), filled, went_out=filled.shown)
    assert [told.address for told in found.unreadable] == ["G5", "L5"]
    assert all(told.reason.en and told.reason.zh for told in found.unreadable)
    assert [(told.address, told.words) for told in found.locked] == [("A7", "9")]
    assert [stray.cell.text for stray in found.stray] == ["电话问过"]
    assert not found.changes


def test_a_ledger_that_moved_on_meanwhile_makes_a_conflict_and_says_what_it_says_now():
    filled = fill(T1, TWO, plan="工作要点")
    later = [replace(TWO[0], item=replace(BRIDGE, title="澜禾快速路二期", text="改为双向六车道。")), TWO[1]]

    def edit(sheet):
        cell_under(sheet, "重点任务", 1).value = "澜禾快速路东延"

    found = compare(sheet_of(filled, edit), fill(T1, later, plan="工作要点"), went_out=filled.shown)
    (change,) = found.changes
    assert found.stale
    assert (change.old, change.new, change.now, change.is_conflict) == (
        "澜禾快速路", "澜禾快速路东延", "澜禾快速路二期", True,
    )  # fmt: skip


def test_without_what_went_out_an_older_code_makes_every_difference_a_conflict():
    filled = fill(T1, TWO, plan="工作要点")

    def edit(sheet):
        cell_under(sheet, "重点任务", 1).value = "澜禾快速路东延"

    sheet = sheet_of(filled, edit)
    assert compare(sheet, filled, went_out=None, code="AAA-AAA-AAA").changes[0].is_conflict
    assert not compare(sheet, filled, went_out=None, code=STAMP.code).changes[0].is_conflict


def test_a_sheet_without_the_headings_is_refused_with_the_headings_it_should_have():
    book = openpyxl.Workbook()
    book.active.append(["姓名", "电话"])
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(SheetNotOfList) as refused:
        returned(open_grids(out.getvalue(), "通讯录.xlsx").grids, T1)
    assert "重点任务" in refused.value.say()


@given(st.decimals(min_value=0, max_value=10**8, places=4, allow_infinity=False, allow_nan=False))
@settings(max_examples=60, deadline=None)
def test_a_rounded_figure_that_nobody_touched_never_becomes_the_fact(value):
    item = replace(BRIDGE, goals=(Goal("总投资", "=", value, "万元"),))
    filled = fill(PROVINCE, [Listed(item, "R1", part="重大项目")], plan="2026年")
    shown = filled.shown["R1"]["measure:总投资"]
    assert Decimal(shown).as_tuple().exponent == -2
    sheet = returned(open_grids(as_csv(filled), "清单.csv").grids, PROVINCE)
    assert compare(sheet, filled, went_out=filled.shown).is_empty


def test_another_sheet_of_the_workbook_is_told_and_not_read():
    filled = fill(T1, TWO, plan="工作要点")
    data = workbook([drawn(filled, stamp=STAMP)])
    book = openpyxl.load_workbook(io.BytesIO(data))
    book.create_sheet("说明")["A1"] = "请领导阅示"
    out = io.BytesIO()
    book.save(out)
    sheet = returned(open_grids(out.getvalue(), "清单.xlsx").grids, T1)
    assert [each.cell.text for each in compare(sheet, filled, went_out=filled.shown).stray] == ["说明"]
