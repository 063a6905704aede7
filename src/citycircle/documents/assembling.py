"""Putting the plans of one document together: its parts, their outlines and duties, what they promise and say."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from citycircle.core.plans import Aside, Diagnostic, Plan, Span
from citycircle.documents.clauses import ClauseNames
from citycircle.documents.commitments.passages import Passage
from citycircle.documents.commitments.read import read_commitments
from citycircle.documents.drafting import Above, Draft, draft
from citycircle.documents.duties.finding import rule_of_lead
from citycircle.documents.framed import Framed
from citycircle.documents.masked import masked_names
from citycircle.documents.mended import Mended
from citycircle.documents.outline.closing import content_end
from citycircle.documents.outline.contents import contents_list
from citycircle.documents.outline.doubts import duty_doubts, outline_doubts
from citycircle.documents.outline.parts import PlanPart, begins_as_plan, split_parts
from citycircle.documents.outline.read import Chosen, Heading, Outline, choose_numbers, read_outline
from citycircle.documents.places import in_mended
from citycircle.documents.source import Source
from citycircle.documents.table_measures import told_once
from citycircle.documents.table_notes import NOTE_BELOW, notes_below
from citycircle.documents.table_tasks import draft_table
from citycircle.documents.table_views import remark, told_again
from citycircle.documents.tables import TaskTable

Range = tuple[int, int]
PlacedTable = tuple[Span, TaskTable]
"""A task table and its place in the mended text."""
_LONG_CELL = 600
_HASHES = re.compile(r"#{1,6}[ \t]+")
_FEWEST = 5
"""So many numbered paragraphs without any duty still make an attachment a plan."""


@dataclass(frozen=True, slots=True)
class Assembled:
    """The plans of a document and what stands around their clauses, in places of the mended text."""

    plans: tuple[Plan, ...]
    preambles: tuple[Span, ...]
    asides: tuple[Aside, ...]
    """Closing lines and attachments without a plan, beyond what was set aside before."""


@dataclass(slots=True)
class _Read:
    """One part of the document, read as if it were a plan."""

    part: PlanPart
    outline: Outline
    draft: Draft
    end: int

    @property
    def dutied(self) -> bool:
        return any(task.duty.lead or task.duty.responsible for task in self.draft.tasks)


def assemble(
    source: Source, framed: Framed, mended: Mended, asides: Sequence[Aside], tables: Sequence[PlacedTable] = ()
) -> Assembled:
    """Read every plan of a document, in prose and in its task tables."""
    return _Assembler(source, framed, mended, asides, tables).assemble()


class _Assembler:
    def __init__(
        self,
        source: Source,
        framed: Framed,
        mended: Mended,
        asides: Sequence[Aside],
        tables: Sequence[PlacedTable],
    ) -> None:
        self.framed, self.mended, self.text = framed, mended, mended.text
        self.asides = asides
        self.again = told_again([found for _, found in tables])
        again_too = set(map(id, self.again))
        self.tables = [(span, found) for span, found in tables if id(found) not in again_too]
        notes = notes_below(self.text, [span.end for span, _ in self.tables])
        again = (Aside("repeated_table", in_mended(found.span, mended)) for found in self.again)
        self.others = [*again, *self._other_tables(source), *notes]
        self.holes = sorted(
            (span.start, span.end)
            for span in (*(a.span for a in asides), *(span for span, _ in self.tables), *(o.span for o in self.others))
        )
        self.headings = list(self._headings(source))
        unread = sorted((aside.span.start, aside.span.end) for aside in self.others if aside.reason != NOTE_BELOW)
        self.rule = rule_of_lead("\n".join(self.text[a:b] for a, b in free_ranges(0, len(self.text), unread)))

    def assemble(self) -> Assembled:
        whole = PlanPart(0, len(self.text))
        numbers = choose_numbers(self.text, self._ranges(whole), self.headings)
        if listed := self._contents(whole, numbers):
            self.others.append(Aside("contents", Span(*listed)))
            self.holes = sorted([*self.holes, listed])
            numbers = choose_numbers(self.text, self._ranges(whole), self.headings)
        parts = split_parts(self.text, 0, len(self.text), numbers[1])
        chosen = self._plans_among(parts) if len(parts) > 1 else []
        if not chosen:
            chosen = [self._read_part(whole, "", numbers)]
        if len(chosen) == 1:
            return self._assembled([(chosen[0], 0, len(self.text))])
        return self._assembled([(read, read.part.start, read.part.end) for read in chosen])

    def _contents(self, whole: PlanPart, numbers: Chosen) -> Range | None:
        """A table of contents, also where only its first lines were set aside before."""
        known = {(aside.span.start, aside.span.end) for aside in self.asides if aside.reason == "contents"}
        if not known:
            return contents_list(self.text, numbers[1])
        holes, self.holes = self.holes, [hole for hole in self.holes if hole not in known]
        _, steps = choose_numbers(self.text, self._ranges(whole), self.headings)
        self.holes = holes
        return contents_list(self.text, steps)

    def _headings(self, source: Source) -> list[Heading]:
        found = []
        for paragraph in source.paragraphs:
            if paragraph.heading is not None:
                start = self.mended.find(paragraph.span.start)
                found.append((start, self.mended.find(paragraph.span.end), paragraph.heading))
        return found

    def _other_tables(self, source: Source) -> Iterator[Aside]:
        """Tables without tasks; one that only lays the page out is text."""
        known = {found.table.span for found in (*(each for _, each in self.tables), *self.again)}
        for table in source.tables:
            laid_out = table.width < 2 or any(len(cell.text) > _LONG_CELL for cell in table.cells)  # noqa: PLR2004 - one column
            if table.span not in known and not laid_out:
                yield Aside("other_table", in_mended(table.span, self.mended))

    # parts

    def _plans_among(self, parts: Sequence[PlanPart]) -> list[_Read]:
        reads = [self._read_part(part, f"att_{part.number}" if part.number else "") for part in parts]
        plans = [read for read in reads if read.draft.tasks and self._is_plan(read)]
        if len(plans) > 1 and plans[0].part.start == 0 and not plans[0].dutied and _is_letter(self.text, plans[0].part):
            plans = plans[1:]
        return plans

    def _is_plan(self, read: _Read) -> bool:
        tasks = read.draft.tasks
        if len(tasks) > 1 and begins_as_plan(self.text, read.part):
            return True
        return read.dutied or sum(len(task.body.text) >= 20 for task in tasks) >= min(_FEWEST, len(tasks))  # noqa: PLR2004 - a sentence

    def _ranges(self, part: PlanPart) -> list[Range]:
        """What can be clauses in a part: not what was set aside, not the closing lines."""
        return free_ranges(part.start, content_end(self.text, part.start, part.end), self.holes)

    def _read_part(self, part: PlanPart, prefix: str, chosen: Chosen | None = None) -> _Read:
        ranges = self._ranges(part)
        tables = [(span, found) for span, found in self.tables if part.start <= span.start < part.end]
        outline = read_outline(
            self.text, ranges, self.headings, chosen=chosen, tables=[span.start for span, _ in tables]
        )
        names = ClauseNames(prefix)
        drafted = draft(self.text, outline.levels, names, self.holes, self.rule)
        for number, (span, found) in enumerate(tables, start=1):
            above = drafted.above(span.start) or Above((), f"tbl_{number}" if number > 1 else prefix)
            drafted.join(draft_table(self.mended, found, names, above, self.rule))
        return _Read(part, outline, drafted, ranges[-1][1] if ranges else part.start)

    # plans

    def _assembled(self, chosen: Sequence[tuple[_Read, int, int]]) -> Assembled:
        plans, preambles = [], []
        for read, start, end in chosen:
            plan, before = self._plan(read, start, end)
            plans.append(plan)
            preambles += before
        left = self._left_over([read for read, *_ in chosen])
        frames = (Aside("table_frame", span) for span, _ in self.tables)
        return Assembled(tuple(plans), tuple(preambles), (*left, *frames, *self.others))

    def _left_over(self, chosen: Sequence[_Read]) -> Iterator[Aside]:
        """Lines between and behind the plans that were read: closing lines, attachments that hold no task."""
        at = min((read.part.start for read in chosen), default=0)
        for read in chosen:
            yield from self._named(at, read.part.start, "no_plan")
            yield from self._named(read.end, read.part.end, "release")
            at = read.part.end
        yield from self._named(at, len(self.text), "no_plan")

    def _named(self, start: int, end: int, reason: str) -> Iterator[Aside]:
        for low, high in free_ranges(start, end, self.holes):
            words = self.text[low:high].strip()
            if words:
                is_list = re.match(r"附\s*件", words) and len(words) < 500  # noqa: PLR2004 - longer ones are attachments
                yield Aside("attachments" if is_list else reason, Span(low, high))

    def _plan(self, read: _Read, start: int, end: int) -> tuple[Plan, list[Span]]:
        document, remarks = self.framed.describe(self.asides, start, end, self._headed(read))
        title = dict(document.spans).get("title")
        preamble = list(self._preamble(read, start, title))
        found = read_commitments(self.mended, [*preamble, *read.draft.passages], document)
        read.draft.tasks.sort(key=lambda task: task.span.start)
        doubts: tuple[Diagnostic, ...] = (*outline_doubts(read.outline), *duty_doubts(read.draft.tasks, read.outline))
        doubts += tuple(doubt for doubt in map(self._seen_before, self.again) if start <= _place(doubt).start < end)
        plan = Plan(
            document=document,
            sections=tuple(read.draft.sections),
            tasks=tuple(read.draft.tasks),
            targets=told_once(found.targets, read.draft.targets, read.draft.passages),
            commitments=found.commitments,
            milestones=found.milestones,
            projects=found.projects,
            decoys=found.decoys,
            diagnostics=(*remarks, *self._masked(start, end), *sorted(doubts, key=_place), *found.diagnostics),
        )
        spans = [Span(p.start, p.end) for p in (*preamble, *read.draft.passages) if p.task is None]
        return plan, spans

    def _masked(self, start: int, end: int) -> Iterator[Diagnostic]:
        ranges = free_ranges(start, end, self.holes)
        return masked_names(self.text, ranges, starred=self.rule == "starred")

    def _seen_before(self, table: TaskTable) -> Diagnostic:
        return remark(table, in_mended(table.span, self.mended))

    def _headed(self, read: _Read) -> Span | None:
        """What the format prints as a title: the row over the first task table, else the first heading above it."""
        at, table = next(((at, table) for at, table in self.tables if at.start >= read.part.start), (None, None))
        if at is not None and table is not None and at.start < read.part.end and (row := table.title) is not None:
            return in_mended(row.span, self.mended)
        stop = at.start if at is not None else min((task.span.start for task in read.draft.tasks), default=read.end)
        first = next((Span(a, b) for a, b, depth in self.headings if depth == 1 and read.part.start <= a < stop), None)
        marks = _HASHES.match(self.text, first.start) if first else None
        return Span(marks.end(), first.end) if first and marks else first

    def _preamble(self, read: _Read, start: int, title: Span | None) -> list[Passage]:
        """What stands before the first clause, without the title."""
        first = min(
            [clause.start for clause in read.outline.roots] or [read.part.end if not read.draft.tasks else start]
        )
        holes = sorted([*self.holes, *([(title.start, title.end)] if title else [])])
        return [Passage(a, b, None, ()) for a, b in free_ranges(start, first, holes) if self.text[a:b].strip()]


def _is_letter(text: str, part: PlanPart) -> bool:
    return bool(re.search(r"印发(?:给|至|你)|通知如下|转发(?:给|你)|随文印发", text[part.start : part.end]))


def _place(doubt: Diagnostic) -> Span:
    return doubt.span or Span(0, 0)


def free_ranges(start: int, end: int, holes: Sequence[Range]) -> list[Range]:
    """A range without the stretches that were set aside; holes are sorted.

    >>> free_ranges(0, 10, [(2, 4), (3, 5), (9, 12)])
    [(0, 2), (5, 9)]
    """
    ranges = []
    for low, high in holes[max(0, bisect_left(holes, (start, start)) - 1) :]:
        if low >= end:
            break
        if high <= start:
            continue
        if low > start:
            ranges.append((start, low))
        start = max(start, high)
    if start < end:
        ranges.append((start, end))
    return ranges
