"""How errors look: three sentences on a page, or one JSON shape for programs, with a fitting status."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from citycircle.accounts.errors import EditedMeanwhile, NotAllowed, NotFromHere, NotThere, SignInNeeded
from citycircle.accounts.signing_in import SignInLocked
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text

STATUS: dict[type[CityCircleError], HTTPStatus] = {
    SignInNeeded: HTTPStatus.UNAUTHORIZED,
    NotAllowed: HTTPStatus.FORBIDDEN,
    NotFromHere: HTTPStatus.FORBIDDEN,
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
    why = Text("没有任何内容被保存到一半。", "Nothing was saved by half.")
    then = Text(
        "请稍后再试；仍不行，请把时间告诉系统管理员。",
        "Please try again; if it goes on, tell the system administrator the time.",
    )


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


def broke(request: HttpRequest) -> HttpResponse:
    """Plain HTML without the base template: whatever broke may break that too."""
    what, why, then = SomethingBroke().sentences()
    if wants_json(request):
        return JsonResponse(SomethingBroke().as_json(), status=HTTPStatus.INTERNAL_SERVER_ERROR)
    page = f"<!doctype html><meta charset=utf-8><title>{what}</title><h1>{what}</h1><p>{why}</p><p>{then}</p>"
    return HttpResponse(page, status=HTTPStatus.INTERNAL_SERVER_ERROR)
