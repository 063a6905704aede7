"""A ledger of past months in the layouts that offices use: every cell is placed, or listed with its reason."""

import io

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.styles import Font, PatternFill

from citycircle.demo.ledgers import past_ledger
from citycircle.documents.intake.grids import open_grids
from citycircle.paper.grids import Grid, GridCell
from citycircle.planning.ledger import Item
from citycircle.planning.lists.past import names_in
from citycircle.planning.lists.past_matching import ledger_of_past, matches
from citycircle.planning.lists.past_reading import read_past

RED, GREEN = PatternFill("solid", "FFFF0000"), PatternFill("solid", "FF00B050")


def read(*sheets, year=None):
    """Sheets as (name, rows, edit) through a real workbook."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows, *edits in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for edit in edits:
            edit(sheet)
    out = io.BytesIO()
    book.save(out)
    return read_past(open_grids(out.getvalue(), "台账.xlsx").grids, year=year)


def told(past):
    return [
        (
            past.tasks[each.task].name,
            f"{each.year}-{each.month:02}",
            each.words,
            each.place.cell,
            each.light and each.light.zh,
        )
        for each in past.told
    ]


def everything_is_accounted_for(past):
    return past.cells_in == past.cells_out


def test_one_column_a_month_with_lights_as_colours():
    def colour(sheet):
        sheet.merge_cells("A1:E1")
        sheet["D3"].fill, sheet["E3"].fill, sheet["E4"].fill = RED, GREEN, RED

    past = read((
        "Sheet1",
        [
            ["澜川市2025年重点任务台账"],
            ["序号", "重点任务", "牵头单位", "2025年1月进展情况", "2025年2月进展情况"],
            [1, "建设快速路", "市交通局", "开工。", "完成路基。"],
            [2, "联合监测", "市生态环境局", "监测1次。"],
        ],
        colour,
    ))  # fmt: skip
    assert told(past) == [
        ("建设快速路", "2025-01", "开工。", "D3", "红灯"),
        ("建设快速路", "2025-02", "完成路基。", "E3", "绿灯"),
        ("联合监测", "2025-01", "监测1次。", "D4", None),
        ("联合监测", "2025-02", "", "E4", "红灯"),
    ]
    assert everything_is_accounted_for(past)


def test_one_sheet_a_month_finds_its_tasks_again():
    head = ["序号", "任务名称", "责任单位", "本月进展", "累计完成（万元）", "亮灯"]
    past = read(
        ("2025年11月", [head, [1, "建设快速路", "市交通局", "铺面层。", 1200, "黄"]]),
        ("2025年12月",
         [head, [1, "建设快速路", "市交通局", "通车。", "1500.5", "绿灯"], [2, "新任务", "", "启动。", "", "●"]],
         lambda sheet: setattr(sheet["F3"], "font", Font(color="FFFF0000"))),
    )  # fmt: skip
    assert [task.name for task in past.tasks] == ["建设快速路", "新任务"]
    assert past.months == ((2025, 11), (2025, 12))
    assert [(str(each.value), each.unit) for each in past.told if each.kind == "value"] == [
        ("1200", "万元"), ("1500.5", "万元"),
    ]  # fmt: skip
    assert [each.light.zh for each in past.told if each.kind == "light"] == ["黄灯", "绿灯", "红灯"]
    assert everything_is_accounted_for(past)


def test_a_month_in_a_column_gives_a_task_a_row_for_each():
    past = read((
        "台账",
        [
            ["序号", "重点任务", "月份", "进展"],
            [1, "建设快速路", "2024年12月", "开工。"],
            [1, "建设快速路", "2025年1月", "路基。"],
        ],
    ))  # fmt: skip
    assert [task.name for task in past.tasks] == ["建设快速路"]
    assert [(each[1], each[2]) for each in told(past)] == [("2024-12", "开工。"), ("2025-01", "路基。")]
    assert everything_is_accounted_for(past)


def test_merged_leads_bands_parts_and_rows_that_go_on():
    def merge(sheet):
        sheet.merge_cells("A3:E3")
        sheet.merge_cells("C4:C6")
        sheet.merge_cells("B4:B5")
        sheet.merge_cells("A4:A5")
        sheet.merge_cells("D6:E6")

    past = read((
        "2025年",
        [
            ["2025年台账"],
            ["序号", "重点任务", "牵头单位", "3月进展", "4月进展"],
            ["一、交通互联"],
            [1, "建设快速路", "市交通局", "甲标段开工。", "甲标段完成。"],
            [None, None, None, "乙标段开工。", None],
            [None, "其中：汀河大桥", None, "未启动"],
            ["注：绿色为正常。"],
        ],
        merge,
    ))  # fmt: skip
    assert [(task.name, task.field, task.under, task.latest("lead")) for task in past.tasks] == [
        ("建设快速路", "交通互联", "", "市交通局"),
        ("其中：汀河大桥", "交通互联", "建设快速路", "市交通局"),
    ]
    assert [each[:4] for each in told(past)] == [
        ("建设快速路", "2025-03", "甲标段开工。", "D4"),
        ("建设快速路", "2025-04", "甲标段完成。", "E4"),
        ("建设快速路", "2025-03", "乙标段开工。", "D5"),
        ("其中：汀河大桥", "2025-03", "未启动", "D6"),
        ("其中：汀河大桥", "2025-04", "未启动", "D6"),
    ]
    assert everything_is_accounted_for(past)


def test_what_finds_no_place_is_listed_with_the_reason():
    past = read(
        ("说明", [["各单位每月5日前报送。"]]),
        ("重点任务", [["序号", "重点任务", "3月进展"], [1, "建设快速路", "开工。"], ["", "合计", "1项"]]),
    )
    assert [(str(each.place), each.reason.en) for each in past.unplaced] == [
        ("说明!A1", "This sheet has no headings that are known."),
        ("重点任务!C2", "Neither heading nor sheet nor title says which year."),
        ("重点任务!B3", "A line of totals, which belongs to no task."),
        ("重点任务!C3", "A line of totals, which belongs to no task."),
    ]
    assert everything_is_accounted_for(past)
    assert told(read(("重点任务", [["序号", "重点任务", "3月进展"], [1, "路", "开工。"]]), year=2025)) == [
        ("路", "2025-03", "开工。", "C2", None)
    ]


def test_a_row_that_is_coloured_as_a_whole_has_no_light_of_a_month():
    def colour(sheet):
        for cell in sheet[2]:
            cell.fill = RED

    past = read(("2025年", [["序号", "重点任务", "3月进展"], [1, "建设快速路", "停工。"]], colour))
    assert told(past) == [("建设快速路", "2025-03", "停工。", "C2", None)]
    assert [each.place.cell for each in past.colours] == ["B2"]


def test_the_ledger_of_the_demo_two_years_of_two_hands():
    name, data = past_ledger()
    past = read_past(open_grids(data, name).grids)
    assert len(past.tasks) == 17
    assert past.months[0] == (2025, 1)
    assert past.months[-1] == (2026, 10)
    assert [each.words for each in past.unplaced] == ["孙科长 0990-12345", "合计", "8项"]
    rail = next(at for at, task in enumerate(past.tasks) if task.name == "市域铁路澜禾线建设")
    july = [each for each in past.told_of(rail) if (each.year, each.month) == (2025, 7)]
    assert [(each.words, each.light.zh, str(each.place)) for each in july] == [
        ("铺轨累计17公里，汛期停工9天。", "红灯", "2025年!M5")
    ]
    opened = next(at for at, task in enumerate(past.tasks) if task.name == "市域铁路澜禾线开通运营")
    june = {each.kind: each for each in past.told_of(opened) if (each.year, each.month) == (2026, 6)}
    assert (str(june["value"].value), june["value"].unit, june["light"].light.zh) == ("12", "条", "蓝灯")
    assert "市交通运输局" in names_in(past.tasks)
    assert everything_is_accounted_for(past)


words = st.sampled_from(
    [
        "",
        "",
        "序号",
        "重点任务",
        "3月进展",
        "2025年",
        "牵头单位",
        "开工。",
        "1",
        "合计",
        "注：无",
        "一、甲",
        "4月",
        "红灯",
    ]
)
cells = st.builds(
    GridCell,
    row=st.integers(0, 7),
    column=st.integers(0, 5),
    text=words,
    fill=st.sampled_from(["", "FF0000"]),
    ink=st.just(""),
    down=st.integers(1, 2),
    across=st.integers(1, 3),
)


@st.composite
def grids(draw):
    taken, kept = set(), []
    for cell in draw(st.lists(cells, max_size=24)):
        places = {(cell.row + down, cell.column + right) for down in range(cell.down) for right in range(cell.across)}
        if not places & taken:
            taken |= places
            kept.append(cell)
    return Grid(draw(st.sampled_from(["2025年", "Sheet1", "2025年3月"])), kept)


@given(st.lists(grids(), max_size=3, unique_by=lambda grid: grid.name))
@settings(max_examples=300, deadline=None)
def test_whatever_the_sheets_say_counts_in_equal_counts_out(sheets):
    past = read_past(sheets)
    assert everything_is_accounted_for(past)
    placed = set(past.places()) - {each.place for each in past.unplaced}
    assert not placed & {each.place for each in past.unplaced}


def test_tasks_are_matched_by_their_words_and_a_person_sees_how_alike_they_are():
    name, data = past_ledger()
    past = read_past(open_grids(data, name).grids)
    items = [
        Item("a", "1", "做好市域铁路澜禾线开通运营", "配合完成联调联试，6月底前开通运营，同步优化接驳公交线路12条。"),
        Item("b", "2", "跨市通办", "新增通办事项60项。"),
        Item("c", "3", "举办汀河马拉松", ""),
    ]
    found = {past.tasks[each.past].name: each for each in matches(past, items) if each.key}
    assert found["市域铁路澜禾线开通运营"].key == "a"
    assert not found["市域铁路澜禾线开通运营"].is_sure
    assert found["跨市通办"].is_sure
    assert "c" not in {each.key for each in found.values()}


def test_an_office_without_a_plan_makes_one_of_its_ledger():
    name, data = past_ledger()
    ledger = ledger_of_past(read_past(open_grids(data, name).grids), "澜川市重点任务")
    assert (len(ledger.items), ledger.year_from, ledger.year_to) == (17, 2025, 2026)
    assert [party.name for party in ledger.items[4].responsible] == ["市财政局", "市税务局"]


@pytest.mark.parametrize("kind", ["csv"])
def test_a_plain_file_is_a_ledger_too(kind):
    data = "序号,重点任务,2025年1月进展,2025年2月进展\n1,建设快速路,开工。,路基。\n".encode("gb18030")
    past = read_past(open_grids(data, f"台账.{kind}").grids)
    assert [each[1] for each in told(past)] == ["2025-01", "2025-02"]
