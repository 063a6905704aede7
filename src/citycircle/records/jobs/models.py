"""One job: what was asked for, how far it is, how it ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models


class State(models.TextChoices):
    WAITING = "waiting", "等待"
    RUNNING = "running", "进行中"
    DONE = "done", "完成"
    GIVEN_UP = "given_up", "多次未成"


class Job(models.Model):
    """A row is its own queue entry. `leased_until` passes when a process died over it; then another one takes it up."""

    kind = models.CharField(max_length=80)
    arguments = models.JSONField(default=dict)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="jobs")
    asked_at = models.DateTimeField()
    not_before = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    ended_at = models.DateTimeField(null=True, blank=True)
    result = models.JSONField(null=True, blank=True)
    error_zh = models.TextField(blank=True)
    error_en = models.TextField(blank=True)
    slot = models.CharField(max_length=120, null=True, blank=True, unique=True)
    """For what the calendar asks for: kind and day. A second worker cannot ask for the same slot."""

    if TYPE_CHECKING:
        id: int
        asked_by_id: int | None

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=["state", "not_before"]),)

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"
