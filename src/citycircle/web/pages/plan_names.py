"""All names of a plan that wait, on one sheet: the likest meaning stands in its field, one button decides them all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import path

from citycircle.accounts import naming
from citycircle.accounts.actions.base import Action
from citycircle.accounts.actions.names import AddCollectiveName, DecideCollectively, DecideName, SetNameAside
from citycircle.accounts.errors import NotThere
from citycircle.accounts.models import CollectiveName, Organisation, ReadName
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text, listed, spoken
from citycircle.core.organisations import KIND_NAMES, Kind, is_collective
from citycircle.records.plans.models import Duty, Plan
from citycircle.records.plans.reach import KEEPS_PLANS
from citycircle.records.rounds.standing import live, unknown_names
from citycircle.web.called import Called
from citycircle.web.forms import named
from citycircle.web.pages.organisations import today_open
from citycircle.web.pages.plans import OnPlan
from citycircle.web.plan_panels import plan_roof
from citycircle.web.requests import Request
from citycircle.web.sheets import Option
from citycircle.web.wording import whole

SHOWN = 100
"""Names on one sheet; what is decided leaves it, and the next ones come."""
EVERY: tuple[Kind, ...] = ("county", "township", "zone", "department", "enterprise", "institution")
ASIDE = Text("不是单位", "no organisation")
EACH = Text("各市：{who}", "in each city: {who}")
ALL_OF = Text("全部{kind}（{n}个）", "every {kind} ({n})")
DECIDED = Text("已认定{n}个名称。", "Names decided: {n}.")
_COUNTIES = re.compile("县|各区|市、区|市区")


@dataclass(frozen=True, slots=True)
class Waiting:
    """One name of the sheet: where it stands, what it may mean, which of these stands in its field, what was typed."""

    name: ReadName
    tasks: int
    example: str
    options: Sequence[Option]
    chosen: str = ""
    typed: str = ""
    error: CityCircleError | None = None


class OnKeptPlan(OnPlan):
    """A page for those who keep the plan; to everybody else it does not exist, though they may read the plan."""

    who = KEEPS_PLANS

    def find(self, **keys: Any) -> Plan:
        plan = super().find(**keys)
        if not self.who.allows(self.request.viewer, plan.place):
            self._note_refusal()
            raise NotThere
        return plan


class NamesOfPlan(OnKeptPlan):
    title = Text("一次认定名称", "Decide the names")
    template = "duties/names.html"
    action = DecideName

    @cached_property
    def waiting(self) -> list[ReadName]:
        rows = ReadName.objects.filter(name__in=unknown_names(self.subject), city=self.subject.city_id)
        return list(rows.select_related("city").order_by("first_seen", "pk")[:SHOWN])

    def context(self) -> dict[str, Any]:
        plan, viewer = self.subject, self.request.viewer
        rows = self._rows(self.request.POST if self.request.method == "POST" else None)
        near = today_open().filter(Q(city=plan.city_id) | Q(city=None)) if plan.city_id else today_open()
        return {
            **plan_roof(plan, viewer, "plan_duties"),
            "rows": rows,
            "left": len(unknown_names(plan)) - len(rows),
            "ready": sum(1 for row in rows if row.chosen),
            "organisations": near,
        }

    def post(self, request: Request, **_keys: Any) -> HttpResponseBase:
        """What was chosen or typed is decided, each name in an act of its own; one mistake keeps all back."""
        self.wrong: dict[int, CityCircleError] = {}
        called = Called(self.subject, [self._typed(one) for one in self.waiting], request.viewer.day)
        wanted = []
        for one in self.waiting:
            try:
                wanted.append((one, called.of(self._typed(one))))
            except CityCircleError as error:
                self.wrong[one.pk] = error
        if self.wrong:
            return self.show(422, error=next(iter(self.wrong.values())))
        each = naming.each_city([one.name for one in self.waiting], day=request.viewer.day)
        decided = 0
        for one, typed in wanted:
            action = self._typed_action(one, typed) or self._chosen_action(one, each.get(one.name, []))
            if action is not None:
                self.do(action)
                decided += 1
        messages.success(request, DECIDED.say(n=decided))
        return redirect("plan_duties" if decided else "plan_names", pk=self.subject.pk)

    def _typed(self, one: ReadName) -> str:
        return str(self.request.POST.get(f"others-{one.pk}", ""))

    def _typed_action(self, one: ReadName, meant: list[Organisation]) -> Action[ReadName] | None:
        if not meant:
            return None
        single = DecideName(read_name=one, organisation=meant[0])
        return single if len(meant) == 1 else DecideCollectively(read_name=one, members=tuple(meant))

    def _chosen_action(self, one: ReadName, each: list[Organisation]) -> Action[ReadName] | None:
        kind, _, key = self.request.POST.get(f"meaning-{one.pk}", "").partition(":")
        if kind == "aside":
            return SetNameAside(read_name=one)
        if kind == "each" and each:
            return DecideCollectively(read_name=one, members=tuple(each))
        if kind == "every" and key in EVERY:
            return DecideName(read_name=one, collective=self._every(one, key))
        if kind == "organisation" and (row := today_open().filter(pk=whole(key) or 0).first()):
            return DecideName(read_name=one, organisation=row)
        if kind == "collective" and (row := self._collectives().filter(pk=whole(key) or 0).first()):
            return DecideName(read_name=one, collective=row)
        return None

    def _every(self, one: ReadName, kind: str) -> CollectiveName:
        """The collective name for every organisation of a kind in the city; made under the printed name if new."""
        own = CollectiveName.objects.filter(city=self.subject.city_id)
        known = own.filter(every_kind=kind).first() or own.filter(name=one.name[:120]).first()
        made = AddCollectiveName(called=one.name[:120], city=self.subject.city, every_kind=kind)
        return known or self.do(made)

    def _collectives(self) -> Any:
        return CollectiveName.objects.filter(Q(city=self.subject.city_id) | Q(city=None)).order_by("name", "pk")

    def _rows(self, given: Any) -> list[Waiting]:
        return list(self._drawn(given)) if self.waiting else []

    def _drawn(self, given: Any) -> Iterator[Waiting]:
        plan, day = self.subject, self.request.viewer.day
        names = [one.name for one in self.waiting]
        likest = naming.likest(names, city=plan.city, day=day)
        each = naming.each_city(names, day=day)
        cities = today_open().filter(kind="city").count() if each else 0
        collectives = [(f"collective:{row.pk}", named(row)) for row in self._collectives()]
        every = self._kinds()
        standing = _standing(plan, names)
        wrong = getattr(self, "wrong", {})
        for one in self.waiting:
            several = is_collective(one.name)
            options: list[Option] = [(f"organisation:{row.pk}", row.called(spoken())) for _, row in likest[one.name]]
            members = each.get(one.name, [])
            if members:
                options.insert(0, ("each", EACH.fill(who=listed(row.called(spoken()) for row in members))))
            options += [*(every if several else ()), *collectives, ("aside", ASIDE)]
            tasks, example = standing.get(one.name, (0, ""))
            clear = None if several else naming.clearly(likest[one.name])
            first = f"organisation:{clear.pk}" if clear else ""
            if members and len(members) == cities:
                first = "each"
            elif several and _COUNTIES.search(one.name) and any(key == "every:county" for key, _ in every):
                first = "every:county"
            chosen = first if given is None else given.get(f"meaning-{one.pk}", "")
            typed = "" if given is None else given.get(f"others-{one.pk}", "")
            yield Waiting(one, tasks, example, options, chosen, typed, wrong.get(one.pk))

    def _kinds(self) -> list[Option]:
        """Every county of the city, every zone of it: the kinds that a collective name may mean, with their number."""
        rows = Organisation.objects.on(self.request.viewer.day).filter(kind__in=EVERY)
        rows = rows.filter(city=self.subject.city_id) if self.subject.city_id else rows
        counted = dict(rows.order_by().values_list("kind").annotate(n=Count("pk")))
        return [(f"every:{kind}", ALL_OF.fill(kind=KIND_NAMES[kind], n=counted[kind]))
                for kind in EVERY if kind in counted]  # fmt: skip


def _standing(plan: Any, names: Sequence[str]) -> dict[str, tuple[int, str]]:
    """For each name in how many tasks of the plan it stands, and the first of them."""
    rows = Duty.objects.filter(live(plan), organisation=None, name__in=names).order_by("task__order", "pk")
    found: dict[str, dict[int, str]] = {}
    for name, task, number, title, body in rows.values_list(
        "name", "task", "task__number", "task__title", "task__body"
    ):
        found.setdefault(name, {}).setdefault(task, f"{number} {title or body[:40]}".strip())
    return {name: (len(tasks), next(iter(tasks.values()))) for name, tasks in found.items()}


urlpatterns = [path("plans/<int:pk>/names", NamesOfPlan.as_view(), name="plan_names")]
