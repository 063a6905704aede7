"""A city's plan beside another city's: what both speak of, what only one speaks of, what does not meet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import path, reverse

from citycircle.accounts.rights import Place
from citycircle.core.messages import Text
from citycircle.planning.ledger import Item
from citycircle.planning.tracing.beside import Row, laid_beside
from citycircle.records.links.actions.consulting import FindMismatches, RaiseMismatch, SetMismatchAside
from citycircle.records.links.matrix import side_of
from citycircle.records.links.models import Mismatch
from citycircle.records.links.reach import mismatches_within
from citycircle.records.plans.models import Plan, PlanState
from citycircle.records.plans.reach import KEEPS_PLANS, plans_within
from citycircle.web.forms import Entry, FormPage
from citycircle.web.link_words import address_of, sentence_of
from citycircle.web.pages.base import found
from citycircle.web.pages.plans import OnPlan
from citycircle.web.plan_panels import plan_roof, plan_tab
from citycircle.web.requests import Request
from citycircle.web.wording import whole

TAB = Text("两市对照", "Beside another city")


@dataclass(frozen=True, slots=True)
class Line:
    """Two tasks beside each other with their mismatches, as kept and as found just now."""

    mine: Item | None
    theirs: Item | None
    mine_number: int | None
    theirs_number: int | None
    kept: tuple[Mismatch, ...]
    found: tuple[Text, ...]


class Beside(OnPlan):
    """A city's plan beside another city's: what both speak of, what only one speaks of, and what does not meet."""

    title = TAB
    template = "links/beside.html"
    action = FindMismatches

    def candidates(self) -> QuerySet[Plan]:
        rows = plans_within(self.request.viewer).exclude(city=None).exclude(city=self.subject.city_id)
        return rows.exclude(state=PlanState.WITHDRAWN).select_related("city").order_by("city__code", "-year_to", "-pk")

    def other(self) -> Plan | None:
        asked = whole(self.request.GET.get("with", ""))
        return self.candidates().filter(pk=asked).first() if asked else None

    def context(self) -> dict[str, Any]:
        other = self.other()
        return {
            **plan_roof(self.subject, self.request.viewer, "plan_beside"),
            "candidates": self.candidates(),
            "other": other,
            "may_edit": self.may_edit,
            "lines": self._lines(other) if other else [],
        }

    def _lines(self, other: Plan) -> list[Line]:
        one, two = (self.subject, other) if self.subject.pk < other.pk else (other, self.subject)
        rows = Mismatch.objects.filter(one_plan=one, other_plan=two).select_related("one_task", "other_task", "case")
        kept: dict[tuple[str, str], list[Mismatch]] = {}
        for row in rows:
            keys = (row.one_task.key if row.one_task else "", row.other_task.key if row.other_task else "")
            kept.setdefault(keys, []).append(row)
        numbers = {plan.pk: dict(plan.tasks.values_list("key", "pk")) for plan in (one, two)}
        lines = [_line(row, numbers[one.pk], numbers[two.pk], kept) for row in laid_beside(side_of(one), side_of(two))]
        return lines if one == self.subject else [_turned(line) for line in lines]

    def post(self, request: Request, **_keys: Any) -> HttpResponseBase:
        other = found(self.candidates(), pk=whole(request.POST.get("with", "")) or 0)
        if "aside" in request.POST:
            mismatch = found(mismatches_within(request.viewer), pk=whole(request.POST["aside"]) or 0)
            self.do(SetMismatchAside(mismatch=mismatch, plan=self.subject), request.POST.get("reason", ""))
        else:
            self.do(FindMismatches(plan=self.subject, beside=other))
        return redirect(f"{reverse('plan_beside', args=[self.subject.pk])}?with={other.pk}")


def _line(
    row: Row, ones: Mapping[str, int], others: Mapping[str, int], kept: Mapping[tuple[str, str], Sequence[Mismatch]]
) -> Line:
    keys = (row.one.key if row.one else "", row.other.key if row.other else "")
    return Line(
        row.one, row.other, ones.get(keys[0]), others.get(keys[1]), tuple(kept.get(keys, ())),
        tuple(each.sentence for each in row.mismatches),
    )  # fmt: skip


def _turned(line: Line) -> Line:
    return Line(line.theirs, line.mine, line.theirs_number, line.mine_number, line.kept, line.found)


class Raise(FormPage):
    """Put a mismatch to the other city, with a proposal and a wished date."""

    action = RaiseMismatch
    entries = (
        Entry("proposal", Text("本市建议", "What your city proposes"), "text", longest=2000),
        Entry("wished", Text("希望完成时间", "Wished date"), "day"),
    )
    explanation = Text(
        "提请后，对方城市和都市圈办公室可以看到本事项的文字；您的方案草稿仍不对外公开。",
        "From then on the other city and the office of the region see the words of this matter; the draft of your plan "
        "stays hidden.",
    )

    def find(self, **keys: Any) -> Mismatch:
        rows = mismatches_within(self.request.viewer).select_related("one_plan__city", "other_plan__city")
        mismatch: Mismatch = found(rows, pk=keys["pk"], case=None)
        return mismatch

    def place(self) -> Place:
        return self._own().place

    def _own(self) -> Plan:
        """The plan of the viewer's own city; where neither is, the right is refused at the place of the first one."""
        plans: tuple[Plan, Plan] = (self.subject.one_plan, self.subject.other_plan)
        viewer = self.request.viewer
        return next((plan for plan in plans if KEEPS_PLANS.allows(viewer, plan.place)), plans[0])

    def initial(self) -> Mapping[str, object]:
        return {"proposal": sentence_of(self.subject).zh}

    def make(self, values: Mapping[str, Any]) -> RaiseMismatch:
        return RaiseMismatch(mismatch=self.subject, plan=self._own(), link=address_of(self.subject), **values)

    def onward(self, result: Mismatch) -> str:
        return address_of(result)


def has_city(plan: Plan, _viewer: Any) -> bool:
    return plan.city_id is not None


plan_tab(340, TAB, "plan_beside", has_city)

urlpatterns = [
    path("plans/<int:pk>/beside", Beside.as_view(), name="plan_beside"),
    path("mismatches/<int:pk>/raise", Raise.as_view(), name="raise_mismatch"),
]
