"""The one append-only table of what was done, refused or failed; each line holds the hash of the one before."""

from __future__ import annotations

from typing import NoReturn

from django.db import models

from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text


class AuditIsAppendOnly(CityCircleError):
    what = Text(
        "审计日志只能追加，不能修改或删除。", "The audit log can only grow; nothing in it is changed or removed."
    )
    why = Text("每一行都含有上一行的校验值。", "Every line holds the hash of the line before it.")
    then = Text("如需更正，请另做一次更正操作。", "To correct something, do a correcting action; it gets its own line.")


class AppendOnly(models.QuerySet["AuditLine"]):
    def update(self, **_values: object) -> NoReturn:
        raise AuditIsAppendOnly

    def delete(self) -> NoReturn:
        raise AuditIsAppendOnly


class Outcome(models.TextChoices):
    DONE = "done", "完成"
    REFUSED = "refused", "拒绝"
    FAILED = "failed", "未成"


class AuditLine(models.Model):
    """One act. Names are copied, so that a line says the same when the person or the post is long gone."""

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField(db_index=True)
    actor = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=60)
    post = models.CharField(max_length=210, blank=True)
    address = models.CharField(max_length=45, blank=True)
    action = models.CharField(max_length=80, db_index=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    subject = models.CharField(max_length=120, blank=True, db_index=True)
    """`kind:number` of the thing that was acted on."""
    organisation = models.BigIntegerField(null=True, db_index=True)
    reason = models.TextField(blank=True)
    changes = models.TextField()
    """Canonical JSON: for each thing touched, its fields with old and new value."""
    algorithm = models.CharField(max_length=10)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = AppendOnly.as_manager()

    class Meta:
        ordering = ("number",)

    def __str__(self) -> str:
        return f"{self.number} {self.action}"

    def save(self, *args: object, **kwargs: object) -> None:
        raise AuditIsAppendOnly

    def delete(self, *args: object, **kwargs: object) -> NoReturn:
        raise AuditIsAppendOnly


class ChainHead(models.Model):
    """The one row that writers take turns on: the last number and hash, signed so that SQL alone cannot set it back."""

    number = models.BigIntegerField()
    hash = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)

    def __str__(self) -> str:
        return f"{self.number} {self.hash}"


class SealedSegment(models.Model):
    """Lines that left for a sealed, signed file. Their ends stay here, so that the chain still verifies."""

    first = models.BigIntegerField(unique=True)
    last = models.BigIntegerField(unique=True)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    """The hash of the last line that left: the first line that stayed names it as its previous one."""
    file = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)
    sealed_at = models.DateTimeField()

    class Meta:
        ordering = ("first",)

    def __str__(self) -> str:
        return self.file
