"""Whether a name is that of one piece of works, or only says a kind of thing."""

from __future__ import annotations

import re
from functools import lru_cache

from citycircle.documents.commitments import words
from citycircle.language.wordlists import any_of

_ANY_HEAD = rf"(?<!航(?=线))(?<!产(?=线))(?<!互联(?=互通)){any_of(words.HEADS)}"
_CLOSING = r"(?:[(（][^()（）]{1,20}[)）])?[”」]?$"
HEAD = re.compile(_ANY_HEAD + _CLOSING)
_WHOLE_HEAD = re.compile(rf"(?P<head>(?:{_ANY_HEAD})+){_CLOSING}")
_INDEFINITE = re.compile(
    r"^(?:一(?:批|系列|大批|流|些)|若干|各|多个|更多|有关|相关|其他|[一二两三四五六七八九十\d]+(?:个|条|座|处|批|家|大|项))|共享|建设$|重[大点](?:基础设施|项目|工程)$|连接(?!线)|^(?:开始|对接|布局|加密|优化|在|以|对|将|把|与|由|使|为)"
)
_PROPER = re.compile(r"[A-Za-z]*\d|至|市区|^市(?!场|域|政|民)")
_DIVISION = re.compile(r"[^市县区]{1,3}[市县区](?![场域政民级])")
_AMOUNT = re.compile(r"\d[\d.,]*\s?[万亿]?(?:个|条|套|户|公里|亩|㎡|m2|平方米|座|处|家|栋|台)")
_QUOTES = re.compile(r"[“”「」()（）]")
_GENERIC = re.compile(any_of(words.GENERIC) + "+")
BEGINS_GENERIC = re.compile(any_of(words.GENERIC | words.HEADS))
_SHORTEST, _LONGEST = 3, 45
_SHORTEST_RESIDUE = 2


@lru_cache(4096)
def head_of(name: str) -> str:
    """The head noun at the end of a name, or nothing.

    >>> head_of("汀河过江通道"), head_of("汀河")
    ('过江通道', '')
    """
    match = _WHOLE_HEAD.search(name)
    return match["head"] if match else ""


@lru_cache(4096)
def is_work(name: str) -> bool:
    """Whether a name ends as works do, or in a phase.

    >>> is_work("望汀港区二期"), is_work("营商环境")
    (True, False)
    """
    return bool(HEAD.search(name) or words.PHASE.search(name))


def is_definite(name: str) -> bool:
    """Whether a name stands for one thing and is of a name's length; a rank or an image is none."""
    if (
        not _SHORTEST <= len(name) <= _LONGEST
        or _INDEFINITE.search(name)
        or _AMOUNT.search(name)
        or ("的" in name and "至" not in name)
    ):
        return False
    return not words.RANKS.search(name) and not words.PROGRAMMES.search(name)


@lru_cache(4096)
def is_named(name: str) -> bool:
    """Whether something proper is left of a name without the words of the genre, or a number, a route or a quotation.

    >>> is_named("白鹭湖沿线养老设施"), is_named("城镇污水处理厂提标改造"), is_named("205国道扩建")
    (True, False, True)
    """
    if name in words.HEADS:
        return False
    if words.PHASE.search(name) or _PROPER.search(name):
        return True
    division = _DIVISION.match(name)
    if division and not _GENERIC.fullmatch(division[0]):
        return True
    return len(_GENERIC.sub("", _QUOTES.sub("", HEAD.sub("", name)))) >= _SHORTEST_RESIDUE
