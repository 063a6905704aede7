"""One polite text for each organisation of a plan, as the ledger stands now, ready to be copied into a letter."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.urls import path

from citycircle.core.messages import Text
from citycircle.documents.writers import reminders
from citycircle.records.plans.applying import small_plan
from citycircle.web.pages.plans import OnPlan
from citycircle.web.plan_panels import plan_roof, plan_tab
from citycircle.web.requests import Request


class Reminders(OnPlan):
    """The texts on one page; `format=txt` gives all of them as a file."""

    title = Text("提请函", "Reminders")
    template = "plans/reminders.html"

    def texts(self) -> list[tuple[reminders.Reminder, str]]:
        plan = self.subject
        rows = plan.tasks.filter(is_dropped=False, role="task")
        ledger = small_plan(plan, rows.values_list("key", flat=True))
        return [(each, reminders.text(each, ledger)) for each in reminders.reminders(ledger)]

    def context(self) -> dict[str, Any]:
        return {**plan_roof(self.subject, self.request.viewer, "plan_reminders"), "texts": self.texts()}

    def get(self, request: Request, **_keys: Any) -> HttpResponseBase:
        if request.GET.get("format") != "txt":
            return self.show()
        said = "\n\n\n".join(text for _, text in self.texts())
        answer = HttpResponse(said, content_type="text/plain; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="reminders-{self.subject.code}.txt"'
        return answer


plan_tab(305, Reminders.title, "plan_reminders")

urlpatterns = [path("plans/<int:pk>/reminders", Reminders.as_view(), name="plan_reminders")]
