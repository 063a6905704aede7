"""Where a plan itself cites an upper plan (依据《…》第12条): the strongest evidence that one carries out the other."""

from __future__ import annotations

import re
from typing import NamedTuple

from rapidfuzz.fuzz import ratio

from citycircle.language.numerals import NotANumber, read_number
from citycircle.language.tokens import folded
from citycircle.planning.ledger import Item, Ledger

_CITED = re.compile(
    r"(?:依据|根据|按照|贯彻落实|贯彻|落实|对照|承接|执行|按|据)?[^《》。；]{0,6}《(?P<title>[^《》]{4,80})》"
    r"(?:[^。；，,]{0,4}?第?(?P<number>[\d一二三四五六七八九十百]{1,5})(?:条|项|款|点))?"
)
_BARE = re.compile(r"第?(?P<number>[\d一二三四五六七八九十百]{1,5})(?:条|项|款|点)")
_YEARS = re.compile(r"[(（]?\d{4}\s?[-—–~至]+\s?\d{4}\s?年?[)）]?|\d{4}年度?")
ALIKE = 88
"""Two printings of one title are at least so alike (rapidfuzz, of 100): a plan is often cited without its years."""


class Citation(NamedTuple):
    """That a task cites a plan: the words, and the number of the clause where one is named."""

    words: str
    number: str = ""


def cited(item: Item, upper: Ledger) -> Citation | None:
    """Where a task cites the upper plan; one that names a clause comes first.

    >>> task = Item("1", "1", "", "依据《云泽省都市圈行动方案》第十二条，开展试点。")
    >>> cited(task, Ledger("云泽省都市圈行动方案（2025—2027年）")).number
    '12'
    """
    found = [
        Citation(match[0], _number(match["number"]))
        for match in _CITED.finditer(f"{item.basis}。{item.words}")
        if is_called(match["title"], upper.title)
    ]
    if not found and (bare := _BARE.fullmatch(item.basis.strip())):
        found = [Citation(item.basis.strip(), _number(bare["number"]))]
    return max(found, key=lambda each: bool(each.number), default=None)


def is_called(cited_title: str, title: str) -> bool:
    """Whether a title as cited means the plan: years and brackets may be left out.

    >>> is_called("汀河都市圈建设三年行动方案", "汀河都市圈建设三年行动方案（2025—2027年）")
    True
    """
    one, other = (_YEARS.sub("", folded(each)) for each in (cited_title, title))
    return bool(one and other) and (one == other or ratio(one, other) >= ALIKE)


def _number(text: str | None) -> str:
    """The number of a clause in Arabic digits, as `Item.number` is compared."""
    if not text:
        return ""
    try:
        return str(int(read_number(text)))
    except NotANumber:
        return ""


def is_numbered(item: Item, number: str) -> bool:
    """Whether a clause has that number, however it is printed (12, （十二）, 第12条)."""
    found = re.search(r"[\d一二三四五六七八九十百]+", item.number)
    return found is not None and _number(found[0]) == number
