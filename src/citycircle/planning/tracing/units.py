"""Two figures in one unit, so that they can be compared: 1.5亿元 and 15000万元, 2万人 and 20000名, 家 and 户."""

from __future__ import annotations

import re
from decimal import Decimal

from citycircle.core.quantities import NoExactConversion, UnknownUnit, convert
from citycircle.language.units import read_unit

_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8,
           "万亿": 10**12}  # fmt: skip
_SCALE = re.compile(r"万亿|千万|百万|十万|[十百千万亿]")
_IN_MU = {
    "亩": Decimal(1),
    "公顷": Decimal(15),
    **dict.fromkeys(("平方公里", "平方千米", "km²", "km2"), Decimal(1500)),
    **dict.fromkeys(("平方米", "㎡", "m²", "m2"), Decimal("0.0015")),
}
"""15 亩 are a hectare: no exact number of square metres, so that it stands here and not among `core.quantities`."""
_REPEATED = frozenset(("人次", "户次", "家次", "个次", "车次", "人/次"))
"""Counts of visits: one that comes twice counts twice."""


def base(value: Decimal, unit: str) -> tuple[Decimal, str]:
    """A figure without its scale: 8万亩 is 80000亩.

    >>> base(Decimal("1.5"), "亿元"), base(Decimal(2), "万人")
    ((Decimal('150000000.0'), '元'), (Decimal('20000'), '人'))
    """
    match = _SCALE.match(unit)
    if match is None:
        return value, unit
    return value * _SCALES[match[0]], unit[match.end() :] or "个"


def kind_of(unit: str) -> str:
    """What a unit counts: count, share, money, time, size, rate (see `language.units`)."""
    found = read_unit(unit, 0)
    return found.kind if found else "count"


def in_one_unit(value: Decimal, unit: str, wanted: str) -> Decimal | None:
    """The value in another unit, or None where the two measure different things.

    >>> in_one_unit(Decimal(15000), "万元", "亿元"), in_one_unit(Decimal(3), "家", "户")
    (Decimal('1.5'), Decimal('3'))
    >>> in_one_unit(Decimal(4), "km", "亩") is None
    True
    >>> in_one_unit(Decimal(3), "平方公里", "亩")
    Decimal('4500')
    """
    (mine, given), (_, target) = base(value, unit), base(Decimal(1), wanted)
    scale = base(Decimal(1), wanted)[0]
    if given == target:
        return mine / scale
    if given in _IN_MU and target in _IN_MU:
        return mine * _IN_MU[given] / _IN_MU[target] / scale
    try:
        return convert(mine, given, target) / scale
    except NoExactConversion:
        return None
    except UnknownUnit:
        counted = kind_of(given) == kind_of(target) == "count"
        return mine / scale if counted else None


def is_narrower(local: str, upper: str) -> bool:
    """Whether the lower plan counts visits where the upper one counts heads: 人次 in place of 人."""
    return base(Decimal(1), local)[1] in _REPEATED and base(Decimal(1), upper)[1] not in _REPEATED


def adds_up(unit: str) -> bool:
    """Whether the figures of several cities make one sum: things and money do, shares, times and densities do not."""
    return kind_of(unit) in {"count", "money"} or (kind_of(unit) == "size" and "/" not in unit and "每" not in unit)
