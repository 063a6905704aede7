"""Organisations with time, and the several hierarchies in which they stand at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from citycircle.accounts.models.dated import Dated, DatedRows, Editable
from citycircle.accounts.rights import Place
from citycircle.core.messages import Language


class Organisation(Dated, Editable):
    """A government, bureau, office, zone or company, as it is called between two dates.

    A renamed or merged organisation is a new row; the old one ends and names its successor, so that what was filed
    under an old name keeps it. `city` is the city whose rows its people see; empty for a body of the whole region.
    """

    code = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=40)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    city = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="organisations_of_city")
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="predecessors")

    objects = DatedRows.as_manager()

    if TYPE_CHECKING:
        id: int
        parent_id: int | None
        city_id: int | None
        successor_id: int | None

    class Meta:
        ordering = ("code",)
        indexes = (
            models.Index(fields=["city", "kind", "code"]),
            models.Index(fields=["kind", "name", "code"]),
            models.Index(fields=["name", "code"]),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def place(self) -> Place:
        """Where this organisation's rows belong; a city itself belongs to its own city."""
        return Place(self.id, self.city_id)

    def called(self, language: Language) -> str:
        return self.name if language == "zh" or not self.name_en else self.name_en


class HierarchyKind(models.TextChoices):
    ADMINISTRATION = "administration", "行政隶属"
    CIRCLE = "circle", "都市圈"
    CORRIDOR = "corridor", "走廊（经济带）"
    BASIN = "basin", "流域"


class Hierarchy(models.Model):
    """One way of grouping: a metropolitan circle, a corridor, a river basin, the administration."""

    code = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=20, choices=HierarchyKind.choices)

    if TYPE_CHECKING:
        id: int

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name


class Membership(Dated):
    """An organisation in a hierarchy, for a time. A county may stand in several circles."""

    hierarchy = models.ForeignKey(Hierarchy, models.PROTECT, related_name="memberships")
    member = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    above = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="memberships_below")

    objects = DatedRows.as_manager()

    class Meta:
        ordering = ("hierarchy", "member")

    def __str__(self) -> str:
        return f"{self.member} ∈ {self.hierarchy}"
