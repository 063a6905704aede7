"""Which clauses are headings, which are tasks, and which are neither."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from citycircle.documents.outline.families import Families
from citycircle.documents.outline.headings import is_general, is_plainly_safeguard, is_safeguard
from citycircle.documents.outline.titles import cut_titles, stands_alone, title_of
from citycircle.documents.outline.tree import Clause, flat


class Levels:
    """The clauses of one plan told apart: `headings`, `tasks`, and `loose` ones, each in the order of the text.

    Loose are numbered paragraphs under aims and principles. `tables` are the places of tables of tasks, sorted: a
    heading over one of them is no task itself.
    """

    def __init__(self, text: str, roots: Sequence[Clause], tables: Sequence[int] = ()) -> None:
        self.text, self.roots, self.tables = text, roots, tables
        self.headings: list[Clause] = []
        self.tasks: list[Clause] = []
        self.loose: list[Clause] = []
        self._families = Families(text, roots)
        self._chapters = {clause.style for clause in flat(roots) if self._heads(clause) or self._over_table(clause)}
        cut_titles(text, roots, self._heads)
        self._safeguards = set(map(id, self._closing()))
        for root in roots:
            self._sort(root, under_general=False)

    def title(self, clause: Clause) -> str:
        """The heading of a clause as it stands in a path."""
        return title_of(self.text, clause)

    def items(self, task: Clause) -> list[Clause]:
        """The parts of a task, however deep, in order."""
        return [clause for child in task.children for clause in child.walk()]

    def is_safeguard(self, clause: Clause) -> bool:
        """Whether a clause stands in the closing chapter on safeguards."""
        above: Clause | None = clause
        while above is not None:
            if id(above) in self._safeguards:
                return True
            above = above.above
        return False

    def _heads(self, clause: Clause) -> bool:
        return self._families.heads(clause)

    def _closing(self) -> list[Clause]:
        """The last chapter if it is one of safeguards, and the last but one if it is one too."""
        chapters = self.roots
        while len(chapters) == 1 and self._heads(chapters[0]) and any(map(self._heads, chapters[0].children)):
            chapters = chapters[0].children
        closing: list[Clause] = []
        for chapter in chapters[:-3:-1]:
            title = self.title(chapter)
            led = any(map(_leads, chapter.walk()))
            if not (is_plainly_safeguard(title) or (is_safeguard(title) and not led)):
                break
            closing.append(chapter)
        return closing

    def _sort(self, clause: Clause, *, under_general: bool) -> None:
        general = is_general(self.title(clause)) and not self._families.duties[id(clause)]
        if self._heads(clause):
            loose = under_general and not general and clause.depth > 1
            (self.loose if loose else self.headings).append(clause)
            for child in clause.children:
                self._sort(child, under_general=under_general or general)
        elif general or under_general:
            is_heading = general or (clause.depth <= 1 and clause.title is not None)
            (self.headings if is_heading else self.loose).append(clause)
        else:
            (self.tasks if self._is_task(clause) else self.headings).append(clause)

    def _is_task(self, clause: Clause) -> bool:
        """Whether a clause without tasks below is a task; a chapter that is nothing but its heading is none."""
        if self._over_table(clause):
            return False
        if clause.style not in self._chapters or clause.children or clause.depth > 0:
            return True
        return not stands_alone(self.text, clause) or bool(self._families.duties[id(clause)])

    def _over_table(self, clause: Clause) -> bool:
        """Whether a clause is the heading over a table of tasks."""
        at = bisect_left(self.tables, clause.text)
        return at < len(self.tables) and self.tables[at] < clause.own and stands_alone(self.text, clause)


def _leads(clause: Clause) -> bool:
    return any(notation.lead for notation in clause.notations)
