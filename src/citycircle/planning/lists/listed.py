"""A task as it stands on a list: the fact itself, and what only the list or the reports know of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from citycircle.planning.ledger import Item


@dataclass(frozen=True, slots=True)
class Listed:
    """One task on a list. `code` finds the task again in a sheet that comes back.

    `own` are the cells that the list keeps itself (remarks, leader in charge, columns of one's own) by the key of their
    column; `told` is what reports and other lists say: progress, done, light, lists.
    """

    item: Item
    code: str
    part: str = ""
    own: Mapping[str, str] = field(default_factory=dict)
    told: Mapping[str, str] = field(default_factory=dict)
