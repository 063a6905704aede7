"""What a list shows for a matter: the computed light, and beside it the light that a person set and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text
from citycircle.core.terms import add_months
from citycircle.mechanisms.lights.colours import WORDS, Colour
from citycircle.mechanisms.lights.facts import Waiting
from citycircle.mechanisms.lights.lighting import Light

STRIP_MONTHS = 12
_UNLIT = Text("无灯", "no light")
_BY_PERSON = Text(
    "{computed}{by}于{on}改定为{colour}，理由：{reason}。",
    "{computed} On {on} {by} set it to {colour}, because: {reason}.",
)
_SHORT = Text("{word}（人工改定）", "{word} (set by a person)")


class LightWithoutReason(CityCircleError):
    """A person sets another light than the computed one and gives no reason."""

    what = Text("改定灯色没有写明理由。", "A light was set by hand without a reason.")
    why = Text(
        "计算的灯、人工的灯和理由分别保存，供各方查看。",
        "The computed light, the one set by hand and the reason are kept apart, for all to see.",
    )
    then = Text("请写明理由后再提交。", "Please give the reason.")


@dataclass(frozen=True, slots=True)
class HumanLight:
    """The light that a person set: who (the post, not the name alone), when and why. Raises LightWithoutReason."""

    colour: Colour
    reason: str
    by: str
    on: date

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise LightWithoutReason


@dataclass(frozen=True, slots=True)
class ShownLight:
    """Computed light, human light and reason, kept apart; what is shown is the human one where there is one."""

    computed: Light
    human: HumanLight | None = None

    @property
    def colour(self) -> Colour:
        """The colour shown."""
        return self.human.colour if self.human else self.computed.colour

    @property
    def word(self) -> Text:
        """The colour shown as words, so that greyscale paper tells it too."""
        if self.human is None:
            return self.computed.named
        return _SHORT.fill(word=WORDS[self.human.colour])

    @property
    def sentence(self) -> Text:
        """The arithmetic of the computed light, and who set another one and why."""
        if self.human is None:
            return self.computed.sentence
        reason = self.human.reason.strip().rstrip("。.")
        return _BY_PERSON.fill(
            computed=self.computed.sentence,
            by=self.human.by,
            on=self.human.on.isoformat(),
            colour=WORDS[self.human.colour],
            reason=reason,
        )


class StripCell(NamedTuple):
    """One month of a strip: its first day, the colour or None where there was no light, and the word."""

    month: date
    colour: Colour | None
    word: Text
    by_person: bool = False


def strip(lights: Mapping[date, ShownLight], *, last: date) -> tuple[StripCell, ...]:
    """Twelve months of lights up to the month of `last`, the oldest first; `lights` by any day of their month.

    Of two lights of one month the later counts.
    """
    days = sorted(lights)
    cells = (StripCell(day, lights[day].colour, lights[day].word, lights[day].human is not None) for day in days)
    return twelve_months(cells, last=last)


def twelve_months(cells: Iterable[StripCell], *, last: date) -> tuple[StripCell, ...]:
    """Twelve months up to that of `last` from what is known of some; a month without a light stays open."""
    by_month = {cell.month.replace(day=1): cell._replace(month=cell.month.replace(day=1)) for cell in cells}
    first = add_months(last.replace(day=1), 1 - STRIP_MONTHS)
    months = [add_months(first, count) for count in range(STRIP_MONTHS)]
    return tuple(by_month.get(month, StripCell(month, None, _UNLIT)) for month in months)


class Awaited(NamedTuple):
    """A matter that waits for an organisation, as that organisation's list holds it."""

    matter: str
    waiting: Waiting
    days: int


def awaited_of(lights: Iterable[tuple[str, Light]]) -> dict[str, tuple[Awaited, ...]]:
    """For each organisation the matters that wait for it, the longest wait first; `lights` are (matter, light)."""
    lists: dict[str, list[Awaited]] = {}
    for matter, light in lights:
        if light.waiting:
            days = max(0, (light.on - light.waiting.since).days)
            lists.setdefault(light.waiting.owner, []).append(Awaited(matter, light.waiting, days))
    return {owner: tuple(sorted(several, key=lambda one: (-one.days, one.matter))) for owner, several in lists.items()}
