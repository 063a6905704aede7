"""A link from a task to an upper clause, and a mismatch between two cities' plans with the case that settles it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

from citycircle.accounts.rights import Place
from citycircle.records.cases.models import CaseRecord
from citycircle.records.plans.models import Plan, Task

_person = settings.AUTH_USER_MODEL


class LinkState(models.TextChoices):
    PROPOSED = "proposed", "待认定"
    ACCEPTED = "accepted", "已认定"
    REJECTED = "rejected", "不相关"


class Link(models.Model):
    """A task carries out a clause of an upper plan: proposed with the words that decided, accepted by a person."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="links_up")
    clause = models.ForeignKey(Task, models.CASCADE, related_name="links_down")
    state = models.CharField(max_length=10, choices=LinkState.choices, default=LinkState.PROPOSED)
    score = models.DecimalField(max_digits=6, decimal_places=4, null=True, blank=True)
    words = models.JSONField(default=list)
    reason = models.TextField(blank=True)
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(_person, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    if TYPE_CHECKING:
        id: int
        task_id: int
        clause_id: int

    class Meta:
        ordering = ("task", "-score", "id")
        constraints = (models.UniqueConstraint(fields=["task", "clause"], name="link_once"),)

    def __str__(self) -> str:
        return f"{self.task} → {self.clause}"

    @property
    def place(self) -> Place:
        return self.task.place


class Mismatch(models.Model):
    """Works, targets or dates of two plans that do not meet; a consultation item once a person raises it."""

    one_plan = models.ForeignKey(Plan, models.CASCADE, related_name="mismatches_as_one")
    other_plan = models.ForeignKey(Plan, models.CASCADE, related_name="mismatches_as_other")
    one_task = models.ForeignKey(Task, models.CASCADE, null=True, blank=True, related_name="+")
    other_task = models.ForeignKey(Task, models.CASCADE, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=30)
    words = models.JSONField(default=dict)
    """The sentence, in both languages, and what each side says."""
    case = models.OneToOneField(CaseRecord, models.PROTECT, null=True, blank=True, related_name="mismatch")
    agreed = models.TextField(blank=True)
    set_aside_because = models.TextField(blank=True)
    found_at = models.DateTimeField()

    if TYPE_CHECKING:
        id: int

    class Meta:
        ordering = ("one_plan", "other_plan", "id")

    def __str__(self) -> str:
        return f"{self.one_plan} / {self.other_plan}: {self.kind}"
