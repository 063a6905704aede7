"""A ledger in the reader's language: organisations by their English names where the reader has English."""

from __future__ import annotations

from dataclasses import replace

from citycircle.accounts.models import Organisation
from citycircle.core.messages import spoken
from citycircle.planning.ledger import Ledger, Party


def in_language(ledger: Ledger) -> Ledger:
    """The same ledger with the names of organisations that the register has in English; in Chinese as it is."""
    if spoken() == "zh":
        return ledger
    codes = {party.code for item in ledger.items for party in (*item.leads, *item.responsible, *item.cooperating)}
    english = dict(Organisation.objects.filter(code__in=codes).exclude(name_en="").values_list("code", "name_en"))

    def named(parties: tuple[Party, ...]) -> tuple[Party, ...]:
        return tuple(party._replace(name=english.get(party.code, party.name)) for party in parties)

    items = tuple(
        replace(item, leads=named(item.leads), responsible=named(item.responsible), cooperating=named(item.cooperating))
        for item in ledger.items
    )
    return replace(ledger, items=items)
