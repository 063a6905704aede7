"""The number of an official paper: 澜政办发〔2025〕8号, in any bracket, with spaces or line ends in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citycircle.core.plans import Span

_NUMBER = re.compile(
    r"(?P<body>(?:[\u4e00-\u9fff][ \t]?){1,14}(?:[(（][\u4e00-\u9fff]{1,4}[)）])?)"
    r"\s{0,2}(?P<open>[〔﹝\[【［(（〈])\s{0,2}(?P<year>(?:19|20)\s?\d\s?\d)\s{0,2}[〕﹞\]】］)）〉]"
    r"\s{0,2}(?P<nth>第?)\s{0,2}(?P<number>\d{1,5})\s{0,2}号"
)
_GLUED = re.compile(
    r"^.*(?:通知|意见|方案|计划|办法|决定|规定|要点|规划|字号|文号|编号|号|文件|函件|标题|名称)(?=[\u4e00-\u9fff]{2})"
)
_WORD = 3
_QUOTED = re.compile(r"[(（《〈][^()（）《》〈〉\n]{0,30}$|》\s?$")


def printed(text: str, start: int, end: int) -> Iterator[tuple[str, Span]]:
    """The numbers printed in a stretch of text, without those that another paper is quoted by.

    >>> found = "云泽省人民政府关于印发规划的通知云政发 [2025] 3号各市:根据上级意见(云发〔2024〕1号)"
    >>> [number for number, _ in printed(found, 0, len(found))]
    ['云政发[2025]3号']
    """
    for match in _NUMBER.finditer(text, start, end):
        body = _unspaced(match["body"])
        glued = _GLUED.match(body)
        body = body[glued.end() :] if glued else body
        offset = _offset(match["body"], len(body))
        before = text[max(start, match.start() + offset - 40) : match.start() + offset]
        if body and (not _QUOTED.search(before) or _ends_heading(text, before, match.end())):
            rest = re.sub(r"\s", "", text[match.start() + len(match["body"]) : match.end()])
            yield body + rest, Span(match.start() + offset, match.end())


def _unspaced(found: str) -> str:
    """The letters before the bracket; apart from a whole word stands something else (字号:大 小 澜政发)."""
    parts = found.split()
    if len(parts) > 1 and len(parts[-1]) >= _WORD:
        return parts[-1]
    return "".join(parts)


def _ends_heading(text: str, before: str, end: int) -> bool:
    """Say whether a number in brackets closes a heading line: …的通知(澜政办发〔2025〕8号)."""
    closed = re.compile(r"\s?[)）]\s*(?:\n|$)").match(text, end)
    line = before.rsplit("\n", 1)[-1].rstrip("(（ ")
    if line.endswith("的通知") and text[end : end + 1] in {")", "）"}:
        return True
    return bool(closed and line and line[-1] not in "》〉" and not re.search(r"[。，,；;：:]", line))


def _offset(found: str, length: int) -> int:
    """Where the last `length` characters of a run with spaces begin."""
    at = len(found)
    while length and at:
        at -= 1
        length -= not found[at].isspace()
    return at
