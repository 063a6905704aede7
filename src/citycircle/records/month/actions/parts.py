"""What can be done to a part of a task: opened when it is handed out, and every step of its machine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from citycircle.accounts.actions.base import Action
from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.models import Organisation
from citycircle.accounts.rights import Place, Right, Viewer
from citycircle.core.messages import Text
from citycircle.mechanisms.tasks.joint import check_confirmation
from citycircle.records.cases.standing import standing, standing_in_names
from citycircle.records.cases.taking import Move
from citycircle.records.month.actions.proofs import pieces_of
from citycircle.records.month.actions.verifying import evidence_for
from citycircle.records.month.errors import LeadElsewhere, MovedOn
from citycircle.records.month.models import Part
from citycircle.records.month.parts import open_parts, step_part
from citycircle.records.month.rights import DECIDES, FILLS, OF_ROLE, REVIEWS, SIGNED, SIGNS, VERIFIES
from citycircle.records.plans.models import Plan, Task
from citycircle.records.plans.reach import KEEPS_PLANS

NAMES_LEAD = frozenset({"send_round", "hand_out", "take_over", "reassign"})
"""Steps that say which organisation leads from now on."""
REGION = Text("都市圈机构（不属任何一市）", "the region (no single city)")


@dataclass(frozen=True, kw_only=True)
class OpenParts(Action[list[Part]]):
    """Open the parts of a plan's tasks for all their leads, by the number of the version they are handed out in."""

    name: ClassVar[str] = "part.open"
    title: ClassVar[Text] = Text("建立任务办理", "Open parts")
    who: ClassVar[Right] = KEEPS_PLANS

    plan: Plan
    document: str
    tasks: tuple[Task, ...] | None = None

    def subject(self) -> Plan:
        return self.plan

    def perform(self, ground: Ground) -> list[Part]:
        rows = Task.objects.filter(plan=self.plan, is_dropped=False, role="task").select_related("plan__organisation")
        wanted = rows if self.tasks is None else rows.filter(pk__in=[task.pk for task in self.tasks])
        return open_parts(ground, wanted, self.document)


@dataclass(frozen=True, kw_only=True)
class StepOfPart(Action[Part]):
    """One step of the machine of tasks, taken for one side of one part. `seen` is the version on the screen.

    The lead's steps are its own people's (those that bind it, its head's); the office's, the supervisor's and the
    leader's are those of the part's very city. Nobody takes a step in the part of another city.
    """

    name: ClassVar[str] = "part.step"
    title: ClassVar[Text] = Text("办理任务", "Take a step of a part")
    who: ClassVar[Right] = FILLS | SIGNS | REVIEWS | VERIFIES | DECIDES

    part: Part
    seen: int
    step: str
    role: str
    data: Mapping[str, Any] = field(default_factory=dict)

    def subject(self) -> Part:
        return self.part

    def place(self) -> Place:
        acting = self.acting
        return acting.place if acting else self.part.place

    @property
    def acting(self) -> Organisation | None:
        """The organisation that has the role in this part; None for one that nobody has."""
        return acting_in(self.part, self.role)

    def allows(self, viewer: Viewer) -> bool:
        right = SIGNS if self.step in SIGNED else OF_ROLE.get(self.role)
        return right is not None and (viewer.is_service or right.allows(viewer, self.place()))

    def perform(self, ground: Ground) -> Part:
        """Raises MovedOn, PartsNotDone, LeadElsewhere, and what `mechanisms.cases` raises for a refused step."""
        part = Part.objects.select_related("task", "organisation", "case", "city").get(pk=self.part.pk)
        if part.version != self.seen:
            raise MovedOn(thing=part)
        acting = self.acting or part.organisation
        if self.step == "confirm_joint":
            _all_parts_done(part, ground)
        if self.step in NAMES_LEAD:
            _lead_of_this_place(part, str(self.data.get("organisation", "")))
        step_part(ground, part, Move(self.step, self.role, acting, known_here(part, self.step, self.data)))
        return part


def _lead_of_this_place(part: Part, code: str) -> None:
    """Raises LeadElsewhere for a lead that belongs to another city, or that nobody knows."""
    lead = Organisation.objects.filter(code=code).first()
    if code and (lead is None or lead.city_id != part.city_id):
        here = part.city.name if part.city else REGION
        raise LeadElsewhere(organisation=lead.name if lead else code, place=here)


def known_here(part: Part, step: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """What a step says, with what the service knows itself put in its place: light and proof at submission, the draw.

    Nobody hands in a light that is greener than the one shown, or a draw that was not drawn.
    """
    data = dict(given)
    if step == "apply_done":
        data["light"] = part.colour or "grey"
        data["proof"] = pieces_of(part) or data.get("proof", [])
    if step in {"not_drawn", "verified"}:
        data["draw"] = evidence_for(part)
    return data


def acting_in(part: Part, role: str) -> Organisation | None:
    """Who has a role in a part: the lead itself, else a party of its case; the lead for one nobody has yet."""
    if role == "lead":
        return part.organisation
    code = part.case.parties.get(role) if part.case else None
    if code is None and part.case:
        code = _named_later(part, role)
    return Organisation.objects.filter(code=code).select_related("city").first() if code else None


def _named_later(part: Part, role: str) -> str | None:
    """A party that a step named: whoever was asked to help, the owner of a cause."""
    if part.case is None:
        return None
    return standing(part.case).parties.get(role)


def _all_parts_done(part: Part, ground: Ground) -> None:
    """Raises PartsNotDone while another city's part of a joint task is open."""
    siblings = Part.objects.filter(joint=part.joint).exclude(joint="").select_related("case", "organisation__city")
    cases = {str(each.city or each.organisation): standing_in_names(each.case) for each in siblings if each.case}
    check_confirmation(part.joint, cases, ground.at)
