"""Forms and what they cost: which forms are asked, on what basis, until when; and the burden of the month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Max, QuerySet
from django.http import HttpResponseBase
from django.urls import path, reverse

from citycircle.accounts.models import Organisation
from citycircle.accounts.rights import Place, Viewer
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text, listed, spoken
from citycircle.core.terms import add_months
from citycircle.mechanisms.burden.facts import register_of
from citycircle.mechanisms.burden.forms import FIELD_KINDS, Form
from citycircle.mechanisms.burden.meter import WHY, Cost, compared, cost_of, month_of
from citycircle.mechanisms.burden.meter import Request as Asking
from citycircle.mechanisms.cadences.chain import chain_of
from citycircle.mechanisms.cadences.completeness import Count
from citycircle.mechanisms.cadences.recurrences import CADENCES
from citycircle.records.month.actions.forms import AdmitForm, EndForm
from citycircle.records.month.completeness import month_of_reports
from citycircle.records.month.forms import COMMON, COMMON_TITLE, asked_in, fields_of, forms_in_force, layers_of
from citycircle.records.month.models import Report, ReportForm
from citycircle.records.month.reach import OVERSEES_MONTH, READS_MONTH
from citycircle.records.month.rights import REVIEWS
from citycircle.web.forms import Entry, Filled, FormPage
from citycircle.web.navigation import entry
from citycircle.web.pages.base import Page, found
from citycircle.web.pages.lists import ListPage
from citycircle.web.pages.organisations import today_open
from citycircle.web.requests import Request
from citycircle.web.sheets import Column, Option, Sheet
from citycircle.web.wording import month_asked


class NoSuchOrganisations(CityCircleError):
    what = Text("单位名录中没有：{names}。", "The register does not hold: {names}.")
    why = Text("按单位计算负担，须用名录中的全称。", "The burden is counted by organisation, under its full name.")
    then = Text("请对照单位名录改写，每行一个。", "Please write full names, one a line.")


TITLE = Text("报表", "Forms")
BURDEN = Text("填报负担", "Burden")
COMPLETENESS = Text("报送情况", "What came in")
SEPARATOR = "｜"
_KINDS = {title.zh: name for name, title in FIELD_KINDS.items()} | {name: name for name in FIELD_KINDS}


def cadence_word(code: str) -> Text | str:
    row = next((row for row in CADENCES.rows if row["cadence"] == code), None)
    return Text(row["title_zh"], row["title_en"]) if row else code


class Forms(ListPage):
    """Every admitted form with its basis and last day (报表准入登记)."""

    title = TITLE
    who = READS_MONTH
    sheet = Sheet(
        title,
        (
            Column("name", Text("表名", "Form"), str, ("name",), ("name", "code"),
                   link=lambda one: reverse("report_form", args=[one.pk])),
            Column("basis", Text("依据", "Basis"), lambda one: one.basis, search=("basis",), kind="wide"),
            Column("by", Text("要求单位", "Asked by"), lambda one: one.organisation.called(spoken()),
                   ("organisation__name",)),
            Column("cadence", Text("频次", "Cadence"), lambda one: cadence_word(one.cadence), ("cadence",)),
            Column("fields", Text("指标数", "Fields"), lambda one: len(one.fields), kind="number"),
            Column("first", Text("起", "From"), lambda one: one.valid_from, ("valid_from",)),
            Column("last", Text("止", "Until"), lambda one: one.valid_to, ("valid_to",)),
        ),
        order=("-valid_from", "code", "pk"),
        empty=Text("还没有准入的报表。", "No form is admitted yet."),
    )  # fmt: skip

    def rows(self) -> QuerySet[ReportForm]:
        return ReportForm.objects.select_related("organisation")

    def offers(self) -> list[tuple[object, str]]:
        viewer = self.request.viewer
        found = [(BURDEN, reverse("burden")), (COMPLETENESS, reverse("completeness"))]
        offers: list[tuple[object, str]] = [each for each in found if OVERSEES_MONTH.allows(viewer)]
        if REVIEWS.allows(viewer):
            offers.insert(0, (AdmitForm.title, reverse("admit_form")))
        return offers


class OneForm(Page):
    """One form: what it asks, on what basis, and the chain of deadlines from the superior down."""

    title = TITLE
    who = READS_MONTH
    template = "month/form.html"

    def find(self, **keys: Any) -> ReportForm:
        form: ReportForm = found(ReportForm.objects.select_related("organisation", "admitted_by"), **keys)
        return form

    def place(self) -> None:
        """Everybody may see what is asked of everybody."""

    def context(self) -> dict[str, Any]:
        row: ReportForm = self.subject
        chain = chain_of(layers_of(row.chain), on=row.valid_from or self.request.viewer.day) if row.chain else None
        return {
            "form": row,
            "cadence": cadence_word(row.cadence),
            "fields": [(each, FIELD_KINDS[each.kind]) for each in fields_of(row.fields)],
            "chain": chain.sentence if chain else None,
            "may_end": REVIEWS.allows(self.request.viewer, row.place) and row.holds_on(self.request.viewer.day),
        }


class Burden(Page):
    """What this month asks of each organisation, form by form, against last month."""

    title = BURDEN
    who = OVERSEES_MONTH
    template = "month/burden.html"

    def context(self) -> dict[str, Any]:
        this = _month_asked(self.request)
        last = add_months(this, -1)
        costs, before = (self._costs(month) for month in (this, last))
        total = month_of(costs)
        return {
            "month": this,
            "before": last,
            "after": add_months(this, 1),
            "sentence": compared(total, month_of(before)),
            "costs": costs,
            "doubles": [(one, WHY[one.why]) for cost in costs for one in cost.doubles],
            "organisations": sorted(total.by_organisation.items(), key=lambda pair: -pair[1][0]),
        }

    def _costs(self, month: date) -> list[Cost]:
        viewer = self.request.viewer
        cities: list[int | None] = list(viewer.cities)
        if viewer.is_regional:
            cities = list(Report.objects.filter(month=month).order_by().values_list("city", flat=True).distinct())
        return [cost for city in cities for cost in asked_in(month, city, viewer.day)]


class Completeness(Page):
    """Expected, received and in time, by organisation and by form; never by person."""

    title = COMPLETENESS
    who = OVERSEES_MONTH
    template = "month/completeness.html"

    def context(self) -> dict[str, Any]:
        viewer = self.request.viewer
        month = _month_asked(self.request)
        found = month_of_reports(_reports(viewer).filter(month=month))
        bureaus = Organisation.objects.filter(name__in=found.by_organisation)
        called = {one.name: one.called(spoken()) for one in bureaus}
        forms = {one.code: one.title for one in forms_in_force(viewer.day)} | {COMMON: COMMON_TITLE.say()}
        return {
            "month": month,
            "before": add_months(month, -1),
            "after": add_months(month, 1),
            "organisations": [(called[name], *_shares(one)) for name, one in sorted(found.by_organisation.items())],
            "forms": [(forms.get(code, code), *_shares(one)) for code, one in sorted(found.by_form.items())],
        }


def _reports(viewer: Viewer) -> QuerySet[Report]:
    return Report.objects.all() if viewer.is_regional else Report.objects.filter(city__in=viewer.cities)


def _month_asked(request: Request) -> date:
    """The month of the address; without one, the last that was opened for the places of the viewer."""
    asked = month_asked(request.GET.get("month", ""))
    return asked or _reports(request.viewer).aggregate(last=Max("month"))["last"] or request.viewer.day.replace(day=1)


def _shares(count: Count) -> tuple[Count, str, str]:
    shares = (count.completeness, count.timeliness)
    complete, timely = ("—" if share is None else f"{float(share * 100):.1f}%" for share in shares)
    return count, complete, timely


def _cadences() -> list[Option]:
    return [(row["cadence"], Text(row["title_zh"], row["title_en"])) for row in CADENCES.rows if row.valid_to is None]


class AdmitFormPage(FormPage):
    """Ask for a form's admission; with “count only” its cost and its doubles are shown first."""

    action = AdmitForm
    template = "month/admit_form.html"
    entries = (
        Entry("organisation", Text("要求单位", "Asked by"), "choice", rows=today_open),
        Entry("code", Text("代码", "Code"), longest=40),
        Entry("called", Text("表名", "Name")),
        Entry("basis", Text("依据（文件、条款）", "Basis (document, clause)"), "text"),
        Entry("cadence", Text("频次", "Cadence"), "choice", options=_cadences),
        Entry("valid_from", Text("起", "From"), "day"),
        Entry("valid_to", Text("止", "Until"), "day"),
        Entry(
            "asked", Text("填报单位（每行一个）", "Who fills it (one a line)"), "lines",
        ),
        Entry(
            "fields", Text("指标（每行一项）", "Fields (one a line)"), "lines",
            hint=Text(
                "代码｜名称｜类型｜单位｜数据责任单位，如 population｜常住人口｜数字｜万人｜澜川市统计局",
                "key｜title｜kind｜unit｜owner of the fact",
            ),
        ),
        Entry("count", Text("只计算负担，暂不提交", "Count the burden only, do not send"), "yes", required=False),
    )  # fmt: skip
    explanation = Text(
        "已有责任单位的数据不再向其他单位收集；没有依据和截止日的表不予准入。",
        "What has an owner is not collected again from others; a form needs a basis and a last day.",
    )

    def place(self) -> Place | None:
        return None

    def make(self, values: Mapping[str, Any]) -> AdmitForm:
        rest = {name: values[name] for name in ("organisation", "code", "called", "basis", "cadence")}
        return AdmitForm(
            **rest,
            valid_from=values["valid_from"],
            valid_to=values["valid_to"],
            asked=tuple(_organisations(values["asked"], self.request.viewer.day)),
            fields=tuple(map(_field, values["fields"])),
        )

    def post(self, request: Request, **keys: Any) -> HttpResponseBase:
        """Count first, when asked to; else as every form."""
        if request.POST.get("count"):
            return self._count()
        return super().post(request, **keys)

    def _count(self) -> HttpResponseBase:
        given = {entry.name: self.request.POST.get(entry.name, "") for entry in self.entries}
        try:
            cost = self._cost({entry.name: entry.read(given[entry.name]) for entry in self.entries})
        except CityCircleError as error:
            return self._again(given, {}, error)
        fields = [Filled(entry, given[entry.name]) for entry in self.entries]
        doubles = [(one, WHY[one.why]) for one in cost.doubles]
        return self.show(200, fields=fields, cost=cost.sentence, doubles=doubles)

    def _cost(self, values: Mapping[str, Any]) -> Cost:
        action = self.make(values)
        form = Form(
            code=action.code, title=action.called, asked_by=action.organisation.name, basis=action.basis,
            fields=fields_of(action.fields), first=action.valid_from, last=action.valid_to,
        )  # fmt: skip
        others = forms_in_force(action.valid_from)
        asking = Asking(form, tuple(each.name for each in action.asked))
        return cost_of(asking, register_of(others), others, on=action.valid_from)

    def onward(self, result: ReportForm) -> str:
        return reverse("report_form", args=[result.pk])


def _organisations(names: Sequence[str], day: date) -> list[Organisation]:
    rows = {row.name: row for row in Organisation.objects.filter(name__in=names).on(day)}
    strangers = [name for name in names if name not in rows]
    if strangers:
        raise NoSuchOrganisations(names=listed(strangers))
    return [rows[name] for name in names]


def _field(line: str) -> dict[str, str]:
    cells = [cell.strip() for cell in line.replace("|", SEPARATOR).split(SEPARATOR)] + [""] * 5
    key, title, kind, unit, owner = cells[:5]
    return {"key": key, "title": title, "kind": _KINDS.get(kind, kind or "number"), "unit": unit, "owner": owner}


class EndFormPage(FormPage):
    action = EndForm
    entries = (Entry("last", Text("最后一天", "Last day"), "day"),)

    def find(self, **keys: Any) -> ReportForm:
        form: ReportForm = found(ReportForm.objects.select_related("organisation"), **keys)
        return form

    def make(self, values: Mapping[str, Any]) -> EndForm:
        return EndForm(form=self.subject, seen=self.version or 0, last=values["last"])

    def onward(self, result: ReportForm) -> str:
        return reverse("report_form", args=[result.pk])


entry(180, TITLE, "report_forms", Forms.who)

urlpatterns = [
    path("forms/", Forms.as_view(), name="report_forms"),
    path("forms/admit", AdmitFormPage.as_view(), name="admit_form"),
    path("forms/burden", Burden.as_view(), name="burden"),
    path("forms/completeness", Completeness.as_view(), name="completeness"),
    path("forms/<int:pk>", OneForm.as_view(), name="report_form"),
    path("forms/<int:pk>/end", EndFormPage.as_view(), name="end_form"),
]
