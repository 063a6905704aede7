"""The outline of one stretch of text: its numbering chosen, its clauses told apart, its duties in their places."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from citycircle.documents.duties.finding import find_notations
from citycircle.documents.duties.notation import Notation
from citycircle.documents.outline.levels import Levels
from citycircle.documents.outline.looks import SENTENCE
from citycircle.documents.outline.markers import Marker, find_markers, heading_markers
from citycircle.documents.outline.numbering import Numbered, choose
from citycircle.documents.outline.paragraphs import split_by_duties, unnumbered
from citycircle.documents.outline.tree import Clause, flat, give_notations, grow

Range = tuple[int, int]
Heading = tuple[int, int, int]
"""Start, end and level of a paragraph that its format calls a heading."""
_SHORTEST_TITLE = 8
_PLAN_NOUN = re.compile(r"(?:方案|计划|要点|清单|规划|办法|纲要|意见|措施|通知|分工)(?:[(（][^()（）\n]{1,30}[)）])?$")


@dataclass(slots=True)
class Outline:
    """What was chosen out of the candidates, the clauses built of it, and the duties found."""

    groups: list[list[Marker]]
    steps: list[Numbered]
    roots: list[Clause]
    levels: Levels
    notations: list[Notation]


Chosen = tuple[list[list[Marker]], list[Numbered]]


def choose_numbers(text: str, ranges: Sequence[Range], headings: Sequence[Heading] = ()) -> Chosen:
    """Every candidate in the ranges and the most consistent numbering among them."""
    groups = find_markers(text, ranges)
    inside = [each for each in headings if any(low <= each[0] < high for low, high in ranges)]
    groups = heading_markers(text, _without_title(text, inside, groups), groups)
    return groups, choose(groups)


def read_outline(
    text: str,
    ranges: Sequence[Range],
    headings: Sequence[Heading] = (),
    *,
    chosen: Chosen | None = None,
    tables: Sequence[int] = (),
) -> Outline:
    """Read the clauses and duties of the ranges as one plan.

    `chosen` is their numbering if it is known already, `tables` are the places of tables of tasks between them.

    >>> text = "一、重点任务\\n1.建桥。（市港航局牵头）\\n2.修路。\\n二、保障措施\\n(一)加强领导。抓好落实。"
    >>> outline = read_outline(text, [(0, len(text))])
    >>> [task.marker for task in outline.levels.tasks], len(outline.notations)
    (['1.', '2.', '(一)'], 1)
    """
    groups, steps = chosen or choose_numbers(text, ranges, headings)
    notations = [each for low, high in ranges for each in find_notations(text, low, high)]
    roots = grow(steps, ranges[-1][1] if ranges else 0)
    give_notations(flat(roots), notations)
    split_by_duties(text, roots)
    levels = Levels(text, roots, tables)
    if not levels.tasks and not tables and not any(clause.marker for clause in levels.headings):
        plain = unnumbered(text, ranges, notations)
        if plain:
            give_notations(flat(plain), notations)
            roots, levels = plain, Levels(text, plain)
    return Outline(groups, steps, roots, levels, notations)


def _without_title(text: str, headings: Sequence[Heading], groups: Sequence[Sequence[Marker]]) -> list[Heading]:
    """Headings without those at the front that are the title of the document or of the letter above it."""
    first = next((group[0].start for group in groups if max(marker.look for marker in group) >= SENTENCE), len(text))
    levels = Counter(level for *_, level in headings)
    front = 0
    for start, end, level in headings:
        words = text[start:end].strip()
        is_title = len(words) >= _SHORTEST_TITLE and _PLAN_NOUN.search(words)
        if start >= first or not (is_title or (front == 0 and levels[level] == 1)):
            break
        front += 1
    return list(headings[front:])
