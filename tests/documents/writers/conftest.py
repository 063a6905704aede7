"""A plan of the invented region as the reader hands it over, for trying the writers without reading anything."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from citycircle.core.messages import Text
from citycircle.core.plans import (
    Commitment,
    Decoy,
    Diagnostic,
    Document,
    Duty,
    Implied,
    Milestone,
    Plan,
    Project,
    Quoted,
    Section,
    Span,
    Subitem,
    Target,
    Task,
)

FIELDS = (("(一)共建轨道上的都市圈", 1), ("(二)共育先进制造业集群", 4), ("(三)共护汀河一江清水", 6))
TITLES = (
    "加快市域铁路成网", "打通省际断头路", "推进公交一卡通行", "壮大水上装备集群", "共建飞地园区",
    "实施跨界断面联防联治", "推进农村污水治理",
)  # fmt: skip
BODIES = (
    "①建成市域铁路澜禾线,2026年6月底前开通运营,日均客流不少于3.5万人次。②开工建设松临线先导段,线路长42公里。",
    "打通澜川市至石泷市省际断头路3条,新增跨江通道1处,到2027年实现县县通高速。",
    "推行公交、地铁、轮渡“一卡通行”,每年联合开展服务评价2次。",
    "支持链主企业牵头组建水上装备创新联合体,到2027年集群规模突破800亿元,培育专精特新企业120家以上。",
    "=SUM(A1:A9) 汀河新区与岩坪县共建飞地园区,地方留成部分按约定比例分享。",
    "建立上下游联合监测、联合执法、应急联动机制,国控断面优良比例稳定在95%左右,汀河干流Ⅲ类水质断面比例不低于全省平均水平。",
    "农村生活污水治理率达到60%。",
)
LEADS = (
    ("市交通运输局",),
    ("市交通运输局",),
    ("市交通运输局",),
    ("市工信局", "市科技局"),
    (),
    ("市生态环境局",),
    ("市生态环境局",),
)
OTHERS = (
    ("市发改委", "市自然资源和规划局", "各县(市、区)政府"), ("市发改委",), ("市数据局", "市公交集团"),
    ("汀河新区管委会",), ("市发改委", "市财政局"), ("市水利局", "市应急局", "市应急管理局"), ("市农业农村局",),
)  # fmt: skip


NO_LEAD = Text("第5项没有写明牵头单位。", "Task 5 names no lead.")


def quoted(text, at):
    return Quoted(text, Span(at, at + len(text)))


def make_task(at):
    field = next(name for name, first in reversed(FIELDS) if at + 1 >= first)
    place = 100 * (at + 1)
    body = BODIES[at]
    subitems = ()
    if body.startswith("①"):
        first, second = body[1:].split("②")
        subitems = (
            Subitem("①", first, Span(place + 9, place + 9 + len(first))),
            Subitem("②", second, Span(place + 60, place + 80)),
        )
    lead = tuple(quoted(name, place + 70) for name in LEADS[at])
    others = tuple(quoted(name, place + 80) for name in OTHERS[at])
    helping = others[-1:] if at == 2 else ()
    duty = Duty(lead, others, helping, "printed" if lead else None, by_duty=not lead, span=Span(place + 70, place + 95))
    implied = Implied("2027", Text("按文件的终止年份", "the document's last year")) if at in {2, 4} else None
    return Task(
        id=f"sec_2__subsec_{FIELDS.index((field, dict(FIELDS)[field])) + 1}__para_{at + 1}",
        number=str(at + 1),
        path=("二、重点任务", field),
        role="task",
        title=quoted(TITLES[at], place + 2),
        body=quoted(body, place + 9),
        duty=duty,
        subitems=subitems,
        span=Span(place, place + 99),
        deadline_implied=implied,
    )


def make_plan():
    tasks = tuple(make_task(at) for at in range(len(TITLES)))
    path = tasks[0].path

    def target(at, value, quote, **more):
        indicator, op, value, unit = value
        span = Span(100 * at + 110, 100 * at + 130)
        return Target(tasks[at].id, tasks[at].path, indicator, op, Decimal(value), unit, quote, span, **more)

    safeguard = replace(
        tasks[-1],
        id="sec_3__para_1",
        number="(一)",
        role="safeguard",
        path=("三、保障措施",),
        title=quoted("加强组织领导", 900),
        body=quoted("各市按月报送进展。", 910),
        duty=Duty(),
        span=Span(900, 940),
    )
    return Plan(
        document=Document(
            title="汀河都市圈建设三年行动方案(2025—2027年)",
            doc_number="汀都圈办发〔2025〕8号",
            issuer="汀河都市圈建设领导小组办公室",
            issued_on=date(2025, 3, 28),
            effective_from_year=2025,
            effective_to_year=2027,
            kind="action_plan",
            spans=(("title", Span(0, 22)),),
        ),
        sections=(
            Section(1, "一、", "总体要求", Span(40, 46)),
            Section(1, "二、", "重点任务", Span(60, 66)),
            *(Section(2, name[:3], name[3:], Span(70, 80)) for name, _ in FIELDS),
        ),
        tasks=(*tasks, safeguard),
        targets=(
            target(0, ("日均客流", ">=", "3.5", "万人次"), "日均客流不少于3.5万人次", deadline="2026-06"),
            target(0, ("线路长", "=", "42", "公里"), "线路长42公里"),
            target(1, ("省际断头路", "=", "3", "条"), "打通省际断头路3条", deadline="2027", period="by_deadline"),
            target(2, ("服务评价", "=", "2", "次"), "每年联合开展服务评价2次", period="annual"),
            target(3, ("集群规模", ">", "800", "亿元"), "集群规模突破800亿元", deadline="2027", period="by_deadline"),
            target(3, ("专精特新企业", ">=", "120", "家"), "培育专精特新企业120家以上", deadline="2027"),
            target(5, ("国控断面优良比例", "approx", "95", "%"), "国控断面优良比例稳定在95%左右"),
            target(6, ("农村生活污水治理率", "range", "60", "%"), "达到60—65%", value_high=Decimal(65)),
        ),
        commitments=(
            Commitment(
                tasks[5].id, tasks[5].path, "Ⅲ类水质断面比例", ">=", "全省平均水平",
                "Ⅲ类水质断面比例不低于全省平均水平", Span(660, 680),
            ),
        ),
        milestones=(
            Milestone(tasks[0].id, path, "市域铁路澜禾线开通运营", "2026-06", "2026年6月底前开通运营", Span(120, 132)),
            Milestone(tasks[1].id, path, "县县通高速", "2027", "到2027年实现县县通高速", Span(230, 242)),
        ),
        projects=(
            Project(tasks[0].id, path, "市域铁路澜禾线", "complete", "建成市域铁路澜禾线", Span(111, 120)),
            Project(tasks[0].id, path, "松临线先导段", "start", "开工建设松临线先导段", Span(140, 150)),
        ),
        decoys=(Decoy("“1+4”", Text("是名称的一部分", "part of a name"), Span(50, 55)),),
        diagnostics=(
            Diagnostic("D101", NO_LEAD, Span(570, 595), alternative="市发改委牵头"),
            Diagnostic("M201", Text("文号与落款日期相符。", "Number and date agree.")),
        ),
    )  # fmt: skip


@pytest.fixture
def plan():
    return make_plan()


@pytest.fixture
def reading(plan):
    from citycircle.core.plans import Aside, Repair
    from citycircle.documents.coverage import cover
    from citycircle.documents.mended import Mended
    from citycircle.documents.reading import Reading
    from citycircle.documents.source import Source

    text = "汀河都市圈建设三年行动方案" + "。" * 1000
    asides = (Aside("share", Span(990, 1000)),)
    return Reading(
        source=Source("方案.txt", "text/plain", text, "ab12" * 16, "utf-8"),
        mended=Mended.of(text),
        plans=(plan,),
        repairs=(Repair("pinyin", Span(3, 8), "(dū)", ""), Repair("pinyin", Span(20, 24), "(jiàn)", "")),
        asides=asides,
        coverage=cover(text, [plan], asides),
        diagnostics=(),
    )
