"""Forms with one task each, and the notes that stand below a table."""

from __future__ import annotations

import pytest
from tests.documents.intake.word_files import cell, paragraph, row, table, word_file

from citycircle.documents.reading import read

CARD = (
    row("任务名称", "结算互通", "序号", "1"),
    row("工作内容", cell("实现直接结算", '<w:gridSpan w:val="3"/>')),
    row("牵头单位", "市医保局", "完成时限", "2026年9月"),
    row("配合单位", cell("市卫生健康委、市财政局", '<w:gridSpan w:val="3"/>')),
)


def test_a_card_is_a_task() -> None:
    (plan,) = read(word_file(paragraph("任务责任卡") + table(*CARD)), name="a.docx").plans
    (task,) = plan.tasks
    assert (task.number, task.title.text if task.title else "", task.body.text) == ("1", "结算互通", "实现直接结算")
    assert [name.text for name in task.duty.lead] == ["市医保局"]
    assert [name.text for name in task.duty.cooperating] == ["市卫生健康委", "市财政局"]
    assert task.deadline is not None
    assert task.deadline.text == "2026年9月"


def test_cards_below_each_other_are_tasks_each() -> None:
    (plan,) = read(word_file(table(*CARD, *CARD)), name="a.docx").plans
    assert [task.id for task in plan.tasks] == ["row_1", "row_1-2"]


@pytest.mark.parametrize(
    "rows",
    [
        (("索引号", "12", "文件名称", "工作要点"), ("主办单位", "某局", "成文日期", "2026年1月")),
        (("姓名", "某某", "单位", "某局"), ("职务", "科长", "电话", "1")),
        (("项目名称", "大桥", "总投资", "3亿元"),),
    ],
)
def test_other_forms_are_no_cards(rows: tuple[tuple[str, ...], ...]) -> None:
    (plan,) = read(word_file(table(*(row(*each) for each in rows))), name="a.docx").plans
    assert plan.tasks == ()


def test_notes_below_a_table_are_set_aside_and_no_tasks() -> None:
    found = word_file(
        table(row("序号", "重点任务", "牵头单位"), row("1", "建桥", "甲局"), row("2", "修路", "乙局"))
        + paragraph("注：1.牵头单位每月25日前报送进展。")
        + paragraph("2.长期任务每季度报送一次。")
        + paragraph("请各单位抓好落实。")
    )
    reading = read(found, name="a.docx")
    assert [task.number for task in reading.plans[0].tasks] == ["1", "2"]
    (note,) = [aside.span for aside in reading.asides if aside.reason == "table_note"]
    assert reading.source.text[note.start : note.end].splitlines() == [
        "注：1.牵头单位每月25日前报送进展。",
        "2.长期任务每季度报送一次。",
    ]
