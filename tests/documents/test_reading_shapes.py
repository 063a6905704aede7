"""Whole documents in the shapes in which cities print them: what each asks of outline and duties together."""

from __future__ import annotations

from citycircle.core.plans import Plan
from citycircle.documents.reading import read, read_text


def only(text: str) -> Plan:
    [plan] = read_text(text).plans
    return plan


def ledger(plan: Plan) -> list[str]:
    return [
        f"{task.number}|{'/'.join(task.path)}|{','.join(n.text for n in task.duty.lead)}"
        f"<{','.join(n.text for n in task.duty.responsible)}"
        for task in plan.tasks
    ]


def test_the_duties_of_a_heading_hold_for_the_tasks_below_it() -> None:
    plan = only(
        "关于推动产业发展的若干措施\n一、强化创新（市科技局牵头）\n以平台为牵引，提升能级。\n"
        "（一）建设平台。推动港航实验室建设。\n（二）做强企业。培育龙头企业。\n"
        "二、强化开放（市商务局牵头，市港务局配合）\n（三）开拓航线。加密近海航线。\n（四）招商引资。办好推介活动。\n"
    )
    assert ledger(plan) == [
        "（一）|一、强化创新|市科技局<",
        "（二）|一、强化创新|市科技局<",
        "（三）|二、强化开放|市商务局<市港务局",
        "（四）|二、强化开放|市商务局<市港务局",
    ]


def test_small_full_stops_and_lines_that_name_a_leader() -> None:
    plan = only(
        "汀河都市圈2026年重点工作分解\n一、完成预期目标\n"
        "1﹒生产总值增长6%以上。\n牵头负责领导:林某。\n牵头责任单位:市发展改革委。\n协同责任单位:市财政局、各有关部门等。\n"
        "2﹒进出口总额增长9%左右。\n牵头负责领导:江某。\n牵头责任单位:市商务局。\n协同责任单位:澜川海关、市港务局。\n"
    )
    assert ledger(plan) == [
        "1|一、完成预期目标|市发展改革委<市财政局,各有关部门",
        "2|一、完成预期目标|市商务局<澜川海关,市港务局",
    ]
    assert "领导" not in "".join(task.body.text for task in plan.tasks)


def test_label_lines_on_a_page_that_lost_its_line_ends() -> None:
    plan = only(
        "汀河都市圈2026年重点工作分解一、预期目标1.生产总值增长6%左右。牵头单位:市发展改革委责任单位:各区县,经济运行专班"
        "2.进出口总额增长9%左右。牵头单位:市商务局责任单位:澜川海关、市港务局3.民生支出只增不减。牵头单位:市财政局责任单位:各区县"
    )
    assert [row.split("|")[2] for row in ledger(plan)] == [
        "市发展改革委<各区县,经济运行专班",
        "市商务局<澜川海关,市港务局",
        "市财政局<各区县",
    ]


def test_a_column_of_chapters_beside_the_numbers_is_a_heading_whatever_it_is_called() -> None:
    page = (
        "<p>汀河都市圈2026年十件大事任务分解表</p><table><tr><td>十件大事</td><td>序号</td><td>任务内容</td><td>牵头单位</td></tr>"
        "<tr><td rowspan='2'>一、交通互联</td><td>1</td><td>建设汀河二桥。</td><td>市交通局</td></tr>"
        "<tr><td>2</td><td>贯通滨河快速路。</td><td>市住建局</td></tr>"
        "<tr><td>二、服务共享</td><td>3</td><td>推行异地就医直接结算。</td><td>市医保局</td></tr></table>"
    )
    [plan] = read(page.encode(), name="page.html").plans
    assert ledger(plan) == ["1|一、交通互联|市交通局<", "2|一、交通互联|市住建局<", "3|二、服务共享|市医保局<"]


def test_paragraphs_with_label_lines_below_a_heading_with_a_comma_are_tasks() -> None:
    plan = only(
        "汀河都市圈2026年重点工作责任分解\n一、加快转型升级，提升竞争力\n坚持调优调强，构筑产业高地。\n"
        "突出工业地位。改造提升港航装备产业。\n牵头单位：市经信局\n责任单位：市发展改革委、各区县\n"
        "发展现代服务业。引进商贸企业2家以上。\n牵头单位：市商务局\n责任单位：市文旅局\n"
        "二、扩大开放，增强活力\n加密近海航线。\n牵头单位：市港务局\n责任单位：澜川海关\n"
        "办好推介活动。\n牵头单位：市商务局\n责任单位：各区县\n"
    )
    assert [row.split("|", 1)[1] for row in ledger(plan)] == [
        "一、加快转型升级，提升竞争力|市经信局<市发展改革委,各区县",
        "一、加快转型升级，提升竞争力|市商务局<市文旅局",
        "二、扩大开放，增强活力|市港务局<澜川海关",
        "二、扩大开放，增强活力|市商务局<各区县",
    ]


def test_a_plan_that_only_states_aims_has_no_tasks() -> None:
    plan = only(
        "关于打造汀河制造业基地的实施意见\n一、总体要求\n以创新引领发展。\n"
        "到2029年，制造业基地目标基本实现。规模实现突破，制造业增加值占生产总值比重达到40%。\n"
        "产业结构更优。基本形成现代化制造业体系。\n"
    )
    assert plan.tasks == ()
    assert [section.title for section in plan.sections] == ["总体要求"]
    assert [(target.indicator, target.deadline) for target in plan.targets] == [("制造业增加值占生产总值比重", "2029")]


def test_a_card_of_label_lines_under_each_number() -> None:
    plan = only(
        "汀河都市圈建设2026年任务清单\n第一条 建设汀河二桥\n工作内容：年内完成主体工程。\n"
        "牵头单位：市交通局\n配合单位：市财政局\n"
        "完成时限：2026年12月底\n第二条 共建产业园区\n工作内容：引进企业30家以上。\n牵头单位：市商务局\n配合单位：无\n"
    )
    assert ledger(plan) == ["第一条||市交通局<市财政局", "第二条||市商务局<"]
    assert "无" not in plan.tasks[1].body.text
    assert [target.indicator for target in plan.targets] == ["引进企业"]


def test_names_with_a_star_lead_where_the_document_says_so() -> None:
    plan = only(
        "汀河都市圈2026年重点工作安排\n一、交通互联\n1.加快澜松城际前期工作。责任单位：市发展改革委*、市交通局。\n"
        "2.建设汀河二桥。责任单位：市住建局、市交通局*。\n3.举办推介活动。责任单位：市商务局。\n（注：带*的为牵头单位）\n"
    )
    assert [row.split("|")[2] for row in ledger(plan)] == ["市发展改革委<市交通局", "市交通局<市住建局", "<市商务局"]
    assert "注" not in plan.tasks[2].body.text
