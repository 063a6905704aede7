"""Names that stand for several organisations (各市…), put back where a ledger holds every one of them.

A ledger says who is bound, one by one; a paper says it as the plan does, and an annex says once whom a name means.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from citycircle.core.messages import Text
from citycircle.planning.ledger import Item, Party

COUNTED = Text("{name}（{count}个单位）", "{name} ({count} organisations)")


class Printed(NamedTuple):
    """One organisation under the name that the plan prints for it; a group gives one for each of its members."""

    name: str
    code: str


class Group(NamedTuple):
    """A name of the plan and the organisations behind it."""

    name: str
    members: tuple[Party, ...]

    def say(self) -> str:
        return COUNTED.say(name=self.name, count=len(self.members))


def groups_in(parties: Sequence[Party], printed: Iterable[Printed]) -> tuple[Group, ...]:
    """The groups of which every member stands among these parties.

    >>> parties = (Party("1", "澜川市财政局"), Party("2", "禾阳市财政局"))
    >>> [each.name for each in groups_in(parties, (Printed("各市财政局", "1"), Printed("各市财政局", "2")))]
    ['各市财政局']
    >>> groups_in(parties[:1], (Printed("各市财政局", "1"), Printed("各市财政局", "2")))
    ()
    """
    bound = {each.code: each for each in parties if each.code}
    behind: dict[str, dict[str, None]] = {}
    for one in printed:
        behind.setdefault(one.name, {})[one.code] = None
    return tuple(
        Group(name, tuple(bound[code] for code in codes))
        for name, codes in behind.items()
        if len(codes) > 1 and all(code in bound for code in codes)
    )


def gathered(parties: Sequence[Party], printed: Sequence[Printed]) -> tuple[Party, ...]:
    """The parties with each group in one name, where its first member stood; who is also named alone stays.

    >>> parties = (Party("1", "澜川市财政局"), Party("2", "禾阳市财政局"))
    >>> printed = (Printed("各市财政局", "1"), Printed("各市财政局", "2"))
    >>> [each.name for each in gathered(parties, printed)]
    ['各市财政局（2个单位）']
    >>> [each.name for each in gathered(parties, (Printed("市财政局", "1"), *printed))]
    ['澜川市财政局', '各市财政局（2个单位）']
    """
    groups = groups_in(parties, printed)
    names = {group.name for group in groups}
    alone = {one.code for one in printed if one.name not in names}
    of = {member.code: group for group in reversed(groups) for member in group.members}
    found: dict[Party, None] = {}
    for party in parties:
        group = of.get(party.code)
        if group is None or party.code in alone:
            found[party] = None
        if group is not None:
            found[Party("", group.say())] = None
    return tuple(found)


def gathered_item(item: Item, printed: Mapping[str, Sequence[Printed]]) -> Item:
    """A task with its groups in one name; `printed` are the names of each kind of duty."""
    return replace(
        item,
        leads=gathered(item.leads, printed.get("lead", ())),
        responsible=gathered(item.responsible, printed.get("responsible", ())),
        cooperating=gathered(item.cooperating, printed.get("cooperating", ())),
    )


def groups_of(item: Item, printed: Mapping[str, Sequence[Printed]]) -> tuple[Group, ...]:
    """The groups of a task, of whatever kind of duty."""
    kinds = (("lead", item.leads), ("responsible", item.responsible), ("cooperating", item.cooperating))
    return tuple(group for kind, parties in kinds for group in groups_in(parties, printed.get(kind, ())))
