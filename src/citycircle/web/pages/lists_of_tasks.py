"""Lists of tasks: views on what is filed once, by each superior's template."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, DateField, OuterRef, QuerySet, Subquery, Value
from django.urls import path, reverse

from citycircle.accounts.models import Hierarchy, Organisation
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text, spoken
from citycircle.planning.lists.templates import built_in
from citycircle.records.lists.actions.keeping import (
    ChangeList,
    CloseList,
    CreateList,
)
from citycircle.records.lists.models import ListTemplate, TaskList
from citycircle.records.lists.reach import KEEPS_LISTS, READS_LISTS, lists_within
from citycircle.records.lists.templates import choices
from citycircle.records.plans.reach import KEEPS_PLANS
from citycircle.web.forms import Entry, FormPage
from citycircle.web.navigation import entry
from citycircle.web.pages.base import Page, found
from citycircle.web.pages.lists import ListPage
from citycircle.web.pages.organisations import cities, today_open
from citycircle.web.sheets import Column, Sheet
from citycircle.web.uploads import own_organisations
from citycircle.web.wording import whole

LISTS = Text("清单", "Lists")
TEMPLATES = Text("模板", "Templates")
LEDGERS = Text("原有台账", "Ledgers kept before")
RETURNED = Text("退回的表格", "Returned sheets")
MOST_FOUND = 100


def _city(one: Any) -> object:
    city = one.organisation.city
    return city.called(spoken()) if city else Text("全圈", "whole region")


def _template_name(one: Any) -> object:
    """What the template of a list is called, rather than its code."""
    if one.own_template:
        return one.own_template
    try:
        return built_in(one.template, on=one.on).name
    except CityCircleError:
        return one.template


keepers_city = Column("city", Text("城市", "City"), _city, ("organisation__city__code",), choose="organisation__city",
                      options=cities)  # fmt: skip
"""The city of the organisation that keeps a row."""


class TaskLists(ListPage):
    title = LISTS
    who = READS_LISTS
    sheet = Sheet(
        title,
        (
            Column("name", Text("名称", "Name"), lambda one: one, ("name",), ("name", "name_en"),
                   link=lambda one: reverse("task_list", args=[one.pk])),
            Column("superior", Text("报送上级", "For"), lambda one: one.superior or one.circle or "",
                   search=("superior__name", "circle__name")),
            Column("template", Text("模板", "Template"), _template_name, ("template",)),
            Column("tasks", Text("任务数", "Tasks"), lambda one: one.counted, kind="number"),
            Column("field", Text("领域", "Field"), lambda one: one.field, ("field",), ("field",)),
            Column("year", Text("年度", "Year"), lambda one: one.year or "", ("year",), kind="number"),
            Column("organisation", Text("归口单位", "Kept by"), lambda one: one.organisation,
                   search=("organisation__name",)),
            keepers_city,
        ),
        order=("closed_at", "name", "pk"),
        empty=Text("还没有清单。归口单位可点“新建清单”，再把任务列入。",
                   "There is no list yet. Whoever keeps lists makes one here and puts tasks on it."),
    )  # fmt: skip

    def rows(self) -> QuerySet[TaskList]:
        rows = lists_within(self.request.viewer).select_related("organisation__city", "superior", "circle")
        own = ListTemplate.objects.on(self.request.viewer.day).filter(code=OuterRef("template")).order_by("-valid_from")
        return rows.annotate(
            counted=Count("listings"),
            own_template=Subquery(own.values("name")[:1]),
            on=Value(self.request.viewer.day, DateField()),
        )

    def offers(self) -> list[tuple[object, str]]:
        keeps = KEEPS_LISTS.allows(self.request.viewer)
        offers: list[tuple[object, str]] = [(CreateList.title, reverse("add_task_list"))] if keeps else []
        return [
            *offers,
            (Text("导出", "Export"), reverse("export_sheet")),
            (RETURNED, reverse("change_sets")),
            (TEMPLATES, reverse("list_templates")),
            *([(LEDGERS, reverse("past_ledgers"))] if KEEPS_PLANS.allows(self.request.viewer) else []),
        ]


def _entries() -> tuple[Entry, ...]:
    return (
        Entry("called", Text("名称", "Name"), hint=Text("如：重大事项清单", "such as: major matters")),
        Entry("called_en", Text("英文名称", "Name in English"), required=False),
        Entry("superior", Text("报送上级", "For which superior"), "choice", required=False, rows=today_open),
        Entry("circle", Text("都市圈、走廊或流域", "Circle, corridor or basin"), "choice", required=False,
              rows=Hierarchy.objects.all),
        Entry("field", Text("领域", "Field"), required=False),
        Entry("year", Text("年度", "Year"), required=False, longest=4),
    )  # fmt: skip


class _ListForm(FormPage):
    """The fields of a list; templates are those that this viewer may use today."""

    template = "lists/form.html"

    def context(self) -> dict[str, Any]:
        asked = self.request.POST.get("template") or (self.subject.template if self.subject else "T1")
        return {
            **super().context(),
            "templates": choices(self.request.viewer),
            "template_chosen": asked,
            "keepers": own_organisations(self.request.viewer, KEEPS_LISTS) if self.subject is None else (),
        }

    def values(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """What was written, with the template, and the year as a number."""
        year = whole(given["year"]) if given["year"] else None
        return {**given, "year": year, "template": self.request.POST.get("template", "T1")}

    def onward(self, result: TaskList) -> str:
        return reverse("task_list", args=[result.pk])


class Add(_ListForm):
    action = CreateList
    entries = _entries()

    def make(self, values: Mapping[str, Any]) -> CreateList:
        chosen = whole(self.request.POST.get("organisation", "")) or 0
        keeper: Organisation = found(own_organisations(self.request.viewer, KEEPS_LISTS), pk=chosen)
        return CreateList(organisation=keeper, **self.values(values))


class OnList(Page):
    """A page about one list in reach."""

    who = READS_LISTS

    def find(self, **keys: Any) -> TaskList:
        rows = lists_within(self.request.viewer).select_related("organisation__city", "superior", "circle")
        one: TaskList = found(rows, pk=keys["pk"])
        return one

    def place(self) -> None:
        """`lists_within` has asked."""

    @property
    def may_keep(self) -> bool:
        return self.subject.closed_at is None and KEEPS_LISTS.allows(self.request.viewer, self.subject.place)


class Change(_ListForm):
    action = ChangeList
    entries = _entries()

    def find(self, **keys: Any) -> TaskList:
        one: TaskList = found(lists_within(self.request.viewer).select_related("organisation__city"), **keys)
        return one

    def initial(self) -> Mapping[str, object]:
        one = self.subject
        return {"called": one.name, "called_en": one.name_en, "superior": one.superior, "circle": one.circle,
                "field": one.field, "year": one.year or ""}  # fmt: skip

    def make(self, values: Mapping[str, Any]) -> ChangeList:
        return ChangeList(list=self.subject, seen=self.version, **self.values(values))


class Close(FormPage):
    action = CloseList
    entries = ()

    def find(self, **keys: Any) -> TaskList:
        one: TaskList = found(lists_within(self.request.viewer).select_related("organisation__city"), **keys)
        return one

    def make(self, values: Mapping[str, Any]) -> CloseList:
        return CloseList(list=self.subject)

    def onward(self, result: TaskList) -> str:
        return reverse("task_list", args=[result.pk])


entry(110, LISTS, "task_lists", TaskLists.who)

urlpatterns = [
    path("lists/", TaskLists.as_view(), name="task_lists"),
    path("lists/add", Add.as_view(), name="add_task_list"),
    path("lists/<int:pk>/change", Change.as_view(), name="change_task_list"),
    path("lists/<int:pk>/close", Close.as_view(), name="close_task_list"),
]
