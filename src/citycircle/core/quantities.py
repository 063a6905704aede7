"""Exact numbers with units, and the two ways of rounding that the standards use.

Nothing here is a binary float: 2.2 is 2.2, so two cities that calculate apart arrive at the same digit.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import ROUND_CEILING, ROUND_HALF_EVEN, Context, Decimal, Inexact, InvalidOperation
from typing import Literal, NamedTuple

from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text, listed

EXACT = Context(prec=60)
"""Wide enough for every value that `decimal_of` lets in; never the thread's own context, which others may change."""

_LOSSLESS = Context(prec=60, traps=[Inexact])
LONGEST = 24
"""Characters a figure may have: the largest budgets have fifteen, and a longer one is a column read as one number."""

Gap = Literal["NA", "/"]
MISSING: Gap = "NA"
UNMONITORED: Gap = "/"
"""What HJ 633-2026 tables 4 and 5 print where no value stands: missing, and not monitored by plan."""


class NotANumber(CityCircleError):
    what = Text("{field}的值“{given}”不是数字。", "{field}: “{given}” is not a number.")
    why = Text("计算须用确切数字，不作猜测。", "The calculation needs an exact figure and never guesses one.")
    then = Text(
        "请填写如 35 或 2.2 的数字，可带单位。", "Please write a figure such as 35 or 2.2, with a unit if you like."
    )


class InexactNumber(CityCircleError):
    what = Text("{field}的值 {given} 是二进制浮点数。", "{field}: {given} is a binary floating-point number.")
    why = Text("浮点误差会改变结果。", "Its hidden error can change the result.")
    then = Text("请用 Decimal 或文字（如“2.2”）传入。", "Please pass a Decimal or the digits as text, such as “2.2”.")


class UnknownUnit(CityCircleError):
    what = Text("{field}的单位“{given}”无法换算为{unit}。", "{field}: the unit “{given}” cannot be turned into {unit}.")
    why = Text("单位不明时数值可能相差千倍。", "Without a known unit the figure may be wrong a thousandfold.")
    then = Text("请改用：{known}。", "Please use one of: {known}.")


class NoExactConversion(CityCircleError):
    what = Text("{field}的值 {given} 换算为{unit}时除不尽。", "{field}: {given} has no exact value in {unit}.")
    why = Text("近似值会使双方的结果不同。", "An approximation would let two sides arrive at different results.")
    then = Text("请直接以{unit}填写。", "Please write it in {unit}.")


class Unit(NamedTuple):
    """A unit and how many of the smallest unit of its kind it holds."""

    symbol: str
    kind: str
    size: Decimal


def _units(kind: str, sizes: dict[str, str]) -> dict[str, Unit]:
    return {symbol: Unit(symbol, kind, Decimal(size)) for symbol, size in sizes.items()}


UNITS: dict[str, Unit] = {
    **_units("mass per volume of air", {"µg/m³": "1", "mg/m³": "1000", "g/m³": "1000000"}),
    **_units("mass per volume of water", {"µg/L": "1", "mg/L": "1000", "g/L": "1000000"}),
    **_units("money", {"元": "1", "万元": "10000", "亿元": "100000000"}),
    **_units("time", {"min": "1", "h": "60", "d": "1440"}),
    **_units("length", {"m": "1", "km": "1000"}),
    **_units("share", {"‰": "1", "%": "10"}),
    **_units("mass", {"kg": "1", "t": "1000", "万t": "10000000"}),
    **_units("people", {"人": "1", "万人": "10000"}),
    **_units("area", {"m²": "1", "ha": "10000", "km²": "1000000"}),
}


def _plain(symbol: str) -> str:
    """One spelling for the ways people type a unit: µ and μ, ³ and 3, full width, capitals."""
    return unicodedata.normalize("NFKC", symbol).replace("μ", "u").replace(" ", "").replace("^", "").lower()


_SPELLINGS = {_plain(symbol): unit for symbol, unit in UNITS.items()} | {
    "吨": UNITS["t"],
    "万吨": UNITS["万t"],
    "微克/立方米": UNITS["µg/m³"],
    "毫克/立方米": UNITS["mg/m³"],
    "分钟": UNITS["min"],
    "小时": UNITS["h"],
    "天": UNITS["d"],
    "日": UNITS["d"],
    "米": UNITS["m"],
    "公里": UNITS["km"],
    "千米": UNITS["km"],
    "平方米": UNITS["m²"],
    "公顷": UNITS["ha"],
    "平方公里": UNITS["km²"],
    "平方千米": UNITS["km²"],
}


def convert(value: Decimal, given: str, unit: str, *, field: str | Text = "") -> Decimal:
    """Turn a value from one unit into another of the same kind, exactly.

    >>> convert(Decimal("0.06"), "mg/m3", "µg/m³")
    Decimal('6E+1')

    Raises UnknownUnit for a unit of another kind (ppm needs a temperature and is therefore no such unit), and
    NoExactConversion (20 min are no exact number of hours).
    """
    wanted, found = _SPELLINGS.get(_plain(unit)), _SPELLINGS.get(_plain(given))
    if wanted is None or found is None or found.kind != wanted.kind:
        known = [known.symbol for known in UNITS.values() if wanted is not None and known.kind == wanted.kind]
        raise UnknownUnit(field=field, given=given, unit=unit or "1", known=listed(known or ["1"]))
    if found is wanted:
        return value
    try:
        return _LOSSLESS.normalize(_LOSSLESS.divide(_LOSSLESS.multiply(value, found.size), wanted.size))
    except Inexact:
        raise NoExactConversion(field=field, given=f"{plain(value)} {found.symbol}", unit=wanted.symbol) from None


def decimal_of(given: str, *, unit: str = "", field: str | Text = "") -> Decimal:
    """Read a figure as a person typed it, with or without a unit, into the unit wanted.

    >>> decimal_of("35.5"), decimal_of("1.2mg/m³", unit="µg/m³"), decimal_of("60", unit="%")
    (Decimal('35.5'), Decimal('1.2E+3'), Decimal('60'))

    Raises NotANumber for anything without exact digits (NaN, 1,2, an empty cell) and UnknownUnit.
    """
    digits, rest = _split(given)
    value = _exact(digits, given, field)
    return convert(value, rest, unit, field=field) if rest else value


_FIGURE = re.compile(r"([+-]?[0-9]*\.?[0-9]*(?:[eE][+-]?[0-9]+)?)(?:\s*([^\d\s.,_+-].*))?", re.DOTALL)


def _split(given: str) -> tuple[str, str]:
    """The digits, and the unit that follows them in the spelling of `UNITS` where it is known."""
    text = given.strip()
    if text.isascii() and text.replace(".", "", 1).isdigit():  # most cells, and not looked at twice
        return text, ""
    found = _FIGURE.fullmatch(unicodedata.normalize("NFKC", text))
    if found is None:
        return "", ""
    digits, unit = found.groups(default="")
    known = _SPELLINGS.get(_plain(unit))
    return digits, known.symbol if known else unit


def _exact(digits: str, given: str, field: str | Text) -> Decimal:
    try:
        value = Decimal(digits)
    except InvalidOperation:
        raise NotANumber(field=field, given=given) from None
    if not value.is_finite() or len(digits) > LONGEST or abs(value.adjusted()) > LONGEST:
        raise NotANumber(field=field, given=given)
    return value


class Quantity(NamedTuple):
    """A value with the unit it was written in; an empty unit means the customary one of whatever is measured."""

    value: Decimal
    unit: str = ""

    def to(self, unit: str, field: str | Text = "") -> Decimal:
        """The value in a unit. Raises UnknownUnit."""
        return convert(self.value, self.unit, unit, field=field) if self.unit else self.value

    def __str__(self) -> str:
        return f"{plain(self.value)} {self.unit}".strip()


def quantity_of(given: str, *, field: str | Text = "") -> Quantity:
    """Read a figure and keep its unit for later: the unit wanted may depend on another input.

    >>> quantity_of("2.2 mg/m³"), quantity_of("60").to("µg/m³")
    (Quantity(value=Decimal('2.2'), unit='mg/m³'), Decimal('60'))
    """
    digits, unit = _split(given)
    return Quantity(_exact(digits, given, field), unit)


def round_half_even(value: Decimal, places: int = 0) -> Decimal:
    """Round as GB/T 8170 does: five goes to the even digit, so that many roundings do not push a mean upward.

    >>> round_half_even(Decimal("35.5")), round_half_even(Decimal("36.5")), round_half_even(Decimal("1.15"), 1)
    (Decimal('36'), Decimal('36'), Decimal('1.2'))
    """
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN, EXACT)


def round_up(value: Decimal, places: int = 0) -> Decimal:
    """Round so that any fraction over counts as over.

    >>> round_up(Decimal("54.01")), round_up(Decimal(55))
    (Decimal('55'), Decimal('55'))
    """
    return value.quantize(Decimal(1).scaleb(-places), ROUND_CEILING, EXACT)


def ceiling_of_ratio(numerator: Decimal, denominator: Decimal) -> int:
    """Divide two values that are not negative and round up, without ever writing the quotient down.

    >>> ceiling_of_ratio(Decimal("110.0"), Decimal(2)), ceiling_of_ratio(Decimal(1), Decimal(3))
    (55, 1)
    """
    whole, over = EXACT.divmod(numerator, denominator)
    return int(whole) + (1 if over else 0)


def plain(value: Decimal) -> str:
    """Print a value without an exponent: 1E+3 is nobody's figure.

    >>> plain(Decimal("1E+3")), plain(Decimal("2.20"))
    ('1000', '2.20')
    """
    return f"{value:f}"
