"""Read a plan: a dirty document in, a ledger out in which every cell leads back to its sentence.

This is the documented Python API: `read` a file, `read_text` a text, and take the plans out of the `Reading`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from citycircle.core.messages import Text
from citycircle.core.plans import Aside, Diagnostic, Document, Plan, Repair, Span
from citycircle.documents.clauses import ClauseNames
from citycircle.documents.commitments.passages import Commitments
from citycircle.documents.drafting import Draft, draft
from citycircle.documents.duties.finding import find_notations, states_rule
from citycircle.documents.intake.open import open_source
from citycircle.documents.mended import Mended
from citycircle.documents.outline.levels import Levels
from citycircle.documents.outline.markers import find_markers
from citycircle.documents.outline.numbering import choose
from citycircle.documents.outline.tree import flat, give_notations, grow
from citycircle.documents.places import as_found
from citycircle.documents.repair.mend import mend
from citycircle.documents.source import Source

Progress = Callable[[Text], None]


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from one file; every span counts code points of `source.text`.

    `plans` holds one plan as a rule, several where the file is a notice with several plans.
    """

    source: Source
    mended: Mended
    plans: tuple[Plan, ...]
    repairs: tuple[Repair, ...] = ()
    asides: tuple[Aside, ...] = ()
    coverage: Any = None
    diagnostics: tuple[Diagnostic, ...] = ()


def read(
    found: str | Path | bytes,
    *,
    name: str | None = None,
    organisations: Any = None,
    corrections: Any = None,
    progress: Progress | None = None,
) -> Reading:
    """Read a plan from a file, from its bytes, or from standard input read as bytes."""
    tell = progress or _silent
    tell(Text("打开文件", "Opening the file"))
    source = open_source(found, name=name)
    return _read_source(source, tell)


def read_text(text: str, *, name: str = "text") -> Reading:
    """Read a plan from a text at hand.

    >>> reading = read_text("一、重点任务\\n1.建设客运码头。（市港务局牵头）\\n2.修缮河堤。（市水务局牵头，市财政局配合）")
    >>> [(task.number, task.duty.lead[0].text) for task in reading.plans[0].tasks]
    [('1', '市港务局'), ('2', '市水务局')]
    """
    return _read_source(Source(name, "text/plain", text, ""), _silent)


def _silent(_: Text) -> None:
    """Progress that nobody watches."""


def _read_source(source: Source, tell: Progress) -> Reading:
    tell(Text("修复文本", "Mending the text"))
    mended = mend(source.text)
    asides = _asides(mended)
    plan = _read_plan(mended, asides, 0, len(mended.text))
    return Reading(
        source=source,
        mended=mended,
        plans=(as_found(plan, mended),),
        repairs=mended.repairs,
        asides=as_found(asides, mended),
    )


def _asides(mended: Mended) -> tuple[Aside, ...]:
    try:
        from citycircle.documents.shell import set_aside
    except ImportError:
        return ()
    return set_aside(mended)


def _describe(mended: Mended, asides: Sequence[Aside], start: int, end: int) -> tuple[Document, tuple[Diagnostic, ...]]:
    try:
        from citycircle.documents.metadata import describe
    except ImportError:
        return Document(), ()
    return describe(mended, asides, start, end)


def _commitments(mended: Mended, drafted: Draft, document: Document) -> Commitments:
    try:
        from citycircle.documents.commitments.read import read_commitments
    except ImportError:
        return Commitments()
    return read_commitments(mended, drafted.passages, document)


def _read_plan(mended: Mended, asides: Sequence[Aside], start: int, end: int) -> Plan:
    text = mended.text
    ranges = free_ranges(start, end, asides)
    roots = grow(choose(find_markers(text, ranges)), ranges[-1][1] if ranges else end)
    notations = [each for low, high in ranges for each in find_notations(text, low, high)]
    give_notations(flat(roots), notations)
    drafted = draft(text, Levels(text, roots), ClauseNames(), first_leads=states_rule(text[start:end]) is not None)
    document, doubts = _describe(mended, asides, start, end)
    found = _commitments(mended, drafted, document)
    return Plan(
        document=document,
        sections=tuple(drafted.sections),
        tasks=tuple(drafted.tasks),
        targets=found.targets,
        commitments=found.commitments,
        milestones=found.milestones,
        projects=found.projects,
        decoys=found.decoys,
        diagnostics=(*doubts, *found.diagnostics),
    )


def free_ranges(start: int, end: int, asides: Sequence[Aside]) -> list[tuple[int, int]]:
    """The parts of a range that were not set aside."""
    ranges = []
    for aside in sorted(asides, key=lambda each: each.span):
        low, high = aside.span.start, aside.span.end
        if high <= start or low >= end:
            continue
        if low > start:
            ranges.append((start, low))
        start = max(start, high)
    if start < end:
        ranges.append((start, end))
    return ranges


__all__ = ["Reading", "Span", "read", "read_text"]
