"""How Word prints the number of a list item, by the name of its format (ISO/IEC 29500-1, 17.18.59 ST_NumberFormat)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

_SPOKEN_LIMIT = 10_000
_ROMAN_LIMIT = 4_000
_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"


def printed(number: int, number_format: str) -> str:
    """Print a list number; a format that is not known here is printed as plain digits.

    >>> [printed(28, name) for name in ("chineseCounting", "ideographDigital", "upperRoman", "lowerLetter")]
    ['二十八', '二八', 'XXVIII', 'bb']
    >>> [printed(3, name) for name in ("decimalEnclosedCircle", "decimalFullWidth", "decimalZero", "none")]
    ['③', '３', '03', '']
    """
    return _FORMATS.get(number_format, str)(number)


def _counting(digits: str, units: Sequence[str], *, ten_alone: bool) -> Callable[[int], str]:
    """Numbers as they are spoken: 十一, 一百零五, 一千二百."""

    def spoken(number: int) -> str:
        if not 0 < number < _SPOKEN_LIMIT:
            return digits[0] if number == 0 else str(number)
        words, gap = "", False
        for unit, figure in zip(units, f"{number:04d}", strict=True):
            if figure == "0":
                gap = bool(words)
                continue
            words += (("零" if gap else "") + digits[int(figure)]) + unit
            gap = False
        ten = digits[1] + units[2]
        return words[1:] if ten_alone and words.startswith(ten) else words

    return spoken


def _figures(digits: str) -> Callable[[int], str]:
    return lambda number: "".join(digits[int(figure)] for figure in str(abs(number)))


def _sequence(*signs: str) -> Callable[[int], str]:
    """Signs that exist only up to a last one; beyond it Word falls back to digits."""
    run = "".join(signs)
    return lambda number: run[number - 1] if 0 < number <= len(run) else str(number)


def _run(first: str, count: int) -> str:
    return "".join(chr(ord(first) + step) for step in range(count))


def _letters(first: str) -> Callable[[int], str]:
    # After z Word doubles the letter: aa, bb, …
    return lambda number: chr(ord(first) + (number - 1) % 26) * min((number - 1) // 26 + 1, 30) if number > 0 else ""


def _roman(number: int) -> str:
    if not 0 < number < _ROMAN_LIMIT:
        return str(number)
    values = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
    signs = ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I")
    words = ""
    for worth, sign in zip(values, signs, strict=True):
        times, number = divmod(number, worth)
        words += sign * times
    return words


_SPOKEN = _counting(_DIGITS, ("千", "百", "十", ""), ten_alone=True)
_CIRCLED = _sequence(_run("①", 20), _run("㉑", 15), _run("㊱", 15))

_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": _figures("０１２３４５６７８９"),
    "decimalFullWidth2": _figures("０１２３４５６７８９"),
    "decimalEnclosedCircle": _CIRCLED,
    "decimalEnclosedCircleChinese": _CIRCLED,
    "decimalEnclosedFullstop": _sequence(_run("⒈", 20)),
    "decimalEnclosedParen": _sequence(_run("⑴", 20)),
    "chineseCounting": _SPOKEN,
    "chineseCountingThousand": _SPOKEN,
    "chineseLegalSimplified": _counting(_LEGAL, ("仟", "佰", "拾", ""), ten_alone=False),
    "ideographDigital": _figures(_DIGITS),
    "japaneseCounting": _SPOKEN,
    "japaneseDigitalTenThousand": _figures(_DIGITS),
    "taiwaneseCounting": _SPOKEN,
    "taiwaneseCountingThousand": _SPOKEN,
    "taiwaneseDigital": _figures("○一二三四五六七八九"),
    "ideographLegalTraditional": _counting(_LEGAL_TRADITIONAL, ("仟", "佰", "拾", ""), ten_alone=False),
    "ideographTraditional": _sequence("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _sequence("子丑寅卯辰巳午未申酉戌亥"),
    "ideographEnclosedCircle": _sequence(_run("㊀", 10)),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": _letters("A"),
    "lowerLetter": _letters("a"),
    "none": lambda _: "",
}
