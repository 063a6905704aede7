"""A comment round, who was asked, what they object to, and what the office decided in writing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models

from citycircle.accounts.models import Organisation
from citycircle.accounts.models.dated import Editable
from citycircle.accounts.rights import Place
from citycircle.records.plans.models import Plan, Task

_person = settings.AUTH_USER_MODEL


class CommentRound(models.Model):
    """A plan put before every organisation that has a duty in it, until a last day counted in working days."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(_person, models.PROTECT, null=True, related_name="+")
    days = models.PositiveSmallIntegerField()
    due = models.DateField()
    letter = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    if TYPE_CHECKING:
        id: int
        plan_id: int
        asked: Any

    class Meta:
        ordering = ("plan", "-number")
        constraints = (models.UniqueConstraint(fields=["plan", "number"], name="comment_round_once"),)

    def __str__(self) -> str:
        return f"{self.plan} {self.number}"

    @property
    def place(self) -> Place:
        return self.plan.place


class Asked(Editable):
    """One organisation in a round: what it was asked, and its answer as a whole. Only its own people answer."""

    round = models.ForeignKey(CommentRound, models.CASCADE, related_name="asked")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="asked")
    agreed = models.BooleanField(null=True, blank=True)
    words = models.TextField(blank=True)
    answered_by = models.ForeignKey(_person, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    is_deemed = models.BooleanField(default=False)
    """The last day passed without a word."""

    if TYPE_CHECKING:
        id: int
        round_id: int
        organisation_id: int
        objections: Any

    class Meta:
        ordering = ("round", "organisation")
        constraints = (models.UniqueConstraint(fields=["round", "organisation"], name="asked_once"),)

    def __str__(self) -> str:
        return f"{self.round}: {self.organisation}"

    @property
    def place(self) -> Place:
        return self.organisation.place


class ObjectionKind(models.TextChoices):
    NOT_OURS = "not_ours", "职责不符"
    NOT_MEASURABLE = "not_measurable", "目标不可考"
    NOT_BY_THEN = "not_by_then", "时限不合理"
    OTHER = "other", "其他"


class Objection(Editable):
    """What one organisation objects to in one task, with its proposal, and the office's written decision."""

    asked = models.ForeignKey(Asked, models.CASCADE, related_name="objections")
    task = models.ForeignKey(Task, models.CASCADE, related_name="objections")
    kind = models.CharField(max_length=16, choices=ObjectionKind.choices)
    words = models.TextField()
    proposed_organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    proposed_due = models.DateField(null=True, blank=True)
    proposed_words = models.TextField(blank=True)
    made_by = models.ForeignKey(_person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    decision = models.CharField(
        max_length=12, blank=True, choices=(("accepted", "采纳"), ("partly", "部分采纳"), ("rejected", "未采纳"))
    )
    answer = models.TextField(blank=True)
    decided_by = models.ForeignKey(_person, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    if TYPE_CHECKING:
        id: int
        task_id: int
        asked_id: int

    class Meta:
        ordering = ("asked", "id")

    def __str__(self) -> str:
        return f"{self.task}: {self.kind}"

    @property
    def place(self) -> Place:
        return self.asked.place
