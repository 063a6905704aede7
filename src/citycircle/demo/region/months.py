"""February to October 2026 of the region: reports, lights and closings that tell one story.

A road of two cities waits for one of them; a levee stands still in winter by plan; a window was closed in June and
found unmanned in October; a bureau goes on under its new name. Their words stand in `months.csv`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from citycircle.accounts.models import Organisation, Person
from citycircle.accounts.roles import Role
from citycircle.core.terms import day_of
from citycircle.demo.region import tables
from citycircle.demo.region.acting import Making, at
from citycircle.demo.region.matters import (
    HEYANG,
    LANCHUAN,
    LEVEE,
    ROAD,
    SONGZHU,
    TICKET,
    WINDOW,
    holder,
    make_matters,
    step,
    the,
    worker,
)  # fmt: skip
from citycircle.mechanisms.lights.curves import month_end
from citycircle.mechanisms.reports.questions import questions
from citycircle.mechanisms.tasks.vocabulary import FIRST_CHECK
from citycircle.records.cases.models import CaseRecord
from citycircle.records.month.actions.chasing import ChaseDay, SignChase
from citycircle.records.month.actions.corrections import DecideCorrection, FileCorrection, ShowEffects, fingerprint_of
from citycircle.records.month.actions.deadlines import KeepDeadline
from citycircle.records.month.actions.lights import LightMonth
from citycircle.records.month.actions.locking import LockMonth
from citycircle.records.month.actions.opening import OpenMonth
from citycircle.records.month.actions.orders import Instruct, TakeOrderStep
from citycircle.records.month.actions.proofs import FileProof
from citycircle.records.month.actions.reports import CheckReport, FillReport, ReportNoChange, SendReport, SignReport
from citycircle.records.month.actions.reviewing import ExcuseReport, ReviewReport
from citycircle.records.month.actions.verifying import DrawSample, evidence_for
from citycircle.records.month.models import Chase, Part, Report
from citycircle.records.month.reports import draft_of

Parts = dict[tuple[str, str], Part]
CELLS = ("progress", "share", "problems", "coordination", "next_step")
OFFICES = {LANCHUAN: "suqing", HEYANG: "wentang", SONGZHU: "luwei"}
"""The cities of the story, each with the clerk of its office."""
FIRST, LAST = 2, 10
TRIAL = date(2025, 11, 1)
"""Songzhu tried the form before the year began; the bureau still had its old name."""


def make_months(making: Making) -> None:
    """The matters, then month after month; the last month is in but not locked."""
    parts = make_matters(making)
    _month(making, TRIAL, [SONGZHU])
    for number in range(FIRST, LAST + 1):
        month = date(2026, number, 1)
        for happening in HAPPENINGS.get(number, ()):
            happening(making, parts)
        _month(making, month, list(OFFICES))


def _month(making: Making, month: date, cities: Iterable[str]) -> None:
    """Opened, reported in the order of days, reviewed, lit at its end, and locked unless it is the last."""
    rows = [row for row in tables.rows("months") if row["month"] == f"{month:%Y-%m}"]
    offices = {code: Organisation.objects.get(code=code) for code in cities}
    clerks = {code: making.people[OFFICES[code]] for code in cities}
    due = month.replace(day=26 if month.month != LAST else 28)
    with making.on(at(month.year, month.month, 20)):
        for code, office in offices.items():
            making.do(OpenMonth(office=office, month=month, due=due), by=clerks[code])
        _excuse(making, month)
    late = [row for row in rows if int(row["day"]) > due.day]
    for row in [row for row in rows if row not in late]:
        _report(making, month, row)
    if late:
        with making.on(at(month.year, month.month, due.day + 1)):
            making.do(ChaseDay(on=making.day))
            _sign_notices(making, month, clerks)
    for row in late:
        _report(making, month, row)
    _review(making, month, clerks)
    end = month_end(month.year, month.month)
    _lit_and_locked(making, month, end, offices, clerks)


def _report(making: Making, month: date, row: tables.Row) -> None:
    report = Report.objects.select_related("organisation", "part").get(
        month=month, part__task__number=row["task"], organisation__code=row["lead"], part__task__plan__year_from=2026,
        into=None,
    )  # fmt: skip
    with making.on(at(month.year, month.month, int(row["day"]))):
        if row["progress"]:
            _fill_and_send(making, report, {name: row[name] for name in CELLS if row[name]}, row["why"])
        else:
            making.do(ReportNoChange(report=report, seen=report.version), by=worker(making, row["lead"]))


def _fill_and_send(making: Making, report: Report, cells: dict[str, str], why: str = "") -> None:
    """By the clerk, the section where there is one, and the head."""
    code = report.organisation.code
    clerk, section = worker(making, code), holder(making, code, Role.SECTION_HEAD)
    making.do(FillReport(report=report, seen=report.version, cells=cells), by=clerk)
    report.refresh_from_db()
    asked = questions(draft_of(report), day_of(making.at)) if why else ()
    making.do(SendReport(report=report, seen=report.version, reasons={one.key: why for one in asked}), by=clerk)
    report.refresh_from_db()
    if section:
        making.do(CheckReport(report=report, seen=report.version), by=section)
        report.refresh_from_db()
    making.do(SignReport(report=report, seen=report.version), by=the(making, code, Role.ORGANISATION_HEAD))


def _sign_notices(making: Making, month: date, clerks: dict[str, Person]) -> None:
    """Each office signs what was drafted for a report that is late."""
    for chase in Chase.objects.filter(report__month=month, signed_at=None).exclude(document=""):
        making.do(SignChase(chase=chase, draft=chase.draft), by=clerks[chase.organisation.code.partition("-")[0]])


def _excuse(making: Making, month: date) -> None:
    """What the three-year plan asks for in a month of a node that was reached before is not asked again."""
    rows = Report.objects.filter(month=month, part__task__plan__year_from=2025)
    for report in rows.select_related("organisation", "part__organisation__city"):
        if report.into_id:
            by: Person | None = making.people["fangyuan"]
        else:
            by = making.people[OFFICES[report.part.organisation.code.partition("-")[0]]]
        making.do(ExcuseReport(report=report, seen=report.version), by=by, reason="节点已于5月29日提前完成，不再报送")


RETURNED: dict[tuple[int, str, str], tuple[dict[str, str], dict[str, str]]] = {
    (7, LEVEE, "990100-WAT"): ({"share": "完成11公里，约占24公里的46%，请核对64%。"}, {"share": "46"}),
    (10, ROAD, "990200-TRA"): ({"progress": "路基自4月起为1.6公里，请说明是否停工、谁在等什么。"}, {}),
}
"""By month, number and lead: what the office asked of which cell, and the new value; the last one waits for it."""


def _review(making: Making, month: date, clerks: dict[str, Person]) -> None:
    for report in Report.objects.filter(month=month, state="submitted", into=None).select_related(
        "organisation", "part__task"
    ):
        office = clerks[report.organisation.code.partition("-")[0]]
        asked, mended = RETURNED.get((month.month, report.part.task.number, report.organisation.code), ({}, {}))
        with making.on(at(month.year, month.month, 30 if month.month in {5, 10} else 27)):
            making.do(ReviewReport(report=report, seen=report.version, questions=asked), by=office)
        if mended:
            with making.on(at(month.year, month.month, 28)):
                report.refresh_from_db()
                _fill_and_send(making, report, mended)
                report.refresh_from_db()
                making.do(ReviewReport(report=report, seen=report.version), by=office)


def _lit_and_locked(making: Making, month: date, end: date, offices: dict[str, Organisation],
                    clerks: dict[str, Person]) -> None:  # fmt: skip
    following = end + timedelta(days=2)
    if month != TRIAL:
        with making.on(at(following.year, following.month, following.day)):
            for office in offices.values():
                making.do(LightMonth(city=office, month=month, on=end))
    if (month.year, month.month) == (2026, LAST):
        return
    with making.on(at(following.year, following.month, following.day + 1)):
        for code, office in offices.items():
            lock = LockMonth(
                office=office, month=month, summary=f"{month.month}月各单位进展已汇总。",
                notice=f"{office.name}同城办〔{month.year}〕{month.month}号",
            )  # fmt: skip
            making.do(lock, by=clerks[code])


def _waits_for_heyang(making: Making, parts: Parts) -> None:
    """The road of Lanchuan is at the border of the city and waits for the other half."""
    road = parts[ROAD, "990100-TRA"]
    matter = "禾阳段用地预审未获批，市界段无法放线，请明确取得预审意见的时间。"
    with making.on(at(2026, 5, 27)):
        step(making, road, "ask_coordination", "lead", "fangyuan", matter=matter)
    with making.on(at(2026, 5, 28)):
        step(making, road, "pass_on", "office", "suqing", organisation="990200-TRA", matter=matter)


def _closes_the_window(making: Making, parts: Parts) -> None:
    """Applied for, checked on papers, perhaps drawn, and closed in June."""
    window, office = parts[WINDOW, "990100-DAT"], Organisation.objects.get(code=LANCHUAN)
    with making.on(at(2026, 6, 12)):
        proof = FileProof(part=window, kind="register", reference="政务服务事项登记 LC-2026-0612")
        making.do(proof, by=making.people["duheng"])
        step(making, window, "apply_done", "lead", "fubai", document="澜数〔2026〕18号")
    with making.on(at(2026, 6, 15)):
        step(making, window, "pass_check", "supervision", "qinting", **dict.fromkeys(FIRST_CHECK, True))
    with making.on(at(2026, 6, 16)):
        making.do(DrawSample(office=office, month=date(2026, 6, 1)), by=making.people["qinting"])
        drawn = (evidence_for(window) or {}).get("drawn")
        found = {"method": "papers", "finding": "登记材料齐全，未到现场。"} if drawn else {}
        step(making, window, "verified" if drawn else "not_drawn", "supervision", "qinting", **found)
    with making.on(at(2026, 6, 18)):
        step(making, window, "close_off", "supervision", "qinting", document="澜督查〔2026〕14号")


def _finds_it_unmanned(making: Making, parts: Parts) -> None:
    """The look-back opens it again; the closing of June stays on record."""
    with making.on(at(2026, 10, 14)):
        finding = "现场两次查看窗口均无人值守，9月办件为零，6月销号情况不实。"
        step(making, parts[WINDOW, "990100-DAT"], "reopen", "supervision", "qinting", method="site", finding=finding,
             agreed_date="2026-12-15")  # fmt: skip


def _corrects_august(making: Making, _: Parts) -> None:
    """Two digits changed places, and the month was locked: 68 % had become 86 %."""
    report = Report.objects.get(month=date(2026, 8, 1), part__task__number=TICKET, organisation__code="990300-CBT")
    with making.on(at(2026, 9, 14)):
        file = FileCorrection(report=report, seen=report.version, field="share", new="68")
        slip = making.do(file, by=making.people["baizhu"], reason="录入时数字颠倒，27家占40家的68%")
    with making.on(at(2026, 9, 15)):
        slip = making.do(ShowEffects(slip=slip), by=making.people["luwei"])
    with making.on(at(2026, 9, 16)):
        decide = DecideCorrection(slip=slip, sign=True, effects_seen=fingerprint_of(slip))
        making.do(decide, by=making.people["zhoumi"])


def _instructs(making: Making, parts: Parts) -> None:
    """The deputy mayor asks for a way round; the bureau answers, the office accepts, the leader closes."""
    road = parts[ROAD, "990100-TRA"]
    with making.on(at(2026, 9, 7)):
        words = "请市交通运输局在等待禾阳段用地期间拿出过渡方案，9月20日前报。"
        give = Instruct(part=road, words=words, urgency="instruction_ordinary", by=date(2026, 9, 20))
        given = making.do(give, by=making.people["wenzhou"])
    reply = "已形成过渡方案：先行建设市界临时便道0.3公里，10月20日前建成，不占用待批用地。"
    for day, name, role, by, data in (
        (8, "receive", "organisation", "fangyuan", {}),
        (18, "reply", "organisation", "fangyuan", {"reply": reply}),
        (21, "accept", "issuer", "suqing", {"finding": "方案可行，费用在项目预备费中列支。"}),
        (22, "close", "leader", "wenzhou", {}),
    ):
        case = CaseRecord.objects.get(instruction=given)
        acting = Organisation.objects.get(code=case.parties[role])
        with making.on(at(2026, 9, day)):
            take = TakeOrderStep(case=case, seen=case.version, step=name, role=role, acting=acting, data=data)
            making.do(take, by=making.people[by])


def _names_its_dates(making: Making, _: Parts) -> None:
    """October has its chain of deadlines: the province's day, the office's, the cities', and a county's with reason."""
    month, here = date(2026, LAST, 1), Organisation.objects
    office, county = here.get(code="990000-OFFICE"), here.get(code="990521-DRC")
    with making.on(at(2026, 10, 12)):
        top = KeepDeadline(
            organisation=office, month=month, due=date(2026, 11, 3), superior="云泽省发展和改革委员会",
            superior_due=date(2026, 11, 6), received=date(2026, 10, 9),
        )  # fmt: skip
        making.do(top, by=making.people["shenyi"])
    with making.on(at(2026, 10, 13)):
        for code, clerk in OFFICES.items():
            link = KeepDeadline(organisation=here.get(code=code), month=month, due=date(2026, 10, 28), above=office,
                                received=date(2026, 10, 12))  # fmt: skip
            making.do(link, by=making.people[clerk])
        early = KeepDeadline(organisation=county, month=month, due=date(2026, 10, 23), above=office,
                             why="县统计局23日出数，各乡镇同日报送")  # fmt: skip
        making.do(early, by=making.people["cenxi"])


HAPPENINGS = {
    6: (_waits_for_heyang, _closes_the_window),
    9: (_instructs, _corrects_august),
    10: (_finds_it_unmanned, _names_its_dates),
}
"""What happens besides the reports, before those of a month."""
