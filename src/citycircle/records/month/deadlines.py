"""The chain of deadlines of a month, from the superior down: each layer sets its own link, and everybody sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings
from django.db import models

from citycircle.accounts.models import Organisation
from citycircle.accounts.rights import Place
from citycircle.core.errors import CityCircleError
from citycircle.mechanisms.cadences.chain import Chain

MOST_LAYERS = 8
"""From a ministry to a township there are fewer; more is a circle."""


class Deadline(models.Model):
    """Until when an organisation asks for the month; a later version is a later row, and the earlier ones stay."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="deadlines")
    month = models.DateField()
    """The first day of the month."""
    number = models.PositiveSmallIntegerField(default=1)
    above = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    """Whose deadline it follows, where that one sets its own here."""
    superior = models.CharField(max_length=200, blank=True)
    """Who asks from outside the service, such as a body of the province; then `superior_due` is its date."""
    superior_due = models.DateField(null=True, blank=True)
    due = models.DateField()
    received = models.DateField(null=True, blank=True)
    """When the superior's request came in."""
    reason = models.TextField(blank=True)
    """Why it asks so much earlier; needed for a buffer over what the dated table says."""
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField()

    if TYPE_CHECKING:
        id: int
        organisation_id: int
        above_id: int | None

    class Meta:
        ordering = ("-month", "organisation", "-number")
        constraints = (
            models.UniqueConstraint(fields=["organisation", "month", "number"], name="deadline_version_once"),
        )

    def __str__(self) -> str:
        return f"{self.organisation} {self.month:%Y-%m}"

    @property
    def place(self) -> Place:
        return self.organisation.place


class Step(NamedTuple):
    """One organisation's place in the tree of a month: its link, the chain down to it or why that does not hold."""

    link: Deadline
    depth: int
    chain: Chain | None
    error: CityCircleError | None
    versions: int
