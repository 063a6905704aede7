"""Whether two fields of forms ask the same under two names: 完成投资（万元） and 投资完成额."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.fuzz import ratio

from citycircle.language.similarity import is_short_for

_UNITS = re.compile(r"[(\[【][^)\]】]*[)\]】]")
_MARKS = re.compile(r"[\W_]+")
_FILLER = re.compile("情况|总量|数据|具体|有关|相关|其中|的")
_AMOUNT = re.compile("数额|金额|总额|额")
_COUNT = re.compile("个数|数量|[条家人次]?数")
# What tells two fields apart although the rest is alike; words in one group mean the same.
_TELLING: tuple[tuple[str, ...], ...] = (
    ("本年累计", "年初以来", "全年累计"),
    ("开工以来", "累计", "截至目前"),
    ("本月", "当月"),
    ("上月",),
    ("本季", "当季", "季度"),
    ("上年", "去年", "同期"),
    ("本年", "当年", "今年", "年度", "全年"),
    ("计划", "预计", "拟"),
    ("目标", "任务数"),
    ("实际",),
    ("未", "尚未"),
    ("新增", "新建"),
    ("续建", "在建"),
    ("开工",),
    ("竣工", "完工"),
    ("投产",),
    ("入库",),
    ("总",),
    ("比例", "占比", "比重", "率"),
    ("同比", "增速", "增幅", "增长率"),
    ("环比",),
    ("名称",),
    ("电话", "手机"),
    ("日期", "时间", "时限"),
    ("原因",),
    ("问题",),
    ("措施",),
    ("下一步", "下步", "下月"),
    ("一",),
    ("二",),
    ("三",),
)
_WORDS = sorted(
    ((word, str(group)) for group, words in enumerate(_TELLING) for word in words), key=lambda pair: -len(pair[0])
)


class Core(NamedTuple):
    """What a title speaks of, the words that tell it apart, and whether it says to be an amount or a count."""

    rest: str
    telling: frozenset[str]
    nature: str

    def may_be(self, other: Core) -> bool:
        """Whether nothing tells the two apart: an amount is no count, but a title need not say which it is."""
        natures = {self.nature, other.nature} - {""}
        return self.telling == other.telling and len(natures) <= 1


@lru_cache(maxsize=20_000)
def core_of(title: str) -> Core:
    """Take a title apart; units, brackets and filling words fall away.

    >>> core_of("本月完成投资额（万元）").rest, core_of("本月完成投资额（万元）").may_be(core_of("当月完成投资"))
    ('完成投资', True)
    """
    rest = _MARKS.sub("", _UNITS.sub("", unicodedata.normalize("NFKC", title))).casefold()
    telling = set()
    for word, group in _WORDS:
        if word in rest:
            telling.add(group)
            rest = rest.replace(word, "")
    rest = _FILLER.sub("", rest)
    nature = "amount" if _AMOUNT.search(rest) else "count" if _COUNT.search(rest) else ""
    return Core(_COUNT.sub("", _AMOUNT.sub("", rest)), frozenset(telling), nature)


def named_alike(one: str, other: str) -> bool:
    """Whether two titles are the same but for units, filling words and the order of their words.

    >>> named_alike("完成投资（万元）", "投资完成额"), named_alike("开工项目数", "竣工项目数")
    (True, False)
    """
    mine, theirs = core_of(one), core_of(other)
    return mine.may_be(theirs) and sorted(mine.rest) == sorted(theirs.rest) and bool(mine.rest or mine.telling)


def likeness(one: str, other: str) -> int:
    """How alike two titles are, from 0 to 100; 0 when a word tells them apart (本月 and 累计, 开工 and 竣工).

    >>> likeness("新增就业人数", "城镇新增就业人数") > 80, likeness("本月完成投资", "累计完成投资")
    (True, 0)
    """
    if named_alike(one, other):
        return 100
    mine, theirs = core_of(one), core_of(other)
    core, other_core = mine.rest, theirs.rest
    if not mine.may_be(theirs) or not core or not other_core:
        return 0
    if is_short_for(core, other_core) or is_short_for(other_core, core):
        return max(85, round(ratio(core, other_core)))
    ordered, loose = ratio(core, other_core), ratio("".join(sorted(core)), "".join(sorted(other_core)))
    return round(max(ordered, loose - 5))
