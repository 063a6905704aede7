"""Sheets that leave, by list, plan, city, organisation, circle or field; and the templates they are printed by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import path, reverse

from citycircle.accounts.errors import NotThere
from citycircle.accounts.models import Hierarchy, Organisation
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text
from citycircle.core.parameters import CERTAINTY
from citycircle.planning.lists.facts import FACTS
from citycircle.planning.lists.template_words import BANDS, DAYS, ROUNDINGS
from citycircle.planning.lists.templates import ListTemplate, built_in, built_in_codes
from citycircle.records.lists import models
from citycircle.records.lists.actions.keeping import KeepTemplate, lines_of
from citycircle.records.lists.actions.sending import ExportSheet
from citycircle.records.lists.reach import KEEPS_LISTS, READS_LISTS, lists_within, templates_within
from citycircle.records.lists.sheets import FORMATS, SheetMade, file_of, filled_for, name_of, version_said
from citycircle.records.lists.templates import choices, content_of, template_of, template_of_row
from citycircle.records.plans.models import Plan, Task
from citycircle.records.plans.reach import plans_within, tasks_within
from citycircle.web.forms import Entry, FormPage
from citycircle.web.pages.base import Page, found
from citycircle.web.plan_panels import plan_offer
from citycircle.web.requests import Request
from citycircle.web.uploads import keeper_chosen, own_organisations
from citycircle.web.wording import whole

PLANS_NAME = Text("〔方案名称〕", "[name of the plan]")
FORMAT_NAMES = {
    "xlsx": Text("Excel（可改后退回）", "Excel (can come back edited)"),
    "docx": Text("Word", "Word"),
    "csv": Text("CSV（可改后退回）", "CSV (can come back edited)"),
}


class Export(Page):
    """Choose what goes into a sheet and by which template; the answer is the file."""

    title = ExportSheet.title
    who = READS_LISTS
    template = "lists/export.html"
    action = ExportSheet

    def lists(self) -> QuerySet[models.TaskList]:
        return lists_within(self.request.viewer).filter(closed_at=None)

    def plans(self) -> QuerySet[Plan]:
        return plans_within(self.request.viewer).order_by("-year_to", "title")

    def context(self) -> dict[str, Any]:
        asked = self.request.POST or self.request.GET
        fields = tasks_within(self.request.viewer).exclude(field="").values_list("field", flat=True)
        return {
            "asked": asked.dict(),
            "lists": self.lists(),
            "plans": self.plans(),
            "cities": Organisation.objects.on(self.request.viewer.day).filter(kind="city"),
            "circles": Hierarchy.objects.all(),
            "organisations": self._busy(),
            "fields": sorted(set(fields.distinct()))[:200],
            "templates": choices(self.request.viewer),
            "formats": list(FORMAT_NAMES.items()),
            "keepers": own_organisations(self.request.viewer, ExportSheet.who),
        }

    def _busy(self) -> QuerySet[Organisation]:
        """The organisations that have a duty in a task in reach."""
        duties = Task.objects.filter(pk__in=tasks_within(self.request.viewer).values("pk"))
        return Organisation.objects.filter(pk__in=duties.values("duties__organisation")).order_by("code")

    def post(self, request: Request, **_keys: Any) -> HttpResponseBase:
        try:
            return self._file(request)
        except CityCircleError as error:
            return self.show(422, error=error)

    def _file(self, request: Request) -> HttpResponse:
        given = request.POST
        kind = given.get("format", "xlsx")
        if kind not in FORMATS:
            raise NotThere
        action = ExportSheet(
            organisation=keeper_chosen(request, ExportSheet.who),
            template=given.get("template", ""),
            list=_chosen(self.lists(), given.get("list", "")),
            plan=_chosen(self.plans(), given.get("plan", "")),
            city=_chosen(Organisation.objects.all(), given.get("city", "")),
            party=_chosen(Organisation.objects.all(), given.get("party", "")),
            circle=_chosen(Hierarchy.objects.all(), given.get("circle", "")),
            field=given.get("field", "")[:200],
        )
        export = self.do(action)
        filled = filled_for(template_of(action.template, on=request.viewer.day), action.scope(), request.viewer)
        made = SheetMade(export, filled)
        response = HttpResponse(file_of(made, kind, version_said(action.scope())), content_type=FORMATS[kind])
        response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name_of(made, kind))}"
        return response


def _chosen(rows: QuerySet[Any], key: str) -> Any:  # one of the rows
    return found(rows, pk=whole(key) or 0) if key else None


class ExportPlan(Page):
    """The same, asked for from the page of a plan."""

    title = ExportSheet.title
    who = READS_LISTS

    def find(self, **keys: Any) -> Plan:
        plan: Plan = found(plans_within(self.request.viewer), **keys)
        return plan

    def place(self) -> None:
        """`plans_within` has asked."""

    def get(self, request: Request, **_keys: Any) -> HttpResponseBase:
        return redirect(f"{reverse('export_sheet')}?plan={self.subject.pk}")


class Templates(Page):
    """The templates there are: built in with their sources, and those of the own cities."""

    title = Text("清单模板", "List templates")
    who = READS_LISTS
    template = "lists/templates.html"

    def context(self) -> dict[str, Any]:
        day = self.request.viewer.day
        own = templates_within(self.request.viewer).select_related("organisation", "superior")
        return {
            "built_in": [built_in(code, on=day) for code in built_in_codes(on=day)],
            "own": own.order_by("code", "-valid_from"),
            "certainty": CERTAINTY,
            "may_keep": KEEPS_LISTS.allows(self.request.viewer),
        }


class OneTemplate(Page):
    """One template, column by column."""

    title = Text("清单模板", "List template")
    who = READS_LISTS
    template = "lists/template.html"

    def find(self, **keys: Any) -> tuple[ListTemplate, models.ListTemplate | None]:
        code = str(keys["code"])
        row = templates_within(self.request.viewer).filter(code=code).order_by("-valid_from", "-pk").first()
        if row is not None:
            return template_of_row(row), row
        if code not in built_in_codes(on=self.request.viewer.day):
            raise NotThere
        return built_in(code, on=self.request.viewer.day), None

    def place(self) -> None:
        """`templates_within` has asked."""

    def context(self) -> dict[str, Any]:
        template, row = self.subject
        columns = [
            (column, FACTS[column.fact].title, ROUNDINGS.options[column.rounding], DAYS.options[column.days])
            for column in template.columns
        ]
        return {
            "one": template,
            "headed": template.title.fill(plan=PLANS_NAME),
            "row": row,
            "columns": columns,
            "band": BANDS.options[template.band],
            "certainty": CERTAINTY[template.certainty],
            "may_keep": KEEPS_LISTS.allows(self.request.viewer),
            "subject": None,
        }


class AddTemplate(FormPage):
    """A superior's table as data, started from one there is."""

    action = KeepTemplate
    template = "lists/template_form.html"
    entries = (
        Entry("code", Text("代码", "Code"), hint=Text("自定，不重复", "your own, unique"), longest=60),
        Entry("source", Text("来源文件", "Source"), required=False, longest=300),
        Entry("valid_from", Text("自何日起", "From which day"), "day", required=False),
        Entry("head", Text("清单", "The list"), "text"),
        Entry("columns", Text("栏目（每行一栏）", "Columns (one a line)"), "text"),
    )

    def initial(self) -> Mapping[str, object]:
        code = self.request.GET.get("from", "T1")
        head, columns = lines_of(content_of(template_of(code, on=self.request.viewer.day)))
        return {"head": head, "columns": columns, "valid_from": self.request.viewer.day}

    def context(self) -> dict[str, Any]:
        return {
            **super().context(),
            "facts": [(name, fact.title) for name, fact in FACTS.items()],
            "keepers": own_organisations(self.request.viewer, KEEPS_LISTS),
        }

    def make(self, values: Mapping[str, Any]) -> KeepTemplate:
        return KeepTemplate(organisation=keeper_chosen(self.request, KEEPS_LISTS), **values)

    def onward(self, result: models.ListTemplate) -> str:
        return reverse("list_template", args=[result.code])


plan_offer(700, ExportSheet.title, "plan_export", lambda _plan, viewer: READS_LISTS.allows(viewer))

urlpatterns = [
    path("lists/export", Export.as_view(), name="export_sheet"),
    path("plans/<int:pk>/export", ExportPlan.as_view(), name="plan_export"),
    path("lists/templates/", Templates.as_view(), name="list_templates"),
    path("lists/templates/add", AddTemplate.as_view(), name="add_list_template"),
    path("lists/templates/<str:code>/", OneTemplate.as_view(), name="list_template"),
]
