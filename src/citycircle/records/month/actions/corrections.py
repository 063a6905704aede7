"""After the lock: a slip with old and new value, its effects listed, then signed. Nothing is overwritten."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from citycircle.accounts.actions.base import Action
from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.models import Organisation
from citycircle.accounts.rights import Place, Right
from citycircle.core.messages import Text
from citycircle.mechanisms.reports.corrections import (
    Change,
    Effect,
    IssuedPaper,
    Total,
    Uses,
    as_shown,
    effects,
    seen,
)
from citycircle.records.cases.taking import Move
from citycircle.records.month.models import CorrectionSlip, Entry, MonthLock, Report
from citycircle.records.month.parts import office_of
from citycircle.records.month.reports import (
    current,
    current_of,
    locked_row,
    number_in,
    receiver_of,
    step_report,
    written,
)
from citycircle.records.month.rights import DECIDES, REVIEWS, SIGNS


@dataclass(frozen=True, kw_only=True)
class FileCorrection(Action[CorrectionSlip]):
    """The head of the organisation says that a locked value is wrong, what it should be, and why."""

    name: ClassVar[str] = "correction.file"
    title: ClassVar[Text] = Text("提出更正单", "File a correction slip")
    who: ClassVar[Right] = SIGNS
    needs_reason: ClassVar[bool] = True

    report: Report
    seen: int
    field: str
    new: str

    def subject(self) -> Report:
        return self.report

    def perform(self, ground: Ground) -> CorrectionSlip:
        """Raises MovedOn, NotAllowedNow."""
        report = locked_row(self.report, self.seen)
        entry = current(report).get(self.field)
        data = {
            "cell": self.field, "old": entry.words if entry else "", "new": self.new.strip(), "reason": ground.reason
        }  # fmt: skip
        step_report(ground, report, Move("file_correction", "head", report.organisation, data))
        if entry is None:
            entry = ground.create(written(report, self.field, "", 1, ground))
        slip = CorrectionSlip(
            entry=entry, new_words=self.new.strip(), new_value=number_in(self.new), reason=ground.reason,
            asked_by_id=ground.by.person, asked_at=ground.at,
        )  # fmt: skip
        return ground.create(slip)


@dataclass(frozen=True, kw_only=True)
class ShowEffects(Action[CorrectionSlip]):
    """The office lists what a correction would change; this list is what is signed."""

    name: ClassVar[str] = "correction.show_effects"
    title: ClassVar[Text] = Text("列明影响", "List the effects")
    who: ClassVar[Right] = REVIEWS

    slip: CorrectionSlip

    def subject(self) -> CorrectionSlip:
        return self.slip

    def place(self) -> Place:
        return receiver_of(self.slip.entry.report).place

    def perform(self, ground: Ground) -> CorrectionSlip:
        """Raises NotAllowedNow."""
        report = self.slip.entry.report
        shown = as_shown(effects_of(self.slip))
        step_report(ground, report, Move("show_effects", "receiver", receiver_of(report), {"effects": shown}))
        return ground.change(self.slip, effects=shown["sentences"])


@dataclass(frozen=True, kw_only=True)
class DecideCorrection(Action[CorrectionSlip]):
    """The leader signs the slip with its effects before the eyes, or refuses it with a reason."""

    name: ClassVar[str] = "correction.decide"
    title: ClassVar[Text] = Text("审批更正", "Decide on a correction")
    who: ClassVar[Right] = DECIDES

    slip: CorrectionSlip
    sign: bool
    effects_seen: str = ""
    answer: str = ""

    def subject(self) -> CorrectionSlip:
        return self.slip

    def place(self) -> Place:
        return self.office.place

    @property
    def office(self) -> Organisation:
        """Where the approval belongs: the office of the part, also for a partner's report."""
        part = self.slip.entry.report.part
        return office_of(part.task, part.organisation)

    def perform(self, ground: Ground) -> CorrectionSlip:
        """Raises NotAllowedNow: also where the list that was seen is not the one that was shown."""
        report, slip = self.slip.entry.report, self.slip
        decided: dict[str, Any] = {"decided_by_id": ground.by.person, "decided_at": ground.at, "answer": self.answer}
        if not self.sign:
            data = {"reason": self.answer or ground.reason}
            step_report(ground, report, Move("refuse_correction", "approver", self.office, data))
            return ground.change(slip, decision="refused", **decided)
        step_report(
            ground, report, Move("sign_correction", "approver", self.office, {"effects_seen": self.effects_seen})
        )
        now = current(report)[slip.entry.field]
        new = ground.create(written(report, slip.entry.field, slip.new_words, now.number + 1, ground))
        return ground.change(slip, decision="signed", new=new, **decided)


def fingerprint_of(slip: CorrectionSlip) -> str:
    """What the page hands back when the effects were seen."""
    return seen({"sentences": slip.effects})


def effects_of(slip: CorrectionSlip) -> tuple[Effect, ...]:
    """What a slip would change: totals of the task and of its indicator, and the notice that printed the old value."""
    entry = slip.entry
    report = entry.report
    papers = [
        IssuedPaper(
            f"{report.month:%Y-%m}月报通报", str(lock.totals.get("notice", "")), lock.locked_at.date().isoformat(),
            str(report.part), entry.words,
        )
        for lock in MonthLock.objects.filter(organisation=receiver_of(report), month=report.month)
    ]  # fmt: skip
    uses = Uses(totals=list(_totals(report, entry)), papers=papers)
    zero = Decimal(0)
    change = Change(
        str(report.organisation), entry.field, f"{report.month:%Y-%m}", entry.value or zero, slip.new_value or zero,
        entry.unit,
    )  # fmt: skip
    return effects(change, uses)


def _totals(report: Report, entry: Entry) -> Iterable[Total]:
    """The sum over all reports of this month on the same task, where there is more than one."""
    beside = Report.objects.filter(part__task=report.part.task_id, month=report.month, into=None)
    rows = {str(each.organisation): each for each in beside.select_related("organisation")}
    if len(rows) > 1 and entry.value is not None:
        cells = current_of(rows.values())
        values = {name: number_in(cells.get(each.pk, {}).get(entry.field, "")) for name, each in rows.items()}
        parts = {name: value for name, value in values.items() if value is not None}
        yield Total(f"{report.part.task}", parts, unit=entry.unit)
