"""The way in and out: name and password, the code from the app, a new password, the language."""

from __future__ import annotations

import segno
from django.conf import settings
from django.contrib.auth import login, logout, update_session_auth_hash
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme

from citycircle.accounts import second_factor, signing_in
from citycircle.accounts.actions.people import ChooseLanguage
from citycircle.accounts.actions.sign_in import ChangePassword, EndSession, SetUpSecondFactor
from citycircle.accounts.errors import NotUnderstood
from citycircle.accounts.identity_provider import is_offered
from citycircle.accounts.models import Person
from citycircle.accounts.rights import anybody, signed_in
from citycircle.accounts.viewers import viewer_of
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text
from citycircle.web.pages.base import Page
from citycircle.web.requests import Request

HALF_IN_SECONDS = 300


class Entrance(Page):
    """A page for people who are not in yet. Errors come back on the same form; passwords are never shown again."""

    who = anybody
    while_restricted = True

    def attempt(self) -> HttpResponseBase:
        raise NotImplementedError

    def post(self, request: Request) -> HttpResponseBase:
        try:
            return self.attempt()
        except CityCircleError as error:
            kept = {"sign_in_name": request.POST.get("sign_in_name", "")}
            return self.show(status=422, error=error, kept=kept, fields=getattr(error, "fields", {}))

    def onward(self) -> str:
        """Where the person wanted to go, if it is within the house."""
        wanted = self.request.session.pop("next", "") or self.request.POST.get("next", "")
        safe = url_has_allowed_host_and_scheme(
            wanted, {self.request.get_host()}, require_https=self.request.is_secure()
        )
        return wanted if safe and wanted.startswith("/") else reverse("home")

    def enter(self, person: Person, step: int | None = None) -> HttpResponseBase:
        """Everything that was asked for is given: begin the session."""
        onward = self.onward()
        viewer = viewer_of(person, self.request.viewer.day, self.request.viewer.address)
        signing_in.begin(person, by=viewer, at=self.request.now, step=step)
        login(self.request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
        self.request.session["seen"] = int(self.request.now.timestamp())
        return redirect(onward)


class SignIn(Entrance):
    title = Text("登录", "Sign in")
    template = "pages/sign_in.html"

    def context(self) -> dict[str, object]:
        return {"outside": is_offered()}

    def get(self, request: Request) -> HttpResponseBase:  # type: ignore[override]  # this page has no keys
        if request.viewer.is_known:
            return redirect("home")
        return self.show(next=request.GET.get("next", ""))

    def attempt(self) -> HttpResponseBase:
        request, given = self.request, self.request.POST
        person = signing_in.identify(
            given.get("sign_in_name", "").strip(), given.get("password", ""), by=request.viewer, at=request.now
        )
        request.session.pop("outside", None)
        return self.go_on(person)

    def go_on(self, person: Person) -> HttpResponseBase:
        """Somebody is known; whoever has an authenticator shows its code next."""
        request, given = self.request, self.request.POST
        viewer = viewer_of(person, request.viewer.day)
        if not (signing_in.needs_second_factor(viewer) or person.second_factor) or not person.second_factor:
            return self.enter(person)
        request.session["half_in"] = [person.pk, int(request.now.timestamp())]
        request.session["next"] = given.get("next", request.session.get("next", ""))
        return redirect("second_factor")


class SecondFactor(Entrance):
    """The code from the app, within five minutes of the password."""

    title = Text("动态口令", "Authenticator code")
    template = "pages/second_factor.html"

    def get(self, request: Request) -> HttpResponseBase:  # type: ignore[override]  # this page has no keys
        return self.show() if self._half_in() else redirect("sign_in")

    def context(self) -> dict[str, object]:
        """The demo shows the code of the moment, so that a visitor needs no telephone."""
        person = self._half_in() if settings.DEMO else None
        secret = second_factor.unseal(person.second_factor) if person is not None else None
        if person is None or secret is None:
            return {}
        return {"shown_code": second_factor.next_code(secret, at=self.request.now, after=person.second_factor_step)}

    def attempt(self) -> HttpResponseBase:
        person = self._half_in()
        if person is None:
            return redirect("sign_in")
        step = signing_in.check_code(
            person, self.request.POST.get("code", ""), by=self.request.viewer, at=self.request.now
        )
        del self.request.session["half_in"]
        return self.enter(person, step)

    def _half_in(self) -> Person | None:
        number, since = self.request.session.get("half_in", (0, 0))
        if self.request.now.timestamp() - since > HALF_IN_SECONDS:
            return None
        return Person.objects.filter(pk=number, is_active=True).first()


class UseCode(Entrance):
    """Back in with a one-time code, without e-mail."""

    title = Text("用一次性代码设置密码", "Set a password with a one-time code")
    template = "pages/use_code.html"

    def attempt(self) -> HttpResponseBase:
        given = self.request.POST
        _same_twice(given.get("password", ""), given.get("again", ""))
        signing_in.set_password_with_code(
            given.get("sign_in_name", "").strip(), given.get("code", "").strip(), given.get("password", ""),
            by=self.request.viewer, at=self.request.now,
        )  # fmt: skip
        return redirect("sign_in")


class ChangeOwnPassword(Entrance):
    title = Text("修改密码", "Change the password")
    template = "pages/change_password.html"
    who = signed_in

    def attempt(self) -> HttpResponseBase:
        request, given = self.request, self.request.POST
        assert request.person is not None  # `who` lets nobody else in
        person = signing_in.identify(
            request.person.sign_in_name, given.get("present", ""), by=request.viewer, at=request.now
        )
        _same_twice(given.get("password", ""), given.get("again", ""))
        self.do(ChangePassword(person=person, password=given.get("password", "")))
        update_session_auth_hash(request, person)
        return redirect("home")


class SetUpOwnSecondFactor(Entrance):
    """Bind an authenticator app by scanning a picture drawn here; bound once it has shown a right code."""

    title = Text("绑定动态口令", "Set up the authenticator")
    template = "pages/set_up_second_factor.html"
    who = signed_in

    def context(self) -> dict[str, object]:
        assert self.request.person is not None  # `who` lets nobody else in
        secret = self.request.session.setdefault("new_secret", second_factor.new_secret())
        picture = segno.make(second_factor.address(secret, self.request.person.sign_in_name))
        return {"secret": secret, "picture": picture.svg_inline(scale=4, svgclass="qr", lineclass="qr-line")}

    def attempt(self) -> HttpResponseBase:
        request = self.request
        secret = request.session.get("new_secret", "")
        step = secret and second_factor.accepted_step(secret, request.POST.get("code", ""), at=request.now, after=0)
        if not step:
            raise NotUnderstood({"code": [str(WRONG_CODE)]})
        assert request.person is not None  # `who` lets nobody else in
        self.do(SetUpSecondFactor(person=request.person, secret=secret, step=step))
        del request.session["new_secret"]
        return redirect("home")


WRONG_CODE = Text(
    "代码不正确，请核对手机时间后重试。", "The code is not right; please check the clock of the telephone."
)
DIFFERENT = Text("两次输入的新密码不一致。", "The two new passwords differ.")


class SignOut(Page):
    title = Text("退出", "Sign out")
    who = signed_in
    while_restricted = True
    http_method_names = ("post",)

    def post(self, request: Request) -> HttpResponseBase:
        assert request.person is not None  # `who` lets nobody else in
        self.do(EndSession(person=request.person))
        logout(request)
        return redirect("sign_in")


class ChangeLanguage(Page):
    """The reader's language: kept with the person, or in a cookie for visitors."""

    title = Text("选择语言", "Choose the language")
    who = anybody
    while_restricted = True
    http_method_names = ("post",)

    def post(self, request: Request) -> HttpResponse:
        language = "en" if request.POST.get("language") == "en" else "zh"
        if request.person is not None:
            self.do(ChooseLanguage(person=request.person, language=language))
        wanted = request.POST.get("next", "")
        safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
        response = redirect(wanted if safe and wanted.startswith("/") else "home")
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=31_536_000, samesite="Lax",
                            secure=settings.HTTPS, httponly=True)  # fmt: skip
        return response


def _same_twice(password: str, again: str) -> None:
    if password != again:
        raise NotUnderstood({"again": [str(DIFFERENT)]})


urlpatterns = [
    path("sign-in/", SignIn.as_view(), name="sign_in"),
    path("sign-in/code/", SecondFactor.as_view(), name="second_factor"),
    path("sign-in/reset/", UseCode.as_view(), name="use_code"),
    path("sign-out/", SignOut.as_view(), name="sign_out"),
    path("me/password/", ChangeOwnPassword.as_view(), name="change_password"),
    path("me/authenticator/", SetUpOwnSecondFactor.as_view(), name="set_up_second_factor"),
    path("language/", ChangeLanguage.as_view(), name="language"),
]
