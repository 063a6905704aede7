"""Naming the plans above, having links proposed, and deciding them one by one: an accepted link is a person's."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from citycircle.accounts.actions.base import Action, carry_out
from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.errors import NotThere
from citycircle.accounts.rights import Place, Right
from citycircle.core.messages import LANGUAGES, Text
from citycircle.planning.tracing.proposals import Proposal, propose
from citycircle.records.jobs.actions import AskJob
from citycircle.records.links.errors import LinksStand, NotAnUpperPlan, SamePlan
from citycircle.records.links.models import Link, LinkState
from citycircle.records.links.reach import links_between
from citycircle.records.plans.ledgers import ledger_of
from citycircle.records.plans.models import Plan, Task, UpperPlan
from citycircle.records.plans.reach import KEEPS_PLANS, sees

PROPOSE = "link.propose"
AT_ONCE = 50_000
"""So many pairs of task and clause are compared while somebody waits (some seconds); more by a job."""


@dataclass(frozen=True, kw_only=True)
class _OnPlan(Action[Any]):
    who: ClassVar[Right] = KEEPS_PLANS

    plan: Plan
    above: Plan

    def subject(self) -> Plan:
        return self.plan

    def check(self, ground: Ground) -> None:
        """Raises SamePlan; and NotThere for a plan that the person does not see."""
        if not sees(ground.by, self.above):
            raise NotThere
        if self.plan.pk == self.above.pk:
            raise SamePlan(plan=self.plan)


@dataclass(frozen=True, kw_only=True)
class NameUpperPlan(_OnPlan):
    """Say that a plan carries out another one; a city may stand under several circles, and so may its plan."""

    name: ClassVar[str] = "link.name_upper"
    title: ClassVar[Text] = Text("指定上级方案", "Name an upper plan")

    def perform(self, ground: Ground) -> UpperPlan:
        """Raises SamePlan, NotThere."""
        self.check(ground)
        known = UpperPlan.objects.filter(plan=self.plan, above=self.above).first()
        return known or ground.create(UpperPlan(plan=self.plan, above=self.above))


@dataclass(frozen=True, kw_only=True)
class ForgetUpperPlan(_OnPlan):
    name: ClassVar[str] = "link.forget_upper"
    title: ClassVar[Text] = Text("取消上级方案", "Take an upper plan out")

    def perform(self, ground: Ground) -> None:
        """Raises LinksStand while accepted links lead there; what was only proposed goes with it."""
        links = Link.objects.filter(task__plan=self.plan, clause__plan=self.above)
        if count := links.filter(state=LinkState.ACCEPTED).count():
            raise LinksStand(above=self.above, count=count)
        for link in links.filter(state=LinkState.PROPOSED):
            ground.remove(link)
        for row in UpperPlan.objects.filter(plan=self.plan, above=self.above):
            ground.remove(row)


@dataclass(frozen=True, kw_only=True)
class AskProposals(_OnPlan):
    """Have links proposed: at once, or by a job where the plans are long."""

    name: ClassVar[str] = "link.ask"
    title: ClassVar[Text] = Text("比对上级方案", "Have links proposed")

    def perform(self, ground: Ground) -> str:
        """`done` or `waiting`. Raises SamePlan, NotThere, NotAnUpperPlan."""
        self.check(ground)
        if not UpperPlan.objects.filter(plan=self.plan, above=self.above).exists():
            raise NotAnUpperPlan(plan=self.plan, above=self.above)
        kept = (Task.objects.filter(plan=plan, is_dropped=False).count() for plan in (self.plan, self.above))
        if next(kept) * next(kept) > AT_ONCE:
            arguments = {"plan": self.plan.pk, "above": self.above.pk}
            carry_out(AskJob(kind=PROPOSE, arguments=arguments), by=ground.by, at=ground.at)
            return "waiting"
        carry_out(ProposeLinks(plan=self.plan, above=self.above), by=ground.by, at=ground.at)
        return "done"


@dataclass(frozen=True, kw_only=True)
class ProposeLinks(_OnPlan):
    """Compare a plan with one above it and keep what is likely as proposals.

    What a person accepted or found unrelated stays; a proposal that no longer holds goes. Done twice, it comes to
    the same.
    """

    name: ClassVar[str] = "link.propose"
    title: ClassVar[Text] = Text("提出承接建议", "Propose links")

    def perform(self, ground: Ground) -> int:
        """How many proposals wait now. Raises SamePlan, NotThere."""
        self.check(ground)
        found = {(each.local, each.upper): each for each in propose(ledger_of(self.plan), ledger_of(self.above))}
        tasks, clauses = _numbers(self.plan), _numbers(self.above)
        links = links_between(self.plan, self.above).select_related("task", "clause")
        known = {(link.task.key, link.clause.key): link for link in links}
        for pair, link in known.items():
            if link.state != LinkState.PROPOSED:
                continue
            if pair not in found:
                ground.remove(link)
            elif link.score != Decimal(str(found[pair].score)):
                ground.change(link, **_told(found[pair]))
        fresh = [
            Link(task_id=tasks[mine], clause_id=clauses[theirs], proposed_at=ground.at, **_told(each))
            for (mine, theirs), each in found.items()
            if (mine, theirs) not in known
        ]
        ground.create_in_bulk(fresh)
        return links_between(self.plan, self.above).filter(state=LinkState.PROPOSED).count()


def _numbers(plan: Plan) -> dict[str, int]:
    return dict(plan.tasks.filter(is_dropped=False).values_list("key", "pk"))


def _told(proposal: Proposal) -> dict[str, Any]:
    """What a link keeps of its proposal: the score, the words with their places, and the reasons in both languages."""
    words: list[dict[str, Any]] = [
        {"word": each.word, "local": list(each.in_local), "upper": list(each.in_upper), "weight": each.weight}
        for each in proposal.words
    ]
    reasons = [{language: reason.say(language) for language in LANGUAGES} for reason in proposal.reasons]
    words += [{"reason": reason} for reason in reasons]
    return {"score": Decimal(str(proposal.score)), "words": words}


@dataclass(frozen=True, kw_only=True)
class _OnLink(Action[Link]):
    who: ClassVar[Right] = KEEPS_PLANS

    link: Link

    def subject(self) -> Link:
        return self.link

    def place(self) -> Place:
        return self.link.place

    def decide(self, ground: Ground, state: LinkState, reason: str = "") -> Link:
        if not sees(ground.by, self.link.clause.plan):
            raise NotThere
        decided = state != LinkState.PROPOSED
        return ground.change(
            self.link, state=state, reason=reason, decided_by_id=ground.by.person if decided else None,
            decided_at=ground.at if decided else None,
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class AcceptLink(_OnLink):
    name: ClassVar[str] = "link.accept"
    title: ClassVar[Text] = Text("认定承接关系", "Accept a link")

    def perform(self, ground: Ground) -> Link:
        return self.decide(ground, LinkState.ACCEPTED)


@dataclass(frozen=True, kw_only=True)
class RejectLink(_OnLink):
    """Say that a task does not carry out a clause, and why: the pair is not proposed again."""

    name: ClassVar[str] = "link.reject"
    title: ClassVar[Text] = Text("认定为不相关", "Find a link unrelated")
    needs_reason: ClassVar[bool] = True

    def perform(self, ground: Ground) -> Link:
        return self.decide(ground, LinkState.REJECTED, ground.reason)


@dataclass(frozen=True, kw_only=True)
class ReopenLink(_OnLink):
    """Take a decision back: the link waits again."""

    name: ClassVar[str] = "link.reopen"
    title: ClassVar[Text] = Text("撤回认定", "Take a decision on a link back")

    def perform(self, ground: Ground) -> Link:
        return self.decide(ground, LinkState.PROPOSED)


@dataclass(frozen=True, kw_only=True)
class AddLink(Action[Link]):
    """Link a task to a clause that nobody proposed."""

    name: ClassVar[str] = "link.add"
    title: ClassVar[Text] = Text("手工关联上级条款", "Link a task by hand")
    who: ClassVar[Right] = KEEPS_PLANS

    task: Task
    clause: Task

    def subject(self) -> Task:
        return self.task

    def place(self) -> Place:
        return self.task.place

    def perform(self, ground: Ground) -> Link:
        """Raises NotAnUpperPlan, NotThere."""
        if not sees(ground.by, self.clause.plan):
            raise NotThere
        if not UpperPlan.objects.filter(plan_id=self.task.plan_id, above_id=self.clause.plan_id).exists():
            raise NotAnUpperPlan(plan=self.task.plan, above=self.clause.plan)
        known = Link.objects.filter(task=self.task, clause=self.clause).first()
        if known is not None:
            return carry_out(AcceptLink(link=known), by=ground.by, at=ground.at)
        return ground.create(
            Link(task=self.task, clause=self.clause, state=LinkState.ACCEPTED, proposed_at=ground.at,
                 decided_by_id=ground.by.person, decided_at=ground.at)
        )  # fmt: skip
