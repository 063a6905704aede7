"""How well a place in a text suits the number of a clause, judged by what stands before and behind it."""

from __future__ import annotations

import re

LINE, SENTENCE, BRACKET, PAUSE, GLUED = 3.0, 2.5, 2.0, 0.5, 0.0
"""At the start of a line, behind a sentence, behind a closing bracket, behind a comma, in the middle of words."""
UNLIKELY = -5.0
"""Nothing that looks worse than this is a number at all."""
MARGINS = frozenset(" \t\u3000\u00a0#*>-•·▪◆●■□◇★☆▲►➢√")
HAN = re.compile(r"[\u3400-\u9fff]")
DATE = re.compile(r"20\d{2}年|\d{1,2}月")
UNIT = re.compile(r"\s?(?:[%％‰℃°a-zA-Z]|[万亿千百十]|公里|平方|米|倍|元|吨|亩|版|个|人|家|项|次|分|小时|类)")
_LINE_ENDS = frozenset("\n\r\f\v\x85\u2028\u2029")
_SENTENCE_ENDS = frozenset("。；;！!？?…：:")
_BRACKETS = frozenset(")）〕】]﹞")
_CLOSING = frozenset("”\"'’》") | _BRACKETS
_PAUSES = frozenset("、,，")
_OPENING = frozenset('“‘《"【<〈「')
_LISTED = frozenset("*(（〔①②③[")
_NEAR = 12


def before(text: str, start: int, low: int) -> float:
    """How well the place before a number suits one; LINE where a line begins.

    >>> before("一、总则\\n1.建桥。2.修路", 5, 0), before("一、总则\\n1.建桥。2.修路", 10, 0), before("深12.5米", 1, 0)
    (3.0, 2.5, 0.0)
    """
    at = start - 1
    stop = max(low, start - _NEAR)
    while at >= stop and text[at] in MARGINS:
        at -= 1
    if at < low or text[at] in _LINE_ENDS:
        return LINE
    sign = text[at]
    if sign in _SENTENCE_ENDS:
        return SENTENCE
    if sign in _CLOSING:
        return BRACKET if sign in _BRACKETS else PAUSE + 0.5
    if sign in _PAUSES:
        return PAUSE
    return GLUED - (1 if sign.isascii() and sign.isalnum() else 0)


def behind(text: str, end: int, high: int) -> float:
    """How well the text behind a number suits a clause: 0 for words, less for figures and signs."""
    while end < high and text[end] in " \t\u3000*":
        end += 1
    if end >= high:
        return -3.0
    sign = text[end]
    if HAN.match(sign) or sign in _OPENING:
        return 0.0
    if sign in "\r\n":
        return -1.0
    if sign.isdigit():
        return -0.5 if DATE.match(text, end) else -1.5
    if sign.isalpha():
        return -0.2
    return -0.5 if sign in _LISTED else -4.0
