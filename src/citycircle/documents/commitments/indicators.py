"""What a number measures, in words for the reader."""

from __future__ import annotations

import re
from collections.abc import Sequence

from citycircle.documents.commitments import words
from citycircle.documents.commitments.governing import is_baseline
from citycircle.documents.commitments.quantities import Quantity
from citycircle.language.dates import find_dates
from citycircle.language.wordlists import any_of

_HEDGE = re.compile(
    r"^(?:[、,，:：\s]|和|及|以及|与|力争|争取|确保|努力|力求|预计|计划|使得?|其中|并|要|将|有序|积极|大力|着力|加快|即"
    r"|[一二三四五六七八九十\d]{1,2}年内)+"
)
_MADE = re.compile(r"^(?:建设|建成|新建|实现|完成|达到|有|为|打造|形成)(?=.)(?!改建|扩建|改造|成|和|或|、)")
_TAIL = re.compile(r"(?:[、,的\s]|和|及|以及|与|并|将|要|均|在|力争|争取|拟|预计|等|达到|(?<![通直抵可送畅])达|为)+$")
_AT = re.compile(r"(?:要在|将在|将于|在|于)$")
_SAID = re.compile(r"^.*(?:优化|升级|提升|完善|增强|倍增|番|实现|形成|健全|提高|改善|显著|明显)[、,]")
_FROM = re.compile(r"(?:从|由)[\d.,]+[^,，\d]{0,6}$")
"""What a measure rises from (从10.2年提高到10.8年) is not part of it."""
_MORE = frozenset(("新增", "净增", "增加"))
_AND = re.compile(r"[、和与]")
_MEASURED = re.compile(r"(?:率|量|额|值|数|比重|占比|面积|浓度|排放|消耗|装机|蓄能|收入|增速|指数)$")
_JOIN = re.compile(r"、|和|以及|(?<!普)及(?![率格时其])|(?<!参)与")
_VERB_FIRST = re.compile(any_of(words.MAKING))
_VERB_LAST = re.compile(rf"{any_of(words.MAKING)}$")


def indicators(text: str, promised: Sequence[Quantity]) -> list[str]:
    """The indicator of each number of a clause, in order.

    Before a comparator stands what is measured; otherwise it is the verb and the counted thing. Several numbers share
    what is printed once.
    """
    read: list[str] = []
    for at, quantity in enumerate(promised):
        left, right = _sides(text, promised, at)
        word = text[quantity.start : quantity.numeral.start].strip()
        left = _FROM.sub("", left.removeprefix("实现")) if quantity.compared else left
        if quantity.compared and word in words.DIRECTIONS:
            read.append(left + word)
        elif quantity.compared and left and not (right and _VERB_LAST.search(left)):
            read.append(left)
        elif not left and not right and read:
            read.append(read[-1])
        elif not left and at:
            verb = _VERB_FIRST.match(without_dates(text[: promised[0].numeral.start]))
            read.append(_MADE.sub("", (verb[0] if verb else "") + right))
        elif not left and word in _MORE:
            read.append(word + right)
        else:
            read.append(_MADE.sub("", left + right))
    return _shared_out(text, promised, read)


def _sides(text: str, promised: Sequence[Quantity], at: int) -> tuple[str, str]:
    """What stands before and behind a number and belongs to it."""
    begin = promised[at - 1].end if at else 0
    left = text[begin : promised[at].start]
    if at:
        left = _split(left, promised[at])[1]
    right = text[promised[at].end :]
    if _JOIN.match(right):
        right = ""
    if at + 1 < len(promised):
        following = promised[at + 1]
        right = _split(text[promised[at].end : following.start], following)[0]
    return _SAID.sub("", without_dates(left)), _TAIL.sub("", right.removeprefix("的"))


def _split(between: str, following: Quantity) -> tuple[str, str]:
    """Divide what stands between two numbers: A、| B50家, or 高水平工程师和 | 500名."""
    joins = [match.start() for match in _JOIN.finditer(between)]
    if joins and joins[0] == 0:
        return "", between
    if following.compared:
        return "", between
    return (between[: joins[-1]], "") if joins else (between, "")


def _shared_out(text: str, promised: Sequence[Quantity], read: list[str]) -> list[str]:
    """普及率、数控化率分别超过90%、75%: the first number is that of the first, the second that of the second."""
    head = text[: promised[0].start] if promised else ""
    plain = [one.replace("分别", "") for one in read]
    if not head.endswith("分别"):
        return plain
    parts = _AND.split(without_dates(head.removesuffix("分别")))
    alike = len({len(part) for part in parts}) == 1 or bool(_MEASURED.search(parts[-1]))
    if len(parts) != len(promised) or not alike:
        return plain
    word = text[promised[0].start : promised[0].numeral.start].strip()
    return [part + (word if word in words.DIRECTIONS else "") for part in parts]


def without_dates(text: str) -> str:
    """Take dates, rhythms and hedges off a stretch of text; what is compared with (较2020年) stays.

    >>> without_dates("力争到2030年出口总额")
    '出口总额'
    """
    for moment in reversed(find_dates(text)):
        if not is_baseline(text, moment):
            text = _AT.sub("", text[: moment.start]) + text[moment.end :]
    return _TAIL.sub("", _HEDGE.sub("", text))
