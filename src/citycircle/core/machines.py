"""Who may do what next: states, steps, rights and clocks as data, checked when they are declared.

A machine holds no behaviour. Whoever replays a life through it (`mechanisms.cases`) asks it for the step, and judges
the guards it names. What is declared is also what is drawn (`core.machine_drawings`): a drawing cannot be out of date.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from citycircle.core.errors import CityCircleError
from citycircle.core.messages import SEMICOLON, Text, listed
from citycircle.core.parameters import Certainty
from citycircle.core.terms import Term

NO_CLOCK = Text("不计期限", "no clock")
AGREED_DATE = Text("约定日期", "agreed date")


class MachineFaulty(CityCircleError):
    """A machine was declared that nobody could work with."""

    what = Text("流程“{machine}”的声明有误：{faults}。", 'The machine "{machine}" is declared wrongly: {faults}.')
    why = Text("有缺口的流程会让事项无人办理或无法办结。", "With a gap, an item ends up with nobody or never ends.")
    then = Text("请补正声明。", "Please mend the declaration.")


class NoSuchStep(CityCircleError):
    """The step does not start in the state at hand."""

    what = Text("当前为“{state}”，不能办理“{step}”。", 'The state is "{state}"; "{step}" cannot be done now.')
    why = Text("该步骤不从当前状态开始。", "That step does not start here.")
    then = Text("当前可办理：{possible}。", "What can be done now: {possible}.")


class NotYourStep(CityCircleError):
    """The step belongs to another role."""

    what = Text("“{step}”不由{by}办理。", '"{step}" is not for {by} to do.')
    why = Text("该步骤的办理方为{roles}。", "It belongs to {roles}.")
    then = Text("请由{roles}办理，或提请其办理。", "Please ask {roles} to do it.")


class PaperMissing(CityCircleError):
    """The step needs something that was not given."""

    what = Text("办理“{step}”还缺：{papers}。", '"{step}" still lacks: {papers}.')
    why = Text("缺少要件的办理日后无法核对。", "Without it, nobody can check the step later.")
    then = Text("请补齐后再提交。", "Please add it and submit again.")


class ConditionNotMet(CityCircleError):
    """A guard of the step says no."""

    what = Text("现在不能办理“{step}”。", '"{step}" cannot be done now.')
    why = Text("原因：{reason}。", "The reason: {reason}.")
    then = Text("当前可办理：{possible}。", "What can be done now: {possible}.")


@dataclass(frozen=True, slots=True)
class Clock:
    """How long the holder of a state has: one term, or one per case of what `chosen_by` names in the filing.

    A case without a term (None) runs without a deadline, and says so; `until` names the fact that holds an agreed date
    instead, which moves by the days of a pause where the clock `shifts`. `clause` is where it stands and `certainty`
    how sure that is; a case that rests on another clause (a city's own, shorter one) has it in `clauses`.
    """

    name: str
    title: Text
    terms: Mapping[str, Term | None]
    clause: Text
    certainty: Certainty = "checked"
    chosen_by: str = ""
    until: str = ""
    clauses: Mapping[str, tuple[Text, Certainty]] = field(default_factory=dict)
    shifts: bool = False

    def source(self, chosen: str) -> tuple[Text, Certainty]:
        """The clause behind the term of one case, and how sure it is."""
        return self.clauses.get(chosen, (self.clause, self.certainty))

    @property
    def text(self) -> Text:
        """All its terms in one phrase, shortest first."""
        if self.until:
            return AGREED_DATE
        known = sorted({term for term in self.terms.values() if term}, key=lambda term: term.amount)
        if not known:
            return NO_CLOCK
        last = known[-1].text
        amounts = [str(term.amount) for term in known[:-1] if term.unit == known[-1].unit]
        return listed([*amounts, last], Text("或", " or "))


@dataclass(frozen=True, slots=True)
class State:
    """Where an item stands: the role that holds it and what that role is to do. A final state is held by nobody."""

    name: str
    title: Text
    holder: str = ""
    duty: Text = Text("", "")  # noqa: RUF009 - a Text cannot be changed
    clock: str = ""
    final: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """A transition: from which states, to which, by whom, with what. A target of "" stays where it is.

    `guards` name conditions, `needs` what must be given, `effects` what happens to the clock and the holder.
    """

    name: str
    title: Text
    sources: tuple[str, ...]
    target: str
    roles: tuple[str, ...]
    guards: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    effects: tuple[str, ...] = ()
    clause: Text | None = None

    def goes_to(self, state: str) -> str:
        """Where it leads from a state."""
        return self.target or state


@dataclass(frozen=True, slots=True)
class Machine:
    """States, steps, rights, clocks, guards and papers of one kind of item.

    Raises MachineFaulty when declared with a gap: a state nobody holds or reaches, a step nobody may take.
    """

    name: str
    title: Text
    initial: str
    roles: Mapping[str, Text]
    states: tuple[State, ...]
    steps: tuple[Step, ...]
    clocks: tuple[Clock, ...] = ()
    guards: Mapping[str, Text] = field(default_factory=dict)
    papers: Mapping[str, Text] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if faults := list(_faults(self)):
            raise MachineFaulty(machine=self.title, faults=listed(faults, SEMICOLON))

    def state(self, name: str) -> State:
        """The state of that name. Raises KeyError."""
        return {state.name: state for state in self.states}[name]

    def clock(self, name: str) -> Clock:
        """The clock of that name. Raises KeyError."""
        return {clock.name: clock for clock in self.clocks}[name]

    def steps_from(self, state: str, role: str | None = None) -> tuple[Step, ...]:
        """What may happen in a state, or what one role may do in it."""
        here = (step for step in self.steps if state in step.sources)
        return tuple(step for step in here if role is None or role in step.roles)

    def step(self, name: str, state: str) -> Step:
        """Find the step of that name that starts in a state. Raises NoSuchStep."""
        for step in self.steps_from(state):
            if step.name == name:
                return step
        titles = {step.name: step.title for step in self.steps}
        raise NoSuchStep(
            step=titles.get(name, name), state=self.state(state).title, possible=self.possible_in_words(state)
        )

    def check(self, step: Step, state: str, by: str, given: Mapping[str, object], holds: Callable[[str], bool]) -> None:
        """Let a step pass, or say in one sentence why not.

        Raises NotYourStep, PaperMissing, ConditionNotMet; `holds` judges a guard by its name.
        """
        if by not in step.roles:
            roles = listed(self.roles[role] for role in step.roles)
            raise NotYourStep(step=step.title, by=self.roles.get(by, by), roles=roles)
        if missing := [self.papers[paper] for paper in step.needs if not given.get(paper)]:
            raise PaperMissing(step=step.title, papers=listed(missing))
        for guard in step.guards:
            if not holds(guard):
                possible = self.possible_in_words(state, apart_from=step)
                raise ConditionNotMet(step=step.title, reason=self.guards[guard], possible=possible)

    def possible_in_words(self, state: str, *, apart_from: Step | None = None) -> Text:
        """The steps from a state, as a phrase."""
        titles = [step.title for step in self.steps_from(state) if step is not apart_from]
        return listed(titles) if titles else Text("无", "nothing")


def _faults(machine: Machine) -> Iterator[Text]:
    yield from _twice(machine)
    yield from _unknown(machine)
    yield from _unheld(machine)
    yield from _unreachable(machine)


def _twice(machine: Machine) -> Iterator[Text]:
    states = Counter(state.name for state in machine.states)
    steps = Counter((step.name, source) for step in machine.steps for source in step.sources)
    for name, count in [*states.items(), *((f"{step}/{source}", count) for (step, source), count in steps.items())]:
        if count > 1:
            yield Text(f"“{name}”声明了两次", f'"{name}" is declared twice')


def _unknown(machine: Machine) -> Iterator[Text]:
    states = {state.name for state in machine.states}
    clocks = {clock.name for clock in machine.clocks}
    used = [("initial", machine.initial, states)]
    used += [(state.name, state.clock, clocks) for state in machine.states if state.clock]
    used += [(state.name, state.holder, set(machine.roles)) for state in machine.states if state.holder]
    for step in machine.steps:
        used += [(step.name, name, states) for name in (*step.sources, step.target) if name]
        used += [(step.name, role, set(machine.roles)) for role in step.roles]
        used += [(step.name, guard, set(machine.guards)) for guard in step.guards]
        used += [(step.name, paper, set(machine.papers)) for paper in step.needs]
    for where, name, known in used:
        if name not in known:
            yield Text(f"{where} 用到未声明的“{name}”", f'{where} uses "{name}", which is not declared')


def _unheld(machine: Machine) -> Iterator[Text]:
    for step in machine.steps:
        if not step.roles:
            yield Text(f"步骤“{step.name}”无人有权办理", f'nobody has the right to "{step.name}"')
        if not step.sources:
            yield Text(f"步骤“{step.name}”没有起点", f'the step "{step.name}" starts nowhere')
    for state in machine.states:
        if not state.final and not state.holder:
            yield Text(f"状态“{state.name}”无人持有", f'nobody holds the state "{state.name}"')


def _unreachable(machine: Machine) -> Iterator[Text]:
    """A state nobody gets to, and a state from which nothing ever ends."""
    ways = {(source, step.goes_to(source)) for step in machine.steps for source in step.sources}
    for state in sorted({state.name for state in machine.states} - _closure({machine.initial}, ways)):
        yield Text(f"状态“{state}”无法到达", f'nothing leads to the state "{state}"')
    ends = {state.name for state in machine.states if state.final}
    for state in sorted({state.name for state in machine.states} - _closure(ends, {(to, at) for at, to in ways})):
        yield Text(f"状态“{state}”无法走到办结", f'nothing leads from the state "{state}" to an end')


def _closure(start: set[str], ways: set[tuple[str, str]]) -> set[str]:
    found, edge = set(start), set(start)
    while edge:
        edge = {to for at, to in ways if at in edge} - found
        found |= edge
    return found
