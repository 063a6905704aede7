"""What is owed by when, as the ladder wants to know it: reports not in, parts near or past their day, slips."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from django.db.models import Q

from citycircle.accounts.models import Holding, Organisation, Person
from citycircle.accounts.models.dated import holds_on
from citycircle.accounts.roles import Role
from citycircle.core.terms import day_of
from citycircle.mechanisms.cadences.digests import Addressee
from citycircle.mechanisms.cadences.ladder import Owed, Pause, SlipSent
from citycircle.mechanisms.cadences.ladder_tables import SLIP_COLOURS
from citycircle.mechanisms.lights.colours import gravity
from citycircle.mechanisms.tasks.readings import FINISHED, waiting
from citycircle.records.cases.standing import standing
from citycircle.records.month.lights import UNLIT
from citycircle.records.month.models import Chase, Part, Report

REPORT, MATTER = "report", "matter"
APPLIED = frozenset(
    {"extension_asked", "extension_deciding", "adjustment_asked", "pause_asked", "first_check", "verifying"}
)
"""States in which the organisation has asked for something and waits for its answer."""
ANSWERED = frozenset({"replied", "accepted", "closed"})
"""States of an order in which its organisation has answered."""
_CLOSED_REPORTS = frozenset({"missing", "excused", "locked"})
"""Reports that nobody waits for any more."""
_ROLES: dict[str, tuple[Role, ...]] = {
    "handler": (Role.FILLER, Role.LEAD),
    "head": (Role.ORGANISATION_HEAD,),
    "owner": (Role.FILLER, Role.LEAD, Role.OFFICE_REVIEWER),
}


class OwedRow(NamedTuple):
    """One thing that is owed, with the rows it comes from: a report, or a part."""

    owed: Owed
    ladder: str
    organisation: Organisation
    city: int | None
    part: Part
    report: Report | None = None


def reports_owed(on: date, *, reach: int = 60) -> Iterator[OwedRow]:
    """The reports that have not come in, due within so many days of a day on either side."""
    first, last = date.fromordinal(on.toordinal() - reach), date.fromordinal(on.toordinal() + reach)
    rows = (
        Report.objects.filter(submitted_at=None, due__gte=first, due__lte=last)
        .exclude(state__in=_CLOSED_REPORTS)
        .select_related("organisation", "part__task")
        .prefetch_related("chases")
        .order_by("pk")
    )
    for row in rows:
        title = f"{row.month.year}年{row.month.month}月进展报送（{row.part.task.code}）"
        owed = Owed(key=f"report:{row.pk}", title=title, organisation=row.organisation.name, due=row.due)
        yield OwedRow(owed, REPORT, row.organisation, row.city_id, row.part, row)


def parts_owed(on: date, *, reach: int = 400) -> Iterator[OwedRow]:
    """The parts in hand that have a day, with their pause, their applications, their slips and what was answered."""
    first, last = date.fromordinal(on.toordinal() - reach), date.fromordinal(on.toordinal() + reach)
    rows = (
        Part.objects.filter(due__gte=first, due__lte=last)
        .exclude(state__in=UNLIT | FINISHED)
        .select_related("organisation", "task", "case")
        .prefetch_related("case__events__organisation", "chases__case")
        .order_by("pk")
    )
    names = dict(Organisation.objects.values_list("code", "name"))
    for row in rows:
        if row.due is None:
            continue
        owed = Owed(
            key=f"part:{row.pk}",
            title=row.task.title or row.task.code,
            organisation=row.organisation.name,
            due=row.due,
            pause=_pause(row, names),
            applied=row.state in APPLIED,
            behind=bool(row.colour) and gravity(row.colour) >= gravity("yellow"),  # type: ignore[arg-type]  # a kept colour
            slips=_slips(row.chases.all()),
        )
        yield OwedRow(owed, MATTER, row.organisation, row.city_id, row)


def _pause(part: Part, names: dict[str, str]) -> Pause | None:
    """Whatever makes its light grey stops its ladder too, with the same cause and owner."""
    hold = waiting(standing(part.case)) if part.case is not None else None
    return Pause(hold.cause, names.get(hold.whom, hold.whom), day_of(hold.since)) if hold else None


def _slips(chases: Iterable[Chase]) -> tuple[SlipSent, ...]:
    rows = sorted((each for each in chases if each.rung in SLIP_COLOURS), key=lambda each: (each.day, each.pk))
    return tuple(map(_slip, rows))


def _slip(chase: Chase) -> SlipSent:
    """A slip as it stands; of one that was signed and became an order, the order says what was made of the answer."""
    order = chase.case
    answer_by, verdict = chase.answer_by or chase.day, chase.verdict
    if order is not None:
        answer_by = order.due or answer_by
        verdict = "accepted" if order.state in ANSWERED else ""
    return SlipSent(chase.rung, chase.day, answer_by, verdict)  # type: ignore[arg-type]  # kept words


def offices(day: date) -> dict[int | None, Organisation]:
    """The organisation in which the reviewers of a place work: of each city, and of the region (None)."""
    rows = Holding.objects.on(day).filter(holds_on(day, "post__"), post__role=Role.OFFICE_REVIEWER.value)
    found: dict[int | None, Organisation] = {}
    for row in rows.select_related("post__organisation").order_by("pk"):
        found.setdefault(row.post.organisation.city_id, row.post.organisation)
    return found


def people_for(wanted: Iterable[tuple[Addressee, Organisation]], day: date) -> dict[Addressee, list[Person]]:
    """Who stands for addressees on a day: the clerks, the head, the office of the very organisation."""
    pairs = dict(wanted)
    rows = Holding.objects.on(day).filter(
        holds_on(day, "post__"), Q(post__organisation__in=pairs.values()), person__is_active=True
    )
    holders: dict[tuple[int, str], dict[int, Person]] = {}
    for row in rows.select_related("post", "person").order_by("pk"):
        holders.setdefault((row.post.organisation_id, row.post.role), {})[row.person_id] = row.person
    found = {}
    for addressee, organisation in pairs.items():
        roles = _ROLES.get(addressee[1], (Role.OFFICE_REVIEWER,))
        people: dict[int, Person] = {}
        for role in roles:
            people |= holders.get((organisation.pk, role.value), {})
        found[addressee] = list(people.values())
    return found
