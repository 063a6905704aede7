"""Drawing who is verified: a roster frozen from what was submitted, lots from committed seeds, for anybody to redo."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from citycircle.accounts.actions.base import Action
from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.models import Organisation
from citycircle.accounts.rights import Place, Right
from citycircle.core.messages import Text
from citycircle.core.terms import day_of
from citycircle.mechanisms.draws.drawing import announce, commit, reveal, run
from citycircle.mechanisms.draws.records import read_record
from citycircle.mechanisms.draws.rosters import Roster
from citycircle.mechanisms.tasks.verification import evidence, roster_of, sample_rules
from citycircle.records.cases.standing import stamp, standing
from citycircle.records.month.models import Part, Sample
from citycircle.records.month.reports import parts_of_office
from citycircle.records.month.rights import VERIFIES

SEED_BYTES = 32


@dataclass(frozen=True, kw_only=True)
class DrawSample(Action[Sample]):
    """Draw among the parts in verification of an office: every red one and the share of the others.

    `seeds` are those that other parties committed beforehand (64 hexadecimal digits, by party); the office adds its
    own. With one party alone the protocol says so.
    """

    name: ClassVar[str] = "sample.draw"
    title: ClassVar[Text] = Text("抽取核实样本", "Draw the sample")
    who: ClassVar[Right] = VERIFIES

    office: Organisation
    month: date
    seeds: dict[str, str] = field(default_factory=dict)

    def subject(self) -> Organisation:
        return self.office

    def place(self) -> Place:
        return self.office.place

    def perform(self, ground: Ground) -> Sample:
        """Raises RosterFaulty where nothing waits to be verified, SeedDoesNotMatch."""
        parts = parts_of_office(self.office).filter(state="verifying").select_related("case")
        roster = roster_of(standing(part.case) for part in parts if part.case)
        at, day = stamp(ground.at), day_of(ground.at)
        seeds = {**self.seeds, self.office.name: secrets.token_hex(SEED_BYTES)}
        draw = announce(roster, sample_rules(day), title=f"{self.month:%Y-%m}", by=self.office.name, at=at)
        for party, seed in seeds.items():
            draw = commit(draw, party=party, seed=seed, at=at)
        draw = run(draw, roster, seeds, at=at)
        for party, seed in seeds.items():
            draw = reveal(draw, party=party, seed=seed, at=at)
        sample = Sample(
            office=self.office, month=self.month.replace(day=1), roster=[dict(row) for row in roster.entries.values()],
            record=draw.as_json(), drawn_by_id=ground.by.person, drawn_at=ground.at,
        )  # fmt: skip
        return ground.create(sample)


def evidence_for(part: Part) -> dict[str, Any] | None:
    """What the latest draw says of a part that is in verification; None before one was drawn with it."""
    if part.case is None:
        return None
    task = str(part.case.events.get(number=1).data["facts"]["task"])
    office = part.case.one
    for sample in Sample.objects.filter(office=office).order_by("-pk")[:12]:
        if any(row.get("id") == task for row in sample.roster):
            return evidence(read_record(sample.record), Roster.of(sample.roster), task)
    return None
