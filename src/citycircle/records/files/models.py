"""Files that were looked at and kept. The bytes lie in the data folder under their hash; the row says whose."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

from citycircle.accounts.models import Organisation
from citycircle.accounts.rights import Place


class StoredFile(models.Model):
    """One upload. The same bytes uploaded twice are two rows and one file on disk."""

    sha256 = models.CharField(max_length=64, db_index=True)
    name = models.CharField(max_length=150)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=120)
    text_seen = models.BooleanField()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="files")
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    kept_at = models.DateTimeField()

    if TYPE_CHECKING:
        id: int

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name

    @property
    def place(self) -> Place:
        return self.organisation.place

    @property
    def file(self) -> Path:
        """Where the bytes lie."""
        return Path(settings.DATA) / "files" / self.sha256[:2] / self.sha256
