"""Ways of belonging together: a metropolitan circle, a corridor, a basin, and who stands in them from when to when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from citycircle.accounts.actions.base import Action
from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.actions.organisations import KEEPS_REGISTER
from citycircle.accounts.models import Hierarchy, Membership, Organisation
from citycircle.accounts.rights import Right, holding
from citycircle.accounts.roles import Role
from citycircle.core.messages import Text


@dataclass(frozen=True, kw_only=True)
class AddHierarchy(Action[Hierarchy]):
    """A metropolitan circle, a corridor, a basin: one more way in which organisations belong together."""

    name: ClassVar[str] = "hierarchy.add"
    title: ClassVar[Text] = Text("增加组织体系", "Add a hierarchy")
    who: ClassVar[Right] = holding(Role.SYSTEM_ADMINISTRATOR)

    code: str
    called: str
    kind: str
    called_en: str = ""

    def perform(self, ground: Ground) -> Hierarchy:
        return ground.create(Hierarchy(code=self.code, name=self.called, name_en=self.called_en, kind=self.kind))


@dataclass(frozen=True, kw_only=True)
class JoinHierarchy(Action[Membership]):
    name: ClassVar[str] = "hierarchy.join"
    title: ClassVar[Text] = Text("加入组织体系", "Join a hierarchy")
    who: ClassVar[Right] = KEEPS_REGISTER

    organisation: Organisation
    hierarchy: Hierarchy
    above: Organisation | None = None
    valid_from: date | None = None

    def subject(self) -> Organisation:
        return self.organisation

    def perform(self, ground: Ground) -> Membership:
        return ground.create(Membership(hierarchy=self.hierarchy, member=self.organisation, above=self.above,
                                        valid_from=self.valid_from))  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class LeaveHierarchy(Action[Membership]):
    name: ClassVar[str] = "hierarchy.leave"
    title: ClassVar[Text] = Text("退出组织体系", "Leave a hierarchy")
    who: ClassVar[Right] = KEEPS_REGISTER

    membership: Membership
    last_day: date

    def subject(self) -> Organisation:
        return self.membership.member

    def perform(self, ground: Ground) -> Membership:
        return ground.change(self.membership, valid_to=self.last_day)
