"""The planned curve of a part: what its light compares the reports with, in place of months over twelve."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from citycircle.accounts.actions.base import Action
from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.rights import Right
from citycircle.core.messages import Text
from citycircle.mechanisms.lights.curves import curve_of
from citycircle.records.month.errors import MovedOn
from citycircle.records.month.models import Part
from citycircle.records.month.rights import REVIEWS


@dataclass(frozen=True, kw_only=True)
class KeepCurve(Action[Part]):
    """The office of the part's very city keeps the curve agreed with the lead, and why. `seen` is the version.

    `points` are lines of a day and what is to be reached by its end, cumulative: "2026-02-28 0".
    """

    name: ClassVar[str] = "part.keep_curve"
    title: ClassVar[Text] = Text("确定计划曲线", "Keep the planned curve")
    who: ClassVar[Right] = REVIEWS
    needs_reason: ClassVar[bool] = True

    part: Part
    seen: int
    points: tuple[str, ...]

    def subject(self) -> Part:
        return self.part

    def perform(self, ground: Ground) -> Part:
        """Raises MovedOn, and the errors of `mechanisms.lights.curves` for points that make no curve."""
        curve = curve_of({"shape": "drawn", "points": [line.split() for line in self.points]})
        part = Part.objects.select_for_update(of=("self",)).get(pk=self.part.pk)
        if part.version != self.seen:
            raise MovedOn(thing=part)
        return ground.change(part, planned=curve.as_json())
