"""One look at the ledger of a plan: which rows, in which order, on which page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import Q, QuerySet, Sum

from citycircle.core.messages import Text
from citycircle.records.plans.models import Plan, Task
from citycircle.web.plan_ledger import Row, rows_of
from citycircle.web.wording import whole

PAGE = 50
BY_DOUBT, BY_DOCUMENT = "doubts", "document"
ORDERS: dict[str, Text] = {
    BY_DOUBT: Text("存疑在前", "doubtful first"),
    BY_DOCUMENT: Text("按原文顺序", "in the order of the document"),
}
KEPT = ("order", "q", "dropped")
"""What the address keeps from page to page."""


@dataclass(frozen=True, eq=False)
class LedgerView:
    """The rows of one page. `task` in the address asks for the page that holds that row."""

    plan: Plan
    asked: Mapping[str, str] = field(default_factory=dict)

    @property
    def order(self) -> str:
        asked = self.asked.get("order", "")
        if asked in ORDERS:
            return asked
        return BY_DOUBT if self.plan.state == "draft" else BY_DOCUMENT

    @property
    def words(self) -> str:
        return self.asked.get("q", "").strip()[:60]

    @property
    def shows_dropped(self) -> bool:
        return self.asked.get("dropped", "") == "yes"

    @cached_property
    def tasks(self) -> QuerySet[Task]:
        rows: QuerySet[Task] = self.plan.tasks.filter(is_dropped=self.shows_dropped)
        if self.words:
            named = Q(title__icontains=self.words) | Q(body__icontains=self.words) | Q(number=self.words)
            rows = rows.filter(named | Q(duties__name__icontains=self.words)).distinct()
        return rows.order_by(*(("-doubtful", "order") if self.order == BY_DOUBT else ("order",)))

    @cached_property
    def count(self) -> int:
        return self.tasks.order_by().count()

    @property
    def pages(self) -> int:
        return max(1, -(-self.count // PAGE))

    @cached_property
    def page(self) -> int:
        task = self.task
        if task is not None:
            before = Q(order__lt=task.order)
            if self.order == BY_DOUBT:
                before = Q(doubtful__gt=task.doubtful) | (before & Q(doubtful=task.doubtful))
            return self.tasks.filter(before).order_by().count() // PAGE + 1
        return max(1, min(whole(self.asked.get("page", "")) or 1, self.pages))

    @cached_property
    def task(self) -> Task | None:
        """The row that the address asks for."""
        number = whole(self.asked.get("task", ""))
        return None if number is None else self.tasks.filter(pk=number).first()

    @cached_property
    def rows(self) -> list[Row]:
        start = (self.page - 1) * PAGE
        return rows_of(self.tasks[start : start + PAGE], with_bands=self.order == BY_DOCUMENT)

    @cached_property
    def doubtful(self) -> tuple[int, int]:
        """How many rows hold doubts, and how many doubts there are."""
        rows = self.plan.tasks.filter(is_dropped=False, doubtful__gt=0).order_by()
        return rows.count(), rows.aggregate(all=Sum("doubtful"))["all"] or 0

    @property
    def orders(self) -> list[tuple[Text, str, bool]]:
        return [
            (title, self.address(order=order, page="", task=""), order == self.order) for order, title in ORDERS.items()
        ]

    @property
    def before(self) -> str:
        return self.address(page=str(self.page - 1), task="") if self.page > 1 else ""

    @property
    def behind(self) -> str:
        return self.address(page=str(self.page + 1), task="") if self.page < self.pages else ""

    @property
    def here(self) -> str:
        """The address of this very page, for whoever comes back from a form."""
        return self.address(page=str(self.page), task="").removeprefix("?")

    def address(self, **changes: str) -> str:
        """The address with some of what it asks for changed."""
        kept = {name: self.asked.get(name, "") for name in KEPT} | changes
        return "?" + urlencode({name: value for name, value in kept.items() if value})

    @property
    def at(self) -> int:
        """The place of the original that is shown beside these rows."""
        asked = whole(self.asked.get("at", ""))
        if asked is not None:
            return asked
        wanted = [self.task] if self.task else [row.task for row in self.rows]
        return next((task.span_start for task in wanted if task.span_start is not None), 0)
