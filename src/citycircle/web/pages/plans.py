"""Plans: the list of those in reach, and the workbench of one with the original beside the ledger."""

from __future__ import annotations

from base64 import b64encode
from typing import Any
from urllib.parse import quote

from django.db.models import Count, Q, QuerySet
from django.http import FileResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import path, reverse

from citycircle.accounts.errors import NotThere
from citycircle.core.messages import Text
from citycircle.core.plans import Span
from citycircle.records.plans.models import Plan
from citycircle.records.plans.reach import KEEPS_PLANS, READS_PLANS, plans_within
from citycircle.web.navigation import entry
from citycircle.web.original import KINDS, Window, drawn
from citycircle.web.pages.base import Page, found
from citycircle.web.pages.lists import ListPage
from citycircle.web.pages.organisations import city_column
from citycircle.web.plan_doubts import remarks
from citycircle.web.plan_ledger import CELLS, GOALS
from citycircle.web.plan_marks import marks_of, window_at, window_before, window_behind
from citycircle.web.plan_notes import Notes
from citycircle.web.plan_panels import panels_of, plan_roof, plan_tab
from citycircle.web.plan_view import LedgerView
from citycircle.web.plan_words import PLAN_KINDS, PLAN_LIGHTS, PLAN_STATES
from citycircle.web.requests import Request
from citycircle.web.sheets import Column, Sheet
from citycircle.web.wording import whole

IMPORT = Text("导入方案", "Import a plan")
DECOY = "DECOY"
"""A number that is no target, among the remarks of a plan."""
SHOWN = 40
MENDS_SHOWN = 500
WORKBENCH = Text("原文与台账", "Original and ledger")


def years_of(plan: Plan) -> str:
    """The years of a plan: 2025–2027, 2026, or nothing."""
    years = [str(year) for year in (plan.year_from, plan.year_to) if year is not None]
    return "–".join(dict.fromkeys(years))


class Plans(ListPage):
    title = Text("方案", "Plans")
    who = READS_PLANS
    sheet = Sheet(
        title,
        (
            Column("code", Text("编号", "Code"), lambda one: one.code, ("code",), ("code",)),
            Column(
                "title",
                Text("名称", "Title"),
                lambda one: one.title,
                ("title",),
                ("title", "doc_number"),
                link=lambda one: reverse("plan", args=[one.pk]),
            ),
            Column(
                "state",
                Text("状态", "State"),
                lambda one: PLAN_STATES[one.state],
                ("state",),
                choose="state",
                options=lambda: list(PLAN_STATES.items()),
                light=lambda one: PLAN_LIGHTS[one.state],
            ),
            city_column(Text("城市", "City")),
            Column(
                "kind",
                Text("类型", "Kind"),
                lambda one: PLAN_KINDS[one.kind],
                choose="kind",
                options=lambda: list(PLAN_KINDS.items()),
            ),
            Column("years", Text("年度", "Years"), years_of, ("year_from", "year_to")),
            Column("doc_number", Text("文号", "Document number"), lambda one: one.doc_number),
            Column("tasks", Text("任务", "Tasks"), lambda one: one.counted, kind="number"),
            Column("doubtful", Text("存疑", "Doubtful"), lambda one: one.doubted or "", kind="number"),
            Column("issued_on", Text("印发日期", "Issued"), lambda one: one.issued_on, ("issued_on",)),
        ),
        order=("-pk",),
        empty=Text(
            "还没有可查看的方案。归口单位可点“导入方案”。",
            "There is no plan to see yet. Whoever keeps plans imports one here.",
        ),
    )

    def rows(self) -> QuerySet[Plan]:
        kept = Q(tasks__is_dropped=False)
        return (
            plans_within(self.request.viewer)
            .select_related("city")
            .annotate(counted=Count("tasks", kept), doubted=Count("tasks", kept & Q(tasks__doubtful__gt=0)))
        )

    def offers(self) -> list[tuple[object, str]]:
        return [(IMPORT, reverse("import_plan"))] if KEEPS_PLANS.allows(self.request.viewer) else []


class OnPlan(Page):
    """A page about one plan in reach; what can be done with it is asked for each action."""

    who = READS_PLANS

    def find(self, **keys: Any) -> Plan:
        rows = plans_within(self.request.viewer).select_related("city", "organisation", "document__file")
        # What is long is asked for where it is used.
        plan: Plan = found(rows.defer("notes", "sections", "document__text"), **keys)
        return plan

    def place(self) -> None:
        """`plans_within` has asked."""

    @property
    def may_edit(self) -> bool:
        return KEEPS_PLANS.allows(self.request.viewer, self.subject.place)


class Workbench(OnPlan):
    """The original on the left, the ledger on the right; doubtful rows first."""

    title = WORKBENCH
    template = "plans/workbench.html"

    def context(self) -> dict[str, Any]:
        plan, view = self.subject, LedgerView(self.subject, self.request.GET.dict())
        return {
            **plan_roof(plan, self.request.viewer, "plan"),
            **ledger(plan, view, may_edit=self.may_edit),
            **(original(plan, window_at(plan.document, view.at)) if plan.document else {}),
            "kinds": KINDS,
        }

    def get(self, request: Request, **_keys: Any) -> HttpResponseBase:
        if request.htmx and request.htmx.target == "ledger":
            view = LedgerView(self.subject, request.GET.dict())
            return render(request, "plans/ledger.html", ledger(self.subject, view, may_edit=self.may_edit))
        return self.show()


def ledger(plan: Plan, view: LedgerView, *, may_edit: bool, **more: Any) -> dict[str, Any]:
    """What `plans/ledger.html` draws."""
    return {"plan": plan, "view": view, "may_edit": may_edit, "headings": [*CELLS.items(), ("", GOALS)], **more}


def original(plan: Plan, window: Window) -> dict[str, Any]:
    """What `plans/original.html` draws."""
    marks = marks_of(plan, window, Notes(plan.document.notes if plan.document else {}))
    return {"plan": plan, "window": window, "drawn": drawn(window, marks)}


class Original(OnPlan):
    """A stretch of the original on demand: around a place, or the one before or behind another."""

    title = Text("原文", "Original")

    def get(self, request: Request, **_keys: Any) -> HttpResponseBase:
        plan, asked = self.subject, request.GET
        if plan.document is None:
            raise NotThere
        if (low := whole(asked.get("behind", ""))) is not None:
            window, more = window_behind(plan.document, low), {"without_before": True}
        elif (high := whole(asked.get("before", ""))) is not None:
            window, more = window_before(plan.document, high), {"without_behind": True}
        else:
            window, more = window_at(plan.document, whole(asked.get("at", "")) or 0), {}
        return render(request, "plans/stretch.html", {**original(plan, window), **more})


class Reading(OnPlan):
    """How the document was read: mends, what was set aside, conflicts, and every word accounted for."""

    title = Text("读取说明", "How it was read")
    template = "plans/reading.html"

    def context(self) -> dict[str, Any]:
        plan = self.subject
        notes = Notes(plan.document.notes if plan.document else {})
        text = plan.document.text if plan.document else ""
        said = list(remarks(plan.notes))
        first = whole(self.request.GET.get("mends", "")) or 0
        last = first + MENDS_SHOWN
        return {
            **plan_roof(plan, self.request.viewer, "plan_reading"),
            "notes": notes,
            "mends": [(one, visible(one.before), visible(one.after)) for one in notes.mends[first:last]],
            "more_mends": last if last < len(notes.mends) else 0,
            "asides": [(one, beginning_of(text, one.span)) for one in notes.asides],
            "unread": [(span, beginning_of(text, span)) for span in notes.unread],
            "conflicts": [one for one in said if one.code != DECOY],
            "decoys": [one for one in said if one.code == DECOY],
            "dropped": plan.tasks.filter(is_dropped=True).order_by("order"),
        }


def visible(words: str) -> str:
    """Words in which spaces and line ends can be seen.

    >>> visible("市 局\\n")
    '市␣局⏎'
    """
    return words.replace("\n", "⏎").replace(" ", "␣").replace("\u3000", "□")


def beginning_of(text: str, span: Span) -> str:
    """The first words of a stretch, on one line."""
    words = " ".join(text[span.start : span.end][:SHOWN].split())
    return f"{words}…" if span.end - span.start > SHOWN else words


class About(OnPlan):
    """What the plan says of itself, where it comes from, and what the other rooms have to say of it."""

    title = Text("概况", "About")
    template = "plans/about.html"

    def context(self) -> dict[str, Any]:
        plan, viewer = self.subject, self.request.viewer
        within = plans_within(viewer)
        return {
            **plan_roof(plan, viewer, "plan_about"),
            "kind": PLAN_KINDS[plan.kind],
            "years": years_of(plan),
            "above": within.filter(lower_plans__plan=plan),
            "below": within.filter(upper_plans__above=plan),
            "previous": within.filter(pk=plan.previous_id).first(),
            "panels": panels_of(plan, viewer),
        }


class SourceFile(OnPlan):
    """The file as it came in, byte for byte."""

    title = Text("下载原文件", "Download the original")

    def get(self, request: Request, **_keys: Any) -> HttpResponseBase:
        document = self.subject.document
        if document is None or not document.file.file.is_file():
            raise NotThere
        file = document.file
        response = FileResponse(file.file.open("rb"), content_type="application/octet-stream")
        response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(file.name)}"
        response["Repr-Digest"] = f"sha-256=:{_base64(file.sha256)}:"
        return response


def _base64(hexadecimal: str) -> str:
    return b64encode(bytes.fromhex(hexadecimal)).decode("ascii")


def has_document(plan: Plan, _viewer: Any) -> bool:
    return plan.document_id is not None


plan_tab(100, WORKBENCH, "plan")
plan_tab(800, Reading.title, "plan_reading", has_document)
plan_tab(900, About.title, "plan_about")
entry(100, Plans.title, "plans", Plans.who)

urlpatterns = [
    path("plans/", Plans.as_view(), name="plans"),
    path("plans/<int:pk>/", Workbench.as_view(), name="plan"),
    path("plans/<int:pk>/original", Original.as_view(), name="plan_original"),
    path("plans/<int:pk>/reading", Reading.as_view(), name="plan_reading"),
    path("plans/<int:pk>/about", About.as_view(), name="plan_about"),
    path("plans/<int:pk>/file", SourceFile.as_view(), name="plan_file"),
]
