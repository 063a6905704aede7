"""Task tables: what is a task, what a band, a title or a note, and who leads, in every format."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import pytest
import xlsxwriter
from tests.documents.intake.word_files import cell, row, table, word_file

from citycircle.documents.intake.open import open_source
from citycircle.documents.source import Source
from citycircle.documents.table_headings import Role, role_of
from citycircle.documents.tables import TaskRow, TaskTable, task_tables

PLAIN = [
    ["序号", "重点任务", "工作内容", "牵头单位", "配合单位", "完成时限"],
    ["1", "建跨江大桥", "年内开工", "市交通局", "市财政局", "12月底"],
    ["2", "共建园区", "联合招商", "市商务局", "/", "长期"],
]


def sheet(fill: Callable[[xlsxwriter.workbook.Worksheet], None]) -> TaskTable:
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed) as book:
        fill(book.add_worksheet("任务"))
    (found,) = task_tables(open_source(packed.getvalue(), name="台账.xlsx"))
    return found


def rows_of(rows: Sequence[Sequence[str | int]]) -> TaskTable:
    def fill(page: xlsxwriter.workbook.Worksheet) -> None:
        for at, each in enumerate(rows):
            page.write_row(at, 0, each)

    return sheet(fill)


def said(each: TaskRow, role: Role) -> str | None:
    found = each.cell(role)
    return None if found is None else found.text


def in_every_format() -> dict[str, bytes]:
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed) as book:
        page = book.add_worksheet()
        for at, each in enumerate(PLAIN):
            page.write_row(at, 0, each)
    html = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in each) + "</tr>" for each in PLAIN)
    pipes = ["|" + "|".join(each) + "|" for each in PLAIN]
    return {
        "a.xlsx": packed.getvalue(),
        "a.docx": word_file(table(*(row(*each) for each in PLAIN))),
        "a.html": f"<html><body><table>{html}</table></body></html>".encode(),
        "a.csv": "\r\n".join(",".join(each) for each in PLAIN).encode("gb18030"),
        "a.txt": "\n".join("\t".join(each) for each in PLAIN).encode(),
        "a.md": "\n".join([pipes[0], "|---" * 6 + "|", *pipes[1:]]).encode(),
    }


@pytest.mark.parametrize("name", ["a.xlsx", "a.docx", "a.html", "a.csv", "a.txt", "a.md"])
def test_a_table_is_the_same_in_every_format(name: str) -> None:
    source = open_source(in_every_format()[name], name=name)
    (found,) = task_tables(source)
    assert [
        [said(each, role) for role in ("number", "title", "content", "lead", "cooperating", "deadline")]
        for each in found.rows
    ] == [
        ["1", "建跨江大桥", "年内开工", "市交通局", "市财政局", "12月底"],
        ["2", "共建园区", "联合招商", "市商务局", None, "长期"],
    ]
    for each in found.rows:
        assert all(source.text[one.span.start : one.span.end] == one.text for one in each.cells)


def test_quarters_stand_under_a_heading_over_two_levels() -> None:
    def fill(page: xlsxwriter.workbook.Worksheet) -> None:
        page.merge_range("A1:H1", "2026年汀河都市圈任务表")
        page.write("H2", "单位：亿元、%")
        for column, words in ((0, "序号"), (1, "任务内容"), (6, "牵头单位"), (7, "配合单位")):
            page.merge_range(2, column, 3, column, words)
        page.merge_range("C3:F3", "进度安排")
        page.write_row("C4", ["一季度", "二季度", "三季度", "四季度"])
        page.write_row("A5", [1, "建桥", "立项", "开工", "", "封顶", "市交通局", "无"])

    found = sheet(fill)
    assert found.title is not None
    assert found.title.text == "2026年汀河都市圈任务表"
    assert [reason for reason, _ in found.asides] == ["title", "unit"]
    quarters = found.rows[0].all_of("quarter")
    assert [(each.heading, each.text) for each in quarters] == [
        ("进度安排/一季度", "立项"), ("进度安排/二季度", "开工"), ("进度安排/四季度", "封顶"),
    ]  # fmt: skip
    assert said(found.rows[0], "cooperating") is None


def test_two_levels_are_found_where_the_format_knows_no_merged_cells() -> None:
    text = "序号,任务内容,进度安排,,牵头单位\n,,上半年,下半年,\n1,建桥,开工,封顶,市交通局\n"
    (found,) = task_tables(open_source(text.encode(), name="a.csv"))
    assert [column.heading for column in found.columns] == [
        "序号",
        "任务内容",
        "进度安排/上半年",
        "进度安排/下半年",
        "牵头单位",
    ]
    assert len(found.rows) == 1


def test_merged_leads_are_filled_down_and_keep_their_one_place() -> None:
    def fill(page: xlsxwriter.workbook.Worksheet) -> None:
        page.write_row("A1", ["序号", "重点任务", "牵头单位"])
        page.write_column("A2", [1, 2, 3])
        page.write_column("B2", ["建桥", "修路", "护路"])
        page.merge_range("C2:C3", "市交通局")
        page.write("C4", "市财政局")

    first, second, third = sheet(fill).rows
    assert [(said(each, "lead"), each.cell("lead").filled) for each in (first, second, third)] == [
        ("市交通局", False), ("市交通局", True), ("市财政局", False),
    ]  # fmt: skip
    assert first.cell("lead").span == second.cell("lead").span


def test_bands_become_the_path_and_may_name_the_lead() -> None:
    found = rows_of(
        [
            ["序号", "重点任务", "牵头单位", "责任单位"],
            ["一、交通互联（牵头单位：市交通局）"],
            ["（一）轨道"],
            [1, "建桥", "", "市财政局"],
            ["（二）公路"],
            [2, "修路", "市公路中心", ""],
            ["二、产业协同"],
            [1, "共建园区", "市商务局", "/"],
        ]
    )
    assert [[band.text for band in each.path] for each in found.rows] == [
        ["一、交通互联", "（一）轨道"], ["一、交通互联", "（二）公路"], ["二、产业协同"],
    ]  # fmt: skip
    assert [said(each, "lead") for each in found.rows] == ["市交通局", "市公路中心", "市商务局"]
    assert found.rows[0].cell("lead").filled
    assert said(found.rows[2], "responsible") is None


def test_the_lead_in_a_band_keeps_its_exact_place() -> None:
    text = "序号\t重点任务\t责任单位\n一、交通互联（牵头单位：市交通局）\t\t\n1\t建桥\t市财政局\n"
    (found,) = task_tables(open_source(text.encode()))
    lead = found.rows[0].cell("lead")
    assert text[lead.span.start : lead.span.end] == lead.text == "市交通局"


def test_a_category_cell_may_name_the_lead() -> None:
    source = open_source(
        word_file(
            table(
                row("领域", "序号", "重点任务", "责任单位"),
                row(
                    cell("基础设施\n（牵头单位：市发展改革委）", '<w:vMerge w:val="restart"/>'), "1", "建桥", "市交通局"
                ),
                row(cell("", "<w:vMerge/>"), "2", "修路", "市公路中心"),
            )
        )
    )
    (found,) = task_tables(source)
    assert [said(each, "lead") for each in found.rows] == ["市发展改革委", "市发展改革委"]
    lead = found.rows[1].cell("lead")
    assert source.text[lead.span.start : lead.span.end] == "市发展改革委"


def test_a_category_with_its_chinese_number_in_the_number_column_is_a_band() -> None:
    found = rows_of(
        [
            ["序号", "重点任务", "工作内容", "牵头单位", "完成时限"],
            ["一", "交通互联", "", "市交通局", ""],
            [1, "建桥", "年内开工", "", "12月底"],
            [2, "修路", "年内通车", "市公路中心", "10月底"],
            ["二", "产业协同", "", "", ""],
            [3, "园区", "招商", "市商务局", "长期"],
        ]
    )
    assert [[band.text for band in each.path] for each in found.rows] == [
        ["一、交通互联"],
        ["一、交通互联"],
        ["二、产业协同"],
    ]
    assert [said(each, "lead") for each in found.rows] == ["市交通局", "市公路中心", "市商务局"]


def test_tasks_numbered_in_chinese_are_tasks() -> None:
    found = rows_of([["序号", "重点任务", "牵头单位"], ["一", "建桥", "市交通局"], ["二", "修路", "市公路中心"]])
    assert [said(each, "number") for each in found.rows] == ["一", "二"]
    assert found.bands == ()


def test_headers_that_repeat_are_skipped_and_notes_and_totals_set_aside() -> None:
    found = rows_of(
        [
            ["序号", "项目名称", "总投资", "责任单位"],
            ["合计", "", "12.5", ""],
            [1, "跨江大桥", "10", "市交通局"],
            ["序号", "项目名称", "总投资", "责任单位"],
            [2, "产业园", "2.5", "市商务局"],
            ["注：总投资单位为亿元。"],
        ]
    )
    assert [said(each, "title") for each in found.rows] == ["跨江大桥", "产业园"]
    assert found.kind == "projects"
    assert [reason for reason, _ in found.asides] == ["total"] * 2 + ["repeated_header"] * 4 + ["note"]


def test_parts_of_a_task_name_it() -> None:
    found = rows_of(
        [
            ["序号", "重点任务", "牵头单位"],
            [1, "公路建设", "市交通局"],
            ["", "其中：绕城高速", "市公路中心"],
            [2, "园区", "市商务局"],
        ]
    )
    assert [(said(each, "title"), each.among) for each in found.rows] == [
        ("公路建设", None),
        ("其中：绕城高速", 0),
        ("园区", None),
    ]


def test_lines_under_one_number_with_their_own_duties_are_tasks_of_their_own() -> None:
    def fill(page: xlsxwriter.workbook.Worksheet) -> None:
        page.write_row("A1", ["序号", "重点任务", "工作内容", "责任单位", "完成时限"])
        page.merge_range("A2:A3", 1)
        page.merge_range("B2:B3", "交通互联")
        page.write_row("C2", ["建桥", "市交通局", "6月底"])
        page.write_row("C3", ["修路", "市公路中心", "12月底"])
        page.write_row("A4", [2, "产业协同", "招商", "市商务局", "长期"])

    rows = sheet(fill).rows
    assert [
        [said(each, role) for role in ("number", "title", "content", "responsible", "deadline")] for each in rows
    ] == [
        ["1", "交通互联", "建桥", "市交通局", "6月底"],
        ["1", "交通互联", "修路", "市公路中心", "12月底"],
        ["2", "产业协同", "招商", "市商务局", "长期"],
    ]


def test_lines_under_one_number_that_share_their_duties_are_one_task() -> None:
    def fill(page: xlsxwriter.workbook.Worksheet) -> None:
        page.write_row("A1", ["序号", "重点任务", "工作内容", "责任单位"])
        page.merge_range("A2:A3", 1)
        page.merge_range("B2:B3", "交通互联")
        page.merge_range("D2:D3", "市交通局")
        page.write_column("C2", ["建桥", "修路"])

    (only,) = sheet(fill).rows
    assert [each.text for each in only.all_of("content")] == ["建桥", "修路"]
    assert [[one.text for one in line if one.role == "content"] for line in only.lines] == [["建桥"], ["修路"]]


def test_lines_left_blank_where_nothing_can_be_merged_take_the_names_above() -> None:
    text = "领域,序号,重点任务,工作内容,责任单位\n交通,1,交通互联,建桥,甲局\n,,,修路,乙中心\n,2,产业协同,招商,丙局\n"
    (found,) = task_tables(open_source(text.encode(), name="a.csv"))
    assert [[said(each, role) for role in ("field", "number", "title", "content")] for each in found.rows] == [
        ["交通", "1", "交通互联", "建桥"],
        ["交通", "1", "交通互联", "修路"],
        ["交通", "2", "产业协同", "招商"],
    ]


def test_of_two_columns_that_name_the_task_the_second_says_what_it_is_about() -> None:
    found = rows_of([["序号", "重点工作", "目标任务", "责任单位"], [1, "汀河绿道", "贯通绿道60公里", "市园林局"]])
    assert (said(found.rows[0], "title"), said(found.rows[0], "content")) == ("汀河绿道", "贯通绿道60公里")


def test_unknown_columns_stay_under_their_printed_heading() -> None:
    found = rows_of([["序号", "重点任务", "牵头单位", "佐证材料", "填报人"], [1, "建桥", "市交通局", "合同", "某某"]])
    assert {each.heading: each.text for each in found.rows[0].cells if each.role == "other"} == {
        "佐证材料": "合同",
        "填报人": "某某",
    }


def test_every_cell_is_somewhere() -> None:
    rows = [
        ["任务分解表"], ["序号", "领域", "重点任务", "牵头单位", "x"], ["一、交通"], [1, "路", "建桥", "甲局",
        "y"], ["合计", 3],
        ["其他说明一行"], ["注：略", ""],
    ]  # fmt: skip
    found = rows_of(rows)
    kept = {each.text for one in found.rows for each in one.cells} | {each.text for _, each in found.asides}
    kept |= {each.text for each in found.bands} | {column.heading for column in found.columns}
    assert {each.text for each in found.table.cells} <= kept


def test_two_tables_in_one_sheet_are_two() -> None:
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed) as book:
        page = book.add_worksheet()
        for at, each in enumerate(
            [
                ["序号", "重点任务", "牵头单位", "完成时限"], [1, "建桥", "甲局", "6月"], ["重大项目清单"],
                ["序号", "项目名称", "建设内容", "责任单位"], [1, "跨江大桥", "双向六车道", "乙局"],
            ]
        ):  # fmt: skip
            page.write_row(at, 0, each)
    first, second = task_tables(open_source(packed.getvalue(), name="a.xlsx"))
    assert (first.kind, second.kind) == ("tasks", "projects")
    assert said(second.rows[0], "content") == "双向六车道"


@pytest.mark.parametrize(
    "rows",
    [
        [["姓名", "职务"], ["某某", "组长"]],
        [["指标", "2025年", "2030年"], ["人口", "10", "12"]],
        [["任务", "说明"], ["建桥", "略"]],
        [["序号", "单位"], ["1", "市交通局"]],
    ],
)
def test_tables_of_something_else_are_left_alone(rows: list[list[str]]) -> None:
    source: Source = open_source(word_file(table(*(row(*each) for each in rows))))
    assert task_tables(source) == []


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("序 号", "number"), ("主要任务", "title"), ("目标任务", "title"), ("工作事项", "title"), ("内容与要求",
        "content"),
        ("工作内容（具体举措）", "content"), ("年度目标", "goal"), ("目标", "goal"), ("牵头领导", "leader"),
        ("市级分管领导", "leader"),
        ("牵头单位", "lead"), ("市级牵头部门", "lead"), ("主办单位", "lead"), ("责任单位", "responsible"),
        ("责任（配合）单位", "responsible"),
        ("牵头及责任单位", "responsible"), ("协办单位", "cooperating"), ("参与城市/单位", "cooperating"),
        ("完成时限", "deadline"), ("时间节点", "deadline"),
        ("第四季度", "quarter"), ("12月", "quarter"), ("备注", "remark"), ("佐证", "other"), ("领域", "field"),
        ("", "other"), ("需协调事项（提请谁）", "other"), ("存在问题", "other"), ("下一步工作", "other"),
        ("牵头协调单位", "lead"), ("Key task", "title"), ("leadUnit", "lead"),
        ("finish_time", "deadline"), ("id", "other"),
    ],
)  # fmt: skip
def test_headings(heading: str, role: Role) -> None:
    assert role_of(heading) == role
