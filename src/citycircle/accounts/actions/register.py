"""Taking a whole register from a file: what is new is added, what differs is corrected, nothing is deleted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar

from citycircle.accounts.actions.base import Action
from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.actions.organisations import city_of
from citycircle.accounts.models import Alias, CollectiveMember, CollectiveName, Organisation
from citycircle.accounts.rights import Right, holding
from citycircle.accounts.roles import Role
from citycircle.core import organisations as core
from citycircle.core.messages import Text


@dataclass(slots=True)
class Taken:
    """What came of it, by number."""

    added: int = 0
    corrected: int = 0
    unchanged: int = 0


@dataclass(frozen=True, kw_only=True)
class TakeRegister(Action[Taken]):
    """Read the register of the region from the office's own file; reading the same file again changes nothing."""

    name: ClassVar[str] = "register.take"
    title: ClassVar[Text] = Text("导入单位名录", "Take the register from a file")
    who: ClassVar[Right] = holding(Role.SYSTEM_ADMINISTRATOR)

    register: core.Register = field(repr=False)

    def perform(self, ground: Ground) -> Taken:
        taken = Taken()
        rows = {row.code: row for row in Organisation.objects.select_related("parent", "city")}
        singles = [one for one in self.register if one.kind != "collective"]
        for one in sorted(singles, key=lambda one: len(list(self.register.ancestors(one)))):
            rows[one.code] = _taken(ground, one, rows, taken)
        for one in singles:
            heir = rows[one.successor] if one.successor else None
            if rows[one.code].successor != heir:
                ground.change(rows[one.code], successor=heir)
        _take_aliases(ground, singles, rows)
        for one in self.register:
            if one.kind == "collective":
                _take_collective(ground, one, rows)
        return taken


def _taken(ground: Ground, one: core.Organisation, rows: dict[str, Organisation], taken: Taken) -> Organisation:
    parent = rows[one.parent] if one.parent else None
    values = {"name": one.name, "name_en": one.name_en, "kind": one.kind, "parent": parent,
              "valid_from": one.valid_from, "valid_to": one.valid_to}  # fmt: skip
    row = rows.get(one.code)
    if row is None:
        taken.added += 1
        row = ground.create(Organisation(code=one.code, city=city_of(parent), **values))
        return ground.change(row, city=row) if row.kind == "city" else row
    values["city"] = row if one.kind == "city" else city_of(parent)
    different: dict[str, Any] = {name: value for name, value in values.items() if getattr(row, name) != value}
    if different:
        ground.change(row, **different)
    taken.corrected += bool(different)
    taken.unchanged += not different
    return row


def _take_aliases(ground: Ground, singles: list[core.Organisation], rows: dict[str, Organisation]) -> None:
    known = set(Alias.objects.values_list("organisation__code", "name"))
    wanted = [(one.code, alias) for one in singles for alias in one.aliases]
    fresh = [Alias(organisation=rows[code], name=alias) for code, alias in wanted if (code, alias) not in known]
    ground.create_many(fresh)


def _take_collective(ground: Ground, one: core.Organisation, rows: dict[str, Organisation]) -> None:
    city = city_of(rows[one.parent]) if one.parent else None
    kinds = [member.removeprefix("kind=") for member in one.members if member.startswith("kind=")]
    collective = CollectiveName.objects.filter(name=one.name, city=city).first()
    if collective is None:
        every = kinds[0] if kinds else ""
        collective = ground.create(CollectiveName(name=one.name, name_en=one.name_en, city=city, every_kind=every))
    listed = set(collective.members.values_list("organisation__code", flat=True))
    fresh = [rows[code] for code in one.members if not code.startswith("kind=") and code not in listed]
    ground.create_many([CollectiveMember(collective=collective, organisation=each) for each in fresh])
