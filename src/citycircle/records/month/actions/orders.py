"""A leader's instruction under a matter, with its clock at once; and every step of an order, each for its own side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from citycircle.accounts.actions.base import Action, carry_out
from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.models import Organisation, Person
from citycircle.accounts.rights import Place, Right, Viewer, signed_in
from citycircle.accounts.roles import Role
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text
from citycircle.mechanisms.cadences.default_terms import MATTERS
from citycircle.records.cases.actions import CaseMovedOn
from citycircle.records.cases.models import CaseRecord
from citycircle.records.cases.taking import Move, take
from citycircle.records.month.chasing import offices
from citycircle.records.month.models import Instruction, Part
from citycircle.records.month.orders import SIDES, Order, open_order
from citycircle.records.month.rights import DECIDES
from citycircle.records.notices.actions import SendNotice, holders_of

URGENCIES = {name: title for name, title in MATTERS.items() if name.startswith("instruction_")}
GIVEN = Text("领导批示：{words}", "A leader's instruction: {words}")
MOVED = Text("督办事项有新进展：{about}", "An order has moved: {about}")
_SHOWN = 80


class InstructionEmpty(CityCircleError):
    what = Text("请写明批示内容和缓急。", "Please write the instruction and its urgency.")
    why = Text("承办单位据此办理，时限按缓急计算。", "The organisation acts on it, and its clock follows the urgency.")
    then = Text("请补充后再提交。", "Please add them and send it again.")


class NoOfficeHere(CityCircleError):
    what = Text("本地尚无办公室岗位，无法交办。", "No office post exists at this place to issue it.")
    why = Text("批示由办公室交办、跟踪到销号。", "An office issues an instruction and follows it to its end.")
    then = Text("请先由安全管理员设立办公室岗位。", "Please have an office post set up first.")


@dataclass(frozen=True, kw_only=True)
class Instruct(Action[Instruction]):
    """Write an instruction under a matter: it becomes an order with a clock at once, and its organisation is told."""

    name: ClassVar[str] = "instruction.give"
    title: ClassVar[Text] = Text("作出批示", "Give an instruction")
    who: ClassVar[Right] = DECIDES

    part: Part
    words: str
    urgency: str
    by: date | None = None

    def subject(self) -> Part:
        return self.part

    def perform(self, ground: Ground) -> Instruction:
        """Raises InstructionEmpty, NoOfficeHere."""
        if not self.words.strip() or self.urgency not in URGENCIES:
            raise InstructionEmpty
        office = offices(ground.day).get(self.part.city_id)
        if office is None:
            raise NoOfficeHere
        order = Order(
            about=f"批示：{self.words.strip()}", issuer=office, organisation=self.part.organisation,
            leader=_own_organisation(ground.by, self.part.place) or office, words=self.words, matter=self.urgency,
            agreed=self.by,
        )  # fmt: skip
        case = open_order(ground, order)
        made = ground.create(
            Instruction(
                part=self.part, city=self.part.city, words=self.words, urgency=self.urgency,
                given_by_id=ground.by.person, given_at=ground.at, to=self.part.organisation, due=case.due, case=case,
            )
        )  # fmt: skip
        _tell(ground, self.part.organisation, GIVEN.fill(words=self.words[:_SHOWN]), f"/orders/{case.pk}")
        return made


def _own_organisation(viewer: Viewer, place: Place) -> Organisation | None:
    grants = (grant for grant in viewer.grants if grant.role is Role.LEADER and grant.at.city == place.city)
    grant = next(grants, None)
    return Organisation.objects.get(pk=grant.at.organisation) if grant else None


def _tell(ground: Ground, organisation: Organisation, heading: Text, link: str) -> None:
    people: dict[int, Person] = {}
    for role in (Role.ORGANISATION_HEAD, Role.FILLER, Role.OFFICE_REVIEWER):
        held = holders_of(role, organisation.place, ground.day) if not people else []
        people |= {each.pk: each for each in held}
    for person in people.values():
        carry_out(SendNotice(person=person, subject_line=heading, link=link), by=ground.by, at=ground.at)


@dataclass(frozen=True, kw_only=True)
class TakeOrderStep(Action[CaseRecord]):
    """One step of an order for one side: receive, reply, ask for more time, accept, return, close."""

    name: ClassVar[str] = "order.step"
    title: ClassVar[Text] = Text("办理督办事项", "Take a step of an order")
    who: ClassVar[Right] = signed_in

    case: CaseRecord
    seen: int
    step: str
    role: str
    acting: Organisation
    data: Mapping[str, Any]

    def subject(self) -> CaseRecord:
        return self.case

    def place(self) -> Place:
        return self.acting.place

    def allows(self, viewer: Viewer) -> bool:
        """Only for the own side, and only for an organisation that is on it."""
        if self.case.parties.get(self.role) != self.acting.code or self.role not in SIDES:
            return False
        return viewer.is_service or SIDES[self.role].allows(viewer, self.acting.place)

    def perform(self, ground: Ground) -> CaseRecord:
        """Raises CaseMovedOn, and what the kernel says of a step that may not be taken."""
        record = CaseRecord.objects.select_for_update().get(pk=self.case.pk)
        if record.version != self.seen:
            raise CaseMovedOn(case=record.subject)
        held_by = record.holder_id
        take(ground, record, Move(self.step, self.role, self.acting, self.data))
        for instruction in Instruction.objects.filter(case=record):
            ground.change(instruction, due=record.due)
        if record.holder is not None and record.holder_id != held_by:
            _tell(ground, record.holder, MOVED.fill(about=record.subject[:_SHOWN]), f"/orders/{record.pk}")
        return record
