"""The number of a trade item."""

from __future__ import annotations

from citycircle.core.codes.checking import CodeNotValid, tidied, weighted_sum, wrong_check
from citycircle.core.messages import Text

KIND = Text("商品条码（GTIN）", "trade item number (GTIN)")
LENGTHS = (8, 12, 13, 14)


def trade_item_number(typed: str) -> str:
    """Read a GTIN of 8, 12, 13 or 14 digits and give it in 14.

    >>> trade_item_number("6901234567892")
    '06901234567892'

    Source: GS1 General Specifications, check digit of GS1 keys; GB 12904. Raises CodeNotValid.
    """
    number = tidied(typed)
    if not (number.isascii() and number.isdigit() and len(number) in LENGTHS):
        reason = Text("应为8、12、13或14位数字。", "it should have 8, 12, 13 or 14 digits.")
        raise CodeNotValid(typed, KIND, reason)
    check = check_digit(number[:-1])
    if check != number[-1]:
        raise CodeNotValid(typed, KIND, wrong_check(check, number[-1]))
    return number.zfill(14)


def check_digit(body: str) -> str:
    """The digit that completes a GS1 key: weights 3, 1, 3 … from the right, up to the next ten."""
    weights = [3, 1] * len(body)
    return str(-weighted_sum(map(int, reversed(body)), weights[: len(body)]) % 10)
