"""What all codes share: tidying, the refusal with its reason, and the arithmetic of check characters."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text


class CodeNotValid(CityCircleError):
    """A code that cannot be right, with the kind of code and the reason."""

    what = Text("“{typed}”不是有效的{kind}：{reason}", "“{typed}” is not a valid {kind}: {reason}")
    why = Text(
        "编码用于唯一识别，错一位就会指向别的对象。",
        "A code identifies one thing; one wrong character points elsewhere.",
    )
    then = Text("请对照证照或原文件逐位核对。", "Please compare it with the certificate or the original paper.")

    def __init__(self, typed: str, kind: Text, reason: Text) -> None:
        super().__init__(typed=typed, kind=kind, reason=reason)
        self.reason_as_phrase = Text(reason.zh.removesuffix("。"), reason.en.removesuffix("."))
        """The reason without its full stop, to stand inside a longer sentence."""


def tidied(typed: str) -> str:
    """Half width, upper case, no blanks: how a code is compared.

    >>> tidied(" 91１1000060003734１l ")
    '91110000600037341L'
    """
    return "".join(unicodedata.normalize("NFKC", typed).split()).upper()


def wrong_length(wanted: int, found: int) -> Text:
    return Text(f"应为{wanted}位，实为{found}位。", f"it should have {wanted} characters and has {found}.")


def wrong_check(wanted: str, found: str) -> Text:
    return Text(f"校验位应为{wanted}，实为{found}。", f"the check character should be {wanted} and is {found}.")


def wrong_character(found: str) -> Text:
    return Text(f"含有不允许的字符“{found}”。", f"it holds the character “{found}”, which is not allowed.")


def weighted_sum(values: Iterable[int], weights: Iterable[int]) -> int:
    """Σ value × weight, for as many as there are weights."""
    return sum(value * weight for value, weight in zip(values, weights, strict=True))


def mod_37_36(body: str) -> str:
    """The check character of ISO 7064 MOD 37,36 over digits and capital letters.

    >>> mod_37_36("A12425GABC1234002")
    'M'

    Source: ISO 7064, hybrid system MOD 37,36. Raises ValueError for other characters.
    """
    alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    carried = 36
    for character in body:
        total = (carried + alphabet.index(character)) % 36 or 36
        carried = total * 2 % 37
    return alphabet[(37 - carried) % 36]
