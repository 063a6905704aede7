"""Pinyin that a converter left in brackets behind a character: 發(fā)展, 国(wu)(wu)院(yuan), 創(chuàng )."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citycircle.documents.mended import Edit, Mended
from citycircle.language.pinyin import bare, is_syllable, is_toned

KIND = "pinyin"
HAN = "〇\u3400-\u9fff\uf900-\ufaff"
_LETTERS = "a-zA-Z\u00c0-\u024f\u0251\u0261\u0300-\u030c\u1e00-\u1eff"
_BRACKET = rf"[ \u00a0]?[(\uff08][ \u00a0\u3000]{{0,3}}([{_LETTERS}]{{1,14}}[1-5]?)[ \u00a0\u3000]{{0,3}}[)\uff09]"
_DEBRIS = re.compile(rf"(?<=[{HAN}])(?:{_BRACKET})+")
_ONE = re.compile(_BRACKET)
_ENOUGH = 3
"""Toned brackets in a document before a single bare letter such as (a) is taken for debris too."""


def edits(mended: Mended) -> Iterator[Edit]:
    """Take out brackets that hold nothing but a syllable and stand right behind a Chinese character.

    Innermost brackets first by nature: a bracket that holds Chinese characters is never matched. Capitals without a
    tone (APP, PPP) and letters that are no syllable (mg, km) stay.
    """
    found = [match for match in _DEBRIS.finditer(mended.text) if _is_debris(match.group())]
    toned = sum(is_toned(_letters(match.group())) for match in found)
    for match in found:
        if toned >= _ENOUGH or len(bare(_letters(match.group()))) > 1 or is_toned(_letters(match.group())):
            yield Edit(match.start(), match.end(), "", KIND)


def _is_debris(brackets: str) -> bool:
    return all(_is_pinyin(match.group(1)) for match in _ONE.finditer(brackets))


def _is_pinyin(letters: str) -> bool:
    chemical = letters[-1:].isdigit() and len(bare(letters)) == 1
    return is_syllable(letters) and not chemical and (letters.islower() or is_toned(letters))


def _letters(brackets: str) -> str:
    match = _ONE.search(brackets)
    return match.group(1) if match else ""
