"""Replay the events of a case into its state. Nothing is kept that the events do not say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from citycircle.core.machines import ConditionNotMet, Step
from citycircle.core.messages import Text, listed
from citycircle.core.terms import Term, day_of
from citycircle.core.workdays import AS_THE_LAW_COUNTS, Calendar, Counting
from citycircle.mechanisms.cases.case import (
    Case,
    CaseNotFiled,
    DateUnusable,
    EventOutOfOrder,
    NotThisOrganisation,
    Pause,
    Stint,
)
from citycircle.mechanisms.cases.clocks import Running
from citycircle.mechanisms.cases.events import FILED, Event
from citycircle.mechanisms.cases.guards import judge
from citycircle.mechanisms.cases.types import CaseType


def replay(kind: CaseType, events: Iterable[Event], calendar: Calendar, counting: Counting = AS_THE_LAW_COUNTS) -> Case:
    """Work out where a case stands.

    Raises CaseNotFiled, DateUnusable, EventOutOfOrder, NotThisOrganisation, and what `core.machines` raises for a step
    that may not be taken. An event that raises changes nothing: the case before it stands.
    """
    case: Case | None = None
    for case in stages(kind, events, calendar, counting):  # noqa: B007 - the last one is where it stands
        pass
    if case is None:
        raise CaseNotFiled(case=kind.title, reason=Text("没有任何事件", "there is no event"))
    return case


def stages(
    kind: CaseType, events: Iterable[Event], calendar: Calendar, counting: Counting = AS_THE_LAW_COUNTS
) -> Iterator[Case]:
    """The case as it stood after each of its events, for what only the way tells. Raises as `replay` does."""
    case: Case | None = None
    for event in events:
        case = file(kind, event, calendar, counting) if case is None else happen(case, event)
        yield case


def file(kind: CaseType, event: Event, calendar: Calendar, counting: Counting = AS_THE_LAW_COUNTS) -> Case:
    """Open a case with its first event. Raises CaseNotFiled, NotThisOrganisation."""
    parties, facts = event.data.get("parties"), event.data.get("facts", {})
    if event.kind != FILED:
        raise CaseNotFiled(case=kind.title, reason=Text("首条不是“提出”", "the first event is no filing"))
    if not isinstance(parties, Mapping) or not isinstance(facts, Mapping):
        reason = Text("parties 和 facts 须为“名称: 值”", "parties and facts must be names with values")
        raise CaseNotFiled(case=kind.title, reason=reason)
    lacking = [kind.machine.roles[role] for role in kind.parties if not parties.get(role)]
    lacking += [words for fact, words in kind.required.items() if not facts.get(fact)]
    if lacking:
        words = listed(lacking)
        raise CaseNotFiled(case=kind.title, reason=Text(f"缺少{words.zh}", f"{words.en} is missing"))
    _as_declared(kind, parties, facts)
    case = Case(
        kind=kind,
        calendar=calendar,
        state=kind.machine.initial,
        parties={role: str(party) for role, party in parties.items()},
        facts=dict(facts),
        filed=event.moment,
        at=event.moment,
        stints=(),
        counting=counting,
        events=(event,),
    )
    _acts_for_itself(case, event, kind.opener)
    for fact in kind.dates:
        if facts.get(fact):
            _day(str(facts[fact]), kind.required.get(fact, fact))
    return _in_hand(_start_clock(case))


def _as_declared(kind: CaseType, parties: Mapping[str, Any], facts: Mapping[str, Any]) -> None:
    """Let only parties and choices pass that the kind knows. Raises CaseNotFiled."""
    if strangers := sorted(set(parties) - {*kind.parties, *kind.later}):
        names = "、".join(strangers)
        raise CaseNotFiled(case=kind.title, reason=Text(f"参与方“{names}”不认识", f'the party "{names}" is unknown'))
    for fact, allowed in kind.choices.items():
        if facts.get(fact) not in allowed:
            words = kind.required.get(fact, Text(fact, fact))
            choices = " / ".join(allowed)
            reason = Text(f"{words.zh}须为 {choices}", f"{words.en} must be {choices}")
            raise CaseNotFiled(case=kind.title, reason=reason)


def happen(case: Case, event: Event) -> Case:
    """Let one more thing happen to a case. Raises as `replay` does."""
    if event.moment < case.at:
        raise EventOutOfOrder(at=event.at, before=case.at.isoformat())
    machine = case.kind.machine
    step = machine.step(event.kind, case.state)
    if event.role in machine.roles:
        _acts_for_itself(case, event, event.role)
    if case.pause and "resume" not in step.effects:
        paused = Text("计时已暂停，请先恢复", "its clock is stopped; please let it go on first")
        raise ConditionNotMet(step=step.title, reason=paused, possible=_ends_pause(case))
    machine.check(step, case.state, event.role, event.data, lambda guard: judge(guard, case, event))
    return _in_hand(_take(case, step, event))


def _ends_pause(case: Case) -> Text:
    """While a clock stands still, only what lets it go on can be done."""
    return listed(step.title for step in case.may_now() if "resume" in step.effects)


def _acts_for_itself(case: Case, event: Event, role: str) -> None:
    words = case.kind.machine.roles[role]
    party = case.parties.get(role) or Text("尚未指定", "not named yet")
    if event.role != role or event.by != party:
        raise NotThisOrganisation(role=words, party=party, by=event.by)


def _take(case: Case, step: Step, event: Event) -> Case:
    at, data = event.moment, event.data
    after = replace(case, at=at, events=(*case.events, event))
    if "name_party" in step.effects:
        after = _name_party(after, step, data)
    if "list_papers" in step.effects:
        after = replace(after, papers=_listed_papers(data["papers"]))
    if "set_date" in step.effects:
        words = case.kind.machine.papers["agreed_date"]
        agreed = _day(str(data["agreed_date"]), words, after=day_of(at))
        after = replace(after, facts={**after.facts, "agreed_date": agreed.isoformat()})
    if "resume" in step.effects and after.pause:
        after = _resume(after)
    moved = replace(after, state=step.goes_to(after.state))
    if "set_date" in step.effects or (moved.state != case.state and "keep_clock" not in step.effects):
        moved = _start_clock(moved)
    if "extend" in step.effects and moved.clock:
        moved = replace(moved, clock=replace(moved.clock, extension=Term.read(str(data["term"])).amount))
    if "pause" in step.effects:
        moved = _pause(moved, step, data, asked=case.stints[-1].since if "back_date" in step.effects else None)
    return moved


def _pause(case: Case, step: Step, data: Mapping[str, Any], *, asked: datetime | None) -> Case:
    """Stop the clock, now or as of the day on which it was asked for, and hand the case to the owner of the cause."""
    owner = _owner(case, str(data["owner"]))
    stopped = case.clock and (replace(case.clock, stopped=asked) if asked else case.clock.stop(case.at, case.calendar))
    parties = {**case.parties, "owner": owner} if "name_owner" in step.effects else case.parties
    return replace(case, clock=stopped, parties=parties, pause=Pause(str(data["cause"]), owner, case.at))


def _resume(case: Case) -> Case:
    """Let the clock go on; an agreed date that has moved with the pause is the date from now on."""
    clock = case.clock.go_on(case.at) if case.clock else None
    facts = case.facts
    if clock and clock.clock.shifts and clock.agreed:
        facts = {**facts, clock.clock.until: clock.agreed.isoformat()}
    return replace(case, pause=None, clock=clock, facts=facts)


def _start_clock(case: Case) -> Case:
    """Start the clock of the state it is in, by the term that its facts choose."""
    if not case.here.clock:
        return replace(case, clock=None)
    clock = case.kind.machine.clock(case.here.clock)
    chosen = str(case.facts.get(clock.chosen_by, "")) if clock.chosen_by else ""
    agreed = date.fromisoformat(case.facts[clock.until]) if clock.until and case.facts.get(clock.until) else None
    running = Running(clock, clock.terms.get(chosen), case.at, agreed=agreed, counting=case.counting, chosen=chosen)
    return replace(case, clock=running)


def _name_party(case: Case, step: Step, data: Mapping[str, Any]) -> Case:
    role = case.kind.machine.state(step.goes_to(case.state)).holder
    return replace(case, parties={**case.parties, role: str(data["organisation"])})


def _day(text: str, field: Text | str, *, after: date | None = None) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise DateUnusable(field=field, date=text) from error
    if after and day < after:
        raise DateUnusable(field=field, date=text)
    return day


def _listed_papers(given: object) -> tuple[str, ...]:
    """The missing papers: a list, or one text as somebody wrote it."""
    return tuple(map(str, given)) if isinstance(given, (list, tuple)) else (str(given),)


def _owner(case: Case, named: str) -> str:
    """The owner of a cause: a party by its role, or any organisation by its name."""
    return case.parties.get(named, named)


def _in_hand(case: Case) -> Case:
    """Hand the case over when the event gave it to somebody else, paused it, or ended it."""
    holder, last = case.holder, case.stints[-1] if case.stints else None
    if last and last.until is None:
        same = (last.organisation, last.state, last.paused) == (holder, case.state, case.pause is not None)
        if same:
            return case
        case = replace(case, stints=(*case.stints[:-1], replace(last, until=case.at)))
    if holder is None:
        return case
    return replace(case, stints=(*case.stints, Stint(holder, case.state, case.at, paused=case.pause is not None)))
