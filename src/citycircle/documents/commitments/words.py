"""The words that the grammars of commitments know, from `words.txt`, and the expressions that are no mere lists."""

from __future__ import annotations

import re
from typing import get_args

from citycircle.core.plans import Comparator, Stage
from citycircle.language.wordlists import read_words

_LISTS = read_words(__package__, "words.txt")


def _by_word(kind: str, values: tuple[str, ...]) -> dict[str, str]:
    return {word: value for value in values for word in _LISTS.get(f"{kind} {value}", ())}


# --- targets -------------------------------------------------------------------------------------------------------

BEFORE_NUMBER: dict[str, Comparator] = _by_word("before", get_args(Comparator))  # type: ignore[assignment]  # by section
AFTER_NUMBER: dict[str, Comparator] = _by_word("after", get_args(Comparator))  # type: ignore[assignment]  # by section
MAKING = frozenset(_LISTS["making"])
PUSHING = frozenset(_LISTS["pushing"])
DIRECTIONS = frozenset(_LISTS["directions"])
TOUCHING = frozenset(_LISTS["touching"])

ALREADY = re.compile(
    r"已(?!经?开工)|现有|目前|截至|截止|(?<![比较])(?:去年|上年)|过去|历史性|荣获|先后|[一二三四五六七]年来|以来"
)
ONE_ACT = re.compile(r"组建|设立|成立|发行|募集")
SPEED_OF_ACCESS = re.compile(
    r"(?:[内的]|之内|以内)?(?:[^,，、]{0,6}(?:通达|直达|可达|到达|抵达|畅达|送达|通勤|互达)"
    r"|[^,，、]{0,4}(?:覆盖|办结|办理|办成|响应)|[^,，]{0,14}圈(?=、|$))"
)

# --- works ---------------------------------------------------------------------------------------------------------

VERB_STAGE: dict[str, Stage] = _by_word("verb", get_args(Stage))  # type: ignore[assignment]  # by section
TAIL_STAGE: dict[str, Stage] = _by_word("tail", get_args(Stage))  # type: ignore[assignment]  # by section
ONLY_IN_FRONT = frozenset(_LISTS["verbs in front only"])
PUSHING_WORKS = frozenset(_LISTS["verbs that push"])
HEADS = frozenset(_LISTS["heads"])
WORKING_HEADS = _LISTS["working heads"]
GENERIC = frozenset(_LISTS["generic"])

DESIGNATION = r"(?:(?:打造|创建|争创|申创|创成|形成|构筑|塑造|培育)成?为?|(?:建设|发展)成为)"
"""Verbs that give something a rank or an image; what they name is no piece of works."""

RANKS = re.compile(r"国家级|世界级|全国(?!性)|示范区|试验区|先导区|先行区|高地|名城|样板|目的地|产业带|产业集群")
"""Ranks and images: 国家级…基地 names no piece of works."""

PROGRAMMES = re.compile(
    r"专项|研发|培养|培育|人才|计划|行动|互认|技术改造|示范应用|提档升级|倍增|招引|帮扶|创建|科技项目|招商|引进|合作项目|产业项目|试点|志愿"
    r"|惠民|达标|普法|扶贫|创新工程|文化工程|研究(?!院|中心|所)"
)
"""What is called a project and is a programme: people, rules, research."""

PHASE = re.compile(r"(?:[一二三四五六七八九十]|\d)期(?:工程|项目)?$")
