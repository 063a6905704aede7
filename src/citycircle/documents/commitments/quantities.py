"""Numbers with their units and comparators in a clause, each weighed: does it promise something, or why not?"""

from __future__ import annotations

import re
from dataclasses import dataclass

from citycircle.core.messages import Text
from citycircle.core.plans import Comparator
from citycircle.documents.commitments import reasons, words
from citycircle.documents.commitments.governing import Timed, dates_of
from citycircle.documents.commitments.matching import any_of
from citycircle.documents.commitments.sentences import Clause
from citycircle.language.numerals import TENS, Numeral, find_numbers
from citycircle.language.units import Unit, read_unit

WINDOW = 80
"""How far around a number its words are sought."""

_OP_BEFORE: dict[str, Comparator] = {word: op for op, line in words.BEFORE_NUMBER.items() for word in line.split()}
_OP_AFTER: dict[str, Comparator] = {word: op for op, line in words.AFTER_NUMBER.items() for word in line.split()}
_BEFORE = re.compile(rf"(?P<word>{any_of(_OP_BEFORE)})(?:了|到)?\s?(?P<about>约|近)?\s?$")
_AFTER = re.compile(rf"\s?(?P<word>{any_of(_OP_AFTER)})(?![容地部河陆外需涝存])")
_VERB = re.compile(any_of(f"{words.MAKING} {words.PUSHING} {words.TOUCHING}"))
_MAKING = frozenset(words.MAKING.split())
_PUSHING = frozenset(words.PUSHING.split())
_ADJACENT = re.compile(r"(?:不?[多少低高]于|至少|约|近|超过?|好|的|了|全市|全省|\s){0,2}$")
_PUSHED = re.compile(r"(?:建设|改造|整治|治理|实施|落地|开工|投产|竣工|升级|提升|创建|创成|工作)")
_CLASS = re.compile(
    r"(?:的(?!.{0,12}基金)|(?:及)?(?:重点|重大|工业|产业|投资)?(?:项目|企业|园区|集群|产业|强县|强镇|工程|大项目))"
)
_GRANT = re.compile(r"奖励|奖补|补助|补贴|资助|罚款|给予|贴息|授信额度内")
_DESCRIBED = re.compile(
    r"(?:总投资|投资额|概算|规划面积|建筑面积|占地面积?|总?里程|全长|总长|长度?|时速|设计|距离|库容|规模)(?:约|为|达)?$"
)
_PROMISED_BY_VERB = re.compile(
    r"^(?:按|实现|纳入|完成|达标|覆盖|接入|落实|达到|以上|通过|建成|办结|整改|安全|符合|执行|配备)"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit; `start` to `end` takes in the comparators. `reason` says why it promises nothing."""

    numeral: Numeral
    unit: Unit | None
    op: Comparator
    start: int
    end: int
    compared: bool
    """Whether a comparator stands in front, so that what is measured stands before the number."""
    reason: Text | None


def quantities(timed: Timed) -> list[Quantity]:
    """Every number of a clause that is no date, weighed."""
    clause, found = timed.clause, []
    dates = list(dates_of(timed))
    open_text = clause.open_text
    for numeral in find_numbers(clause.text):
        inside = bool(found) and numeral.start < found[-1].end  # the 千 of 600万千瓦
        if inside or any(start < numeral.end and numeral.start < end for start, end in dates):
            continue
        quantity = _quantity(clause, open_text, numeral)
        if quantity is not None:
            found.append(quantity)
    return found


def _quantity(clause: Clause, open_text: str, numeral: Numeral) -> Quantity | None:
    text = clause.text
    unit = _unit(text, numeral)
    if numeral.is_chinese and (unit is None or not numeral.value):
        return None
    end = numeral.end + (unit.length if unit else 0)
    before = _BEFORE.search(text, max(0, numeral.start - 10), numeral.start)
    after = _AFTER.match(text, end)
    op = _op(numeral, unit, before, after)
    start = before.start() if before else numeral.start
    stop = after.end() if after else end
    scene = _Scene(clause, open_text, numeral, unit, before, after, end)
    return Quantity(numeral, unit, op, start, stop, bool(before), scene.reason())


def _unit(text: str, numeral: Numeral) -> Unit | None:
    return Unit(numeral.share, "share", 0) if numeral.share else read_unit(text, numeral.end)


def _op(numeral: Numeral, unit: Unit | None, before: re.Match[str] | None, after: re.Match[str] | None) -> Comparator:
    """What is printed behind the number outweighs what is printed in front; 达到 is as good as no word."""
    if numeral.high is not None:
        return "range"
    if after:
        return _OP_AFTER[after["word"]]
    if before and before["about"]:
        return "approx"
    if unit is not None and unit.more:
        return ">"
    return _OP_BEFORE[before["word"]] if before else "="


@dataclass(frozen=True, slots=True)
class _Scene:
    """A number with everything around it that decides whether it promises something."""

    clause: Clause
    open_text: str
    numeral: Numeral
    unit: Unit | None
    before: re.Match[str] | None
    after: re.Match[str] | None
    end: int

    def reason(self) -> Text | None:
        """Why the number promises nothing, or None where it does."""
        return self._as_name() or (self._without_unit() if self.unit is None else self._with_unit(self.unit))

    def _front(self) -> str:
        return self.open_text[max(0, self.numeral.start - WINDOW) : self.numeral.start]

    def _back(self) -> str:
        end = self.after.end() if self.after else self.end
        return self.clause.text[end : end + WINDOW]

    def _as_name(self) -> Text | None:
        opener = self.clause.opener(self.numeral.start)
        if opener is not None and opener in "“《「〈":
            return reasons.NAME
        sign = self.clause.text[self.numeral.start - 1 : self.numeral.start]
        if sign == "第":
            return reasons.ORDINAL
        if sign.isascii() and (sign.isalpha() or sign in "+-.") and sign:
            return reasons.CODE
        if self.numeral.is_chinese and all(letter in TENS for letter in self.numeral.text) and self._plain_size():
            return reasons.MAGNITUDE
        return None

    def _plain_size(self) -> bool:
        """Whether 千兆, 百万亩 or 十里 stands without a comparator, as part of a name."""
        compared = self.before is not None and self.before["word"] not in _MAKING
        return self.unit is not None and self.unit.kind != "count" and not compared and not self.after

    def _without_unit(self) -> Text | None:
        after = self.clause.text[self.end : self.end + 2]
        return next((reason for signs, reason in reasons.BY_SIGN if after.startswith(signs)), reasons.BARE)

    def _with_unit(self, unit: Unit) -> Text | None:
        front, back = self._front(), self._back()
        if unit.kind == "rate":
            return reasons.DESIGN
        if words.ALREADY.search(front) and not (self.before and self.before["word"] in ("超过", "达到")):
            return reasons.EXISTING
        if unit.kind == "money" and (_GRANT.search(front[-12:]) or _GRANT.match(back[:4])):
            return reasons.GRANT
        if self._is_class(unit, back):
            return reasons.CLASS
        if unit.kind == "time":
            return self._time(back)
        if self.after or (self.before and self.before["word"] not in _MAKING):
            return reasons.DESIGN if unit.kind != "count" and _DESCRIBED.search(front) else None
        return self._governed(unit, front, back)

    def _is_class(self, unit: Unit, back: str) -> bool:
        """Whether the number sizes a kind of thing (5亿元以上项目) instead of promising it."""
        if unit.kind == "count":
            return bool(self.after) and back.startswith("的")
        return (
            unit.kind != "share"
            and unit.kind != "time"
            and bool(_CLASS.match(back))
            and not (unit.kind == "money" and back.startswith("的") and not self.after and not self.before)
        )

    def _time(self, back: str) -> Text | None:
        """A travel or handling time promises where something is reached in it."""
        if words.SPEED_OF_ACCESS.match(back) or (self.before and not back and self.unit and "年" not in self.unit.text):
            return None
        return reasons.DESCRIPTION

    def _governed(self, unit: Unit, front: str, back: str) -> Text | None:
        verb = self._verb(front)
        making = verb is not None and verb[0] in _MAKING
        if unit.kind == "share":
            return None if making or not back or _PROMISED_BY_VERB.match(back) else reasons.DESCRIPTION
        adjacent = verb is not None and bool(_ADJACENT.match(front[verb.end() :]))
        if self.numeral.is_chinese and not adjacent:
            return reasons.EXISTING
        if self.numeral.text == "一" and "每" not in front:
            return reasons.ARTICLE
        if unit.kind != "count":
            if _DESCRIBED.search(front):
                return reasons.DESIGN
            return None if making and (adjacent or not back) else reasons.DESCRIPTION
        if verb is not None and verb[0] in _PUSHING:
            return None if adjacent and _PUSHED.search(back) else reasons.EXISTING
        return None if making else reasons.EXISTING

    def _verb(self, front: str) -> re.Match[str] | None:
        last = None
        for last in _VERB.finditer(front):
            pass
        return last
