"""How a round stands: who was asked, what is still open, and what a grey light means."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from citycircle.accounts.actions.ground import Ground
from citycircle.core.messages import Text, listed
from citycircle.core.terms import day_of
from citycircle.planning.baselines.effects import day_said
from citycircle.records.plans.models import Duty, Plan, Task
from citycircle.records.rounds import errors
from citycircle.records.rounds.models import Asked, CommentRound, Objection
from citycircle.records.rounds.rights import people_of, tell
from citycircle.records.rounds.terms import Term, term

SHOWN = 8
ASKED = Text("请对“{plan}”提出意见，{due}前答复", "Please comment on “{plan}” by {due}")
ASKED_BODY = Text(
    "贵单位在该方案中有{count}项任务。可以逐项提出意见，也可以整体回复无意见。",
    "Your organisation has {count} tasks in it. You may object to single tasks, or agree to all of them.",
)


def live(plan: Plan) -> Q:
    """Duties in tasks of a plan that were not dropped."""
    return Q(task__plan=plan, task__is_dropped=False)


def unknown_names(plan: Plan) -> list[str]:
    """Names in the duties of a plan of which nobody has said what they mean."""
    rows = Duty.objects.filter(live(plan), organisation=None).exclude(read_name__set_aside=True)
    return list(rows.order_by("name").values_list("name", flat=True).distinct())


def standing(rows: QuerySet[Objection]) -> QuerySet[Objection]:
    """Objections on which nobody has decided and which nobody withdrew."""
    return rows.filter(decision="", withdrawn_at=None)


def open_round(plan: Plan) -> CommentRound | None:
    return CommentRound.objects.filter(plan=plan, closed_at=None).first()


def rule_of(one: CommentRound) -> Term:
    """The term in force on the day on which a round was opened."""
    return term("comment", day_of(one.opened_at))


def organisations_of(plan: Plan) -> dict[int, int]:
    """Every organisation with a duty in a live task of a plan, and in how many tasks."""
    pairs = Duty.objects.filter(live(plan)).exclude(organisation=None).values_list("organisation_id", "task_id")
    found: dict[int, set[int]] = {}
    for organisation, task in pairs:
        if organisation is not None:
            found.setdefault(organisation, set()).add(task)
    return {organisation: len(tasks) for organisation, tasks in found.items()}


def ask(ground: Ground, one: CommentRound, organisations: dict[int, int]) -> None:
    """Ask organisations (number → how many tasks) that were not asked yet in this round, and tell their people."""
    known = set(one.asked.values_list("organisation_id", flat=True))
    fresh = {number: count for number, count in organisations.items() if number not in known}
    people = people_of(fresh, ground.day)
    for number, count in sorted(fresh.items()):
        row = ground.create(Asked(round=one, organisation_id=number))
        about, body = ASKED.fill(plan=one.plan.title, due=day_said(one.due)), ASKED_BODY.fill(count=count)
        tell(ground, people.get(number, ()), about, link=f"/answers/{row.pk}", body=body)


def answered(ground: Ground, asked: Asked, *, agreed: bool, words: str) -> Asked:
    """What an organisation said, by whom and when; a late word takes the place of silence."""
    said: dict[str, Any] = {"agreed": agreed, "words": words, "is_deemed": False}
    return ground.change(asked, **said, answered_by_id=ground.by.person, answered_at=ground.at)


def note_silence(ground: Ground, one: CommentRound) -> int:
    """Note everybody who has not said a word; how many they were. They agree only where the rule says so."""
    silent = list(one.asked.filter(agreed=None, is_deemed=False))
    agreeing = {"agreed": True} if rule_of(one).silence_counts else {}
    for asked in silent:
        ground.change(asked, is_deemed=True, **agreeing)
    return len(silent)


def grey(ground: Ground, task: Task) -> None:
    """The light of a task is grey exactly while an objection to it is open."""
    disputed = standing(task.objections.all()).exists()
    if task.is_disputed != disputed:
        ground.change(task, is_disputed=disputed)


def set_states(ground: Ground, plan: Plan, state: str, *, of: Q | None = None) -> int:
    """Bring the live tasks of a plan to a state of the machine; one line says how many, and from which states."""
    rows = plan.tasks.filter(is_dropped=False).exclude(state=state)
    rows = rows.filter(of) if of is not None else rows
    before = sorted(set(rows.values_list("state", flat=True)))
    count: int = rows.update(state=state)
    ground.note(tasks=count, state=state, before=before)
    return count


def check_objections(plan: Plan) -> None:
    """Raises ObjectionsOpen and names the tasks."""
    rows = standing(Objection.objects.filter(asked__round__plan=plan)).select_related("task")
    if found := list(rows):
        tasks = listed(list(dict.fromkeys(row.task.code for row in found))[:SHOWN])
        raise errors.ObjectionsOpen(count=len(found), tasks=tasks)
