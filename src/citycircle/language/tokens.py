"""Finding parts of words: Chinese has no spaces, so every two neighbouring characters are a word of the index.

A dictionary would have to know each new bureau, and would still not find 发改 in 发展改革委's abbreviation. Pairs of
characters need none, find a part of two characters as surely as a part of ten, and treat codes and English alike.
"""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
_HAN = re.compile(r"[㐀-鿿豈-﫿\U00020000-\U0003ffff]")


def folded(text: str) -> str:
    """A text without what differs between two spellings of it: width, capitals, kinds of space.

    >>> folded("ＤＲＣ　９９０１０１\\n澜川市")
    'drc 990101 澜川市'
    """
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def pairs(text: str) -> set[str]:
    """What a text is found by: every two neighbouring characters, and every Chinese character by itself.

    >>> sorted(pairs("澜川市 A1"))
    ['a1', '川', '川市', '市', '澜', '澜川']
    """
    plain = folded(text)
    return set(_HAN.findall(plain)) | {pair for word in _WORD.findall(plain) for pair in _of(word)}


def asked(text: str) -> set[str]:
    """The pairs that a text must have to hold what somebody typed; a single character asks for itself.

    >>> sorted(asked("教育局")), asked("市")
    (['教育', '育局'], {'市'})
    """
    return {pair for word in _WORD.findall(folded(text)) for pair in _of(word)}


def _of(word: str) -> set[str]:
    return {word} if len(word) == 1 else {word[at : at + 2] for at in range(len(word) - 1)}
