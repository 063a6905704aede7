"""The log for the auditor's programs: what a syslog or an archive takes over, line by line."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ninja import Router, Schema

from citycircle.accounts.audit.verification import verify
from citycircle.accounts.models import AuditLine
from citycircle.accounts.rights import holding
from citycircle.accounts.roles import Role
from citycircle.core.messages import Text
from citycircle.web.api.doors import reading
from citycircle.web.api.listing import After, Limit, Listed, listed
from citycircle.web.requests import Request

router = Router()
NOUN = "audit"
READS_LOG = holding(Role.AUDITOR)


class LineShape(Schema):
    number: int
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
    changes: str
    algorithm: str
    previous: str
    hash: str


class VerdictShape(Schema):
    intact: bool
    lines: int
    sealed: int
    head: int
    faults: list[str]


def shape(one: AuditLine) -> dict[str, Any]:
    return {name: getattr(one, name) for name in LineShape.model_fields}


@reading(router, "", noun=NOUN, who=READS_LOG, title=Text("审计日志", "Audit log"), response=Listed[LineShape])
def every(request: Request, after: After = 0, limit: Limit = 100) -> dict[str, Any]:
    return listed(AuditLine.objects.all(), after, limit, shape)


@reading(
    router, "/verdict", noun=NOUN, who=READS_LOG, title=Text("核验日志链", "Verify the chain"), response=VerdictShape
)
def verdict(request: Request) -> dict[str, Any]:
    found = verify(remember=False)
    return {
        "intact": found.is_intact,
        "lines": found.lines,
        "sealed": found.sealed,
        "head": found.head,
        "faults": found.faults,
    }
