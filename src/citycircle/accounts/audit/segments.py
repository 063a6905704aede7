"""Lines past retention leave as a sealed file: its ends stay in the database, its signature travels with it.

A segment is JSON lines in UTF-8: a header, the lines as they stood, and a last line with the signature over all bytes
before it. Anybody with the public key can check it without the service.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from citycircle.accounts.audit import keys
from citycircle.accounts.audit.chain import canonical
from citycircle.accounts.models import AuditLine, ChainHead, SealedSegment
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text

SHORTEST_MONTHS = 6
"""网络安全法 (in force 2017-06-01, renumbered 2026) on keeping network logs: not less than six months. [S]"""

FIELDS = [column.attname for column in AuditLine._meta.concrete_fields]  # noqa: SLF001  (Django's documented model API)


class RetentionTooShort(CityCircleError):
    what = Text("审计日志的保存期不能设为{months}个月。", "The audit log cannot be kept for {months} months only.")
    why = Text(
        "网络日志至少保存六个月，这一下限不能调低。",
        "Network logs are kept for at least six months; no setting lowers that.",
    )
    then = Text("请设为6个月或更长，建议12个月。", "Please set 6 months or more; 12 is advised.")


def folder() -> Path:
    return Path(settings.DATA) / "audit"


def seal(*, now: datetime, months: int) -> SealedSegment | None:
    """Move every line older than so many months into one sealed file; None when there is none.

    The file is whole on disk before a line leaves the database: a crash between the two leaves both, and the next
    sealing writes the file again. Raises RetentionTooShort below six months.
    """
    if months < SHORTEST_MONTHS:
        raise RetentionTooShort(months=months)
    with transaction.atomic():
        ChainHead.objects.select_for_update().get(pk=1)
        newest = AuditLine.objects.filter(at__lt=months_before(now, months)).order_by("-number").first()
        first = AuditLine.objects.order_by("number").first()
        if newest is None or first is None:
            return None
        segment = _written(first, newest, now)
        segment.save()
        with connection.cursor() as cursor:  # the one door out of the log; the model itself refuses to delete
            cursor.execute(
                f"DELETE FROM {AuditLine._meta.db_table} WHERE number <= %s",  # noqa: S608, SLF001  (our own table name)
                [newest.number],
            )
    return segment


def months_before(moment: datetime, months: int) -> datetime:
    """The same time of day so many calendar months earlier, on the 28th at the latest.

    >>> months_before(datetime(2026, 3, 31, 8, tzinfo=UTC), 12).date().isoformat()
    '2025-03-28'
    """
    whole = moment.year * 12 + moment.month - 1 - months
    return moment.replace(year=whole // 12, month=whole % 12 + 1, day=min(moment.day, 28))


def _written(first: AuditLine, last: AuditLine, now: datetime) -> SealedSegment:
    file = folder() / f"audit-{first.number:012d}-{last.number:012d}.jsonl"
    header = {"first": first.number, "last": last.number, "previous": first.previous, "hash": last.hash,
              "sealed_at": now.astimezone(UTC).isoformat(), "public_key": keys.public_key()}  # fmt: skip
    folder().mkdir(parents=True, exist_ok=True)
    draft = file.with_suffix(".new")
    digest = hashlib.sha256()
    with draft.open("wb") as out:
        for text in _texts(header, last.number):
            digest.update(text)
            out.write(text)
        signature = keys.sign(digest.digest())
        out.write(canonical({"signature": signature}).encode() + b"\n")
        out.flush()
        os.fsync(out.fileno())
    draft.replace(file)
    return SealedSegment(first=first.number, last=last.number, previous=first.previous, hash=last.hash, file=file.name,
                         sha256=digest.hexdigest(), signature=signature, sealed_at=now)  # fmt: skip


def _texts(header: dict[str, object], last: int) -> Iterator[bytes]:
    yield canonical(header).encode() + b"\n"
    for line in AuditLine.objects.filter(number__lte=last).order_by("number").values(*FIELDS).iterator(2000):
        yield canonical(line | {"at": line["at"].astimezone(UTC).isoformat(timespec="microseconds")}).encode() + b"\n"


def is_whole(segment: SealedSegment) -> bool:
    """Whether the file still has the bytes that were signed."""
    content = (folder() / segment.file).read_bytes()
    body, _, _ = content.rstrip(b"\n").rpartition(b"\n")
    digest = hashlib.sha256(body + b"\n")
    return digest.hexdigest() == segment.sha256 and keys.is_signed(digest.digest(), segment.signature)


def lines_of(file: Path) -> Iterator[AuditLine]:
    """The lines of a sealed file, as they stood in the database."""
    with file.open(encoding="utf-8") as text:
        next(text)
        for line in text:
            values = json.loads(line)
            if "number" in values:
                yield AuditLine(**(values | {"at": datetime.fromisoformat(values["at"])}))
