"""Keys with which programs of a person ask, each with its scopes and its end."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models

from citycircle.accounts.models.people import Person


class ApiToken(models.Model):
    """A key for a program. Only its hash is kept; it never opens more than the person's posts do on the day."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=80)
    hash = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    kept_secret: ClassVar[frozenset[str]] = frozenset({"hash"})

    if TYPE_CHECKING:
        id: int
        person_id: int

    class Meta:
        ordering = ("-made_at", "-id")

    def __str__(self) -> str:
        return self.name
