"""The way in through the city's identity provider: out to it, back from it, and who is who, bound by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import path, reverse

from citycircle.accounts import identity_provider as provider
from citycircle.accounts.actions.people import BindOutside
from citycircle.accounts.errors import NotThere
from citycircle.accounts.models import Person
from citycircle.accounts.rights import anybody
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text
from citycircle.web.forms import Entry
from citycircle.web.pages.people import OnPerson
from citycircle.web.pages.sign_in import Entrance, SignIn
from citycircle.web.requests import Request


class OutsideUnknown(CityCircleError):
    what = Text(
        "统一身份认证的这个账号还没有与本系统的人员对应。",
        "This account of the identity provider is bound to nobody here.",
    )
    why = Text("权限按本系统的岗位核对。", "Rights follow the posts kept here.")
    then = Text("请把编号{subject}告诉安全管理员。", "Please give the security administrator this number: {subject}.")


class GoOutside(Entrance):
    title = Text("统一身份认证", "Identity provider")
    http_method_names = ("get",)
    who = anybody

    def get(self, request: Request, **_keys: Any) -> HttpResponseBase:
        if not provider.is_offered():
            raise NotThere
        asked = provider.asked()
        request.session["asked_outside"] = asdict(asked)
        request.session["next"] = request.GET.get("next", "")
        return redirect(provider.address(asked, _back(request)))


class ComeBack(SignIn):
    """Somebody comes back with a code; what was sent along has to come back too, and is good for once."""

    title = Text("统一身份认证", "Identity provider")
    who = anybody

    def get(self, request: Request) -> HttpResponseBase:  # type: ignore[override]  # this page has no keys
        sent = request.session.pop("asked_outside", None)
        if sent is None or not provider.is_offered():
            return redirect("sign_in")
        try:
            person = self._person(provider.Asked(**sent))
        except CityCircleError as error:
            return self.show(status=422, error=error)
        request.session["outside"] = True
        return self.go_on(person)

    def _person(self, sent: provider.Asked) -> Person:
        given = self.request.GET
        subject = provider.subject_of(given.get("code", ""), given.get("state", ""), sent, _back(self.request))
        person = Person.objects.filter(outside_subject=subject, is_active=True).first()
        if person is None:
            raise OutsideUnknown(subject=subject)
        return person


def _back(request: Request) -> str:
    return request.build_absolute_uri(reverse("come_back"))


class Bind(OnPerson):
    action = BindOutside
    entries = (
        Entry(
            "subject",
            Text("统一身份认证编号（sub）", "The provider's number (sub)"),
            required=False,
            longest=255,
            hint=Text("空则解除", "empty: no longer bound"),
        ),
    )

    def initial(self) -> Mapping[str, object]:
        return {"subject": self.subject.outside_subject}

    def make(self, values: Mapping[str, Any]) -> BindOutside:
        return BindOutside(person=self.subject, outside=values["subject"])


urlpatterns = [
    path("sign-in/outside/", GoOutside.as_view(), name="go_outside"),
    path("sign-in/outside/back", ComeBack.as_view(), name="come_back"),
    path("people/<int:pk>/outside", Bind.as_view(), name="bind_outside"),
]
