"""Who the people of the demo are: what each one does, and where a visitor might look first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from citycircle.core.messages import Text

PASSWORD = "Tinghe-2026"  # noqa: S105  (the demo's, printed at every start; it listens on this machine only)


@dataclass(frozen=True, slots=True)
class Persona:
    """A kind of user: its title, and the first thing to try, with the page where it is."""

    title: Text
    try_first: Text
    page: str


PERSONAS: Mapping[str, Persona] = {
    "shenyi": Persona(
        Text("P1 都市圈办经办", "P1 clerk of the circle's office"),
        Text("认定方案里读出的陌生名称", "Decide what names read from the plan mean"),
        "/names/",
    ),
    "gulan": Persona(
        Text("P2 都市圈办处长", "P2 division head of the office"),
        Text("查看都市圈的单位和组织体系", "Look at the organisations and hierarchies of the circle"),
        "/organisations/",
    ),
    "fangyuan": Persona(
        Text("P3 牵头单位联络员", "P3 lead organisation's clerk"),
        Text(
            "贯通快速通道卡在邻市，看看9个月的月报怎么说",
            "Your road waits for the next city: read nine months of reports",
        ),
        "/reports/",
    ),
    "jiangli": Persona(
        Text("P4 责任单位经办", "P4 responsible organisation's clerk"),
        Text("10月月报被退回一格，请答复；休假由苏荷代办", "A cell of October was returned; answer it, or Su He does"),
        "/reports/own/",
    ),
    "cenxi": Persona(
        Text("P5 县发展改革局", "P5 county bureau"),
        Text("岩坪县同时属于两个都市圈", "Yanping belongs to two metropolitan circles at once"),
        "/organisations/",
    ),
    "wenzhou": Persona(
        Text("P6 分管市领导", "P6 deputy mayor"),
        Text("看滞后事项卡在哪里、谁能解决，并作出批示", "See what is stuck and who can solve it; give an instruction"),
        "/leader/",
    ),
    "qinting": Persona(
        Text("P7 市政府督查室", "P7 supervision office"),
        Text(
            "查看本市亮灯；6月的销号为何在10月重新打开",
            "See the lights; why was a closing of June re-opened in October?",
        ),
        "/lights/",
    ),
    "mengxiao": Persona(
        Text("P8 市统计局", "P8 statistics bureau"),
        Text("查看本市的单位和对口部门", "Look at the organisations of your city and their counterparts"),
        "/organisations/",
    ),
    "duheng": Persona(
        Text("P9 市数据局", "P9 data bureau"),
        Text("大数据中心已并入数据局，旧名称仍可查到", "The big data centre became the data bureau; its name stays"),
        "/organisations/",
    ),
    "wentang": Persona(
        Text("P10 外市都市圈办、轮值秘书处", "P10 partner city's office, rotating secretariat"),
        Text("认定本市文件里的陌生名称，看不到他市的", "Decide the names of your own city; others stay out of sight"),
        "/names/",
    ),
    "lianshu": Persona(
        Text("P11 市考核办", "P11 evaluation office"),
        Text("查看更名、合并前后的单位", "Look at organisations before and after they were renamed or merged"),
        "/organisations/",
    ),
    "hening": Persona(
        Text("P12 系统管理员", "P12 system administrator"),
        Text("维护单位名录；打不开审计日志", "Keep the register; the audit log stays closed to you"),
        "/organisations/",
    ),
    "jian": Persona(
        Text("P12 安全管理员", "P12 security administrator"),
        Text("办理任职、代办和交接", "Appoint, name a stand-in, hand over"),
        "/people/",
    ),
    "yanzhen": Persona(
        Text("P12 审计管理员", "P12 audit administrator"),
        Text("核验审计链", "Verify the audit chain"),
        "/audit/",
    ),
    "fengshou": Persona(
        Text("P12 保密员", "P12 secrecy officer"),
        Text("涉密标志拦截会在这里通知", "You are told here when a secrecy mark stopped an upload"),
        "/notices/",
    ),
}
"""By sign-in name, in the order of P1 to P12; others belong to the region too, but are not introduced."""
