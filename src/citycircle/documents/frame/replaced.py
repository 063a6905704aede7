"""Which place's name advertising replaced, where the document itself tells: by its number or by a list that repeats."""

from __future__ import annotations

import re
from collections import Counter

from citycircle.documents.mended import Mended

SPAM = "spam"
_HAN = "[\u4e00-\u9fff]"
_PREFIX = re.compile(r"^(?P<short>[\u4e00-\u9fff]{1,2}?)(?:政|府|委|办|发)")
_LEVEL = re.compile(r"(?:已经|经|各|、|[，,。\s])(?P<level>[市县区州])(?:委|政府|直)")
_NEXT = re.compile(rf"、(?P<name>{_HAN}{{2,3}}?)(?P<level>[市县区州])")
_TWICE = 2


def name(mended: Mended, doc_number: str | None) -> str | None:
    """The name of the place that was written over; None where the document leaves it open.

    It is proposed to a person and never written into the text.
    """
    if not any(repair.kind == SPAM for repair in mended.repairs):
        return None
    return _by_list(mended) or _by_number(mended.text, doc_number)


def _by_list(mended: Mended) -> str | None:
    """Before 、禾阳市 stood what stands before 、禾阳 where the same list is printed again."""
    votes = Counter[str]()
    for repair in mended.repairs:
        at = mended.find(repair.span.start)
        following = _NEXT.match(mended.text, at) if repair.kind == SPAM else None
        if following:
            level = following["level"]
            beside = re.compile(rf"(?P<left>{_HAN}{{2,4}}){level}?、{following['name']}")
            votes.update(_whole(mended.text, match["left"]) + level for match in beside.finditer(mended.text))
    return votes.most_common(1)[0][0] if votes else None


def _whole(text: str, left: str) -> str:
    """The name at the end of a few characters: two of them, or three that never part."""
    two, three = left[-2:], left[-3:]
    return three if len(three) > len(two) and text.count(three) == text.count(two) > 1 else two


def _by_number(text: str, doc_number: str | None) -> str | None:
    """The number begins with the short name of its place; the text repeats the whole one more than any other such."""
    prefix = _PREFIX.match(doc_number or "")
    if not prefix:
        return None
    counts = Counter(re.findall(f"{prefix['short'][0]}{_HAN}", text)).most_common(_TWICE)
    if not counts or (len(counts) > 1 and counts[0][1] < _TWICE * counts[1][1]):
        return None
    level = _LEVEL.search(text)
    return f"{counts[0][0]}{level['level'] if level else ''}"
