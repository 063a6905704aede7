"""The request as pages see it: with the viewer, the person and the moment."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from citycircle.accounts.models import ApiToken, Person
from citycircle.accounts.rights import Viewer


class Request(HttpRequest):
    """What the middleware has put on a request; used for typing only."""

    viewer: Viewer
    person: Person | None
    now: datetime
    htmx: HtmxDetails
    api_token: ApiToken | None
    """The key of a program, put here by the API's gate alone."""
