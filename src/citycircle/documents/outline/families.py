"""Which clauses below a clause are tasks of their own, and which are parts of one task.

The document decides, for each pair of numbering styles alike: where every item carries its own bracket of duties, the
items are tasks; where one bracket closes a list of items, the list belongs to one task. Without brackets the habits of
the genre decide.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from citycircle.documents.outline.headings import first_stop
from citycircle.documents.outline.markers import MINOR, RANK
from citycircle.documents.outline.titles import LONGEST_TITLE, stands_alone
from citycircle.documents.outline.tree import Clause, flat

Pair = tuple[str, str]
_LIST_FOLLOWS = re.compile(r"(?:[:：]|如下|以下\S{0,6}|下列\S{0,6})[。:：]?\s*$")
_MOST, _MANY, _SOME = 0.8, 0.5, 0.3
_SHORTEST_BODY = 12
_NEAR = 12
_DEEPEST_UNFOLDED = 1


class Families:
    """The pairs of styles of one plan whose lower one holds parts of tasks, and who has duties below.

    `duties` counts the notations in each clause and below it, by the identity of the clause.
    """

    def __init__(self, text: str, roots: Sequence[Clause]) -> None:
        self.text = text
        self.duties = _counted(roots)
        self._parts = self._find(roots)

    def heads(self, clause: Clause) -> bool:
        """Whether clauses stand below a clause that are more than parts of it."""
        return bool(clause.children) and (clause.style, clause.children[0].style) not in self._parts

    def _find(self, roots: Sequence[Clause]) -> set[Pair]:
        families: dict[Pair, list[Clause]] = defaultdict(list)
        for clause in flat(roots):
            if clause.children:
                families[clause.style, clause.children[0].style].append(clause)
        parts: set[Pair] = set()
        for pair in sorted(families, key=lambda pair: -max(parent.depth for parent in families[pair])):
            over_tasks = any(upper == pair[1] and (upper, lower) not in parts for upper, lower in families)
            if not over_tasks and self._are_parts(pair, families[pair]):
                parts.add(pair)
        return parts

    def _are_parts(self, pair: Pair, parents: Sequence[Clause]) -> bool:
        above, below = pair
        if below in ("ordinal", "dash", "paragraph"):
            return below != "paragraph"
        told = self._told_by_duties(parents)
        if told is not None:
            return told or (below in MINOR and self._inline(parents))
        if sum(bool(_LIST_FOLLOWS.search(self._own(parent))) for parent in parents) >= _MANY * len(parents):
            return True
        if below in MINOR or (RANK[below] >= RANK["round"] and RANK[above] >= RANK["arabic"]):
            return not self._unfolded(parents)
        return RANK[below] < RANK["round"] and (above == "article" or RANK[below] < RANK[above])

    def _told_by_duties(self, parents: Sequence[Clause]) -> bool | None:
        """True where one notation closes the list of a whole task, False where the items have their own, else None.

        One on the line of the parent tells nothing: it may be inherited by the tasks below.
        """
        early = [child for parent in parents for child in parent.children[:-1]]
        if early and sum(self.duties[id(child)] > 0 for child in early) >= _SOME * len(early):
            return False
        once = [parent for parent in parents if self.duties[id(parent)] == 1 and not _dutied(parent)]
        further = sum(len(parent.children) - 1 for parent in once)
        if len(once) >= _MOST * len(parents) and further >= 0.7 * len(once):
            return True
        return None

    def _inline(self, parents: Sequence[Clause]) -> bool:
        """Whether children run on in the paragraphs of their parents; signs such as ① then part one task."""
        later = [child for parent in parents for child in parent.children[1:]]
        on_lines = sum(map(self._begins_line, parents)) >= _MOST * len(parents)
        return on_lines and sum(map(self._begins_line, later)) <= (1 - _MOST) * len(later)

    def _begins_line(self, clause: Clause) -> bool:
        before = self.text[max(0, clause.start - _NEAR) : clause.start].rstrip(" \t\u3000*")
        return not before or before[-1] in "\n\r"

    def _unfolded(self, parents: Sequence[Clause]) -> bool:
        """Whether the children of headings high up are paragraphs with a line and a title of their own."""
        children = [child for parent in parents for child in parent.children]
        titled = sum(self._is_titled(child) and self._on_own_line(child) for child in children)
        alone = sum(stands_alone(self.text, parent) for parent in parents)
        high = parents[0].depth <= _DEEPEST_UNFOLDED
        return high and titled >= _MOST * len(children) and alone >= _MOST * len(parents)

    def _on_own_line(self, clause: Clause) -> bool:
        """Whether a clause begins a line, or at least follows a heading that is no sentence."""
        if clause.above and not self._own(clause.above).endswith(("。", "；", ";")):
            return True
        return self._begins_line(clause)

    def _is_titled(self, clause: Clause) -> bool:
        stop = first_stop(self.text, clause.text, clause.own)
        return stop - clause.text <= LONGEST_TITLE and clause.own - stop > _SHORTEST_BODY

    def _own(self, clause: Clause) -> str:
        return self.text[clause.text : clause.own].strip()


def _dutied(clause: Clause) -> bool:
    return any(notation.names for notation in clause.notations)


def _counted(roots: Sequence[Clause]) -> dict[int, int]:
    """How many notations of duties stand in each clause and below it."""
    counted: dict[int, int] = {}
    for clause in reversed(flat(roots)):
        own = sum(bool(notation.names) for notation in clause.notations)
        counted[id(clause)] = own + sum(counted[id(child)] for child in clause.children)
    return counted
