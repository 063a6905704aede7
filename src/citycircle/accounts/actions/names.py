"""Deciding what printed names mean: once by a person, ever after by the service."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from citycircle.accounts.actions.base import Action
from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.errors import NotThere
from citycircle.accounts.models import CollectiveMember, CollectiveName, Counterpart, Organisation, ReadName
from citycircle.accounts.rights import REGION, Place, Right, holding
from citycircle.accounts.roles import Role
from citycircle.core.messages import Text

DECIDES_NAMES: Right = holding(Role.OFFICE_REVIEWER, Role.SYSTEM_ADMINISTRATOR)

COLLECTIVE_LONGEST = 120
FOLLOWERS: list[Callable[[Ground, ReadName], None]] = []
"""What else happens in the same act when a name is decided or put back: the floors above add themselves."""


@dataclass(frozen=True, kw_only=True)
class QueueNames(Action[int]):
    """Put names that nobody knows into the queue; those that already wait or are decided stay as they are."""

    name: ClassVar[str] = "name.queue"
    title: ClassVar[Text] = Text("登记待认定名称", "Queue names to be decided")
    who: ClassVar[Right] = DECIDES_NAMES

    names: tuple[str, ...]
    city: Organisation | None
    found_in: str

    def place(self) -> Place | None:
        return self.city.place if self.city else REGION

    def perform(self, ground: Ground) -> int:
        known = set(ReadName.objects.filter(name__in=self.names, city=self.city).values_list("name", flat=True))
        fresh = [name for name in dict.fromkeys(self.names) if name not in known]
        rows = [ReadName(name=name, city=self.city, found_in=self.found_in, first_seen=ground.at) for name in fresh]
        return len(ground.create_many(rows))


@dataclass(frozen=True, kw_only=True)
class _OnName(Action[ReadName]):
    who: ClassVar[Right] = DECIDES_NAMES
    read_name: ReadName

    def subject(self) -> ReadName:
        return self.read_name

    def place(self) -> Place | None:
        return self.read_name.city.place if self.read_name.city else REGION

    def decide(self, ground: Ground, name: ReadName, **values: Any) -> ReadName:
        nothing = {"organisation": None, "collective": None, "set_aside": False}
        ground.change(name, **(nothing | values), decided_by_id=ground.by.person, decided_at=ground.at)
        for follow in FOLLOWERS:
            follow(ground, name)
        return name


@dataclass(frozen=True, kw_only=True)
class DecideName(_OnName):
    """This name means that organisation, or that collective name: here and in every later document of the city.

    `also` are other spellings that wait in the same city and mean the same: one confirmation decides them all.
    """

    name: ClassVar[str] = "name.decide"
    title: ClassVar[Text] = Text("认定名称", "Decide what a name means")

    organisation: Organisation | None = None
    collective: CollectiveName | None = None
    also: tuple[ReadName, ...] = ()

    def perform(self, ground: Ground) -> ReadName:
        """Raises NotThere for a spelling of another city, or one that somebody has decided."""
        for one in self.also:
            if one.city_id != self.read_name.city_id or not one.is_waiting:
                raise NotThere
        for one in self.also:
            self.decide(ground, one, organisation=self.organisation, collective=self.collective)
        return self.decide(ground, self.read_name, organisation=self.organisation, collective=self.collective)


@dataclass(frozen=True, kw_only=True)
class DecideCollectively(_OnName):
    """This name means these organisations (各市教育局): a list under the very name, and the decision, in one act."""

    name: ClassVar[str] = "name.decide_collectively"
    title: ClassVar[Text] = Text("认定为几个单位", "Decide that a name means several")

    members: tuple[Organisation, ...]

    def perform(self, ground: Ground) -> ReadName:
        """Raises NotThere without a member."""
        if not self.members:
            raise NotThere
        one = self.read_name
        rows = CollectiveName.objects.filter(name=one.name[:COLLECTIVE_LONGEST], city=one.city)
        made = rows.first() or ground.create(CollectiveName(name=one.name[:COLLECTIVE_LONGEST], city=one.city))
        listed = set(made.members.values_list("organisation_id", flat=True))
        ground.create_many([CollectiveMember(collective=made, organisation=each) for each in self.members
                            if each.pk not in listed])  # fmt: skip
        return self.decide(ground, one, collective=made)


@dataclass(frozen=True, kw_only=True)
class SetNameAside(_OnName):
    name: ClassVar[str] = "name.set_aside"
    title: ClassVar[Text] = Text("认定为非单位", "Set a name aside as no organisation")

    def perform(self, ground: Ground) -> ReadName:
        return self.decide(ground, self.read_name, set_aside=True)


@dataclass(frozen=True, kw_only=True)
class ReopenName(_OnName):
    """The decision was wrong: the name waits again. What was filed meanwhile is not touched."""

    name: ClassVar[str] = "name.reopen"
    title: ClassVar[Text] = Text("重新认定名称", "Put a name back into the queue")
    needs_reason: ClassVar[bool] = True

    def perform(self, ground: Ground) -> ReadName:
        return self.decide(ground, self.read_name)


@dataclass(frozen=True, kw_only=True)
class AddCollectiveName(Action[CollectiveName]):
    """A name for many: every organisation of a kind, or a list with dates."""

    name: ClassVar[str] = "collective.add"
    title: ClassVar[Text] = Text("增加集合名称", "Add a collective name")
    who: ClassVar[Right] = DECIDES_NAMES

    called: str
    city: Organisation | None = None
    called_en: str = ""
    every_kind: str = ""
    members: tuple[Organisation, ...] = ()
    valid_from: date | None = None

    def place(self) -> Place | None:
        return self.city.place if self.city else REGION

    def perform(self, ground: Ground) -> CollectiveName:
        values = {"name": self.called, "name_en": self.called_en, "city": self.city, "every_kind": self.every_kind}
        made = ground.create(CollectiveName(**values))
        rows = [CollectiveMember(collective=made, organisation=one, valid_from=self.valid_from) for one in self.members]
        ground.create_many(rows)
        return made


@dataclass(frozen=True, kw_only=True)
class _OnCollective(Action[CollectiveMember]):
    who: ClassVar[Right] = DECIDES_NAMES
    collective: CollectiveName

    def subject(self) -> CollectiveName:
        return self.collective

    def place(self) -> Place | None:
        return self.collective.city.place if self.collective.city else REGION


@dataclass(frozen=True, kw_only=True)
class JoinCollective(_OnCollective):
    name: ClassVar[str] = "collective.join"
    title: ClassVar[Text] = Text("列入集合名称", "Add a member to a collective name")

    organisation: Organisation
    valid_from: date | None = None

    def perform(self, ground: Ground) -> CollectiveMember:
        row = CollectiveMember(collective=self.collective, organisation=self.organisation, valid_from=self.valid_from)
        return ground.create(row)


@dataclass(frozen=True, kw_only=True)
class LeaveCollective(_OnCollective):
    name: ClassVar[str] = "collective.leave"
    title: ClassVar[Text] = Text("移出集合名称", "Take a member out of a collective name")

    member: CollectiveMember
    last_day: date

    def perform(self, ground: Ground) -> CollectiveMember:
        if self.member.collective_id != self.collective.pk:
            raise NotThere
        return ground.change(self.member, valid_to=self.last_day)


@dataclass(frozen=True, kw_only=True)
class ConfirmCounterpart(Action[Counterpart]):
    """Two organisations of two cities do the same work."""

    name: ClassVar[str] = "counterpart.confirm"
    title: ClassVar[Text] = Text("确认对口部门", "Confirm a counterpart")
    who: ClassVar[Right] = DECIDES_NAMES

    one: Organisation
    other: Organisation

    def subject(self) -> Organisation:
        return self.one

    def perform(self, ground: Ground) -> Counterpart:
        lower, higher = sorted((self.one, self.other), key=lambda organisation: organisation.id)
        known = Counterpart.objects.filter(one=lower, other=higher).first()
        return known or ground.create(Counterpart(one=lower, other=higher))


@dataclass(frozen=True, kw_only=True)
class WithdrawCounterpart(Action[None]):
    name: ClassVar[str] = "counterpart.withdraw"
    title: ClassVar[Text] = Text("取消对口部门", "Withdraw a counterpart")
    who: ClassVar[Right] = DECIDES_NAMES

    counterpart: Counterpart

    def subject(self) -> Organisation:
        return self.counterpart.one

    def perform(self, ground: Ground) -> None:
        ground.remove(self.counterpart)
