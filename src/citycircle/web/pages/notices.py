"""What the service told somebody."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import path
from django.utils.http import url_has_allowed_host_and_scheme

from citycircle.accounts.rights import signed_in
from citycircle.core.messages import Text
from citycircle.records.notices.actions import ReadNotice
from citycircle.records.notices.models import Notice
from citycircle.web.pages.base import Page, found
from citycircle.web.requests import Request
from citycircle.web.wording import whole

SHOWN = 100


class Notices(Page):
    title = Text("通知", "Notices")
    who = signed_in
    template = "pages/notices.html"

    def mine(self) -> QuerySet[Notice]:
        return Notice.objects.filter(person=self.request.viewer.person)

    def context(self) -> dict[str, Any]:
        return {"notices": self.mine()[:SHOWN]}

    def post(self, request: Request, **_keys: Any) -> HttpResponseBase:
        """Read one, and go where it leads."""
        key = request.POST.get("notice", "")
        notice: Notice = found(self.mine(), pk=whole(key) or 0)
        if notice.read_at is None:
            self.do(ReadNotice(notice=notice))
        inside = url_has_allowed_host_and_scheme(notice.link, {request.get_host()}, require_https=request.is_secure())
        return redirect(notice.link if notice.link and inside else "notices")


urlpatterns = [path("notices/", Notices.as_view(), name="notices")]
