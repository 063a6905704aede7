"""The organisation's own side of a report: fill, one click without change, hand on, sign, take back, explain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from citycircle.accounts.actions.base import Action
from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.rights import Right
from citycircle.core.messages import Text
from citycircle.core.terms import day_of
from citycircle.mechanisms.reports.questions import Question, questions, unanswered
from citycircle.records.cases.taking import Move
from citycircle.records.month.errors import QuestionsOpen
from citycircle.records.month.models import AnsweredQuestion, Report
from citycircle.records.month.reports import current, draft_of, locked_row, step_report, written
from citycircle.records.month.rights import CHECKS, FILLS, SIGNS


@dataclass(frozen=True, kw_only=True)
class _OnReport(Action[Report]):
    """An action of the organisation on its own report. `seen` is the version on the screen."""

    report: Report
    seen: int

    def subject(self) -> Report:
        return self.report


@dataclass(frozen=True, kw_only=True)
class FillReport(_OnReport):
    """Write cells; only those that changed become rows, and every earlier value stays."""

    name: ClassVar[str] = "report.fill"
    title: ClassVar[Text] = Text("填报", "Fill in")
    who: ClassVar[Right] = FILLS

    cells: Mapping[str, str]

    def perform(self, ground: Ground) -> Report:
        """Raises MovedOn, NotAllowedNow."""
        report = locked_row(self.report, self.seen)
        now = current(report)
        changed = {name: words.strip() for name, words in self.cells.items()
                   if name not in now or now[name].words != words.strip()}  # fmt: skip
        step_report(ground, report, Move("fill", "clerk", report.organisation, {"cells": changed or dict(self.cells)}))
        ground.create_many([
            written(report, name, words, now[name].number + 1 if name in now else 1, ground)
            for name, words in changed.items()
        ])  # fmt: skip
        return report


@dataclass(frozen=True, kw_only=True)
class ReportNoChange(_OnReport):
    """Nothing changed: one click, and from the fourth month in a row a few words why."""

    name: ClassVar[str] = "report.no_change"
    title: ClassVar[Text] = Text("无变化，确认", "No change")
    who: ClassVar[Right] = FILLS

    why: str = ""

    def perform(self, ground: Ground) -> Report:
        """Raises MovedOn, NotAllowedNow (from the fourth in a row without a reason)."""
        report = locked_row(self.report, self.seen)
        step = "no_change_explained" if self.why.strip() else "no_change"
        data = {"reason": self.why.strip()} if self.why.strip() else {}
        step_report(ground, report, Move(step, "clerk", report.organisation, data), is_unchanged=True)
        return report


@dataclass(frozen=True, kw_only=True)
class SendReport(_OnReport):
    """Hand the report on to section or head, with a reason for each question that was not settled."""

    name: ClassVar[str] = "report.send"
    title: ClassVar[Text] = Text("送审", "Send on")
    who: ClassVar[Right] = FILLS

    reasons: Mapping[str, str] = field(default_factory=dict)

    def perform(self, ground: Ground) -> Report:
        """Raises QuestionsOpen, MovedOn, NotAllowedNow."""
        report = locked_row(self.report, self.seen)
        asked = questions(draft_of(report), day_of(ground.at))
        if left := unanswered(asked, self.reasons):
            raise QuestionsOpen(count=len(left), questions=joined(left))
        record = report.case
        sections = record is None or record.events.get(number=1).data["facts"].get("section_checks", True)
        step = "send_to_section" if sections else "send_to_head"
        data = {"asked": [each.key for each in asked], "reasons": dict(self.reasons)}
        step_report(ground, report, Move(step, "clerk", report.organisation, data))
        ground.create_many([
            AnsweredQuestion(
                report=report, code=each.kind, field=each.cell[:40],
                question={"zh": each.sentence.zh, "en": each.sentence.en}, reason=self.reasons[each.key].strip(),
                answered_by_id=ground.by.person, answered_at=ground.at,
            )
            for each in asked
        ])  # fmt: skip
        return report


def joined(several: tuple[Question, ...]) -> Text:
    """The sentences of questions one after the other."""
    return Text("".join(each.sentence.zh for each in several), " ".join(each.sentence.en for each in several))


@dataclass(frozen=True, kw_only=True)
class CheckReport(_OnReport):
    """The section head passes a report on to the head, or back to the clerk with a reason."""

    name: ClassVar[str] = "report.check"
    title: ClassVar[Text] = Text("科室审核", "Check in the section")
    who: ClassVar[Right] = CHECKS

    back: str = ""

    def perform(self, ground: Ground) -> Report:
        """Raises MovedOn, NotAllowedNow."""
        return _passed_or_back(ground, locked_row(self.report, self.seen), "pass_section", "section", self.back)


@dataclass(frozen=True, kw_only=True)
class SignReport(_OnReport):
    """The head signs and sends a report, or gives it back to the clerk with a reason."""

    name: ClassVar[str] = "report.sign"
    title: ClassVar[Text] = Text("签发报送", "Sign and send")
    who: ClassVar[Right] = SIGNS

    back: str = ""

    def perform(self, ground: Ground) -> Report:
        """Raises MovedOn, NotAllowedNow."""
        return _passed_or_back(ground, locked_row(self.report, self.seen), "sign", "head", self.back)


@dataclass(frozen=True, kw_only=True)
class TakeBackReport(_OnReport):
    """Take back what was sent, before anybody looked at it."""

    name: ClassVar[str] = "report.take_back"
    title: ClassVar[Text] = Text("撤回修改", "Take back")
    who: ClassVar[Right] = FILLS
    needs_reason: ClassVar[bool] = True

    def perform(self, ground: Ground) -> Report:
        """Raises MovedOn, NotAllowedNow."""
        report = locked_row(self.report, self.seen)
        move = Move("take_back", "clerk", report.organisation, {"reason": ground.reason})
        step_report(ground, report, move, is_unchanged=False)
        return report


@dataclass(frozen=True, kw_only=True)
class ExplainReport(_OnReport):
    """Answer what was returned, cell by cell, without changing a value."""

    name: ClassVar[str] = "report.explain"
    title: ClassVar[Text] = Text("逐格说明", "Explain")
    who: ClassVar[Right] = FILLS

    answers: Mapping[str, str]

    def perform(self, ground: Ground) -> Report:
        """Raises MovedOn, NotAllowedNow."""
        report = locked_row(self.report, self.seen)
        step_report(ground, report, Move("explain", "clerk", report.organisation, {"answers": dict(self.answers)}))
        return report


def _passed_or_back(ground: Ground, report: Report, step: str, role: str, back: str) -> Report:
    if back.strip():
        step_report(ground, report, Move("back_to_clerk", role, report.organisation, {"reason": back.strip()}))
    else:
        step_report(ground, report, Move(step, role, report.organisation))
    return report
