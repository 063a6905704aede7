"""Numbers and dates of a sheet as the sheet shows them: 0.35 under the format `0%` is 35%.

The value alone is what a program stored; what the office wrote and everybody saw is the value under its number format
(ISO/IEC 29500-1, 18.8.31).
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from math import isfinite

CellValue = int | float | str | bool | time | date | datetime | timedelta

BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    14: "yyyy/m/d", 22: "yyyy/m/d h:mm", 31: 'yyyy"年"m"月"d"日"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
"""The formats that a file names by number only; 31, 57 and 58 as the Chinese edition shows them."""

_LITERAL = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]')
_DIGITS = re.compile(r"[#0?,.]*[#0?][#0?,.]*")
_DATE_PART = re.compile(r"(?i)yyyy|yy|e|mmmm|mmm|mm|m|dddd|ddd|dd|d|hh|h|ss|s|AM/PM|上午/下午")
_MIDNIGHT = time()
_ELEVEN = Context(prec=11)
_LARGEST = 10**15


def shown(value: CellValue, number_format: str | None = None) -> str:
    """A cell's value as text, the way its format shows it.

    >>> shown(0.35, "0%"), shown(1234.5, "#,##0.00"), shown(3.0), shown(0.1 + 0.2)
    ('35%', '1,234.50', '3', '0.3')
    >>> shown(date(2026, 6, 1), 'yyyy"年"m"月"'), shown(12.0, '0"个"')
    ('2026年6月', '12个')
    """
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n").strip()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    section = _section(value, number_format)
    if isinstance(value, int | float):
        return _number(value, section)
    if isinstance(value, date) and section:
        return _date(value, section)
    if isinstance(value, datetime) and value.time() == _MIDNIGHT:
        return value.date().isoformat()
    return value.isoformat(" ") if isinstance(value, datetime) else str(value)


def _section(value: CellValue, number_format: str | None) -> str:
    """The part of a format that governs a value: positive;negative;zero."""
    if not number_format or number_format in {"General", "@"}:
        return ""
    parts = number_format.split(";")
    if isinstance(value, int | float):
        if value < 0 and len(parts) > 1:
            return parts[1]
        if value == 0 and len(parts) > 2:  # noqa: PLR2004 - the third part is for zero
            return parts[2]
    return parts[0]


def _number(value: float, section: str) -> str:
    if not isfinite(value):
        return str(value)
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    literals: list[str] = []

    def keep(match: re.Match[str]) -> str:
        literals.append(match[1] or match[2] or "")
        return "\x00"

    plain = _LITERAL.sub(keep, section)
    digits = _DIGITS.search(plain)
    if not plain or "E" in plain.upper() or "/" in plain:
        return _general(exact)
    words = iter(literals)
    if digits is None:
        return re.sub("\x00", lambda _: next(words), plain).strip()
    if "%" in plain:
        exact *= 100
    around = plain[: digits.start()], plain[digits.end() :]
    before, after = (re.sub("\x00", lambda _: next(words), part) for part in around)
    sign = "-" if exact < 0 and ";" not in section and not before.startswith(("-", "(", "（")) else ""
    return (sign + before + _figures(abs(exact), digits[0]) + after).strip()


def _figures(exact: Decimal, digits: str) -> str:
    """Digits as the format counts them: places, needed zeros, thousands; a comma at the end divides by a thousand."""
    bare = digits.rstrip(",")
    exact /= Decimal(1000) ** (len(digits) - len(bare))
    whole, _, fraction = bare.partition(".")
    places, needed = len(fraction), fraction.count("0")
    rounded = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP) if abs(exact) < _LARGEST else exact
    text = f"{rounded:,f}" if "," in whole else f"{rounded:f}"
    while places > needed and text.endswith("0"):
        text, places = text[:-1], places - 1
    return text.rstrip(".")


def _general(exact: Decimal) -> str:
    """Without a format a sheet shows at most eleven significant digits; the noise of binary fractions never shows."""
    return f"{_ELEVEN.plus(exact).normalize():f}" if abs(exact) < _LARGEST else str(exact)


def _date(value: date, section: str) -> str:
    moment = value.time() if isinstance(value, datetime) else _MIDNIGHT
    plain = re.sub(r"\[[^\]]*\]|_.|\*.", "", section)
    pieces: list[str] = []
    hours = False
    at = 0
    while at < len(plain):
        literal = re.compile(r'"([^"]*)"|\\(.)').match(plain, at)
        if literal:
            pieces.append(literal[1] or literal[2] or "")
            at = literal.end()
            continue
        part = _DATE_PART.match(plain, at)
        if part is None:
            pieces.append(plain[at])
            at += 1
            continue
        pieces.append(
            _date_part(part[0].lower(), value, moment, minutes=hours or plain[part.end() : part.end() + 2] == ":s")
        )
        hours = part[0].lower().startswith("h")
        at = part.end()
    return "".join(pieces).strip() or value.isoformat()


def _date_part(part: str, value: date, moment: time, *, minutes: bool) -> str:
    if part[0] == "m" and minutes:
        return f"{moment.minute:02d}" if part == "mm" else str(moment.minute)
    figures = {
        "yyyy": f"{value.year:04d}", "e": f"{value.year:04d}", "yy": f"{value.year % 100:02d}",
        "mm": f"{value.month:02d}", "m": str(value.month), "mmm": str(value.month), "mmmm": str(value.month),
        "dd": f"{value.day:02d}", "d": str(value.day), "hh": f"{moment.hour:02d}", "h": str(moment.hour),
        "ss": f"{moment.second:02d}", "s": str(moment.second),
    }  # fmt: skip
    return figures.get(part, "")
