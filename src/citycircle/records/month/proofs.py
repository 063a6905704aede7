"""Proof as rows: who sees it, whose time of keeping is over, and when the bytes of a file may go."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from citycircle.accounts.rights import Viewer
from citycircle.mechanisms.tasks.readings import FINISHED
from citycircle.records.files.models import StoredFile
from citycircle.records.month.models import Proof
from citycircle.records.month.reach import parts_within
from citycircle.records.month.report_reach import reports_within


def proofs_within(viewer: Viewer) -> QuerySet[Proof]:
    """The proof that a viewer may see: of the parts and of the reports within reach, withdrawn or not."""
    parts = parts_within(viewer).values("pk")
    return Proof.objects.filter(Q(part__in=parts) | Q(report__in=reports_within(viewer).values("pk")))


def past_keeping(day: date) -> QuerySet[Proof]:
    """Proof whose file has been kept as long as it must be, of parts that are finished."""
    rows = Proof.objects.filter(keep_until__lt=day, discarded_at=None, file__isnull=False)
    return rows.filter(part__state__in=FINISHED)


def forget_bytes(sha256: str) -> bool:
    """Take the bytes away where nothing refers to them any more; gives whether they went."""
    rows = list(StoredFile.objects.filter(sha256=sha256))
    if any(_in_use(row) for row in rows):
        return False
    for row in rows[:1]:
        row.file.unlink(missing_ok=True)
    return bool(rows)


def _in_use(row: StoredFile) -> bool:
    """Whether anything but discarded proof refers to a file."""
    if Proof.objects.filter(file=row, discarded_at=None).exists():
        return True
    others = [one for one in StoredFile._meta.related_objects if one.related_model is not Proof]  # noqa: SLF001  (Django's documented API)
    used = any(one.related_model._base_manager.filter(**{one.field.name: row}).exists() for one in others)  # noqa: SLF001  (Django's documented API)
    return used or not Proof.objects.filter(file=row).exists()
