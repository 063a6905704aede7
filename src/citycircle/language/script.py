"""Traditional and mixed script read as simplified, character by character in the same places."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencc import OpenCC

RESIDUES = str.maketrans(
    "瑯峯羣啓牀裏麪衞綫鷄溼濬鑑擡喫竈癡閒靣緖説寳畵曁隣銹雞囯",
    "琅峰群启床里面卫线鸡湿浚鉴抬吃灶痴闲面绪说宝画暨邻锈鸡国",
)
"""Other forms of a character, which the converter leaves or passes on unfinished."""
KEPT = frozenset("昇甯喆堃淼犇龢麹迺祇濛仝陞")
"""Characters of simplified names too (通用规范汉字表, 2013): alone they are no sign of traditional script."""


@cache
def _converter() -> OpenCC:
    # Its dictionaries are loaded when the first character outside GB/T 2312 comes: most documents hold none.
    from opencc import OpenCC  # noqa: PLC0415

    return OpenCC("t2s")


def simplify(text: str) -> str:
    """Read a text in simplified characters; the answer has the same length.

    >>> simplify("都市圈產業發展,琺瑯")
    '都市圈产业发展,珐琅'
    """
    converted: str = _converter().convert(text).translate(RESIDUES)
    if len(converted) == len(text):
        return converted
    return "".join(_one(letter) for letter in text)


@cache
def _one(letter: str) -> str:
    converted: str = _converter().convert(letter).translate(RESIDUES)
    return converted if len(converted) == 1 else letter


@cache
def is_traditional(letter: str) -> bool:
    """Say whether a character belongs to traditional script alone.

    >>> [is_traditional(letter) for letter in "發乾昇市"]
    [True, False, False, False]
    """
    return letter > "\u3400" and letter not in KEPT and not _in_gb2312(letter) and _one(letter) != letter


def _in_gb2312(letter: str) -> bool:
    try:
        letter.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
