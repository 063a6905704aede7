"""The demo's plans, each at another stage: one issued and amended, one of last year, one out for comment, one raw.

The regional plan went its whole way in spring 2025, the city's points are before the organisations that carry them
out, and the regional task table of this year has just come in and waits for a clerk.
"""

from __future__ import annotations

from citycircle.accounts import naming
from citycircle.accounts.actions.names import DecideCollectively, DecideName, SetNameAside
from citycircle.accounts.models import Hierarchy, Organisation, Person, ReadName
from citycircle.accounts.viewers import viewer_of
from citycircle.demo.documents import CITY_POINTS, LAST_YEARS_POINTS, REGIONAL_PLAN, TASK_TABLE, documents
from citycircle.demo.ledgers.taking import take_over
from citycircle.demo.region import tables
from citycircle.demo.region.acting import Making, at
from citycircle.documents.reading import read
from citycircle.records.baselines.actions.handing_out import DeemReceived, HandOut, SignFor
from citycircle.records.baselines.actions.issuing import AmendPlan, IssuePlan
from citycircle.records.baselines.models import Baseline
from citycircle.records.duties.actions import DecideLead, LeadKind
from citycircle.records.duties.questions import questions_of
from citycircle.records.links.actions.linking import AcceptLink, AskProposals, NameUpperPlan
from citycircle.records.links.models import Link
from citycircle.records.plans.actions.editing import CorrectCell
from citycircle.records.plans.actions.importing import WriteReading, import_upload
from citycircle.records.plans.actions.placing import NamePrevious
from citycircle.records.plans.ledgers import ledger_of
from citycircle.records.plans.models import Plan
from citycircle.records.rounds.actions.answering import Agree, ObjectTo
from citycircle.records.rounds.actions.asking import CloseRound, OpenRound
from citycircle.records.rounds.actions.deciding import DecideObjection
from citycircle.records.rounds.models import Asked, CommentRound

SURE = 2
"""So many of the likeliest proposals has the city's clerk accepted; the rest waits for a visitor."""


def make_plans(making: Making) -> None:
    """All four plans, each through the same acts that a visitor can try."""
    regional = _regional_plan(making)
    last_year = _last_years_points(making)
    _city_points(making, regional)
    table = _taken_in(making, "shenyi", TASK_TABLE)
    making.do(NamePrevious(plan=table, previous=last_year), by=making.people["shenyi"])


def _regional_plan(making: Making) -> Plan:
    """Imported, names decided, commented, issued, handed out, and amended once."""
    clerk = making.people["shenyi"]
    with making.on(at(2025, 3, 20)):
        plan = _taken_in(making, "shenyi", REGIONAL_PLAN)
        decide_names(making, plan, clerk)
        decide_leads(making, plan, clerk)
    with making.on(at(2025, 3, 21)):
        opened = making.do(OpenRound(plan=plan, letter="请各市、各单位研提意见，无意见也请回复。"), by=clerk)
        _answers(making, opened)
    with making.on(at(2025, 3, 31)):
        _decide_objections(making, opened)
        making.do(CloseRound(round=opened), by=clerk)
        first = making.do(IssuePlan(plan=plan, doc_number="汀都圈办发〔2025〕8号"), by=clerk)
        making.do(HandOut(baseline=first), by=clerk)
    with making.on(at(2025, 4, 1)):
        _sign(making, first, "fangyuan", "jiangli")
    with making.on(at(2025, 4, 8)):
        making.do(DeemReceived(baseline=first))
    with making.on(at(2026, 1, 12)):
        task = plan.tasks.get(number="3")
        making.do(CorrectCell(task=task, field="deadline", new="2027年6月底前"), by=clerk, reason="码头用地手续顺延")
        making.do(AmendPlan(plan=_fresh(plan)), by=clerk, reason="落实联席会议议定事项，调整第3项完成时限")
    return _fresh(plan)


def _last_years_points(making: Making) -> Plan:
    """Issued without a round: it was agreed before the service was here."""
    clerk = making.people["shenyi"]
    with making.on(at(2025, 4, 10)):
        plan = _taken_in(making, "shenyi", LAST_YEARS_POINTS)
        decide_names(making, plan, clerk)
        decide_leads(making, plan, clerk)
        making.do(IssuePlan(plan=_fresh(plan)), by=clerk)
    return _fresh(plan)


def _city_points(making: Making, regional: Plan) -> None:
    """Under the regional plan, some links accepted, out for comment since this morning with one objection.

    The two years of Excel that the office kept before are taken over as its history.
    """
    clerk = making.people["suqing"]
    plan = _taken_in(making, "suqing", CITY_POINTS)
    decide_names(making, plan, clerk)
    decide_leads(making, plan, clerk)
    making.do(NameUpperPlan(plan=plan, above=regional), by=clerk)
    making.do(AskProposals(plan=plan, above=regional), by=clerk)
    for link in Link.objects.filter(task__plan=plan).order_by("-score", "pk")[:SURE]:
        making.do(AcceptLink(link=link), by=clerk)
    opened = making.do(OpenRound(plan=_fresh(plan), last_day=making.in_days(7)), by=clerk)
    asked = opened.asked.get(organisation__code="990100-TRA")
    objecting = ObjectTo(asked=asked, task=plan.tasks.get(number="3"), kind="not_by_then",
                         words="路基施工须待汛期结束，年底前通车有困难。", proposed_words="2027年6月底前")  # fmt: skip
    making.do(objecting, by=making.people["fangyuan"])
    take_over(plan.organisation, plan, by=viewer_of(clerk, making.day), at=making.at)


def _taken_in(making: Making, sign_in_name: str, name: str) -> Plan:
    return take_in(making, sign_in_name, name, dict(documents())[name])


def take_in(making: Making, sign_in_name: str, name: str, data: bytes) -> Plan:
    """The file goes past the guard, and what was read is written as the job would write it."""
    person = making.people[sign_in_name]
    viewer = viewer_of(person, making.day)
    organisation = Organisation.objects.get(pk=viewer.grants[0].at.organisation)
    circle = Hierarchy.objects.filter(code="tinghe").first()
    document = import_upload(data, name, organisation=organisation, by=viewer, at=making.at, circle=circle)
    document = making.do(WriteReading(document=document, reading=read(data, name=name), circle=circle), by=person)
    plan: Plan = document.plans.get()
    return plan


def decide_names(making: Making, plan: Plan, clerk: Person) -> None:
    """What the demo's table says, then 各市… as proposed; what is left is no organisation."""
    known = {row["name"]: row["organisation"] for row in tables.rows("decided_names")}
    waiting = list(ReadName.objects.filter(duties__task__plan=plan).distinct().order_by("pk"))
    each = naming.each_city([name.name for name in waiting], day=making.day)
    for name in waiting:
        if name.name in known:
            meant = making.organisations[known[name.name]]
            making.do(DecideName(read_name=name, organisation=meant), by=clerk)
        elif each.get(name.name):
            making.do(DecideCollectively(read_name=name, members=tuple(each[name.name])), by=clerk)
        else:
            making.do(SetNameAside(read_name=name), by=clerk)


def decide_leads(making: Making, plan: Plan, clerk: Person) -> None:
    """Nobody is named: the office leads. Several are named: they lead together."""
    office = plan.organisation
    for key in dict.fromkeys(each.key for each in questions_of(plan, ledger_of(plan))):
        task = plan.tasks.get(key=key)
        leads = tuple(duty.organisation for duty in task.duties.filter(kind="lead") if duty.organisation)
        kind: LeadKind = "joint" if len(leads) > 1 else "single"
        reason = "文件并列多个牵头单位，按共同牵头办理" if leads else "文件未列牵头单位，由办公室牵头"
        making.do(DecideLead(task=task, kind=kind, leads=leads or (office,)), by=clerk, reason=reason)


def _answers(making: Making, opened: CommentRound) -> None:
    """Lanchuan agrees, Heyang objects to a date; whoever says nothing is noted as silent when the time is over."""
    making.do(Agree(asked=_asked(opened, "990100-TRA")), by=making.people["fangyuan"])
    asked = _asked(opened, "990200-TRA")
    task = opened.plan.tasks.get(number="3")
    objecting = ObjectTo(asked=asked, task=task, kind="not_by_then", words="码头二期用地尚在报批，建议完成时限顺延。",
                         proposed_words="2026年底前")  # fmt: skip
    making.do(objecting, by=making.people["jiangli"])


def _decide_objections(making: Making, opened: CommentRound) -> None:
    for objection in _asked(opened, "990200-TRA").objections.all():
        decide = DecideObjection(objection=objection, decision="accepted", deadline="2026年底前",
                                 answer="采纳，完成时限明确为2026年底前。")  # fmt: skip
        making.do(decide, by=making.people["shenyi"])


def _sign(making: Making, baseline: Baseline, *sign_in_names: str) -> None:
    for sign_in_name in sign_in_names:
        person = making.people[sign_in_name]
        organisation = Organisation.objects.get(pk=viewer_of(person, making.day).grants[0].at.organisation)
        making.do(SignFor(baseline=baseline, organisation=organisation), by=person)


def _asked(opened: CommentRound, code: str) -> Asked:
    asked: Asked = opened.asked.get(organisation__code=code)
    return asked


def _fresh(plan: Plan) -> Plan:
    return Plan.objects.select_related("organisation", "city").get(pk=plan.pk)
