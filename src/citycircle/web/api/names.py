"""Printed names for programs: what waits, and what was decided."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from ninja import Router, Schema

from citycircle.accounts.actions import names as actions
from citycircle.accounts.models import CollectiveName, ReadName
from citycircle.core.messages import Text
from citycircle.web.api.doors import offer, reading
from citycircle.web.api.listing import After, Limit, Listed, listed
from citycircle.web.reach import collectives_within, names_within
from citycircle.web.requests import Request

router = Router()
NOUN = "names"


class NameShape(Schema):
    """A name as it was printed, where, and what it was found to mean."""

    id: int
    name: str
    city: int | None
    organisation: int | None
    collective: int | None
    set_aside: bool
    found_in: str
    first_seen: datetime


class MemberShape(Schema):
    """One of those behind a collective name; its number is what taking it out asks for."""

    id: int
    organisation: int
    valid_from: date | None
    valid_to: date | None


class CollectiveShape(Schema):
    """A name for many: every organisation of a kind, or a list with dates."""

    id: int
    name: str
    name_en: str
    city: int | None
    every_kind: str
    members: list[MemberShape]


def shape(one: ReadName) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "city": one.city_id,
        "organisation": one.organisation_id,
        "collective": one.collective_id,
        "set_aside": one.set_aside,
        "found_in": one.found_in,
        "first_seen": one.first_seen,
    }


def collective_shape(one: CollectiveName) -> dict[str, Any]:
    members = [
        {"id": each.pk, "organisation": each.organisation_id, "valid_from": each.valid_from, "valid_to": each.valid_to}
        for each in one.members.all()
    ]
    own = {name: getattr(one, name) for name in ("id", "name", "name_en", "every_kind")}
    return {**own, "city": one.city_id, "members": members}


@reading(router, "", noun=NOUN, who=actions.DECIDES_NAMES, title=Text("名称认定", "Names"), response=Listed[NameShape])
def every(request: Request, after: After = 0, limit: Limit = 100, *, waiting: bool = False) -> dict[str, Any]:
    rows = names_within(request.viewer)
    if waiting:
        rows = rows.filter(organisation=None, collective=None, set_aside=False)
    return listed(rows, after, limit, shape)


@reading(
    router,
    "/collectives",
    noun=NOUN,
    who=actions.DECIDES_NAMES,
    title=Text("集合名称", "Collective names"),
    response=Listed[CollectiveShape],
)
def collectives(request: Request, after: After = 0, limit: Limit = 100) -> dict[str, Any]:
    rows = collectives_within(request.viewer).prefetch_related("members")
    return listed(rows, after, limit, collective_shape)


offer(router, "/queue", actions.QueueNames, noun=NOUN)
offer(router, "/decide", actions.DecideName, noun=NOUN)
offer(router, "/decide-collectively", actions.DecideCollectively, noun=NOUN)
offer(router, "/set-aside", actions.SetNameAside, noun=NOUN)
offer(router, "/reopen", actions.ReopenName, noun=NOUN)
offer(router, "/collective/add", actions.AddCollectiveName, noun=NOUN)
offer(router, "/collective/join", actions.JoinCollective, noun=NOUN)
offer(router, "/collective/leave", actions.LeaveCollective, noun=NOUN)
offer(router, "/counterparts/confirm", actions.ConfirmCounterpart, noun=NOUN)
