"""Where the clauses of a plan end and its closing lines begin: signature, date, list of attachments, copies."""

from __future__ import annotations

import re

from citycircle.documents.duties.names import looks_like_organisation

_LINE = re.compile(r"[^\n\r\f\v]+")
_DATE = re.compile(r"^[(（]?\s*(?:20\d{2}|二[〇○零0]\S{2})\s?年\s?\S{1,3}\s?月\s?\S{1,3}\s?日\s*[)）]?(?:印发)?$")
_CLOSES = re.compile(
    r"^(?:附\s*件\s*[一二三四五六七八九十\d]*\s*[:：.]|附[:：]|抄\s*[送报][:：]|[主报]\s*送[:：]|[(（](?:此件|本文|联系人|信息公开)|"
    r"(?:联系人|联系电话|联系方式|电话|传真|邮箱|公开方式|信息公开选项|主题词|印发单位|责任编辑|编辑|来源)[:：]|.{2,40}20\d{2}年\d{1,2}月\d{1,2}日印发)"
)
_LISTED = re.compile(r"^\s*(?:\d{1,2}|[一二三四五六七八九十])\s*[.．、]\s*[^。；;]{2,60}$")
_ATTACHMENTS = re.compile(r"^\s*附\s*件\s*[一二三四五六七八九十\d]*\s*[:：]")
_LOOK_BACK = 4000
_MOST_LINES = 60
_LONGEST_NAME = 40


def content_end(text: str, start: int, end: int) -> int:
    """The end of the last clause in a range, before closing lines.

    >>> text = "1.建设码头。\\n附件：1.任务表\\n2.联系表\\n澜川市人民政府\\n2025年3月1日"
    >>> text[:content_end(text, 0, len(text))]
    '1.建设码头。'
    """
    lines = [match.span() for match in _LINE.finditer(text, max(start, end - _LOOK_BACK), end)]
    lines = [(a, b) for a, b in lines if text[a:b].strip()][-_MOST_LINES:]
    cut = len(lines)
    while cut and _closes(text, lines, cut):
        cut -= 1
    for at in range(max(0, cut - 15), cut):
        if _ATTACHMENTS.match(text[slice(*lines[at])]) and all(
            _LISTED.match(text[a:b]) for a, b in lines[at + 1 : cut]
        ):
            cut = at
            while cut and _closes(text, lines, cut):
                cut -= 1
            break
    if cut == len(lines):
        return end
    return lines[cut - 1][1] if cut else start


def _closes(text: str, lines: list[tuple[int, int]], cut: int) -> bool:
    """Whether the last line before `cut` is a closing line, given that those behind it are."""
    line = text[slice(*lines[cut - 1])].strip(" \t\u3000*")
    if _DATE.match(line) or _CLOSES.match(line):
        return True
    followed = cut < len(lines) and bool(_DATE.match(text[slice(*lines[cut])].strip(" \t\u3000*")))
    return (
        followed
        and len(line) <= _LONGEST_NAME
        and not re.search(r"[。；;,，:：]", line)
        and looks_like_organisation(line)
    )
