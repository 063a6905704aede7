"""A person's own keys for programs."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import path

from citycircle.accounts.actions.tokens import MakeToken, WithdrawToken
from citycircle.accounts.models import ApiToken
from citycircle.accounts.rights import Viewer, signed_in
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text
from citycircle.web.api.doors import DOORS
from citycircle.web.forms import FieldMissing
from citycircle.web.pages.base import Page, found
from citycircle.web.requests import Request
from citycircle.web.wording import whole

MADE = Text(
    "令牌：{token}。请立即妥善保存，此处不再显示。", "Token: {token}. Please keep it now; it is not shown again."
)
NAME, SCOPES = Text("用途", "Purpose"), Text("范围", "Scopes")


def scopes(viewer: Viewer) -> list[str]:
    """Every scope that opens something to the viewer's posts."""
    return sorted({door.scope for door in DOORS.values() if door.who.allows(viewer)})


class Tokens(Page):
    title = Text("接口令牌", "API tokens")
    who = signed_in
    template = "pages/tokens.html"

    def context(self) -> dict[str, Any]:
        mine = ApiToken.objects.filter(person=self.request.viewer.person)
        return {"tokens": mine, "scopes": scopes(self.request.viewer), "now": self.request.now}

    def post(self, request: Request, **_keys: Any) -> HttpResponseBase:
        try:
            return self._withdraw() if "withdraw" in request.POST else self._make()
        except CityCircleError as error:
            return self.show(422, error=error, kept=request.POST.get("called", ""))

    def _make(self) -> HttpResponseBase:
        given, person = self.request.POST, self.request.person
        assert person is not None  # `who` has asked
        called, days = given.get("called", "").strip(), given.get("days", "")
        wanted = tuple(scope for scope in scopes(self.request.viewer) if scope in given.getlist("scopes"))
        for missing, title in ((not called, NAME), (not wanted, SCOPES)):
            if missing:
                raise FieldMissing(field=title)
        made = MakeToken(person=person, called=called[:80], scopes=wanted, days=whole(days) or 0)
        token = self.do(made)
        messages.success(self.request, MADE.say(token=token))
        return redirect("tokens")

    def _withdraw(self) -> HttpResponseBase:
        key = self.request.POST["withdraw"]
        mine = ApiToken.objects.filter(person=self.request.viewer.person, withdrawn_at=None)
        self.do(WithdrawToken(token=found(mine, pk=whole(key) or 0)))
        return redirect("tokens")


urlpatterns = [path("me/tokens/", Tokens.as_view(), name="tokens")]
