"""Where the heading of a clause ends and its body begins."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from citycircle.documents.outline.headings import announced, first_stop, glued_ends, is_general
from citycircle.documents.outline.tree import Clause, flat

EDGE = " \t\u3000\u00a0*#"
_LINE_END = re.compile(r"[\n\r\f\v]")
_WIDE_SPACE = re.compile(r"\u3000+| {2,}")
_COMMA = re.compile("[，,]")
_MEASURE = re.compile(r"\d\s?(?:[%％万亿]|公里|平方|米|元|吨|亩|个|条|座|项|家|次|人|名|处|辆|场|小时|分钟)")
LONGEST_LINE = 60
"""A longer line is no heading."""
LONGEST_TITLE = 30
"""A longer first sentence is no title of a task."""
LONGEST_HEADING = 40
_BEFORE_COLON = 20
_GLUED = 80
_MOST = 0.6


def first_line(text: str, clause: Clause) -> tuple[int, int]:
    """The first line of a clause's own text, without brackets of duties at its end."""
    start = clause.text
    while start < clause.own and (text[start] in EDGE or text[start] in "\r\n"):
        start += 1
    match = _LINE_END.search(text, start, clause.own)
    end = match.start() if match else clause.own
    end = next((each.start for each in clause.notations if start < each.start < end), end)
    while end > start and text[end - 1] in EDGE:
        end -= 1
    return start, end


def stands_alone(text: str, clause: Clause) -> bool:
    """Whether a clause's line is a heading and nothing more."""
    start, end = first_line(text, clause)
    return end - start <= LONGEST_LINE and first_stop(text, start, end) >= end - 1


def title_of(text: str, clause: Clause) -> str:
    """The heading as it stands in a path, with its full stop if the line ends with one."""
    if clause.title is None:
        return ""
    return re.sub(r"\s*[\n\r]\s*", "", text[slice(*clause.title)]).strip(EDGE)


def cut_titles(text: str, roots: Sequence[Clause], heads: Callable[[Clause], bool]) -> None:
    """Set title and body of every clause; `heads` tells the clauses that stand over others.

    Where a heading runs into its body without any sign, its sisters help to find its end.
    """
    clauses = flat(roots)
    unsure: dict[str, list[Clause]] = defaultdict(list)
    for clause in clauses:
        clause.title, clause.body = _cut(text, clause, heads=heads(clause))
        if clause.title is None and heads(clause):
            unsure[clause.style].append(clause)
    for clause in clauses:
        if clause.style in unsure and heads(clause) and _may_run_on(title_of(text, clause)):
            unsure[clause.style].append(clause)
    for sisters in unsure.values():
        _cut_alike(text, sisters)


def _cut(text: str, clause: Clause, *, heads: bool) -> tuple[tuple[int, int] | None, int]:
    """Title and start of the body, as far as signs and known words show them."""
    start, end = first_line(text, clause)
    known = announced(text[start:end])
    if known and known < end - start and (heads or is_general(text[start : start + known])):
        return (start, start + known), start + known
    if stands_alone(text, clause) and (heads or end - start <= LONGEST_HEADING):
        runs_on = heads and end - start > LONGEST_TITLE and len(_COMMA.findall(text, start, end)) > 1
        return (None, start) if runs_on else ((start, end), end)
    return _cut_at_sign(text, start, end, heads=heads)


def _cut_at_sign(text: str, start: int, end: int, *, heads: bool) -> tuple[tuple[int, int] | None, int]:
    """Title and body parted by a wide space, a full stop or a colon."""
    if gap := _WIDE_SPACE.search(text, start, min(end, start + LONGEST_HEADING)):
        return (start, gap.start()), gap.end()
    stop = first_stop(text, start, end)
    longest = LONGEST_HEADING if heads else LONGEST_TITLE
    if stop < end and stop - start <= longest and (heads or not _MEASURE.search(text, start, stop)):
        return (start, stop), stop + 1
    near = min(end, start + _BEFORE_COLON)
    colon = first_stop(text, start, near, ":：")
    if colon < near and text[colon] in ":：":
        return (start, colon), colon + 1
    return None, start


def _may_run_on(title: str) -> bool:
    """Whether a heading could hold its body too, as those of its sisters do."""
    return title.endswith("。") and bool(_COMMA.search(title)) and len(title) > _BEFORE_COLON


def _cut_alike(text: str, sisters: Sequence[Clause]) -> None:
    lines = [text[slice(*first_line(text, clause))][:_GLUED] for clause in sisters]
    for clause, length in zip(sisters, glued_ends(lines), strict=True):
        start, stop = first_line(text, clause)
        if length:
            cut = start + length
        else:
            cut = stop if stands_alone(text, clause) else first_stop(text, start, stop, "。；;")
        clause.title, clause.body = (start, cut), cut


def open_with_titles(text: str, tasks: Iterable[Clause]) -> bool:
    """Whether tasks open with a title sentence as a rule, so that short first sentences are titles."""
    titles = [text[slice(*task.title)] if task.title else None for task in tasks]
    good = [title for title in titles if title and len(title) <= LONGEST_TITLE and len(_COMMA.findall(title)) <= 1]
    return len(good) >= _MOST * len(titles)
