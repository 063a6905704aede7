"""Lists of works with members that leave out what they share: A、B和C铁路, A、B等高速公路, A三期、四期."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from citycircle.documents.commitments import words
from citycircle.documents.commitments.works_names import BEGINS_GENERIC, head_of, is_named, is_work

_ACTS = "保护|修复|治理|建设|改造|布局|生产|加工|恢复|规划|设计|管理|养护|更新|提升|保育"
JOIN = re.compile(
    rf"、|以及|暨|(?:(?<!{_ACTS})|(?!.(?:{_ACTS})))(?:(?<!至)和(?![县谐平睦、])|(?P<weak>及(?![其时格早]|配套)|(?<!参)与))"
)
"""和 joins unless it stands between two acts (保护和修复工程); 及 and 与 join two works only."""
_AND_OTHERS = re.compile(r"(?<![高中初同平均对特一二三四])等(?![级离待候于份同额效])")
_SUMMED_UP = re.compile(r"(?<=..)(?=(?:[二两三四五六七八九十]|\d+)[大个座条])")
"""A、B、C三大园区: the number sums the list up as 等 does."""
_COUNT = re.compile(
    r"^(?:(?:\d+|[一二两三四五六七八九十]+)(?:个|条|座|处|批|大|项|家))?(?:重点|重大|一批|一系列|标志性|两地|大型|示范性?)*"
)

_AMOUNT = re.compile(r"一(?:批|系列|大批|些)|若干|各类|多个|更多|\d+(?:[余多])?(?:个|条|座|处|家|所|项|名|批)")
"""A list that opens with an amount (一批A、B和C) only says a kind of thing, from its first member to its last."""
_SHORTEST = 2
"""A 和 with a single sign beside it is part of a word."""
_LENDING = 10
"""A longer member does not borrow its head from the next one."""
_WORKS = frozenset(("", "项目", "工程", "建设项目", "建设", "重点项目", "工程项目", "基础设施", "重大工程"))
"""What a list is called by when its members carry their own heads."""


class Member(NamedTuple):
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
    if _AMOUNT.match(text, start, end):
        return
    group: list[tuple[int, int]] = []
    for begin, stop in _parts(open_text, start, end):
        others = _AND_OTHERS.search(open_text, begin, stop) or (
            _SUMMED_UP.search(open_text, begin, stop) if group else None
        )
        group.append((begin, others.start() if others else stop))
        if others:
            yield from _with_category(text, group, others.end(), stop)
            group = []
    if group:
        yield from _with_last(text, group)


def _parts(open_text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for join in JOIN.finditer(open_text, start, end):
        if join["weak"] and not is_work(open_text[at : join.start()]):
            continue
        if join[0] == "和" and _is_part_of_a_name(open_text, at, join, end):
            continue
        if join.start() > at:
            yield at, join.start()
        at = join.end()
    if end > at:
        yield at, end


def _is_part_of_a_name(open_text: str, at: int, join: re.Match[str], end: int) -> bool:
    """Whether 和 belongs to a place (协和, 和县, 顺和 in 顺和物流园): it would leave a single sign, or a bare kind."""
    if min(join.start() - at, end - join.end()) < _SHORTEST:
        return True
    following = JOIN.search(open_text, join.end(), end)
    right = open_text[join.end() : following.start() if following else end]
    return right in words.HEADS and not is_work(open_text[at : join.start()])


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
    """A、B铁路: members without a head take that of the next one with a head.

    What the next one only is described by (融A、B于一体的C园) and what carries a description for both is no member.
    """
    waiting: list[Member] = []
    for name, begin, stop in _phased(text, group):
        if not is_work(name):
            waiting.append(Member(name, begin, stop))
            continue
        if "的" not in name:
            yield from (Member(_lent(one.name, name), one.start, one.end) for one in waiting if _borrows(one.name))
        waiting = []
        yield Member(name, begin, stop)


def _borrows(name: str) -> bool:
    return len(name) <= _LENDING and "的" not in name and is_named(name)


def _lent(name: str, lender: str) -> str:
    """A name with what it shares with the next: 石泷、泷北机场救助基地 are of one length up to what they share."""
    rest = lender[len(name) :]
    return name + (rest if BEGINS_GENERIC.match(rest) else head_of(lender))


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
