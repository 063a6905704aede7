"""Posts stay, people come and go: who holds a post, who is its deputy, who stands in for some days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.db.models import Q

from citycircle.accounts.actions.base import Action
from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.actions.people import GRANTS_ACCOUNTS
from citycircle.accounts.models import Delegation, Holding, Organisation, Person, Post
from citycircle.accounts.rights import Place, Right, Viewer
from citycircle.accounts.roles import ADMINISTRATORS, ROLES, Role
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text, listed


class AdministratorsKeptApart(CityCircleError):
    what = Text("{person}不能同时担任：{roles}。", "{person} cannot be all of these at once: {roles}.")
    why = Text(
        "系统、安全、审计三员分立，且不兼业务岗位。",
        "The system, security and audit administrators are kept apart, and from working posts.",
    )
    then = Text("请另选人员，或先结束原任职。", "Please choose somebody else, or end the other post first.")


class StandInFromElsewhere(CityCircleError):
    what = Text(
        "{person}不在本单位任职，不能代办。", "{person} holds no post at this organisation and cannot stand in."
    )
    why = Text("委托代办不能把权限交到其他单位。", "Leave hands no rights to another organisation.")
    then = Text(
        "请选择本单位人员，或请安全管理员办理。", "Please choose a colleague, or ask the security administrator."
    )


class DaysReversed(CityCircleError):
    what = Text("结束日期{last}早于开始日期{first}。", "The last day {last} lies before the first day {first}.")
    why = Text("按日期核对权限。", "Rights follow these days.")
    then = Text("请更正日期。", "Please correct the days.")


@dataclass(frozen=True, kw_only=True)
class CreatePost(Action[Post]):
    name: ClassVar[str] = "post.create"
    title: ClassVar[Text] = Text("设立岗位", "Create a post")
    who: ClassVar[Right] = GRANTS_ACCOUNTS

    organisation: Organisation
    role: Role
    called: str
    phone: str = ""
    valid_from: date | None = None

    def place(self) -> Place:
        return self.organisation.place

    def perform(self, ground: Ground) -> Post:
        return ground.create(Post(organisation=self.organisation, role=self.role.value, title=self.called,
                                  phone=self.phone, valid_from=self.valid_from))  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ClosePost(Action[Post]):
    name: ClassVar[str] = "post.close"
    title: ClassVar[Text] = Text("撤销岗位", "Close a post")
    who: ClassVar[Right] = GRANTS_ACCOUNTS
    needs_reason: ClassVar[bool] = True

    post: Post
    last_day: date

    def subject(self) -> Post:
        return self.post

    def perform(self, ground: Ground) -> Post:
        return ground.change(self.post, valid_to=self.last_day)


@dataclass(frozen=True, kw_only=True)
class Appoint(Action[Holding]):
    """Somebody takes up a post on a day, as its first holder or as deputy."""

    name: ClassVar[str] = "post.appoint"
    title: ClassVar[Text] = Text("任职", "Appoint to a post")
    who: ClassVar[Right] = GRANTS_ACCOUNTS

    person: Person
    post: Post
    valid_from: date | None = None
    valid_to: date | None = None
    deputy: bool = False

    def subject(self) -> Post:
        return self.post

    def perform(self, ground: Ground) -> Holding:
        _in_order(self.valid_from, self.valid_to)
        _kept_apart(self.person, Role(self.post.role), self.valid_from, self.valid_to)
        return ground.create(Holding(person=self.person, post=self.post, valid_from=self.valid_from,
                                     valid_to=self.valid_to, deputy=self.deputy))  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class EndHolding(Action[Holding]):
    """The term ends; whom the holder had named to stand in stands in no longer."""

    name: ClassVar[str] = "post.leave"
    title: ClassVar[Text] = Text("离任", "End a term of office")
    who: ClassVar[Right] = GRANTS_ACCOUNTS

    holding: Holding
    last_day: date

    def subject(self) -> Post:
        return self.holding.post

    def perform(self, ground: Ground) -> Holding:
        if not self.holding.deputy:
            _end_stand_ins(ground, self.holding.post_id, self.last_day)
        return ground.change(self.holding, valid_to=self.last_day)


@dataclass(frozen=True, kw_only=True)
class Delegate(Action[Delegation]):
    """Somebody of the same organisation stands in for named days: leave, travel.

    The security administrator may name somebody else.
    """

    name: ClassVar[str] = "post.delegate"
    title: ClassVar[Text] = Text("委托代办", "Name a stand-in")
    who: ClassVar[Right] = GRANTS_ACCOUNTS

    post: Post
    stand_in: Person
    valid_from: date
    valid_to: date

    def subject(self) -> Post:
        return self.post

    def allows(self, viewer: Viewer) -> bool:
        """The holder of the post may too, without asking an administrator."""
        own = any(grant.post == self.post.id and not grant.deputy for grant in viewer.grants)
        return super().allows(viewer) or own

    def perform(self, ground: Ground) -> Delegation:
        _in_order(self.valid_from, self.valid_to)
        if not super().allows(ground.by) and not _works_at(self.stand_in, self.post, ground.day):
            raise StandInFromElsewhere(person=self.stand_in.name)
        _kept_apart(self.stand_in, Role(self.post.role), self.valid_from, self.valid_to)
        return ground.create(Delegation(post=self.post, stand_in=self.stand_in, valid_from=self.valid_from,
                                        valid_to=self.valid_to, reason=ground.reason[:200]))  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class EndDelegation(Action[Delegation]):
    name: ClassVar[str] = "post.end_delegation"
    title: ClassVar[Text] = Text("结束代办", "End a stand-in")
    who: ClassVar[Right] = GRANTS_ACCOUNTS

    delegation: Delegation

    def subject(self) -> Post:
        return self.delegation.post

    def allows(self, viewer: Viewer) -> bool:
        own = any(grant.post == self.delegation.post_id and not grant.deputy for grant in viewer.grants)
        return super().allows(viewer) or own

    def perform(self, ground: Ground) -> Delegation:
        _end_stand_in(ground, self.delegation, ground.day)
        return self.delegation


def _works_at(person: Person, post: Post, day: date) -> bool:
    return Holding.objects.on(day).filter(person=person, post__organisation=post.organisation_id).exists()


def _end_stand_ins(ground: Ground, post: int, last_day: date) -> None:
    for one in Delegation.objects.exclude(valid_to__lte=last_day).filter(post=post):
        _end_stand_in(ground, one, last_day)


def _end_stand_in(ground: Ground, one: Delegation, last_day: date) -> None:
    """One that has not begun is taken back; one that ended earlier stays as it was."""
    if one.valid_from is not None and one.valid_from > last_day:
        ground.remove(one)
    elif one.valid_to is None or one.valid_to > last_day:
        ground.change(one, valid_to=last_day)


def _in_order(first: date | None, last: date | None) -> None:
    if first is not None and last is not None and last < first:
        raise DaysReversed(first=first, last=last)


def _kept_apart(person: Person, role: Role, first: date | None, last: date | None) -> None:
    """Nobody holds two administrators' posts, nor one of them beside a working post, at the same time."""
    overlapping = Q(valid_to=None) | (Q(valid_to__gte=first) if first else Q())
    if last is not None:
        overlapping &= Q(valid_from=None) | Q(valid_from__lte=last)
    held = Holding.objects.filter(overlapping, person=person).values_list("post__role", flat=True)
    stood_in = Delegation.objects.filter(overlapping, stand_in=person).values_list("post__role", flat=True)
    roles = {Role(one) for one in (*held, *stood_in)} | {role}
    if len(roles) > 1 and roles & ADMINISTRATORS:
        said = sorted(roles, key=lambda one: one.value)
        raise AdministratorsKeptApart(person=person.name, roles=listed(ROLES[one].title for one in said))
