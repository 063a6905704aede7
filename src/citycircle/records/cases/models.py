"""A case and its events. State, holder and due day are copies of what the replay says, so that lists are quick."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models

from citycircle.accounts.models import Organisation

_person = settings.AUTH_USER_MODEL


class CaseRecord(models.Model):
    """One case of one kind (`mechanisms.cases`). Only events change it."""

    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=300)
    parties = models.JSONField(default=dict)
    """Role → code of the organisation."""
    one = models.ForeignKey(Organisation, models.PROTECT, related_name="cases_as_one")
    """Who opened it."""
    other = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="cases_as_other")
    state = models.CharField(max_length=40)
    holder = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="cases_in_hand")
    due = models.DateField(null=True, blank=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    """How many events it has: two people cannot both add the next one."""

    if TYPE_CHECKING:
        id: int
        one_id: int
        other_id: int | None
        events: Any

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=["kind", "state"]), models.Index(fields=["holder", "due"]))

    def __str__(self) -> str:
        return self.subject


class CaseEvent(models.Model):
    """One thing that one organisation did, in one role, at one moment. Written once."""

    case = models.ForeignKey(CaseRecord, models.PROTECT, related_name="events")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=40)
    role = models.CharField(max_length=40)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.ForeignKey(_person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    data = models.JSONField(default=dict)

    if TYPE_CHECKING:
        id: int
        case_id: int
        organisation_id: int

    class Meta:
        ordering = ("case", "number")
        constraints = (models.UniqueConstraint(fields=["case", "number"], name="case_event_once"),)

    def __str__(self) -> str:
        return f"{self.case} {self.number} {self.name}"
