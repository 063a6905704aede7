"""A notice to one person, in both languages, read or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

from citycircle.core.messages import Text


class Notice(models.Model):
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    at = models.DateTimeField()
    subject_zh = models.CharField(max_length=200)
    subject_en = models.CharField(max_length=300)
    body_zh = models.TextField(blank=True)
    body_en = models.TextField(blank=True)
    link = models.CharField(max_length=300, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    """When it left the house in a digest or by itself; empty while it waits."""

    if TYPE_CHECKING:
        id: int
        person_id: int

    class Meta:
        ordering = ("-at", "-id")
        indexes = (models.Index(fields=["person", "read_at"]),)

    def __str__(self) -> str:
        return self.subject_zh

    @property
    def subject_line(self) -> Text:
        return Text(self.subject_zh, self.subject_en)

    @property
    def body(self) -> Text:
        return Text(self.body_zh, self.body_en)
