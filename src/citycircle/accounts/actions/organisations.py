"""Keeping the register: organisations come, are renamed, merged and closed; the old ones stay and keep their papers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar

from django.db import models

from citycircle.accounts.actions.base import Action
from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.models import Alias, Membership, Organisation, Post
from citycircle.accounts.rights import REGION, Place, Right, Viewer, holding
from citycircle.accounts.roles import Role
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text
from citycircle.core.organisations import folded

KEEPS_REGISTER: Right = holding(Role.SYSTEM_ADMINISTRATOR, Role.OFFICE_REVIEWER)


class NameTaken(CityCircleError):
    what = Text("“{name}”已是{holder}的名称或别名。", "“{name}” is already a name or alias of {holder}.")
    why = Text("同一处同一时间一个名称只能指一个单位。", "In one place, at one time, a name means one organisation.")
    then = Text("请换一个名称，或先调整原单位。", "Please choose another name, or change the other organisation first.")


class AlreadyEnded(CityCircleError):
    what = Text("{organisation}已于{day}停用。", "{organisation} ended on {day}.")
    why = Text("停用的单位只留作历史。", "An organisation that ended is kept as history only.")
    then = Text("请在承接单位上办理。", "Please do this on its successor.")


class DayNotCome(CityCircleError):
    what = Text("{day}尚未到，不能提前办理。", "{day} has not come yet.")
    why = Text(
        "岗位、体系和下级单位会立即转到承接单位，提前办理会使权限提前转移。",
        "Posts, memberships and lower organisations pass to the successor at once, and with them the rights.",
    )
    then = Text("请在{day}当日或以后办理。", "Please do it on {day} or later.")


class GoesInCircles(CityCircleError):
    what = Text("不能把{organisation}放在它自己的下级之下。", "{organisation} cannot stand below itself.")
    why = Text("隶属关系不能成环。", "Who is above whom must not go in circles.")
    then = Text("请重新选择上级。", "Please choose another organisation above it.")


@dataclass(frozen=True, kw_only=True)
class _OnOrganisation(Action[Any]):
    who: ClassVar[Right] = KEEPS_REGISTER
    organisation: Organisation

    def subject(self) -> Organisation:
        return self.organisation


@dataclass(frozen=True, kw_only=True)
class AddOrganisation(Action[Organisation]):
    name: ClassVar[str] = "organisation.add"
    title: ClassVar[Text] = Text("增加单位", "Add an organisation")
    who: ClassVar[Right] = KEEPS_REGISTER

    code: str
    called: str
    kind: str
    called_en: str = ""
    parent: Organisation | None = None
    valid_from: date | None = None
    aliases: tuple[str, ...] = ()

    def place(self) -> Place | None:
        """A city is the region's business, wherever it is put."""
        return self.parent.place if self.parent and self.kind != "city" else REGION

    def perform(self, ground: Ground) -> Organisation:
        for one in (self.called, *self.aliases):
            _must_be_free(one, self.parent, ground.day)
        made = ground.create(
            Organisation(
                code=self.code,
                name=self.called,
                name_en=self.called_en,
                kind=self.kind,
                parent=self.parent,
                valid_from=self.valid_from,
                city=city_of(self.parent),
            )
        )
        if made.kind == "city":
            ground.change(made, city=made)
        ground.create_many([Alias(organisation=made, name=alias) for alias in self.aliases])
        return made


@dataclass(frozen=True, kw_only=True)
class AmendOrganisation(_OnOrganisation):
    """Correct what was entered wrongly. A renaming is `RenameOrganisation`: old papers keep the old name."""

    name: ClassVar[str] = "organisation.amend"
    title: ClassVar[Text] = Text("更正单位资料", "Correct an organisation's entry")

    seen: int
    called: str
    called_en: str
    kind: str
    parent: Organisation | None

    def allows(self, viewer: Viewer) -> bool:
        """Where it goes has to be within reach too: out of its city, a post's rights would reach every city."""
        return super().allows(viewer) and (viewer.is_service or self.who.allows(viewer, self._place_to_be()))

    def _place_to_be(self) -> Place:
        now = self.organisation
        if (self.kind == "city") != (now.kind == "city"):
            return REGION
        if (self.parent and self.parent.pk) == now.parent_id:
            return now.place
        return self.parent.place if self.parent and self.kind != "city" else REGION

    def perform(self, ground: Ground) -> Organisation:
        if self.parent is not None and self.organisation in _line_above(self.parent):
            raise GoesInCircles(organisation=self.organisation)
        if self.called != self.organisation.name:
            _must_be_free(self.called, self.parent, ground.day)
        city = self.organisation if self.kind == "city" else city_of(self.parent)
        values = {
            "name": self.called,
            "name_en": self.called_en,
            "kind": self.kind,
            "parent": self.parent,
            "city": city,
        }
        return ground.change(self.organisation, seen=self.seen, **values)


@dataclass(frozen=True, kw_only=True)
class RenameOrganisation(_OnOrganisation):
    """From a day on it is called otherwise: a new entry begins, the old one ends and names it as its successor.

    People go on saying 市发改委: the aliases are the new one's too.
    """

    name: ClassVar[str] = "organisation.rename"
    title: ClassVar[Text] = Text("单位更名", "Rename an organisation")
    needs_reason: ClassVar[bool] = True

    code: str
    called: str
    on: date
    called_en: str = ""

    def perform(self, ground: Ground) -> Organisation:
        old = self.organisation
        _must_be_free(self.called, old.parent, self.on)
        heir = Organisation(code=self.code, name=self.called, name_en=self.called_en, kind=old.kind, parent=old.parent,
                            city=old.city, valid_from=self.on)  # fmt: skip
        ground.create(heir)
        if old.city_id == old.id:
            ground.change(heir, city=heir)
        _pass_on(ground, old, heir, self.on)
        short = [alias.name for alias in old.aliases.all() if folded(alias.name) != folded(self.called)]
        ground.create_many([Alias(organisation=heir, name=name) for name in short])
        return heir


@dataclass(frozen=True, kw_only=True)
class MergeOrganisation(_OnOrganisation):
    """From a day on another organisation carries on its work; do it once for each one that is merged."""

    name: ClassVar[str] = "organisation.merge"
    title: ClassVar[Text] = Text("单位并入", "Merge an organisation into another")
    needs_reason: ClassVar[bool] = True

    into: Organisation
    on: date

    def allows(self, viewer: Viewer) -> bool:
        """Both are touched, so both have to be within reach."""
        return super().allows(viewer) and (viewer.is_service or self.who.allows(viewer, self.into.place))

    def perform(self, ground: Ground) -> Organisation:
        if self.into in (self.organisation, *_heirs_before(self.organisation, self.into)):
            raise GoesInCircles(organisation=self.organisation)
        _pass_on(ground, self.organisation, self.into, self.on)
        return self.into


@dataclass(frozen=True, kw_only=True)
class CloseOrganisation(_OnOrganisation):
    """It ends on a day and nobody carries on; its posts end with it."""

    name: ClassVar[str] = "organisation.close"
    title: ClassVar[Text] = Text("停用单位", "Close an organisation")
    needs_reason: ClassVar[bool] = True

    last_day: date

    def perform(self, ground: Ground) -> Organisation:
        _must_be_open(self.organisation, self.last_day)
        for post in Post.objects.on(self.last_day).filter(organisation=self.organisation):
            ground.change(post, valid_to=self.last_day)
        return ground.change(self.organisation, valid_to=self.last_day)


@dataclass(frozen=True, kw_only=True)
class AddAlias(_OnOrganisation):
    name: ClassVar[str] = "organisation.add_alias"
    title: ClassVar[Text] = Text("增加别名", "Add an alias")

    alias: str

    def perform(self, ground: Ground) -> Alias:
        _must_be_free(self.alias, self.organisation.parent, ground.day)
        return ground.create(Alias(organisation=self.organisation, name=self.alias))


@dataclass(frozen=True, kw_only=True)
class RemoveAlias(Action[None]):
    name: ClassVar[str] = "organisation.remove_alias"
    title: ClassVar[Text] = Text("删除别名", "Remove an alias")
    who: ClassVar[Right] = KEEPS_REGISTER

    alias: Alias

    def subject(self) -> Organisation:
        return self.alias.organisation

    def perform(self, ground: Ground) -> None:
        ground.remove(self.alias)


def city_of(parent: Organisation | None) -> Organisation | None:
    """The city above, found on the way up; None for what stands above or beside the cities."""
    return next((one for one in _line_above(parent) if one.kind == "city"), None)


def _line_above(organisation: Organisation | None) -> list[Organisation]:
    line = []
    while organisation is not None and organisation not in line:
        line.append(organisation)
        organisation = organisation.parent
    return line


def _heirs_before(organisation: Organisation, into: Organisation) -> list[Organisation]:
    """The organisation, if it is already an heir of the one it should be merged into."""
    heir, seen = into.successor, [into]
    while heir is not None and heir not in seen:
        if heir == organisation:
            return [into]
        seen.append(heir)
        heir = heir.successor
    return []


def _pass_on(ground: Ground, old: Organisation, heir: Organisation, on: date) -> None:
    """End the old one the day before; its posts, memberships and lower organisations go on with the heir.

    They move at once, so a day that has not come is refused.
    """
    if on > ground.day:
        raise DayNotCome(day=on)
    last_day = on - timedelta(days=1)
    _must_be_open(old, last_day)
    ground.change(old, valid_to=last_day, successor=heir)
    for post in old.posts.on(on):
        ground.change(post, organisation=heir)
    for membership in old.memberships.on(on):
        ground.change(membership, valid_to=last_day)
        ground.create(Membership(hierarchy=membership.hierarchy, member=heir, above=membership.above, valid_from=on))
    for child in old.children.on(on):
        ground.change(child, parent=heir)
    if old.city_id == old.id:
        for one in Organisation.objects.filter(city=old).exclude(pk=old.pk):
            ground.change(one, city=heir)


def _must_be_open(organisation: Organisation, day: date) -> None:
    if organisation.valid_to is not None and organisation.valid_to < day:
        raise AlreadyEnded(organisation=organisation, day=organisation.valid_to)


def _must_be_free(name: str, parent: Organisation | None, day: date) -> None:
    """One name under one parent at one time means one organisation; spelling differences do not make it another."""
    rows = Organisation.objects.on(day).filter(parent=parent).prefetch_related("aliases")
    for row in rows.filter(
        models.Q(name__startswith=name[:1]) | models.Q(aliases__name__startswith=name[:1])
    ).distinct():
        if folded(name) in {folded(row.name), *(folded(alias.name) for alias in row.aliases.all())}:
            raise NameTaken(name=name, holder=row.name)
