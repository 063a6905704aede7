"""What the ledger has on file for one fact of a task: exact, in words that can be filed again."""

from __future__ import annotations

from collections.abc import Mapping

from citycircle.planning.ledger import Item
from citycircle.planning.lists.amounts import amount_of
from citycircle.planning.lists.cells import COOPERATING, names, split_others
from citycircle.planning.lists.names import in_order


def filed(item: Item, own: Mapping[str, str], fact: str, target: int | None = None) -> str:
    """The fact as it stands; empty where there is none. A figure stands in the unit of its target.

    >>> filed(Item("t", "1", "建设快速路", ""), {}, "title")
    '建设快速路'
    """
    if fact in {"value", "indicator", "unit"}:
        return _of_target(item, fact, target)
    if fact == "due":
        return item.due.isoformat() if item.due else ""
    if fact == "others":
        return canonical_others(names(each for each in item.responsible if each not in item.cooperating),
                                names(item.cooperating))  # fmt: skip
    parties = {"lead": item.leads, "responsible": item.responsible, "cooperating": item.cooperating}
    if fact in parties:
        return in_order(names(parties[fact]))
    return {"title": item.title, "content": item.text, "field": item.field, "basis": item.basis}.get(
        fact, own.get(fact, "")
    )


def _of_target(item: Item, fact: str, target: int | None) -> str:
    if target is None or target >= len(item.goals):
        return ""
    goal = item.goals[target]
    return str(amount_of(goal)) if fact == "value" else str(getattr(goal, fact))


def canonical_others(bound: str, helping: str) -> str:
    """Responsible and cooperating organisations in one spelling, whichever language the sheet spoke."""
    parts = (in_order(bound), COOPERATING.zh + in_order(helping) if in_order(helping) else "")
    return "\n".join(part for part in parts if part)


def others_typed(words: str) -> str:
    """The same from a cell that somebody typed."""
    return canonical_others(*split_others(words))
