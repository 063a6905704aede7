"""Search for programs: what the page finds, for the same viewer."""

from __future__ import annotations

from typing import Annotated, Any

from django.urls import reverse
from ninja import Query, Router, Schema

from citycircle.accounts.rights import signed_in
from citycircle.accounts.search import finding
from citycircle.core.messages import Text
from citycircle.web.api.doors import reading
from citycircle.web.requests import Request

router = Router()
NOUN = "search"
Typed = Annotated[str, Query(max_length=finding.LONGEST, description="a name, a code, or a part of one")]


class HitShape(Schema):
    """A thing that was found; `page` is where the service shows it."""

    kind: str
    id: int
    title: str
    title_en: str
    about: str
    page: str


class HitsShape(Schema):
    """What was found, best first; `is_cut` when there was more than is listed."""

    rows: list[HitShape]
    is_cut: bool


@reading(router, "", noun=NOUN, who=signed_in, title=Text("搜索", "Search"), response=HitsShape)
def everything(request: Request, q: Typed, kind: str = "") -> dict[str, Any]:
    found = finding.find(q, request.viewer, kind)
    return {"rows": [_shape(hit) for hit in found.hits], "is_cut": found.is_cut}


def _shape(hit: finding.Hit) -> dict[str, Any]:
    route, keys = hit.kind.address_of(hit.entry)
    entry = hit.entry
    return {
        "kind": entry.kind,
        "id": entry.number,
        "title": entry.title,
        "title_en": entry.title_en,
        "about": entry.about,
        "page": reverse(route, args=keys),
    }
