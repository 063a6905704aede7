"""Small invented documents, one habit of the genre each, and what must be read in them."""

from __future__ import annotations

from textwrap import dedent

import pytest

from citycircle.core.plans import Plan, Span, Task
from citycircle.documents.reading import Reading, read, read_source, read_text
from citycircle.documents.source import Paragraph, Source


def plan_of(text: str) -> Plan:
    reading = read_text(dedent(text).strip() + "\n")
    assert reading.coverage.unread == ()
    [plan] = reading.plans
    return plan


def brief(task: Task) -> str:
    """A task in one line: number, title or text, lead < responsible."""
    lead = "、".join(name.text for name in task.duty.lead)
    others = "、".join(name.text for name in task.duty.responsible)
    return f"{task.number} {task.title.text if task.title else task.body.text} {lead}<{others}"


def briefs(plan: Plan) -> list[str]:
    return [brief(task) for task in plan.tasks]


def headings(plan: Plan) -> list[str]:
    return [section.marker + section.title for section in plan.sections]


def codes(plan: Plan) -> set[str]:
    return {doubt.code for doubt in plan.diagnostics if doubt.code.startswith("P")}


NOTICE = """
    汀河都市圈建设领导小组办公室关于印发
    汀河都市圈2026年重点任务分工方案的通知
    汀都圈办发〔2026〕3号

    各市人民政府，各成员单位：
    　　《汀河都市圈2026年重点任务分工方案》已经领导小组同意，现印发给你们，请认真贯彻执行。

    汀河都市圈建设领导小组办公室
    2026年2月10日

    （此件公开发布）

    汀河都市圈2026年重点任务分工方案

    　　为贯彻落实规划，现就2026年重点任务提出如下分工方案。
    　　一、总体要求
    　　（一）指导思想。以高质量发展为主题，坚持一体化。
    　　（二）主要目标。到2026年底，新开工项目12个。
    　　二、推进设施互联
    　　（三）加快轨道建设。推进市域铁路，（发展改革委、交通运输厅按职责分工负责）打通断头路5条。（交通运输厅牵头，各市配合，12月底前完成）
    　　（四）提升航道等级。汀河航道达到2.5米水深。（交通运输厅负责）
    　　三、推进服务共享
    　　（五）推动异地就医。实现门诊直接结算。（医保局、财政厅，各市、县人民政府负责）
    　　四、保障措施
    　　（六）加强组织领导。各市要压实责任。
    附件：1.重点任务表
    　　　2.联系人名单
"""


def test_a_notice_in_the_manner_of_the_state_council() -> None:
    plan = plan_of(NOTICE)
    assert briefs(plan) == [
        "（三） 加快轨道建设 交通运输厅<发展改革委、各市",
        "（四） 提升航道等级 <交通运输厅",
        "（五） 推动异地就医 <医保局、财政厅、各市、县人民政府",
        "（六） 加强组织领导 <",
    ]
    assert headings(plan) == [
        "一、总体要求", "（一）指导思想", "（二）主要目标", "二、推进设施互联", "三、推进服务共享", "四、保障措施",
    ]  # fmt: skip
    rail, *_, last = plan.tasks
    assert rail.body.text == "推进市域铁路，打通断头路5条。"
    assert rail.deadline is not None
    assert rail.deadline.text == "12月底前完成"
    assert rail.duty.by_duty
    assert last.role == "safeguard"
    assert "P201" in codes(plan)


def test_articles_with_a_rule_stated_once() -> None:
    plan = plan_of("""
        松渚市推进同城化工作若干措施

        第一条 支持企业跨市布局。给予奖励。（责任单位：市工业和信息化局、市财政局，列第一位的为牵头单位，下同）
        第二条 推动人才共享。（责任单位：市人力资源社会保障局、市教育局、市科技局）
        第三条 扩大开放。（一）建设综合保税区；（二）开通班列；（三）引进外资。（责任单位：市商务局）
        第四条 本措施自发布之日起施行，有效期至2027年12月31日。
    """)
    assert briefs(plan)[:3] == [
        "第一条 支持企业跨市布局 市工业和信息化局<市财政局",
        "第二条 推动人才共享。 市人力资源社会保障局<市教育局、市科技局",
        "第三条 扩大开放 市商务局<",
    ]
    assert [item.marker for item in plan.tasks[2].subitems] == ["（一）", "（二）", "（三）"]
    assert {task.duty.lead_from for task in plan.tasks[:3]} == {"rule"}
    assert plan.tasks[3].role == "safeguard"


def test_label_lines_behind_each_task() -> None:
    plan = plan_of("""
        望汀区2026年同城化工作要点
        一、交通先行
        1．打通望汀大道北延段。开工建设北延段3.5公里。
        牵头单位：区交通运输局
        责任单位：区自然资源局、区财政局、各镇（街道）
        完成时限：2026年10月底
        2．开通城际公交2条。
        牵头单位：区交通运输局
        责任单位：区公安分局
        3.2026年底前建成客运站。
        【牵头单位】区住房城乡建设局
        二、产业协作
        1．共建产业园。
        责任单位：区工业和信息化局 区商务局 各园区管委会
    """)
    assert briefs(plan) == [
        "1 打通望汀大道北延段 区交通运输局<区自然资源局、区财政局、各镇（街道）",
        "2 开通城际公交2条。 区交通运输局<区公安分局",
        "3 2026年底前建成客运站。 区住房城乡建设局<",
        "1 共建产业园。 <区工业和信息化局、区商务局、各园区管委会",
    ]
    assert plan.tasks[0].deadline is not None
    assert plan.tasks[0].deadline.text == "2026年10月底"


def test_duties_on_a_heading_are_inherited() -> None:
    plan = plan_of("""
        临汀市同城化行动计划（2025—2027年）
        一、基础设施联通行动（牵头单位：市交通运输局；责任单位：市发展改革委、市自然资源和规划局）
        （1）建设临澜快速路。全长25.6公里。
        （2）改造港口。
        （3）加密班次。（市公安局牵头）
        二、产业协同行动（市工业和信息化局牵头）
        （1）组建产业联盟。
        三、组织实施
        （1）加强领导。各有关部门要抓好落实。
    """)
    assert briefs(plan)[:4] == [
        "（1） 建设临澜快速路 市交通运输局<市发展改革委、市自然资源和规划局",
        "（2） 改造港口。 市交通运输局<市发展改革委、市自然资源和规划局",
        "（3） 加密班次。 市公安局<",
        "（1） 组建产业联盟。 市工业和信息化局<",
    ]
    assert [task.duty.inherited for task in plan.tasks] == [True, True, False, True, False]
    assert headings(plan)[0] == "一、基础设施联通行动"


def test_a_document_on_one_line() -> None:
    plan = plan_of(
        "石泷市融入汀河都市圈实施方案 为加快融入汀河都市圈，制定本方案。一、工作目标到2027年，基本形成一小时通勤圈，"
        "PM2.5浓度降至30微克/立方米。二、重点任务（一）推进交通一体化1、建设快速通道。新建改建道路12.5公里，"
        "一、二、三产融合发展。（市交通运输局牵头，市财政局配合）2、完善港口。吞吐量突破1.2亿吨。（市港航中心牵头）"
        "（二）推进产业一体化3、共建园区。引进项目10个。（市工信局、市商务局按职责分工负责）4、发展物流。建设2.0版物流平台。"
        "（市商务局牵头）三、保障措施（一）加强领导。成立专班。（二）强化考核。纳入年度考核。"
    )
    assert headings(plan) == [
        "一、工作目标", "二、重点任务", "（一）推进交通一体化", "（二）推进产业一体化", "三、保障措施",
    ]  # fmt: skip
    assert briefs(plan) == [
        "1 建设快速通道 市交通运输局<市财政局",
        "2 完善港口 市港航中心<",
        "3 共建园区 <市工信局、市商务局",
        "4 发展物流 市商务局<",
        "（一） 加强领导 <",
        "（二） 强化考核 <",
    ]


def test_headings_run_into_their_bodies() -> None:
    plan = plan_of("""
        一、大力开展产业联动行动围绕制造强市目标，主动承接产业转移，提升能力。(一)共建园区。引进项目10个。(二)共享平台。开放实验室。
        二、扎实开展设施互通行动统筹推进交通、能源建设，构建网络。(一)修建铁路。开工汀河铁路。(二)疏浚航道。达到2.5米水深。
    """)
    assert headings(plan) == ["一、大力开展产业联动行动", "二、扎实开展设施互通行动"]
    assert len(plan.tasks) == 4


def test_a_plan_without_numbers() -> None:
    plan = plan_of("""
        白鹭县同城化工作安排
        为做好同城化工作，现作如下安排。
        交通互联
        建设白鹭大道东延线，年内完成路基工程。（县交通运输局牵头，县财政局配合）
        推进公交一体化，开通跨县公交3条。（县交通运输局）
        生态共治
        开展汀河支流联合巡查，每季度不少于1次。（县生态环境局牵头，县水利局、各乡镇按职责分工负责）
    """)
    assert headings(plan) == ["交通互联", "生态共治"]
    assert [task.number for task in plan.tasks] == ["", "", ""]
    assert [name.text for name in plan.tasks[2].duty.responsible] == ["县水利局", "各乡镇"]


def test_paragraphs_without_numbers_under_numbered_headings() -> None:
    plan = plan_of("""
        芦湾县2026年同城化重点工作
        一、完善路网
        实施芦湾大道改造，完成投资1.5亿元。（责任单位：县交通局、县财政局）
        推进断头路建设，打通2条。（责任单位：县住建局）
        二、壮大产业
        新招引项目6个。（责任单位：县商务局、各园区）
        培育规上企业10家。（责任单位：县工信局）
    """)
    assert headings(plan) == ["一、完善路网", "二、壮大产业"]
    assert [brief(task).split("<")[1] for task in plan.tasks] == [
        "县交通局、县财政局",
        "县住建局",
        "县商务局、各园区",
        "县工信局",
    ]


def test_two_plans_in_one_notice() -> None:
    reading = read_text(
        dedent("""
        关于印发《稻溪县交通同城化方案》和《稻溪县旅游同城化方案》的通知
        各乡镇人民政府，县直各单位：
        现将两个方案印发给你们，请认真组织实施。
        附件：1.稻溪县交通同城化方案
        2.稻溪县旅游同城化方案
        稻溪县人民政府
        2026年3月1日
        附件1
        稻溪县交通同城化方案
        一、主要任务
        （一）修路。新建公路20公里。（县交通局牵头）
        二、保障措施
        加强组织领导，形成合力。
        附件2
        稻溪县旅游同城化方案
        一、主要任务
        （一）联合推介。举办推介会2场。（县文旅局牵头）
    """).strip()
    )
    first, second = reading.plans
    assert (first.document.title, second.document.title) == ("稻溪县交通同城化方案", "稻溪县旅游同城化方案")
    assert [task.id for task in (*first.tasks, *second.tasks)] == ["att_1__chp_1__para_1", "att_2__chp_1__para_1"]
    assert reading.coverage.unread == ()


def test_a_second_plan_begins_with_its_title() -> None:
    reading = read_text(
        dedent("""
        甲方面行动方案
        一、修路。建成汀河大道。
        二、建桥。建成汀河大桥。
        三、修站。建成客运站。
        乙方面行动方案
        一、招商。引进项目10个。（市商务局牵头）
        二、引智。引进人才20名。（市人社局牵头）
    """).strip()
    )
    assert [len(plan.tasks) for plan in reading.plans] == [3, 2]


def test_a_covering_letter_with_points_of_its_own_is_no_plan() -> None:
    plan = plan_of("""
        关于印发2026年重点任务分解方案的通知
        各区人民政府，市政府各部门：
        《2026年重点任务分解方案》已经市政府同意，现印发给你们，并就有关事项通知如下：
        一、强化统筹。各责任单位要系统谋划，特别是牵头单位（无牵头单位的，责任单位即为牵头单位，下同）要统筹推进。
        二、压实责任。各单位要抓好落实。
        三、加强督办。按季报送。
        澜川市人民政府办公室
        2026年2月1日
        2026年重点任务分解方案
        一、提升交通（市交通局牵头）
        1.建设快速路，完成投资2.5亿元。
        2.加密公交。（责任单位：市公交集团）
        二、发展产业
        3.招引项目20个。（责任单位：市商务局、市财政局等有关部门，各区人民政府。以下措施均需各区人民政府落实，不再单独列出）
    """)
    assert briefs(plan) == [
        "1 建设快速路，完成投资2.5亿元。 市交通局<",
        "2 加密公交。 市公交集团<",
        "3 招引项目20个。 市商务局、市财政局、各区人民政府<",
    ]


def test_a_table_of_contents_is_set_aside() -> None:
    plan = plan_of("""
        汀河都市圈发展规划
        目 录
        一、总体要求
        （一）指导思想
        （二）改革内容
        二、设施互联
        （一）建设铁路
        （二）建设公路
        三、保障措施
        一、总体要求
        （一）指导思想
        坚持以人民为中心。
        （二）改革内容。推进十项改革。
        二、设施互联
        （一）建设铁路
        推进汀河铁路建设，2027年建成。
        （二）建设公路
        推进汀河高速建设。
        三、保障措施
        （一）加强领导
        各市要加强领导。
    """)
    assert headings(plan) == [
        "一、总体要求", "（一）指导思想", "（二）改革内容", "二、设施互联", "三、保障措施",
    ]  # fmt: skip
    assert [task.id for task in plan.tasks] == ["chp_2__para_1", "chp_2__para_2", "chp_3__para_1"]


def test_decimal_numbering() -> None:
    plan = plan_of("""
        汀河新区建设方案
        1 总体要求
        1.1 指导思想
        坚持高质量发展。
        2 重点任务
        2.1 交通互联
        2.1.1 建设地铁。长度12.5公里。（新区建设局牵头）
        2.1.2 建设公交场站3处。（新区交通局牵头）
        2.2 产业协同
        2.2.1 引进企业20家。（新区投资促进局牵头）
        3 保障措施
        3.1 加强领导。落实责任。
    """)
    assert [task.number for task in plan.tasks] == ["2.1.1", "2.1.2", "2.2.1", "3.1"]
    assert [task.id for task in plan.tasks][:3] == [
        "chp_2__sec_1__para_1", "chp_2__sec_1__para_2", "chp_2__sec_2__para_1",
    ]  # fmt: skip


def test_parts_of_a_task_are_no_tasks() -> None:
    plan = plan_of("""
        岩坪县同城化工作方案
        一、工作任务
        （一）推进路网联通。一是建设岩坪大道。二是改造县道。三是打通断头路。（牵头单位：县交通局）
        （二）推进服务共享。重点做好以下工作：1.开通医保结算；2.共享图书馆；3.互认检验结果。（牵头单位：县卫健局；责任单位：县医保局）
        （三）推进产业协作。
        1.共建园区。
        2.联合招商。
        （牵头单位：县工信局）
        二、工作要求
        （一）提高认识。各单位要高度重视。
    """)
    assert [(task.number, len(task.subitems)) for task in plan.tasks] == [
        ("（一）", 3), ("（二）", 3), ("（三）", 2), ("（一）", 0),
    ]  # fmt: skip
    assert plan.tasks[0].subitems[1].text == "改造县道。"
    assert [name.text for name in plan.tasks[2].duty.lead] == ["县工信局"]


def test_parts_with_duties_of_their_own_inside_one_paragraph() -> None:
    plan = plan_of("""
        一、工作任务
        1.推进路网联通。①建设大道。（县交通局牵头）②改造县道。（县公路中心牵头，县财政局配合）
        2.推进服务共享。①开通结算。（县医保局牵头）②共享图书馆。（县文旅局牵头）
    """)
    assert briefs(plan) == [
        "1 推进路网联通 县交通局、县公路中心<县财政局",
        "2 推进服务共享 县医保局、县文旅局<",
    ]
    assert [len(task.subitems) for task in plan.tasks] == [2, 2]


def test_doubts_are_told_with_their_alternative() -> None:
    reading = read_text(
        "一、任务\n1.修路。（市交通局牵头）\n2.建桥。（市交通局、市住建局牵头\n4.招商。（市商务局牵头）\n4.引智。（市人社局牵头）\n"
    )
    [plan] = reading.plans
    assert {"P101", "P102", "P202", "P203"} <= codes(plan)
    gap = next(doubt for doubt in plan.diagnostics if doubt.code == "P101")
    assert gap.alternative
    assert "3" in gap.say("zh")
    assert gap.span is not None


def test_numbers_and_names_survive_a_corrected_copy() -> None:
    before = plan_of("一、设施\n1.修路。建成汀河大道。（市交通局牵头）\n2.建桥。建成大桥。（市住建局牵头）\n")
    after = plan_of(
        "勘误后重印\n\n一、设施互联\n\n１．修路。建成汀河大道二期。（市交通局牵头）\n２．建桥。建成大桥。（市住建局牵头）\n"
    )
    assert [task.id for task in before.tasks] == [task.id for task in after.tasks]


def test_headings_that_only_the_format_knows() -> None:
    lines = [
        "同城化工作要点",
        "设施互通",
        "1.打通汀河大道。（市交通局牵头）",
        "产业协作",
        "2.共建园区。（市工信局牵头）",
    ]
    paragraphs, at = [], 0
    for line, level in zip(lines, (1, 2, None, 2, None), strict=True):
        paragraphs.append(Paragraph(Span(at, at + len(line)), level))
        at += len(line) + 1
    source = Source("plan.docx", "application/docx", "\n".join(lines), "", paragraphs=tuple(paragraphs))
    [plan] = read_source(source).plans
    assert headings(plan) == ["设施互通", "产业协作"]
    assert [task.path for task in plan.tasks] == [("设施互通",), ("产业协作",)]


def test_a_heading_that_names_who_leads() -> None:
    plan = plan_of("""
        2026年重点任务清单
        一、汀河新区管委会牵头工作（2项）
        1.建设码头。
        2.建设驿站。（市住建局配合）
        二、市港航中心负责任务
        3.疏浚航道。
        4.更新航标。
    """)
    assert briefs(plan) == [
        "1 建设码头。 汀河新区管委会<",
        "2 建设驿站。 <市住建局",
        "3 疏浚航道。 <市港航中心",
        "4 更新航标。 <市港航中心",
    ]
    assert "P206" in codes(plan)


TABLE = """序号,重点任务,工作内容,年度目标,牵头单位,配合单位,完成时限,备注
一、交通互联,,,,,,,
1,建设跨江大桥,"推进汀河大桥建设。①完成主塔；②完成引桥。",完成投资3.5亿元,市交通运输局,"市财政局、市住建局",2026年12月,
2,开通城际公交,开通2条线路,2条,市交通运输局,/,2026年6月,
二、产业协作,,,,,,,
3,共建园区,引进项目10个,10个,市工信局牵头,"各县(市、区)政府",2026年,
"""


def test_rows_of_a_table() -> None:
    reading: Reading = read(TABLE.encode("gb18030"), name="plan.csv")
    [plan] = reading.plans
    assert briefs(plan) == [
        "1 建设跨江大桥 市交通运输局<市财政局、市住建局",
        "2 开通城际公交 市交通运输局<",
        "3 共建园区 市工信局<各县(市、区)政府",
    ]
    bridge = plan.tasks[0]
    assert bridge.id == "chp_1__row_1"
    assert [item.marker for item in bridge.subitems] == ["①", "②"]
    assert {name: quoted.text for name, quoted in bridge.extras} == {"年度目标": "完成投资3.5亿元"}
    assert bridge.deadline is not None
    assert bridge.deadline.text == "2026年12月"
    text = reading.source.text
    assert text[bridge.duty.lead[0].span.start : bridge.duty.lead[0].span.end] == "市交通运输局"
    assert reading.coverage.unread == ()


def test_a_table_between_clauses() -> None:
    reading = read(
        "# 澜川市同城化要点\n\n一、总体要求\n\n坚持一体化。\n\n二、重点任务\n\n"
        "| 序号 | 工作任务 | 责任单位 |\n|---|---|---|\n"
        "| 1 | 修路5公里 | 市交通局牵头，市财政局配合 |\n| 2 | 建桥 | 市交通局、市住建局 |\n\n"
        "三、保障措施\n\n加强领导。\n".encode(),
        name="plan.md",
    )
    [plan] = reading.plans
    assert headings(plan) == ["一、总体要求", "二、重点任务", "三、保障措施"]
    assert [(task.number, task.path) for task in plan.tasks] == [("1", ("二、重点任务",)), ("2", ("二、重点任务",))]


@pytest.mark.parametrize(
    "text", ["(" * 20000, "一、" * 5000, "1." * 5000, "（牵头单位：" * 3000, "①" * 5000, "\n" * 5000 + "x"]
)
def test_nonsense_gets_an_answer(text: str) -> None:
    assert read_text(text).plans
