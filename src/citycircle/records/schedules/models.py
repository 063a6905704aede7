"""The order of milestones, and calendar feeds with an address that can be revoked."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models

from citycircle.records.plans.models import Milestone

_person = settings.AUTH_USER_MODEL


class Precedence(models.Model):
    """One milestone waits for another, and so many days more."""

    before = models.ForeignKey(Milestone, models.CASCADE, related_name="successors")
    after = models.ForeignKey(Milestone, models.CASCADE, related_name="predecessors")
    lag = models.SmallIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["before", "after"], name="precedence_once"),
            models.CheckConstraint(condition=~models.Q(before=models.F("after")), name="precedence_not_itself"),
        )

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"


class CalendarFeed(models.Model):
    """The address of a person's calendar. Only the digest of its secret part is kept; revoking ends it at once."""

    person = models.ForeignKey(_person, models.CASCADE, related_name="calendar_feeds")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    kept_secret: ClassVar[frozenset[str]] = frozenset({"digest"})

    if TYPE_CHECKING:
        id: int
        person_id: int

    class Meta:
        ordering = ("person", "-id")

    def __str__(self) -> str:
        return f"{self.person} {self.made_at:%Y-%m-%d}"
