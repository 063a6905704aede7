"""Web pages: every visible line, tables with their spans, the frame of the page as an aside."""

from __future__ import annotations

import pytest

from citycircle.documents.intake.errors import NestedTooDeep
from citycircle.documents.intake.open import open_source
from citycircle.documents.source import Source

PAGE = """<!DOCTYPE html><html>
<head><meta charset="{charset}"><title>t</title><style>p{{color:red}}</style></head><body>
<nav><a href="/">首页</a></nav>
<ul class="side"><li><a href="1">机构</a></li><li><a href="2">公开</a></li><li><a href="3">服务</a></li></ul>
<h1>关于印发汀河都市圈
工作要点的通知</h1><script>var a = "<p>假</p>";</script>
<p>　　一、推进<b>交通</b>互联。<br>（一）建桥。</p><div style="display:none">底稿</div>
<ol start="3"><li>第一项</li><li>第二项</li></ol>
<table><tr><th rowspan="2">序号</th><th colspan="2">分工</th></tr><tr><th>牵头单位</th><th>配合单位</th></tr>
<tr><td>1</td><td>市交通局<br>市财政局</td><td></td></tr></table><footer>备案号</footer></body></html>"""


def asides(source: Source) -> dict[str, str]:
    return {source.text[each.span.start : each.span.end]: each.reason for each in source.asides}


@pytest.fixture
def page() -> Source:
    return open_source(PAGE.format(charset="gb2312").encode("gb18030"), name="plan.html")


def test_lines_headings_and_list_numbers(page: Source) -> None:
    lines = [page.text[each.span.start : each.span.end] for each in page.paragraphs]
    assert lines[4:] == [
        "关于印发汀河都市圈工作要点的通知", "一、推进交通互联。", "（一）建桥。", "底稿", "3.第一项",
        "4.第二项", "备案号",
    ]  # fmt: skip
    assert [each.heading for each in page.paragraphs if each.heading] == [1]


def test_the_frame_of_the_page_stays_in_the_text_as_an_aside(page: Source) -> None:
    assert asides(page) == {
        "首页": "chrome", "机构": "chrome", "公开": "chrome", "服务": "chrome", "底稿": "hidden", "备案号": "chrome",
    }  # fmt: skip


def test_table_cells_have_their_extent_and_their_place(page: Source) -> None:
    (table,) = page.tables
    cells = {cell.text: cell for cell in table.cells}
    assert (cells["序号"].rows, cells["分工"].columns, cells["配合单位"].column) == (2, 2, 2)
    assert (cells["市交通局\n市财政局"].row, cells["市交通局\n市财政局"].column) == (2, 1)
    assert all(page.text[cell.span.start : cell.span.end] == cell.text for cell in table.cells)


def test_a_page_that_declares_gb2312_is_gb18030_without_a_note(page: Source) -> None:
    assert page.encoding == "gb18030"
    assert page.notes == ()


def test_a_page_that_declares_wrongly_is_read_rightly_with_a_note() -> None:
    source = open_source(PAGE.format(charset="gb2312").encode("utf-8"))
    assert "推进交通互联" in source.text
    assert [note.code for note in source.notes] == ["I001"]


def test_a_table_that_arranges_the_page_is_read_line_by_line() -> None:
    inner = "<table><tr><td>序号</td><td>任务</td></tr><tr><td>1</td><td>建桥</td></tr></table>"
    source = open_source(
        f"<html><body><table><tr><td>左</td><td><p>一、任务</p>{inner}</td></tr></table></body></html>".encode()
    )
    assert len(source.tables) == 1
    assert source.text == "左\n一、任务\n序号\t任务\n1\t建桥\n"


def test_a_table_of_data_stays_one_though_a_cell_holds_a_small_table() -> None:
    inner = "<table><tr><td>甲</td><td>乙</td></tr></table>"
    rows = f"<tr><td>序号</td><td>任务</td></tr><tr><td>1</td><td>建桥{inner}</td></tr><tr><td>2</td><td>修路</td></tr>"
    source = open_source(f"<html><body><table>{rows}</table></body></html>".encode(), name="plan.html")
    (table,) = source.tables
    assert [cell.text for cell in table.cells] == ["序号", "任务", "1", "建桥\n甲\n乙", "2", "修路"]


def test_a_workbook_that_a_service_exported_as_html_is_read_as_what_it_is() -> None:
    data = (
        "<html><body><table><tr><td>序号</td><td>任务</td></tr><tr><td>1</td><td>建桥</td></tr></table></body></html>"
    )
    assert open_source(data.encode("gbk"), name="台账.xls").tables[0].height == 2


def test_preformatted_text_keeps_its_lines() -> None:
    assert open_source("<html><pre>一、任务\n二、保障</pre></html>".encode()).text == "一、任务\n二、保障\n"


@pytest.mark.parametrize("tag", ["div", "span", "table", "font", "section"])
def test_nesting_without_end_is_refused(tag: str) -> None:
    with pytest.raises(NestedTooDeep):
        open_source(b"<html><body>" + f"<{tag}>".encode() * 50_000 + "正文".encode())


def test_many_paragraphs_that_nobody_closed_are_no_nesting() -> None:
    source = open_source(b"<html><body>" + "<p>一、任务<li>建桥<br>".encode() * 5_000)
    assert source.text.count("建桥") == 5_000


def test_absurd_spans_do_no_harm() -> None:
    row = '<tr><td rowspan="99999999" colspan="99999">甲</td><td colspan="-3">乙</td></tr>'
    assert open_source(f"<html><table>{row * 50}</table></html>".encode()).tables[0].width <= 101 * 50
