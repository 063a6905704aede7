"""Today's three things: for each role what matters most this morning, with the page where it is done.

Each kind of work says for whom it is and counts itself; the home page shows the first three that apply.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import now

from citycircle.accounts.actions.names import DECIDES_NAMES
from citycircle.accounts.models import AuditLine, Holding, Organisation, Person
from citycircle.accounts.models.audit import Outcome
from citycircle.accounts.rights import Right, Viewer, holding, signed_in
from citycircle.accounts.roles import TWO_FACTORS, Role
from citycircle.accounts.unused import unused
from citycircle.core.messages import Text
from citycircle.mechanisms.orders.order import NAME as ORDER
from citycircle.planning.schedule.slippage import DUE_SOON
from citycircle.records.baselines.receipts import to_sign
from citycircle.records.cases.models import CaseRecord
from citycircle.records.duties.questions import to_be_led
from citycircle.records.jobs.models import Job, State
from citycircle.records.month.models import Chase
from citycircle.records.month.reach import READS_MONTH
from citycircle.records.month.report_reach import ones_turn, to_review
from citycircle.records.month.rights import DECIDES, MERGES, OWN, REVIEWS, VERIFIES
from citycircle.records.month.waiting import parts_waiting, slips_waiting
from citycircle.records.notices.models import Notice
from citycircle.records.plans.models import PlanState, Task
from citycircle.records.plans.reach import KEEPS_PLANS
from citycircle.records.rounds.reach import to_answer, to_decide
from citycircle.records.rounds.rights import ANSWERS
from citycircle.records.schedules.calendars import milestones_for
from citycircle.records.schedules.rights import REPORTS
from citycircle.web.reach import names_within

SHOWN = 3
STEPS = OWN | REVIEWS | VERIFIES | DECIDES
INFORMS = 90
"""Kinds from here on tell something and ask for nothing: they come after everything that waits."""


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing for today: a figure, what it counts, and where to go."""

    title: Text
    figure: int
    hint: Text
    address: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of matter: for whom, in which order, and how it is counted for a viewer."""

    order: int
    who: Right
    title: Text
    hint: Text
    route: str
    count: Callable[[Viewer], int]
    query: str = ""


def _waiting_names(viewer: Viewer) -> int:
    return names_within(viewer).filter(organisation=None, collective=None, set_aside=False).count()


def _unread(viewer: Viewer) -> int:
    return Notice.objects.filter(person=viewer.person, read_at=None).count()


def _unbound(viewer: Viewer) -> int:
    """Those whose post asks for one; the others may leave it."""
    held = Holding.objects.on(viewer.day).filter(post__role__in=TWO_FACTORS).values("person")
    return Person.objects.filter(is_active=True, second_factor="", pk__in=held).count()


def _without_post(viewer: Viewer) -> int:
    held = Holding.objects.on(viewer.day).values("person")
    return Person.objects.filter(is_active=True).exclude(pk__in=held).count()


def _unused(_viewer: Viewer) -> int:
    return unused(now()).count()


def _refused_today(viewer: Viewer) -> int:
    return AuditLine.objects.filter(outcome=Outcome.REFUSED, at__date=viewer.day).count()


def _failed_sign_ins(viewer: Viewer) -> int:
    return AuditLine.objects.filter(action="session.count_failure", at__date=viewer.day).count()


def _given_up(_viewer: Viewer) -> int:
    return Job.objects.filter(state=State.GIVEN_UP).count()


def _milestones_waiting(viewer: Viewer) -> int:
    """Open milestones of one's own that are overdue or fall due within thirty days."""
    last = viewer.day + timedelta(days=DUE_SOON)
    owed = Q(baseline_on__lte=last) | Q(baseline_on=None, forecast_on__lte=last)
    return milestones_for(viewer).filter(owed, actual_on=None).count()


def _in_reach(viewer: Viewer) -> int:
    rows = Organisation.objects.on(viewer.day)
    cities = [grant.at.city for grant in viewer.grants]
    return rows.count() if None in cities else rows.filter(city__in=cities).count()


def _to_answer(viewer: Viewer) -> int:
    return to_answer(viewer).count()


def _to_sign(viewer: Viewer) -> int:
    return to_sign(viewer).count()


def _to_decide(viewer: Viewer) -> int:
    return to_decide(viewer).count()


def _doubtful(viewer: Viewer) -> int:
    """Doubtful rows of drafts that the viewer keeps."""
    cities = {grant.at.city for grant in viewer.grants if grant.role is Role.OFFICE_REVIEWER}
    place = Q(plan__city__in=cities - {None}) | (Q(plan__city=None) if None in cities else Q(pk__in=[]))
    return Task.objects.filter(place, plan__state=PlanState.DRAFT, is_dropped=False, doubtful__gt=0).count()


def _to_be_led(viewer: Viewer) -> int:
    return to_be_led(viewer).count()


def _orders_in_hand(viewer: Viewer) -> int:
    """Orders (slips, leaders' instructions) that are the viewer's own organisation's turn."""
    return CaseRecord.objects.filter(kind=ORDER, closed_at=None, holder__in=viewer.organisations).count()


def _parts_waiting(viewer: Viewer) -> int:
    return parts_waiting(viewer).count()


def _slips_waiting(viewer: Viewer) -> int:
    return slips_waiting(viewer).count()


def _reports_ones_turn(viewer: Viewer) -> int:
    """Reports inside one's own organisation that wait for a role the viewer has there."""
    return ones_turn(viewer).count()


def _reports_to_review(viewer: Viewer) -> int:
    return to_review(viewer).count()


def _papers_to_sign(viewer: Viewer) -> int:
    """Drafts of the ladder at the viewer's own office that nobody has signed yet."""
    return Chase.objects.filter(office__in=viewer.organisations, signed_at=None).exclude(document="").count()


KINDS: tuple[Kind, ...] = (
    Kind(
        3,
        OWN,
        Text("待您办理的月报", "Reports that wait for you"),
        Text("没有变化的，一次点击即可", "Where nothing changed, one click is enough"),
        "own_reports",
        _reports_ones_turn,
    ),
    Kind(
        7,
        REVIEWS | MERGES,
        Text("待初核的月报", "Reports to review"),
        Text("采用，或逐格带问题退回", "Accept, or return by the cell with a question"),
        "review_queue",
        _reports_to_review,
    ),
    Kind(
        4,
        READS_MONTH,
        Text("待办理的督办和批示", "Orders in your hands"),
        Text("按时限签收、答复", "Sign for them and reply in time"),
        "orders",
        _orders_in_hand,
    ),
    Kind(
        4,
        STEPS,
        Text("待您办理的任务", "Tasks that wait for you"),
        Text("方案、延期、协调、初审、核实和销号", "Plans, more time, coordination, checks and closing"),
        "parts_waiting",
        _parts_waiting,
    ),
    Kind(
        8,
        REVIEWS | DECIDES,
        Text("待办理的更正单", "Correction slips to deal with"),
        Text("先列明影响，再由领导签批", "The effects are listed first, then a leader signs"),
        "corrections",
        _slips_waiting,
    ),
    Kind(
        12,
        REVIEWS,
        Text("待签发的催办文书", "Papers of the ladder to sign"),
        Text("都是草稿，签发后才送达", "All are drafts; they go out once signed"),
        "chases",
        _papers_to_sign,
    ),
    Kind(
        5,
        ANSWERS,
        Text("待答复的征求意见", "Comments to give"),
        Text("请在截止日前答复，逾期会作记录", "Please answer by the last day; silence is noted"),
        "answers",
        _to_answer,
    ),
    Kind(
        6,
        ANSWERS,
        Text("待签收任务", "Tasks to sign for"),
        Text("逾期视为签收", "After the last day they count as received"),
        "to_sign",
        _to_sign,
    ),
    Kind(
        8,
        KEEPS_PLANS,
        Text("待书面答复的意见", "Objections to decide on"),
        Text("书面答复后任务灯恢复", "Their lights stay grey until you answer in writing"),
        "objections",
        _to_decide,
    ),
    Kind(
        9,
        KEEPS_PLANS,
        Text("存疑待核对", "Doubtful rows to check"),
        Text("方案草稿中须由人核对的行", "Rows of draft plans that a person has to look at"),
        "plans",
        _doubtful,
        "?state=draft",
    ),
    Kind(
        10,
        DECIDES_NAMES,
        Text("待认定名称", "Names to decide"),
        Text("认定一次，以后都按此认读", "Decided once, read the same ever after"),
        "names",
        _waiting_names,
    ),
    Kind(
        11,
        KEEPS_PLANS,
        Text("待确定牵头的任务", "Tasks without one lead"),
        Text("没有牵头单位或写了几家，请明确", "No lead or several; please decide"),
        "lead_decisions",
        _to_be_led,
    ),
    Kind(
        15,
        REPORTS,
        Text("到期的时间节点", "Milestones due"),
        Text("已超期或30天内到期，请填报进展", "Overdue or due within thirty days: please report"),
        "milestones",
        _milestones_waiting,
        "?mine=yes&sort=planned",
    ),
    Kind(
        20,
        holding(Role.AUDITOR),
        Text("今日被拒绝的操作", "Acts refused today"),
        Text("核对是否有越权尝试", "Look whether anybody tried too much"),
        "audit",
        _refused_today,
        "?outcome=refused",
    ),
    Kind(
        21,
        holding(Role.AUDITOR),
        Text("今日登录失败", "Failed sign-ins today"),
        Text("连续五次会锁定三十分钟", "Five in a row lock for thirty minutes"),
        "audit",
        _failed_sign_ins,
        "?action=session.count_failure",
    ),
    Kind(
        30,
        holding(Role.SECURITY_ADMINISTRATOR),
        Text("没有任职的账号", "Accounts without a post"),
        Text("请任职或停用", "Please appoint or close them"),
        "people",
        _without_post,
    ),
    Kind(
        31,
        holding(Role.SECURITY_ADMINISTRATOR),
        Text("未绑定动态口令", "No authenticator yet"),
        Text("管理和签发岗位登录时须绑定", "Administrators and signers must bind one"),
        "people",
        _unbound,
    ),
    Kind(
        32,
        holding(Role.SECURITY_ADMINISTRATOR),
        Text("久未使用的账号", "Accounts long unused"),
        Text("九十天没有登录，请确认是否保留", "No sign-in for ninety days; are they still needed?"),
        "unused_people",
        _unused,
    ),
    Kind(
        40,
        holding(Role.SYSTEM_ADMINISTRATOR),
        Text("多次未成的后台任务", "Background jobs given up"),
        Text("查看原因后可重新执行", "See why, and start them again"),
        "jobs",
        _given_up,
        "?state=given_up",
    ),
    Kind(
        80,
        signed_in,
        Text("未读通知", "Unread notices"),
        Text("看过即不再提醒", "Not mentioned again once read"),
        "notices",
        _unread,
    ),
    Kind(
        90,
        signed_in,
        Text("名录中的单位", "Organisations in the register"),
        Text("您所在范围内今日存续的单位", "Those within your reach today"),
        "organisations",
        _in_reach,
    ),
)


def today(viewer: Viewer) -> list[Matter]:
    """The three things for this viewer; those with nothing to do come last."""
    applying = [(kind, kind.count(viewer)) for kind in KINDS if kind.who.allows(viewer)]
    applying.sort(key=lambda pair: (pair[1] == 0 or pair[0].order >= INFORMS, pair[0].order))
    return [
        Matter(kind.title, figure, kind.hint, reverse(kind.route) + kind.query) for kind, figure in applying[:SHOWN]
    ]
