"""Freezing a plan: version 1 when it is issued, every later change as an amendment with its reason.

A version is refused, with a sentence, while a name or a lead is undecided or an objection waits for its answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from citycircle.accounts.actions.base import Action
from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.rights import Right
from citycircle.core.messages import Text, listed
from citycircle.planning.baselines.differences import difference
from citycircle.planning.baselines.effects import day_said
from citycircle.planning.baselines.snapshots import Snapshot
from citycircle.planning.ledger import Ledger
from citycircle.records.baselines import errors
from citycircle.records.baselines.models import Baseline
from citycircle.records.baselines.versions import hash_in_use, latest, made, snapshot_of
from citycircle.records.duties.questions import questions_of
from citycircle.records.plans.errors import PlanWithdrawn
from citycircle.records.plans.ledgers import ledger_of
from citycircle.records.plans.models import Plan, PlanState
from citycircle.records.plans.reach import KEEPS_PLANS
from citycircle.records.rounds.errors import NamesUndecided, RoundOpen
from citycircle.records.rounds.standing import (
    SHOWN,
    check_objections,
    open_round,
    set_states,
    unknown_names,
)
from citycircle.records.rounds.states import SETTLING


@dataclass(frozen=True, kw_only=True)
class _Freeze(Action[Baseline]):
    who: ClassVar[Right] = KEEPS_PLANS

    plan: Plan
    doc_number: str = ""
    issued_on: date | None = None

    def subject(self) -> Plan:
        return self.plan

    def freeze(self, ground: Ground, ledger: Ledger, number: int) -> Baseline:
        """Keep a version of the plan as it stands. Raises IssuedInFuture."""
        on = self.issued_on or ground.day
        if on > ground.day:
            raise errors.IssuedInFuture(day=day_said(on))
        row = made(self.plan, Snapshot(self.plan.code, number, on, ledger, hash_in_use()))
        row.reason, row.doc_number = ground.reason, self.doc_number or self.plan.doc_number
        row.frozen_by_id, row.frozen_at = ground.by.person, ground.at
        return ground.create(row)


@dataclass(frozen=True, kw_only=True)
class IssuePlan(_Freeze):
    """Version 1: what was settled is frozen for ever, and the plan is issued."""

    name: ClassVar[str] = "baseline.issue"
    title: ClassVar[Text] = Text("审定印发（固化第一版）", "Issue as version 1")

    def perform(self, ground: Ground) -> Baseline:
        """Raises what `ready` raises, AlreadyIssued, IssuedInFuture."""
        if (known := latest(self.plan)) is not None:
            raise errors.AlreadyIssued(number=known.number)
        row = self.freeze(ground, ready(self.plan), 1)
        issued = {"issued_on": row.issued_on, "doc_number": row.doc_number}
        ground.change(self.plan, state=PlanState.ISSUED, **issued)  # type: ignore[arg-type]  # two fields of two types
        set_states(ground, self.plan, SETTLING)
        return row


@dataclass(frozen=True, kw_only=True)
class AmendPlan(_Freeze):
    """The next version: why, and what changed, against the one before, which stays readable."""

    name: ClassVar[str] = "baseline.amend"
    title: ClassVar[Text] = Text("印发修订（固化新版本）", "Issue an amendment")
    needs_reason: ClassVar[bool] = True

    def perform(self, ground: Ground) -> Baseline:
        """Raises what `ready` raises, NotIssuedYet, NothingChanged, IssuedInFuture."""
        known = latest(self.plan)
        if known is None:
            raise errors.NotIssuedYet
        ledger = ready(self.plan)
        changes = difference(snapshot_of(known).ledger, ledger)
        if changes.is_empty:
            raise errors.NothingChanged(number=known.number)
        row = self.freeze(ground, ledger, known.number + 1)
        ground.note(added=len(changes.added), removed=len(changes.removed), cells=len(changes.changed),
                    moved=len(changes.moved))  # fmt: skip
        return row


def ready(plan: Plan, ledger: Ledger | None = None) -> Ledger:
    """The ledger of a plan that may be frozen; `ledger` is that of its rows, where it was made already.

    Raises PlanWithdrawn, NothingToFreeze, RoundOpen, NamesUndecided, ObjectionsOpen, DutiesUndecided.
    """
    if plan.state == PlanState.WITHDRAWN:
        raise PlanWithdrawn(plan=plan)
    ledger = ledger or ledger_of(plan)
    if not ledger.items:
        raise errors.NothingToFreeze
    if (still := open_round(plan)) is not None:
        check_objections(plan)
        raise RoundOpen(number=still.number)
    if names := unknown_names(plan):
        raise NamesUndecided(count=len(names), names=listed(names[:SHOWN]))
    check_objections(plan)
    if questions := questions_of(plan, ledger):
        numbers = {item.key: item.number or item.title for item in ledger.items}
        tasks = list(dict.fromkeys(numbers[each.key] for each in questions))
        raise errors.DutiesUndecided(count=len(questions), tasks=listed(tasks[:SHOWN]))
    return ledger
