"""Plain texts, Markdown, delimited files and JSON: the text as found, tables pointed out in it."""

from __future__ import annotations

import json

import pytest

from citycircle.documents.intake.delimited import delimiter_of, rows_of
from citycircle.documents.intake.errors import JsonBroken, JsonWithoutText, NestedTooDeep
from citycircle.documents.intake.open import open_source
from citycircle.documents.source import Source


def grid(source: Source, table: int = 0) -> list[list[str]]:
    found = source.tables[table]
    rows = [[""] * found.width for _ in range(found.height)]
    for cell in found.cells:
        rows[cell.row][cell.column] = cell.text
    return rows


def places_are_right(source: Source) -> bool:
    return all(
        source.text[cell.span.start : cell.span.end] == cell.text for table in source.tables for cell in table.cells
    )


def test_line_ends_stay_as_found() -> None:
    text = "一、任务\r\n1.建桥\r2.修路\n\n"
    assert open_source(text.encode()).text == text


def test_rows_pasted_from_a_sheet_are_a_table() -> None:
    source = open_source("任务表\n序号\t任务\t单位\n1\t建桥\t市交通局\n2\t修路\t\n备注：略\n".encode())
    assert grid(source) == [["序号", "任务", "单位"], ["1", "建桥", "市交通局"], ["2", "修路", ""]]
    assert places_are_right(source)


def test_a_text_with_a_few_tabs_is_no_table() -> None:
    assert open_source("一、任务\t\n1.\t建桥。\n2.\t修路。\n".encode()).tables == ()


def test_pipe_tables_of_markdown() -> None:
    text = "# 任务\n\n| 序号 | 任务 | 单位 |\n|---|:--|---|\n| 1 | 建桥\\|引桥 | 市交通局 |\n| 2 | 修路 | |\n\n完。\n"
    source = open_source(text.encode(), name="plan.md")
    assert grid(source) == [["序号", "任务", "单位"], ["1", "建桥|引桥", "市交通局"], ["2", "修路", ""]]
    assert source.paragraphs[0].heading == 1
    assert source.text == text


@pytest.mark.parametrize("sign", [",", "\t", ";"])
def test_delimited_files_by_whichever_sign(sign: str) -> None:
    rows = [["序号", "任务", "单位"], ["1", "建桥", "市交通局、市财政局"], ["2", "修路", ""]]
    source = open_source("\r\n".join(sign.join(row) for row in rows).encode("gb18030"), name="台账.csv")
    assert grid(source) == rows
    assert places_are_right(source)


def test_quoted_fields_hold_commas_and_line_ends() -> None:
    text = '序号,任务,单位\r\n1,"建桥,修路\n护路","甲局,乙局"\r\n2,"称""好""的",丙局\r\n'
    source = open_source(text.encode("utf-8-sig"), name="台账.csv")
    assert grid(source)[1:] == [["1", "建桥,修路\n护路", "甲局,乙局"], ["2", '称"好"的', "丙局"]]
    cell = next(cell for cell in source.tables[0].cells if cell.text.startswith("建桥"))
    assert source.text[cell.span.start : cell.span.end] == cell.text


def test_a_quote_that_never_closes_loses_nothing() -> None:
    assert [field.text for row in rows_of('1,"建桥\n2,修路', ",") for field in row] == ["1", '"建桥', "2", "修路"]


def test_the_sign_that_splits_evenly_wins() -> None:
    assert delimiter_of("任务;单位\n建桥,修路;甲局,乙局\n护路;丙局\n") == ";"
    assert delimiter_of("一段没有分隔的文字。") is None


def test_a_list_of_objects_is_a_ledger() -> None:
    rows = [{"序号": 1, "重点任务": "建桥"}, {"序号": 2, "重点任务": "修路", "备注": None}]
    source = open_source(json.dumps({"code": 0, "data": {"rows": rows}}).encode(), name="rows.json")
    assert grid(source) == [["序号", "重点任务", "备注"], ["1", "建桥", ""], ["2", "修路", ""]]
    assert [note.say("en") for note in source.notes] == ["The text was taken from: data.rows"]


def test_the_answer_of_a_service_gives_its_longest_text_and_says_so() -> None:
    article = {
        "code": 200,
        "data": {
            "title": "汀河都市圈工作要点",
            "content": (
                "<p>一、推进交通互联，加快建设汀河大桥，年内完成投资十亿元，打通跨市通道。</p><p>二、推进产业协同。</p>"
            ),
            "plain": "一、推进交通互联，加快建设汀河大桥，年内完成投资十亿元，打通跨市通道。二、推进产业协同。",
            "files": [{"name": "附件1", "url": "a.docx"}, {"name": "附件2", "url": "b.docx"}],
        },
    }
    source = open_source(json.dumps(article, ensure_ascii=False).encode())
    assert source.text.splitlines()[0] == "汀河都市圈工作要点"
    assert source.text.count("推进产业协同") == 1
    notes = {note.code: note.say("en") for note in source.notes}
    assert notes["I040"].endswith("data.title、data.content")
    assert "data.plain" in notes["I041"]


def test_our_own_reading_is_read_again_as_its_table() -> None:
    plan = {
        "document": {"title": "汀河都市圈工作要点", "doc_number": None},
        "tasks": [
            {
                "number": "1", "path": ["一、交通"], "title": "建桥", "text": "年内开工。", "lead": ["市交通局"],
                "responsible": ["市财政局", "东埠区政府"], "subitems": [{"marker": "①", "text": "引桥"}], "id": "t1",
                "cooperating": ["东埠区政府"],
            },
        ],
        "targets": [{"task": "t1", "indicator": "投资", "op": ">=", "value": 3, "value_high": None, "unit": "亿元"}],
    }  # fmt: skip
    source = open_source(json.dumps([plan]).encode(), name="plan.json")
    assert dict(zip(*grid(source), strict=True)) == {
        "序号": "1", "领域（1）": "一、交通", "重点任务": "建桥", "工作内容": "年内开工。\n①引桥", "指标": "投资",
        "目标值": "≥3", "计量单位": "亿元", "牵头单位": "市交通局", "责任单位": "市财政局", "配合单位": "东埠区政府",
    } | dict.fromkeys(grid(source)[0][10:], "")  # fmt: skip


def test_lists_of_names_in_rows_are_joined_and_a_title_beside_the_rows_is_read() -> None:
    rows = [{"序号": 1, "任务": "建桥", "单位": ["甲局", "乙局"]}, {"序号": 2, "任务": "修路", "单位": []}]
    found = {"data": {"title": "汀河任务表", "list": rows}}
    source = open_source(json.dumps(found, ensure_ascii=False).encode(), name="rows.json")
    assert source.text == "汀河任务表\n序号\t任务\t单位\n1\t建桥\t甲局、乙局\n2\t修路\n"


def test_line_ends_in_cells_of_markdown_are_line_ends() -> None:
    source = open_source("|序号|任务|\n|--|--|\n|1|建桥<br>修路<br/>护路|\n".encode(), name="a.md")
    assert grid(source)[1] == ["1", "建桥\n修路\n护路"]


def test_json_that_is_cut_off_says_where() -> None:
    with pytest.raises(JsonBroken) as broken:
        open_source('{"title": "要点",\n "content": "一、'.encode(), name="plan.json")
    assert "第2行" in broken.value.say("zh")


def test_a_text_in_brackets_is_no_json() -> None:
    assert open_source("[摘要] 一、推进交通互联。".encode()).media_type == "text/plain"


@pytest.mark.parametrize(
    "found", ["{}", "[]", "3", '{"code": 0, "msg": "ok"}', "[[]]", '{"document": null, "tasks": []}']
)
def test_json_without_a_text_says_so(found: str) -> None:
    with pytest.raises(JsonWithoutText):
        open_source(found.encode(), name="plan.json")


def test_json_that_nests_without_end_is_refused() -> None:
    with pytest.raises((NestedTooDeep, JsonBroken)):
        open_source(b"[" * 200_000, name="plan.json")
