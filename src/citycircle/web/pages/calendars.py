"""A person's own calendar addresses, and the calendar that stands behind one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.timezone import localdate

from citycircle.accounts.errors import NotThere
from citycircle.accounts.rights import anybody, signed_in
from citycircle.accounts.viewers import viewer_of
from citycircle.core.messages import Language, Text, speaking
from citycircle.planning.schedule.calendars import Shape, feed
from citycircle.records.schedules.actions.feeds import MakeFeed, RevokeFeed
from citycircle.records.schedules.calendars import calendar_name, days_of, feed_of
from citycircle.records.schedules.models import CalendarFeed
from citycircle.web.pages.base import Page, found
from citycircle.web.requests import Request
from citycircle.web.wording import whole

MADE = Text(
    "日历地址：{address} 。请立即复制到日历程序，此处不再显示。",
    "Address of the calendar: {address} . Please copy it to your calendar program now; it is not shown again.",
)
REMINDS = 60
"""Days ahead of which a calendar can remind at most."""


class Calendars(Page):
    title = Text("日历订阅", "Calendar feed")
    who = signed_in
    template = "schedules/calendars.html"

    def context(self) -> dict[str, Any]:
        return {"feeds": CalendarFeed.objects.filter(person=self.request.viewer.person)}

    def post(self, request: Request, **_keys: Any) -> HttpResponseBase:
        person = request.person
        assert person is not None  # `who` has asked
        if "revoke" in request.POST:
            mine = CalendarFeed.objects.filter(person=person, revoked_at=None)
            self.do(RevokeFeed(feed=found(mine, pk=whole(request.POST["revoke"]) or 0)))
        else:
            token = self.do(MakeFeed(person=person))
            address = request.build_absolute_uri(reverse("calendar_feed", args=[token]))
            messages.success(request, MADE.say(address=address))
        return redirect("calendars")


class Feed(Page):
    """The calendar behind an address, without signing in: whoever knows the address reads it until it is revoked.

    `?todo=yes` gives to-dos instead of events; `?remind=3` an alarm so many days before.
    """

    title = Text("日历", "Calendar")
    who = anybody
    while_restricted = True

    def get(self, request: Request, token: str = "", **_keys: Any) -> HttpResponseBase:
        row = feed_of(token)
        if row is None:
            raise NotThere
        person = row.person
        viewer = viewer_of(person, localdate(request.now))
        language: Language = "en" if person.language == "en" else "zh"
        shape: Shape = "todo" if request.GET.get("todo") == "yes" else "event"
        ahead = whole(request.GET.get("remind", ""))
        with speaking(language):
            days = list(days_of(viewer, request.build_absolute_uri("/").rstrip("/")))
            content = feed(
                calendar_name(person).say(),
                days,
                stamp=request.now,
                language=language,
                shape=shape,
                remind=min(ahead, REMINDS) if ahead is not None else None,
            )
        response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = 'inline; filename="citycircle.ics"'
        response["Cache-Control"] = "private, no-store"
        return response


urlpatterns = [
    path("me/calendar/", Calendars.as_view(), name="calendars"),
    path("calendar/<str:token>.ics", Feed.as_view(), name="calendar_feed"),
]
