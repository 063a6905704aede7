"""Where a plan stands among others: whose work of last year it carries on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from citycircle.accounts.actions.base import Action
from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.errors import NotThere
from citycircle.accounts.rights import Right
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text
from citycircle.records.plans.models import Plan
from citycircle.records.plans.reach import KEEPS_PLANS, sees


class PreviousIsItself(CityCircleError):
    what = Text("上年方案不能是它自己或接续它的方案。", "A plan cannot come after itself or after one that follows it.")
    why = Text("否则延续关系会首尾相接。", "The years would run in a circle.")
    then = Text("请另选一份上年的方案。", "Please choose a plan of the year before.")


@dataclass(frozen=True, kw_only=True)
class NamePrevious(Action[Plan]):
    """Say which plan of last year this one carries on; None for none."""

    name: ClassVar[str] = "plan.name_previous"
    title: ClassVar[Text] = Text("指定上年方案", "Name last year's plan")
    who: ClassVar[Right] = KEEPS_PLANS

    plan: Plan
    previous: Plan | None = None
    seen: int | None = None

    def subject(self) -> Plan:
        return self.plan

    def perform(self, ground: Ground) -> Plan:
        """Raises NotThere for a plan that the viewer may not see, PreviousIsItself, EditedMeanwhile."""
        before = self.previous
        if before is not None and not sees(ground.by, before):
            raise NotThere
        while before is not None:
            if before.pk == self.plan.pk:
                raise PreviousIsItself
            before = before.previous
        return ground.change(self.plan, seen=self.seen, previous=self.previous)
