"""Who is asking, in which language, and how errors are answered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.conf import settings
from django.contrib.auth import get_user, logout
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.functional import SimpleLazyObject
from django.utils.timezone import localdate, now

from citycircle.accounts.errors import NotStorable
from citycircle.accounts.models import Person
from citycircle.accounts.viewers import viewer_of, visitor
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Language, speaking
from citycircle.web import errors
from citycircle.web.addresses import address_of
from citycircle.web.requests import Request

Answer = Callable[[HttpRequest], HttpResponseBase]
TOUCH_SECONDS = 60
NUL = "\x00"


class PresenceMiddleware:
    """Puts the viewer on the request, and ends a session that was idle for thirty minutes.

    The session is written at most once a minute, so that reading pages costs no writes.
    """

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: Request) -> HttpResponseBase:
        request.now = now()
        request.person = self._person(request)
        day = localdate(request.now)
        address = address_of(request)
        request.viewer = viewer_of(request.person, day, address) if request.person else visitor(day, address)
        response = self.answer(request)
        if request.person is not None:
            # Several people may share a computer: after signing out, its memory holds no page.
            patch_cache_control(response, private=True, no_store=True)
        return response

    def _person(self, request: Request) -> Person | None:
        user = get_user(request)
        if not isinstance(user, Person):
            return None
        seen, moment = request.session.get("seen", 0), int(request.now.timestamp())
        if moment - seen > settings.IDLE.total_seconds():
            logout(request)
            return None
        if moment - seen > TOUCH_SECONDS:
            request.session["seen"] = moment
        request.user = cast("Person", SimpleLazyObject(lambda: user))
        return user


def is_for_programs(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")


class LanguageMiddleware:
    """Each person's own language; visitors choose by cookie, else by what the browser prefers."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: Request) -> HttpResponseBase:
        language = language_of(request)
        with translation.override("zh-hans" if language == "zh" else "en"), speaking(language):
            response = self.answer(request)
        response.headers.setdefault("Content-Language", "zh-Hans" if language == "zh" else "en")
        return response


def language_of(request: Request) -> Language:
    if request.person is not None:
        return "en" if request.person.language == "en" else "zh"
    wanted = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    if wanted is None:
        accepted = request.headers.get("Accept-Language", "")
        wanted = "en" if accepted.lower().startswith("en") else "zh"
    return "en" if wanted == "en" else "zh"


class ErrorsMiddleware:
    """Every CityCircleError becomes one page, or one JSON shape for programs."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.answer(request)

    def process_view(self, request: Request, *_page: Any) -> HttpResponseBase | None:
        """Nobody types NUL, and PostgreSQL asks no question that holds one: it is refused before any page."""
        typed = [request.GET, *([request.POST] if request.method == "POST" and not is_for_programs(request) else [])]
        held = any(NUL in one for given in typed for name, values in given.lists() for one in (name, *values))
        return errors.answered(request, NotStorable()) if held else None

    def process_exception(self, request: Request, error: Exception) -> HttpResponseBase | None:
        return errors.answered(request, error) if isinstance(error, CityCircleError) else None
