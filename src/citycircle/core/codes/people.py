"""The citizen number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from citycircle.core.codes.checking import (
    CodeNotValid,
    tidied,
    weighted_sum,
    wrong_character,
    wrong_check,
    wrong_length,
)
from citycircle.core.messages import Text

KIND = Text("公民身份号码", "citizen number")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
LENGTH = 18


@dataclass(frozen=True, slots=True)
class CitizenNumber:
    """A citizen number in its parts; the division is that of first registration and may be abolished since."""

    number: str
    division: str
    born: date
    sex: Literal["male", "female"]

    @property
    def masked(self) -> str:
        """The number as it may be shown: all but the division hidden."""
        return self.number[:6] + "*" * 12


def citizen_number(typed: str) -> CitizenNumber:
    """Read a citizen number: division, date of birth, order (odd for men), check character modulo 11.

    >>> citizen_number("11010519491231002x").born
    datetime.date(1949, 12, 31)

    Source: GB 11643-1999, clauses 4 and 5. Raises CodeNotValid.
    """
    number = tidied(typed)
    if len(number) != LENGTH:
        raise CodeNotValid(typed, KIND, wrong_length(LENGTH, len(number)))
    strange = [character for character in number[:17] if character not in "0123456789"]
    if strange:
        raise CodeNotValid(typed, KIND, wrong_character(strange[0]))
    check = CHECKS[weighted_sum(map(int, number[:17]), WEIGHTS) % 11]
    if check != number[17]:
        raise CodeNotValid(typed, KIND, wrong_check(check, number[17]))
    return CitizenNumber(number, number[:6], _born(typed, number), "male" if int(number[16]) % 2 else "female")


def _born(typed: str, number: str) -> date:
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        day = number[6:14]
        reason = Text(f"出生日期{day}不存在。", f"the date of birth {day} does not exist.")
        raise CodeNotValid(typed, KIND, reason) from None
