"""Does a number promise something, or does it name, describe, size or count what exists?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from citycircle.core.messages import Text
from citycircle.documents.commitments import reasons, words
from citycircle.documents.commitments.sentences import NAMES, Clause
from citycircle.language.numerals import TENS, Numeral
from citycircle.language.units import Unit
from citycircle.language.wordlists import any_of

WINDOW = 80
"""How far around a number its words are sought."""

_VERB = re.compile(any_of(words.MAKING | words.PUSHING | words.TOUCHING))
_ADJACENT = re.compile(r"(?:不?[多少低高]于|至少|约|近|超过?|好|的|了|全市|全省|\s){0,2}$")
_PUSHED = re.compile(r"(?:工程|项目|建设|改造|整治|治理|实施|落地|开工|投产|竣工|升级|提升|创建|创成|工作)")
_CLASS = re.compile(
    r"(?:的(?!.{0,12}基金)|(?:及)?(?:重点|重大|工业|产业|投资)?(?:项目|企业|园区|集群|产业|强县|强镇|工程|大项目))"
)
_ACTS = re.compile(r"建设|改造|整治|治理|修复|绿化|升级|提升|贯通")
_DIMENSIONS = frozenset(("米", "厘米", "毫米", "千伏", "kV", "兆", "Mbps", "Gbps"))
"""Units in which things are designed; they promise only with a comparator or at the end."""
_GRANT = re.compile(r"奖励|奖补|补助|补贴|资助|罚款|给予|贴息|单个|单户|单项|最高")
_GRANTED = re.compile(
    r"(?:的标准|的比例|标准|比例)?(?:分档|一次性|分别)?(?:给予|予以|发放)?[^,，。]{0,6}(?:奖励|奖补|补助|补贴|贴息|资助)"
)
_TERMS = re.compile(r"贴息|贷款(?:期限|额度|利率)|担保费率")
_DESCRIBED = re.compile(r"(?:总投资|投资额|概算|规划面积|建筑面积|占地面积?|时速|设计)(?:约|为|达)?$")
_EXTENDED = re.compile(r"(?:里程|全长|总长|长度|(?<!增)长|距离|库容|规模)(?:约|为|达)?$")
"""What describes a thing, unless it is being made (新建里程30公里)."""
_FOR = re.compile(r"(?:为|对|向|给)[^,，]{0,6}$")
_DONE_FOR = re.compile(r"提供|实施|进行|开展|完成|发放|改造|落实|建立|培训|检查|筛查")
_MEASURE = re.compile(
    r"(?:[^总]数|数量|总[数量额]|[^效]率|面积|密度|强度|比重|占比|比例|指数|系数|产值|收入|吞吐量|增速|产量|消费量|排放量|用水量|年限|寿命|值)$"
)
_EACH_HAS = re.compile(r"每[^,，]{1,12}(?:有|建|设|建立|建设|建成|配备|设立|拥有)[好了]?$")
_PERSONS = ("名", "人", "人次")
_OFTEN = re.compile(r"每(?:年|半年|季|月|周|两年)")
_TIMES = frozenset(("次", "场", "场次", "轮", "期"))
_PROMISED_BY_VERB = re.compile(
    r"^(?:按|保障|实现|纳入|完成|达标|覆盖|接入|落实|达到|以上|通过|建成|办结|整改|安全|符合|执行|配备)"
)
_SHARE_OF = re.compile(r"的[^,，。]{2,16}?(?:建成|达到|实现|完成|配备|设立|建立|接入|纳入|达标|投用)")
_DONE_BEHIND = re.compile(
    r"(?:全面|全部|如期|基本|顺利)*(?:建成|完成|竣工|完工|开工|投产|投用|投运|通车|运营|达标)(?:投用|运营|通车)?$"
)
_LOOSE = frozenset(("近", "约", "超过", "超", "完成", "实现"))
"""Words in front of a time that need no promise (近5年)."""
_LIST = "、和及,"


@dataclass
class Scene:
    """A number with everything around it that decides; `end` is where its unit ends, the matches are comparators."""

    clause: Clause
    numeral: Numeral
    unit: Unit | None
    end: int
    before: re.Match[str] | None
    after: re.Match[str] | None

    def reason(self) -> Text | None:
        """Why the number promises nothing, or None where it promises."""
        return self._as_name() or (self._without_unit() if self.unit is None else self._with_unit(self.unit))

    @cached_property
    def front(self) -> str:
        return self.clause.open_text[max(0, self.numeral.start - WINDOW) : self.numeral.start]

    @cached_property
    def back(self) -> str:
        end = self.after.end() if self.after else self.end
        return self.clause.text[end : end + WINDOW]

    @property
    def closes(self) -> bool:
        """Whether nothing but the next member of a list stands behind."""
        return not self.back or self.back[0] in _LIST

    @cached_property
    def before_comparator(self) -> str:
        return self.front[: len(self.front) - (self.numeral.start - self.before.start())] if self.before else self.front

    @property
    def is_compared(self) -> bool:
        """Whether a real comparator stands in front; 完成 and 实现 only govern."""
        return self.before is not None and self.before["word"] not in words.MAKING

    @property
    def _is_about(self) -> bool:
        return self.before is not None and self.before["word"] in ("约", "大约", "约为", "近", "接近")

    def _is_described(self, unit: Unit, front: str) -> bool:
        """Whether a size belongs to the description of a thing (总投资, 全长)."""
        if unit.kind not in ("money", "size"):
            return False
        return bool(_DESCRIBED.search(front)) or (bool(_EXTENDED.search(front)) and not self._made())

    def _made(self) -> bool:
        return any(match[0] in words.MAKING for match in _VERB.finditer(self.front)) or "每" in self.front

    def _as_name(self) -> Text | None:
        if self.clause.opener(self.numeral.start) in NAMES:
            return reasons.NAME
        sign = self.clause.text[self.numeral.start - 1 : self.numeral.start]
        if sign == "第":
            return reasons.ORDINAL
        if sign and sign.isascii() and (sign.isalpha() or sign in "+-."):
            return reasons.CODE
        plain = self.unit is not None and self.unit.kind != "count" and not self.is_compared and not self.after
        if plain and self.numeral.is_chinese and all(letter in TENS for letter in self.numeral.text):
            return reasons.MAGNITUDE
        return None

    def _without_unit(self) -> Text | None:
        if self.is_compared and self.closes and _MEASURE.search(self.before_comparator):
            return None  # 利用系数提高到0.58
        after = self.clause.text[self.end : self.end + 2]
        return next((reason for signs, reason in reasons.BY_SIGN if after.startswith(signs)), reasons.BARE)

    def _with_unit(self, unit: Unit) -> Text | None:
        apart = self._apart(unit)
        if apart is not None:
            return apart
        if unit.kind == "time":
            return self._time()
        if self.after or self.is_compared:
            if self._is_described(unit, self.before_comparator) and (not self.is_compared or self._is_about):
                return reasons.DESIGN
            loose = unit.kind == "count" and self.after and not self.closes and not self._made()
            return reasons.CLASS if loose else None
        return self._governed(unit)

    def _apart(self, unit: Unit) -> Text | None:
        """What speaks against a promise whatever the comparator says."""
        if unit.kind == "rate":
            return reasons.DESIGN
        if self.clause.opener(self.numeral.start) is not None and not self.is_compared:
            return reasons.DESCRIPTION  # 长距离(运距500公里以上)
        if _TERMS.search(self.front[-12:]):
            return reasons.GRANT
        if words.ALREADY.search(self.front) and not (self.before and self.before["word"] in ("超过", "达到")):
            return reasons.EXISTING
        if self._is_granted(unit):
            return reasons.GRANT
        return reasons.CLASS if self._is_class(unit) else None

    def _is_granted(self, unit: Unit) -> bool:
        """Whether somebody is given a sum, or a share of what he spends (按投入的2%给予补助)."""
        if unit.kind == "money":
            return bool(_GRANT.search(self.front[-12:]) or _GRANT.match(self.back[:4]))
        return unit.kind == "share" and bool(_GRANTED.match(self.back))

    def _is_class(self, unit: Unit) -> bool:
        """Whether the number sizes a kind of thing (5亿元以上项目) instead of promising it."""
        if unit.kind == "count":
            return bool(self.after) and self.back.startswith("的")
        if unit.kind not in ("money", "size"):
            return False
        if self.numeral.is_chinese and self.back and all(letter in TENS for letter in self.numeral.text):
            return True  # 超千亿元开发区
        endowed = unit.kind == "money" and self.back.startswith("的") and not self.after and not self.before
        return bool(_CLASS.match(self.back)) and not endowed

    def _time(self) -> Text | None:
        """A travel or handling time promises where something is reached in it."""
        lasting = self.before is not None and self.before["word"] not in _LOOSE
        if words.SPEED_OF_ACCESS.match(self.back) or (lasting and not self.back):
            return None
        return reasons.DESCRIPTION

    def _governed(self, unit: Unit) -> Text | None:
        """Without a comparator the verb decides: 培育50家 promises, 依托5家 does not."""
        verb = self._verb()
        making = verb is not None and verb[0] in words.MAKING
        if unit.kind == "share":
            promised = _PROMISED_BY_VERB.match(self.back) or _SHARE_OF.match(self.back)
            return None if making or self.closes or promised else reasons.DESCRIPTION
        if _EACH_HAS.search(self.front) or (unit.text in _TIMES and _OFTEN.search(self.front)):
            return None
        adjacent = verb is not None and bool(_ADJACENT.match(self.front[verb.end() :]))
        if self.numeral.is_chinese and not adjacent:
            return reasons.EXISTING
        if self.numeral.text == "一" and "每" not in self.front:
            return reasons.ARTICLE
        if self.closes and _MEASURE.search(self.front):
            return None
        return (
            self._counted(unit, verb, adjacent=adjacent)
            if unit.kind == "count"
            else self._sized(unit, making, adjacent)
        )

    def _sized(self, unit: Unit, making: bool, adjacent: bool) -> Text | None:
        if self._is_described(unit, self.front):
            return reasons.DESIGN
        if unit.text in _DIMENSIONS and not self.closes:
            return reasons.DESIGN
        endowed = unit.kind == "money" and self.back.startswith("的")  # 组建总规模1亿元的基金
        if making and (adjacent or self.closes or endowed or _ACTS.search(self.back)):
            return None
        if self.closes and unit.kind == "money" and self.front.endswith("投资"):
            return None
        return reasons.UNGOVERNED if self.closes and not making else reasons.DESCRIPTION

    def _counted(self, unit: Unit, verb: re.Match[str] | None, *, adjacent: bool) -> Text | None:
        if _FOR.search(self.front) and _DONE_FOR.search(self.back):
            return None
        if verb is None:
            if _DONE_BEHIND.search(self.back):
                return None  # 首批100个社区全面建成
            opens = not self.front.strip()  # 1000名…参加研修 goes on from the clause before
            return reasons.UNGOVERNED if self.closes or opens or self.front.endswith("等") else reasons.EXISTING
        if verb[0] in words.PUSHING:
            pushed = _PUSHED.search(self.back) or unit.text.endswith(_PERSONS)
            return None if self.closes or (adjacent and pushed) else reasons.EXISTING
        return None if verb[0] in words.MAKING or (self.closes and self._starts_making()) else reasons.EXISTING

    def _starts_making(self) -> bool:
        """Whether the first verb of the clause makes something, whatever verbs its object holds (新建服务中心9个)."""
        first = _VERB.search(self.front)
        return first is not None and first[0] in words.MAKING

    def _verb(self) -> re.Match[str] | None:
        """The last verb in front, which governs the number."""
        return max(_VERB.finditer(self.front), key=re.Match.start, default=None)
