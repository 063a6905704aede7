"""Which level of a document holds its tasks, which clauses are headings above it and which are parts of a task below.

The document decides: where every item carries its own bracket of duties, the items are tasks; where one bracket closes a
list of items, the list belongs to one task. Without brackets the habits of the genre decide.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from citycircle.documents.outline.headings import announced, first_stop, glued_ends, is_general, is_safeguard
from citycircle.documents.outline.markers import MINOR, RANK
from citycircle.documents.outline.tree import Clause, flat

Pair = tuple[str, str]
_LINE_END = re.compile(r"[\n\r\f\v]")
_LIST_FOLLOWS = re.compile(r"(?:[:：]|如下|以下\S{0,6}|下列\S{0,6})[。:：]?\s*$")
_SPACE_BREAK = re.compile(r"\u3000+| {2,}")
_COMMA = re.compile("[，,]")
_MEASURE = re.compile(r"\d\s?(?:[%％万亿]|公里|平方|米|元|吨|亩|个|条|座|项|家|次|人|名|处|辆|场|小时|分钟)")
LONGEST_TITLE = 60


class Levels:
    """The reading of one plan's clauses: `headings`, `tasks` and, for each task, its `items`, in order of the text.

    `loose` are numbered paragraphs under aims and principles: neither headings nor tasks.

    `tables` are the places of tables of tasks: a heading over one of them is no task itself.
    """

    def __init__(self, text: str, roots: Sequence[Clause], tables: Sequence[int] = ()) -> None:
        self.text = text
        self.tables = tables
        self.roots = roots
        self.headings: list[Clause] = []
        self.tasks: list[Clause] = []
        self.loose: list[Clause] = []
        self.safeguards: set[int] = set()
        self.general: set[int] = set()
        self._duties = _counted(roots)
        self._below = self._parts()
        self._parents = {clause.style for clause in flat(roots) if self._real(clause) or self._over_table(clause)}
        self._cut_headings()
        self._mark_safeguards()
        for root in roots:
            self._sort(root, under_general=False)

    def items(self, task: Clause) -> list[Clause]:
        """The parts of a task, however deep, in order."""
        return [clause for child in task.children for clause in child.walk()]

    def is_safeguard(self, clause: Clause) -> bool:
        above: Clause | None = clause
        while above is not None:
            if id(above) in self.safeguards:
                return True
            above = above.above
        return False

    # which pairs of styles are a task and its parts

    def _parts(self) -> set[Pair]:
        families: dict[Pair, list[Clause]] = defaultdict(list)
        for clause in flat(self.roots):
            if clause.children:
                families[clause.style, clause.children[0].style].append(clause)
        below: set[Pair] = set()
        for pair in sorted(families, key=lambda pair: -max(parent.depth for parent in families[pair])):
            over_real = any(upper == pair[1] and (upper, lower) not in below for upper, lower in families)
            if not over_real and self._is_part(pair, families[pair]):
                below.add(pair)
        return below

    def _is_part(self, pair: Pair, parents: Sequence[Clause]) -> bool:
        above, below = pair
        if below in ("ordinal", "dash"):
            return True
        if below == "paragraph":
            return False
        early = [child for parent in parents for child in parent.children[:-1]]
        if early and sum(self._duties[id(child)] > 0 for child in early) >= 0.3 * len(early):
            return False
        late = [parent for parent in parents if self._duties[id(parent)] == 1]
        if len(late) >= 0.5 * len(parents) and sum(len(parent.children) - 1 for parent in late) >= 0.7 * len(late):
            return True
        listing = sum(bool(_LIST_FOLLOWS.search(self._own(parent))) for parent in parents)
        if listing >= 0.5 * len(parents):
            return True
        if below in MINOR or RANK[below] >= RANK["round"]:
            if RANK[above] < RANK["arabic"] and below not in MINOR:
                return False
            return not self._unfolded(parents)
        return above == "article" or RANK[below] < RANK[above]

    def _unfolded(self, parents: Sequence[Clause]) -> bool:
        """Whether the children of headings high up are paragraphs with a line and a title of their own."""
        children = [child for parent in parents for child in parent.children]
        titled = sum(self._titled(child) and self._on_own_line(child) for child in children)
        alone = sum(self._stands_alone(parent) for parent in parents)
        return parents[0].depth < 2 and titled >= 0.8 * len(children) and alone >= 0.8 * len(parents)

    def _on_own_line(self, clause: Clause) -> bool:
        """Whether a clause begins a line, or at least follows a heading that is no sentence."""
        if clause.above and not self._own(clause.above).endswith(("。", "；", ";")):
            return True
        before = self.text[max(0, clause.start - 12) : clause.start].rstrip(" \t\u3000*")
        return not before or before[-1] in "\n\r"

    def _titled(self, clause: Clause) -> bool:
        stop = first_stop(self.text, clause.text, clause.own)
        return stop - clause.text <= 30 and clause.own - stop > 12

    def _own(self, clause: Clause) -> str:
        return self.text[clause.text : clause.own].strip()

    def _real(self, clause: Clause) -> bool:
        """Whether a clause has clauses below it that are more than parts of it."""
        return bool(clause.children) and (clause.style, clause.children[0].style) not in self._below

    # where headings end

    def _line(self, clause: Clause) -> tuple[int, int]:
        """The first line of a clause's own text, without brackets of duties at its end."""
        start, text = clause.text, self.text
        while start < clause.own and text[start] in " \t\u3000\r\n*":
            start += 1
        match = _LINE_END.search(text, start, clause.own)
        end = match.start() if match else clause.own
        for notation in clause.notations:
            if start < notation.start < end:
                end = notation.start
                break
        while end > start and text[end - 1] in " \t\u3000*#":
            end -= 1
        return start, end

    def _stands_alone(self, clause: Clause) -> bool:
        """Whether a clause's line is a heading and nothing more."""
        start, end = self._line(clause)
        stop = first_stop(self.text, start, end)
        return end - start <= LONGEST_TITLE and stop >= end - 1

    def _cut_headings(self) -> None:
        unsure: dict[str, list[Clause]] = defaultdict(list)
        for clause in flat(self.roots):
            clause.title, clause.body = self._cut(clause)
            if clause.title is None and self._real(clause):
                unsure[clause.style].append(clause)
        for clause in flat(self.roots):
            if clause.style in unsure and clause.title and self._real(clause) and self._may_run_on(clause):
                unsure[clause.style].append(clause)
        for sisters in unsure.values():
            lines = [self.text[slice(*self._line(clause))][:80] for clause in sisters]
            for clause, end in zip(sisters, glued_ends(lines), strict=True):
                start, stop = self._line(clause)
                cut = (
                    start + end
                    if end
                    else stop
                    if self._stands_alone(clause)
                    else first_stop(self.text, start, stop, "。；;")
                )
                clause.title, clause.body = (start, cut), cut

    def _may_run_on(self, clause: Clause) -> bool:
        """Whether a heading line could hold its body too, as those of its sisters do."""
        title = self.title(clause)
        return title.endswith("。") and bool(_COMMA.search(title)) and len(title) > 20

    def _cut(self, clause: Clause) -> tuple[tuple[int, int] | None, int]:
        """Title and start of the body, as far as signs and known words show them."""
        text = self.text
        start, end = self._line(clause)
        known = announced(text[start:end])
        if known and known < end - start and (is_general(text[start : start + known]) or self._real(clause)):
            return (start, start + known), start + known
        if self._stands_alone(clause) and (end - start <= 40 or self._real(clause)):
            runs_on = end - start > 30 and len(_COMMA.findall(text, start, end)) > 1
            return (None, start) if runs_on and self._real(clause) else ((start, end), end)
        if gap := _SPACE_BREAK.search(text, start, min(end, start + 40)):
            return (start, gap.start()), gap.end()
        stop = first_stop(text, start, end)
        limit = 36 if self._real(clause) else 30
        if stop < end and stop - start <= limit and (self._real(clause) or not _MEASURE.search(text, start, stop)):
            return (start, stop), stop + 1
        colon = first_stop(text, start, min(end, start + 20), ":：")
        if colon < min(end, start + 20) and text[colon] in ":：":
            return (start, colon), colon + 1
        return None, start

    # safeguards, general headings, tasks

    def _mark_safeguards(self) -> None:
        for clause in self.roots[-2:]:
            if self._says_safeguard(clause):
                self.safeguards.add(id(clause))
        if len(self.roots) == 1:
            for clause in self.roots[0].children[-1:]:
                if self._real(clause) and self._says_safeguard(clause):
                    self.safeguards.add(id(clause))

    def _says_safeguard(self, clause: Clause) -> bool:
        title = self.title(clause)
        return bool(title) and is_safeguard(title) and not any(map(_leads, clause.walk()))

    def title(self, clause: Clause) -> str:
        """The heading as it stands in a path, with its full stop if the line ends with one."""
        if clause.title is None:
            return ""
        return re.sub(r"\s*[\n\r]\s*", "", self.text[slice(*clause.title)]).strip(" \t\u3000*")

    def _sort(self, clause: Clause, *, under_general: bool) -> None:
        general = is_general(self.title(clause)) and not self._duties[id(clause)]
        if general:
            self.general.add(id(clause))
        if self._real(clause):
            loose = under_general and not general and clause.depth > 1
            (self.loose if loose else self.headings).append(clause)
            for child in clause.children:
                self._sort(child, under_general=under_general or general)
        elif general or under_general:
            is_heading = general or (clause.depth <= 1 and clause.title is not None)
            (self.headings if is_heading else self.loose).append(clause)
        elif self._is_task(clause):
            self.tasks.append(clause)
        else:
            self.headings.append(clause)

    def _over_table(self, clause: Clause) -> bool:
        """Whether a clause is the heading over a table of tasks."""
        return self._stands_alone(clause) and any(clause.text <= table < clause.own for table in self.tables)

    def _is_task(self, clause: Clause) -> bool:
        if self._over_table(clause):
            return False
        if clause.style not in self._parents or clause.children:
            return True
        return clause.depth > 0 or not self._stands_alone(clause) or _has_duty(clause)


def _counted(roots: Sequence[Clause]) -> dict[int, int]:
    """How many notations of duties stand in each clause and below it."""
    counted: dict[int, int] = {}
    for clause in reversed(flat(roots)):
        own = sum(bool(notation.names) for notation in clause.notations)
        counted[id(clause)] = own + sum(counted[id(child)] for child in clause.children)
    return counted


def _has_duty(clause: Clause) -> bool:
    return any(notation.names for notation in clause.notations)


def _leads(clause: Clause) -> bool:
    return any(notation.lead for notation in clause.notations)


def titled_by_document(text: str, tasks: Iterable[Clause]) -> bool:
    """Whether the items of a plan open with a title sentence as a rule, so that short first sentences are titles."""
    seen = titled = 0
    for task in tasks:
        seen += 1
        if task.title is not None:
            title = text[slice(*task.title)]
            titled += len(title) <= 30 and len(re.findall("[，,]", title)) <= 1
    return titled >= 0.6 * seen
