"""What stands around a task table: titles, cover letters, signatures; none of it is read out of the cells."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pytest
import xlsxwriter
from tests.documents.intake.word_files import paragraph, row, table, word_file

from citycircle.core.plans import Plan
from citycircle.documents.reading import read

ROWS = [
    ["序号", "重点任务", "牵头单位", "完成时限"],
    ["1", "开通跨市公交", "市交通局", "2026年6月底"],
    ["2", "共享停车车位", "市城管局", "2026年9月30日"],
]


def plan_of(found: bytes, name: str) -> Plan:
    (plan,) = read(found, name=name).plans
    return plan


def html(rows: Sequence[Sequence[str]]) -> str:
    return "<table>" + "".join("<tr>" + "".join(f"<td>{x}</td>" for x in each) + "</tr>" for each in rows) + "</table>"


def test_the_cells_of_a_table_below_a_letter_are_no_signature() -> None:
    page = (
        "<html><body><h1>汀河都市圈2026年重点任务</h1><p>各市人民政府：</p><p>现将任务印发给你们，请认真落实。</p>"
        f"{html(ROWS)}<p>汀河都市圈建设领导小组办公室</p><p>2026年2月28日</p></body></html>"
    )
    plan = plan_of(page.encode(), "page.html")
    said = plan.document
    assert (said.title, said.issuer, str(said.issued_on)) == (
        "汀河都市圈2026年重点任务",
        "汀河都市圈建设领导小组办公室",
        "2026-02-28",
    )
    assert [task.deadline.text for task in plan.tasks if task.deadline] == ["2026年6月底", "2026年9月30日"]


def test_the_row_over_the_headings_is_the_title() -> None:
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed) as book:
        page = book.add_worksheet()
        page.merge_range("A1:D1", "汀河都市圈交通一体化清单（2026）")
        page.merge_range("A2:D2", "单位：亿元")
        for at, each in enumerate(ROWS, start=2):
            page.write_row(at, 0, each)
    assert plan_of(packed.getvalue(), "a.xlsx").document.title == "汀河都市圈交通一体化清单（2026）"


@pytest.mark.parametrize("title", ["汀河都市圈2026年任务表", "汀河都市圈重点任务月报表（2026年5月）", "汀河责任分工表"])
def test_tables_are_titles_too(title: str) -> None:
    found = word_file(paragraph(title) + table(*(row(*each) for each in ROWS)))
    assert plan_of(found, "a.docx").document.title == title


def test_a_title_above_words_that_ask_to_act_on_a_table() -> None:
    rows = "\n".join("\t".join(each) for each in ROWS)
    text = f"汀河都市圈2026年第二批任务\n\n请各单位对照下表抓好落实。\n\n{rows}\n"
    assert plan_of(text.encode(), "a.txt").document.title == "汀河都市圈2026年第二批任务"
