"""Opening a case and taking its steps: the kernel says what may happen, the rows keep what did.

State, holder and due day of the record are copied from the replay; nothing sets them by itself. Each step belongs to
one side, and whoever takes it must speak for that side.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from citycircle.accounts.actions.base import Action, carry_out
from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.models import Organisation
from citycircle.accounts.rights import Place, Right
from citycircle.accounts.roles import Role
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text
from citycircle.core.terms import day_of
from citycircle.mechanisms.cases.case import Case
from citycircle.mechanisms.cases.events import FILED, Event
from citycircle.mechanisms.cases.replay import file, happen
from citycircle.records.cases.models import CaseEvent, CaseRecord
from citycircle.records.cases.rights import SPEAKS
from citycircle.records.cases.standing import case_type, due_of, holidays, stamp, standing
from citycircle.records.notices.actions import SendNotice, holders_of


class CaseMovedOn(CityCircleError):
    what = Text("“{case}”刚刚有了新的进展。", "“{case}” has just moved on.")
    why = Text(
        "您看到的不是最新状态，按旧状态办理会与对方冲突。",
        "What you saw is no longer how it stands, and a step from there could cross the other side's.",
    )
    then = Text("请刷新页面，看过最新进展后再办理。", "Please reload the page, read what is new, and go on from there.")


IN_YOUR_HANDS = Text("请办理：{subject}", "It is your turn: {subject}")


@dataclass(frozen=True, kw_only=True)
class OpenCase(Action[CaseRecord]):
    """File a case. `opener` speaks; `parties` are the organisations by role, as the kind of case names them."""

    name: ClassVar[str] = "case.open"
    title: ClassVar[Text] = Text("提出事项", "Open a case")
    who: ClassVar[Right] = SPEAKS

    kind: str
    about: str
    opener: Organisation
    other: Organisation | None
    parties: Mapping[str, Organisation]
    facts: Mapping[str, Any]
    link: str = ""

    def place(self) -> Place:
        return self.opener.place

    def perform(self, ground: Ground) -> CaseRecord:
        """Raises CaseNotFiled, NotThisOrganisation, DateUnusable, NoSuchCaseType."""
        kind = case_type(self.kind, day_of(ground.at))
        parties = {role: party.code for role, party in self.parties.items()}
        data = {"parties": parties, "facts": dict(self.facts)}
        case = file(kind, Event(FILED, stamp(ground.at), self.opener.code, kind.opener, data), holidays())
        record = CaseRecord(
            kind=self.kind, subject=self.about[:300], parties=parties, one=self.opener, other=self.other,
            opened_at=ground.at, version=1, **_copied(case),
        )  # fmt: skip
        ground.create(record)
        ground.create(
            CaseEvent(
                case=record, number=1, name=FILED, role=kind.opener, organisation=self.opener,
                person_id=ground.by.person, at=ground.at, data=data,
            )
        )  # fmt: skip
        _tell_holder(record, ground, self.link)
        return record


@dataclass(frozen=True, kw_only=True)
class TakeStep(Action[CaseRecord]):
    """Take one step of a case for one side. `seen` is the version that was on the screen."""

    name: ClassVar[str] = "case.step"
    title: ClassVar[Text] = Text("办理事项", "Take a step of a case")
    who: ClassVar[Right] = SPEAKS

    case: CaseRecord
    seen: int
    step: str
    role: str
    acting: Organisation
    data: Mapping[str, Any] = field(default_factory=dict)
    link: str = ""

    def subject(self) -> CaseRecord:
        return self.case

    def place(self) -> Place:
        return self.acting.place

    def perform(self, ground: Ground) -> CaseRecord:
        """Raises CaseMovedOn, and what `mechanisms.cases` raises for a step that may not be taken."""
        record = CaseRecord.objects.select_for_update().get(pk=self.case.pk)
        if record.version != self.seen:
            raise CaseMovedOn(case=record.subject)
        event = Event(self.step, stamp(ground.at), self.acting.code, self.role, dict(self.data))
        case = happen(standing(record), event)
        held_by = record.holder_id
        ground.create(
            CaseEvent(
                case=record, number=record.version + 1, name=self.step, role=self.role, organisation=self.acting,
                person_id=ground.by.person, at=ground.at, data=dict(self.data),
            )
        )  # fmt: skip
        ground.change(record, version=record.version + 1, **_copied(case))
        if record.holder_id != held_by:
            _tell_holder(record, ground, self.link)
        return record


def _copied(case: Case) -> dict[str, Any]:
    """What the record repeats of the replay, so that lists are quick."""
    holder = Organisation.objects.filter(code=case.holder).first() if case.holder else None
    return {"state": case.state, "holder": holder, "due": due_of(case), "closed_at": case.closed}


def _tell_holder(record: CaseRecord, ground: Ground, link: str) -> None:
    if record.holder is None:
        return
    for person in holders_of(Role.OFFICE_REVIEWER, record.holder.place, ground.day):
        carry_out(
            SendNotice(person=person, subject_line=IN_YOUR_HANDS.fill(subject=record.subject), link=link),
            by=ground.by, at=ground.at,
        )  # fmt: skip
