"""Filing a case and taking a step of it, for actions of whatever kind: rows keep what the kernel let happen.

A refusal is said with the names of the organisations, the rule, the day and who can lift it (`cases.refusals`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.models import Organisation
from citycircle.core.messages import spoken
from citycircle.core.terms import day_of
from citycircle.mechanisms.cases.case import Case
from citycircle.mechanisms.cases.events import FILED, Event
from citycircle.mechanisms.cases.refusals import NotAllowedNow, let
from citycircle.mechanisms.cases.replay import file
from citycircle.records.cases.models import CaseEvent, CaseRecord
from citycircle.records.cases.own_clocks import Kept, clocks_for, own_clocks
from citycircle.records.cases.standing import case_type, due_of, holidays, stamp, standing, standing_in_names, standings


class Move(NamedTuple):
    """A step that somebody wants to take: which, in which role, for which organisation, with what."""

    step: str
    role: str
    acting: Organisation
    data: Mapping[str, Any] = {}

    def as_event(self, at: datetime, called: str) -> Event:
        return Event(self.step, stamp(at), called, self.role, dict(self.data))


def filed(
    kind: str, about: str, opener: Organisation, *, parties: Mapping[str, Organisation], facts: Mapping[str, Any],
    at: datetime, other: Organisation | None = None, own: Kept | None = None,
) -> tuple[CaseRecord, Case]:  # fmt: skip
    """A case and its row, not yet saved. `own` spares asking for the cities' own clocks case by case.

    Raises CaseNotFiled, NotThisOrganisation, DateUnusable, NoSuchCaseType.
    """
    clocks = clocks_for(own_clocks(kind, day_of(at)) if own is None else own, opener, other)
    described = case_type(kind, day_of(at), clocks)
    codes = {role: party.code for role, party in parties.items()}
    case = file(described, Event(FILED, stamp(at), opener.code, described.opener, filing(codes, facts)), holidays())
    record = CaseRecord(
        kind=kind, subject=about[:300], parties=codes, one=opener, other=other, opened_at=at, version=1,
        clocks=clocks or None, **copied(case, {party.code: party for party in parties.values()}),
    )  # fmt: skip
    return record, case


def filing(codes: Mapping[str, str], facts: Mapping[str, Any]) -> dict[str, Any]:
    """What the first event of a case says."""
    return {"parties": dict(codes), "facts": dict(facts)}


def first_event(ground: Ground, record: CaseRecord, case: Case) -> CaseEvent:
    """The row of the first event, not yet saved."""
    event = case.events[0]
    return CaseEvent(
        case=record, number=1, name=FILED, role=event.role, organisation=record.one, person_id=ground.by.person,
        at=ground.at, data=dict(event.data),
    )  # fmt: skip


def file_many(ground: Ground, cases: Sequence[tuple[CaseRecord, Case]]) -> list[CaseRecord]:
    """Save what `filed` gave for many cases, each with its first event, in few statements for all."""
    records = ground.create_many([record for record, _ in cases])
    ground.create_many([first_event(ground, record, case) for record, (_, case) in zip(records, cases, strict=True)])
    return records


def take(ground: Ground, record: CaseRecord, move: Move) -> Case:
    """Let a step happen to a case whose row the caller has locked. Raises what `refusals.let` raises."""
    case = _after(ground, record, standing(record), [move])
    ground.create(_event(ground, record, move, 1))
    ground.change(record, version=record.version + 1, **copied(case, {move.acting.code: move.acting}))
    return case


def take_many(ground: Ground, wanted: Sequence[tuple[CaseRecord, Sequence[Move]]]) -> list[Case]:
    """Let the steps of many cases happen, each case's in their order, in few statements for all.

    The caller has locked the rows; gives each case as it stands then. Raises what `refusals.let` raises, at the first
    step that may not be taken: then nothing is written.
    """
    before = standings([record for record, _ in wanted])
    after = [_after(ground, record, before[record.pk], moves) for record, moves in wanted]
    known = {move.acting.code: move.acting for _, moves in wanted for move in moves}
    codes = {case.holder for case in after if case.holder} - set(known)
    known |= {row.code: row for row in Organisation.objects.filter(code__in=codes)} if codes else {}
    ground.create_many([
        _event(ground, record, move, number)
        for record, moves in wanted for number, move in enumerate(moves, start=1)
    ])  # fmt: skip
    ground.change_many([
        (record, {"version": record.version + len(moves), **copied(case, known)})
        for (record, moves), case in zip(wanted, after, strict=True)
    ])  # fmt: skip
    return after


def _event(ground: Ground, record: CaseRecord, move: Move, number: int) -> CaseEvent:
    """The row of a step, so many after those that the case has; not yet saved."""
    return CaseEvent(
        case=record, number=record.version + number, name=move.step, role=move.role, organisation=move.acting,
        person_id=ground.by.person, at=ground.at, data=dict(move.data),
    )  # fmt: skip


def _after(ground: Ground, record: CaseRecord, case: Case, moves: Sequence[Move]) -> Case:
    """The case after its steps. Raises what `refusals.let` raises, with names in place of codes."""
    try:
        return _let_all(case, [move.as_event(ground.at, move.acting.code) for move in moves])
    except NotAllowedNow as refused:
        named = [move.as_event(ground.at, move.acting.called(spoken())) for move in moves]
        raise _in_names(record, named, refused) from refused


def _let_all(case: Case, events: Iterable[Event]) -> Case:
    for event in events:
        case = let(case, event)
    return case


def _in_names(record: CaseRecord, events: Sequence[Event], refused: NotAllowedNow) -> NotAllowedNow:
    """The same refusal with names in place of codes, as a person reads it."""
    try:
        _let_all(standing_in_names(record), events)
    except NotAllowedNow as named:
        return named
    return refused


def copied(case: Case, known: Mapping[str, Organisation]) -> dict[str, Any]:
    """What the row repeats of the replay, so that lists are quick. `known` spares looking up an organisation."""
    holder = known.get(case.holder or "")
    if case.holder and holder is None:
        holder = Organisation.objects.filter(code=case.holder).first()
    return {"state": case.state, "holder": holder, "due": due_of(case), "closed_at": case.closed}
