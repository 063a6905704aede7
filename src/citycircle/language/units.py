"""Units and measure words that stand after a number, and what kind of thing each of them counts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

UnitKind = Literal["count", "share", "money", "time", "size", "rate"]

KINDS: dict[UnitKind, str] = {
    # counted things and happenings
    "count": "个 家 名 人 人次 次 场 场次 场(次) 项 条 座 所 处 支 套 台 台套 台(套) 辆 艘 架 户 件 份 宗 幢 栋 间 张 位 组 对 款 部 "
             "门 例 篇 班 班次 列 趟 航班 架次 标段 枚 盏 只 头 羽 株 棵 口 眼 孔 泊位 床位 床 标箱 标准箱 TEU 车次 人/次 届次 单 笔 本 册 "
             "站 点 村 镇 县 市 园 校 户次 平台 企业 项目 岗位 套(间) 亿件 班列",
    "share": "% ％ ‰ 个百分点 百分点 成 倍 番 分",
    "money": "元 美元 欧元 港元 人民币 日元 元人民币",
    "time": "小时 分钟 秒 秒钟 天 日 工作日 个工作日 个小时 月 个月 周 星期 年 个年",
    "size": "亩 公顷 平方公里 平方千米 平方米 ㎡ m2 m² km2 km² 立方米 方 m3 m³ 公里 千米 km KM 米 海里 里 厘米 毫米 吨 吨标准煤 吨标煤 "
            "公斤 千克 克 斤 石 千瓦 千瓦时 兆瓦 兆瓦时 瓦 度 kW MW GW kWh 千伏 kV 千伏安 兆伏安 PFLOPS EFLOPS P 标准机架 机架 PB TB "
            "Gbps Mbps 兆 微克/立方米 微克每立方米 毫克/升 μg/m3 µg/m3 ug/m3 μg/m³ µg/m³ ug/m³ mg/L mg/m3 分贝 摄氏度 ℃ 吨/日 吨/天",
    # how fast or how strong a thing is built: never a promise by itself
    "rate": "km/h 公里/小时 吨级 级 米级",
}  # fmt: skip
SCALE = r"万亿|[十百千]?万|[十百千]?亿"

_KIND_OF = {word: kind for kind, words in KINDS.items() for word in words.split()}
_WORDS = "|".join(re.escape(word) for word in sorted(_KIND_OF, key=len, reverse=True))
_UNIT = re.compile(
    rf"(?P<more>[余多])?(?P<scale>{SCALE})?(?P<more_after>[余多])?(?P<word>{_WORDS})?(?P<per>/(?:{_WORDS}))?"
)


@dataclass(frozen=True, slots=True)
class Unit:
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
        return None
    unit = (match["scale"] or "") + (match["word"] or "") + (match["per"] or "")
    kind = _KIND_OF[match["word"]] if match["word"] else "count"
    return Unit(unit, kind, match.end() - at, bool(match["more"] or match["more_after"]))
