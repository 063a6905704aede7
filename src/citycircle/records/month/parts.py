"""Parts of tasks as rows: how they are opened, who has which role in them, and what is repeated of their case."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.models import Organisation
from citycircle.mechanisms.cases.case import Case
from citycircle.mechanisms.cases.refusals import NotAllowedNow
from citycircle.mechanisms.tasks.readings import due_now
from citycircle.mechanisms.tasks.task import NAME
from citycircle.records.cases.models import CaseRecord
from citycircle.records.cases.taking import Move, filed, first_event, take
from citycircle.records.month.models import Part
from citycircle.records.plans.models import Duty, DutyKind, Task

OPEN_STATES = ("issued", "acknowledged", "plan_review", "underway", "objected", "coordinating", "with_other",
               "before_leaders", "pause_asked", "extension_asked", "extension_deciding", "adjustment_asked",
               "first_check", "verifying")  # fmt: skip
"""A part is asked for reports in these; a part that is done never again."""


def office_of(task: Task, lead: Organisation) -> Organisation:
    """Who reviews a part: the city of its lead, or the office that keeps the plan where the lead is in no city."""
    return lead.city or task.plan.organisation


def open_parts(ground: Ground, tasks: Iterable[Task], document: str) -> list[Part]:
    """Open a part for every lead of tasks that are handed out by an issued version; one that is open stays as it is.

    The case of each begins as "issued": round and settling were kept with the version, whose number is `document`.
    A task with several leads is a joint one; its parts share a key.
    """
    made: list[Part] = []
    for task in tasks:
        leads = _leads(task)
        joint = f"{task.plan_id}-{task.key}"[:60] if len(leads) > 1 else ""
        for lead in leads:
            if Part.objects.filter(task=task, organisation=lead).exists():
                continue
            made.append(_open(ground, task, lead, joint=joint, document=document))
    return made


def _leads(task: Task) -> list[Organisation]:
    rows = Duty.objects.filter(task=task, kind=DutyKind.LEAD, organisation__isnull=False)
    several = [row.organisation for row in rows.select_related("organisation__city").order_by("order", "id")]
    return list(dict.fromkeys(lead for lead in several if lead is not None))


def _open(ground: Ground, task: Task, lead: Organisation, *, joint: str, document: str) -> Part:
    office = office_of(task, lead)
    parties = {"office": office, "supervision": office, "leaders": office}
    facts: dict[str, Any] = {
        "task": f"{task.code}/{lead.code}",
        "matter": str(task),
        "basis": f"{task.plan.title}{task.number}",
        "target": "；".join(str(target) for target in task.targets.all()) or str(task),
        "agreed_date": task.due.isoformat() if task.due else "",
        "joint": joint,
        "city": lead.city.code if lead.city else "",
    }
    record, case = filed(NAME, str(task), office, parties=parties, facts=facts, at=ground.at, other=lead)
    ground.create(record)
    ground.create(first_event(ground, record, case))
    case = take(ground, record, Move("hand_out", "office", office, {"organisation": lead.code, "document": document}))
    part = Part(task=task, organisation=lead, city=lead.city, case=record, joint=joint, **of_case(case))
    return ground.create(part)


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
