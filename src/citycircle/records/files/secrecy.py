"""Finding a secrecy mark: 秘密, 机密 or 绝密 with ★, or standing alone where GB/T 9704-2012 puts it.

A mark is 密级★保密期限 (机密★1年) at the head of the first page (GB/T 9704-2012, 7.2.2). The words alone occur in
honest running text (保守商业秘密); they are a mark only when they stand alone in the first lines or in a page head.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from citycircle.core.messages import Text

FIRST_LINES = 12
PAGE_HEAD_LINES = 3

_SPACES = re.compile(r"[\s\u00a0\u200b-\u200f\u2060\ufeff]+")
_LEVEL = r"(?:秘密|机密|機密|绝密|絕密)"
_TERM = r"(?:(?:[0-9０-９一二三四五六七八九十]{1,3}(?:年|个月|個月)|长期|長期))"
_STAR = "[★☆\u2606\u2b50]"
_STARRED = re.compile(rf"(?<!商业)(?<!商業){_LEVEL}{_STAR}{_TERM}?|{_STAR}{_LEVEL}(?:{_TERM}|(?![\u4e00-\u9fff]))")
"""With the star before it (★机密) the word must end there: ★ also marks the lines of a list."""
_OPENING, _CLOSING = "[【〔[(（《“\"']?", "[】〕\\])）》”\"']?"
_ALONE = re.compile(
    rf"(?:密级[:：]?|机密等级[:：]?)?{_OPENING}{_LEVEL}{_CLOSING}(?:[·.、,，]?[（(]?{_TERM}[)）]?)?|{_LEVEL}(?:文件|级|資料|资料)"
)
_NUMBER_BEFORE = re.compile(r"^(?:0{2,}\d{1,6}|№?\d{6})(?=\D)")
"""The copy number (份号) that GB/T 9704-2012 7.2.1 sets above the mark; a flattened document joins the two."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark as it was found, and where, in words."""

    words: str
    where: Text


def find_mark(text: str, heads: Iterable[str] = ()) -> Mark | None:
    """The first secrecy mark of a text, or None. `heads` are texts that stand in page heads.

    >>> find_mark("汀河都市圈2026年要点\\n机密★1年").words
    '机密★1年'
    >>> find_mark("一、加强商业秘密保护，严守国家秘密") is None
    True
    >>> find_mark("正文", heads=["机 密"]).where.en
    'a page head'
    """
    if starred := _starred(text.splitlines()):
        return Mark(starred, Text("文中", "the text"))
    lines = [line for line in text.splitlines() if line.strip()]
    if words := _alone(lines[:FIRST_LINES]):
        return Mark(words, Text("开头", "the first lines"))
    pages = text.split("\f")[1:]
    tops = [line for page in pages for line in [one for one in page.splitlines() if one.strip()][:PAGE_HEAD_LINES]]
    head_lines = [line for head in heads for line in head.splitlines()]
    if words := _alone([*tops, *head_lines]) or _starred(head_lines):
        return Mark(words, Text("页眉", "a page head"))
    return None


def _alone(lines: Iterable[str]) -> str | None:
    for line in lines:
        bare = _SPACES.sub("", line)
        if _ALONE.fullmatch(bare) or _ALONE.fullmatch(_NUMBER_BEFORE.sub("", bare)):
            return bare
    return None


def _starred(lines: Iterable[str]) -> str | None:
    found = (_STARRED.search(_SPACES.sub("", line)) for line in lines)
    return next((match[0] for match in found if match), None)


def find_mark_in_bytes(data: bytes) -> Mark | None:
    """A starred mark in a file whose text is not read (old .doc, pictures' captions): in the usual three encodings.

    >>> find_mark_in_bytes("…绝密★…".encode("utf-16-le")).words
    '绝密★'
    """
    for level in ("秘密", "机密", "绝密"):
        for words in (f"{level}★", f"★{level}"):
            if any(words.encode(encoding) in data for encoding in ("utf-16-le", "gb18030", "utf-8")):
                return Mark(words, Text("文件内", "inside the file"))
    return None
