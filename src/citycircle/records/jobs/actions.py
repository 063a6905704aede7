"""Asking for a job, inside the act that needs it: both are kept, or neither."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar

from citycircle.accounts.actions.base import Action
from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.rights import Right, holding, signed_in
from citycircle.accounts.roles import Role
from citycircle.core.messages import Text
from citycircle.records.jobs.models import Job, State


@dataclass(frozen=True, kw_only=True)
class AskJob(Action[Job]):
    """Carried out by other actions; the job works with the rights of the person who asked."""

    name: ClassVar[str] = "job.ask"
    title: ClassVar[Text] = Text("安排后台任务", "Ask for a background job")
    who: ClassVar[Right] = signed_in

    kind: str
    arguments: dict[str, Any] = field(default_factory=dict)
    slot: str | None = None

    def perform(self, ground: Ground) -> Job:
        return ground.create(Job(kind=self.kind, arguments=self.arguments, asked_by_id=ground.by.person,
                                 asked_at=ground.at, not_before=ground.at, slot=self.slot))  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class TryJobAgain(Action[Job]):
    """Start a job afresh that was given up after several tries."""

    name: ClassVar[str] = "job.try_again"
    title: ClassVar[Text] = Text("重新执行后台任务", "Try a background job again")
    who: ClassVar[Right] = holding(Role.SYSTEM_ADMINISTRATOR)

    job: Job

    def subject(self) -> Job:
        return self.job

    def perform(self, ground: Ground) -> Job:
        return ground.change(self.job, state=State.WAITING, tries=0, not_before=ground.at, leased_until=None)
