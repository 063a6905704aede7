"""Characters that no reader sees or that stand for another: zero-width marks, private glyphs, full-width digits."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator

from citycircle.documents.mended import Edit, Mended

WIDTH, GARBAGE, VARIANT, MOJIBAKE, ENTITY, SPACE = "width", "glyph", "variant", "mojibake", "entity", "space"
_UNSEEN = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufe00-\ufe0f\ufff9-\uffff\ue000-\uf8ff\ud800-\udfff\U000e0000-\U000e0fff\U000f0000-\U0010ffff"
)
# Each of these begins with one set of characters: the machine of `re` then runs over all others at once.
_WIDE = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a][\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]*")
_GARBAGE = re.compile(f"[{_UNSEEN}锟](?:(?<=锟)斤拷(?:锟斤拷)*锟?|(?<!锟)[{_UNSEEN}]*)")
_VARIANT = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f\ufb00-\ufb06]")
"""Radicals that a PDF prints for the character, compatibility ideographs, ligatures; never ①, Ⅲ, 〔〕 or ﹝﹞."""
_MOJIBAKE = re.compile("[\x80-\xff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2122]{6,600}")
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,6}|#[xX][0-9a-fA-F]{1,5});")
_SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f]+")
_RADICALS = str.maketrans(
    "⺠⻅⻋⻓⻔⻘⻚⻛⻜⻝⻢⻤⻥⻦⻨⻩⻬⻮⻰⻳⺟⻄⻆⻉⻙⻣", "民见车长门青页风飞食马鬼鱼鸟麦黄齐齿龙龟母西角贝韦骨"
)


def entities(mended: Mended) -> Iterator[Edit]:
    """Character references that a page left in its text: &nbsp; &ldquo; &#8212;."""
    for match in _ENTITY.finditer(mended.text):
        read = html.unescape(match.group())
        if len(read) == 1 and read.isprintable():
            yield Edit(match.start(), match.end(), read, ENTITY)
        elif read.isspace():
            yield Edit(match.start(), match.end(), " ", ENTITY)


def mojibake(mended: Mended) -> Iterator[Edit]:
    """UTF-8 that somebody read as a western code page, where reading it back gives Chinese."""
    for match in _MOJIBAKE.finditer(mended.text):
        read = _read_back(match.group())
        if read is not None:
            yield Edit(match.start(), match.end(), read, MOJIBAKE)


def _read_back(letters: str) -> str | None:
    try:
        raw = b"".join(_byte(letter) for letter in letters)
        read = raw.decode("utf-8")
    except UnicodeError:
        return None
    return read if any("\u3400" <= letter <= "\u9fff" for letter in read) else None


def _byte(letter: str) -> bytes:
    return letter.encode("latin-1") if letter <= "\xff" else letter.encode("cp1252")


def garbage(mended: Mended) -> Iterator[Edit]:
    """Take out what no reader sees and what lost its meaning on the way."""
    for match in _GARBAGE.finditer(mended.text):
        yield Edit(match.start(), match.end(), "", GARBAGE)


def spaces(mended: Mended) -> Iterator[Edit]:
    """Read special spaces as plain ones; the wide space of Chinese type stays."""
    for match in _SPACE.finditer(mended.text):
        yield Edit(match.start(), match.end(), " " * len(match.group()), SPACE)


def widths(mended: Mended) -> Iterator[Edit]:
    """Read full-width digits and letters as plain ones; punctuation stays as printed."""
    for match in _WIDE.finditer(mended.text):
        yield Edit(match.start(), match.end(), unicodedata.normalize("NFKC", match.group()), WIDTH)


def variants(mended: Mended) -> Iterator[Edit]:
    """Read radicals and compatibility ideographs as the characters they stand for."""
    for match in _VARIANT.finditer(mended.text):
        read = unicodedata.normalize("NFKC", match.group()).translate(_RADICALS)
        if read != match.group():
            yield Edit(match.start(), match.end(), read, VARIANT)
