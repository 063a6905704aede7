"""Finding: the index proposes, the text decides, and only what the viewer may see is asked for at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from citycircle.accounts.models import SearchEntry
from citycircle.accounts.rights import Viewer
from citycircle.accounts.search.kinds import Kind, load
from citycircle.language.tokens import asked, folded

SHOWN = 100
LOOKED_AT = 500
LONGEST = 60


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that was found, with the kind that says where it is shown."""

    kind: Kind
    entry: SearchEntry

    def because(self, typed: str) -> str:
        """The words by which it was found, where its title does not show them: an alias, a code, a holder's name."""
        shown = folded(f"{self.entry.title} {self.entry.title_en} {self.entry.about}")
        unseen = next((word for word in folded(typed).split() if word not in shown), None)
        return next((line for line in self.entry.text.split("\n") if unseen in line), "") if unseen else ""


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found, best first; `is_cut` when there was more."""

    hits: tuple[Hit, ...] = ()
    is_cut: bool = False


def find(text: str, viewer: Viewer, only: str = "") -> Hits:
    """Everything that holds each word somebody typed, wherever it stands in the thing's own words.

    Whole titles come first, then titles that begin with it, then the rest, shorter titles before longer ones.
    """
    words = folded(text[:LONGEST]).split()
    needed = asked(text[:LONGEST])
    if not needed:
        return Hits()
    rows = SearchEntry.objects.filter(_within(viewer, only), words__hold=needed).defer("words")
    for word in words:
        rows = rows.filter(text__contains=word)
    found = _best_first(rows, " ".join(words))
    kinds = load()
    return Hits(tuple(Hit(kinds[entry.kind], entry) for entry in found[:SHOWN]), len(found) > SHOWN)


def _within(viewer: Viewer, only: str) -> Q:
    """The entries that the viewer may see, kind by kind; none of a kind that the viewer may not find."""
    reach = Q(pk__in=[])
    for kind in load().values():
        if kind.who.allows(viewer) and only in {"", kind.name}:
            reach |= Q(kind=kind.name) & kind.within(viewer)
    return reach


def _best_first(rows: QuerySet[SearchEntry], typed: str) -> list[SearchEntry]:
    """Those that begin with it are looked for by themselves, so that a common word does not crowd them out.

    Nothing is sorted in the database, so that a word that stands everywhere costs no more than the rows looked at.
    """
    begins = list(rows.filter(text__startswith=typed)[:SHOWN])
    if len(begins) == SHOWN:
        begins += rows.filter(Q(text=typed) | Q(text__startswith=f"{typed}\n"))[:SHOWN]
    found = {one.pk: one for one in [*begins, *rows[:LOOKED_AT]]}
    return sorted(found.values(), key=_rank(typed))


def _rank(typed: str) -> Callable[[SearchEntry], tuple[bool, bool, bool, int, int, int]]:
    kinds = load()

    def rank(entry: SearchEntry) -> tuple[bool, bool, bool, int, int, int]:
        title = folded(entry.title)
        return (
            title != typed,
            not title.startswith(typed),
            typed not in title,
            kinds[entry.kind].order,
            len(title),
            entry.number,
        )

    return rank
