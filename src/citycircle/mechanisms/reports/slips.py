"""Percent and percentage points mixed up, and a text whose unit is not that of the cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from citycircle.core.messages import Text
from citycircle.core.quantities import plain
from citycircle.mechanisms.reports.figures import Measure
from citycircle.mechanisms.reports.wording import Figure, figures

_SHARE = (
    r"(?:率|占比|比重|比例|份额|增速|增幅|涨幅|降幅|覆盖面|完成度|贡献度|满意度|渗透度|集中度|进度|指数占比|优良天数比)"
)
_AGAINST = (
    r"(?:同比|环比|(?:较|比)(?:上月|上年|上年同期|去年|去年同期|年初|上季度|上年末|全[省国]平均)?|又|分别|已|再)*"
)
_VERB = r"(?:提高|提升|上升|增长|增加|下降|降低|回落|减少|扩大|缩小|收窄)"
_MOVE = re.compile(rf"(?P<verb>{_VERB})了?(?!至|到|为)\s?(?P<number>\d+(?:\.\d+)?)\s?(?P<unit>%|％|个?百分点)")
_SHARE_BEFORE = re.compile(rf"{_SHARE}[\u4e00-\u9fff]{{0,2}}?[，,]?{_AGAINST}$")
_SHARE_SOMEWHERE = re.compile(rf"{_SHARE}|%|％|百分之")
_SENTENCE = re.compile(r"[^。；;\n]+")
_SCALES = {"万亿": Decimal(10**12), "亿": Decimal(10**8), "万": Decimal(10**4), "千": Decimal(1000)}


class SlipInText(NamedTuple):
    """A place of the text that looks like a slip: what kind, the words, and the polite question."""

    kind: str
    quote: str
    sentence: Text


FOR_AMOUNT = Text(
    "“{quote}”：总量的增减一般用“%”，“个百分点”用于比率之间的差，请核对。",
    "“{quote}”: amounts change by %, and points are the difference of two shares; please check.",
)
FOR_SHARE = Text(
    "“{quote}”：比率之间的差一般用“个百分点”，请核对是否应为{number}个百分点。",
    "“{quote}”: the difference of two shares is told in points; please check whether {number} points are meant.",
)
UNIT = Text(
    "文字写“{quote}”，表中“{name}”为{now}{unit}，单位不一致，请核对。",
    "The text says “{quote}” and the cell {name} holds {now} {unit}: the units differ; please check.",
)


def slips(text: str, measures: tuple[Measure, ...] = ()) -> Iterator[SlipInText]:
    """Find slips of percent, points and unit in a report text.

    >>> [slip.kind for slip in slips("固定资产投资同比增长5个百分点；森林覆盖率提高0.3%。")]
    ['points_for_amount', 'percent_for_share']
    >>> list(slips("固定资产投资同比增长5%，增速比上月提高0.5个百分点；优良天数比例为92%，同比提高3个百分点。"))
    []
    """
    for sentence in _SENTENCE.findall(text):
        yield from _moves(sentence)
    for measure in measures:
        yield from _differing_unit(text, measure)


def _moves(sentence: str) -> Iterator[SlipInText]:
    for found in _MOVE.finditer(sentence):
        before = sentence[: found.start()]
        of_share = bool(_SHARE_BEFORE.search(before))
        quote = f"{before[-12:]}{found[0]}".strip("，, ")
        if "百分点" in found["unit"] and not _SHARE_SOMEWHERE.search(before):
            yield SlipInText("points_for_amount", quote, FOR_AMOUNT.fill(quote=quote))
        if "百分点" not in found["unit"] and of_share:
            yield SlipInText("percent_for_share", quote, FOR_SHARE.fill(quote=quote, number=found["number"]))


def _differing_unit(text: str, measure: Measure) -> Iterator[SlipInText]:
    """The digits of the cell stand in the text with another power of ten, and nowhere with its own unit."""
    if not measure.now:
        return
    scale, base = _scaled(measure.unit)
    mentions = [(each, *_scaled(each.unit.text)) for each in figures(text) if each.unit]
    same = [(each, power) for each, power, unit in mentions if unit == base]
    if any(each.numeral.value * power == measure.now * scale for each, power in same):
        return
    for each, power in same:
        if each.numeral.value == measure.now and power != scale:
            yield _unit_slip(each, measure)
            return
        if base in {"%", "百分点"} and each.numeral.value == measure.now * 100:
            yield _unit_slip(each, measure)
            return


def _unit_slip(figure: Figure, measure: Measure) -> SlipInText:
    quote = f"{figure.numeral.text}{figure.unit.text if figure.unit else ''}"
    words = UNIT.fill(quote=quote, name=measure.name, now=plain(measure.now or Decimal(0)), unit=measure.unit)
    return SlipInText("text_unit", quote, words)


def _scaled(unit: str) -> tuple[Decimal, str]:
    """A unit as a power of ten and what it counts: 亿元 is 10⁸ and 元."""
    plain_unit = unit.replace("％", "%")
    for word, power in _SCALES.items():
        if plain_unit.startswith(word):
            return power, plain_unit.removeprefix(word)
    return Decimal(1), plain_unit
