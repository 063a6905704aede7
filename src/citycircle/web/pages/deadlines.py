"""The chain of deadlines of a month, from the superior down, for all to see; and setting one's own link."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import path, reverse

from citycircle.accounts.models import Organisation
from citycircle.accounts.rights import Viewer
from citycircle.core.messages import Text
from citycircle.core.terms import add_months
from citycircle.records.month.actions.deadlines import KeepDeadline
from citycircle.records.month.deadlines import Deadline, Step, buffer_without_reason, deadline_of, steps_of
from citycircle.records.month.reach import READS_MONTH
from citycircle.web.forms import Entry, FormPage
from citycircle.web.pages.base import Page, found
from citycircle.web.pages.month import offices_of
from citycircle.web.wording import month_asked

TITLE = Text("时限链", "Chain of deadlines")


class Row(NamedTuple):
    """A layer as the page lists it; `is_long` where the buffer is more than goes without a reason."""

    step: Step
    is_own: bool
    is_long: bool


def settable(viewer: Viewer) -> list[Organisation]:
    """The organisations whose link a viewer sets: the office the viewer works for, and the own organisations."""
    offices = list(offices_of(viewer))
    own = Organisation.objects.on(viewer.day).filter(pk__in=viewer.organisations).order_by("code")
    several = {one.pk: one for one in [*offices, *own]}.values()
    return [one for one in several if KeepDeadline(organisation=one, month=viewer.day, due=viewer.day).allows(viewer)]


class Deadlines(Page):
    """Every layer of the month: its date, how much earlier it asks than the one above and why, how long it took."""

    title = TITLE
    who = READS_MONTH
    template = "month/deadlines.html"

    def context(self) -> dict[str, Any]:
        viewer = self.request.viewer
        month = month_asked(self.request.GET.get("month", "")) or viewer.day.replace(day=1)
        most = buffer_without_reason(viewer.day)
        mine = settable(viewer)
        near = {one.pk for one in mine} | set(viewer.organisations)
        if not viewer.is_regional:
            near |= {city for city in viewer.cities if city is not None}
        steps = steps_of(month, viewer.day)
        rows = [Row(step, step.link.organisation_id in near, (step.buffer or 0) > most) for step in steps]
        asked = urlencode({"month": f"{month:%Y-%m}"})
        return {
            "month": month,
            "before": add_months(month, -1),
            "after": add_months(month, 1),
            "most": most,
            "rows": rows,
            "own": [row.step for row in rows if row.is_own],
            "settable": [(one, f"{reverse('set_deadline', args=[one.pk])}?{asked}") for one in mine],
        }


def _layers(besides: Organisation) -> QuerySet[Organisation]:
    """The organisations that have set a link for some month: whose date one may follow."""
    rows = Organisation.objects.filter(pk__in=Deadline.objects.values("organisation"))
    return rows.exclude(pk=besides.pk).order_by("code")


class SetDeadline(FormPage):
    """One's own link: until when, whose date it follows, and the reason of a long buffer."""

    action = KeepDeadline
    explanation = Text(
        "公布后各级都能看到：上级何时要、本级何时要、提前几天、为什么。改期另存一版，原来的日期仍可看到。",
        "Everybody sees it: when the superior asks, when you ask, how many days earlier, and why. A change is a new "
        "version; the earlier date stays to be seen.",
    )

    @property
    def entries(self) -> tuple[Entry, ...]:  # type: ignore[override]  # the layers above depend on whose link it is
        most = buffer_without_reason(self.request.viewer.day)
        return (
            Entry("month", Text("月份", "Month"), "day", hint=Text("该月任一日", "any day of the month")),
            Entry("due", Text("本级时限", "Own deadline"), "day"),
            Entry("above", Text("上一级（系统内）", "The layer above, in the service"), "choice", required=False,
                  rows=lambda: _layers(self.subject)),
            Entry("superior", Text("上一级（系统外，如省级部门）", "The layer above, outside of it"), required=False),
            Entry("superior_due", Text("系统外上级的时限", "Its deadline"), "day", required=False),
            Entry("received", Text("收到上级要求的日期", "When its request came in"), "day", required=False),
            Entry("why", Text("提前的理由", "Why so much earlier"), "text", required=False,
                  hint=Text("提前超过{n}天须写明", "needed for more than {n} days").fill(n=most)),
        )  # fmt: skip

    def find(self, **keys: Any) -> Organisation:
        own = [one.pk for one in settable(self.request.viewer)]
        organisation: Organisation = found(Organisation.objects.filter(pk__in=own).select_related("city"), **keys)
        return organisation

    def place(self) -> None:
        """`settable` has asked."""

    def seen(self) -> int | None:
        return None

    def initial(self) -> Mapping[str, object]:
        month = month_asked(self.request.GET.get("month", "")) or self.request.viewer.day.replace(day=1)
        first: dict[str, object] = {"month": month}
        link = deadline_of(self.subject, month)
        if link is None:
            last = Deadline.objects.filter(organisation=self.subject).order_by("-month", "-number").first()
            above = last.above_id if last else self.subject.city_id
            known = _layers(self.subject).filter(pk=above).first() if above else None
            return first | {"above": known, "superior": last.superior if last else ""}
        names = ("due", "above", "superior", "superior_due", "received")
        return first | {name: getattr(link, name) for name in names} | {"why": link.reason}

    def make(self, values: Mapping[str, Any]) -> KeepDeadline:
        return KeepDeadline(organisation=self.subject, **values)

    def onward(self, result: Deadline) -> str:
        return f"{reverse('deadlines')}?month={result.month:%Y-%m}"


urlpatterns = [
    path("deadlines/", Deadlines.as_view(), name="deadlines"),
    path("deadlines/<int:pk>/set", SetDeadline.as_view(), name="set_deadline"),
]
