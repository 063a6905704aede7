"""The register as the pure floors know it: read out of the database, for one question."""

from __future__ import annotations

from collections import defaultdict
from typing import cast

from citycircle.accounts.models import Alias, CollectiveMember, CollectiveName, Organisation
from citycircle.core import organisations as core


def register() -> core.Register:
    """Every organisation there is or was, every alias, every collective name: three queries, however many rows."""
    aliases: dict[int, list[str]] = defaultdict(list)
    for organisation, name in Alias.objects.values_list("organisation_id", "name"):
        aliases[organisation].append(name)
    rows = Organisation.objects.select_related("parent", "successor")
    singles = [as_core(row, tuple(aliases[row.id])) for row in rows]
    return core.Register([*singles, *_collectives()])


def as_core(row: Organisation, aliases: tuple[str, ...] = ()) -> core.Organisation:
    return core.Organisation(
        code=row.code,
        name=row.name,
        kind=cast("core.Kind", row.kind),
        name_en=row.name_en,
        aliases=aliases,
        parent=row.parent.code if row.parent else None,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        successor=row.successor.code if row.successor else None,
    )


def collective_code(collective: CollectiveName) -> str:
    """How a collective name stands in the register: it has no code of its own in the database."""
    return f"collective:{collective.id}"


def _collectives() -> list[core.Organisation]:
    listed: dict[int, list[str]] = defaultdict(list)
    for member in CollectiveMember.objects.select_related("organisation"):
        listed[member.collective_id].append(member.organisation.code)
    return [
        core.Organisation(
            code=collective_code(one),
            name=one.name,
            kind="collective",
            name_en=one.name_en,
            parent=one.city.code if one.city else None,
            members=(f"kind={one.every_kind}",) if one.every_kind else tuple(listed[one.id]),
        )
        for one in CollectiveName.objects.select_related("city")
    ]
