"""Names of organisations as a cell lists them."""

from __future__ import annotations

import re

_BETWEEN_NAMES = re.compile(r"[、,，;；\n]")


def in_order(words: str) -> str:
    """Names of organisations in one spelling of the commas between them; those in brackets stay inside.

    >>> in_order("市发改委, 市交通局\\n各县(市、区)政府")
    '市发改委、市交通局、各县(市、区)政府'
    """
    return "、".join(names_in(words))


def names_in(words: str) -> list[str]:
    """The names in a cell, each by itself.

    >>> names_in("市发改委；各县（市、区）政府")
    ['市发改委', '各县（市、区）政府']
    """
    masked = re.sub(r"[(（][^()（）]*[)）]", lambda match: match[0].translate(_MASK), words)
    parts = (part.strip().translate(_UNMASK) for part in _BETWEEN_NAMES.split(masked))
    return [part for part in parts if part]


_SIGNS = "、,，;；\n"
_MASK = {ord(sign): 0xE000 + at for at, sign in enumerate(_SIGNS)}
_UNMASK = {hidden: sign for sign, hidden in _MASK.items()}
