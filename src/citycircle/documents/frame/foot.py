"""The foot of a document: signature and date, printing note, recommendations, and the page's own last words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citycircle.core.plans import Aside, Span
from citycircle.documents.frame import chrome, dates
from citycircle.documents.repair.signs import MARKER, lines

DATED = re.compile(
    rf"^\s*[(（]?\s*{dates.WRITTEN.pattern}\s*[)）]?\s*$|^\s*[(（]\s*(?:19|20)\d\d\s?年\s?\d{{1,2}}\s?月[^()（）\n]{{0,40}}[)）]\s*$"
)
RELEASE = re.compile(
    r"^\s*(?:[(（](?:此件|本文|信息公开)[^)）\n]{2,20}[)）]|信息公开选项[：:].{1,20}|主题词[：:].{1,60}|[抄分]送[：:].{1,300}"
    r"|.{2,40}(?:19|20)\d\d\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日\s?印发?|(?:共印|印)\s?\d{1,5}\s?份)\s*$"
)
BODY = re.compile(
    r"^[\s\u3000]*[\u4e00-\u9fff（()）“”、·\s]{3,60}(?:政府|委员会|办公[室厅]|领导小组|指挥部|联席会议|[厅局委办部院会组])\s*$"
)
_ATTACHED = re.compile(r"^\s*附\s*件\s*\d{0,2}\s*[：:][^。\n]{0,200}$")
_SIGNED = re.compile(
    rf"(?<=[。）)〕])\s?(?P<body>[\u4e00-\u9fff]{{3,40}}(?:政府|委员会|办公[室厅]|领导小组|指挥部|[厅局委部]))\s*(?P<printed>{dates.WRITTEN.pattern})\s*$"
)
_LISTED = re.compile(r"^\s*\d{1,2}[.．、]\s?[^。；;]{2,60}$")
_AFTER_SENTENCE = "。；;)）〕】”》\u3000 \t"
_PAGE = frozenset({"recommendation", "share", "footer", "link", "navigation"})
"""What no paper prints: short lines below one of these are the page's own too."""
_ITEM = re.compile(MARKER)
_LINES, _REACH = 60, 20_000
"""So far up from the end the page's own words are looked for."""
_TITLE_LINE = 80
_NAME = 5
"""The shortest name that signs a paper."""
_DATES = 2
"""More lines that hold a date alone are a column of deadlines."""
_STRAY = 2
"""Below so many lines of no shape a signature is still believed."""


def find(text: str, start: int) -> Iterator[Aside]:
    """From the last line upwards, as long as lines are the page's own or the signature's.

    Lines of no shape (titles of other papers) are the page's own if a line above them says so: 相关链接, 推荐阅读.
    """
    last = list(lines(text, max(start, len(text) - _REACH)))[-_LINES:]
    last, moved = _without_news(last)
    yield from (Aside("recommendation", trimmed(text, *line.span())) for line in moved)
    dated = sum(1 for line in last if DATED.match(line.group())) <= _DATES
    unknown: list[Aside] = []
    below: str | None = None
    for at in range(len(last) - 1, -1, -1):
        line, place = last[at], trimmed(text, *last[at].span())
        reason = chrome.reason(line.group()) or (_closing(last, at, below) if dated else None)
        if reason in _PAGE:
            yield from unknown
            unknown = []
        if reason and (reason in _PAGE or len(unknown) <= _STRAY):
            yield Aside(reason, place)
            below = reason
        elif _is_short(line.group()):
            unknown.append(Aside("recommendation", place))
        else:
            yield from _glued(text, line)
            return


def _without_news(last: list[re.Match[str]]) -> tuple[list[re.Match[str]], list[re.Match[str]]]:
    """Lines of the paper, and lines from a cue (政策解读, 相关链接) on, if no item of a plan follows the cue."""
    for at, line in enumerate(last):
        if chrome.reason(line.group()) == "recommendation" and not any(
            _ITEM.match(each.group()) for each in last[at + 1 :]
        ):
            return last[:at], last[at:]
    return last, []


def _is_short(line: str) -> bool:
    """Say whether a line could be the title of another paper or news."""
    return len(line) <= _TITLE_LINE and not re.search("[。；;]", line) and not _ITEM.match(line)


def _closing(last: list[re.Match[str]], at: int, below: str | None) -> str | None:
    """What an office prints below a paper. A body's name signs only above its date: it may be a cell of a table."""
    line = last[at].group()
    if DATED.match(line):
        return "issue_date"
    if RELEASE.match(line):
        return "release"
    if below in {"issue_date", "signature"} and BODY.match(line) and len(line.strip()) >= _NAME:
        return "signature"
    return "attachments" if _ATTACHED.match(line) else _attached(last, at)


def _attached(last: list[re.Match[str]], at: int) -> str | None:
    """A numbered line below 附件: is one more attachment."""
    first = at
    while first and _LISTED.match(last[first].group()):
        first -= 1
    return "attachments" if first < at and _ATTACHED.match(last[first].group()) else None


def _glued(text: str, line: re.Match[str]) -> Iterator[Aside]:
    """The page's own words behind the last sentence of the plan, on the same line."""
    signed = _SIGNED.search(text, *line.span())
    if signed:
        yield Aside("signature", Span(*signed.span("body")))
        yield Aside("issue_date", trimmed(text, *signed.span("printed")))
        return
    tail = chrome.TAIL.search(text, *line.span())
    if tail and tail.start() > line.start() and text[tail.start() - 1] in _AFTER_SENTENCE:
        place = trimmed(text, tail.start(), line.end())
        yield Aside(chrome.reason(text[place.start : place.end]) or "source_line", place)


def trimmed(text: str, start: int, end: int) -> Span:
    """A stretch without the blanks at its ends."""
    words = text[start:end]
    if not words.strip():
        return Span(start, start)
    return Span(start + len(words) - len(words.lstrip()), start + len(words.rstrip()))
