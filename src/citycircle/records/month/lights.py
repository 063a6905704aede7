"""The lights of a month: computed from what was reported, kept with their arithmetic, and beside them a person's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, NamedTuple

from django.db.models import F, QuerySet

from citycircle.accounts.actions.base import Action
from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.models import Organisation
from citycircle.accounts.rights import Place, Right, only_the_service
from citycircle.accounts.roles import Role
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text
from citycircle.core.quantities import NotANumber, UnknownUnit, decimal_of, plain
from citycircle.core.terms import day_of
from citycircle.mechanisms.lights import lighting
from citycircle.mechanisms.lights.colours import COLOURS, Colour
from citycircle.mechanisms.lights.curves import curve_of, month_end
from citycircle.mechanisms.lights.facts import Facts, Waiting
from citycircle.mechanisms.lights.shown import LightWithoutReason
from citycircle.mechanisms.tasks.readings import FINISHED, IN_DISPUTE, waiting
from citycircle.records.cases.standing import standing
from citycircle.records.month.models import Entry, Light, Part
from citycircle.records.month.policies import SETS_POLICY, Chosen, chosen_policy, judging

SHARE, TOTAL = "share", "total"
"""The fields of the monthly report that say how far a matter is: in per cent, and in the unit of its target."""
UNLIT = frozenset({"", "drafted", "commenting", "settling", "withdrawn"})
"""States before anybody has the matter in hand, and after it was taken off."""
_PERCENT = Decimal(100)


class NoSuchColour(CityCircleError):
    what = Text("没有“{colour}”这种灯。", "There is no light “{colour}”.")
    why = Text("灯只有绿、蓝、黄、橙、红、灰六种。", "Lights are green, blue, yellow, orange, red or grey.")
    then = Text("请重新选择。", "Please choose again.")


SETS_LIGHT: Right = judging(Role.SUPERVISOR)
"""The supervisors of the very place; no city sets the light of another's part, nor does the region."""
COMPUTES: Right = only_the_service | SETS_POLICY


class Reported(NamedTuple):
    """How far a part is by its reports up to a month: the latest share and total, and whether it reported at all."""

    share: Decimal | None = None
    total: Decimal | None = None
    unit: str = ""
    any: bool = False


def reported_by(parts: Iterable[Part], month: date) -> dict[int, Reported]:
    """What parts reported up to a month, by their own organisation and submitted; one question for all of them."""
    numbers = [part.pk for part in parts]
    rows = (
        Entry.objects.filter(
            report__part__in=numbers,
            report__month__lte=month,
            report__submitted_at__isnull=False,
            report__organisation=F("report__part__organisation"),
        )
        .order_by("report__month", "number")
        .values_list("report__part_id", "field", "value", "words", "unit")
    )
    found: dict[int, Reported] = {}
    for part, field, value, words, unit in rows:
        before = found.get(part, Reported())._replace(any=True)
        number = value if value is not None else _number(words, "%" if field == SHARE else "")
        if number is not None and field == SHARE:
            before = before._replace(share=number)
        if number is not None and field == TOTAL:
            before = before._replace(total=number, unit=unit)
        found[part] = before
    return found


def facts_of(part: Part, reported: Reported, *, on: date, names: Mapping[str, str] | None = None) -> Facts:
    """What is known of a part on a day. A wait and a dispute are read off its case; `names` say codes in words."""
    case = standing(part.case) if part.case is not None else None
    hold = waiting(case) if case is not None else None
    done = day_of(case.stints[-1].since) if case is not None and part.state in FINISHED else None
    disputed = part.state == IN_DISPUTE or part.task.is_disputed
    wait = None
    if hold is not None and not disputed:
        wait = Waiting(hold.cause, (names or {}).get(hold.whom, hold.whom), day_of(hold.since))
    target, actual, unit = _progress(part, reported)
    return Facts(
        target=target,
        actual=actual,
        unit=unit,
        curve=curve_of(part.planned) if part.planned else None,
        due=part.due,
        done=done if done is not None or part.state not in FINISHED else on,
        waiting=wait,
        comparable=actual is not None or not reported.any,
        disputed=disputed,
    )


def _progress(part: Part, reported: Reported) -> tuple[Decimal | None, Decimal | None, str]:
    """Target and what is done of it: by the share reported, else by the total against the one target of the task."""
    if reported.share is not None:
        return _PERCENT, reported.share, "%"
    targets = [each for each in part.task.targets.all() if each.value is not None and each.value > 0]
    if reported.total is not None and len(targets) == 1:
        return targets[0].value, reported.total, targets[0].unit
    return None, None, ""


def _number(words: str, unit: str) -> Decimal | None:
    try:
        return decimal_of(words, unit=unit) if words.strip() else None
    except (NotANumber, UnknownUnit):
        return None


def to_light(city: int | None) -> QuerySet[Part]:
    """The parts of a place that are in hand, with all that their light needs."""
    rows = Part.objects.filter(city=city).exclude(state__in=UNLIT)
    behind = ("task__targets", "case__events__organisation")
    return rows.select_related("task", "organisation", "case").prefetch_related(*behind).order_by("pk")


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
        return self.city.place if self.city else Place(0, None)

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
    values: dict[str, Any] = {
        "computed_on": found.on,
        "policy": found.policy,
        "policy_version": found.version,
        "colour": found.colour,
        "sentence_zh": found.sentence.zh,
        "sentence_en": found.sentence.en,
        "facts": _as_json(facts, found),
        "waits_for": owners.get(found.waiting.owner) if found.waiting else None,
    }
    if kept is None:
        kept = ground.create(Light(part=part, month=month, **values))
    elif any(getattr(kept, name) != value for name, value in values.items()):
        ground.change(kept, **values)
    _show(ground, part, kept)


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


def _show(ground: Ground, part: Part, light: Light) -> None:
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
    who: ClassVar[Right] = SETS_LIGHT
    needs_reason: ClassVar[bool] = True

    light: Light
    colour: Colour | str

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
        _show(ground, self.light.part, self.light)
        return self.light


def policy_of(city: Organisation | None, day: date) -> Chosen:
    """By which policy a place lights its matters on a day."""
    return chosen_policy(city.pk if city else None, day)
