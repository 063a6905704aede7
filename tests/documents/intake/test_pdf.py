"""PDF: lines to paragraphs, running heads out, ruled tables over page breaks, scans told apart."""

from __future__ import annotations

import pytest
from tests.documents.intake.pdf_files import grid, pdf_file, words

from citycircle.documents.intake.errors import FileDamaged, ScannedPdf
from citycircle.documents.intake.open import open_source
from citycircle.documents.source import Source
from citycircle.documents.tables import task_tables

HEAD = words("汀河都市圈简报", 230, 40, 10)
COLUMNS = (90, 150, 350, 500)


def foot(number: int) -> str:
    return words(f"— {number} —", 270, 800, 12)


def ruled_row(top: float, *texts: str) -> list[str]:
    return [words(text, left + 10, top + 10, 12) for text, left in zip(texts, COLUMNS, strict=False) if text]


def three_pages() -> bytes:
    first = [
        HEAD, words("汀河都市圈重点工作", 198, 100, 22), words("任务清单", 254, 130, 22),
        words("　　一、推进交通互联。加快建设汀河大桥，打通跨市通", 90, 180),
        words("道，年内完成投资十亿元。", 90, 210),
        words("　　二、推进产业协同，共建园区，推动创新资源共享利", 90, 240), foot(1),
    ]  # fmt: skip
    second = [
        HEAD, words("用，联合招商。", 90, 100), *grid(COLUMNS, (150, 190, 230)),
        *ruled_row(150, "序号", "重点任务", "牵头单位"), *ruled_row(190, "1", "建跨江大桥", "市交通局"), foot(2),
    ]  # fmt: skip
    third = [
        HEAD, *grid(COLUMNS, (90, 130, 170)), *ruled_row(90, "序号", "重点任务", "牵头单位"),
        *ruled_row(130, "2", "共建园区", "市商务局"), words("以上请落实。", 90, 200), foot(3),
    ]  # fmt: skip
    return pdf_file(first, second, third)


@pytest.fixture(scope="module")
def plan() -> Source:
    return open_source(three_pages(), name="plan.pdf")


def test_lines_that_the_page_width_broke_are_joined_also_over_the_page_break(plan: Source) -> None:
    assert plan.text.splitlines()[:3] == [
        "汀河都市圈重点工作任务清单",
        "一、推进交通互联。加快建设汀河大桥，打通跨市通道，年内完成投资十亿元。",
        "二、推进产业协同，共建园区，推动创新资源共享利用，联合招商。",
    ]


def test_a_table_cut_by_the_page_break_is_one_table_with_one_header(plan: Source) -> None:
    (table,) = task_tables(plan)
    assert [(row.cell("number").text, row.cell("title").text, row.cell("lead").text) for row in table.rows] == [
        ("1", "建跨江大桥", "市交通局"),
        ("2", "共建园区", "市商务局"),
    ]
    assert all(plan.text[cell.span.start : cell.span.end] == cell.text for cell in plan.tables[0].cells)


def test_running_heads_and_page_numbers_are_left_out_and_noted(plan: Source) -> None:
    assert "简报" not in plan.text
    assert "—" not in plan.text
    assert {note.code for note in plan.notes} == {"I030", "I032"}


def test_text_that_repeats_at_the_edge_of_pages_without_being_a_head_stays() -> None:
    page = [words(text, 90, top) for top, text in enumerate(("推进。",), 60)] + [words("正文。", 90, 400)]
    assert open_source(pdf_file(page, page, page)).text.count("推进。") == 3


def test_a_row_that_the_page_break_cut_is_one_row() -> None:
    first = [
        *grid(COLUMNS, (700, 730, 760)),
        *ruled_row(695, "序号", "重点任务", "牵头单位"),
        *ruled_row(725, "1", "建跨江", "市交通局"),
    ]
    second = [
        *grid(COLUMNS, (60, 90, 120)),
        *ruled_row(55, "", "大桥", ""),
        *ruled_row(85, "2", "共建园区", "市商务局"),
    ]
    (table,) = task_tables(open_source(pdf_file(first, second)))
    assert [row.cell("title").text for row in table.rows] == ["建跨江大桥", "共建园区"]


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (("市政务服务局（牵", "头）、市司法局"), "市政务服务局（牵头）、市司法局"),
        (("完成时限各市", "2026年底前"), "完成时限各市2026年底前"),
        (("建立会商机制", "修订工作规则"), "建立会商机制\n修订工作规则"),
    ],
)
def test_lines_of_a_cell_that_the_width_broke_are_joined(lines: tuple[str, str], joined: str) -> None:
    page = [
        *grid([50, 100, 236, 400], [100, 130, 170]),
        words("序号", 55, 105), words("责任单位", 105, 105), words("时限", 240, 105),
        words("1", 55, 135), words(lines[0], 103, 133), words(lines[1], 103, 151), words("长期", 240, 135),
    ]  # fmt: skip
    (table,) = open_source(pdf_file(page), name="plan.pdf").tables
    assert next(cell.text for cell in table.cells if (cell.row, cell.column) == (1, 1)) == joined


def test_merged_cells_between_rulings_keep_their_extent() -> None:
    from tests.documents.intake.pdf_files import ruling

    drawn = [ruling(90, y, 500, y) for y in (100, 140, 220)] + [ruling(90, 180, 350, 180)]
    drawn += [ruling(x, 100, x, 220) for x in COLUMNS]
    page = [
        *drawn, *ruled_row(100, "序号", "重点任务", "牵头单位"),
        *ruled_row(140, "1", "建桥", ""), *ruled_row(180, "2", "修路", ""),
        words("市交通局", 360, 172, 12),
    ]  # fmt: skip
    (table,) = task_tables(open_source(pdf_file(page)))
    assert [(row.cell("lead").text, row.cell("lead").filled) for row in table.rows] == [
        ("市交通局", False),
        ("市交通局", True),
    ]


def test_gaps_between_characters_and_figures_are_no_spaces() -> None:
    page = [words("建成", 90, 100), words("2", 126, 100), words("条线路", 146, 100)]
    assert open_source(pdf_file(page)).text == "建成2条线路\n"


def test_a_scan_says_what_to_ask_for() -> None:
    with pytest.raises(ScannedPdf) as refused:
        open_source(pdf_file(["1 0 0 rg 90 90 200 200 re f"], []), name="scan.pdf")
    assert "2页" in refused.value.say("zh")
    assert "Word" in refused.value.say("en")


def test_a_page_without_characters_among_others_is_noted() -> None:
    source = open_source(pdf_file([words("正文。", 90, 100)], []))
    assert [note.say() for note in source.notes if note.code == "I031"] == ["第2页没有文字层，未能读取。"]


def test_a_page_that_lies_on_its_side_is_read_upright() -> None:
    page = [f"0 1 -1 0 {595 - 100 - 400} 0 cm", words("一、横排任务", 90, 100)]
    source = open_source(pdf_file([page[0] + " " + page[1]], rotate=90))
    assert source.text.strip() == "一、横排任务"


def test_a_broken_file_is_damaged() -> None:
    with pytest.raises(FileDamaged):
        open_source(b"%PDF-1.7\n" + bytes(300))


def test_signs_from_another_font_stand_where_they_are_printed() -> None:
    page = [
        words("开展", 90, 100),
        words("飞地", 138, 100),
        words("合作，共", 186, 100),
        words("“", 122, 100),
        words("”", 170, 100),
    ]
    assert open_source(pdf_file(page)).text == "开展“飞地”合作，共\n"


def test_a_word_that_may_not_be_broken_leaves_the_line_before_it_short() -> None:
    page = [
        words("　　开展大气污染联防联控跨界治理工作，协同控制细颗", 90, 100),
        words("粒物和臭氧，开展区域大气污染防治与空气质量改", 90, 130),
        words("(PM2.5)治理。", 90, 160), words("　　完。", 90, 190),
    ]  # fmt: skip
    assert open_source(pdf_file(page)).text.splitlines()[0].endswith("改(PM2.5)治理。")
