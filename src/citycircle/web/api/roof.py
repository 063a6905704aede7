"""The API as a whole: version 1 under /api/v1/, its description as OpenAPI, its errors in the one shape."""

from __future__ import annotations

import json
import pkgutil
from collections.abc import Sequence
from http import HTTPStatus
from importlib import import_module
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.renderers import JSONRenderer

from citycircle import __version__
from citycircle.accounts.errors import NotUnderstood, SignInNeeded
from citycircle.core.errors import CityCircleError
from citycircle.web import api as rooms
from citycircle.web.api.gate import Session, Token
from citycircle.web.errors import FormTooOld, RequestRefused, status_of


class Readable(JSONRenderer):
    """Chinese as it is written, so that somebody with curl can read it; half a character becomes a question mark."""

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        return json.dumps(data, cls=self.encoder_class, ensure_ascii=False).encode("utf-8", "replace")


def _answer(request: HttpRequest, shape: dict[str, Any], status: int) -> HttpResponse:
    content = Readable().render(request, shape, response_status=status)
    return HttpResponse(content, content_type="application/json", status=status)


api = NinjaAPI(
    renderer=Readable(),
    title="CityCircle 同城圈",
    version=__version__,
    description="What the pages can do. Every write is an action with an audit line; every error has one shape.",
    auth=[Token(), Session()],
    docs_url=None,  # its page would load scripts from elsewhere
    urls_namespace="api",
)


@api.exception_handler(CityCircleError)
def situation(request: HttpRequest, error: CityCircleError) -> HttpResponse:
    return _answer(request, error.as_json(), status_of(error))


@api.exception_handler(ValidationError)
def not_understood(request: HttpRequest, error: ValidationError) -> HttpResponse:
    found: dict[str, Sequence[str]] = {}
    for one in error.errors:
        place = ".".join(str(part) for part in one.get("loc", ()) if part not in {"body", "given", "query"}) or "body"
        found[place] = [*found.get(place, ()), str(one.get("msg", ""))]
    problem = NotUnderstood(found)
    return _answer(request, _with_fields(problem), HTTPStatus.UNPROCESSABLE_ENTITY)


@api.exception_handler(AuthenticationError)
def stranger(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return _answer(request, SignInNeeded().as_json(), HTTPStatus.UNAUTHORIZED)


@api.exception_handler(RequestDataTooBig)
def too_large(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    return _answer(request, RequestRefused().as_json(), HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


@api.exception_handler(HttpError)
def refused(request: HttpRequest, error: HttpError) -> HttpResponse:
    """What the library itself refuses: a body that is no JSON, a form without its token."""
    if error.status_code == HTTPStatus.FORBIDDEN:
        return _answer(request, FormTooOld().as_json(), error.status_code)
    return _answer(request, _with_fields(NotUnderstood({"body": [str(error)]})), error.status_code)


def _with_fields(problem: NotUnderstood) -> dict[str, Any]:
    shape = problem.as_json()
    shape["error"]["fields"] = {name: list(hints) for name, hints in problem.fields.items()}
    return shape


for found in sorted(pkgutil.iter_modules(rooms.__path__), key=lambda one: one.name):
    room = import_module(f"{rooms.__name__}.{found.name}")
    if hasattr(room, "router"):
        api.add_router(f"/{found.name.replace('_', '-')}", room.router, tags=[found.name])
