"""Each organisation answers for itself: it agrees, objects to single tasks, or takes an objection back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from citycircle.accounts.actions.base import Action
from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.models import Organisation
from citycircle.accounts.rights import Right
from citycircle.core.messages import Text
from citycircle.records.plans.models import Plan, Task
from citycircle.records.rounds import errors
from citycircle.records.rounds.models import Asked, Objection
from citycircle.records.rounds.rights import ANSWERS, keepers_of, tell
from citycircle.records.rounds.standing import answered, grey, standing

OBJECTED = Text("{organisation}对“{task}”提出意见", "{organisation} objects to “{task}”")


@dataclass(frozen=True, kw_only=True)
class _Answering(Action[Asked]):
    who: ClassVar[Right] = ANSWERS

    asked: Asked

    def subject(self) -> Asked:
        return self.asked

    def check(self) -> None:
        if self.asked.round.closed_at is not None:
            raise errors.RoundClosed


@dataclass(frozen=True, kw_only=True)
class Agree(_Answering):
    """The organisation has nothing against its part in the plan, with a word if it likes."""

    name: ClassVar[str] = "round.agree"
    title: ClassVar[Text] = Text("回复无意见", "Agree")

    words: str = ""

    def perform(self, ground: Ground) -> Asked:
        """Raises RoundClosed, WithdrawFirst."""
        self.check()
        if count := standing(self.asked.objections.all()).count():
            raise errors.WithdrawFirst(count=count)
        return answered(ground, self.asked, agreed=True, words=self.words)


@dataclass(frozen=True, kw_only=True)
class ObjectTo(_Answering):
    """Something in one of the organisation's own tasks is not right; what it proposes instead belongs to it."""

    name: ClassVar[str] = "round.object"
    title: ClassVar[Text] = Text("提出意见", "Object")

    task: Task
    kind: Literal["not_ours", "not_measurable", "not_by_then", "other"]
    words: str
    proposed_organisation: Organisation | None = None
    proposed_due: date | None = None
    proposed_words: str = ""

    def perform(self, ground: Ground) -> Asked:
        """Raises RoundClosed, NoDutyThere, WordsNeeded."""
        self.check()
        asked, plan = self.asked, self.asked.round.plan
        if not self.words.strip():
            raise errors.WordsNeeded
        concerned = self.task.plan_id == plan.pk and not self.task.is_dropped
        if not concerned or not self.task.duties.filter(organisation=asked.organisation_id).exists():
            raise errors.NoDutyThere(organisation=asked.organisation)
        ground.create(
            Objection(
                asked=asked, task=self.task, kind=self.kind, words=self.words, made_at=ground.at,
                proposed_organisation=self.proposed_organisation, proposed_due=self.proposed_due,
                proposed_words=self.proposed_words, made_by_id=ground.by.person,
            )
        )  # fmt: skip
        grey(ground, self.task)
        self._tell_the_office(ground, plan)
        return answered(ground, asked, agreed=False, words=asked.words)

    def _tell_the_office(self, ground: Ground, plan: Plan) -> None:
        about = OBJECTED.fill(organisation=self.asked.organisation, task=str(self.task)[:80])
        tell(ground, keepers_of(plan.place, ground.day), about, link=f"/rounds/{self.asked.round_id}")


@dataclass(frozen=True, kw_only=True)
class WithdrawObjection(Action[Objection]):
    name: ClassVar[str] = "round.withdraw_objection"
    title: ClassVar[Text] = Text("撤回意见", "Withdraw an objection")
    who: ClassVar[Right] = ANSWERS

    objection: Objection

    def subject(self) -> Objection:
        return self.objection

    def perform(self, ground: Ground) -> Objection:
        """Raises RoundClosed, AlreadyDecided."""
        if self.objection.asked.round.closed_at is not None:
            raise errors.RoundClosed
        if self.objection.decision or self.objection.withdrawn_at:
            raise errors.AlreadyDecided
        ground.change(self.objection, withdrawn_at=ground.at)
        grey(ground, self.objection.task)
        return self.objection
