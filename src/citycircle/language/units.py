"""Units and measure words that stand after a number, and what kind of thing each of them counts."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple, get_args

from citycircle.language.wordlists import any_of, read_words

UnitKind = Literal["count", "share", "money", "time", "size", "rate"]

SCALE = r"万亿|[十百千]?万|[十百千]?亿"

_LISTS = read_words(__package__, "units.txt")
_KIND_OF: dict[str, UnitKind] = {word: kind for kind in get_args(UnitKind) for word in _LISTS[kind]}
_WORD = any_of(_KIND_OF)
_UNIT = re.compile(
    rf"(?P<more>[余多])?(?P<scale>{SCALE})?(?P<more_after>[余多])?(?: (?=[mk]))?(?P<word>{_WORD})?"
    rf"(?P<per>/(?:{SCALE}|[十百千])?{_WORD}(?:[·•](?:[月年日天]|{_WORD}))?)?"
)
_RATIO = re.compile(r"[:：∶]\d+(?:\.\d+)?(?![\d:：∶])")


class Unit(NamedTuple):
    """What stands after a number: 万亩, 亿元, 家, %. `more` marks 余 or 多 between the two."""

    text: str
    kind: UnitKind
    length: int
    more: bool = False


def read_unit(text: str, at: int) -> Unit | None:
    """Read the unit that starts at a place of the text, a space before it allowed.

    >>> read_unit("1.5万名大学生", 3)
    Unit(text='万名', kind='count', length=2, more=False)
    >>> read_unit("浓度45ug/m3以下", 4).kind
    'size'
    >>> read_unit("第3届", 2) is None
    True
    """
    begin = at + (text[at : at + 1] == " ")
    match = _UNIT.match(text, begin)
    if match is None or not (match["word"] or match["scale"]):
        ratio = _RATIO.match(text, begin)
        return Unit(ratio[0], "share", ratio.end() - at) if ratio else None
    unit = (match["scale"] or "") + (match["word"] or "") + (match["per"] or "")
    kind: UnitKind = _KIND_OF[match["word"]] if match["word"] else "count"
    return Unit(unit, kind, match.end() - at, bool(match["more"] or match["more_after"]))
