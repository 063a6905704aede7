"""Names as documents print them, and what a person once said they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

from citycircle.accounts.models.dated import Dated, DatedRows
from citycircle.accounts.models.organisations import Organisation


def once_in_a_city(what: str) -> tuple[models.UniqueConstraint, models.UniqueConstraint]:
    """One name in each city, and one where no city is named (SQLite would let an empty city repeat)."""
    return (
        models.UniqueConstraint(fields=["name", "city"], name=f"{what}_once_in_a_city"),
        models.UniqueConstraint(fields=["name"], condition=models.Q(city=None), name=f"{what}_once_everywhere"),
    )


class Alias(models.Model):
    """Another name of an organisation, from the register file."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=120, db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["organisation", "name"], name="alias_once"),)

    def __str__(self) -> str:
        return self.name


class CollectiveName(models.Model):
    """A name for many (各县区政府), in one city or, without a city, everywhere.

    `every_kind` means every organisation of that kind there on the day; a dated list is in `members`.
    """

    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=200, blank=True)
    every_kind = models.CharField(max_length=40, blank=True)
    city = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="collective_names")

    if TYPE_CHECKING:
        id: int
        city_id: int | None

    class Meta:
        constraints = once_in_a_city("collective_name")

    def __str__(self) -> str:
        return self.name


class CollectiveMember(Dated):
    """One of the organisations behind a collective name, for a time."""

    collective = models.ForeignKey(CollectiveName, models.CASCADE, related_name="members")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="collective_memberships")

    objects = DatedRows.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["collective", "organisation", "valid_from"], name="collective_member_once"),
        )

    def __str__(self) -> str:
        return f"{self.organisation} ∈ {self.collective}"


class ReadName(models.Model):
    """A name that a document printed, in the city where it was printed.

    Without organisation and collective name it waits in the queue; a person decides once, and from then on the name
    is read the same way. `set_aside` marks a name that a person found to be no organisation.
    """

    name = models.CharField(max_length=200)
    city = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="read_names")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="read_as")
    collective = models.ForeignKey(CollectiveName, models.PROTECT, null=True, blank=True, related_name="read_as")
    set_aside = models.BooleanField(default=False)
    found_in = models.CharField(max_length=300, blank=True)
    first_seen = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    if TYPE_CHECKING:
        id: int
        city_id: int | None

    class Meta:
        ordering = ("first_seen", "id")
        constraints = once_in_a_city("read_name")

    def __str__(self) -> str:
        return self.name

    @property
    def is_waiting(self) -> bool:
        return self.organisation is None and self.collective is None and not self.set_aside


class Counterpart(models.Model):
    """Two organisations of two cities that do the same work (对口部门), confirmed by a person; lower number first."""

    one = models.ForeignKey(Organisation, models.CASCADE, related_name="counterparts_after")
    other = models.ForeignKey(Organisation, models.CASCADE, related_name="counterparts_before")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["one", "other"], name="counterpart_once"),
            models.CheckConstraint(condition=models.Q(one__lt=models.F("other")), name="counterpart_lower_first"),
        )

    def __str__(self) -> str:
        return f"{self.one} ↔ {self.other}"
