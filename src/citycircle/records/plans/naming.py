"""The names of a plan's duties: what each means today, and which wait for a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from citycircle.accounts.actions.base import carry_out
from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.actions.names import QueueNames
from citycircle.accounts.models import ReadName
from citycircle.accounts.naming import Meaning, read
from citycircle.core import plans as core
from citycircle.records.plans.models import DutyKind, Plan
from citycircle.records.plans.rows import Values, clipped

LONGEST = 200


@dataclass(slots=True)
class Names:
    """Meanings of names, read once for the whole plan; names that nobody knows were put into the queue."""

    meanings: Mapping[str, Meaning] = field(default_factory=dict)
    waiting: Mapping[str, int] = field(default_factory=dict)

    def duties(self, duty: core.Duty, kinds: Iterable[str] = tuple(DutyKind)) -> list[Values]:
        """The rows of a duty: one for each organisation behind a name, a collective name giving several.

        A name that cooperates stands as cooperating alone. A name set aside as no organisation keeps its row, so that
        nothing printed disappears.
        """
        helping = {each.text for each in duty.cooperating}
        parts = {
            DutyKind.LEAD: duty.lead,
            DutyKind.RESPONSIBLE: tuple(each for each in duty.responsible if each.text not in helping),
            DutyKind.COOPERATING: duty.cooperating,
        }
        by_rule = duty.lead_from == "rule"
        rows: list[Values] = []
        for kind in map(DutyKind, kinds):
            for order, each in enumerate(parts[kind]):
                about = {"kind": kind.value, "order": order, "by_rule": by_rule and kind is DutyKind.LEAD,
                         "is_inherited": duty.inherited}  # fmt: skip
                rows += [about | self._place(each) | meant for meant in self._meant(each.text)]
        return rows

    def _place(self, name: core.Quoted) -> Values:
        solid = name.span.end > name.span.start
        return {
            "name": clipped(name.text, LONGEST),
            "span_start": name.span.start if solid else None,
            "span_end": name.span.end if solid else None,
        }

    def _meant(self, text: str) -> list[Values]:
        name = clipped(text, LONGEST)
        meaning = self.meanings.get(name)
        nobody: Values = {"organisation_id": None, "through_id": None, "read_name_id": self.waiting.get(name)}
        if meaning is None or not meaning.organisations:
            return [nobody]
        known = {"through_id": meaning.collective, "read_name_id": None}
        return [known | {"organisation_id": organisation} for organisation in meaning.organisations]


def names_of(duties: Iterable[core.Duty]) -> list[str]:
    """Every name in some duties, once."""
    found = (each.text for duty in duties for each in (*duty.lead, *duty.responsible, *duty.cooperating))
    return list(dict.fromkeys(clipped(name, LONGEST) for name in found))


def read_names(ground: Ground, plan: Plan, names: Iterable[str]) -> Names:
    """Read the names of a plan on the day it was issued, in its city; queue those that nobody knows."""
    wanted = list(names)
    if not wanted:
        return Names()
    day: date = plan.issued_on or ground.day
    meanings = read(wanted, city=plan.city, day=day)
    unknown = tuple(name for name in wanted if not meanings[name].is_known)
    if unknown:
        queued = QueueNames(names=unknown, city=plan.city, found_in=clipped(plan.title, 300))
        carry_out(queued, by=ground.by, at=ground.at)
    rows = ReadName.objects.filter(name__in=wanted, city=plan.city, organisation=None, collective=None)
    return Names(meanings, dict(rows.values_list("name", "pk")))
