"""The log on the screen: read by the audit administrator, and by nobody else."""

from __future__ import annotations

import json
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.urls import path, reverse

from citycircle.accounts.actions.catalogue import load
from citycircle.accounts.audit.verification import verify
from citycircle.accounts.models import AuditLine, SealedSegment
from citycircle.accounts.models.audit import Outcome
from citycircle.accounts.rights import holding
from citycircle.accounts.roles import Role
from citycircle.core.errors import situation
from citycircle.core.messages import Text
from citycircle.web.navigation import entry
from citycircle.web.pages.base import Page, found
from citycircle.web.pages.lists import ListPage
from citycircle.web.requests import Request
from citycircle.web.sheets import Column, Option, Sheet

OUTCOMES: dict[str, Text] = {
    Outcome.DONE.value: Text("完成", "done"),
    Outcome.REFUSED.value: Text("拒绝", "refused"),
    Outcome.FAILED.value: Text("未成", "failed"),
}
READS_LOG = holding(Role.AUDITOR)


def title_of(line: AuditLine) -> Text | str:
    known = load().get(line.action)
    return known.title if known else line.action


def actions() -> list[Option]:
    return sorted(((name, action.title) for name, action in load().items()), key=lambda pair: pair[0])


class Log(ListPage):
    title = Text("审计日志", "Audit log")
    who = READS_LOG
    template = "pages/audit.html"
    sheet = Sheet(
        title,
        (
            Column("number", Text("编号", "No."), lambda one: one.number, ("number",), kind="number"),
            Column(
                "at",
                Text("时间", "Time"),
                lambda one: one.at,
                ("at",),
                link=lambda one: reverse("audit_line", args=[one.pk]),
            ),
            Column("action", Text("操作", "Action"), title_of, ("action",), choose="action", options=actions),
            Column(
                "outcome",
                Text("结果", "Outcome"),
                lambda one: OUTCOMES[one.outcome],
                ("outcome",),
                choose="outcome",
                options=lambda: list(OUTCOMES.items()),
            ),
            Column("actor", Text("人员", "Who"), lambda one: one.actor_name, search=("actor_name",)),
            Column("post", Text("岗位", "Post"), lambda one: one.post, search=("post",)),
            Column("subject", Text("对象", "Subject"), lambda one: one.subject, search=("subject",)),
            Column("reason", Text("理由", "Reason"), lambda one: one.reason, search=("reason",), kind="wide"),
        ),
        order=("-number",),
    )

    def rows(self) -> QuerySet[AuditLine]:
        return AuditLine.objects.all()

    def context(self) -> dict[str, Any]:
        return {**super().context(), "segments": SealedSegment.objects.order_by("-first")}


class OneLine(Page):
    title = Text("审计日志", "Audit log")
    who = READS_LOG
    template = "pages/audit_line.html"

    def find(self, **keys: Any) -> AuditLine:
        line: AuditLine = found(AuditLine.objects.all(), **keys)
        return line

    def place(self) -> None:
        """The log is read as a whole or not at all."""

    def context(self) -> dict[str, Any]:
        line = self.subject
        changes = [_explained(change) for change in json.loads(line.changes)]
        return {"what": title_of(line), "outcome": OUTCOMES[line.outcome], "changes": changes}


def _explained(change: dict[str, Any]) -> dict[str, Any]:
    """A failure by its sentence; its code stays beside it, for whoever compares with a program."""
    return change | {"sentence": situation(change["error"])} if "error" in change else change


class Verify(Page):
    """The whole chain, held against itself; nothing is written."""

    title = Text("核验日志链", "Verify the chain")
    who = READS_LOG
    template = "pages/audit_verified.html"

    def get(self, request: Request, **_keys: Any) -> HttpResponseBase:
        return self.show(verdict=verify(remember=False))


entry(820, Log.title, "audit", Log.who)

urlpatterns = [
    path("audit/", Log.as_view(), name="audit"),
    path("audit/verify", Verify.as_view(), name="audit_verify"),
    path("audit/<int:pk>", OneLine.as_view(), name="audit_line"),
]
