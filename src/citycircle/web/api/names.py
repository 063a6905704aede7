"""Printed names for programs: what waits, and what was decided."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ninja import Router, Schema

from citycircle.accounts.actions import names as actions
from citycircle.accounts.models import ReadName
from citycircle.core.messages import Text
from citycircle.web.api.doors import offer, reading
from citycircle.web.api.listing import After, Limit, Listed, listed
from citycircle.web.reach import names_within
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


@reading(router, "", noun=NOUN, who=actions.DECIDES_NAMES, title=Text("名称认定", "Names"), response=Listed[NameShape])
def every(request: Request, after: After = 0, limit: Limit = 100, *, waiting: bool = False) -> dict[str, Any]:
    rows = names_within(request.viewer)
    if waiting:
        rows = rows.filter(organisation=None, collective=None, set_aside=False)
    return listed(rows, after, limit, shape)


offer(router, "/queue", actions.QueueNames, noun=NOUN)
offer(router, "/decide", actions.DecideName, noun=NOUN)
offer(router, "/set-aside", actions.SetNameAside, noun=NOUN)
offer(router, "/reopen", actions.ReopenName, noun=NOUN)
offer(router, "/collective/add", actions.AddCollectiveName, noun=NOUN)
offer(router, "/counterparts/confirm", actions.ConfirmCounterpart, noun=NOUN)
