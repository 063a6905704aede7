"""Lists of works with members that leave out what they share: A、B和C铁路, A、B等高速公路, A三期、四期."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from citycircle.documents.commitments import words
from citycircle.documents.commitments.works_names import head_of, is_work

_JOIN = re.compile(r"、|以及|及(?!其|配套|时|格|早)|和(?![县谐平睦])|与|暨")
_AND_OTHERS = re.compile(r"(?<![高中初同平均对特一二三四])等(?![级离待候于份同额效])")
_COUNT = re.compile(
    r"^(?:\d+|[一二两三四五六七八九十]+)?(?:个|条|座|处|批|大|项)?(?:重点|重大|一批|一系列|标志性|两地|大型|示范性?)*"
)
_WORKS = frozenset(("", "项目", "工程", "建设项目", "建设", "重点项目", "工程项目", "基础设施", "重大工程"))
"""What a list is called by when its members carry their own heads."""


@dataclass(frozen=True, slots=True)
class Member:
    """One name out of a list, completed with what it shares with the others."""

    name: str
    start: int
    end: int


def members(text: str, open_text: str, start: int, end: int) -> Iterator[Member]:
    """Read the members of a list that stands from `start` to `end`; signs in quotes and brackets do not part it.

    >>> text = "临汀、石泷和松渚通用机场"
    >>> [member.name for member in members(text, text, 0, len(text))]
    ['临汀通用机场', '石泷通用机场', '松渚通用机场']
    >>> text = "汀河疏港铁路二期、三期等项目"
    >>> [member.name for member in members(text, text, 0, len(text))]
    ['汀河疏港铁路二期', '汀河疏港铁路三期']
    """
    group: list[tuple[int, int]] = []
    for begin, stop in _parts(open_text, start, end):
        others = _AND_OTHERS.search(open_text, begin, stop)
        if others is None:
            group.append((begin, stop))
            continue
        group.append((begin, others.start()))
        yield from _with_category(text, group, others.end(), stop)
        group = []
    yield from _with_last(text, group)


def _parts(open_text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for join in _JOIN.finditer(open_text, start, end):
        if join.start() > at:
            yield at, join.start()
        at = join.end()
    if end > at:
        yield at, end


def _with_category(text: str, group: list[tuple[int, int]], start: int, end: int) -> Iterator[Member]:
    """A、B等高速公路: members without a head take the category's; a single one keeps the words as printed."""
    category = _COUNT.sub("", text[start:end])
    shared = "" if category in _WORKS else category
    for name, begin, stop in _phased(text, group):
        if is_work(name):
            yield Member(name, begin, stop)
        elif len(group) == 1 and is_work(shared):
            yield Member(text[begin:end], begin, end)
        elif is_work(shared) or category in ("项目", "工程"):
            yield Member(name + (shared or category), begin, stop)


def _with_last(text: str, group: list[tuple[int, int]]) -> Iterator[Member]:
    """A、B铁路: members without a head take that of the last."""
    if not group:
        return
    last = text[slice(*group[-1])]
    shared = head_of(last)
    for name, begin, stop in _phased(text, group):
        if is_work(name):
            yield Member(name, begin, stop)
        elif shared:
            yield Member(name + shared, begin, stop)


def _phased(text: str, group: list[tuple[int, int]]) -> Iterator[tuple[str, int, int]]:
    """Give a bare phase (四期) the name of the member before."""
    stem = ""
    for begin, stop in group:
        name = text[begin:stop].strip()
        if words.PHASE.fullmatch(name):
            yield stem + name, begin, stop
            continue
        phase = words.PHASE.search(name)
        stem = name[: phase.start()] if phase else name
        yield name, begin, stop
