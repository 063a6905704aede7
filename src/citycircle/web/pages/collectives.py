"""Collective names (各县区政府): what each one means, and who joins or leaves its list from which day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.urls import path, reverse

from citycircle.accounts.actions.names import DECIDES_NAMES, AddCollectiveName, JoinCollective, LeaveCollective
from citycircle.accounts.models import CollectiveMember, CollectiveName
from citycircle.accounts.rights import REGION, Place
from citycircle.core.messages import Text
from citycircle.web.forms import Entry, FormPage, named
from citycircle.web.pages.base import Page, found
from citycircle.web.pages.lists import ListPage
from citycircle.web.pages.organisations import NAMES_OF_KINDS, SINCE, city_column, kinds, today_open
from citycircle.web.reach import collectives_within
from citycircle.web.sheets import Column, Sheet

BY_LIST = Text("名单", "a list")


def means(one: CollectiveName) -> Text | str:
    return NAMES_OF_KINDS.get(one.every_kind, one.every_kind) if one.every_kind else BY_LIST


def place_of(one: CollectiveName) -> Place:
    return one.city.place if one.city else REGION


def address_of(one: CollectiveName) -> str:
    return reverse("collective", args=[one.pk])


class Collectives(ListPage):
    title = Text("集合名称", "Collective names")
    who = DECIDES_NAMES
    sheet = Sheet(
        title,
        (
            Column("name", Text("名称", "Name"), named, ("name",), ("name", "name_en"), link=address_of),
            Column("means", Text("所指", "Means"), means, ("every_kind",)),
            city_column(Text("城市", "City")),
        ),
        order=("name", "pk"),
        empty=Text("还没有集合名称。", "No collective name yet."),
    )

    def rows(self) -> QuerySet[CollectiveName]:
        return collectives_within(self.request.viewer)

    def offers(self) -> list[tuple[object, str]]:
        return [(AddCollectiveName.title, reverse("add_collective"))]


class OneCollective(Page):
    """A collective name with its members, past and present; what may be done is asked where it belongs."""

    title = Collectives.title
    who = DECIDES_NAMES
    template = "pages/collective.html"

    def find(self, **keys: Any) -> CollectiveName:
        one: CollectiveName = found(collectives_within(self.request.viewer), **keys)
        return one

    def place(self) -> None:
        """What holds in the whole region is read in every city."""

    def context(self) -> dict[str, Any]:
        one = self.subject
        members = one.members.select_related("organisation").order_by("organisation__code", "valid_from")
        may = JoinCollective.who.allows(self.request.viewer, place_of(one))
        return {"means": means(one), "members": members, "may_change": may, "day": self.request.viewer.day}


class Join(FormPage):
    action = JoinCollective
    entries = (Entry("organisation", Text("单位", "Organisation"), "choice", rows=today_open), SINCE)

    def find(self, **keys: Any) -> CollectiveName:
        one: CollectiveName = found(CollectiveName.objects.filter(every_kind="").select_related("city"), **keys)
        return one

    def place(self) -> Place:
        return place_of(self.subject)

    def make(self, values: Mapping[str, Any]) -> JoinCollective:
        return JoinCollective(collective=self.subject, **values)

    def onward(self, result: CollectiveMember) -> str:
        return address_of(self.subject)


class Leave(FormPage):
    action = LeaveCollective
    entries = (Entry("last_day", Text("最后一日", "Last day"), "day"),)

    def find(self, **keys: Any) -> CollectiveMember:
        rows = CollectiveMember.objects.select_related("collective__city", "organisation")
        member: CollectiveMember = found(rows, **keys)
        return member

    def place(self) -> Place:
        return place_of(self.subject.collective)

    def make(self, values: Mapping[str, Any]) -> LeaveCollective:
        return LeaveCollective(collective=self.subject.collective, member=self.subject, **values)

    def onward(self, result: CollectiveMember) -> str:
        return address_of(self.subject.collective)


class Add(FormPage):
    action = AddCollectiveName
    entries = (
        Entry("called", Text("集合名称", "Collective name"), longest=120),
        Entry("called_en", Text("英文名称", "English name"), required=False),
        Entry(
            "city",
            Text("城市（不选则全圈通用）", "City (none: the whole region)"),
            "choice",
            required=False,
            rows=lambda: today_open().filter(kind="city"),
        ),
        Entry(
            "every_kind",
            Text("指全部某类单位", "Means every organisation of a kind"),
            "choice",
            required=False,
            options=kinds,
            hint=Text("不选则逐个列入", "none: members are listed one by one"),
        ),
    )
    explanation = Text(
        "如“各县（市、区）政府”指本市全部县（市、区）；单位增减时自动随名录变化。",
        "Such as “all county governments”: every county of the city; it follows the register as that changes.",
    )

    def make(self, values: Mapping[str, Any]) -> AddCollectiveName:
        return AddCollectiveName(**values)

    def onward(self, result: CollectiveName) -> str:
        return address_of(result)


urlpatterns = [
    path("names/collectives", Collectives.as_view(), name="collectives"),
    path("names/collective", Add.as_view(), name="add_collective"),
    path("names/collective/<int:pk>", OneCollective.as_view(), name="collective"),
    path("names/collective/<int:pk>/join", Join.as_view(), name="join_collective"),
    path("names/members/<int:pk>/leave", Leave.as_view(), name="leave_collective"),
]
