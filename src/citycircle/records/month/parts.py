"""Parts of tasks as rows: how they are opened, who has which role in them, and what is repeated of their case."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import prefetch_related_objects

from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.models import Organisation
from citycircle.core.terms import day_of
from citycircle.mechanisms.cases.case import Case
from citycircle.mechanisms.cases.refusals import NotAllowedNow
from citycircle.mechanisms.tasks.readings import due_now
from citycircle.mechanisms.tasks.task import NAME
from citycircle.records.cases.models import CaseRecord
from citycircle.records.cases.own_clocks import Kept, own_clocks
from citycircle.records.cases.taking import Move, file_many, filed, take, take_many
from citycircle.records.month.models import Part
from citycircle.records.plans.models import Duty, DutyKind, Task

OPEN_STATES = ("issued", "acknowledged", "plan_review", "underway", "objected", "coordinating", "with_other",
               "before_leaders", "pause_asked", "extension_asked", "extension_deciding", "adjustment_asked",
               "first_check", "verifying")  # fmt: skip
"""A part is asked for reports in these; a part that is done never again."""
_AT_ONCE = 500


def office_of(task: Task, lead: Organisation) -> Organisation:
    """Who reviews a part: the city of its lead, or the office that keeps the plan where the lead is in no city."""
    return lead.city or task.plan.organisation


def open_parts(ground: Ground, tasks: Iterable[Task], document: str) -> list[Part]:
    """Open a part for every lead of tasks that are handed out by an issued version; one that is open stays as it is.

    The case of each begins as "issued": round and settling were kept with the version, whose number is `document`.
    A task with several leads is a joint one; its parts share a key. Thousands of tasks are opened in a few statements
    for every five hundred.
    """
    several = list(tasks)
    made: list[Part] = []
    for start in range(0, len(several), _AT_ONCE):
        made += _opened(ground, several[start : start + _AT_ONCE], document)
    return made


def _opened(ground: Ground, tasks: Sequence[Task], document: str) -> list[Part]:
    prefetch_related_objects(tasks, "targets")
    leads = _leads(tasks)
    open_now = set(Part.objects.filter(task__in=tasks).values_list("task_id", "organisation_id"))
    new = [_New(task, lead, len(leads[task.pk]) > 1)
           for task in tasks for lead in leads.get(task.pk, ()) if (task.pk, lead.pk) not in open_now]  # fmt: skip
    own = own_clocks(NAME, day_of(ground.at))
    records = file_many(ground, [one.filed(ground.at, own) for one in new])
    handed = take_many(ground, [
        (record, (Move("hand_out", "office", one.office, {"organisation": one.lead.code, "document": document}),))
        for record, one in zip(records, new, strict=True)
    ])  # fmt: skip
    return ground.create_many([
        Part(task=one.task, organisation=one.lead, city=one.lead.city, case=record, joint=one.joint, **of_case(case))
        for one, record, case in zip(new, records, handed, strict=True)
    ])  # fmt: skip


def _leads(tasks: Sequence[Task]) -> dict[int, list[Organisation]]:
    """Who leads each of some tasks, by the number of the task, in their order and each once."""
    rows = Duty.objects.filter(task__in=tasks, kind=DutyKind.LEAD, organisation__isnull=False)
    found: dict[int, dict[Organisation, None]] = {}
    for row in rows.select_related("organisation__city").order_by("task", "order", "id"):
        if row.organisation is not None:
            found.setdefault(row.task_id, {})[row.organisation] = None
    return {task: list(leads) for task, leads in found.items()}


class _New(NamedTuple):
    """A part that is to be opened; `is_joint` where the task has several leads."""

    task: Task
    lead: Organisation
    is_joint: bool

    @property
    def office(self) -> Organisation:
        return office_of(self.task, self.lead)

    @property
    def joint(self) -> str:
        return f"{self.task.plan_id}-{self.task.key}"[:60] if self.is_joint else ""

    def filed(self, at: datetime, own: Kept) -> tuple[CaseRecord, Case]:
        """Its case and the row of it, not yet saved."""
        task, lead, office = self.task, self.lead, self.office
        facts: dict[str, Any] = {
            "task": f"{task.code}/{lead.code}",
            "matter": str(task),
            "basis": f"{task.plan.title}{task.number}",
            "target": "；".join(str(target) for target in task.targets.all()) or str(task),
            "agreed_date": task.due.isoformat() if task.due else "",
            "joint": self.joint,
            "city": lead.city.code if lead.city else "",
        }
        parties = {"office": office, "supervision": office, "leaders": office}
        return filed(NAME, str(task), office, parties=parties, facts=facts, at=at, other=lead, own=own)


def of_case(case: Case) -> dict[str, Any]:
    """What a part repeats of its case: the state and the date of completion that holds now."""
    return {"state": case.state, "due": due_now(case)}


def step_part(ground: Ground, part: Part, move: Move) -> Case:
    """Let a step happen to the case of a part and repeat it in part and task. Raises NotAllowedNow and the like."""
    record = CaseRecord.objects.select_for_update().get(part=part)
    case = take(ground, record, move)
    values = of_case(case)
    if (code := case.parties.get("lead")) and code != part.organisation.code:
        values["organisation"] = lead = Organisation.objects.get(code=code)
        values["city"] = lead.city
    ground.change(part, **values)
    _repeat_in_task(ground, part)
    return case


def acknowledge(ground: Ground, organisation: Organisation, tasks: Iterable[Task]) -> int:
    """Sign for every open part of an organisation among these tasks; gives how many were signed for."""
    parts = Part.objects.filter(task__in=list(tasks), organisation=organisation, state="issued")
    for part in parts.select_related("organisation", "case"):
        step_part(ground, part, Move("acknowledge", "lead", organisation))
    return len(parts)


def deem_acknowledged(ground: Ground, tasks: Iterable[Task]) -> int:
    """Count as received what nobody signed for in time; a part that is not overdue yet is left alone."""
    deemed = 0
    parts = Part.objects.filter(task__in=list(tasks), state="issued").select_related("organisation", "case", "task")
    for part in parts:
        if part.case is None:
            continue
        office = part.case.one
        try:
            step_part(ground, part, Move("deem_acknowledged", "office", office))
        except NotAllowedNow:
            continue
        deemed += 1
    return deemed


def _repeat_in_task(ground: Ground, part: Part) -> None:
    """A task stands where its least advanced part stands; that of a single lead where its part stands."""
    states = list(Part.objects.filter(task=part.task_id).values_list("state", flat=True))
    task = part.task
    slowest = min(states, key=lambda state: STAGES.index(state) if state in STAGES else 0)
    if task.state != slowest or task.is_disputed != ("objected" in states):
        ground.change(task, state=slowest, is_disputed="objected" in states)


STAGES = ("drafted", "commenting", "settling", "issued", "acknowledged", "plan_review", *OPEN_STATES[3:], "done",
          "closed", "archived", "withdrawn")  # fmt: skip
"""From the first to the last, to say which of several parts is the least advanced."""
