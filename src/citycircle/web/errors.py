"""How errors look: three sentences on a page, or one JSON shape for programs, with a fitting status."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import quote

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from citycircle.accounts.errors import (
    EditedMeanwhile,
    NotAllowed,
    NotFromHere,
    NotThere,
    NotYet,
    ScopeMissing,
    SignInNeeded,
)
from citycircle.accounts.signing_in import SignInLocked
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text

STATUS: dict[type[CityCircleError], HTTPStatus] = {
    SignInNeeded: HTTPStatus.UNAUTHORIZED,
    NotAllowed: HTTPStatus.FORBIDDEN,
    NotFromHere: HTTPStatus.FORBIDDEN,
    NotYet: HTTPStatus.FORBIDDEN,
    ScopeMissing: HTTPStatus.FORBIDDEN,
    NotThere: HTTPStatus.NOT_FOUND,
    EditedMeanwhile: HTTPStatus.CONFLICT,
    SignInLocked: HTTPStatus.TOO_MANY_REQUESTS,
}
"""Every other situation is 422: understood, but not possible."""


class FormTooOld(CityCircleError):
    what = Text("这张表单打开太久，已经失效。", "This form was open for too long and is no longer valid.")
    why = Text("这样可以防止别的网站冒用您的登录。", "This keeps other sites from using your sign-in.")
    then = Text("请返回上一页，刷新后再提交。", "Please go back, reload the page and submit again.")


class SomethingBroke(CityCircleError):
    what = Text("系统内部出错。", "Something broke inside the service.")
    why = Text("内容要么已全部保存，要么完全没有保存。", "Either all of it was saved, or nothing.")
    then = Text(
        "请稍后再试；仍不行，请把时间告诉系统管理员。",
        "Please try again; if it goes on, tell the system administrator the time.",
    )


class RequestRefused(CityCircleError):
    what = Text("这次请求无法处理。", "This request cannot be handled.")
    why = Text("它过大、不完整，或不是发给本系统的地址。", "It is too large, broken, or not meant for this address.")
    then = Text("请返回上一页重试；大文件请拆分。", "Please go back and try again; split what is large.")


def status_of(error: CityCircleError) -> HTTPStatus:
    return next((status for kind, status in STATUS.items() if isinstance(error, kind)), HTTPStatus.UNPROCESSABLE_ENTITY)


def answered(request: HttpRequest, error: CityCircleError) -> HttpResponse:
    """The answer to an error: JSON for programs, the sign-in page for strangers, a page with three sentences."""
    status = status_of(error)
    if wants_json(request):
        return JsonResponse(error.as_json(), status=status)
    if isinstance(error, SignInNeeded):
        return redirect(f"{reverse('sign_in')}?next={quote(request.get_full_path())}")
    what, why, then = error.sentences()
    context = {"error": error, "what": what, "why": why, "then": then}
    return render(request, "pages/error.html", context, status=status)


def wants_json(request: HttpRequest) -> bool:
    return request.path.startswith("/api/") or request.headers.get("Accept", "").startswith("application/json")


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  (Django's interface)
    response = answered(request, FormTooOld())
    response.status_code = HTTPStatus.FORBIDDEN
    return response


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  (Django's interface)
    return answered(request, NotThere())


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What Django refuses before any page is asked: too large a body, too many fields, another host's name.

    Without the base template: the request may be too broken to say who asks, or where from.
    """
    too_large = isinstance(exception, RequestDataTooBig)
    return _plain(
        request, RequestRefused(), HTTPStatus.REQUEST_ENTITY_TOO_LARGE if too_large else HTTPStatus.BAD_REQUEST
    )


def broke(request: HttpRequest) -> HttpResponse:
    """Without the base template: whatever broke may break that too."""
    return _plain(request, SomethingBroke(), HTTPStatus.INTERNAL_SERVER_ERROR)


def _plain(request: HttpRequest, error: CityCircleError, status: HTTPStatus) -> HttpResponse:
    """Three sentences that hold nothing of the request."""
    if wants_json(request):
        return JsonResponse(error.as_json(), status=status)
    what, why, then = error.sentences()
    page = f"<!doctype html><meta charset=utf-8><title>{what}</title><h1>{what}</h1><p>{why}</p><p>{then}</p>"
    return HttpResponse(page, status=status)
