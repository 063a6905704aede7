"""The clocks of tasks, reports and orders at one's place, each with its source; and keeping one of one's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import Q
from django.urls import path, reverse

from citycircle.accounts.models import Organisation
from citycircle.accounts.rights import Viewer
from citycircle.core.messages import Text
from citycircle.core.parameters import CERTAINTY, Row
from citycircle.domains.discovery import find_case_types
from citycircle.mechanisms.tasks.rules import UNITS
from citycircle.records.cases.models import OwnClock
from citycircle.records.cases.own_clocks import KINDS, Kept, amended, own_clocks
from citycircle.records.month.actions.clocks import WORKDAY, KeepClock
from citycircle.records.month.reach import READS_MONTH
from citycircle.web.forms import Entry, FieldNotUnderstood, FormPage
from citycircle.web.month_words import kind_of
from citycircle.web.pages.base import Page, found
from citycircle.web.pages.month import offices_of
from citycircle.web.sheets import Option
from citycircle.web.wording import whole

CLOCKS = Text("办理时限", "Clocks")
AMOUNT = Text("时限（数字）", "Time (a number)")


class Line(NamedTuple):
    """A clock as the page lists it: what it is called, how long it runs, and the row it rests on."""

    title: Text
    term: Text
    row: Row
    sure: Text


class Place(NamedTuple):
    """A city, or the region (None), with the clocks of each kind in force there today."""

    city: Organisation | None
    kinds: list[tuple[Text, list[Line]]]


class Clocks(Page):
    """The clocks in force at the viewer's places, and what was set there, with who, when and why."""

    title = CLOCKS
    who = READS_MONTH
    template = "month/clocks.html"

    def context(self) -> dict[str, Any]:
        viewer = self.request.viewer
        kept = {kind: own_clocks(kind, viewer.day) for kind in KINDS}
        cities = _cities(viewer)
        rows = OwnClock.objects.select_related("organisation", "kept_by").order_by("-valid_from", "-id")
        near = Q(organisation__city__in=[city for city in cities if city])
        near |= Q(organisation__city=None) if None in cities else Q()
        return {
            "places": [Place(city, list(_kinds(city, kept, viewer.day))) for city in cities],
            "rows": [_told(row) for row in rows.filter(near)[:200]],
            "offices": list(offices_of(viewer)),
        }


def _cities(viewer: Viewer) -> list[Organisation | None]:
    own = Organisation.objects.on(viewer.day).filter(kind="city").order_by("code")
    return [None, *own] if viewer.is_regional else list(own.filter(pk__in=viewer.cities))


def _kinds(city: Organisation | None, kept: Mapping[str, Kept], day: date) -> Iterable[tuple[Text, list[Line]]]:
    for kind, title in KINDS.items():
        clocks = kept[kind].get(city.pk if city else None, [])
        rows = amended(find_case_types()[kind].clocks, clocks).edition(day).rows
        yield title, [Line(_called(kind, row["clock"]), _term(row), row, CERTAINTY[row.certainty]) for row in rows]


def _called(kind: str, clock: str) -> Text:
    return kind_of(kind).machine.clock(clock).title


def _term(row: Row) -> Text:
    return _length(row["days"], WORKDAY) if "days" in row.values else _length(row["amount"], row["unit"])


def _length(amount: int, unit: str) -> Text:
    words = {WORKDAY: Text("{n}个工作日", "{n} working days"), "month": Text("{n}个月", "{n} months")}
    return words[unit].fill(n=amount)


def _told(row: OwnClock) -> dict[str, Any]:
    return {"row": row, "title": _called(row.kind, row.clock), "term": _length(row.amount, row.unit)}


def _known() -> list[Option]:
    """Every clock that may be kept: `kind:clock`, with the words of both."""
    offered = find_case_types()
    both = Text("{kind}：{clock}", "{kind}: {clock}")
    return [
        (f"{kind}:{row['clock']}", both.fill(kind=title, clock=_called(kind, row["clock"])))
        for kind, title in KINDS.items()
        for row in {each["clock"]: each for each in offered[kind].clocks.rows}.values()
    ]  # fmt: skip


class KeepClockForm(FormPage):
    """A clock of one's own for the own office, from a day on."""

    action = KeepClock
    entries = (
        Entry("clock", Text("哪项时限", "Which clock"), "choice", options=_known),
        Entry("amount", AMOUNT),
        Entry("unit", Text("单位", "Unit"), "choice", options=lambda: list(UNITS.items()),
              hint=Text("月报和督办事项按工作日计。", "Reports and orders count working days.")),
        Entry("valid_from", Text("自何日起", "From"), "day"),
        Entry("document", Text("依据文件（名称、文号）", "Source (document and its number)")),
        Entry("clause", Text("条款", "Clause")),
    )  # fmt: skip
    explanation = Text(
        "自启用日起提出的事项按新时限办理；此前已提出的事项，时限不变。两市之间的事项不适用本地时限。",
        "Cases opened from that day on run by it; those that are open keep theirs. It holds for no case of two cities.",
    )

    def find(self, **keys: Any) -> Organisation:
        office: Organisation = found(offices_of(self.request.viewer), **keys)
        return office

    def seen(self) -> int | None:
        return None

    def initial(self) -> Mapping[str, object]:
        return {"unit": WORKDAY, "valid_from": self.request.viewer.day + timedelta(days=1)}

    def make(self, values: Mapping[str, Any]) -> KeepClock:
        amount = whole(values["amount"])
        if amount is None:
            raise FieldNotUnderstood(field=AMOUNT, given=values["amount"])
        kind, _, clock = values["clock"].partition(":")
        return KeepClock(
            organisation=self.subject, kind=kind, clock=clock, amount=amount, unit=values["unit"],
            document=values["document"], clause=values["clause"], valid_from=values["valid_from"],
        )  # fmt: skip

    def onward(self, _result: OwnClock) -> str:
        return reverse("clocks")


urlpatterns = [
    path("clocks/", Clocks.as_view(), name="clocks"),
    path("clocks/<int:pk>/keep", KeepClockForm.as_view(), name="keep_clock"),
]
