"""Deciding who answers for a task: explicitly, with a reason, never by the service itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from citycircle.accounts.actions.base import Action
from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.models import Organisation
from citycircle.accounts.rights import Place, Right
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text
from citycircle.records.duties import following  # noqa: F401  (a decided name reaches the duties)
from citycircle.records.plans.models import Duty, DutyKind, LeadDecision, Task
from citycircle.records.plans.open import check_open
from citycircle.records.plans.reach import KEEPS_PLANS

LeadKind = Literal["single", "joint", "none"]


class LeadsNotFitting(CityCircleError):
    what = Text("牵头方式与所选单位不符。", "The way of leading does not fit the organisations chosen.")
    why = Text(
        "单独牵头须选一家，共同牵头须选两家以上，不设牵头则不选。",
        "One organisation leads alone, two or more jointly, and nobody where there is no lead.",
    )
    then = Text("请重新选择。", "Please choose again.")


@dataclass(frozen=True, kw_only=True)
class _OnTask(Action[Task]):
    who: ClassVar[Right] = KEEPS_PLANS
    needs_reason: ClassVar[bool] = True

    task: Task

    def subject(self) -> Task:
        return self.task

    def place(self) -> Place:
        return self.task.plan.place

    def check(self, ground: Ground) -> None:
        check_open(self.task.plan, ground, self.title)


@dataclass(frozen=True, kw_only=True)
class DecideLead(_OnTask):
    """Who leads: one, several together, or nobody. Former leads stay responsible; the reason stands in the log."""

    name: ClassVar[str] = "task.decide_lead"
    title: ClassVar[Text] = Text("确定牵头单位", "Decide who leads")

    kind: LeadKind
    leads: tuple[Organisation, ...] = ()

    def perform(self, ground: Ground) -> Task:
        """Raises LeadsNotFitting, PlanWithdrawn."""
        self.check(ground)
        wanted = {"single": len(self.leads) == 1, "joint": len(self.leads) > 1, "none": not self.leads}
        if not wanted.get(self.kind, False) or len(set(self.leads)) != len(self.leads):
            raise LeadsNotFitting
        decision = ground.create(
            LeadDecision(task=self.task, kind=self.kind, leads=[one.code for one in self.leads],
                         reason=ground.reason, decided_by_id=ground.by.person, decided_at=ground.at)
        )  # fmt: skip
        put_in_the_lead(ground, self.task, self.leads, decision)
        return self.task


@dataclass(frozen=True, kw_only=True)
class Assign(_OnTask):
    """Give an organisation a part in a task, or another one than it has; it stands in the task once."""

    name: ClassVar[str] = "task.assign"
    title: ClassVar[Text] = Text("分派责任", "Assign a duty")

    organisation: Organisation
    kind: Literal["responsible", "cooperating"] = "responsible"

    def perform(self, ground: Ground) -> Task:
        self.check(ground)
        held = list(self.task.duties.filter(organisation=self.organisation))
        if held:
            first, *twice = held
            if first.kind != self.kind:
                ground.change(first, kind=self.kind, order=_last(self.task, self.kind) + 1, decision=None)
            for one in twice:
                ground.remove(one)
        else:
            ground.create(_duty(self.task, self.organisation, DutyKind(self.kind)))
        return self.task


@dataclass(frozen=True, kw_only=True)
class Release(_OnTask):
    """Take an organisation out of a task. Whoever led it leaves it without a lead, which is then asked for."""

    name: ClassVar[str] = "task.release"
    title: ClassVar[Text] = Text("解除责任", "Release from a duty")

    organisation: Organisation

    def perform(self, ground: Ground) -> Task:
        self.check(ground)
        for duty in self.task.duties.filter(organisation=self.organisation):
            ground.remove(duty)
        return self.task


def put_in_the_lead(
    ground: Ground, task: Task, leads: Sequence[Organisation], decision: LeadDecision | None = None
) -> None:
    """Make exactly these the leads; whoever led before answers from now on. Also used when a reading is replayed."""
    chosen = {one.pk: one for one in leads}
    duties = list(task.duties.select_related("organisation"))
    for duty in duties:
        if duty.kind == DutyKind.LEAD and duty.organisation_id not in chosen:
            ground.change(duty, kind=DutyKind.RESPONSIBLE, order=_last(task, DutyKind.RESPONSIBLE) + 1)
    for order, one in enumerate(leads):
        held = [duty for duty in duties if duty.organisation_id == one.pk]
        if held:
            ground.change(held[0], kind=DutyKind.LEAD, order=order, decision=decision)
            _remove(ground, held[1:])
        else:
            made = _duty(task, one, DutyKind.LEAD)
            made.order, made.decision = order, decision
            ground.create(made)


def _remove(ground: Ground, duties: Iterable[Duty]) -> None:
    for duty in duties:
        ground.remove(duty)


def _duty(task: Task, organisation: Organisation, kind: DutyKind) -> Duty:
    return Duty(task=task, organisation=organisation, kind=kind, name=organisation.name, order=_last(task, kind) + 1)


def _last(task: Task, kind: str) -> int:
    orders = task.duties.filter(kind=kind).values_list("order", flat=True)
    return max(orders, default=-1)
