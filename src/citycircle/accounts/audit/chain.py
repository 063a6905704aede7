"""Adding lines to the chain, one writer at a time.

Every writer locks the one row of the head before it takes the next number, and keeps the lock until its transaction
ends: on PostgreSQL by SELECT … FOR UPDATE, on SQLite because the transaction began IMMEDIATE. So no two lines ever name
the same line before them, and an act and its line are kept or lost together.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from citycircle.accounts.audit import keys
from citycircle.accounts.models import AuditLine, ChainHead

GENESIS = "0" * 64
HASHED = ("number", "at", "actor", "actor_name", "post", "address", "action", "outcome", "subject", "organisation",
          "reason", "changes", "algorithm", "previous")  # fmt: skip
"""Every column of a line but its own hash."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What one act leaves in the log, before it has a number."""

    at: datetime
    actor: int | None
    actor_name: str
    post: str
    address: str
    action: str
    outcome: str
    subject: str
    organisation: int | None
    reason: str
    changes: Sequence[dict[str, Any]]


def append(entries: Iterable[Entry]) -> list[AuditLine]:
    """Put the entries at the end of the chain, in order, inside the transaction of the act."""
    with transaction.atomic():
        head = ChainHead.objects.select_for_update().get(pk=1)
        lines = []
        for entry in entries:
            line = _next(head, entry)
            lines.append(line)
            head.number, head.hash = line.number, line.hash
        if lines:
            AuditLine.objects.bulk_create(lines)
            head.signature = keys.sign(head_message(head.number, head.hash))
            head.save()
    return lines


def _next(head: ChainHead, entry: Entry) -> AuditLine:
    line = AuditLine(
        number=head.number + 1,
        at=entry.at.astimezone(UTC),
        actor=entry.actor,
        actor_name=_plain(entry.actor_name),
        post=_plain(entry.post)[:210],
        address=entry.address,
        action=entry.action,
        outcome=entry.outcome,
        subject=entry.subject,
        organisation=entry.organisation,
        reason=_plain(entry.reason),
        changes=canonical(entry.changes),
        algorithm=settings.AUDIT_HASH,
        previous=head.hash,
    )
    line.hash = line_hash(line)
    return line


def line_hash(line: AuditLine) -> str:
    """The hash of everything the line says, the hash of the line before it included."""
    values = [getattr(line, name) for name in HASHED]
    values[1] = line.at.astimezone(UTC).isoformat(timespec="microseconds")
    return hashlib.new(line.algorithm, canonical(values).encode()).hexdigest()


def head_message(number: int, digest: str) -> bytes:
    """What the signature of the head covers."""
    return f"citycircle audit head {number} {digest}".encode()


def canonical(value: object) -> str:
    """JSON that says one thing in one way: sorted names, no spaces, dates and decimals as text.

    >>> canonical({"b": 1, "a": ["同城"]})
    '{"a":["同城"],"b":1}'
    """
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def _plain(text: str) -> str:
    """PostgreSQL keeps no NUL; nobody means one."""
    return text.replace("\x00", "")
