"""Which tasks of a plan wait for a person to say who answers for them, and how many wait for a viewer."""

from __future__ import annotations

from dataclasses import replace

from django.db.models import Count, Q, QuerySet

from citycircle.accounts.models import ReadName
from citycircle.accounts.rights import Viewer
from citycircle.core.plans import Role
from citycircle.planning.duties.decisions import Need, Open, open_questions
from citycircle.planning.ledger import Ledger, Party
from citycircle.records.plans.models import DutyKind, LeadDecision, Plan, PlanState, Task
from citycircle.records.rounds.reach import kept_by

TASK: Role = "task"
UNSETTLED = (PlanState.DRAFT, PlanState.COMMENT)


def questions_of(plan: Plan, ledger: Ledger) -> tuple[Open, ...]:
    """Every open question about the duties of a plan, in its order; `ledger` is that of its rows."""
    known = without_set_aside(plan, ledger)
    return open_questions(known, settled(plan, known), leads_elsewhere=plan.city_id is not None)


def without_set_aside(plan: Plan, ledger: Ledger) -> Ledger:
    """The ledger without printed names that a person found to be no organisation: they owe nothing."""
    aside = set(ReadName.objects.filter(city=plan.city_id, set_aside=True).values_list("name", flat=True))
    if not aside:
        return ledger

    def meant(parties: tuple[Party, ...]) -> tuple[Party, ...]:
        return tuple(party for party in parties if party.code or party.name not in aside)

    items = tuple(
        replace(item, leads=meant(item.leads), responsible=meant(item.responsible), cooperating=meant(item.cooperating))
        for item in ledger.items
    )
    return replace(ledger, items=items)


def settled(plan: Plan, ledger: Ledger) -> dict[str, frozenset[Need]]:
    """What the office decided, as long as the duties are still those it decided on.

    A decision for joint leads holds while exactly these lead; one for no lead while nobody does.
    """
    rows = LeadDecision.objects.filter(task__plan=plan).order_by("id").values_list("task__key", "kind", "leads")
    latest = {key: (kind, frozenset(leads)) for key, kind, leads in rows}
    present = {item.key: frozenset(party.code for party in item.leads) for item in ledger.items}
    return {
        key: frozenset({"no_lead", "nobody"} if kind == "none" else {"several_leads", "lead_elsewhere"})
        for key, (kind, leads) in latest.items()
        if present.get(key) == (frozenset() if kind == "none" else leads)
    }


def without_one_lead(plans: QuerySet[Plan]) -> QuerySet[Task]:
    """Tasks of drafts and rounds without a lead or with several, on which nobody has decided: to be counted quickly."""
    leads = Count("duties", filter=Q(duties__kind=DutyKind.LEAD), distinct=True)
    rows = Task.objects.filter(plan__in=plans.filter(state__in=UNSETTLED), role=TASK, is_dropped=False)
    return rows.filter(lead_decisions=None).annotate(leads_named=leads).exclude(leads_named=1)


def to_be_led(viewer: Viewer) -> QuerySet[Task]:
    """Tasks of plans that the viewer keeps and whose lead a person has to decide."""
    return without_one_lead(Plan.objects.filter(kept_by(viewer))).select_related("plan")
