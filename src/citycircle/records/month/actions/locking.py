"""Locking a month: what was accepted is compiled, published and locked in one act; what never came is marked so."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.db.models import Q

from citycircle.accounts.actions.base import Action
from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.models import Organisation
from citycircle.accounts.rights import Place, Right
from citycircle.core.messages import Text
from citycircle.core.terms import day_of
from citycircle.records.cases.taking import Move
from citycircle.records.month.errors import MonthAlreadyLocked, NothingToLock
from citycircle.records.month.models import MonthLock, Report
from citycircle.records.month.reports import (
    OWN_HANDS,
    WITH_RECEIVER,
    current_of,
    lead_reports,
    receiver_of,
    step_reports,
)
from citycircle.records.month.rights import REVIEWS


@dataclass(frozen=True, kw_only=True)
class LockMonth(Action[MonthLock]):
    """Compile, publish and lock all accepted reports that an office received for a month, whole or not at all."""

    name: ClassVar[str] = "month.lock"
    title: ClassVar[Text] = Text("汇总、通报并锁定", "Compile, publish and lock a month")
    who: ClassVar[Right] = REVIEWS

    office: Organisation
    month: date
    summary: str
    notice: str

    def subject(self) -> Organisation:
        return self.office

    def place(self) -> Place:
        return self.office.place

    def perform(self, ground: Ground) -> MonthLock:
        """Raises MonthAlreadyLocked, NothingToLock while a report waits for the office or is not due yet."""
        month = self.month.replace(day=1)
        if (known := MonthLock.objects.filter(organisation=self.office, month=month).first()) is not None:
            raise MonthAlreadyLocked(organisation=self.office, month=f"{month:%Y-%m}", day=day_of(known.locked_at))
        reports = list(_of(self.office, month))
        self._ready(reports, month, ground)
        step_reports(ground, [(report, self._steps(report)) for report in reports])
        partners = _of_partners(self.office, month, day_of(ground.at))
        step_reports(ground, [(each, (_with_the_lead(each),)) for each in partners])
        states = Counter(report.state for report in reports)
        lock = MonthLock(
            organisation=self.office, month=month, totals={"states": dict(states), "notice": self.notice},
            digest=digest_of(reports), locked_by_id=ground.by.person, locked_at=ground.at,
        )  # fmt: skip
        return ground.create(lock)

    def _ready(self, reports: list[Report], month: date, ground: Ground) -> None:
        named = f"{month:%Y-%m}"
        waiting = sum(report.state in WITH_RECEIVER for report in reports)
        early = sum(report.state in OWN_HANDS and report.due >= day_of(ground.at) for report in reports)
        if not reports:
            raise NothingToLock(month=named, reason=Text("没有报告", "there is no report"))
        if waiting:
            raise NothingToLock(month=named, reason=Text(f"{waiting}份待初核", f"{waiting} wait for the first check"))
        if early:
            raise NothingToLock(month=named, reason=Text(f"{early}份未到期", f"{early} are not due yet"))

    def _steps(self, report: Report) -> tuple[Move, ...]:
        """What is still to happen to a report until it is settled."""
        office = receiver_of(report)
        if report.state in OWN_HANDS:
            return (Move("mark_missing", "receiver", office, {"reason": self.notice}),)
        if report.state == "accepted":
            return (
                Move("compile", "receiver", office, {"summary": self.summary}),
                Move("publish", "receiver", office, {"notice": self.notice}),
                Move("lock", "receiver", office),
            )
        return ()


def _of(office: Organisation, month: date) -> Iterable[Report]:
    """The reports that an office receives for a month, held until the act is over."""
    rows = lead_reports(office).filter(month=month).select_for_update(of=("self",)).order_by("pk")
    return rows.select_related("part__task__plan__organisation", "part__organisation__city", "organisation", "case")


def _of_partners(office: Organisation, month: date, day: date) -> Iterable[Report]:
    """Partners' reports that went into those of the leads, and those that are overdue; held likewise."""
    rows = Report.objects.filter(into__in=lead_reports(office).filter(month=month).order_by().values("pk"))
    rows = rows.filter(Q(state="compiled") | Q(state__in=OWN_HANDS, due__lt=day))
    return rows.select_for_update(of=("self",)).order_by("pk").select_related("part__organisation")


def _with_the_lead(partner: Report) -> Move:
    """What happens to a partner's report when that of its lead is locked."""
    step = "lock_unpublished" if partner.state == "compiled" else "mark_missing"
    return Move(step, "receiver", partner.part.organisation, {"reason": "随牵头单位报告锁定"})


def digest_of(reports: Iterable[Report]) -> str:
    """The fingerprint of every value that a lock holds: a value changed behind its back shows."""
    several = sorted(reports, key=lambda report: report.pk)
    cells = current_of(several)
    content: list[Any] = [[report.pk, report.state, sorted(cells.get(report.pk, {}).items())] for report in several]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()
