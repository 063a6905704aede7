"""The first page after signing in, and the sign of life for machines."""

from __future__ import annotations

from django.db import connection
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.urls import path, reverse

from citycircle import __version__
from citycircle.accounts.rights import anybody, signed_in
from citycircle.accounts.roles import ROLES
from citycircle.core.messages import Text
from citycircle.web.navigation import entry
from citycircle.web.pages.base import Page
from citycircle.web.requests import Request
from citycircle.web.today import today


class Home(Page):
    title = Text("首页", "Home")
    who = signed_in
    template = "pages/home.html"

    def context(self) -> dict[str, object]:
        grants = self.request.viewer.grants
        return {
            "roles": [ROLES[role] for role in dict.fromkeys(grant.role for grant in grants)],
            "stand_ins": [
                (ROLES[grant.role].title, reverse("stand_in", args=[grant.post]))
                for grant in grants
                if grant.post and not grant.deputy
            ],
            "matters": today(self.request.viewer),
        }


class Alive(Page):
    """Says 200 when the database answers: for load balancers and for `systemd`."""

    title = Text("运行状态", "Sign of life")
    who = anybody
    while_restricted = True

    def get(self, request: Request, **_keys: object) -> HttpResponseBase:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return JsonResponse({"alive": True, "version": __version__})


class Robots(Page):
    """Nothing here is for search engines."""

    title = Text("搜索引擎规则", "Rules for search engines")
    who = anybody
    while_restricted = True

    def get(self, request: Request, **_keys: object) -> HttpResponseBase:
        return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain")


entry(0, Home.title, "home", Home.who)

urlpatterns = [
    path("", Home.as_view(), name="home"),
    path("-/alive", Alive.as_view(), name="alive"),
    path("robots.txt", Robots.as_view(), name="robots"),
]
