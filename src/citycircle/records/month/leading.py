"""The leader's page: what is red first, where it is stuck, who can solve it, what decision is wanted, whom to call."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Count, F, Prefetch, QuerySet

from citycircle.accounts.models import Holding, Organisation
from citycircle.accounts.models.dated import holds_on
from citycircle.accounts.rights import Viewer
from citycircle.accounts.roles import Role
from citycircle.mechanisms.lights.colours import gravity
from citycircle.records.month.lights import UNLIT
from citycircle.records.month.models import Entry, Instruction, Light, Part, Report
from citycircle.records.month.reach import instructions_within, parts_within

MOST = 5
"""A page that one reads between two meetings holds no more red matters than this."""
GRAVE = ("red", "orange", "yellow")
PROBLEMS, COORDINATION = "problems", "coordination"


class Stuck(NamedTuple):
    """One matter that needs a leader: its light, where it is stuck, who can solve it, what is wanted, whom to call."""

    part: Part
    light: Light | None
    problems: str
    wanted: str
    solver: Organisation
    contacts: tuple[str, ...]
    instructions: tuple[Instruction, ...]


class Standing(NamedTuple):
    """How many matters there are of each colour, and as of which day they were lit."""

    counts: dict[str, int]
    as_of: date | None

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def standing_of(viewer: Viewer) -> Standing:
    """The numbers at the head of the page; two questions."""
    rows = parts_within(viewer).exclude(state__in=UNLIT)
    counts = dict(rows.order_by().values_list("colour").annotate(Count("pk")))
    latest = Light.objects.filter(part__in=rows).order_by("-computed_on").values_list("computed_on", flat=True).first()
    return Standing({colour or "grey": 0 for colour in counts} | _merged(counts), latest)


def _merged(counts: dict[str, int]) -> dict[str, int]:
    found: dict[str, int] = {}
    for colour, number in counts.items():
        found[colour or "grey"] = found.get(colour or "grey", 0) + number
    return found


def stuck(viewer: Viewer, *, most: int = MOST) -> list[Stuck]:
    """The gravest matters, red first, then the earliest due."""
    rows = _with_words(parts_within(viewer).filter(colour__in=GRAVE).exclude(state__in=UNLIT))
    ordered = sorted(
        rows.order_by("due", "pk")[: most * 20] if rows.filter(colour="red").count() < most else
        rows.filter(colour="red").order_by("due", "pk")[:most],
        key=lambda part: (-gravity(part.colour), part.due or date.max, part.pk),  # type: ignore[arg-type]  # a kept colour
    )[:most]  # fmt: skip
    given: dict[int, list[Instruction]] = {}
    for one in instructions_within(viewer).filter(part__in=ordered).select_related("given_by", "case"):
        given.setdefault(one.part_id or 0, []).append(one)
    contacts = _contacts([_solver(part) for part in ordered], viewer.day)
    return [_stuck(part, given.get(part.pk, []), contacts) for part in ordered]


def _with_words(parts: QuerySet[Part]) -> QuerySet[Part]:
    reports = (
        Report.objects.filter(submitted_at__isnull=False, organisation=F("part__organisation"))
        .order_by("-month")
        .prefetch_related(
            Prefetch("entries", Entry.objects.filter(field__in=(PROBLEMS, COORDINATION)).order_by("number"))
        )
    )
    lights = Light.objects.order_by("-month").select_related("waits_for")
    return parts.select_related("task", "organisation", "city").prefetch_related(
        Prefetch("reports", reports), Prefetch("lights", lights)
    )


def _solver(part: Part) -> Organisation:
    light = next(iter(part.lights.all()), None)
    return light.waits_for if light is not None and light.waits_for is not None else part.organisation


def _stuck(part: Part, given: list[Instruction], contacts: dict[int, tuple[str, ...]]) -> Stuck:
    report = next(iter(part.reports.all()), None)
    words = {entry.field: entry.words for entry in report.entries.all()} if report else {}
    light = next(iter(part.lights.all()), None)
    solver = _solver(part)
    return Stuck(
        part, light, words.get(PROBLEMS, ""), words.get(COORDINATION, ""), solver, contacts.get(solver.pk, ()),
        tuple(given),
    )  # fmt: skip


def _contacts(organisations: Iterable[Organisation], day: date) -> dict[int, tuple[str, ...]]:
    """Whom to call at each organisation: its head, else a clerk, by name and post."""
    wanted = (Role.ORGANISATION_HEAD, Role.FILLER, Role.LEAD)
    rows = Holding.objects.on(day).filter(
        holds_on(day, "post__"), post__organisation__in=organisations, post__role__in=[role.value for role in wanted],
        person__is_active=True,
    )  # fmt: skip
    found: dict[int, list[tuple[int, str]]] = {}
    for row in rows.select_related("post", "person").order_by("pk"):
        rank = [role.value for role in wanted].index(row.post.role)
        found.setdefault(row.post.organisation_id, []).append((rank, f"{row.person.name}（{row.post.title}）"))
    return {number: tuple(name for _, name in sorted(several)[:2]) for number, several in found.items()}
