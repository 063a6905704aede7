"""What the service does by itself each night: seal old audit lines, verify the chain, forget ended sessions."""

from __future__ import annotations

from datetime import time
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.utils.timezone import now

from citycircle.accounts.actions.base import carry_out
from citycircle.accounts.audit.segments import seal
from citycircle.accounts.audit.verification import verify
from citycircle.accounts.models import Holding
from citycircle.accounts.roles import Role
from citycircle.core.messages import Text
from citycircle.records.jobs.kinds import Progress, job
from citycircle.records.notices.actions import SendNotice

NOT_INTACT = Text("审计日志核验未通过", "The audit log did not pass verification")


@job("audit.seal", Text("封存到期审计日志", "Seal audit lines past retention"), daily_at=time(2, 10))
def seal_old_lines(_progress: Progress) -> dict[str, Any] | None:
    segment = seal(now=now(), months=settings.AUDIT_MONTHS)
    return {"file": segment.file} if segment else None


@job("audit.verify", Text("核验审计日志", "Verify the audit log"), daily_at=time(2, 30))
def verify_chain(progress: Progress) -> dict[str, Any]:
    """Verify; when something is wrong, every auditor is told."""
    verdict = verify()
    if not verdict.is_intact:
        auditors = Holding.objects.on(progress.by.day).filter(post__role=Role.AUDITOR.value).select_related("person")
        body = Text("；".join(verdict.faults), "; ".join(verdict.faults))
        for held in auditors:
            notice = SendNotice(person=held.person, subject_line=NOT_INTACT, body=body)
            carry_out(notice, by=progress.by, at=now())
    return {"lines": verdict.lines, "faults": verdict.faults}


@job("sessions.forget", Text("清理过期登录", "Forget ended sessions"), daily_at=time(2, 50))
def forget_sessions(_progress: Progress) -> None:
    SessionStore.clear_expired()
