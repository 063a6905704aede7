"""Pinyin that a converter left in brackets behind a character: 發(fā)展, 国(wu)(wu)院(yuan), 創(chuàng )."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from citycircle.documents.mended import Edit, Mended
from citycircle.language.pinyin import bare, is_syllable, is_toned

KIND = "pinyin"
HAN = "〇\u3400-\u9fff\uf900-\ufaff"
_LETTERS = "a-zA-Z\u00c0-\u024f\u0251\u0261\u0300-\u030c\u1e00-\u1eff"
_BRACKET = rf"[ \u00a0]?[(\uff08][ \u00a0\u3000]{{0,3}}([{_LETTERS}]{{1,14}}[1-5]?)[ \u00a0\u3000]{{0,3}}[)\uff09]"
_DEBRIS = re.compile(rf"(?<=[{HAN}])(?:{_BRACKET})+")
_ONE = re.compile(_BRACKET)
_HINT = re.compile(rf"[(\uff08][ \u00a0\u3000]{{0,3}}[{_LETTERS}]")
"""Without a bracket that opens on a letter there is no debris, which a clean document shows at a glance."""
_ENOUGH = 3
"""Toned brackets in a document before a single bare letter such as (a) is taken for debris too."""


def edits(mended: Mended) -> Iterator[Edit]:
    """Take out brackets that hold nothing but a syllable and stand right behind a Chinese character.

    Innermost brackets first by nature: a bracket that holds Chinese characters is never matched. Capitals without a
    tone (APP, PPP) and letters that are no syllable (mg, km) stay.
    """
    if not _HINT.search(mended.text):
        return
    found = [match for match in _DEBRIS.finditer(mended.text) if _is_debris(match[0])]
    toned = sum(is_toned(_letters(match[0])) for match in found)
    for match in found:
        if toned >= _ENOUGH or len(bare(_letters(match[0]))) > 1 or is_toned(_letters(match[0])):
            yield Edit(*match.span(), "", KIND)


@lru_cache(4096)
def _is_debris(brackets: str) -> bool:
    return all(_is_pinyin(match[1]) for match in _ONE.finditer(brackets))


def _is_pinyin(letters: str) -> bool:
    chemical = letters[-1:].isdigit() and len(bare(letters)) == 1
    return is_syllable(letters) and not chemical and (letters.islower() or is_toned(letters))


@lru_cache(4096)
def _letters(brackets: str) -> str:
    match = _ONE.search(brackets)
    return match[1] if match else ""
