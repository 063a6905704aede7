"""An office's own Excel ledger of past months, laid out: which task, which month, what was reported, in which cell.

Every cell that says something ends in exactly one of two places: it was placed (`told`, an attribute, a heading, a
note), or it stands in `unplaced` with the reason. Counts in equal counts out.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from citycircle.core.messages import Text
from citycircle.core.organisations import folded
from citycircle.planning.lists.names import names_in as names_of
from citycircle.planning.lists.past_words import Attribute, Reported


class CellPlace(NamedTuple):
    """Where something stands: sheet and cell."""

    sheet: str
    cell: str

    def __str__(self) -> str:
        return f"{self.sheet}!{self.cell}"


class Said(NamedTuple):
    """What one cell says of a task, under which heading."""

    attribute: Attribute
    heading: str
    words: str
    place: CellPlace


@dataclasses.dataclass(slots=True)
class PastTask:
    """One task of the ledger; `said` is everything that any sheet says of it, in order, nothing overwritten."""

    number: str
    name: str
    field: str
    under: str = ""
    """The task of which it is a part (其中：…)."""
    said: list[Said] = dataclasses.field(default_factory=list)

    def latest(self, attribute: Attribute) -> str:
        """What the last sheet says; empty where none does."""
        return next((each.words for each in reversed(self.said) if each.attribute == attribute), "")

    @property
    def identity(self) -> tuple[str, str]:
        """What finds it again in another sheet."""
        return folded(self.field), folded(self.name)


class Told(NamedTuple):
    """What one cell reports of one task for one month. `light` is as printed or as filled; it is never computed."""

    task: int
    year: int
    month: int
    kind: Reported
    words: str
    place: CellPlace
    value: Decimal | None = None
    unit: str = ""
    light: Text | None = None


class Unplaced(NamedTuple):
    """A cell that found no place, with the reason."""

    place: CellPlace
    words: str
    reason: Text


@dataclasses.dataclass(frozen=True, slots=True)
class PastLedger:
    """A whole ledger. `cells_in` counts the cells that say something, `kept` those that are titles, headings, bands or
    notes; `colours` are fills that mean a light and whose month nobody can tell.
    """

    tasks: tuple[PastTask, ...]
    told: tuple[Told, ...]
    kept: tuple[Unplaced, ...]
    unplaced: tuple[Unplaced, ...]
    colours: tuple[Unplaced, ...]
    cells_in: int

    @property
    def months(self) -> tuple[tuple[int, int], ...]:
        """The months that it reports on, in order."""
        return tuple(sorted({(each.year, each.month) for each in self.told}))

    @property
    def cells_out(self) -> int:
        """How many different cells were placed or are listed as unplaced."""
        return len(set(self.places()))

    def places(self) -> Iterator[CellPlace]:
        """The place of every cell that is accounted for; a merged one may come several times."""
        yield from (each.place for each in self.told if each.words)
        yield from (said.place for task in self.tasks for said in task.said)
        yield from (each.place for each in (*self.kept, *self.unplaced))

    def told_of(self, task: int) -> list[Told]:
        """What was reported of a task, by month."""
        return sorted((each for each in self.told if each.task == task), key=lambda each: (each.year, each.month))


def names_in(tasks: Iterable[PastTask]) -> list[str]:
    """The organisations that the ledger names, each once, as printed."""
    found: dict[str, None] = {}
    for task in tasks:
        for said in task.said:
            if said.attribute in {"lead", "responsible", "cooperating"}:
                found.update(dict.fromkeys(names_of(said.words)))
    return list(found)
