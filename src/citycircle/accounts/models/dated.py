"""What holds from a day on, and until before another; and what two people may edit at once."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q


class DatedRows(models.QuerySet[Any]):
    """Rows that hold for a time."""

    def on(self, day: date, prefix: str = "") -> Self:
        """Those that hold on a day; `prefix` reaches rows behind a relation (`post__`)."""
        return self.filter(holds_on(day, prefix))


def holds_on(day: date, prefix: str = "") -> Q:
    """The condition that a dated row holds on a day: from its first day, until and including its last."""
    started = Q(**{f"{prefix}valid_from__isnull": True}) | Q(**{f"{prefix}valid_from__lte": day})
    open_still = Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gte": day})
    return started & open_still


class Dated(models.Model):
    """Holds from `valid_from` to `valid_to`, both days included; an empty end is open."""

    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True

    def holds_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


class Editable(models.Model):
    """A row that two people may edit at once: the later one is shown what the earlier one changed."""

    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True
