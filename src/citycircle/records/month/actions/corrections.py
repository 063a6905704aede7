"""After the lock: a slip with old and new value, its effects listed, then signed. Nothing is overwritten."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from citycircle.accounts.actions.base import Action
from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.models import Organisation
from citycircle.accounts.rights import Place, Right
from citycircle.core.messages import Text
from citycircle.core.terms import day_of, day_said
from citycircle.mechanisms.reports.corrections import as_shown, seen, told_of
from citycircle.records.cases.taking import Move
from citycircle.records.month.actions.lights import show, values_of
from citycircle.records.month.effects import effects_of
from citycircle.records.month.errors import SlipSettled
from citycircle.records.month.models import CorrectionSlip, LightBefore, Report
from citycircle.records.month.parts import office_of
from citycircle.records.month.relighting import ReadTwice, read_twice
from citycircle.records.month.reports import (
    current,
    fields_of,
    locked_row,
    number_in,
    receiver_of,
    step_report,
    written,
)
from citycircle.records.month.rights import DECIDES, REVIEWS, SIGNS

CELL = Text("{title}（{unit}）", "{title} ({unit})")
TOLD = Text(
    "{day}批准的更正单把“{cell}”由{old}改为{new}：{told}",
    "The slip signed on {day} corrects “{cell}” from {old} to {new}: {told}",
)


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
        """Raises SlipSettled, NotAllowedNow."""
        report = self.slip.entry.report
        _must_wait(self.slip)
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
        """Raises SlipSettled; NotAllowedNow also where the list that was seen is not the one that was shown."""
        report, slip = self.slip.entry.report, self.slip
        _must_wait(slip)
        decided: dict[str, Any] = {"decided_by_id": ground.by.person, "decided_at": ground.at, "answer": self.answer}
        if not self.sign:
            data = {"reason": self.answer or ground.reason}
            step_report(ground, report, Move("refuse_correction", "approver", self.office, data))
            return ground.change(slip, decision="refused", **decided)
        step_report(
            ground, report, Move("sign_correction", "approver", self.office, {"effects_seen": self.effects_seen})
        )
        now = current(report)[slip.entry.field]
        lights = read_twice(report, slip.entry.field, slip.new_words)
        new = ground.create(written(report, slip.entry.field, slip.new_words, now.number + 1, ground))
        ground.change(slip, decision="signed", new=new, **decided)
        relight(ground, slip, (each for each in lights if each.changes))
        return slip


@dataclass(frozen=True, kw_only=True)
class WithdrawCorrection(Action[CorrectionSlip]):
    """The head takes a slip back before it is decided; it stays on record."""

    name: ClassVar[str] = "correction.withdraw"
    title: ClassVar[Text] = Text("撤回更正单", "Withdraw a slip")
    who: ClassVar[Right] = SIGNS
    needs_reason: ClassVar[bool] = True

    slip: CorrectionSlip

    def subject(self) -> CorrectionSlip:
        return self.slip

    def perform(self, ground: Ground) -> CorrectionSlip:
        """Raises SlipSettled, NotAllowedNow."""
        report = self.slip.entry.report
        _must_wait(self.slip)
        move = Move("withdraw_correction", "head", report.organisation, {"reason": ground.reason})
        step_report(ground, report, move)
        decided: dict[str, Any] = {"decided_by_id": ground.by.person, "decided_at": ground.at, "answer": ground.reason}
        return ground.change(self.slip, decision="withdrawn", **decided)


def _must_wait(slip: CorrectionSlip) -> None:
    """The steps of a report are about the slip filed last: an earlier one is not signed in its place."""
    last = CorrectionSlip.objects.filter(entry__report=slip.entry.report_id).order_by("-pk").first()
    if last is None or last.pk != slip.pk or last.decision:
        raise SlipSettled


def relight(ground: Ground, slip: CorrectionSlip, lights: Iterable[ReadTwice]) -> None:
    """Light anew what rests on a corrected value: the old reading is kept beside it, a light set by hand stays."""
    fields = {field.name: field for field in fields_of(slip.entry.report.form)}
    field = fields.get(slip.entry.field)
    cell = CELL.fill(title=field.title, unit=field.unit) if field and field.unit else field.title if field else ""
    said = {"day": day_said(day_of(ground.at)), "cell": cell, "old": slip.entry.words, "new": slip.new_words}
    for each in lights:
        light = each.light
        told = TOLD.fill(**said, told=told_of(each.reading))
        ground.create(
            LightBefore(
                light=light, slip=slip, computed_on=light.computed_on, policy=light.policy,
                policy_version=light.policy_version, colour=light.colour, sentence_zh=light.sentence_zh,
                sentence_en=light.sentence_en, facts=light.facts, told_zh=told.zh, told_en=told.en,
                replaced_at=ground.at,
            )
        )  # fmt: skip
        ground.change(light, **values_of(each.new, each.facts))
        show(ground, light.part, light)


def fingerprint_of(slip: CorrectionSlip) -> str:
    """What the page hands back when the effects were seen."""
    return seen({"sentences": slip.effects})
