"""A past ledger as read from its file: what is proposed before anything is filed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from citycircle.accounts import naming
from citycircle.accounts.models import Organisation
from citycircle.accounts.rights import Viewer
from citycircle.accounts.roles import WORKING
from citycircle.core.messages import Text
from citycircle.documents.intake.grids import open_grids
from citycircle.planning.lists.past import CellPlace, PastTask, Told, Unplaced, names_in
from citycircle.planning.lists.past import PastLedger as Past
from citycircle.planning.lists.past_matching import matches
from citycircle.planning.lists.past_reading import read_past
from citycircle.records.files.models import StoredFile
from citycircle.records.history.models import PastLedger
from citycircle.records.plans.ledgers import items
from citycircle.records.plans.models import Task

HIDDEN = Text("隐藏的工作表，没有读取。", "A hidden sheet, which was not read.")


class Row(NamedTuple):
    """One task of the ledger beside the task of the plan that it is thought to be."""

    at: int
    task: PastTask
    told: list[Told]
    proposed: int | None
    likeness: int
    chosen: str

    @property
    def latest(self) -> Told | None:
        """The last words that were reported."""
        return next((each for each in reversed(self.told) if each.kind == "words" and each.words), None)

    @property
    def months(self) -> int:
        """On how many months something was reported."""
        return len({(each.year, each.month) for each in self.told})


def past_of(file: StoredFile, year: int | None) -> Past:
    """Read the ledger of a file; hidden sheets are not read, and told. Raises what reading the file raises."""
    found = open_grids(file.file.read_bytes(), file.name)
    past = read_past(found.grids, year=year)
    hidden = tuple(Unplaced(CellPlace(name, "—"), name, HIDDEN) for name in found.hidden)
    return replace(past, colours=(*past.colours, *hidden))


def counts_of(past: Past) -> dict[str, Any]:
    """What was read, in numbers: cells in and cells out are equal, whatever the sheets say."""
    return {
        "tasks": len(past.tasks),
        "told": len(past.told),
        "months": [f"{year}-{month:02}" for year, month in past.months],
        "kept": len(past.kept),
        "unplaced": len(past.unplaced),
        "colours": len(past.colours),
        "cells_in": past.cells_in,
        "cells_out": past.cells_out,
        "names": names_in(past.tasks),
    }


def rows_of(ledger: PastLedger, past: Past) -> list[Row]:
    """Every task of the ledger with its proposal and what was chosen so far."""
    proposals = proposed(ledger, past)
    return [
        Row(at, task, past.told_of(at), proposals.get(at, (None, 0))[0], proposals.get(at, (None, 0))[1],
            ledger.matches.get(str(at), ""))
        for at, task in enumerate(past.tasks)
    ]  # fmt: skip


def proposed(ledger: PastLedger, past: Past) -> dict[int, tuple[int, int]]:
    """For the place of each past task: number of the likest task of the plan, and how alike of a hundred."""
    if ledger.plan is None:
        return {}
    tasks = list(Task.objects.filter(plan=ledger.plan, is_dropped=False))
    by_key = {task.key: task.pk for task in tasks}
    found = [each for each in matches(past, items(Task.objects.filter(pk__in=by_key.values()))) if each.key]
    return {each.past: (by_key[each.key], each.likeness) for each in found}


def names_known(past: Past, ledger: PastLedger, viewer: Viewer) -> list[tuple[str, list[Organisation]]]:
    """The organisations that the ledger names, each with those that the name means today; none while nobody decided."""
    meanings = naming.read(names_in(past.tasks), city=ledger.organisation.city, day=viewer.day)
    wanted = {pk for meaning in meanings.values() for pk in meaning.organisations}
    known = {one.pk: one for one in Organisation.objects.filter(pk__in=wanted)}
    return [(name, [known[pk] for pk in meaning.organisations]) for name, meaning in meanings.items()]


def ledgers_within(viewer: Viewer) -> QuerySet[PastLedger]:
    """The ledgers that were taken over in the cities in which the viewer works."""
    if viewer.is_service:
        return PastLedger.objects.all()
    cities = {grant.at.city for grant in viewer.grants if grant.role in WORKING}
    regional = Q(organisation__city=None) if None in cities else Q(pk__in=[])
    return PastLedger.objects.filter(Q(organisation__city__in=cities - {None}) | regional)
