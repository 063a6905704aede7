"""Numbers as Chinese documents print them: 1,200 · 1.5万 · 一百二十三 · 二〇三〇 · 廿三 · 百分之九十五 · 半 · 2—3."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

DIGITS = {sign: value for value, signs in enumerate(
    ("零〇○", "一壹幺", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
) for sign in signs}  # fmt: skip
TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
SCORES = {"廿": 20, "卅": 30}
SCALES = {"万": 10**4, "亿": 10**8}
SHARES = {"百分之": "%", "千分之": "‰"}
LONGEST = 24
"""Digits in a row beyond this are a code or garbage, never a number of a plan."""

_HAN = "".join((*DIGITS, *TENS, *SCORES))
_ARABIC = r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"
_CHINESE = rf"[{_HAN}]+(?:点[{''.join(DIGITS)}]+)?"
_NUMBER = rf"(?:{_ARABIC}|{_CHINESE}|半)"
_SCALE = r"(?:万亿|[十百千]?万|[十百千]?亿)"
_TO = r"\s?(?:[-—–―~～]{1,2}|至|到)\s?"
_FOUND = re.compile(
    rf"(?=[\d{_HAN}半])(?P<share>{'|'.join(SHARES)})?(?P<low>{_NUMBER})"
    rf"(?:(?:%|％|‰|{_SCALE})?{_TO}(?:{'|'.join(SHARES)})?(?P<high>{_NUMBER}))?"
)
_WHOLE = re.compile(
    rf"(?P<number>{_ARABIC}|[{_HAN}]+点[{''.join(DIGITS)}]+|[{_HAN}万亿]*[{_HAN}]|半)(?P<scale>[万亿]*)"
)


class NotANumber(ValueError):
    """The text is no number in any of the notations of the genre."""


class Numeral(NamedTuple):
    """A number found in a text; `high` closes a range, `share` is % or ‰ where 百分之 or 千分之 says so."""

    start: int
    end: int
    text: str
    value: Decimal
    high: Decimal | None = None
    share: str | None = None

    @property
    def is_chinese(self) -> bool:
        """Whether it is printed in characters (一百二十), which may be part of an ordinary word (一批)."""
        return not any(sign.isdigit() and sign.isascii() for sign in self.text)


def read_number(text: str) -> Decimal:
    """Read one number that fills the whole text.

    >>> [str(read_number(text)) for text in ("1,200", "1.2万", "一百二十三", "二〇三〇", "廿三", "三点五亿", "半")]
    ['1200', '12000', '123', '2030', '23', '350000000', '0.5']

    A share is read as the number that stands before the sign: 百分之九十五 is 95. Raises NotANumber.
    """
    for words in SHARES:
        text = text.removeprefix(words)
    match = _WHOLE.fullmatch(text) if len(text) <= 2 * LONGEST else None
    if match is None:
        raise NotANumber(text)
    value = _value(match["number"])
    for sign in match["scale"]:
        value *= SCALES[sign]
    return value.to_integral() if value == value.to_integral() else value.normalize()


def find_numbers(text: str) -> Iterator[Numeral]:
    """Find every number and every range in a text, from left to right; 万 and 亿 stay with the unit.

    >>> [(n.text, n.value, n.high) for n in find_numbers("开展2—3次,完成投资1,200亿元,占百分之九十五")]
    [('2—3', Decimal('2'), Decimal('3')), ('1,200', Decimal('1200'), None), ('百分之九十五', Decimal('95'), None)]
    """
    match = _FOUND.search(text)
    while match:
        numeral = _numeral(match)
        at = match.end() if numeral is None else numeral.end
        if numeral is not None:
            yield numeral
        match = _FOUND.search(text, at)


def _numeral(match: re.Match[str]) -> Numeral | None:
    """The number or range of a match; what does not rise (2025-06) is no range, and its second number comes next."""
    try:
        low = _value(match["low"])
        high = _value(match["high"]) if match["high"] else None
    except NotANumber:
        return None
    end = match.end()
    if high is not None and high <= low:
        high, end = None, match.end("low")
    share = SHARES[match["share"]] if match["share"] else None
    return Numeral(match.start(), end, match.string[match.start() : end], low, high, share)


def write_number(number: int) -> str:
    """Write a whole number below 10¹² in characters, as documents do.

    >>> [write_number(number) for number in (0, 10, 12, 105, 2005, 120_000, 1_0000_0003)]
    ['零', '十', '十二', '一百零五', '二千零五', '十二万', '一亿零三']
    """
    if not 0 <= number < SCALES["亿"] * SCALES["万"]:
        raise NotANumber(str(number))
    text = "零"
    for scale, name in ((SCALES["亿"], "亿"), (SCALES["万"], "万"), (1, "")):
        part, number = divmod(number, scale)
        if part:
            gap = "零" if text[-1] in "亿万" and part < TENS["千"] else ""
            text = (text if text != "零" else "") + gap + _thousands(part) + name
    return text.removeprefix("一") if text.startswith("一十") else text


def write_digits(number: int) -> str:
    """Write a number digit by digit, as years are.

    >>> write_digits(2030)
    '二〇三〇'
    """
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))


def _value(text: str) -> Decimal:
    if text == "半":
        return Decimal("0.5")
    if text[0].isdigit() and text[0].isascii():
        if len(text) > LONGEST:
            raise NotANumber(text)
        return Decimal(text.replace(",", ""))
    if len(text) > LONGEST:
        raise NotANumber(text)
    whole, _, fraction = text.partition("点")
    value = Decimal(_characters(whole))
    if fraction:
        try:
            value += Decimal("0." + "".join(str(DIGITS[sign]) for sign in fraction))
        except KeyError:
            raise NotANumber(text) from None
    return value


def _characters(text: str) -> int:
    """Read 一千二百亿零三 by its places, and 二〇三〇 digit by digit."""
    if not text:
        raise NotANumber(text)
    if len(text) > 1 and all(sign in DIGITS for sign in text):
        return int("".join(str(DIGITS[sign]) for sign in text))
    total = section = digit = 0
    for sign in text:
        if sign in DIGITS:
            digit = DIGITS[sign]
        elif sign in SCORES:
            section += SCORES[sign]
        elif sign in TENS:
            section += (digit or 1) * TENS[sign]
            digit = 0
        elif sign in SCALES:
            scale = SCALES[sign]
            total = (total + section + digit) * scale if total < scale else total + (section + digit) * scale
            section = digit = 0
        else:
            raise NotANumber(text)
    return total + section + digit


def _thousands(number: int) -> str:
    text, gap = "", False
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, place)
        if digit:
            text += ("零" if gap and text else "") + "零一二三四五六七八九"[digit] + name
        gap = digit == 0
    return text
