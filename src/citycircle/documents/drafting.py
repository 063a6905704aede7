"""From the outline of one plan and its duties to sections and tasks, in places of the mended text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from citycircle.core.plans import Duty, Quoted, Role, Section, Span, Subitem, Target, Task
from citycircle.documents.clauses import ClauseNames
from citycircle.documents.commitments.passages import Passage
from citycircle.documents.duties.assigning import deadline_of, duty_of, inherited
from citycircle.documents.duties.finding import in_heading
from citycircle.documents.duties.notation import LeadRule, Notation
from citycircle.documents.outline.levels import Levels
from citycircle.documents.outline.titles import open_with_titles
from citycircle.documents.outline.tree import Clause

_FIRST_WORDS = 24
"""So many characters name a paragraph that has neither number nor title."""
_EDGE = " \t\r\n\u3000\u00a0*#"


class Above(NamedTuple):
    """The heading in prose under which something stands: its path and the eId of its clause."""

    path: tuple[str, ...] = ()
    id: str = ""


@dataclass(slots=True)
class Draft:
    """Sections, tasks and the passages in which commitments are looked for, of one plan.

    `reach` says from where to where each heading reaches, in the order of the text. `targets` are those that a table
    lays out in columns; those in sentences are found later.
    """

    sections: list[Section] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    reach: list[tuple[int, int, Above]] = field(default_factory=list)

    def above(self, place: int) -> Above | None:
        """The innermost heading over a place."""
        return next((above for start, end, above in reversed(self.reach) if start <= place < end), None)

    def join(self, other: Draft) -> None:
        """Take in what stands in a table between the clauses."""
        self.sections = sorted([*self.sections, *other.sections], key=lambda section: section.span)
        self.tasks += other.tasks
        self.targets += other.targets
        self.passages = sorted([*self.passages, *other.passages], key=lambda passage: passage.start)


def draft(
    text: str, levels: Levels, names: ClauseNames, holes: Sequence[tuple[int, int]] = (), rule: LeadRule | None = None
) -> Draft:
    """Write down the headings and tasks that were told apart, in the order of the text.

    `holes` are the stretches that were set aside, sorted; no body and no passage runs over them.
    """
    return _Drafter(text, levels, names, holes, rule).draft()


class _Drafter:
    def __init__(
        self, text: str, levels: Levels, names: ClauseNames, holes: Sequence[tuple[int, int]], rule: LeadRule | None
    ) -> None:
        self.text, self.levels, self.names, self.rule = text, levels, names, rule
        self.holes = list(holes)
        self.marks = sorted(clause.start for clause in [*levels.headings, *levels.tasks, *levels.loose])
        self.loose = {id(clause) for clause in levels.loose}
        self.titled = {
            role: open_with_titles(text, [task for task in levels.tasks if self._role(task) == role])
            for role in ("task", "safeguard")
        }
        self.headings = {id(clause) for clause in levels.headings}
        self.ids: dict[int, str] = {}
        self.out = Draft()

    def draft(self) -> Draft:
        clauses = [*self.levels.headings, *self.levels.tasks, *self.levels.loose]
        for clause in sorted(clauses, key=lambda clause: clause.start):
            if id(clause) in self.loose:
                self._intro(clause, clause.start, self._path(clause))
            elif id(clause) in self.headings:
                self._section(clause)
            else:
                self._task(clause)
        return self.out

    # what stands above

    def _above(self, clause: Clause) -> list[Clause]:
        """The headings above a clause, outermost first."""
        line = []
        above = clause.above
        while above is not None:
            if id(above) in self.headings:
                line.append(above)
            above = above.above
        return line[::-1]

    def _path(self, clause: Clause) -> tuple[str, ...]:
        return tuple(above.marker + self.levels.title(above) for above in self._above(clause))

    def _id_above(self, clause: Clause) -> str:
        line = self._above(clause)
        return self.ids.get(id(line[-1]), "") if line else ""

    def _role(self, clause: Clause) -> Role:
        return "safeguard" if self.levels.is_safeguard(clause) or _is_final(self.text, clause) else "task"

    def _section(self, clause: Clause) -> None:
        title = self.levels.title(clause)
        self.ids[id(clause)] = self.names.heading(
            self._id_above(clause), clause.depth, clause.value if clause.marker else None, title
        )
        end = max([clause.title[1] if clause.title else clause.text, *self._heading_duties(clause)])
        self.out.sections.append(Section(clause.depth + 1, clause.marker, title, Span(clause.start, end)))
        path = (*self._path(clause), clause.marker + title)
        self.out.reach.append((clause.start, clause.end, Above(path, self.ids[id(clause)])))
        self._intro(clause, clause.body, path)

    def _intro(self, clause: Clause, start: int, path: tuple[str, ...]) -> None:
        """What stands under a heading before the first task."""
        for low, high in self._kept(start, self._own_end(clause), clause.notations):
            if self.text[low:high].strip(_EDGE):
                self.out.passages.append(Passage(low, high, None, path, self._role(clause)))

    def _heading_duties(self, clause: Clause) -> Iterator[int]:
        """Where the duties noted on the line of a heading end."""
        at = clause.title[1] if clause.title else clause.text
        for notation in clause.notations:
            if at <= notation.start and not self.text[at : notation.start].strip(_EDGE + "。"):
                at = notation.end
                yield at

    def _own_end(self, clause: Clause) -> int:
        """Where the introduction under a heading ends: at the next heading or task, or with the clause."""
        at = bisect_right(self.marks, clause.start)
        return min(clause.end, self.marks[at]) if at < len(self.marks) else clause.end

    def _kept(self, start: int, end: int, notations: Sequence[Notation]) -> list[tuple[int, int]]:
        """A range without the duties noted in it and without what was set aside."""
        holes = [(notation.start, notation.end) for notation in notations]
        at = max(0, bisect_left(self.holes, (start, start)) - 1)
        while at < len(self.holes) and self.holes[at][0] < end:
            holes.append(self.holes[at])
            at += 1
        return list(kept(start, end, sorted(holes)))

    def _task(self, clause: Clause) -> None:
        notations = [notation for part in clause.walk() for notation in part.notations]
        title, body = self._title_and_body(clause, notations)
        path, number = self._path(clause), printed_number(clause.marker)
        above = self._id_above(clause)
        words = self.levels.title(clause) or body.text[:_FIRST_WORDS]
        task_id = self.names.task(above, clause.value if clause.marker else None, words)
        self.out.tasks.append(
            Task(
                id=task_id,
                number=number,
                path=path,
                role=self._role(clause),
                title=title,
                body=body,
                duty=self._duty(clause, notations),
                subitems=tuple(self._subitems(clause)),
                span=self._span(clause.start, clause.end),
                deadline=deadline_of(notations),
            )
        )
        low = title.span.start if title else body.span.start
        for start, end in self._kept(low, clause.end, notations):
            if self.text[start:end].strip(_EDGE):
                self.out.passages.append(Passage(start, end, task_id, path, self._role(clause)))

    def _title_and_body(self, clause: Clause, notations: Sequence[Notation]) -> tuple[Quoted | None, Quoted]:
        pieces = self._kept(clause.body, clause.end, notations)
        body = self.quoted(pieces, clause.body)
        if clause.title is None or not body.text or not self._is_title(clause):
            return None, self.quoted(self._kept(clause.text, clause.end, notations), clause.text)
        return Quoted(self.levels.title(clause).rstrip("。."), Span(*clause.title)), body

    def _is_title(self, clause: Clause) -> bool:
        assert clause.title is not None
        title = self.text[slice(*clause.title)].rstrip()
        own_line = "\n" in self.text[clause.title[1] : clause.body + 2]
        return (self.titled[self._role(clause)] or own_line) and not title.endswith((":", "："))

    def quoted(self, pieces: Sequence[tuple[int, int]], start: int) -> Quoted:
        """The text of pieces, lines trimmed, with the stretch from the first to the last character."""
        whole = tidy("".join(self.text[a:b] for a, b in pieces))
        solid = [self._span(a, b) for a, b in pieces if self.text[a:b].strip(_EDGE)]
        span = Span(solid[0].start, solid[-1].end) if solid else Span(start, start)
        return Quoted(whole, span)

    def _span(self, start: int, end: int) -> Span:
        while end > start and self.text[end - 1] in _EDGE:
            end -= 1
        while start < end and self.text[start] in _EDGE:
            start += 1
        return Span(start, end)

    def _duty(self, clause: Clause, notations: Sequence[Notation]) -> Duty:
        duty = duty_of(notations, self.rule)
        if duty.lead or duty.responsible:
            return duty
        for above in self._above(clause)[::-1]:
            said = in_heading(self.text, *above.title) if above.title else None
            duty = duty_of([*above.notations, *([said] if said else [])], self.rule)
            if duty.lead or duty.responsible:
                return inherited(duty)
        return Duty()

    def _subitems(self, clause: Clause) -> Iterator[Subitem]:
        for item in self.levels.items(clause):
            words = self.quoted(self._kept(item.text, item.own, item.notations), item.text)
            yield Subitem(item.marker, words.text, Span(item.start, max(words.span.end, item.text)))


_FINAL = re.compile(
    r"\s*本(?:措施|办法|方案|计划|意见|规划|通知|细则|规定)自.{0,20}(?:施行|实施|执行)|\s*本(?:措施|办法|方案|细则|规定)由.{2,30}负责解释"
)


def _is_final(text: str, clause: Clause) -> bool:
    """Whether a clause only says from when the document is in force or who explains it."""
    return bool(_FINAL.match(text, clause.text, clause.end))


def kept(start: int, end: int, holes: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """A range without some stretches of it, which are sorted."""
    for low, high in holes:
        if low >= end or high <= start:
            continue
        if low > start:
            yield start, low
        start = max(start, high)
    if start < end:
        yield start, end


def tidy(text: str) -> str:
    """Lines without margins, empty ones dropped."""
    return "\n".join(line for line in (line.strip(_EDGE) for line in re.split(r"[\r\n\f\v]+", text)) if line)


def printed_number(marker: str) -> str:
    """A number as printed, without its dot or with its brackets.

    >>> [printed_number(marker) for marker in ("7.", "12、", "(一)", "一、", "第三条", "1.2.")]
    ['7', '12', '(一)', '一', '第三条', '1.2']
    """
    return (
        re.sub(r"\s+", "", marker).rstrip("．.、，,:：﹒﹑")
        if marker and marker[0] not in "(（〔【["
        else re.sub(r"\s+", "", marker)
    )
