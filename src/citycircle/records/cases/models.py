"""A case and its events. State, holder and due day are copies of what the replay says, so that lists are quick."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models

from citycircle.accounts.models import Organisation
from citycircle.accounts.rights import Place

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
    clocks = models.JSONField(null=True, blank=True)
    """The city's own clocks under which it was opened (`cases.own_clocks`); none for those of the product."""

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


class OwnClock(models.Model):
    """How long a step may take in one city by a rule of its own, for cases opened from a day on.

    A row is written once; one with a later day takes its place from that day on.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="own_clocks")
    """The office that keeps it, for its city or for the region."""
    kind = models.CharField(max_length=40)
    clock = models.CharField(max_length=40)
    amount = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=10)
    document = models.CharField(max_length=200)
    clause = models.CharField(max_length=200)
    reason = models.TextField()
    valid_from = models.DateField()
    kept_by = models.ForeignKey(_person, models.PROTECT, null=True, related_name="+")
    kept_at = models.DateTimeField()

    if TYPE_CHECKING:
        id: int
        organisation_id: int

    class Meta:
        ordering = ("kind", "clock", "-valid_from", "-id")
        indexes = (models.Index(fields=["kind", "valid_from"]),)

    def __str__(self) -> str:
        return f"{self.organisation} {self.kind} {self.clock}"

    @property
    def place(self) -> Place:
        return self.organisation.place
