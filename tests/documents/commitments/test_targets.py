"""Promises with a number."""

from __future__ import annotations

import pytest

from citycircle.core.plans import Document
from citycircle.documents.commitments.read import Passage, read_commitments
from citycircle.documents.mended import Mended

YEAR_PLAN = Document(title="2030年工作要点", effective_from_year=2030, effective_to_year=2030)


@pytest.mark.parametrize(
    ("sentence", "read"),
    [
        ("澜川市码头吞吐量达到1,200万吨。", ("澜川市码头吞吐量", "=", "1200", "万吨")),
        ("高新技术企业总量突破900家。", ("高新技术企业总量", ">", "900", "家")),
        ("举办对接会不少于3场。", ("举办对接会", ">=", "3", "场")),
        ("湿地保护率稳定在51%左右。", ("湿地保护率", "approx", "51", "%")),
        ("细颗粒物年均浓度下降到30微克/立方米以下。", ("细颗粒物年均浓度", "<=", "30", "微克/立方米")),
        ("开展2—3次联合巡查。", ("开展联合巡查", "range", "2", "次")),
        ("新增80名首席技师。", ("新增首席技师", "increase", "80", "名")),
        ("培育百分之九十五的网格员。", ("培育网格员", "=", "95", "%")),
        ("都市圈主要城市半小时高铁通达。", ("都市圈主要城市高铁通达", "=", "0.5", "小时")),
        ("公办园在园幼儿占比达百分之六十以上。", ("公办园在园幼儿占比", ">=", "60", "%")),
        ("用水量控制在4.5亿立方米以内。", ("用水量", "<=", "4.5", "亿立方米")),
        ("单位产值能耗较2025年下降13%。", ("单位产值能耗较2025年下降", "=", "13", "%")),
        ("外贸总额增长8%。", ("外贸总额增长", "increase", "8", "%")),
        ("港口货运量翻一番。", ("港口货运量", "=", "1", "番")),
        ("新区工业用地100%按标准供地。", ("新区工业用地按标准供地", "=", "100", "%")),
        ("新建改建绿道35公里。", ("新建改建绿道", "=", "35", "公里")),
        ("推进12个老旧小区改造。", ("推进老旧小区改造", "=", "12", "个")),
        ("组建2亿元的成果转化基金。", ("组建成果转化基金", "=", "2", "亿元")),
        ("一般事项3个工作日内办结。", ("一般事项办结", "<=", "3", "个工作日")),
        ("城乡收入比缩小到1.8∶1。", ("城乡收入比", "=", "1.8", "∶1")),
        ("灌溉水有效利用系数提高到0.6。", ("灌溉水有效利用系数", "=", "0.6", "")),
        ("每千人口拥有托位数4.6个。", ("每千人口拥有托位数", "=", "4.6", "个")),
        ("为全区300名老人提供上门服务。", ("全区老人提供上门服务", "=", "300", "名")),
        ("平均受教育年限从10.2年提高到10.8年。", ("平均受教育年限", "=", "10.8", "年")),
        ("改造提升24个文化站。", ("改造提升文化站", "=", "24", "个")),
        ("新增公交线路3条。", ("新增公交线路", "increase", "3", "条")),
        ("力争产值过两千亿元。", ("产值", ">", "2000", "亿元")),
        ("组建总规模2亿元的港航基金。", ("组建总规模港航基金", "=", "2", "亿元")),
        ("降尘量低于2.6吨/平方千米·月。", ("降尘量", "<", "2.6", "吨/平方千米·月")),
        ("全市首批100个示范社区全面建成。", ("全市首批示范社区全面建成", "=", "100", "个")),
        ("50%的社区建成服务综合体。", ("社区建成服务综合体", "=", "50", "%")),
        ("上线15个“一件事”。", ("上线“一件事”", "=", "15", "个")),
        ("财政支出比去年增加1亿元。", ("财政支出比去年增加", "increase", "1", "亿元")),
        ("新增公共充电设施260根以上。", ("新增公共充电设施", ">=", "260", "根")),
        ("签约项目（含意向）至少 5 个。", ("签约项目（含意向）", ">=", "5", "个")),
    ],
)
def test_one_number(promises, sentence, read):
    [target] = promises(sentence).targets
    assert (target.indicator, target.op, str(target.value), target.unit) == read
    assert sentence.startswith(target.quote)
    assert sentence[target.span.start : target.span.end] == target.quote


@pytest.mark.parametrize(
    ("sentence", "read"),
    [
        ("新增60名工程师和90名技师。", [("新增工程师", "60"), ("新增技师", "90")]),
        ("普及率、数控化率分别超过90%、75%。", [("普及率", "90"), ("数控化率", "75")]),
        ("新增雏鹰企业10家、瞪羚企业4家。", [("新增雏鹰企业", "10"), ("瞪羚企业", "4")]),
        ("建成1小时通达澜川、2小时通达省会的路网。", [("通达澜川", "1"), ("通达省会的路网", "2")]),
        (
            "培育50个学科(专科)、60个团队、70名名师。",
            [("培育学科(专科)", "50"), ("培育团队", "60"), ("培育名师", "70")],
        ),
        ("装机达60万千瓦,占全省装机比重达5%。", [("装机", "60"), ("装机占全省装机比重", "5")]),
        ("成长驿站:3月底前新建成2家;6月底前新建成4家。", [("成长驿站新建成", "2"), ("成长驿站新建成", "4")]),
        (
            "选拔100名骨干船员、200名后备船员，培养30名船长。",
            [("选拔骨干船员", "100"), ("选拔后备船员", "200"), ("培养船长", "30")],
        ),
        (
            "重点支持30名领航员赴外培训，100名技师参加研修。",
            [("重点支持领航员赴外培训", "30"), ("技师参加研修", "100")],
        ),
        ("氮氧化物、颗粒物排放总量分别削减30吨、50吨。", [("氮氧化物削减", "30"), ("颗粒物排放总量削减", "50")]),
        (
            "实现“跨市公交线路达到30条，通勤时间缩短到45分钟以内”的目标。",
            [("跨市公交线路", "30"), ("通勤时间", "45")],
        ),
        ("新签约项目90个,其中开放类12个。", [("新签约项目", "90"), ("开放类", "12")]),
    ],
)
def test_several_numbers_of_one_clause_or_sentence(promises, sentence, read):
    assert [(target.indicator, str(target.value)) for target in promises(sentence).targets] == read


def test_the_second_of_a_pair_compares_as_the_first(promises):
    first, second = promises("抽水蓄能、新型储能分别超过60万千瓦、40万千瓦。").targets
    assert (first.op, second.op) == (">", ">")


@pytest.mark.parametrize(
    ("sentence", "deadline", "period"),
    [
        ("到2030年,新建码头6个。", "2030", "by_deadline"),
        ("2030年新建码头6个。", "2030", "annual"),
        ("2030年6月底前新建码头6个。", "2030-06", "by_deadline"),
        ("力争到20xx年新建码头6个。", "20xx", "by_deadline"),
        ("“十五五”期间,新建码头6个。", "2030", "by_deadline"),
        ("每年新建码头6个。", None, "annual"),
        ("全年新建码头6个,改造泊位2个。", None, "annual"),
        ("每月报送1次进展。", None, "monthly"),
        ("设立6亿元引导基金。", None, "once"),
        ("新建码头6个。", None, None),
        ("新建码头6个(2030年底前完成)。", "2030-12", "by_deadline"),
        ("年底前新建码头6个。", None, "by_deadline"),
        ("较2025年新增码头6个。", None, None),
        ("落实2030年度工作要点,新建码头6个。", None, None),
    ],
)
def test_deadline_and_period_are_those_printed(promises, sentence, deadline, period):
    target = promises(sentence).targets[0]
    assert (target.deadline, target.period) == (deadline, period)


def test_a_date_governs_the_clauses_behind_it_but_no_other_sentence(promises):
    read = promises("新建厂房3座,到2032年,新建码头6个;\n改造泊位2个。新增岸线8公里。")
    assert [target.deadline for target in read.targets] == [None, "2032", "2032", None]


def test_under_the_goals_of_a_plan_a_date_reaches_later_sentences(promises):
    read = promises("到2032年,新建码头6个。改造泊位2个。", "一、总体要求", "(三)发展目标")
    assert [target.deadline for target in read.targets] == ["2032", "2032"]


def test_a_planning_period_in_quotes_does_not_hide_the_date_before_it(promises):
    [target] = promises("到2030年,全面完成“十五五”指标。PM2.5浓度降至30微克/立方米。", "一、主要目标").targets
    assert (target.deadline, target.period) == ("2030", "by_deadline")


def test_the_year_in_which_something_begins_is_no_deadline(promises):
    [target] = promises("2030年起5年内,引进领航员达到200名。").targets
    assert (target.deadline, target.period) == (None, None)


def test_what_the_reader_completes_stands_apart_with_its_reason(promises):
    dated, bare, rhythmic = promises("6月底前新建码头6个。改造泊位2个。每年巡查4次。").targets
    assert (dated.deadline, dated.deadline_implied.value) == (None, "2030-06")
    assert "年度" in dated.deadline_implied.reason.zh
    assert (bare.deadline, bare.deadline_implied.value) == (None, "2030")
    assert rhythmic.deadline_implied is None


def test_scope_and_strength(promises):
    first, second = promises("确保每个县建设一条特色街区。力争全市省级以上奖项2项以上。").targets
    assert (first.scope, first.strength, first.value) == ("每个县", "ensure", 1)
    assert (second.scope, second.strength) == ("全市、省级以上", "strive")


def test_half_and_full_width_signs_are_read_alike(promises):
    half = promises("到2030年,新建码头6个,泊位达90%以上;巡查(含夜间)不少于3次。").targets
    full = promises("到2030年，新建码头6个，泊位达90%以上；巡查（含夜间）不少于3次。").targets
    assert [(t.op, t.value, t.unit, t.deadline) for t in half] == [(t.op, t.value, t.unit, t.deadline) for t in full]


def test_what_was_before_the_plan_is_no_promise(promises):
    read = promises("2025年,码头吞吐量达到90万吨,新港建成投用。到2032年,达到200万吨。")
    assert [(str(target.value), target.deadline) for target in read.targets] == [("200", "2032")]
    assert read.milestones == ()
    assert promises("码头吞吐量达到90万吨。", "一、发展基础").targets == ()


def test_a_deadline_of_the_whole_passage_governs_what_prints_none():
    text = "新建码头6个。到2031年,新建泊位9个。"
    passage = Passage(0, len(text), "t1", ("一、",), "task", deadline="2030年6月底前")
    read = read_commitments(Mended.of(text), [passage], YEAR_PLAN)
    assert [target.deadline for target in read.targets] == ["2030-06", "2031"]


@pytest.mark.parametrize(
    "behind",
    [
        "（甲局牵头，2030年6月底前完成）",
        "(甲局、各县(市、区)政府负责,2030年6月完成)",
        "\n完成时限：2030年6月",
        "\n责任单位：甲局\n完成时限：2030年6月底",
    ],
)
def test_so_does_the_bracket_or_label_behind_it(behind):
    text = f"新建码头6个。{behind}"
    read = read_commitments(Mended.of(text), [Passage(0, 7, "t1", ("一、",), "task")], YEAR_PLAN)
    assert [target.deadline for target in read.targets] == ["2030-06"]


def test_so_does_the_cell_of_its_row():
    text = "新建码头6个|甲局|2030年6月底前|新建桥梁2座"
    rows = [Passage(0, 6, "row_1", ()), Passage(10, 19, "row_1", ()), Passage(20, 26, "row_2", ())]
    read = read_commitments(Mended.of(text), rows, YEAR_PLAN)
    assert [(target.task, target.deadline) for target in read.targets] == [("row_1", "2030-06"), ("row_2", None)]
    assert read.milestones == ()


def test_a_bracket_that_numbers_the_next_paragraph_says_nothing_of_this_one():
    text = "新建码头6个。\n(二)到2032年底前,新建桥梁2座。"
    read = read_commitments(Mended.of(text), [Passage(0, 7, "t1", ("一、",), "task")], YEAR_PLAN)
    assert [target.deadline for target in read.targets] == [None]
