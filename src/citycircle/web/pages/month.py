"""The month as an office works it: opened, counted, locked; and the correction slips that come after the lock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import path, reverse

from citycircle.accounts.actions.base import Action
from citycircle.accounts.models import Organisation
from citycircle.accounts.rights import Place, Viewer
from citycircle.accounts.roles import Role
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text, spoken
from citycircle.mechanisms.draws.protocol import protocol
from citycircle.mechanisms.draws.records import read_record
from citycircle.records.month.actions.corrections import (
    DecideCorrection,
    ShowEffects,
    WithdrawCorrection,
    fingerprint_of,
)
from citycircle.records.month.actions.locking import LockMonth
from citycircle.records.month.actions.opening import OpenMonth
from citycircle.records.month.actions.verifying import DrawSample
from citycircle.records.month.deadlines import deadline_of
from citycircle.records.month.models import CorrectionSlip, MonthLock, Report, Sample
from citycircle.records.month.reach import READS_MONTH
from citycircle.records.month.report_reach import slips_within
from citycircle.records.month.reports import fields_of, parts_of_office
from citycircle.records.month.rights import REVIEWS, VERIFIES
from citycircle.web.forms import Entry, FormPage
from citycircle.web.month_words import state_light, state_word
from citycircle.web.pages.base import Page, found
from citycircle.web.pages.lists import ListPage
from citycircle.web.pages.parts import SAMPLES
from citycircle.web.pages.reports import KIND, MONTHS, SLIPS
from citycircle.web.requests import Request
from citycircle.web.sheets import Column, Sheet
from citycircle.web.wording import whole

DONE = Text("已办理：{what}。", "Done: {what}.")
DECISIONS = {"": Text("待办", "open"), "signed": Text("已批准", "signed"), "refused": Text("不予更正", "refused"),
             "withdrawn": Text("已撤回", "withdrawn")}  # fmt: skip
_LIGHTS = {"": "blue", "signed": "green", "refused": "grey", "withdrawn": "grey"}
_MONTH_HINT = Text("该月任一日", "any day of the month")


def offices_of(viewer: Viewer) -> QuerySet[Organisation]:
    """The offices for which a viewer opens and locks months: the own city, or the office of the region."""
    grants = [grant for grant in viewer.grants if grant.role is Role.OFFICE_REVIEWER]
    wanted = {grant.at.city or grant.at.organisation for grant in grants}
    return Organisation.objects.filter(pk__in=wanted)


class Months(Page):
    """The months of one's own office: how many reports stand where, which are locked, and the two acts of a month."""

    title = MONTHS
    who = REVIEWS
    template = "reports/months.html"

    def context(self) -> dict[str, Any]:
        return {"offices": [(office, list(_months(office))) for office in offices_of(self.request.viewer)]}


def _months(office: Organisation) -> Iterable[dict[str, Any]]:
    rows = Report.objects.filter(into=None, city=office.city_id).values("month", "state").annotate(n=Count("pk"))
    if office.city_id is None:
        rows = rows.filter(part__task__plan__organisation=office)
    counts: dict[date, list[tuple[Text, str, int]]] = {}
    for row in rows.order_by("-month", "state"):
        counts.setdefault(row["month"], []).append(
            (state_word(KIND, row["state"]), state_light(row["state"]), row["n"])
        )
    locks = {lock.month: lock for lock in MonthLock.objects.filter(organisation=office).select_related("locked_by")}
    for month, several in counts.items():
        yield {"month": month, "counts": several, "all": sum(n for *_, n in several), "lock": locks.get(month)}


class _OnMonth(FormPage):
    """A form about a month of one's own office."""

    def find(self, **keys: Any) -> Organisation:
        office: Organisation = found(offices_of(self.request.viewer), **keys)
        return office

    def seen(self) -> int | None:
        return None

    def onward(self, result: Any) -> str:
        return reverse("months")


class OpenIt(_OnMonth):
    action = OpenMonth
    explanation = Text(
        "为承担职责的单位开启月报并预填上月；已办结的任务不再要求，长周期任务只在有节点的月份要求。",
        "Opens the prefilled reports of all who carry a duty; finished tasks are left out, long ones at nodes only.",
    )
    entries = (
        Entry("month", Text("月份", "Month"), "day", hint=_MONTH_HINT),
        Entry("due", Text("报送期限", "Due"), "day"),
    )

    def initial(self) -> Mapping[str, object]:
        """This month, and the day that the office's link in the chain of deadlines names."""
        month = self.request.viewer.day.replace(day=1)
        link = deadline_of(self.subject, month)
        return {"month": month, "due": link.due} if link else {}

    def make(self, values: Mapping[str, Any]) -> OpenMonth:
        return OpenMonth(office=self.subject, month=values["month"], due=values["due"])


class LockIt(_OnMonth):
    action = LockMonth
    explanation = Text(
        "已采用的报告一并汇总、通报并锁定；逾期未报的记为未报。锁定后只能更正。",
        "All accepted reports are compiled, published and locked at once; what is overdue is marked as not reported.",
    )
    entries = (
        Entry("month", Text("月份", "Month"), "day", hint=_MONTH_HINT),
        Entry("summary", Text("汇总表名称", "Summary")),
        Entry("notice", Text("通报期号", "Number of the notice")),
    )

    def make(self, values: Mapping[str, Any]) -> LockMonth:
        return LockMonth(
            office=self.subject, month=values["month"], summary=values["summary"], notice=values["notice"]
        )  # fmt: skip


def _named(slip: CorrectionSlip) -> Text | str:
    titles = {field.name: field.title for field in fields_of(slip.entry.report.form)}
    return titles.get(slip.entry.field, slip.entry.field)


class Slips(ListPage):
    """Correction slips that one may see, the latest first."""

    title = SLIPS
    who = READS_MONTH
    sheet = Sheet(
        SLIPS,
        (
            Column("at", Text("提出时间", "Filed"), lambda one: one.asked_at, ("asked_at",)),
            Column("what", Text("报告", "Report"), lambda one: str(one.entry.report), kind="wide",
                   link=lambda one: reverse("correction", args=[one.pk])),
            Column("state", Text("结果", "Outcome"), lambda one: DECISIONS[one.decision], ("decision",),
                   light=lambda one: _LIGHTS[one.decision]),
            Column("cell", Text("单元格", "Cell"), _named),
            Column("old", Text("更正前", "Old"), lambda one: one.entry.words),
            Column("new", Text("更正后", "New"), lambda one: one.new_words),
            Column("who", Text("单位", "Organisation"), lambda one: one.entry.report.organisation.called(spoken())),
        ),
        order=("-pk",),
        empty=Text("没有更正单。", "No correction slip."),
    )  # fmt: skip

    def rows(self) -> QuerySet[CorrectionSlip]:
        return slips_within(self.request.viewer).select_related(
            "entry__report__organisation", "entry__report__part__task", "entry__report__part__organisation",
            "entry__report__form",
        )  # fmt: skip


class Slip(Page):
    """One correction slip: old and new beside each other, everything that would change, then the signature."""

    title = SLIPS
    who = READS_MONTH
    template = "reports/correction.html"

    def find(self, **keys: Any) -> CorrectionSlip:
        rows = slips_within(self.request.viewer).select_related(
            "entry__report__part__task__plan__organisation", "entry__report__part__organisation__city",
            "entry__report__organisation__city", "entry__report__case", "entry__report__form", "asked_by", "decided_by",
        )  # fmt: skip
        slip: CorrectionSlip = found(rows, **keys)
        return slip

    def place(self) -> Place | None:
        return None

    def context(self) -> dict[str, Any]:
        slip, viewer = self.subject, self.request.viewer
        state, waits = slip.entry.report.state, not slip.decision
        return {
            "cell": _named(slip),
            "report": slip.entry.report,
            "outcome": (DECISIONS[slip.decision], _LIGHTS[slip.decision]),
            "effects": [Text(each["zh"], each["en"]) for each in slip.effects],
            "shown": fingerprint_of(slip),
            "may_show": waits and state == "correction_filed" and ShowEffects(slip=slip).allows(viewer),
            "may_decide": waits
            and state == "correction_signing"
            and DecideCorrection(slip=slip, sign=True).allows(viewer),
            "may_withdraw": waits and WithdrawCorrection(slip=slip).allows(viewer),
        }

    def post(self, request: Request, **_keys: Any) -> HttpResponseBase:
        slip, chosen = self.subject, request.POST.get("act", "")
        action: Action[CorrectionSlip] = ShowEffects(slip=slip)
        if chosen == "withdraw":
            action = WithdrawCorrection(slip=slip)
        if chosen in {"sign", "refuse"}:
            action = DecideCorrection(
                slip=slip, sign=chosen == "sign", effects_seen=request.POST.get("shown", ""),
                answer=request.POST.get("answer", ""),
            )  # fmt: skip
        try:
            self.do(action)
        except CityCircleError as error:
            return self.show(422, error=error)
        messages.success(request, DONE.say(what=action.title))
        return redirect("correction", pk=slip.pk)


def verified_by(viewer: Viewer) -> QuerySet[Organisation]:
    """The offices for which a viewer draws samples."""
    grants = [grant for grant in viewer.grants if grant.role is Role.SUPERVISOR]
    return Organisation.objects.filter(pk__in={grant.at.city or grant.at.organisation for grant in grants})


class Samples(Page):
    """What waits to be verified, the draws so far with their protocols, and drawing the next one."""

    title = SAMPLES
    who = VERIFIES
    template = "reports/samples.html"

    def context(self) -> dict[str, Any]:
        offices = verified_by(self.request.viewer)
        return {
            "offices": [
                (office, parts_of_office(office).filter(state="verifying").count(), _samples(office))
                for office in offices
            ],
        }

    def post(self, request: Request, **_keys: Any) -> HttpResponseBase:
        number = whole(request.POST.get("office", "")) or 0
        office: Organisation = found(verified_by(request.viewer), pk=number)
        try:
            self.do(DrawSample(office=office, month=request.viewer.day))
        except CityCircleError as error:
            return self.show(422, error=error)
        messages.success(request, DONE.say(what=DrawSample.title))
        return redirect("samples")


def _samples(office: Organisation) -> list[tuple[Sample, str]]:
    rows = Sample.objects.filter(office=office).select_related("drawn_by")[:12]
    return [(row, protocol(read_record(row.record), spoken())) for row in rows]


urlpatterns = [
    path("samples/", Samples.as_view(), name="samples"),
    path("months/", Months.as_view(), name="months"),
    path("months/<int:pk>/open", OpenIt.as_view(), name="open_month"),
    path("months/<int:pk>/lock", LockIt.as_view(), name="lock_month"),
    path("corrections/", Slips.as_view(), name="corrections"),
    path("corrections/<int:pk>", Slip.as_view(), name="correction"),
]
