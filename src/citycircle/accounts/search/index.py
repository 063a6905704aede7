"""Keeping the index: in the transaction of the act that changed a thing, or all of it anew."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from citycircle.accounts.models import SearchEntry
from citycircle.accounts.models.search import as_kept
from citycircle.accounts.search.kinds import Kind, Touched, load
from citycircle.language.tokens import folded, pairs

AT_ONCE = 500
LONGEST = 300
KEPT = ("title", "title_en", "about", "text", "words", "city", "organisation", "person")


def keep(touched: Sequence[Touched]) -> None:
    """Bring the entries of everything that an act touched up to date."""
    if not touched:
        return
    for kind in load().values():
        numbers = set().union(*(watched.of(touched) for watched in kind.watches))
        _refresh(kind, sorted(numbers))


def rebuild() -> int:
    """Make the whole index anew; gives the number of entries."""
    SearchEntry.objects.all().delete()
    total = 0
    for kind in load().values():
        rows = kind.rows().order_by("pk").iterator(AT_ONCE)
        while chunk := list(islice(rows, AT_ONCE)):
            SearchEntry.objects.bulk_create([entry_of(kind, row) for row in chunk])
            total += len(chunk)
    return total


def _refresh(kind: Kind, numbers: Sequence[int]) -> None:
    for start in range(0, len(numbers), AT_ONCE):
        chunk = numbers[start : start + AT_ONCE]
        rows = list(kind.rows().filter(pk__in=chunk))
        _forget(kind, set(chunk) - {row.pk for row in rows})
        SearchEntry.objects.bulk_create(
            [entry_of(kind, row) for row in rows],
            update_conflicts=True,
            unique_fields=["number", "kind"],
            update_fields=KEPT,
        )


def _forget(kind: Kind, numbers: Iterable[int]) -> None:
    if gone := list(numbers):
        SearchEntry.objects.filter(kind=kind.name, number__in=gone).delete()


def entry_of(kind: Kind, row: Any) -> SearchEntry:  # a record of any kind
    """The entry of one thing, not yet saved."""
    found = kind.entered(row)
    text = "\n".join(folded(word) for word in (found.title, found.title_en, *found.words) if word)
    return SearchEntry(
        kind=kind.name,
        number=row.pk,
        title=found.title[:LONGEST],
        title_en=found.title_en[:LONGEST],
        about=found.about[:LONGEST],
        text=text,
        words=" ".join(sorted(as_kept(pair) for pair in pairs(text))),
        city=found.place.city if found.place else None,
        organisation=found.place.organisation if found.place else None,
        person=found.person,
    )
