"""What two cities' plans disagree about: found, raised as a consultation item, answered side by side until agreed.

The item is a case of the kernel (双向提请): its state is the replay of its events. No step changes the other city's
plan; what was agreed each side writes into its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from citycircle.accounts.actions.base import Action, carry_out
from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.errors import NotThere
from citycircle.accounts.models import Organisation
from citycircle.accounts.rights import Place, Right
from citycircle.core.messages import Text
from citycircle.planning.tracing.beside import Mismatch as Found
from citycircle.planning.tracing.beside import mismatches
from citycircle.records.cases.actions import OpenCase, TakeStep
from citycircle.records.cases.models import CaseRecord
from citycircle.records.cases.rights import SPEAKS
from citycircle.records.cases.standing import case_type
from citycircle.records.links.errors import AlreadyRaised, NobodyConvenes, NotASide, NotTwoCities
from citycircle.records.links.matrix import side_of
from citycircle.records.links.models import Mismatch
from citycircle.records.links.reach import mismatches_within
from citycircle.records.plans.models import Plan
from citycircle.records.plans.reach import KEEPS_PLANS, sees

KIND = "two_way_request"
DAY = "agreed_date"
AGREEING = {"accept": "wording", "accept_counter": ""}
"""Steps after which both sides have agreed; the second one takes the wording of the last counter-proposal."""


@dataclass(frozen=True, kw_only=True)
class FindMismatches(Action[int]):
    """Lay one's own plan beside another city's and keep what does not meet.

    What was raised or set aside stays as it is; a mismatch that is gone is taken out.
    """

    name: ClassVar[str] = "mismatch.find"
    title: ClassVar[Text] = Text("对照两市方案", "Lay two cities' plans side by side")
    who: ClassVar[Right] = KEEPS_PLANS

    plan: Plan
    beside: Plan

    def subject(self) -> Plan:
        return self.plan

    def perform(self, ground: Ground) -> int:
        """How many mismatches stand now. Raises NotTwoCities, NotThere."""
        if not sees(ground.by, self.beside):
            raise NotThere
        one, other = check_two_cities(self.plan, self.beside)
        found = {_identity(each): each for each in mismatches(side_of(one), side_of(other))}
        rows = Mismatch.objects.filter(one_plan=one, other_plan=other).select_related("one_task", "other_task")
        known = {_identity_of(row): row for row in rows}
        for identity, row in known.items():
            if row.case_id is None and not row.set_aside_because:
                if identity not in found:
                    ground.remove(row)
                elif row.words != _words(found[identity]):
                    ground.change(row, words=_words(found[identity]))
        tasks = {plan.pk: dict(plan.tasks.values_list("key", "pk")) for plan in (one, other)}
        fresh = [
            Mismatch(
                one_plan=one, other_plan=other, kind=each.kind, words=_words(each), found_at=ground.at,
                one_task_id=tasks[one.pk].get(each.one), other_task_id=tasks[other.pk].get(each.other),
            )
            for identity, each in found.items() if identity not in known
        ]  # fmt: skip
        ground.create_many(fresh)
        return Mismatch.objects.filter(one_plan=one, other_plan=other).count()


def check_two_cities(plan: Plan, beside: Plan) -> tuple[Plan, Plan]:
    """Two plans in the order in which their mismatches are kept. Raises NotTwoCities."""
    if plan.city_id is None or beside.city_id is None or plan.city_id == beside.city_id:
        raise NotTwoCities(one=plan, other=beside)
    return (plan, beside) if plan.pk < beside.pk else (beside, plan)


def _identity(found: Found) -> tuple[str, str, str]:
    return found.kind, found.one, found.other


def _identity_of(row: Mismatch) -> tuple[str, str, str]:
    return row.kind, row.one_task.key if row.one_task else "", row.other_task.key if row.other_task else ""


def _words(found: Found) -> dict[str, str]:
    return {"zh": found.sentence.zh, "en": found.sentence.en, "one": found.one_words, "other": found.other_words}


@dataclass(frozen=True, kw_only=True)
class SetMismatchAside(Action[Mismatch]):
    """Say why nothing needs to be talked about: it is not proposed again."""

    name: ClassVar[str] = "mismatch.set_aside"
    title: ClassVar[Text] = Text("无需协商", "Set a mismatch aside")
    who: ClassVar[Right] = KEEPS_PLANS
    needs_reason: ClassVar[bool] = True

    mismatch: Mismatch
    plan: Plan

    def subject(self) -> Mismatch:
        return self.mismatch

    def place(self) -> Place:
        return self.plan.place

    def perform(self, ground: Ground) -> Mismatch:
        """Raises NotASide, AlreadyRaised, NotThere."""
        check_open(self.mismatch, self.plan, ground)
        return ground.change(self.mismatch, set_aside_because=ground.reason or "—")


@dataclass(frozen=True, kw_only=True)
class RaiseMismatch(Action[Mismatch]):
    """Ask the other city to talk about a mismatch, with a proposal: from now on both see its words."""

    name: ClassVar[str] = "mismatch.raise"
    title: ClassVar[Text] = Text("提请协商", "Ask the other city to talk about it")
    who: ClassVar[Right] = KEEPS_PLANS

    mismatch: Mismatch
    plan: Plan
    proposal: str
    wished: date
    link: str = ""

    def subject(self) -> Mismatch:
        return self.mismatch

    def place(self) -> Place:
        return self.plan.place

    def perform(self, ground: Ground) -> Mismatch:
        """Raises NotASide, AlreadyRaised, NobodyConvenes, NotThere, and what filing a case raises."""
        check_open(self.mismatch, self.plan, ground)
        across = other_plan(self.mismatch, self.plan)
        opener, counterpart = self.plan.city, across.city
        assert opener is not None  # a mismatch has two cities
        assert counterpart is not None
        facts = {
            "matter": self.mismatch.words["zh"],
            "matter_en": self.mismatch.words["en"],
            "basis": f"《{self.plan.title}》《{across.title}》",
            "wished_date": self.wished.isoformat(),
            "proposal": self.proposal,
        }
        case = carry_out(
            OpenCase(
                kind=KIND, about=self.mismatch.words["zh"], opener=opener, other=counterpart, facts=facts,
                parties={"proposer": opener, "counterpart": counterpart, "coordinator": office_that_convenes(ground)},
                link=self.link,
            ),
            by=ground.by, at=ground.at,
        )  # fmt: skip
        return ground.change(self.mismatch, case=case, set_aside_because="")


def check_open(mismatch: Mismatch, plan: Plan, ground: Ground) -> None:
    """Raises NotThere for what the person does not see, NotASide, AlreadyRaised."""
    if not ground.by.is_service and not mismatches_within(ground.by).filter(pk=mismatch.pk).exists():
        raise NotThere
    if plan.pk not in {mismatch.one_plan_id, mismatch.other_plan_id}:
        raise NotASide(plan=plan)
    if mismatch.case_id is not None:
        raise AlreadyRaised


def other_plan(mismatch: Mismatch, plan: Plan) -> Plan:
    """The plan on the other side."""
    return mismatch.other_plan if mismatch.one_plan_id == plan.pk else mismatch.one_plan


def office_that_convenes(ground: Ground) -> Organisation:
    """The office of the region. Raises NobodyConvenes."""
    rows = Organisation.objects.on(ground.day).filter(city=None)
    found: Organisation | None = rows.filter(kind="office").first() or rows.filter(kind="secretariat").first()
    if found is None:
        raise NobodyConvenes
    return found


@dataclass(frozen=True, kw_only=True)
class TakeConsultationStep(Action[Mismatch]):
    """Answer, agree, report or end: one step of one side.

    `words` is what the step asks for (wording, reason, result …), `more` a second text where it asks for two,
    `day` the date that is agreed.
    """

    name: ClassVar[str] = "mismatch.step"
    title: ClassVar[Text] = Text("办理协商事项", "Take a step of a consultation")
    who: ClassVar[Right] = SPEAKS

    mismatch: Mismatch
    acting: Organisation
    step: str
    seen: int
    words: str = ""
    more: str = ""
    day: date | None = None
    link: str = ""

    def subject(self) -> Mismatch:
        return self.mismatch

    def place(self) -> Place:
        return self.acting.place

    def perform(self, ground: Ground) -> Mismatch:
        """Raises NotThere, CaseMovedOn, and what the kernel raises for a step that may not be taken."""
        case = self.mismatch.case
        if case is None:
            raise NotThere
        role = role_of(case, self.acting)
        taken = carry_out(
            TakeStep(case=case, seen=self.seen, step=self.step, role=role, acting=self.acting,
                     data=self._data(case), link=self.link),
            by=ground.by, at=ground.at,
        )  # fmt: skip
        self.mismatch.case = taken
        if self.step in AGREEING:
            return ground.change(self.mismatch, agreed=self._agreed(taken))
        return self.mismatch

    def _data(self, case: CaseRecord) -> dict[str, Any]:
        """What the step asks for, filled in the order in which it asks."""
        given = iter((self.words.strip(), self.more.strip()))
        data: dict[str, Any] = {}
        for paper in papers_of(case, self.step):
            text = (self.day.isoformat() if self.day else "") if paper == DAY else next(given, "")
            if text:
                data[paper] = text
        return data

    def _agreed(self, case: CaseRecord) -> str:
        """The words that both sides took: the answer, or the last counter-proposal."""
        wanted = ("accept",) if AGREEING[self.step] else ("counter", "reword")
        events = case.events.filter(name__in=wanted).order_by("-number")
        return next((str(event.data["wording"]) for event in events if event.data.get("wording")), "")


def papers_of(case: CaseRecord, step: str) -> tuple[str, ...]:
    """What a step of the case asks for."""
    machine = case_type(case.kind, case.opened_at.date()).machine
    return next((each.needs for each in machine.steps if each.name == step), ())


def role_of(case: CaseRecord, organisation: Organisation) -> str:
    """The role in which an organisation stands in a case; empty for a stranger, whom the kernel refuses."""
    return next((role for role, code in case.parties.items() if code == organisation.code), "")


def sides_of(case: CaseRecord, organisations: Iterable[Organisation]) -> list[tuple[str, Organisation]]:
    """The roles of a case with the organisations that have them."""
    by_code = {each.code: each for each in organisations}
    return [(role, by_code[code]) for role, code in case.parties.items() if code in by_code]
