"""The receiver's side: accept, or return cell by cell with a question; merge partners. Nobody here writes a value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from citycircle.accounts.actions.base import Action
from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.rights import Place, Right, Viewer
from citycircle.core.messages import Text
from citycircle.mechanisms.reports.parts import Merged, merge
from citycircle.records.cases.taking import Move
from citycircle.records.month.models import Report
from citycircle.records.month.reports import current, current_of, fields_of, locked_row, receiver_of, step_report
from citycircle.records.month.rights import MERGES, REVIEWS


@dataclass(frozen=True, kw_only=True)
class _ByReceiver(Action[Report]):
    """An action of the office on a lead's report, or of the lead on a partner's."""

    who: ClassVar[Right] = REVIEWS | MERGES

    report: Report
    seen: int

    def subject(self) -> Report:
        return self.report

    def place(self) -> Place:
        return receiver_of(self.report).place

    def allows(self, viewer: Viewer) -> bool:
        right = MERGES if self.report.into_id else REVIEWS
        return viewer.is_service or right.allows(viewer, self.place())


@dataclass(frozen=True, kw_only=True)
class ReviewReport(_ByReceiver):
    """Accept a report, or return it with a question to each cell that is meant."""

    name: ClassVar[str] = "report.review"
    title: ClassVar[Text] = Text("初核", "First check")

    questions: Mapping[str, str] = field(default_factory=dict)

    def perform(self, ground: Ground) -> Report:
        """Raises MovedOn, NotAllowedNow."""
        report = locked_row(self.report, self.seen)
        asked = {cell: words.strip() for cell, words in self.questions.items() if words.strip()}
        receiver = receiver_of(report)
        move = Move("return_cells", "receiver", receiver, {"questions": asked}) if asked else (
            Move("accept", "receiver", receiver))  # fmt: skip
        step_report(ground, report, move)
        for cell, entry in current(report).items():
            verdict = "returned" if cell in asked else "accepted"
            ground.change(
                entry, verdict=verdict, question=asked.get(cell, ""), judged_by_id=ground.by.person, judged_at=ground.at
            )
        return report


@dataclass(frozen=True, kw_only=True)
class ExcuseReport(_ByReceiver):
    """Ask for no report after all, with the reason."""

    name: ClassVar[str] = "report.excuse"
    title: ClassVar[Text] = Text("免报", "Excuse")
    needs_reason: ClassVar[bool] = True

    def perform(self, ground: Ground) -> Report:
        """Raises MovedOn, NotAllowedNow."""
        report = locked_row(self.report, self.seen)
        step_report(ground, report, Move("excuse", "receiver", receiver_of(report), {"reason": ground.reason}))
        return report


@dataclass(frozen=True, kw_only=True)
class GrantException(_ByReceiver):
    """Let a month in that was marked as not reported, until a new day (lock exception)."""

    name: ClassVar[str] = "report.grant_exception"
    title: ClassVar[Text] = Text("解锁例外", "Grant a lock exception")
    needs_reason: ClassVar[bool] = True

    until: date

    def perform(self, ground: Ground) -> Report:
        """Raises MovedOn, NotAllowedNow, DateUnusable."""
        report = locked_row(self.report, self.seen)
        data = {"reason": ground.reason, "agreed_date": self.until.isoformat()}
        step_report(ground, report, Move("grant_exception", "receiver", receiver_of(report), data))
        return report


@dataclass(frozen=True, kw_only=True)
class AskAfterAll(_ByReceiver):
    """Ask again for a report that was excused, by a new day."""

    name: ClassVar[str] = "report.ask_after_all"
    title: ClassVar[Text] = Text("恢复报送", "Ask for it after all")
    needs_reason: ClassVar[bool] = True

    until: date

    def perform(self, ground: Ground) -> Report:
        """Raises MovedOn, NotAllowedNow, DateUnusable."""
        report = locked_row(self.report, self.seen)
        data = {"reason": ground.reason, "agreed_date": self.until.isoformat()}
        step_report(ground, report, Move("ask_after_all", "receiver", receiver_of(report), data))
        return report


@dataclass(frozen=True, kw_only=True)
class MergePartners(Action[Report]):
    """Put the accepted reports of partners into the lead's, each value under the name of whoever wrote it.

    What contradicts or has not come in stays open and is shown; it is never guessed. The lead's own cells that are
    filled already stay first.
    """

    name: ClassVar[str] = "report.merge"
    title: ClassVar[Text] = Text("汇总责任单位", "Merge partners")
    who: ClassVar[Right] = MERGES

    report: Report
    seen: int

    def subject(self) -> Report:
        return self.report

    def perform(self, ground: Ground) -> Report:
        """Raises MovedOn, NotAllowedNow."""
        from citycircle.records.month.actions.reports import FillReport  # noqa: PLC0415  # one fills through the other

        report = locked_row(self.report, self.seen)
        found = merged(report)
        if found.cells:
            FillReport(report=report, seen=report.version, cells=found.cells).perform(ground)
            report.refresh_from_db()
        for part in report.partners.select_related("part__organisation", "case").filter(state="accepted"):
            step_report(ground, part, Move("merge", "receiver", report.part.organisation, {"into": str(report)}))
        return report


def merged(report: Report) -> Merged:
    """What the partners' reports give together with the lead's own, as it stands now."""
    partners = list(report.partners.select_related("organisation"))
    cells = current_of([report, *partners])
    own = {name: words for name, words in cells.get(report.pk, {}).items() if _own(report, name)}
    parts: dict[str, Mapping[str, str] | None] = {str(report.organisation): own}
    for part in partners:
        is_in = part.state in {"accepted", "compiled"}
        parts[str(part.organisation)] = cells.get(part.pk, {}) if is_in else None
    return merge(parts, fields_of(report.form))


def _own(report: Report, name: str) -> bool:
    """Whether the lead itself wrote a cell this month; what was only carried over does not count beside partners."""
    entry = current(report).get(name)
    return entry is not None and not entry.carried
