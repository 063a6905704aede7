"""What a sheet is made of: a list, or the tasks of a plan, a city, an organisation, a circle or a field."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from citycircle.accounts.models import Hierarchy, Membership, Organisation
from citycircle.accounts.rights import Viewer
from citycircle.core.messages import Text, listed
from citycircle.records.lists.models import TaskList
from citycircle.records.plans.models import Plan, Task
from citycircle.records.plans.reach import tasks_within

TASKS = Text("任务", "tasks")


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Everything that is named must hold. A circle means the plans of the circle and the duties of its members."""

    list: TaskList | None = None
    plan: Plan | None = None
    city: Organisation | None = None
    organisation: Organisation | None = None
    circle: Hierarchy | None = None
    field: str = ""

    def tasks(self, viewer: Viewer) -> QuerySet[Task]:
        """The tasks in reach, without dropped ones, in the order of their plans."""
        rows = tasks_within(viewer).filter(is_dropped=False, role="task")
        if self.list is not None:
            rows = tasks_within(viewer).filter(is_dropped=False, listings__list=self.list)
        if self.plan is not None:
            rows = rows.filter(plan=self.plan)
        if self.city is not None:
            mine = Task.objects.filter(duties__organisation__city=self.city)
            rows = rows.filter(Q(city=self.city) | Q(pk__in=mine.values("pk")))
        if self.organisation is not None:
            rows = rows.filter(pk__in=Task.objects.filter(duties__organisation=self.organisation).values("pk"))
        if self.circle is not None:
            rows = rows.filter(self._of_circle(viewer))
        if self.field:
            rows = rows.filter(field=self.field)
        return rows.order_by(F("plan__year_to").desc(nulls_last=True), "plan_id", "order")

    def _of_circle(self, viewer: Viewer) -> Q:
        members = Membership.objects.on(viewer.day).filter(hierarchy=self.circle).values("member")
        duties = Task.objects.filter(
            Q(duties__organisation__in=members) | Q(duties__organisation__city__in=members)
        ).values("pk")
        return Q(plan__circle=self.circle) | Q(pk__in=duties)

    def title(self) -> str:
        """What the sheet calls what it holds."""
        if self.list is not None:
            return str(self.list)
        parts = [str(each) for each in (self.plan, self.circle, self.city, self.organisation, self.field) if each]
        return listed(parts).say() if parts else TASKS.say()
