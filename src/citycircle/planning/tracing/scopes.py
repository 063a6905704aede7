"""Whether one clause covers less than another: a higher grade only, a part in place of the whole, a shorter list."""

from __future__ import annotations

import re
from collections.abc import Callable

_GRADE = re.compile(r"(?P<grade>[一二三])级(?:以上|及以上)?(?:医|公立|综合)")
_WHOLE = re.compile(r"全部|所有|全覆盖|全面|全市|全省|全域|各县|各区|每个|一律|均")
_PART = re.compile(r"部分|试点|首批|有条件|主要|城区|主城区|中心城区|示范|若干")
_GRADES = "一二三"
_LIST = re.compile(r"[^、，。；和]+(?:、[^、，。；和]+)+(?:和[^、，。；和]+)?")


def smaller(mine: str, theirs: str) -> tuple[str, str] | None:
    """What each covers, where the lower plan covers less; None where it does not.

    >>> smaller("三级医院结果互认", "二级以上医院结果互认"), smaller("各县垃圾分类", "部分县垃圾分类")
    (('三级医', '二级以上医'), None)
    """
    rules: tuple[Callable[[str, str], tuple[str, str] | None], ...] = (_grade, _part, _shorter_list)
    return next((found for rule in rules if (found := rule(mine, theirs))), None)


def _grade(mine: str, theirs: str) -> tuple[str, str] | None:
    one, other = _GRADE.search(mine), _GRADE.search(theirs)
    if one and other and _GRADES.index(one["grade"]) > _GRADES.index(other["grade"]):
        return one[0], other[0]
    return None


def _part(mine: str, theirs: str) -> tuple[str, str] | None:
    whole, part = _WHOLE.search(theirs), _PART.search(mine)
    return (part[0], whole[0]) if whole and part and not _PART.search(theirs) and not _WHOLE.search(mine) else None


def _shorter_list(mine: str, theirs: str) -> tuple[str, str] | None:
    """A list that names only some of the upper plan's things; one that ends in 等 is open and says nothing."""
    one, other = _LIST.search(mine), _LIST.search(theirs)
    if not one or not other or "等" in other[0]:
        return None
    ours, asked = _members(one[0]), _members(other[0])
    named = all(any(member in each or each in member for each in asked) for member in ours)
    missing = [member for member in asked if member not in mine]
    shorter = len(ours) < len(asked) and named and bool(missing)
    return ("、".join(ours), "、".join(asked)) if shorter else None


_EDGE = 2


def _members(listed: str) -> list[str]:
    """The members of a list; of the first only its end and of the last only its beginning is sure to belong to it."""
    members = re.split(r"[、和]", listed)
    return [members[0][-_EDGE:], *members[1:-1], members[-1][:_EDGE]]
