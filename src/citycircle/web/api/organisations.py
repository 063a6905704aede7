"""The register for programs."""

from __future__ import annotations

from datetime import date
from typing import Any

from ninja import Router, Schema

from citycircle.accounts import naming
from citycircle.accounts.actions import hierarchies
from citycircle.accounts.actions import organisations as actions
from citycircle.accounts.errors import NotThere
from citycircle.accounts.models import Alias, Hierarchy, Membership, Organisation
from citycircle.accounts.rights import signed_in
from citycircle.core.messages import Text
from citycircle.web.api.doors import offer, reading
from citycircle.web.api.listing import After, Limit, Listed, Number, listed
from citycircle.web.requests import Request

router = Router()
NOUN = "organisations"


class OrganisationShape(Schema):
    """An organisation with its days; `city`, `parent` and `successor` are numbers of others."""

    id: int
    code: str
    name: str
    name_en: str
    kind: str
    aliases: list[str]
    parent: int | None
    city: int | None
    successor: int | None
    valid_from: date | None
    valid_to: date | None
    version: int


def shape(one: Organisation) -> dict[str, Any]:
    return {
        "id": one.id,
        "code": one.code,
        "name": one.name,
        "name_en": one.name_en,
        "kind": one.kind,
        "aliases": [alias.name for alias in one.aliases.all()],
        "parent": one.parent_id,
        "city": one.city_id,
        "successor": one.successor_id,
        "valid_from": one.valid_from,
        "valid_to": one.valid_to,
        "version": one.version,
    }


@reading(
    router, "", noun=NOUN, who=signed_in, title=Text("单位名录", "Organisations"), response=Listed[OrganisationShape]
)
def every(request: Request, after: After = 0, limit: Limit = 100, name: str = "", kind: str = "") -> dict[str, Any]:
    rows = Organisation.objects.prefetch_related("aliases")
    if name:
        rows = rows.filter(name__icontains=name)
    if kind:
        rows = rows.filter(kind=kind)
    return listed(rows, after, limit, shape)


@reading(
    router,
    "/resolve",
    noun=NOUN,
    who=signed_in,
    title=Text("认读名称", "Read a name"),
    response=list[OrganisationShape],
)
def resolve(request: Request, name: str, city: int | None = None, on: date | None = None) -> list[dict[str, Any]]:
    """Who is meant by a printed name in a city on a day; empty when nobody knows yet."""
    place = (
        Organisation.objects.filter(pk=city, kind="city").first() if city is not None and abs(city) < 2**63 else None
    )
    if city is not None and place is None:
        raise NotThere
    meaning = naming.read([name], city=place, day=on or request.viewer.day)[name]
    return [shape(one) for one in Organisation.objects.filter(pk__in=meaning.organisations).prefetch_related("aliases")]


class AliasShape(Schema):
    """Another name of an organisation; its number is what removing it asks for."""

    id: int
    organisation: int
    name: str


class HierarchyShape(Schema):
    """A circle, corridor, basin or the administration."""

    id: int
    code: str
    name: str
    name_en: str
    kind: str


class MembershipShape(Schema):
    """An organisation in a hierarchy, from when to when; its number is what leaving asks for."""

    id: int
    hierarchy: int
    organisation: int
    above: int | None
    valid_from: date | None
    valid_to: date | None


def alias_shape(one: Alias) -> dict[str, Any]:
    return {"id": one.pk, "organisation": one.organisation_id, "name": one.name}


def hierarchy_shape(one: Hierarchy) -> dict[str, Any]:
    return {name: getattr(one, name) for name in HierarchyShape.model_fields}


def membership_shape(one: Membership) -> dict[str, Any]:
    return {
        "id": one.pk,
        "hierarchy": one.hierarchy_id,
        "organisation": one.member_id,
        "above": one.above_id,
        "valid_from": one.valid_from,
        "valid_to": one.valid_to,
    }


@reading(router, "/aliases", noun=NOUN, who=signed_in, title=Text("别名", "Aliases"), response=Listed[AliasShape])
def aliases(
    request: Request, after: After = 0, limit: Limit = 100, organisation: Number | None = None
) -> dict[str, Any]:
    rows = Alias.objects.all()
    return listed(rows.filter(organisation=organisation) if organisation else rows, after, limit, alias_shape)


@reading(
    router,
    "/hierarchies",
    noun=NOUN,
    who=signed_in,
    title=Text("组织体系", "Hierarchies"),
    response=Listed[HierarchyShape],
)
def every_hierarchy(request: Request, after: After = 0, limit: Limit = 100) -> dict[str, Any]:
    return listed(Hierarchy.objects.all(), after, limit, hierarchy_shape)


@reading(
    router,
    "/hierarchies/memberships",
    noun=NOUN,
    who=signed_in,
    title=Text("组织体系成员", "Members of hierarchies"),
    response=Listed[MembershipShape],
)
def memberships(
    request: Request, after: After = 0, limit: Limit = 100, hierarchy: Number | None = None
) -> dict[str, Any]:
    rows = Membership.objects.all()
    return listed(rows.filter(hierarchy=hierarchy) if hierarchy else rows, after, limit, membership_shape)


@reading(router, "/{int:pk}", noun=NOUN, who=signed_in, title=Text("单位", "Organisation"), response=OrganisationShape)
def one(request: Request, pk: int) -> dict[str, Any]:
    found = Organisation.objects.filter(pk=pk).first() if pk < 2**63 else None
    if found is None:
        raise NotThere
    return shape(found)


offer(router, "/add", actions.AddOrganisation, noun=NOUN)
offer(router, "/amend", actions.AmendOrganisation, noun=NOUN)
offer(router, "/rename", actions.RenameOrganisation, noun=NOUN)
offer(router, "/merge", actions.MergeOrganisation, noun=NOUN)
offer(router, "/close", actions.CloseOrganisation, noun=NOUN)
offer(router, "/aliases/add", actions.AddAlias, noun=NOUN)
offer(router, "/aliases/remove", actions.RemoveAlias, noun=NOUN)
offer(router, "/hierarchies/add", hierarchies.AddHierarchy, noun=NOUN)
offer(router, "/hierarchies/join", hierarchies.JoinHierarchy, noun=NOUN)
offer(router, "/hierarchies/leave", hierarchies.LeaveHierarchy, noun=NOUN)
