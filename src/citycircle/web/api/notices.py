"""A person's own notices, for that person's programs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ninja import Router, Schema

from citycircle.accounts.rights import signed_in
from citycircle.core.messages import Text
from citycircle.records.notices.actions import ReadNotice
from citycircle.records.notices.models import Notice
from citycircle.web.api.doors import offer, reading
from citycircle.web.api.listing import After, Limit, Listed, listed
from citycircle.web.requests import Request

router = Router()
NOUN = "notices"


class NoticeShape(Schema):
    id: int
    at: datetime
    subject: dict[str, str]
    body: dict[str, str]
    link: str
    read_at: datetime | None


def shape(one: Notice) -> dict[str, Any]:
    return {
        "id": one.id,
        "at": one.at,
        "subject": {"zh": one.subject_zh, "en": one.subject_en},
        "body": {"zh": one.body_zh, "en": one.body_en},
        "link": one.link,
        "read_at": one.read_at,
    }


@reading(router, "", noun=NOUN, who=signed_in, title=Text("通知", "Notices"), response=Listed[NoticeShape])
def mine(request: Request, after: After = 0, limit: Limit = 100) -> dict[str, Any]:
    return listed(Notice.objects.filter(person=request.viewer.person), after, limit, shape)


offer(router, "/read", ReadNotice, noun=NOUN)
