"""Where duties are noted in a text: brackets, label lines, labels after a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citycircle.documents.duties.names import looks_like_organisation, names_an_office
from citycircle.documents.duties.notation import (
    ALL_LEAD,
    LABEL,
    RULE,
    STARRED,
    LeadRule,
    Notation,
    label_part,
    label_words,
    read_notation,
    read_plain_names,
)

_BRACKETS = re.compile(r"[(（〔【\[［﹝)）〕】\]］﹞]")
_OPEN = frozenset("(（〔【[［﹝")
_SENTENCE_ENDS = ("。", "；", ";", "！", "\n", "")
_BUREAU = re.compile(
    r"(?:局|委|办|厅|部|署|政府|委员会|办公室|管委会|总队|支队|法院|检察院|联社|[残妇文科]联|[总工]会)$"
)
_LONGEST = 1500
_MOST_UNCLOSED = 2000
_HINT = re.compile(
    r"牵头|责任|负责|配合|职责|分工|参与|参加|落实|协助|协同|协办|主办|承办|主责|单位|部门|实施|支持|推进"
)
_ENDS = re.compile(r"[\n\r。；;！!]")
_LINE_LABEL = re.compile(rf"[ \t\u3000*•●·\-]*(?=[^\n。]{{2,26}}[:：∶﹕】〕\]］])(?:{LABEL.pattern})")
"""A label where a line or a sentence begins."""
_HEADING = re.compile(
    r"(?P<duty>[^，,。；;]{2,40}?(?:牵头|负责)(?:负责)?)的?(?:重点|主要)?(?:工作|任务|事项|项目|目标任务|部分)?"
    r"(?:[(（]\s?(?:共\s?)?\d+\s?[项件个条][)）])?[。:：]?$"
)
_CLOSING = re.compile(
    r"(?:(?<=[。；;！])|^)[ \t\u3000]*由(?P<duty>[^。；;\n\r]{2,300}?(?:负责|落实|牵头|承办|办理|组织实施))"
    r"[。；;]?(?=\s*(?:[\n\r]|$))",
    re.MULTILINE,
)
"""A last sentence that holds nothing but names and a word of duty: 由市港务局、市航道局负责落实。"""
_LINE_END = re.compile(r"[\n\r。]|(?<=[局委办厅部府区县市会心院司组团室处站队门位班])(?=\d{1,3}[.．、][\u4e00-\u9fff])")
"""Where a label's line ends, also on a page that lost its line ends, before the number of the next task."""
_BREAK = re.compile(r"[\n\r]")


def find_notations(text: str, start: int, end: int) -> list[Notation]:
    """Every notation of duties in a range, in order, none inside another.

    >>> text = "建设客运码头（签署协议）。（市港务局牵头）"
    >>> [(text[n.start : n.end], n.lead[0].text) for n in find_notations(text, 0, len(text))]
    [('（市港务局牵头）', '市港务局')]
    """
    found = sorted(
        [*_bracketed(text, start, end), *_labelled(text, start, end), *_closing(text, start, end)],
        key=lambda n: (n.start, -n.end),
    )
    kept: list[Notation] = []
    for notation in found:
        if not kept or notation.start >= kept[-1].end:
            kept.append(notation)
    return kept


def in_heading(text: str, start: int, end: int) -> Notation | None:
    """The duties that a heading itself says: 一、市港务局牵头工作（8项）.

    >>> in_heading("市港务局牵头的重点任务（8项）", 0, 15).lead[0].text, in_heading("压实牵头责任", 0, 6)
    ('市港务局', None)
    """
    match = _HEADING.match(text, start, end)
    if match is None:
        return None
    words = read_notation(text, start, match.end("duty"))
    if words is None or not all(looks_like_organisation(name.text) for name in words.names):
        return None
    return words


def rule_of_lead(text: str) -> LeadRule | None:
    """The rule, stated once anywhere in a document, by which somebody leads where no lead is printed.

    >>> rule_of_lead("……（责任单位列第一位的为牵头单位，下同）"), rule_of_lead("无牵头单位的，责任单位即为牵头单位")
    ('first', 'all')
    """
    if ALL_LEAD.search(text):
        return "all"
    if STARRED.search(text):
        return "starred"
    return "first" if RULE.search(text) else None


def _bracketed(text: str, start: int, end: int) -> Iterator[Notation]:
    pairs, unclosed = _pairs(text, start, end)
    done = start
    for low, high in pairs:
        if low < done:
            continue
        notation = _in_bracket(text, low, high, start, end)
        if notation is not None:
            yield notation
            done = high
    done = start
    for low in unclosed[:_MOST_UNCLOSED]:
        if low >= done and (notation := _unclosed(text, low, end)) is not None:
            yield notation
            done = notation.end


def _pairs(text: str, start: int, end: int) -> tuple[list[tuple[int, int]], list[int]]:
    """Brackets with their closing partners, whatever their style, outermost first; and those never closed."""
    pairs, waiting = [], []
    for match in _BRACKETS.finditer(text, start, end):
        if match[0] in _OPEN:
            waiting.append(match.start())
        elif waiting:
            pairs.append((waiting.pop(), match.end()))
    unclosed = waiting + [low for low, high in pairs if high - low > _LONGEST]
    return sorted(pair for pair in pairs if pair[1] - pair[0] <= _LONGEST), sorted(unclosed)


def _in_bracket(text: str, low: int, high: int, start: int, end: int) -> Notation | None:
    inside = text[low + 1 : high - 1]
    if _HINT.search(inside):
        notation = read_notation(text, low + 1, high - 1)
        if notation is not None:
            return _with_full_stop(text, notation._replace(start=low, end=high), end)
    if not _closes_a_sentence(text, low, high, start, end):
        return None
    plain = read_plain_names(text, low + 1, high - 1)
    names = [name.text for name in plain.responsible]
    if not names or not all(map(looks_like_organisation, names)) or not any(map(names_an_office, names)):
        return None
    if any(label_part(name) for name in names):
        return None
    if len(names) == 1 and text[low - 1 : low] not in _SENTENCE_ENDS and not _BUREAU.search(names[0]):
        return None  # 综合体(社区服务中心) says the same in other words
    return _with_full_stop(text, plain._replace(start=low, end=high), end)


def _with_full_stop(text: str, notation: Notation, end: int) -> Notation:
    """A bracket after a full stop takes the one printed behind it along; one before it leaves it to the sentence."""
    before = text[notation.start - 1 : notation.start] if notation.start else ""
    if before in "。；;！" and notation.end < end and text[notation.end] in "。；;":
        return notation._replace(end=notation.end + 1)
    return notation


def _closes_a_sentence(text: str, low: int, high: int, start: int, end: int) -> bool:
    before = text[max(start, low - 3) : low].rstrip(" \t\u3000")
    after = text[high : min(end, high + 3)].lstrip(" \t\u3000")
    return before.endswith(("。", "；", ";", "！")) or not after or after[0] in "\n\r。"


def _unclosed(text: str, low: int, end: int) -> Notation | None:
    """A bracket that the document forgot to close: read to the end of its line if it starts like one of duties."""
    label = LABEL.match(text, low + 1, min(end, low + 40))
    if (label is None or label_part(label_words(label)) is None) and text[low - 1 : low] not in ("。", "；", ";"):
        return None
    stop = _BREAK.search(text, low, min(end, low + _LONGEST))
    high = stop.start() if stop else min(end, low + _LONGEST)
    notation = read_notation(text, low + 1, high)
    return notation._replace(start=low, end=high, closed=False) if notation is not None else None


def _closing(text: str, start: int, end: int) -> Iterator[Notation]:
    for match in _CLOSING.finditer(text, start, end):
        notation = read_notation(text, *match.span("duty"))
        if notation is not None and all(looks_like_organisation(name.text) for name in notation.names):
            yield notation._replace(start=match.start(), end=match.end())


def _labelled(text: str, start: int, end: int) -> Iterator[Notation]:
    """Lines such as 责任单位：…, and the same behind a full stop."""
    done = start
    for match in _line_labels(text, start, end):
        kind = label_part(label_words(match))
        if kind is None or match.start() < done:
            continue
        low = match.start("boxed") - 1 if match["boxed"] else match.start("label")
        stop = _LINE_END.search(text, match.end(), end)
        high = stop.start() if stop else end
        if high - low > _LONGEST:
            continue
        notation = read_notation(text, low, high)
        if notation is None:
            continue
        names = [name.text for name in notation.names]
        if names and sum(map(looks_like_organisation, names)) * 2 < len(names):
            continue
        done = high + 1 if stop and stop[0] == "。" else high
        yield notation._replace(start=match.start(), end=done)


def _line_labels(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    if (start == 0 or _ENDS.match(text, start - 1)) and (match := _LINE_LABEL.match(text, start, end)):
        yield match
    for before in _ENDS.finditer(text, start, end):
        if match := _LINE_LABEL.match(text, before.end(), end):
            yield match
