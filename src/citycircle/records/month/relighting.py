"""The lights that rest on a value: each read with the value as it is and as a slip would have it, by its own policy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, cast

from citycircle.accounts.models import Organisation
from citycircle.core.messages import Text
from citycircle.mechanisms.lights import lighting
from citycircle.mechanisms.lights.colours import WORDS, Colour
from citycircle.mechanisms.lights.facts import Facts
from citycircle.mechanisms.lights.tables import PACKAGE, title_of
from citycircle.mechanisms.reports.corrections import Reading
from citycircle.records.month.lights import (
    DAYS,
    RATES,
    SHARE,
    TOTAL,
    Instead,
    Reported,
    as_it_stood,
    facts_of,
    reported_by,
)
from citycircle.records.month.models import Light, Part, Report
from citycircle.records.month.policies import Chosen, chosen_policy

RESTS_ON = frozenset({SHARE, TOTAL, *RATES, *DAYS})
"""The fields from which a light is computed."""
_TITLE = Text("{task}（{month}亮灯）", "{task}, {month}")


class ReadTwice(NamedTuple):
    """One light of one month, with the old value and with the new one; `facts` are those with the new one."""

    light: Light
    old: lighting.Light
    new: lighting.Light
    facts: Facts
    policy: Text

    @property
    def changes(self) -> bool:
        """Whether colour or arithmetic become others."""
        return (self.old.colour, self.old.sentence) != (self.new.colour, self.new.sentence)

    @property
    def reading(self) -> Reading:
        """It as the list of effects says it: what is shown now, and what the correction makes of it."""
        light = self.light
        title = _TITLE.fill(task=light.part.task, month=f"{light.month:%Y-%m}")
        now = named(light)
        by_hand = WORDS[cast(Colour, light.human_colour)] if light.human_colour else None
        return Reading(title, self.policy, now, self.new.named if self.changes else now, by_hand)


def named(light: Light) -> Text:
    """A kept light as a list prints it: its colour and the word of its band."""
    colour = WORDS[cast(Colour, light.colour)]
    if "word_zh" not in light.facts:
        return colour
    return Text(f"{colour.zh}·{light.facts['word_zh']}", f"{colour.en}: {light.facts['word_en']}")


def counts_for_light(report: Report, field: str) -> bool:
    """Whether lights rest on this cell: a lead's own report (or its heir's), a share or a total."""
    lead = report.part.organisation
    own = report.organisation_id in {lead.pk, lead.successor_id}
    return field in RESTS_ON and own and report.submitted_at is not None


def read_twice(report: Report, field: str, words: str) -> list[ReadTwice]:
    """Every kept light of the part from the month of a report on, with the cell as it is and as `words` would have it.

    Raises PolicyRowsStray, NoRuleInForce.
    """
    if not counts_for_light(report, field):
        return []
    behind = ("task__targets", "case__events")
    part = Part.objects.select_related("task", "organisation", "case").prefetch_related(*behind).get(pk=report.part_id)
    rows = Light.objects.filter(part=part, month__gte=report.month).select_related("waits_for").order_by("month")
    names = dict(Organisation.objects.values_list("code", "name"))
    instead = Instead(part.pk, report.month, field, words)
    return [_twice(part, light, instead, names) for light in _of(part, rows)]


def _of(part: Part, rows: Iterable[Light]) -> Iterator[Light]:
    for light in rows:
        light.part = part
        yield light


def _twice(part: Part, light: Light, instead: Instead, names: dict[str, str]) -> ReadTwice:
    """Read by the policy that lit it, as of the day on which it was computed.

    The case is taken as it stood on that day; where that does not give the light that is kept (it was computed some
    days later), as it stands now.
    """
    chosen = policy_of(part, light)
    on = light.computed_on
    now = reported_by([part], light.month).get(part.pk, Reported())
    then = reported_by([part], light.month, instead=instead).get(part.pk, Reported())

    def read(reported: Reported, **more: Any) -> tuple[lighting.Light, Facts]:
        facts = facts_of(part, reported, on=on, names=names, **more)
        return lighting.light(chosen.code, facts, on=on, tables=chosen.tables), facts

    case = as_it_stood(part, on)
    ways: list[dict[str, Any]] = [{"case": case}, {}] if case is not None else [{}]
    way = next((each for each in ways if read(now, **each)[0].colour == light.colour), ways[0])
    new, facts = read(then, **way)
    return ReadTwice(light, read(now, **way)[0], new, facts, chosen.title)


def policy_of(part: Part, light: Light) -> Chosen:
    """The policy that lit it, in the tables of that day."""
    chosen = chosen_policy(part.city_id, light.computed_on)
    if chosen.code == light.policy:
        return chosen
    return Chosen(light.policy, PACKAGE, title_of(PACKAGE.policies.edition(light.computed_on).row(light.policy)))
