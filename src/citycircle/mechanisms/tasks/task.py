"""The kind of case that a task is: its machine by the clocks in force on the day of the filing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from citycircle.core.machines import Clock, Machine
from citycircle.core.messages import Text
from citycircle.core.parameters import Table
from citycircle.mechanisms.cases.events import FILED, Event
from citycircle.mechanisms.cases.types import ENGINE_GUARDS, CaseType, Lift, Offered, clause_of
from citycircle.mechanisms.tasks.guards import GUARDS, judges
from citycircle.mechanisms.tasks.rules import CLOCKS, TaskRules, clock_of_task
from citycircle.mechanisms.tasks.states import states
from citycircle.mechanisms.tasks.steps_of_closing import closing
from citycircle.mechanisms.tasks.steps_of_doing import doing
from citycircle.mechanisms.tasks.steps_of_issuing import issuing
from citycircle.mechanisms.tasks.vocabulary import PAPERS, ROLES

NAME = "task"
TITLE = Text("重点任务", "Task")
AGREED = Clock(
    "agreed",
    Text("完成期限", "date of completion"),
    {},
    Text("下达文件或批准的延期", "the issued plan or the extension granted"),
    until="agreed_date",
    shifts=True,
)
REQUIRED = {
    "task": Text("任务编号", "the number of the task"),
    "matter": Text("任务内容", "the matter"),
    "basis": Text("来源文件及条款", "the clause it comes from"),
    "target": Text("目标", "the target"),
}
PARTIES = ("office", "supervision", "leaders")


def task(on: date, rules: TaskRules | None = None) -> CaseType:
    """Describe a task by the rules in force on the day of its filing.

    The opener is the office; the lead organisation is named by the step that sends the draft out (or that takes over a
    task under way). The fact `agreed_date` is the date of completion where the plan states one, `joint` the key of the
    joint task of which this is one city's part, `city` the city.

    >>> kind = task(date(2026, 11, 24))
    >>> kind.machine.clock("acknowledge").text.say("en"), len(kind.machine.states)
    ('2 working days', 21)

    Raises NoRuleInForce.
    """
    tables = rules or TaskRules()
    return CaseType(
        name=NAME,
        title=TITLE,
        machine=_machine(tables, on),
        opener="office",
        parties=PARTIES,
        later=("lead", "other", "owner"),
        required=REQUIRED,
        dates=("agreed_date",),
        judges=judges(tables),
        lifts=_lifts(tables, on),
    )


def _task_by_clocks(on: date, clocks: Table) -> CaseType:
    return task(on, TaskRules(clocks))


CASE_TYPES = (Offered(NAME, CLOCKS, _task_by_clocks),)


def filed(at: str, parties: Mapping[str, str], facts: Mapping[str, Any]) -> Event:
    """The first event of a task. `parties` name office, supervision and leaders; the office files."""
    return Event(FILED, at, parties["office"], "office", {"parties": dict(parties), "facts": dict(facts)})


def _machine(rules: TaskRules, on: date) -> Machine:
    engine = ("overdue", "in_time", "paused", "running")
    return Machine(
        name=NAME,
        title=TITLE,
        initial="drafted",
        roles=ROLES,
        states=states(),
        steps=(*issuing(), *doing(), *closing()),
        clocks=(*map(clock_of_task, rules.clocks.edition(on).rows), AGREED),
        guards={**{name: ENGINE_GUARDS[name] for name in engine}, **GUARDS},
        papers=PAPERS,
    )


def _lifts(rules: TaskRules, on: date) -> Mapping[str, Lift]:
    """What stands behind a refusal, and who can lift it."""
    clocks = rules.clocks.edition(on)
    window = clause_of(rules.windows.edition(on).rows[0])
    late = clause_of(clocks.row("extension"))
    look_back = clause_of(clocks.row("look_back"))
    return {
        "in_time": Lift(_rule("到期后不再受理单位的申请", "nothing is taken after the day", late), "extend_by_leaders"),
        "adjustment_window": Lift(
            _rule("目标只在窗口期或因不可抗力调整", "only in the window or for force majeure", window),
            "adjust_by_leaders",
        ),
        "closed": Lift(_rule("已销号的任务经复查才能重新打开", "closed until a look-back", look_back), "reopen"),
        "archived": Lift(_rule("已归档的任务经复查才能重新打开", "archived until a look-back", look_back), "reopen"),
    }


def _rule(zh: str, en: str, clause: Text) -> Text:
    return Text(f"{clause.zh}（{zh}）", f"{clause.en} ({en})")
