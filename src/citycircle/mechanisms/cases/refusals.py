"""Why something may not be done now: the rule, the day it rests on, and who can lift it. Never just "locked"."""

from __future__ import annotations

from datetime import date

from citycircle.core.errors import CityCircleError
from citycircle.core.machines import ConditionNotMet, NoSuchStep, NotYourStep, Step
from citycircle.core.messages import Text, listed
from citycircle.core.terms import day_of, day_said
from citycircle.core.workdays import YearWithoutHolidays
from citycircle.mechanisms.cases.case import Case, NotThisOrganisation
from citycircle.mechanisms.cases.events import Event
from citycircle.mechanisms.cases.guards import judge
from citycircle.mechanisms.cases.replay import happen
from citycircle.mechanisms.cases.types import Lift


class NotAllowedNow(CityCircleError):
    """A step was refused by a rule; its sentences name the rule, the day and who can lift it."""

    what = Text("“{step}”暂不能办理：{reason}。", '"{step}" cannot be done now: {reason}.')
    why = Text("依据{rule}，相关日期{day}。", "The rule: {rule}; the day it rests on: {day}.")
    then = Text("{who}", "{who}")


PROCEDURE = Text("《{title}》办理流程", 'the procedure "{title}"')
CLOSED_SINCE = Text("自{day}起为“{state}”", 'it is "{state}" since {day}')
BELONGS = Text("该步骤由{roles}办理", "it is for {roles} to do")
PAUSED = Text("自{day}起因“{cause}”暂停计时", 'its clock stands still since {day} because of "{cause}"')
ASK = Text("请联系{who}，由其办理“{step}”。", 'Please ask {who} to "{step}".')
POSSIBLE = Text("当前可办理：{possible}。", "What can be done now: {possible}.")
UNKNOWN_DAY = Text("暂不能算出（缺下一年节假日安排）", "not known yet (next year's holidays are missing)")


def let(case: Case, event: Event) -> Case:
    """Let an event happen as `replay.happen` does, and say a refusal with its rule, its day and who can lift it.

    Raises NotAllowedNow in place of NoSuchStep, NotYourStep, ConditionNotMet and NotThisOrganisation; a paper that is
    missing, a date that is no date and events out of order are raised as they are: no rule is to be lifted there.
    """
    try:
        return happen(case, event)
    except (NoSuchStep, NotYourStep, ConditionNotMet, NotThisOrganisation) as refused:
        raise explained(case, event, refused) from refused


def explained(case: Case, event: Event, refused: CityCircleError) -> NotAllowedNow:
    """A refusal of the machine, in the words of the rule behind it."""
    machine = case.kind.machine
    step = next((each for each in machine.steps if each.name == event.kind), None)
    title = step.title if step else Text(event.kind, event.kind)
    since = day_of(case.stints[-1].until or case.stints[-1].since)
    rule = PROCEDURE.fill(title=machine.title)
    lift: Lift | None = None
    day: date | Text = since
    if isinstance(refused, NoSuchStep):
        reason = CLOSED_SINCE.fill(day=day_said(since), state=case.here.title)
        lift = case.kind.lifts.get(case.state)
    elif case.pause and isinstance(refused, ConditionNotMet) and not _failed(case, event, step):
        day = day_of(case.pause.since)
        reason = PAUSED.fill(day=day_said(day), cause=case.pause.cause)
    elif isinstance(refused, ConditionNotMet) and step:
        guard = _failed(case, event, step)
        reason, lift = machine.guards[guard], case.kind.lifts.get(guard)
        if guard in {"in_time", "overdue"} and case.clock:
            rule = case.clock.clock.source(case.clock.chosen)[0]
            day = _due(case) or since
    else:
        reason = BELONGS.fill(roles=_named(case, step.roles if step else ()))
    who = _who(case, lift, step) or POSSIBLE.fill(possible=refused.details.get("possible", Text("无", "nothing")))
    said = day if isinstance(day, Text) else day_said(day)
    return NotAllowedNow(step=title, reason=reason, rule=lift.rule if lift else rule, day=said, who=who)


def _failed(case: Case, event: Event, step: Step | None) -> str:
    """The guard that said no; empty where none did."""
    return next((guard for guard in step.guards if not judge(guard, case, event)), "") if step else ""


def _due(case: Case) -> date | Text | None:
    try:
        return case.due
    except YearWithoutHolidays:
        return UNKNOWN_DAY


def _who(case: Case, lift: Lift | None, step: Step | None) -> Text | None:
    """Whom to ask: for the step that lifts the rule, else for this step itself where it belongs to another role."""
    if lift and lift.step:
        lifting = next(each for each in case.kind.machine.steps if each.name == lift.step)
        return ASK.fill(who=_named(case, lifting.roles), step=lifting.title)
    if step and case.state in step.sources and not case.pause and not step.guards:
        return ASK.fill(who=_named(case, step.roles), step=step.title)
    return None


def _named(case: Case, roles: tuple[str, ...]) -> Text:
    """Roles with the organisations that have them in this case."""
    words = []
    for role in roles:
        title, party = case.kind.machine.roles[role], case.parties.get(role)
        words.append(Text(f"{title.zh}（{party}）", f"{title.en} ({party})") if party else title)
    return listed(words)
