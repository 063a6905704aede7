"""The office's written decision on an objection, and the re-assignment that may follow from it, in one act."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from citycircle.accounts.actions.base import Action, carry_out
from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.models import Organisation
from citycircle.accounts.rights import Place, Right
from citycircle.core.messages import Text
from citycircle.records.duties.actions import Assign, DecideLead, Release
from citycircle.records.plans.actions.editing import CorrectCell
from citycircle.records.plans.models import DutyKind, Task
from citycircle.records.plans.reach import KEEPS_PLANS
from citycircle.records.rounds import errors
from citycircle.records.rounds.models import Objection
from citycircle.records.rounds.rights import people_of, tell
from citycircle.records.rounds.standing import ask, grey

Verdict = Literal["accepted", "partly", "rejected"]
VERDICTS: dict[Verdict, Text] = {
    "accepted": Text("采纳", "accepted"),
    "partly": Text("部分采纳", "accepted in part"),
    "rejected": Text("未采纳", "not accepted"),
}
DECIDED = Text("关于“{task}”的意见：{verdict}", "Your objection to “{task}”: {verdict}")


@dataclass(frozen=True, kw_only=True)
class DecideObjection(Action[Objection]):
    """Accepted, in part, or not, with the reason in writing.

    Where a duty was disputed and the objection is accepted, the organisation is released, and `reassign_to` takes its
    place and is asked in turn. Where the time was too short, `deadline` becomes the task's deadline, as it will print.
    """

    name: ClassVar[str] = "round.decide_objection"
    title: ClassVar[Text] = Text("书面答复意见", "Decide on an objection")
    who: ClassVar[Right] = KEEPS_PLANS

    objection: Objection
    decision: Verdict
    answer: str
    reassign_to: Organisation | None = None
    deadline: str = ""

    def subject(self) -> Objection:
        return self.objection

    def place(self) -> Place:
        """The plan's, not the objector's: the office that keeps the plan decides."""
        return self.objection.task.plan.place

    def perform(self, ground: Ground) -> Objection:
        """Raises RoundClosed, AlreadyDecided, AnswerNeeded, NotDisputed, NotAboutTime."""
        one = self.objection
        if one.asked.round.closed_at is not None:
            raise errors.RoundClosed
        if one.decision or one.withdrawn_at:
            raise errors.AlreadyDecided
        if not self.answer.strip():
            raise errors.AnswerNeeded
        releases = one.kind == "not_ours" and self.decision == "accepted"
        if self.reassign_to is not None and not releases:
            raise errors.NotDisputed
        if self.deadline and (one.kind != "not_by_then" or self.decision == "rejected"):
            raise errors.NotAboutTime
        ground.change(one, decision=self.decision, answer=self.answer, decided_at=ground.at,
                      decided_by_id=ground.by.person)  # fmt: skip
        if releases:
            self._reassign(ground)
        if self.deadline:
            self._also(ground, CorrectCell(task=one.task, field="deadline", new=self.deadline, note=self.answer))
            one.task.refresh_from_db()
        grey(ground, one.task)
        about = DECIDED.fill(task=str(one.task)[:80], verdict=VERDICTS[self.decision])
        people = people_of([one.asked.organisation_id], ground.day).get(one.asked.organisation_id, ())
        tell(ground, people, about, link=f"/answers/{one.asked_id}", body=Text(self.answer, self.answer))
        return one

    def _reassign(self, ground: Ground) -> None:
        """Release whoever objected; the other takes over the very duty."""
        one, task = self.objection, self.objection.task
        leads = [duty.organisation for duty in task.duties.filter(kind=DutyKind.LEAD).select_related("organisation")]
        held = task.duties.filter(organisation=one.asked.organisation_id).order_by("id").first()
        if held is None:
            return
        kind, to = held.kind, self.reassign_to
        self._also(ground, Release(task=task, organisation=one.asked.organisation))
        if to is None:
            return
        if kind == DutyKind.LEAD:
            together = [lead for lead in leads if lead is not None and lead not in {one.asked.organisation, to}]
            joint: tuple[Organisation, ...] = (to, *together)
            self._also(ground, DecideLead(task=task, kind="joint" if together else "single", leads=joint))
        else:
            self._also(ground, Assign(task=task, organisation=to, kind="responsible" if kind == "responsible" else
                                      "cooperating"))  # fmt: skip
        ask(ground, one.asked.round, {to.pk: 1})

    def _also(self, ground: Ground, action: Action[Task]) -> None:
        carry_out(action, by=ground.by, at=ground.at, reason=self.answer)
