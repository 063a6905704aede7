"""Handing a version out to everybody who owes something in it, and signing for it (立项→交办→签收).

A task counts as acknowledged when its leads have signed; who does not sign within the time in force is deemed to have
received it, where the rule says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.db.models import Q

from citycircle.accounts.actions.base import Action
from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.models import Organisation
from citycircle.accounts.rights import Place, Right, only_the_service
from citycircle.core.messages import Text
from citycircle.core.terms import day_of
from citycircle.planning.baselines.effects import day_said
from citycircle.planning.duties.shares import duties_in
from citycircle.planning.ledger import Item
from citycircle.records.baselines import errors
from citycircle.records.baselines.models import Baseline, Receipt
from citycircle.records.baselines.receipts import in_force, waiting
from citycircle.records.baselines.versions import is_current, since, snapshot_of
from citycircle.records.month.parts import acknowledge, deem_acknowledged, open_parts
from citycircle.records.plans.models import Task
from citycircle.records.plans.reach import KEEPS_PLANS
from citycircle.records.rounds.rights import ANSWERS, people_of, tell
from citycircle.records.rounds.standing import set_states
from citycircle.records.rounds.states import ACKNOWLEDGED, BEFORE_ISSUE, ISSUED
from citycircle.records.rounds.terms import last_day, term

SIGN = Text("请于{due}前签收“{plan}”第{number}版", "Please sign for “{plan}”, version {number}, by {due}")
NUMBERED = Text("《{plan}》第{number}版", "“{plan}”, version {number}")
SIGN_BODY = Text("贵单位有{count}项任务。", "Your organisation has {count} tasks in it.")


@dataclass(frozen=True, kw_only=True)
class HandOut(Action[Baseline]):
    """Give every organisation its tasks of a version: all of them at first, of an amendment those that changed."""

    name: ClassVar[str] = "baseline.hand_out"
    title: ClassVar[Text] = Text("下达任务", "Hand out")
    who: ClassVar[Right] = KEEPS_PLANS

    baseline: Baseline

    def subject(self) -> Baseline:
        return self.baseline

    def perform(self, ground: Ground) -> Baseline:
        """Raises NotTheLatest, AlreadyHandedOut, YearWithoutHolidays."""
        one = self.baseline
        if not is_current(one):
            raise errors.NotTheLatest(number=one.number)
        if (known := one.receipts.first()) is not None:
            raise errors.AlreadyHandedOut(number=one.number, day=day_said(day_of(known.handed_at)))
        due = last_day(ground.day, term("acknowledge", ground.day).days)
        receipts = list(_receipts(one, to_hand_out(one), ground, due))
        ground.create_in_bulk(receipts)
        tasks = {receipt.task_id for receipt in receipts}
        set_states(ground, one.plan, ISSUED, of=Q(pk__in=tasks, state__in=BEFORE_ISSUE))
        handed = Task.objects.filter(pk__in=tasks, is_dropped=False, role="task").select_related("plan__organisation")
        open_parts(ground, handed.order_by("order"), NUMBERED.fill(plan=one.plan.title, number=one.number).zh)
        counts: dict[int, int] = {}
        for receipt in receipts:
            counts[receipt.organisation_id] = counts.get(receipt.organisation_id, 0) + 1
        people = people_of(counts, ground.day)
        about = SIGN.fill(plan=one.plan.title, number=one.number, due=day_said(due))
        for organisation, count in sorted(counts.items()):
            body = SIGN_BODY.fill(count=count)
            tell(ground, people.get(organisation, ()), about, link=f"/baselines/{one.pk}/receipts", body=body)
        return one


def to_hand_out(baseline: Baseline) -> list[Item]:
    """The tasks of a version that organisations have to sign for: new ones and those that changed."""
    touched = since(baseline).difference.touched
    return [item for item in snapshot_of(baseline).ledger.items if item.key in touched]


def _receipts(baseline: Baseline, items: Iterable[Item], ground: Ground, due: date) -> Iterable[Receipt]:
    tasks = {task.key: task for task in Task.objects.filter(plan=baseline.plan_id)}
    wanted = [(item, party.code) for item in items for _, party in duties_in(item) if party.code]
    known = Organisation.objects.in_bulk({code for _, code in wanted}, field_name="code")
    for item, code in wanted:
        if item.key in tasks and code in known:
            yield Receipt(
                task=tasks[item.key], baseline=baseline, organisation=known[code], handed_at=ground.at, due=due
            )


@dataclass(frozen=True, kw_only=True)
class SignFor(Action[Baseline]):
    """An organisation signs for all its tasks of a version at once; only its own people sign."""

    name: ClassVar[str] = "baseline.sign_for"
    title: ClassVar[Text] = Text("签收", "Sign for")
    who: ClassVar[Right] = ANSWERS

    baseline: Baseline
    organisation: Organisation

    def subject(self) -> Baseline:
        return self.baseline

    def place(self) -> Place:
        return self.organisation.place

    def perform(self, ground: Ground) -> Baseline:
        """Raises NothingToSign."""
        own = in_force(self.baseline.receipts.filter(organisation=self.organisation, signed_at=None))
        unsigned = list(own.select_related("task"))
        if not unsigned:
            raise errors.NothingToSign(organisation=self.organisation)
        for receipt in unsigned:
            ground.change(receipt, signed_at=ground.at, signed_by_id=ground.by.person)
        acknowledge(ground, self.organisation, [receipt.task for receipt in unsigned])
        _acknowledge(ground, self.baseline)
        return self.baseline


@dataclass(frozen=True, kw_only=True)
class DeemReceived(Action[Baseline]):
    """After the last day: who did not sign counts as having received, where the rule says so."""

    name: ClassVar[str] = "baseline.deem_received"
    title: ClassVar[Text] = Text("逾期视为签收", "Deem received")
    who: ClassVar[Right] = only_the_service

    baseline: Baseline

    def subject(self) -> Baseline:
        return self.baseline

    def perform(self, ground: Ground) -> Baseline:
        late = waiting(self.baseline.receipts.all()).filter(due__lt=ground.day)
        receipts = list(late.select_related("task"))
        # All receipts of a version were handed out at one moment, so one rule holds for them.
        if receipts and term("acknowledge", day_of(receipts[0].handed_at)).silence_counts:
            ground.note(deemed_received=late.update(is_deemed=True))
            deem_acknowledged(ground, [receipt.task for receipt in receipts])
            _acknowledge(ground, self.baseline)
        return self.baseline


def _acknowledge(ground: Ground, baseline: Baseline) -> None:
    """Tasks whose leads have all signed, or count as having received, are acknowledged."""
    leads = {item.key: {party.code for party in item.leads} for item in snapshot_of(baseline).ledger.items}
    still: dict[int, bool] = {}
    rows = in_force(baseline.receipts.all()).select_related("task", "organisation").filter(task__state=ISSUED)
    for receipt in rows:
        asked = leads.get(receipt.task.key) or {receipt.organisation.code}
        if receipt.organisation.code in asked:
            waits = receipt.signed_at is None and not receipt.is_deemed
            still[receipt.task_id] = still.get(receipt.task_id, False) or waits
    done = [task for task, waits in still.items() if not waits]
    set_states(ground, baseline.plan, ACKNOWLEDGED, of=Q(pk__in=done, state=ISSUED))
