"""The planned curve of a part: what its light compares the reports with, in place of months over twelve."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from citycircle.accounts.actions.base import Action
from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.rights import Right
from citycircle.core.messages import Text
from citycircle.mechanisms.lights.curves import Curve
from citycircle.records.month.errors import MovedOn
from citycircle.records.month.models import Part
from citycircle.records.month.rights import REVIEWS


@dataclass(frozen=True, kw_only=True)
class KeepCurve(Action[Part]):
    """The office of the part's very city keeps the curve agreed with the lead, and why. `seen` is the version."""

    name: ClassVar[str] = "part.keep_curve"
    title: ClassVar[Text] = Text("确定计划曲线", "Keep the planned curve")
    who: ClassVar[Right] = REVIEWS
    needs_reason: ClassVar[bool] = True

    part: Part
    seen: int
    curve: Curve

    def subject(self) -> Part:
        return self.part

    def perform(self, ground: Ground) -> Part:
        """Raises MovedOn."""
        part = Part.objects.select_for_update(of=("self",)).get(pk=self.part.pk)
        if part.version != self.seen:
            raise MovedOn(thing=part)
        return ground.change(part, planned=self.curve.as_json())
