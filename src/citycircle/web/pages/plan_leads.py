"""All tasks of a plan whose lead a person has to decide, on one sheet: by task, by section or for all that are left."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import path

from citycircle.accounts.models import Organisation
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import COMMA, Text
from citycircle.planning.duties.decisions import NEED_NAMES, Open
from citycircle.planning.ledger import Item
from citycircle.records.duties.actions import Assign, DecideLead
from citycircle.records.duties.questions import questions_of
from citycircle.records.plans.ledgers import ledger_of
from citycircle.records.plans.models import Duty, DutyKind, Task
from citycircle.records.rounds.standing import unknown_names
from citycircle.web.called import Called
from citycircle.web.ledger_names import in_language
from citycircle.web.pages.organisations import today_open
from citycircle.web.pages.plan_names import OnKeptPlan
from citycircle.web.plan_panels import plan_roof
from citycircle.web.requests import Request

SHOWN = 100
"""Tasks on one sheet; what is decided leaves it, and the next ones come."""
NOBODY = Text("不设牵头", "no lead")
DECIDED = Text("已确定{n}项任务的牵头单位。", "Leads decided: {n}.")
NOTHING = Text("没有填写任何一项，未作改动。", "No field was filled in; nothing has changed.")


@dataclass(frozen=True, slots=True)
class Asked:
    """One task of the sheet: what is asked, and what stands in its fields."""

    task: int
    item: Item
    questions: Sequence[tuple[Text, Text]]
    is_bare: bool
    """No organisation is named at all, so that those who cooperate are asked for, too."""
    lead: str = ""
    beside: str = ""
    error: CityCircleError | None = None


@dataclass(slots=True)
class Section:
    """The tasks under one heading of the plan; `key` is the name of its field."""

    heading: str
    key: str
    lead: str = ""
    error: CityCircleError | None = None
    rows: list[Asked] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person decided on one task; no lead at all is a decision, too."""

    task: int
    leads: tuple[Organisation, ...]
    beside: tuple[Organisation, ...]


class LeadsOfPlan(OnKeptPlan):
    title = Text("一次确定牵头单位", "Decide the leads")
    template = "duties/leads.html"
    action = DecideLead

    @cached_property
    def asked(self) -> list[tuple[Item, list[Open]]]:
        """The tasks with questions in the order of the plan; names that wait are decided before."""
        ledger = in_language(ledger_of(self.subject))
        found: dict[str, list[Open]] = {}
        for one in questions_of(self.subject, ledger):
            if one.need != "unknown_name":
                found.setdefault(one.key, []).append(one)
        items = {item.key: item for item in ledger.items}
        return [(items[key], several) for key, several in found.items()]

    @property
    def shown(self) -> list[tuple[Item, list[Open]]]:
        return self.asked[:SHOWN]

    def context(self) -> dict[str, Any]:
        plan = self.subject
        near = today_open().filter(Q(city=plan.city_id) | Q(city=None)) if plan.city_id else today_open()
        given = self.request.POST if self.request.method == "POST" else None
        return {
            **plan_roof(plan, self.request.viewer, "plan_duties"),
            "sections": self._sections(given),
            "count": len(self.shown),
            "left": len(self.asked) - len(self.shown),
            "names": len(unknown_names(plan)),
            "organisations": near,
            "nobody": NOBODY,
            "rest": given.get("rest", "") if given else "",
            "reason": given.get("reason", "") if given else "",
        }

    def post(self, request: Request, **_keys: Any) -> HttpResponseBase:
        """Each task is decided in an act of its own with the same reason; one mistake keeps all back."""
        self.wrong: dict[str, CityCircleError] = {}
        tasks = Task.objects.in_bulk(list(self._numbers().values()))
        wanted = self._wanted(request.POST)
        try:
            if self.wrong:
                raise next(iter(self.wrong.values()))
            for one in wanted:
                self._decide(one, tasks[one.task], request.POST.get("reason", ""))
        except CityCircleError as error:
            return self.show(422, error=error)
        messages.success(request, DECIDED.say(n=len(wanted)) if wanted else NOTHING.say())
        return redirect("plan_duties" if wanted else "plan_leads", pk=self.subject.pk)

    def _decide(self, one: Wanted, task: Task, reason: str) -> None:
        kind = {0: "none", 1: "single"}.get(len(one.leads), "joint")
        self.do(DecideLead(task=task, kind=kind, leads=one.leads), reason)  # type: ignore[arg-type]  # one of three words
        for organisation in one.beside:
            if organisation not in one.leads:
                self.do(Assign(task=task, organisation=organisation, kind="cooperating"), reason)

    def _wanted(self, given: Mapping[str, str]) -> list[Wanted]:
        """What the fields say; a task left empty takes what its section says, then what holds for the rest."""
        numbers = self._numbers()
        fields = {
            key: "" if value.strip() in {NOBODY.zh, NOBODY.en} else value
            for key, value in given.items()
            if key.partition("-")[0] in {"lead", "with", "section", "rest"}
        }
        called = Called(self.subject, fields.values(), self.request.viewer.day)
        found = []
        for item, _ in self.shown:
            task = numbers[item.key]
            places = (f"lead-{task}", f"section-{_key(item)}", "rest")
            place = next((each for each in places if given.get(each, "").strip()), None)
            if place is not None:
                leads = self._called(called, place, fields.get(place, ""))
                beside = self._called(called, f"with-{task}", fields.get(f"with-{task}", ""))
                found.append(Wanted(task, leads, beside))
        return found

    def _called(self, called: Called, place: str, words: str) -> tuple[Organisation, ...]:
        try:
            return tuple(called.of(words))
        except CityCircleError as error:
            self.wrong[place] = error
            return ()

    def _numbers(self) -> dict[str, int]:
        keys = [item.key for item, _ in self.shown]
        return dict(Task.objects.filter(plan=self.subject, key__in=keys).values_list("key", "pk"))

    def _sections(self, given: Mapping[str, str] | None) -> list[Section]:
        numbers, wrong = self._numbers(), getattr(self, "wrong", {})
        proposed = self._proposed() if given is None else {}
        sections: dict[str, Section] = {}
        for item, questions in self.shown:
            key, task = _key(item), numbers[item.key]
            if key not in sections:
                about = f"section-{key}"
                sections[key] = Section(" › ".join(item.path), key, (given or {}).get(about, ""), wrong.get(about))
            lead = proposed.get(item.key, "") if given is None else given.get(f"lead-{task}", "")
            beside = (given or {}).get(f"with-{task}", "")
            said = [(NEED_NAMES[one.need], one.sentence) for one in questions]
            bare = any(one.need == "nobody" for one in questions)
            error = wrong.get(f"lead-{task}") or wrong.get(f"with-{task}")
            sections[key].rows.append(Asked(task, item, said, bare, lead, beside, error))
        return list(sections.values())

    def _proposed(self) -> dict[str, str]:
        """What stands in the field at first: several leads lead jointly; without one, the first that is named itself.

        An organisation that is meant by a collective name only (各县区政府) is not proposed.
        """
        keys = [item.key for item, _ in self.shown]
        rows = Duty.objects.filter(task__plan=self.subject, task__key__in=keys, through=None).exclude(organisation=None)
        leads: dict[str, dict[str, None]] = {}
        others: dict[str, str] = {}
        for key, kind, name in rows.order_by("order", "pk").values_list("task__key", "kind", "organisation__name"):
            if kind == DutyKind.LEAD:
                leads.setdefault(key, {})[name] = None
            elif kind == DutyKind.RESPONSIBLE:
                others.setdefault(key, name)
        return others | {key: COMMA.zh.join(names) for key, names in leads.items()}


def _key(item: Item) -> str:
    """The name of a section's field: of its headings, so that it stays the same while tasks are decided."""
    return hashlib.sha256("\n".join(item.path).encode()).hexdigest()[:12]


urlpatterns = [path("plans/<int:pk>/leads", LeadsOfPlan.as_view(), name="plan_leads")]
