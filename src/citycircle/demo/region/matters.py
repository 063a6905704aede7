"""The list of matters of 2026 that the story of the nine months is told by: issued, handed out, under way.

What belongs to the three-year plan reports by its nodes only, so that a month asks about these matters alone.
"""

from __future__ import annotations

from datetime import date
from importlib import resources

from citycircle.accounts.models import Organisation, Person
from citycircle.accounts.roles import Role
from citycircle.demo.region import tables
from citycircle.demo.region.acting import Making, at
from citycircle.demo.region.plans import decide_leads, decide_names, take_in
from citycircle.records.baselines.actions.handing_out import HandOut, SignFor
from citycircle.records.baselines.actions.issuing import IssuePlan
from citycircle.records.month.actions.curves import KeepCurve
from citycircle.records.month.actions.parts import StepOfPart
from citycircle.records.month.models import Part
from citycircle.records.plans.models import Milestone, Plan
from citycircle.records.schedules.actions.planning import AddMilestone
from citycircle.records.schedules.actions.reporting import ReportMilestone

MATTERS = "汀河都市圈2026年跨市实事清单"
LANCHUAN, HEYANG, SONGZHU = "990100", "990200", "990300"
HEIRS = {"990300-CUL": "990300-CBT"}
"""The bureau that was renamed; its people sit in the one that came of it."""
ROAD, LEVEE, WINDOW, TICKET = "1", "2", "3", "4"
WORK = {
    ROAD: ("快速通道市界段贯通", "路基、桥涵和市界段放线", "contract"),
    LEVEE: ("堤防加固24公里", "冻土期停工，5月起全面施工", "acceptance"),
    WINDOW: ("跨市通办帮办窗口运行", "窗口、人员、系统权限到位", "register"),
    TICKET: ("“一票通”接入景区40家", "票务系统对接和景区签约", "contract"),
}
"""What the handling plans say: goal, work, and the kind of proof agreed."""
WINTER = ("2025-12-31 0", "2026-02-28 0", "2026-04-30 2", "2026-06-30 30", "2026-10-31 90", "2026-12-31 100")
"""Frozen ground until the end of February, stone and earth brought up until April, then the works."""
LAST_NODE = date(2027, 12, 31)
REACHED = {
    "1": (date(2026, 5, 29), "fangyuan"),
    "16": (date(2025, 12, 26), "xiaruo"),
    "21": (date(2025, 10, 30), "duheng"),
    "27": (date(2025, 12, 19), "panlan"),
}
"""The nodes of the three-year plan that were reached, by the number of the task, and who reported it."""


def make_matters(making: Making) -> dict[tuple[str, str], Part]:
    """Take the list in, issue it and set its parts going; gives them by number and lead."""
    clerk = making.people["shenyi"]
    with making.on(at(2025, 11, 5)):
        data = resources.files(__package__).joinpath("year_matters.txt").read_bytes()
        plan = take_in(making, "shenyi", f"{MATTERS}.txt", data)
        decide_names(making, plan, clerk)
        decide_leads(making, plan, clerk)
    with making.on(at(2025, 11, 10)):
        issued = making.do(IssuePlan(plan=Plan.objects.get(pk=plan.pk)), by=clerk)
        making.do(HandOut(baseline=issued), by=clerk)
    parts = {
        (part.task.number, part.organisation.code): part
        for part in Part.objects.filter(task__plan=plan).select_related("task", "organisation")
    }
    with making.on(at(2025, 11, 11)):
        for code in dict.fromkeys(code for _, code in parts):
            organisation = Organisation.objects.get(code=code)
            making.do(SignFor(baseline=issued, organisation=organisation), by=worker(making, code))
    for (number, code), part in parts.items():
        _under_way(making, part, number, code)
    _winter(making, parts[LEVEE, "990100-WAT"])
    _by_nodes(making, Plan.objects.get(title__startswith="汀河都市圈建设三年行动方案"))
    return parts


def step(making: Making, part: Part, name: str, role: str, by: str, /, **data: object) -> None:
    """One step of a part, as it stands now."""
    part.refresh_from_db()
    making.do(StepOfPart(part=part, seen=part.version, step=name, role=role, data=data), by=making.people[by])


def holder(making: Making, code: str, *roles: Role) -> Person | None:
    """Who holds one of these roles at an organisation, by the table of people."""
    wanted = HEIRS.get(code, code)
    rows = (row for row in tables.rows("people") if row["organisation"] == wanted and not row["deputy"])
    name = next((row["sign_in_name"] for row in rows if row["role"] in roles), None)
    return making.people[name] if name else None


def the(making: Making, code: str, *roles: Role) -> Person:
    """Who holds one of these roles. Raises LookupError where the table of people names nobody."""
    person = holder(making, code, *roles)
    if person is None:
        raise LookupError(code, roles)
    return person


def worker(making: Making, code: str) -> Person:
    """The clerk of an organisation."""
    return the(making, code, Role.FILLER, Role.LEAD)


def _under_way(making: Making, part: Part, number: str, code: str) -> None:
    goal, work, proof = WORK[number]
    clerk, city = worker(making, code), code.partition("-")[0]
    head, leader = the(making, code, Role.ORGANISATION_HEAD), the(making, city, Role.LEADER)
    plan = {
        "plan_matter": part.task.title or goal, "plan_work": work, "plan_goal": goal,
        "plan_due": part.due.isoformat() if part.due else "", "plan_leader": head.name,
        "plan_section": "业务科", "plan_clerk": clerk.name, "proof_kind": proof,
    }  # fmt: skip
    with making.on(at(2025, 11, 17)):
        step(making, part, "submit_plan", "lead", clerk.sign_in_name, **plan)
    with making.on(at(2025, 11, 18)):
        step(making, part, "approve_plan", "leaders", leader.sign_in_name)


def _winter(making: Making, part: Part) -> None:
    with making.on(at(2025, 11, 19)):
        part.refresh_from_db()
        keep = KeepCurve(part=part, seen=part.version, points=WINTER)
        making.do(keep, by=making.people["suqing"], reason="冻土期不宜施工，按施工组织设计绘制")


def _by_nodes(making: Making, plan: Plan) -> None:
    """Each task of the plan over several years has a node, and those that were reached say so."""
    clerk = making.people["shenyi"]
    with making.on(at(2025, 11, 19)):
        for task in plan.tasks.filter(role="task", is_dropped=False, milestones=None):
            making.do(AddMilestone(plan=plan, task=task, called="总体目标完成", day=LAST_NODE), by=clerk)
    for row in Milestone.objects.filter(plan=plan, task__number__in=REACHED).select_related("task", "plan"):
        day, by = REACHED[row.task.number if row.task else ""]
        with making.on(at(day.year, day.month, day.day)):
            making.do(ReportMilestone(milestone=row, actual=day), by=making.people[by])
