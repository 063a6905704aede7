"""A baseline, and the receipt of each organisation that was handed a task from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

from citycircle.accounts.models import Organisation
from citycircle.accounts.rights import Place
from citycircle.records.plans.models import Plan, Task

_person = settings.AUTH_USER_MODEL


class Baseline(models.Model):
    """One issued version of a plan: v1 at first, then amendments. The row is written once and never changed."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="baselines")
    number = models.PositiveSmallIntegerField()
    short_code = models.CharField(max_length=16, unique=True)
    """Printed on every paper, so that a paper can be found again."""
    content = models.JSONField()
    """The ledger as `planning.baselines` freezes it."""
    digest = models.CharField(max_length=64)
    reason = models.TextField(blank=True)
    doc_number = models.CharField(max_length=80, blank=True)
    issued_on = models.DateField()
    frozen_by = models.ForeignKey(_person, models.PROTECT, null=True, related_name="+")
    frozen_at = models.DateTimeField()

    if TYPE_CHECKING:
        id: int
        plan_id: int

    class Meta:
        ordering = ("plan", "-number")
        constraints = (models.UniqueConstraint(fields=["plan", "number"], name="baseline_once"),)

    def __str__(self) -> str:
        return f"{self.plan} v{self.number}"

    @property
    def place(self) -> Place:
        return self.plan.place


class Receipt(models.Model):
    """A task handed to an organisation, and its signature; without one the task counts as received after `due`."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="receipts")
    baseline = models.ForeignKey(Baseline, models.PROTECT, related_name="receipts")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="receipts")
    handed_at = models.DateTimeField()
    due = models.DateField()
    signed_by = models.ForeignKey(_person, models.PROTECT, null=True, blank=True, related_name="+")
    signed_at = models.DateTimeField(null=True, blank=True)
    is_deemed = models.BooleanField(default=False)

    if TYPE_CHECKING:
        id: int
        organisation_id: int

    class Meta:
        ordering = ("task", "organisation")
        constraints = (models.UniqueConstraint(fields=["task", "baseline", "organisation"], name="receipt_once"),)
        indexes = (models.Index(fields=["organisation", "signed_at"]),)

    def __str__(self) -> str:
        return f"{self.task} → {self.organisation}"

    @property
    def place(self) -> Place:
        return self.organisation.place
