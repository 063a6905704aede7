"""A past ledger, each month's progress with the cell it came from, and what found no place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models

from citycircle.accounts.models import Organisation
from citycircle.accounts.rights import Place
from citycircle.records.files.models import StoredFile
from citycircle.records.plans.models import Plan, Task

_person = settings.AUTH_USER_MODEL


class PastLedger(models.Model):
    """An Excel ledger that is taken over: first looked at, then confirmed by a person."""

    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="past_ledgers")
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, blank=True, related_name="past_ledgers")
    found = models.JSONField(default=dict)
    """What was read: tasks, months, counts in and out."""
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    """What a person said where no sheet names its year."""
    matches = models.JSONField(default=dict)
    """What a person decided: the place of each past task → number of the task, "new" or "skip"."""
    offered_by = models.ForeignKey(_person, models.PROTECT, null=True, related_name="+")
    offered_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)

    if TYPE_CHECKING:
        id: int
        progress: Any

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.file.name

    @property
    def place(self) -> Place:
        return self.organisation.place


class PastProgress(models.Model):
    """What was reported on a task for one month, before the service: words, value, light, and the cell."""

    ledger = models.ForeignKey(PastLedger, models.PROTECT, related_name="progress")
    task = models.ForeignKey(Task, models.CASCADE, related_name="past_progress")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    month = models.DateField()
    """The first day of the month."""
    kind = models.CharField(max_length=12, default="words")
    """words, value, light, problem, next: as the heading of its column says."""
    words = models.TextField(blank=True)
    value = models.DecimalField(max_digits=30, decimal_places=10, null=True, blank=True)
    unit = models.CharField(max_length=40, blank=True)
    light = models.CharField(max_length=40, blank=True)
    """As printed or filled there; never recomputed."""
    sheet = models.CharField(max_length=120)
    cell = models.CharField(max_length=20)

    if TYPE_CHECKING:
        id: int

    class Meta:
        ordering = ("task", "month", "id")
        indexes = (models.Index(fields=["task", "month"]),)

    def __str__(self) -> str:
        return f"{self.task} {self.month:%Y-%m}"


class UnplacedCell(models.Model):
    """A cell of a past ledger that found no place, with the reason. Nothing is dropped in silence."""

    ledger = models.ForeignKey(PastLedger, models.CASCADE, related_name="unplaced")
    sheet = models.CharField(max_length=120)
    cell = models.CharField(max_length=20)
    words = models.TextField()
    reason = models.JSONField(default=dict)

    if TYPE_CHECKING:
        id: int

    class Meta:
        ordering = ("ledger", "id")

    def __str__(self) -> str:
        return f"{self.sheet}!{self.cell}"
