"""Hierarchies: a new circle, corridor or basin, and the day on which an organisation leaves one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import path, reverse

from citycircle.accounts.actions.hierarchies import AddHierarchy, LeaveHierarchy
from citycircle.accounts.models import Hierarchy, Membership
from citycircle.accounts.models.organisations import HierarchyKind
from citycircle.accounts.rights import Place
from citycircle.core.messages import Text
from citycircle.web.forms import Entry, FormPage
from citycircle.web.pages.base import found
from citycircle.web.pages.organisations import NAME, NAME_EN, address_of
from citycircle.web.sheets import Option

KINDS: dict[str, Text] = {
    kind.value: Text(kind.label, english)
    for kind, english in {
        HierarchyKind.ADMINISTRATION: "administration",
        HierarchyKind.CIRCLE: "metropolitan circle",
        HierarchyKind.CORRIDOR: "corridor",
        HierarchyKind.BASIN: "river basin",
    }.items()
}


def kinds() -> list[Option]:
    return list(KINDS.items())


class Add(FormPage):
    action = AddHierarchy
    entries = (
        Entry("code", Text("代码", "Code"), hint=Text("自定，不重复", "your own, unique"), longest=64),
        NAME,
        NAME_EN,
        Entry("kind", Text("类别", "Kind"), "choice", options=kinds),
    )
    explanation = Text(
        "保存后，请在各成员单位的页面选“加入组织体系”。",
        "Afterwards choose “Join a hierarchy” on the page of each member.",
    )

    def make(self, values: Mapping[str, Any]) -> AddHierarchy:
        return AddHierarchy(**values)

    def onward(self, result: Hierarchy) -> str:
        return reverse("organisations")


class Leave(FormPage):
    action = LeaveHierarchy
    entries = (Entry("last_day", Text("最后一日", "Last day"), "day"),)

    def find(self, **keys: Any) -> Membership:
        membership: Membership = found(Membership.objects.select_related("member", "hierarchy"), **keys)
        return membership

    def place(self) -> Place:
        place: Place = self.subject.member.place
        return place

    def make(self, values: Mapping[str, Any]) -> LeaveHierarchy:
        return LeaveHierarchy(membership=self.subject, **values)

    def onward(self, result: Membership) -> str:
        return address_of(result.member)


urlpatterns = [
    path("hierarchies/add", Add.as_view(), name="add_hierarchy"),
    path("memberships/<int:pk>/leave", Leave.as_view(), name="leave_hierarchy"),
]
