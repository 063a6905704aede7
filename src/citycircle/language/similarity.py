"""Whether one Chinese name may be another one in short: rules of writing, no list of names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

# The word that says what kind of body it is, longest first; each stands beside the short form that means the same.
HEADS: tuple[tuple[str, str], ...] = (
    ("领导小组办公室", "领导小组办"), ("管理委员会", "管委会"), ("委员会", "委"), ("人民政府", "政府"),
    ("办公室", "办"), ("有限责任公司", "公司"), ("有限公司", "公司"), ("集团公司", "集团"), ("事务中心", "中心"),
    ("服务中心", "中心"), ("管理中心", "中心"), ("领导小组办", "领导小组办"), ("管委会", "管委会"), ("公司", "公司"),
    ("集团", "集团"), ("中心", "中心"), ("分局", "分局"), ("支队", "支队"), ("大队", "大队"), ("总队", "总队"),
    ("政府", "政府"), ("海关", "海关"), ("法院", "法院"), ("检察院", "检察院"), ("银行", "银行"), ("学院", "学院"),
    ("大学", "大学"), ("医院", "医院"), ("协会", "协会"), ("总工会", "工会"), ("工会", "工会"),
    ("局", "局"), ("委", "委"), ("办", "办"), ("厅", "厅"), ("部", "部"), ("处", "处"), ("站", "站"), ("院", "院"),
)  # fmt: skip
_LEVEL = re.compile(
    r"^(?P<place>[\u4e00-\u9fff]{2,4}?)??(?P<level>省委|市委|州委|县委|区委|省|市|州|县|区)(?!管)(?=[\u4e00-\u9fff]{2,})"
)
_BRACKETS = re.compile(r"[(\uff08][^()\uff08\uff09]*[)\uff09]")
SHORTEST = 2
_NUMERALS = re.compile("[0-9一二三四五六七八九十]")


@dataclass(frozen=True, slots=True)
class NameParts:
    """A name taken apart: the place, the level of government, what it is about, what kind of body it is."""

    place: str
    level: str
    core: str
    head: str


@lru_cache(8192)
def name_parts(name: str) -> NameParts:
    """Take an organisation's name apart by its writing alone.

    >>> name_parts("禾阳市发展和改革委员会")
    NameParts(place='禾阳', level='市', core='发展和改革', head='委')
    >>> name_parts("市发改委")
    NameParts(place='', level='市', core='发改', head='委')
    """
    bare = _BRACKETS.sub("", name) or name
    found = _LEVEL.match(bare)
    place, level = (found["place"] or "", found["level"]) if found else ("", "")
    rest = bare[found.end() :] if found else bare
    for written, head in HEADS:
        if rest.endswith(written) and len(rest) > len(written):
            return NameParts(place, level, rest.removesuffix(written), head)
    return NameParts(place, level, rest, "")


def is_short_for(short: str, long: str) -> bool:
    """Whether `short` takes characters of `long` in order, from its first one, or is a stretch of it.

    >>> is_short_for("发改", "发展和改革"), is_short_for("数据", "大数据"), is_short_for("财政", "民政")
    (True, True, False)
    """
    if not SHORTEST <= len(short) < len(long) or _NUMERALS.findall(short) != _NUMERALS.findall(long):
        return False  # a number tells two bodies apart: 第一、第二水务公司
    if short in long:
        return True
    rest = iter(long)
    return short[0] == long[0] and all(character in rest for character in short)
