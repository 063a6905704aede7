"""Paragraphs that carry no number: tasks under a heading, and whole plans without numbering."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from citycircle.documents.duties.notation import Notation
from citycircle.documents.outline.headings import is_general
from citycircle.documents.outline.tree import Clause, flat

PARAGRAPH = "paragraph"
HEADING = "heading1"
_LINE = re.compile(r"[^\n\r\f\v]+")
_EDGE = " \t\u3000\u00a0*#"
_PREAMBLE = re.compile(r"^(?:为|根据|按照|依据|现将|经|各|本)")
_SENTENCE = re.compile(r"[。；;：:，,！？]")
_STOP = re.compile(r"[。；;：:！？]")
_SHORTEST = 15
LONGEST_HEADING = 30


def lines_in(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The printed lines of a range, without margins and empty ones."""
    for match in _LINE.finditer(text, start, end):
        line = match[0]
        low = match.start() + len(line) - len(line.lstrip(_EDGE))
        high = match.start() + len(line.rstrip(_EDGE))
        if low < high:
            yield low, high


def split_by_duties(text: str, roots: Sequence[Clause]) -> None:
    """Where a heading stands over several paragraphs that each end with their own duties, each becomes a clause."""
    for clause in flat(roots):
        if len(clause.notations) < 2 or any(child.style != "dash" for child in clause.children):  # noqa: PLR2004 - several
            continue
        lines = _with_duty_lines(list(lines_in(text, clause.text, clause.end)), clause.notations)
        if len(lines) < 3:  # noqa: PLR2004 - a heading and two paragraphs
            continue
        if not (_is_heading(text, *lines[0], clause.notations) or _is_numbered(text, clause, lines[0])):
            continue
        groups = _groups(lines[1:], clause.notations)
        if groups is None:
            continue
        clause.children = [_paragraph(low, high, clause.depth + 1, clause) for low, high in groups]
        clause.own = clause.children[0].start
        _share(clause)


def unnumbered(text: str, ranges: Sequence[tuple[int, int]], notations: Sequence[Notation]) -> list[Clause]:
    """The clauses of a plan without numbers: short lines are headings, the paragraphs below them tasks.

    Without any heading only paragraphs that end with their duties are tasks.
    """
    lines = [line for start, end in ranges for line in lines_in(text, start, end)]
    starts = [notation.start for notation in notations]
    roots: list[Clause] = []
    for position, (low, high) in enumerate(lines):
        dutied = bisect_left(starts, low) < bisect_left(starts, high)
        if not dutied and _is_heading(text, low, high, ()) and position + 1 < len(lines):
            roots.append(Clause(HEADING, "", 0, 0, "open", low, low, high, high))
        elif dutied and _only_duties(low, high, notations, starts) and roots:
            _extend(roots[-1], high)
        elif roots or dutied:
            _add_paragraph(text, roots, low, high, dutied=dutied)
    while roots and not roots[0].children and roots[0].style == HEADING:
        del roots[0]
    return roots


def _add_paragraph(text: str, roots: list[Clause], low: int, high: int, *, dutied: bool) -> None:
    long_enough = high - low >= _SHORTEST and not _PREAMBLE.match(text[low:high])
    if not dutied and not long_enough:
        return
    above = roots[-1] if roots and roots[-1].style == HEADING else None
    paragraph = _paragraph(low, high, 1 if above else 0, above)
    if above is None:
        if dutied:
            roots.append(paragraph)
        return
    if not above.children:
        above.own = low
    above.children.append(paragraph)
    above.end = high


def _extend(clause: Clause, end: int) -> None:
    clause.end = end
    if clause.children:
        clause.children[-1].end = clause.children[-1].own = end
    elif clause.style == PARAGRAPH:
        clause.own = end


def _only_duties(low: int, high: int, notations: Sequence[Notation], starts: Sequence[int]) -> bool:
    at = bisect_left(starts, low)
    return at < len(starts) and starts[at] <= low + 2 and notations[at].end >= high - 1


def _is_heading(text: str, low: int, high: int, notations: Sequence[Notation]) -> bool:
    """Whether a line, without the duties at its end, is short and no sentence."""
    end = next((each.start for each in notations if low < each.start < high), high)
    line = text[low:end].strip()
    return is_general(line) or (1 < len(line) <= LONGEST_HEADING and not _SENTENCE.search(line.rstrip("。：:")))


def _is_numbered(text: str, clause: Clause, line: tuple[int, int]) -> bool:
    """Whether a line behind a number is a heading, though it has a comma: 一、加快转型升级，提升竞争力."""
    words = text[slice(*line)]
    return bool(clause.marker) and len(words) <= LONGEST_HEADING and not _STOP.search(words)


def _with_duty_lines(lines: list[tuple[int, int]], notations: Sequence[Notation]) -> list[tuple[int, int]]:
    """Lines, those that hold nothing but duties joined to the line above."""
    starts = [notation.start for notation in notations]
    joined: list[tuple[int, int]] = []
    for low, high in lines:
        if joined and _only_duties(low, high, notations, starts):
            joined[-1] = (joined[-1][0], high)
        else:
            joined.append((low, high))
    return joined


def _groups(lines: Sequence[tuple[int, int]], notations: Sequence[Notation]) -> list[tuple[int, int]] | None:
    """Paragraphs up to and with their duties; None unless every one of them has some."""
    ends = sorted(notation.end for notation in notations if notation.names)
    groups: list[tuple[int, int]] = []
    start = None
    for low, high in lines:
        start = low if start is None else start
        if any(high - 2 <= end <= high + 1 for end in ends):
            groups.append((start, high))
            start = None
    if start is not None or len(groups) < 2:  # noqa: PLR2004 - several
        return None
    return groups


def _paragraph(low: int, high: int, depth: int, above: Clause | None) -> Clause:
    return Clause(PARAGRAPH, "", 0, depth, "next", low, low, high, high, above)


def _share(clause: Clause) -> None:
    """Hand the notations of a heading down to the paragraphs they stand in."""
    kept = []
    for notation in clause.notations:
        for child in clause.children:
            if child.start <= notation.start < child.end + 2:
                child.notations.append(notation)
                child.end = child.own = max(child.end, notation.end)
                break
        else:
            kept.append(notation)
    clause.notations = kept
