"""Word files: numbers as Word counts them, merged cells, tracked changes, boxes, notes."""

from __future__ import annotations

import pytest
from tests.documents.intake.word_files import (
    abstract,
    cell,
    item,
    numbered,
    paragraph,
    restart,
    row,
    style,
    table,
    word_file,
)

from citycircle.documents.intake.errors import FileDamaged
from citycircle.documents.intake.open import open_source
from citycircle.documents.intake.word.number_formats import printed
from citycircle.documents.source import Source


def lines(source: Source) -> list[str]:
    return [source.text[each.span.start : each.span.end] for each in source.paragraphs]


def test_numbers_of_several_levels_stand_in_the_text() -> None:
    levels = abstract(
        0, ("chineseCounting", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3."), ("decimal", "%3.%4")
    )
    body = "".join(
        item(text, 1, depth)
        for text, depth in (
            ("交通互联", 0), ("轨道", 1), ("建桥", 2), ("引桥", 3), ("修路", 2), ("公路", 1), ("产业协同", 0),
            ("园区", 1),
        )
    )  # fmt: skip
    source = open_source(word_file(body, numbering=levels + numbered(1, 0)))
    assert lines(source) == [
        "一、交通互联", "（一）轨道", "1.建桥", "1.1 引桥", "2.修路", "（二）公路", "二、产业协同", "（一）园区",
    ]  # fmt: skip
    assert source.paragraphs[0].marker == "一、"


def test_lists_of_one_abstract_list_count_on_and_an_override_restarts() -> None:
    numbering = abstract(0, ("decimal", "%1.")) + numbered(1, 0) + numbered(2, 0) + numbered(3, 0, restart(0, 1))
    body = item("甲", 1) + item("乙", 1) + paragraph("二、下一节") + item("丙", 2) + item("丁", 3) + item("戊", 3)
    source = open_source(word_file(body, numbering=numbering))
    assert lines(source) == ["1.甲", "2.乙", "二、下一节", "3.丙", "1.丁", "2.戊"]


def test_numbering_and_heading_levels_come_through_style_inheritance() -> None:
    numbers = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    styles = (
        style("a", "Normal", default=True)
        + style("1", "heading 1", based_on="a", properties=numbers + '<w:outlineLvl w:val="0"/>')
        + style("2", "heading 2", based_on="a", properties=numbers + '<w:outlineLvl w:val="1"/>')
        + style("own", "公文一级", based_on="1")
        + style(
            "body",
            "公文正文",
            based_on="1",
            properties='<w:numPr><w:numId w:val="0"/></w:numPr><w:outlineLvl w:val="9"/>',
        )
    )
    levels = (
        '<w:abstractNum w:abstractNumId="0">'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="japaneseCounting"/>'
        '<w:pStyle w:val="1"/><w:lvlText w:val="第%1章"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:pStyle w:val="2"/><w:isLgl/><w:lvlText w:val="%1.%2"/></w:lvl>'
        "</w:abstractNum>"
    )
    body = (
        paragraph("总则", style="1") + paragraph("目的", style="2") + paragraph("正文。", style="body")
        + paragraph("任务", style="own") + paragraph("分工", style="2")
    )  # fmt: skip
    source = open_source(word_file(body, styles=styles, numbering=levels + numbered(1, 0)))
    assert lines(source) == ["第一章 总则", "1.1 目的", "正文。", "第二章 任务", "2.1 分工"]
    assert [each.heading for each in source.paragraphs] == [1, 2, None, 1, 2]


def test_a_list_linked_to_a_list_style_takes_its_levels_there() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="公文"/></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="6"><w:styleLink w:val="公文"/><w:lvl w:ilvl="0"><w:start w:val="3"/>'
        '<w:numFmt w:val="decimalEnclosedCircle"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum>' + numbered(9, 5)
    )
    assert lines(open_source(word_file(item("建桥", 9) + item("修路", 9), numbering=numbering))) == ["③建桥", "④修路"]


def test_a_level_may_be_overridden_whole_and_use_a_format_of_newer_word() -> None:
    own = (
        '<w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<mc:AlternateContent><mc:Choice Requires="w14">'
        '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice>'
        '<mc:Fallback><w:numFmt w:val="decimalZero"/>'
        '</mc:Fallback></mc:AlternateContent><w:lvlText w:val="%1、"/></w:lvl></w:lvlOverride>'
    )
    numbering = abstract(0, ("decimal", "%1.")) + numbered(1, 0, own)
    assert lines(open_source(word_file(item("建桥", 1), numbering=numbering))) == ["01、建桥"]


@pytest.mark.parametrize(
    ("number", "name", "text"),
    [
        (10, "chineseCounting", "十"), (11, "japaneseCounting", "十一"), (20, "chineseCountingThousand", "二十"),
        (105, "chineseCountingThousand", "一百零五"), (12, "chineseLegalSimplified", "壹拾贰"), (10,
        "ideographDigital", "一〇"),
        (21, "decimalEnclosedCircle", "㉑"), (51, "decimalEnclosedCircle", "51"), (3, "decimalEnclosedParen", "⑶"),
        (4, "ideographTraditional", "丁"), (2, "upperLetter", "B"), (9, "lowerRoman", "ix"), (7, "never heard of", "7"),
    ],
)  # fmt: skip
def test_number_formats(number: int, name: str, text: str) -> None:
    assert printed(number, name) == text


def test_merged_cells_stand_once_with_their_extent() -> None:
    merged, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    source = open_source(
        word_file(
            table(
                row("序号", "重点任务", cell("进度安排", '<w:gridSpan w:val="2"/>'), "牵头单位"),
                row("1", "建桥", "开工", "建成", cell("市交通局", merged)),
                row("2", "修路\n护路", "", "通车", cell("", goes_on)),
            )
        )
    )
    cells = {each.text: each for each in source.tables[0].cells}
    assert (cells["进度安排"].columns, cells["牵头单位"].column) == (2, 4)
    assert (cells["市交通局"].row, cells["市交通局"].rows) == (1, 2)
    assert all(source.text[each.span.start : each.span.end] == each.text for each in cells.values())
    assert source.text.splitlines()[0] == "序号\t重点任务\t进度安排\t\t牵头单位"


def test_numbers_that_word_counts_inside_cells_are_cells() -> None:
    numbering = abstract(0, ("decimal", "%1")) + numbered(1, 0)
    auto = f"<w:tc><w:tcPr/>{item('', 1)}</w:tc>"
    source = open_source(
        word_file(table(row("序号", "任务"), row(auto, "建桥"), row(auto, "修路")), numbering=numbering)
    )
    assert source.text == "序号\t任务\n1\t建桥\n2\t修路\n"


def test_a_table_inside_a_cell_is_flattened_and_kept() -> None:
    inner = f"<w:tc><w:tcPr/>{table(row('东岸', '2公里'), row('西岸', '3公里'))}<w:p/></w:tc>"
    source = open_source(word_file(table(row("序号", "任务"), row("1", inner))))
    assert source.tables[0].cells[-1].text == "东岸 2公里\n西岸 3公里"


def test_a_table_around_a_larger_one_only_arranges_the_page() -> None:
    inner = table(row("序号", "任务"), row("1", "建桥"), row("2", "修路"))
    source = open_source(word_file(table(f"<w:tr><w:tc>{paragraph('任务表')}{inner}{paragraph()}</w:tc></w:tr>")))
    (found,) = source.tables
    assert [each.text for each in found.cells] == ["序号", "任务", "1", "建桥", "2", "修路"]
    assert source.text == "任务表\n序号\t任务\n1\t建桥\n2\t修路\n"


def test_tracked_changes_are_read_as_accepted() -> None:
    body = (
        "<w:p><w:r><w:t>建设</w:t></w:r><w:ins><w:r><w:t>跨江</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>过河</w:delText></w:r></w:del><w:r><w:t>大桥</w:t></w:r></w:p>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>推进</w:t></w:r></w:p><w:p><w:r><w:t>互联</w:t></w:r></w:p>"
    )
    source = open_source(word_file(body))
    assert lines(source) == ["建设跨江大桥", "推进互联"]
    assert [each.code for each in source.notes] == ["I010"]


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{paragraph('汀河都市圈文件')}</w:txbxContent>"
    body = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
        + box
        + "</wps:txbx></w:drawing>"
        "</mc:Choice><mc:Fallback><w:pict>" + box + "</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        "<w:r><w:t>正文。</w:t></w:r></w:p>"
    )
    assert lines(open_source(word_file(body))) == ["正文。", "汀河都市圈文件"]


def test_fields_show_their_result_but_page_numbers_do_not() -> None:
    def field(code: str, result: str) -> str:
        return (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> ' + code + " </w:instrText></w:r>"
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>' + result + "</w:t></w:r>"
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )

    body = f"<w:p><w:r><w:t>见</w:t></w:r>{field('REF x', '第三条')}{field('PAGE', '7')}</w:p>"
    assert lines(open_source(word_file(body))) == ["见第三条"]


def test_what_stands_outside_the_text_is_noted() -> None:
    hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>底稿</w:t></w:r><w:r><w:t>正文。</w:t></w:r></w:p>"
    footnote = '<w:footnote w:id="2">' + paragraph("指汀河两岸。") + "</w:footnote>"
    noted = '<w:p><w:r><w:t>两岸。</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    source = open_source(
        word_file(hidden + noted, footnotes=footnote, header1=paragraph("汀河都市圈简报"), footer1=paragraph("— 3 —"))
    )
    assert lines(source) == ["正文。", "两岸。", "指汀河两岸。"]
    assert [(each.reason, source.text[each.span.start : each.span.end]) for each in source.asides] == [
        ("footnote", "指汀河两岸。")
    ]
    assert {each.code for each in source.notes} == {"I011", "I012"}
    assert "汀河都市圈简报" in next(each.say() for each in source.notes if each.code == "I011")


def test_a_table_of_contents_is_set_aside() -> None:
    styles = style("toc1", "toc 1")
    source = open_source(
        word_file(paragraph("一、交通互联\t3", style="toc1") + paragraph("一、交通互联"), styles=styles)
    )
    assert [each.reason for each in source.asides] == ["contents"]


def test_strict_files_are_read_too() -> None:
    data = word_file(paragraph("一、交通互联"), namespace="http://purl.oclc.org/ooxml/wordprocessingml/main")
    assert lines(open_source(data)) == ["一、交通互联"]


def test_a_file_without_a_body_is_damaged() -> None:
    with pytest.raises(FileDamaged):
        open_source(word_file("").replace(b"word/document.xml", b"word/dokument.xml"))
