"""The register: who there is, who they were, where they belong, and what was changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.urls import path, reverse

from citycircle.accounts.actions.base import Action
from citycircle.accounts.actions.hierarchies import AddHierarchy, JoinHierarchy
from citycircle.accounts.actions.organisations import (
    KEEPS_REGISTER,
    AddAlias,
    AddOrganisation,
    AmendOrganisation,
    CloseOrganisation,
    MergeOrganisation,
    RenameOrganisation,
)
from citycircle.accounts.models import AuditLine, Hierarchy, Holding, Organisation
from citycircle.accounts.models.audit import Outcome
from citycircle.accounts.rights import signed_in
from citycircle.core.messages import Text, spoken
from citycircle.core.organisations import KIND_NAMES
from citycircle.web.forms import Entry, FormPage
from citycircle.web.navigation import entry
from citycircle.web.pages.base import Page, found
from citycircle.web.pages.lists import ListPage
from citycircle.web.sheets import Column, Option, Sheet

NAMES_OF_KINDS: dict[str, Text] = {kind: name for kind, name in KIND_NAMES.items() if kind != "collective"}
LINES_SHOWN = 20


def kind_of(organisation: Organisation) -> Text | str:
    return NAMES_OF_KINDS.get(organisation.kind, organisation.kind)


def kinds() -> list[Option]:
    return list(NAMES_OF_KINDS.items())


def today_open() -> QuerySet[Organisation]:
    """Organisations that one may choose: those that have not ended."""
    return Organisation.objects.filter(valid_to=None).order_by("code")


def cities() -> list[Option]:
    return [(str(city.pk), city.called(spoken())) for city in today_open().filter(kind="city")]


def address_of(organisation: Organisation) -> str:
    return reverse("organisation", args=[organisation.pk])


def city_column(title: Text) -> Column:
    """The city of a row, to sort and choose by; what belongs to no single city is of the whole region."""
    return Column(
        "city",
        title,
        lambda one: one.city.called(spoken()) if one.city else Text("全圈", "whole region"),
        sort=("city__code",),
        choose="city",
        options=cities,
    )


class Organisations(ListPage):
    title = Text("单位名录", "Organisations")
    who = signed_in
    sheet = Sheet(
        title,
        (
            Column("code", Text("代码", "Code"), lambda one: one.code, sort=("code",), search=("code",)),
            Column(
                "name",
                Text("名称", "Name"),
                lambda one: one.called(spoken()),
                sort=("name",),
                search=("name", "name_en", "aliases__name"),
                link=address_of,
            ),
            Column("kind", Text("类别", "Kind"), kind_of, sort=("kind",), choose="kind", options=kinds),
            city_column(Text("所属城市", "City")),
            Column("parent", Text("上级", "Above"), lambda one: one.parent.called(spoken()) if one.parent else ""),
            Column("since", Text("自", "From"), lambda one: one.valid_from, sort=("valid_from",)),
            Column("until", Text("至", "Until"), lambda one: one.valid_to, sort=("valid_to",)),
            Column(
                "heir",
                Text("承接单位", "Successor"),
                lambda one: one.successor.called(spoken()) if one.successor else "",
            ),
        ),
        order=("code",),
        group="city",
    )

    def rows(self) -> QuerySet[Organisation]:
        related = ("city", "parent", "successor")
        shown = [f"{one}__{name}" for one in related for name in ("name", "name_en")]
        own = ("code", "name", "name_en", "kind", "valid_from", "valid_to")
        return Organisation.objects.select_related(*related).only(*own, *shown)

    def offers(self) -> list[tuple[object, str]]:
        may: dict[type[Action[Any]], str] = {AddOrganisation: "add_organisation", AddHierarchy: "add_hierarchy"}
        return [(each.title, reverse(route)) for each, route in may.items() if each.who.allows(self.request.viewer)]


class OneOrganisation(Page):
    """An organisation with its names, its place in every hierarchy, its posts and its history."""

    title = Text("单位", "Organisation")
    who = signed_in
    template = "pages/organisation.html"

    def find(self, **keys: Any) -> Organisation:
        organisation: Organisation = found(Organisation.objects.select_related("city", "parent", "successor"), **keys)
        return organisation

    def place(self) -> None:
        """The register is open to everybody who has signed in; posts and history only to its own city and the region.

        What can be done is asked for each action.
        """

    def context(self) -> dict[str, Any]:
        one, viewer = self.subject, self.request.viewer
        is_near = viewer.is_regional or viewer.in_city(one.place)
        return {
            "kind": kind_of(one),
            "line_above": _line_above(one),
            "memberships": one.memberships.on(viewer.day).select_related("hierarchy", "above"),
            "children": one.children.on(viewer.day),
            "before": one.predecessors.all(),
            "posts": _posts(one, viewer.day) if is_near else [],
            "is_near": is_near,
            "may_change": KEEPS_REGISTER.allows(viewer, one.place),
            "history": _history(one) if is_near else [],
            "offers": [
                (form.action.title, reverse(route, args=[one.pk]))
                for route, form in ON_ONE.items()
                if form.action.who.allows(viewer, one.place) and one.valid_to is None
            ],
        }


def _history(organisation: Organisation) -> QuerySet[AuditLine]:
    lines = AuditLine.objects.filter(subject=f"organisation:{organisation.pk}", outcome=Outcome.DONE)
    return lines.order_by("-number")[:LINES_SHOWN]


def _line_above(organisation: Organisation) -> list[Organisation]:
    line: list[Organisation] = []
    above = organisation.parent
    while above is not None and above not in line:
        line.insert(0, above)
        above = above.parent
    return line


def _posts(organisation: Organisation, day: Any) -> list[tuple[Any, list[Holding]]]:  # a date
    posts = organisation.posts.on(day).order_by("role", "id")
    holdings = Holding.objects.on(day).filter(post__in=posts).select_related("person")
    return [(post, [one for one in holdings if one.post_id == post.pk]) for post in posts]


NAME = Entry("called", Text("名称", "Name"), longest=120)
NAME_EN = Entry("called_en", Text("英文名称", "English name"), required=False)
CODE = Entry(
    "code",
    Text("代码", "Code"),
    hint=Text("统一社会信用代码、区划代码或自定代码", "Social credit, division or own code"),
)
KIND = Entry("kind", Text("类别", "Kind"), "choice", options=kinds)
PARENT = Entry("parent", Text("上级", "Above"), "choice", required=False, rows=today_open)
SINCE = Entry("valid_from", Text("启用日期", "From"), "day", required=False)
FROM_DAY = Entry("on", Text("自何日起", "From which day"), "day")


class Add(FormPage):
    action = AddOrganisation
    entries = (
        CODE,
        NAME,
        NAME_EN,
        KIND,
        PARENT,
        SINCE,
        Entry("aliases", Text("别名，每行一个", "Aliases, one a line"), "lines", required=False),
    )

    def make(self, values: Mapping[str, Any]) -> AddOrganisation:
        return AddOrganisation(**values)

    def onward(self, result: Organisation) -> str:
        return address_of(result)


class _OnOne(FormPage):
    """A form about one organisation; it comes back to the organisation that carries on."""

    def find(self, **keys: Any) -> Organisation:
        organisation: Organisation = found(Organisation.objects.all(), **keys)
        return organisation

    def make(self, values: Mapping[str, Any]) -> Any:  # each subclass names its action
        action: Any = self.action
        return action(organisation=self.subject, **values)

    def onward(self, result: Any) -> str:  # an organisation, or something of one
        return address_of(result if isinstance(result, Organisation) else self.subject)


class Amend(_OnOne):
    action = AmendOrganisation
    entries = (NAME, NAME_EN, KIND, PARENT)
    explanation = Text(
        "用于更正录入错误。单位改名请用“单位更名”，旧文件仍显示旧名称。",
        "For slips of entry. If the organisation is called otherwise from a day on, rename it: old papers keep "
        "the old name.",
    )

    def initial(self) -> Mapping[str, object]:
        one = self.subject
        return {"called": one.name, "called_en": one.name_en, "kind": one.kind, "parent": one.parent}

    def make(self, values: Mapping[str, Any]) -> AmendOrganisation:
        return AmendOrganisation(organisation=self.subject, seen=self.version or 0, **values)


class Rename(_OnOne):
    action = RenameOrganisation
    entries = (
        Entry("called", Text("新名称", "New name"), longest=120),
        NAME_EN,
        Entry("code", Text("新代码", "New code")),
        FROM_DAY,
    )
    explanation = Text(
        "旧单位自该日前一日止，新单位承接其岗位、别名和下级；此前的材料仍用旧名称。",
        "The old one ends the day before; the new one carries on its posts, aliases and lower organisations. "
        "Earlier papers keep the old name.",
    )


class Merge(_OnOne):
    action = MergeOrganisation
    entries = (Entry("into", Text("并入哪个单位", "Into which organisation"), "choice", rows=today_open), FROM_DAY)


class Close(_OnOne):
    action = CloseOrganisation
    entries = (Entry("last_day", Text("最后一日", "Last day"), "day"),)


class Alias(_OnOne):
    action = AddAlias
    entries = (Entry("alias", Text("别名", "Alias"), longest=120),)


class Join(_OnOne):
    action = JoinHierarchy
    entries = (
        Entry("hierarchy", Text("组织体系", "Hierarchy"), "choice", rows=Hierarchy.objects.all),
        Entry("above", Text("在其中的上级", "Above it there"), "choice", required=False, rows=today_open),
        SINCE,
    )


ON_ONE: dict[str, type[_OnOne]] = {
    "amend_organisation": Amend,
    "rename_organisation": Rename,
    "merge_organisation": Merge,
    "close_organisation": Close,
    "alias_organisation": Alias,
    "join_hierarchy": Join,
}

entry(300, Organisations.title, "organisations", Organisations.who)

urlpatterns = [
    path("organisations/", Organisations.as_view(), name="organisations"),
    path("organisations/add", Add.as_view(), name="add_organisation"),
    path("organisations/<int:pk>", OneOrganisation.as_view(), name="organisation"),
    *(
        path(f"organisations/<int:pk>/{route.split('_')[0]}", form.as_view(), name=route)
        for route, form in ON_ONE.items()
    ),
]
