"""Templates as data: what a superior's table looks like, and what is refused in one."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from citycircle.core.messages import speaking
from citycircle.paper.excel import workbook
from citycircle.paper.word import tables_across
from citycircle.planning.ledger import Goal, Item, Party
from citycircle.planning.lists.drawing import Stamp, drawn
from citycircle.planning.lists.filling import fill
from citycircle.planning.lists.listed import Listed
from citycircle.planning.lists.template_errors import (
    ColumnTwice,
    HeadingTwice,
    LayoutImpossible,
    NameMissing,
    NoColumns,
    NoSuchTemplate,
    RoundingImpossible,
    UnitImpossible,
    UnknownColumn,
    WidthImpossible,
)
from citycircle.planning.lists.templates import as_words, built_in, built_in_codes, template_from

DAY = date(2026, 3, 1)
HEAD = {"name_zh": "清单", "name_en": "List", "title_zh": "{plan}清单", "title_en": "{plan}: list"}
STAMP = Stamp("v2", "TPP-XCQ-XN3")


def column(fact="title", zh="任务", en="Task", **words):
    return {"fact": fact, "heading_zh": zh, "heading_en": en, **words}


VALUE = {"fact": "value", "zh": "数值", "en": "Value"}


@pytest.mark.parametrize(
    ("columns", "error"),
    [
        ([], NoColumns),
        ([column("titel")], UnknownColumn),
        ([column(), column("content")], HeadingTwice),
        ([column(), column("title", "名称", "Name")], ColumnTwice),
        ([column("measure", "总投资", "Investment")], NameMissing),
        ([column(**VALUE, rounding="half_up")], RoundingImpossible),
        ([column(**VALUE, places="2")], RoundingImpossible),
        ([column(**VALUE, rounding="half_up", places="-1")], RoundingImpossible),
        ([column(**VALUE, rounding="half_up", places="99")], RoundingImpossible),
        ([column(places="2", rounding="up")], RoundingImpossible),
        ([column(**VALUE, summed="yes")], RoundingImpossible),
        ([column(**VALUE, unit="亩元")], UnitImpossible),
        ([column(unit="亿元")], UnitImpossible),
        ([column(width="3")], WidthImpossible),
        ([column(colour="red")], LayoutImpossible),
    ],
)
def test_a_faulty_template_is_refused_in_both_languages(columns, error):
    with pytest.raises(error) as refused:
        template_from("X", HEAD, columns)
    assert "X" in refused.value.say("zh")
    assert refused.value.say("en").isascii() or "“" in refused.value.say("en")


def test_two_columns_of_one_heading_are_allowed_under_different_groups():
    found = template_from(
        "X",
        HEAD,
        [
            column("quarter_1", "任务", "Task", group_zh="一季度", group_en="Q1"),
            column("quarter_2", "任务", "Task", group_zh="二季度", group_en="Q2"),
        ],
    )
    assert [each.group.zh for each in found.columns] == ["一季度", "二季度"]


def test_every_built_in_template_has_a_source_and_can_be_copied_by_its_words():
    codes = built_in_codes(on=DAY)
    assert {"T1", "T1b", "T7-policies", "T7-matters", "T7-projects", "T7b-tasks", "T7b-duties", "T7b-support"} <= {
        *codes
    }
    for code in codes:
        found = built_in(code, on=DAY)
        head, columns = as_words(found)
        assert found.source.title
        assert template_from(code, head, columns).columns == found.columns


def test_the_headings_of_the_built_in_templates_are_those_of_the_field():
    def headings(code):
        return "｜".join(each.heading.zh for each in built_in(code, on=DAY).columns)

    assert headings("T1") == (
        "序号｜领域｜重点任务｜工作内容（具体举措）｜年度目标｜指标｜目标值｜单位｜牵头领导｜牵头单位｜责任（配合）单位｜完成时限｜"
        "来源文件及条款｜所属清单"
    )
    assert headings("T1b") == "序号｜任务内容｜一季度｜二季度｜三季度｜四季度｜牵头单位｜配合单位"
    for code in ("T7-policies", "T7-matters", "T7-projects"):
        assert headings(code) == "序号｜名称｜主要内容｜年度目标｜牵头单位｜参与城市、单位｜时限｜进展｜备注"


def test_an_unknown_template_is_refused_with_those_there_are():
    with pytest.raises(NoSuchTemplate) as refused:
        built_in("T99", on=DAY)
    assert "T1b" in refused.value.say()


# One fact of a county, filed once: 126,543.21 万元 of investment.
ROAD = Item(
    "t1", "12", "望汀区—禾城区快速路", "建成望汀区至禾城区快速路12公里。", field="基础设施",
    leads=(Party("990103-TRA", "望汀区交通运输局", "990100"),),
    responsible=(Party("990201", "禾城区政府", "990200"),), due=date(2026, 10, 31), due_words="10月底前",
    goals=(Goal("总投资", "=", Decimal("126543.21"), "万元"), Goal("里程", ">=", Decimal(12), "公里")),
)  # fmt: skip
CITIES = {"990100": "澜川市", "990200": "禾阳市"}


def three_superiors():
    province = template_from(
        "yunze",
        HEAD
        | {
            "name_zh": "省重大项目表",
            "title_zh": "云泽省重大项目表（{plan}）",
            "superior": "云泽省发展改革委",
            "paper": "A3",
        },
        [
            column("number", "序号", "No.", width="10"),
            column("name", "项目名称", "Project"),
            column(
                "measure",
                "总投资（亿元）",
                "Total (100 m yuan)",
                of="总投资",
                unit="亿元",
                rounding="half_up",
                places="2",
            ),
            column("due", "计划竣工", "Completion", days="month"),
            column("lead", "责任单位", "In charge"),
        ],
    )
    circle = template_from(
        "tinghe",
        HEAD | {"name_zh": "都市圈清单", "title_zh": "汀河都市圈项目清单", "band": "city", "superior": "汀河都市圈办"},
        [
            column("lead", "牵头单位", "Lead"),
            column("name", "事项", "Matter"),
            column("measure", "投资额（万元）", "Investment (10 000 yuan)", of="总投资", unit="万元",
                   rounding="half_even", places="0"),
            column("cities", "参与城市", "Cities"),
            column("due", "时限", "By", days="dots"),
        ],
    )  # fmt: skip
    secretariat = template_from(
        "secretariat",
        HEAD | {"name_zh": "合作事项表", "title_zh": "合作事项表", "superior": "松渚秘书处"},
        [
            column("name", "合作事项", "Matter"),
            column("content", "内容", "Contents"),
            column(
                "measure", "总投资（亿元）", "Total (100 m yuan)", of="总投资", unit="亿元", rounding="down", places="1"
            ),
            column("due", "完成时间", "By"),
        ],
    )
    return province, circle, secretariat


def test_acceptance_5_one_county_fact_stands_in_three_superiors_templates_with_their_headings_units_and_rounding():
    found = {}
    for template in three_superiors():
        filled = fill(template, [Listed(ROAD, "R12")], plan="2026年", places=CITIES)
        book = openpyxl.load_workbook(io.BytesIO(workbook([drawn(filled, stamp=STAMP)])))
        sheet = book.active
        shown = range(1, len(template.columns) + 1)
        first = 5 if template.band == "none" else 6
        found[template.superior] = {
            "title": sheet.cell(1, 1).value,
            "headings": [sheet.cell(3, place).value for place in shown],
            "row": [sheet.cell(first, place).value for place in shown],
            "formats": {sheet.cell(first, place).number_format for place in shown} - {"General"},
        }
    assert found["云泽省发展改革委"] == {
        "title": "云泽省重大项目表（2026年）",
        "headings": ["序号", "项目名称", "总投资（亿元）", "计划竣工", "责任单位"],
        "row": ["1", "望汀区—禾城区快速路", 12.65, "2026年10月", "望汀区交通运输局"],
        "formats": {"0.00"},
    }
    assert found["汀河都市圈办"] == {
        "title": "汀河都市圈项目清单",
        "headings": ["牵头单位", "事项", "投资额（万元）", "参与城市", "时限"],
        "row": ["望汀区交通运输局", "望汀区—禾城区快速路", 126543, "澜川市、禾阳市", "2026.10.31"],
        "formats": {"0"},
    }
    assert found["松渚秘书处"] == {
        "title": "合作事项表",
        "headings": ["合作事项", "内容", "总投资（亿元）", "完成时间"],
        "row": ["望汀区—禾城区快速路", "建成望汀区至禾城区快速路12公里。", 12.6, "10月底前"],
        "formats": {"0.0"},
    }


def test_numbers_restart_in_each_band_and_the_band_is_a_line_across():
    items = [Listed(Item(str(at), "", f"任务{at}", "", field=name), f"R{at}") for at, name in enumerate("甲乙甲乙乙")]
    filled = fill(built_in("T7b-tasks", on=DAY), items, plan="2026年")
    assert [(line.values[0], line.band) for line in filled.lines] == [
        ("1", "甲"), ("2", "甲"), ("1", "乙"), ("2", "乙"), ("3", "乙"),
    ]  # fmt: skip
    book = openpyxl.load_workbook(io.BytesIO(workbook([drawn(filled, stamp=STAMP)])))
    assert book.active["A5"].value == "一、甲"
    assert "A5:F5" in {str(merged) for merged in book.active.merged_cells.ranges}


def test_totals_are_summed_exactly_and_rounded_once():
    template = template_from(
        "X",
        HEAD | {"totals": "first"},
        [
            column("number", "序号", "No."),
            column(),
            column(
                "measure", "总投资", "Total", of="总投资", unit="亿元", rounding="half_up", places="1", summed="yes"
            ),
        ],
    )
    items = [Listed(Item(str(at), "", "路", "", goals=(Goal("总投资", "=", Decimal(400), "万元"),)), f"R{at}")
             for at in range(3)]  # fmt: skip
    odd = Listed(Item("9", "", "桥", "", goals=(Goal("总投资", "<=", Decimal(1), "亿元"),)), "R9")
    filled = fill(template, [*items, odd], plan="")
    assert [line.values[2] for line in filled.lines] == [Decimal("0.0"), Decimal("0.0"), Decimal("0.0"), "≤1.0"]
    assert filled.total == ("合计", "4 项", Decimal("0.1"))
    assert filled.left_out == 1
    assert any("1 个数值" in note for note in drawn(filled, stamp=STAMP).notes)


def test_a_target_of_another_unit_keeps_its_own_in_words():
    template = template_from("X", HEAD, [column(**VALUE, unit="亿元", rounding="half_up", places="2")])
    filled = fill(template, [Listed(ROAD, "R1")], plan="")
    assert [line.values[0] for line in filled.lines] == [Decimal("12.65"), "≥12 公里"]


def test_the_row_codes_are_hidden_in_excel_and_left_out_on_paper():
    filled = fill(built_in("T1", on=DAY), [Listed(ROAD, "R12")], plan="2026年")
    table = drawn(filled, stamp=STAMP)
    sheet = openpyxl.load_workbook(io.BytesIO(workbook([table]))).active
    assert sheet.column_dimensions["O"].hidden
    assert [sheet.cell(row, 15).value for row in (5, 6)] == ["R12", "R12/2"]
    assert "TPP-XCQ-XN3" in sheet["A2"].value
    assert sheet.print_title_rows == "$3:$4"
    assert b"R12/2" not in tables_across([table])
    assert all(not each.hidden for each in table.on_paper().columns)


def test_headings_and_title_speak_the_language_of_the_moment():
    with speaking("en"):
        filled = fill(built_in("T1b", on=DAY), [Listed(ROAD, "R12")], plan="2026")
        table = drawn(filled, stamp=STAMP)
    assert table.title == "2026: tasks by quarter"
    assert [each.heading for each in table.columns][:3] == ["No.", "Task", "Q1"]
