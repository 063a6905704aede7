"""Promises measured against something else: 增速不低于全省平均, 保持全市前列. They have a benchmark and no number."""

from __future__ import annotations

import re

from citycircle.core.plans import Commitment, Comparator, Span
from citycircle.documents.commitments.governing import Timed
from citycircle.documents.commitments.indicators import without_dates
from citycircle.documents.commitments.passages import Passage
from citycircle.language.strengths import strength
from citycircle.language.wordlists import any_of

_OPS: dict[Comparator, str] = {
    ">=": "不低于 不少于 不慢于 达到或超过 达到 保持 保持在 位居 居 稳居 进入 跻身 走在 处于 力争进入",
    ">": "高于 超过 快于 优于 好于 多于 领先于 领先 高出",
    "<=": "不高于 不超过 控制在",
    "<": "低于 少于",
    "=": "等于 持平 与",
}
_OP_OF: dict[str, Comparator] = {word: op for op, line in _OPS.items() for word in line.split()}
_BENCHMARK = (
    r"(?P<benchmark>(?:全[国省市区县]|[省市国]|东部|中部|西部|地区生产总值|经济|城镇|上年|去年|同期|周边|国内|国际|GDP|目标|考核)"
    r"[^,，。;；]{0,18}?(?:平均(?:水平|增速|值|数)?|前列|前茅|先进(?:水平|行列)?|增速|增长|水平|同期|目标|要求|标准值|下达的?.{0,6}|"
    r"第[一二三]方阵|先进行列|位次|持平)(?:以上)?)"
)
_SIGN = re.compile(r"平均|前列|前茅|先进|增速|增长|水平|同期|目标|要求|标准|下达|方阵|位次|持平")
_RELATIVE = re.compile(rf"(?P<word>{any_of(_OP_OF)}){_BENCHMARK}(?P<rest>[^,，]{{0,6}})$")


def relative(timed: Timed, passage: Passage) -> Commitment | None:
    """The promise of a clause that is measured against a benchmark, if it is one."""
    clause = timed.clause
    if not _SIGN.search(clause.text):
        return None
    match = _RELATIVE.search(clause.open_text)
    if match is None or match.start() == 0:
        return None
    indicator = without_dates(clause.text[: match.start()])
    if len(indicator) < 2:  # noqa: PLR2004 one sign measures nothing
        return None
    return Commitment(
        task=passage.task,
        path=passage.path,
        indicator=indicator,
        op=_OP_OF[match["word"]],
        benchmark=match["benchmark"],
        quote=clause.text,
        span=Span(clause.start, clause.end),
        strength=strength(clause.text),
    )
