"""Who asks: a person with a session, or a program with a token that speaks for a person."""

from __future__ import annotations

from django.utils.timezone import localdate
from ninja.security import HttpBearer
from ninja.security.apikey import APIKeyCookie

from citycircle.accounts.actions.tokens import hashed
from citycircle.accounts.models import ApiToken
from citycircle.accounts.viewers import viewer_of
from citycircle.web.addresses import address_of
from citycircle.web.requests import Request


class Token(HttpBearer):
    """`Authorization: Bearer cc_…`. A token that ended, was withdrawn, or whose person left opens nothing."""

    def authenticate(self, request: Request, token: str) -> ApiToken | None:  # type: ignore[override]  # ours, with the viewer
        row = ApiToken.objects.select_related("person").filter(hash=hashed(token), withdrawn_at=None).first()
        if row is None or row.expires_at <= request.now or not row.person.is_active:
            return None
        request.person = row.person
        request.viewer = viewer_of(row.person, localdate(request.now), address_of(request))
        request.api_token = row
        return row


class Session(APIKeyCookie):
    """The session of a person who signed in; writing needs the CSRF token like any form."""

    param_name = "citycircle"

    def __init__(self) -> None:
        super().__init__(csrf=True)

    def authenticate(self, request: Request, key: str | None) -> object | None:  # type: ignore[override]  # ours, with the viewer
        return request.person
