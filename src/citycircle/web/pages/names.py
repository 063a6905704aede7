"""Names as documents print them: decided once, read the same ever after; counterparts of other cities proposed."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import path, reverse

from citycircle.accounts import naming
from citycircle.accounts.actions.names import (
    DECIDES_NAMES,
    ConfirmCounterpart,
    DecideCollectively,
    DecideName,
    ReopenName,
    SetNameAside,
)
from citycircle.accounts.models import CollectiveName, Counterpart, Organisation, ReadName
from citycircle.accounts.rights import REGION, Place, signed_in
from citycircle.core.messages import Text
from citycircle.records.plans.models import Duty
from citycircle.web.navigation import entry
from citycircle.web.pages.base import Page, found
from citycircle.web.pages.lists import ListPage
from citycircle.web.pages.organisations import city_column, today_open
from citycircle.web.reach import names_within
from citycircle.web.requests import Request
from citycircle.web.sheets import Column, Sheet
from citycircle.web.wording import whole

STATES: dict[str, Text] = {
    "waiting": Text("待认定", "waiting"),
    "decided": Text("已认定", "decided"),
    "aside": Text("非单位", "no organisation"),
}
COLLECTIVES = Text("集合名称", "Collective names")
EACH_CITY = Text("“各市”名称", "Names for each city")


def state_of(name: ReadName) -> Text:
    if name.is_waiting:
        return STATES["waiting"]
    return STATES["aside"] if name.set_aside else STATES["decided"]


def meaning_of(name: ReadName) -> str:
    meant = name.organisation or name.collective
    return str(meant) if meant else ""


class Names(ListPage):
    title = Text("名称认定", "Names")
    who = DECIDES_NAMES
    sheet = Sheet(
        title,
        (
            Column("seen", Text("首次出现", "First seen"), lambda one: one.first_seen, ("first_seen",)),
            Column(
                "name",
                Text("文件中的名称", "Name as printed"),
                lambda one: one.name,
                ("name",),
                ("name",),
                link=lambda one: reverse("name", args=[one.pk]),
            ),
            Column("state", Text("状态", "State"), state_of),
            Column("meaning", Text("含义", "Means"), meaning_of, search=("organisation__name", "collective__name")),
            city_column(Text("城市", "City")),
            Column("found_in", Text("出处", "Found in"), lambda one: one.found_in, search=("found_in",), kind="wide"),
        ),
        order=("set_aside", "decided_at", "first_seen", "pk"),
        empty=Text("没有待认定的名称。", "No name is waiting."),
    )

    def rows(self) -> QuerySet[ReadName]:
        return names_within(self.request.viewer)

    def offers(self) -> list[tuple[object, str]]:
        return [(EACH_CITY, reverse("names_each_city")), (COLLECTIVES, reverse("collectives"))]


class OneName(Page):
    """What a printed name may mean; the likest first, and a person chooses."""

    title = Text("认定名称", "Decide what a name means")
    who = DECIDES_NAMES
    template = "pages/name.html"
    action = DecideName

    def find(self, **keys: Any) -> ReadName:
        name: ReadName = found(ReadName.objects.select_related("city", "organisation", "collective"), **keys)
        return name

    def place(self) -> Place:
        return self.subject.city.place if self.subject.city else REGION

    def context(self) -> dict[str, Any]:
        name, day = self.subject, self.request.viewer.day
        proposals = naming.proposals(name.name, city=name.city, day=day) if name.is_waiting else []
        others = naming.spellings(name, day=day) if proposals else {}
        return {
            "state": state_of(name),
            "meaning": meaning_of(name),
            "proposals": [(one, others.get(one.pk, [])) for one in proposals],
            "duties": Duty.objects.filter(read_name=name).count(),
            "organisations": today_open().filter(Q(city=name.city) | Q(city=None)) if name.city else today_open(),
            "collectives": CollectiveName.objects.filter(Q(city=name.city) | Q(city=None)),
        }

    def post(self, request: Request, **_keys: Any) -> HttpResponseBase:
        """Every button of the page says what the name means; choosing nothing changes nothing."""
        given, name = request.POST, self.subject
        if "aside" in given:
            self.do(SetNameAside(read_name=name))
        elif "reopen" in given:
            self.do(ReopenName(read_name=name), given.get("reason", ""))
        elif given.get("organisation"):
            also = tuple(_row(names_within(request.viewer), key) for key in given.getlist("also"))
            self.do(DecideName(read_name=name, organisation=_row(today_open(), given["organisation"]), also=also))
        elif given.get("collective"):
            self.do(DecideName(read_name=name, collective=_row(CollectiveName.objects.all(), given["collective"])))
        return redirect("names" if not name.is_waiting else reverse("name", args=[name.pk]))


def _row(rows: QuerySet[Any], key: str) -> Any:  # one of the rows
    return found(rows, pk=whole(key) or 0)


class EachCity(Page):
    """Names such as 各市教育局: which organisation of each city is meant, all of them confirmed on one page."""

    title = EACH_CITY
    who = DECIDES_NAMES
    template = "pages/names_each_city.html"
    action = DecideCollectively

    def waiting(self) -> list[tuple[ReadName, list[Organisation]]]:
        rows = names_within(self.request.viewer).filter(organisation=None, collective=None, set_aside=False)
        names = list(rows.filter(name__startswith=naming.EACH_CITY).order_by("name")[: naming.LOOKED_AT])
        meant = naming.each_city([one.name for one in names], day=self.request.viewer.day)
        return [(one, meant.get(one.name, [])) for one in names]

    def context(self) -> dict[str, Any]:
        cities = list(today_open().filter(kind="city"))
        rows = [
            (one, members, [city for city in cities if city.pk not in {each.city_id for each in members}])
            for one, members in self.waiting()
        ]
        return {"rows": rows}

    def post(self, request: Request, **_keys: Any) -> HttpResponseBase:
        """What was ticked is decided, each name with the organisations that stood beside it."""
        ticked = set(request.POST.getlist("name"))
        for one, members in self.waiting():
            if str(one.pk) in ticked and members:
                self.do(DecideCollectively(read_name=one, members=tuple(members)))
        return redirect("names_each_city")


class Counterparts(Page):
    """For one organisation: who does the same work in each other city, as proposed and as confirmed."""

    title = Text("对口部门", "Counterparts")
    who = signed_in
    template = "pages/counterparts.html"

    def find(self, **keys: Any) -> Organisation:
        organisation: Organisation = found(Organisation.objects.select_related("city", "parent"), **keys)
        return organisation

    def place(self) -> None:
        """Open to read for all; confirming is asked in the action."""

    def context(self) -> dict[str, Any]:
        one = self.subject
        rows = Counterpart.objects.filter(Q(one=one) | Q(other=one)).select_related("one__city", "other__city")
        confirmed = [row.other if row.one_id == one.pk else row.one for row in rows]
        proposed = [each for each in naming.counterparts(one, day=self.request.viewer.day) if each not in confirmed]
        may = ConfirmCounterpart.who.allows(self.request.viewer, one.place)
        return {"confirmed": confirmed, "proposed": proposed, "may_confirm": may}

    def post(self, request: Request, **_keys: Any) -> HttpResponseBase:
        other = _row(Organisation.objects.all(), request.POST.get("other", ""))
        self.do(ConfirmCounterpart(one=self.subject, other=other))
        return redirect("counterparts", pk=self.subject.pk)


entry(310, Names.title, "names", Names.who)

urlpatterns = [
    path("names/", Names.as_view(), name="names"),
    path("names/each-city", EachCity.as_view(), name="names_each_city"),
    path("names/<int:pk>", OneName.as_view(), name="name"),
    path("organisations/<int:pk>/counterparts", Counterparts.as_view(), name="counterparts"),
]
