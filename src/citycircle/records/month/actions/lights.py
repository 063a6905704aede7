"""Computing the lights of a month, and setting one by hand with a reason. Both stay beside each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from citycircle.accounts.actions.base import Action
from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.models import Organisation
from citycircle.accounts.rights import REGION, Place, Right, only_the_service
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text
from citycircle.core.quantities import plain
from citycircle.mechanisms.lights import lighting
from citycircle.mechanisms.lights.colours import COLOURS
from citycircle.mechanisms.lights.curves import month_end
from citycircle.mechanisms.lights.facts import Facts
from citycircle.mechanisms.lights.shown import LightWithoutReason
from citycircle.records.month.lights import Reported, facts_of, reported_by, to_light
from citycircle.records.month.models import Light, Part
from citycircle.records.month.policies import chosen_policy
from citycircle.records.month.rights import REVIEWS, VERIFIES

COMPUTES: Right = only_the_service | REVIEWS | VERIFIES


class NoSuchColour(CityCircleError):
    what = Text("没有“{colour}”这种灯。", "There is no light “{colour}”.")
    why = Text("灯只有绿、蓝、黄、橙、红、灰六种。", "Lights are green, blue, yellow, orange, red or grey.")
    then = Text("请重新选择。", "Please choose again.")


@dataclass(frozen=True, kw_only=True)
class LightMonth(Action[int]):
    """Compute the lights of one place for a month, as of a day; doing it again changes only what has changed."""

    name: ClassVar[str] = "light.compute"
    title: ClassVar[Text] = Text("计算亮灯", "Compute the lights")
    who: ClassVar[Right] = COMPUTES

    city: Organisation | None
    month: date
    on: date

    def place(self) -> Place:
        return self.city.place if self.city else REGION

    def perform(self, ground: Ground) -> int:
        """The number of parts lit. Raises PolicyRowsStray, NoRuleInForce."""
        month = self.month.replace(day=1)
        on = min(self.on, month_end(month.year, month.month))
        parts = list(to_light(self.city.pk if self.city else None))
        chosen = chosen_policy(self.city.pk if self.city else None, on)
        reported = reported_by(parts, month)
        names = dict(Organisation.objects.values_list("code", "name")) if parts else {}
        kept = {light.part_id: light for light in Light.objects.filter(part__in=parts, month=month)}
        owners = {row.name: row for row in Organisation.objects.filter(name__in=names.values())} if parts else {}
        for part in parts:
            facts = facts_of(part, reported.get(part.pk, Reported()), on=on, names=names)
            found = lighting.light(chosen.code, facts, on=on, tables=chosen.tables)
            _keep(ground, part, month, found, facts, kept.get(part.pk), owners)
        return len(parts)


def _keep(  # noqa: PLR0917  (private; one call)
    ground: Ground, part: Part, month: date, found: lighting.Light, facts: Facts, kept: Light | None,
    owners: Mapping[str, Organisation],
) -> None:  # fmt: skip
    values = values_of(found, facts) | {"waits_for": owners.get(found.waiting.owner) if found.waiting else None}
    if kept is None:
        kept = ground.create(Light(part=part, month=month, **values))
    elif any(getattr(kept, name) != value for name, value in values.items()):
        ground.change(kept, **values)
    show(ground, part, kept)


def values_of(found: lighting.Light, facts: Facts) -> dict[str, Any]:
    """A computed light as its row keeps it, but for whom it waits."""
    return {
        "computed_on": found.on,
        "policy": found.policy,
        "policy_version": found.version,
        "colour": found.colour,
        "sentence_zh": found.sentence.zh,
        "sentence_en": found.sentence.en,
        "facts": _as_json(facts, found),
    }


def _as_json(facts: Facts, found: lighting.Light) -> dict[str, Any]:
    """What went into the arithmetic, as text, so that no digit is lost."""
    known = {"target": facts.target, "actual": facts.actual}
    values = {name: f"{value.value.numerator}/{value.value.denominator}" for name, value in found.values}
    kept: dict[str, Any] = {name: plain(value) for name, value in known.items() if value is not None}
    return kept | {
        "unit": facts.unit,
        "due": facts.due.isoformat() if facts.due else "",
        "word_zh": found.word.zh,
        "word_en": found.word.en,
        "values": values,
        "beneath": found.beneath or "",
    }


def show(ground: Ground, part: Part, light: Light) -> None:
    """A part shows the light of its latest month."""
    later = Light.objects.filter(part=part, month__gt=light.month).exists()
    colour = light.human_colour or light.colour
    if not later and part.colour != colour:
        ground.change(part, colour=colour)


@dataclass(frozen=True, kw_only=True)
class SetLight(Action[Light]):
    """Set another light than the computed one, with a reason; both stay. An empty colour takes it back."""

    name: ClassVar[str] = "light.set"
    title: ClassVar[Text] = Text("改定亮灯", "Set a light by hand")
    who: ClassVar[Right] = VERIFIES
    needs_reason: ClassVar[bool] = True

    light: Light
    colour: str

    def subject(self) -> Light:
        return self.light

    def perform(self, ground: Ground) -> Light:
        """Raises NoSuchColour, LightWithoutReason."""
        if self.colour and self.colour not in COLOURS:
            raise NoSuchColour(colour=self.colour)
        if not ground.reason.strip():
            raise LightWithoutReason
        ground.change(
            self.light,
            human_colour=self.colour,
            human_reason=ground.reason if self.colour else "",
            human_by_id=ground.by.person if self.colour else None,
            human_at=ground.at if self.colour else None,
        )
        show(ground, self.light.part, self.light)
        return self.light
