"""Importing a plan: upload or paste, wait while it is read, say where it stands, and go on to the ledger."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path

from citycircle.accounts.models import Organisation
from citycircle.accounts.roles import Role
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text
from citycircle.documents.intake.errors import SourceUnreadable
from citycircle.documents.intake.open import open_source
from citycircle.records.files.guard import UploadTooLarge
from citycircle.records.jobs.models import Job, State
from citycircle.records.links.actions.linking import NameUpperPlan
from citycircle.records.plans.actions.editing import CorrectPlan
from citycircle.records.plans.actions.importing import ImportDocument, import_text, import_upload, job_of
from citycircle.records.plans.actions.placing import NamePrevious
from citycircle.records.plans.errors import NotVouched
from citycircle.records.plans.models import Plan, SourceDocument
from citycircle.records.plans.reach import KEEPS_PLANS, plans_within
from citycircle.web.pages.base import Page, found
from citycircle.web.plan_words import PLAN_KINDS
from citycircle.web.requests import Request
from citycircle.web.wording import whole

LONGEST_PASTE = 2_000_000
YEARS = ("effective_from_year", "effective_to_year")


class NothingGiven(CityCircleError):
    what = Text("没有收到文件，也没有粘贴文字。", "Neither a file nor a text arrived.")
    why = Text("导入需要其中一样。", "One of them is needed.")
    then = Text("请选择文件，或把方案全文粘贴到文本框。", "Please choose a file, or paste the whole text of the plan.")


class OrganisationNotChosen(CityCircleError):
    what = Text("没有选定方案由哪个单位归口。", "It was not said which organisation keeps the plan.")
    why = Text("草稿只有该单位所在城市的人能看到。", "A draft is seen in that organisation's city alone.")
    then = Text("请在“归口单位”中选择您所在的单位。", "Please choose your own organisation.")


class ImportPlan(Page):
    """What is imported, and for whom; nothing touches the disk before it was looked at."""

    title = Text("导入方案", "Import a plan")
    who = KEEPS_PLANS
    template = "plans/import.html"
    action = ImportDocument

    def keepers(self) -> QuerySet[Organisation]:
        """The organisations for which this viewer keeps plans."""
        viewer = self.request.viewer
        own = {one.at.organisation for one in viewer.grants if one.role is Role.OFFICE_REVIEWER}
        return Organisation.objects.on(viewer.day).filter(pk__in=own).order_by("code")

    def context(self) -> dict[str, Any]:
        given = self.request.POST
        return {
            "keepers": self.keepers(),
            "chosen": whole(given.get("organisation", "")),
            "text": given.get("text", "")[:LONGEST_PASTE],
        }

    def post(self, request: Request, **_keys: Any) -> HttpResponseBase:
        try:
            document = self._taken(request)
        except CityCircleError as error:
            return self.show(422, error=error, unreadable=self._unreadable(request, error))
        return redirect("importing", pk=document.pk)

    def _taken(self, request: Request) -> SourceDocument:
        if request.META.get("citycircle.upload_too_large"):
            raise UploadTooLarge(limit=_megabytes())
        keeper = self.keepers().filter(pk=whole(request.POST.get("organisation", "")) or 0).first()
        if keeper is None:
            raise OrganisationNotChosen
        file, text = request.FILES.get("file"), request.POST.get("text", "").strip()
        asked: dict[str, Any] = {"organisation": keeper, "by": request.viewer, "at": request.now}
        if file is not None:
            vouched = request.POST.get("vouched") == "yes"
            return import_upload(file.read(), file.name or "", vouched=vouched, **asked)
        if not text:
            raise NothingGiven
        return import_text(text, **asked)

    @staticmethod
    def _unreadable(request: Request, error: CityCircleError) -> CityCircleError | None:
        """Why the words of a file could not be seen, with the way to a file that can be read."""
        file = request.FILES.get("file")
        if file is None or not isinstance(error, NotVouched):
            return None
        file.seek(0)
        try:
            open_source(file.read(), name=file.name or "")
        except SourceUnreadable as reason:
            return reason
        return None


def _megabytes() -> int:
    return int(settings.UPLOAD_LIMIT) >> 20


class Importing(Page):
    """How far the reading is; once it is done, what was read, and where the plan stands among others."""

    title = Text("正在导入", "Importing")
    who = KEEPS_PLANS
    template = "plans/importing.html"

    def find(self, **keys: Any) -> SourceDocument:
        rows = SourceDocument.objects.select_related("file", "organisation__city").defer("text", "notes")
        document: SourceDocument = found(rows, **keys)
        return document

    def context(self) -> dict[str, Any]:
        document = self.subject
        job = job_of(document)
        return {
            "document": document,
            "job": job,
            "is_done": document.read_at is not None,
            "has_failed": document.read_at is None and job is not None and _failed(job),
            "error": Text(job.error_zh, job.error_en) if job and job.error_zh else None,
            "plans": self.plans(),
            "others": plans_within(self.request.viewer).exclude(document=document).order_by("-year_to", "title"),
            "kinds": list(PLAN_KINDS.items()),
        }

    def plans(self) -> list[Plan]:
        rows = self.subject.plans.prefetch_related("upper_plans").order_by("nth")
        kept = Q(tasks__is_dropped=False)
        doubtful = Count("tasks", kept & Q(tasks__doubtful__gt=0))
        return list(rows.annotate(counted=Count("tasks", kept), doubted=doubtful))

    def get(self, request: Request, **_keys: Any) -> HttpResponseBase:
        if not request.htmx:
            return self.show()
        context = self.context()
        if context["is_done"] or context["has_failed"]:
            answer = HttpResponse()
            answer["HX-Refresh"] = "true"
            return answer
        return render(request, "plans/progress.html", context)

    def post(self, request: Request, **_keys: Any) -> HttpResponseBase:
        """Say where one of the plans stands, then go on to its ledger."""
        plan = found(self.subject.plans.select_related("city"), pk=whole(request.POST.get("plan", "")) or 0)
        try:
            self._placed(plan, request)
        except CityCircleError as error:
            return self.show(422, refused=error)
        return redirect("plan", pk=plan.pk)

    def _placed(self, plan: Plan, request: Request) -> None:
        given = request.POST
        said = {"kind": plan.kind, "effective_from_year": plan.year_from, "effective_to_year": plan.year_to}
        for field, value in said.items():
            if field in given and given[field].strip() != str(value or ""):
                self.do(CorrectPlan(plan=plan, field=field, new=given[field].strip()))
        seen = plans_within(request.viewer).exclude(pk=plan.pk)
        named = set(plan.upper_plans.values_list("above", flat=True))
        for above in seen.filter(pk__in=[key for one in given.getlist("above") if (key := whole(one))]):
            if above.pk not in named:
                self.do(NameUpperPlan(plan=plan, above=above))
        previous = seen.filter(pk=whole(given.get("previous", "")) or 0).first()
        if "previous" in given and (previous.pk if previous else None) != plan.previous_id:
            plan.refresh_from_db()
            self.do(NamePrevious(plan=plan, previous=previous))


def _failed(job: Job) -> bool:
    return bool(job.state == State.GIVEN_UP or job.error_zh)


urlpatterns = [
    path("plans/import/", ImportPlan.as_view(), name="import_plan"),
    path("plans/import/<int:pk>", Importing.as_view(), name="importing"),
]
