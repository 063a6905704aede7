"""Advertising that a break-in wrote over a name: found by how it behaves, never by what it advertises.

The intruder replaces the name of a place or body everywhere by one foreign token with a colon. So the token comes back,
stands inside sentences where a colon makes no sense (印发…:, 《…:, 已经市委、…:同意), and what is left of the name
(人民政府, 各部门) follows it. A label of the genre does none of the three together.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from citycircle.documents.mended import Edit, Mended
from citycircle.documents.repair.signs import HAN

KIND = "spam"
_TOKEN = rf"[{HAN}A-Za-z0-9.·_\-()\uff08\uff09]"
_COLON, _REST = re.compile("[:\uff1a]"), re.compile("人民政府")
_LATIN = re.compile("[A-Za-z0-9]")
_RUN = re.compile(rf"{_TOKEN}{{2,}}$")
_REACH = 30
"""No token is longer."""
_REST_OF_NAME = re.compile(r"人民政府|政府办|办公[室厅]|各部门|委员会|同意|批准|[、\uff0c,。\uff1b;)\uff09》”]")
"""What is left where a name was: its end without its beginning, its predicate, a sign that follows no colon."""
_LEAD_IN = re.compile("^.*(?:印发|转发|下发|关于|来源|单位|机关|机构|部门|名称|标题|作者|已经|根据|按照)")
_LABEL = re.compile(
    "(?:单位|部门|机关|机构|时间|日期|时限|来源|作者|编辑|名称|文号|字号|标题|电话|地址|邮箱|网址|主题词?|关键词|索引号|分类|编号|[主抄报]送|"
    "目标|任务|措施|要求|内容|重点|原则|思路|方式|范围|对象|领域|如下|包括|领导|人|者|主体|方|主管|属地|地点|地区|阶段|步骤|进度|节点|标准|依据|说明|备注|项目|资金|注|附件|组长|组员|成员|职责|审核|校对|通知|意见|事项)$"
)
_INNER = re.compile(rf"[{HAN}《〈“、,\uff0c]$")
_IN_WORD = re.compile(rf"[{HAN}《〈“]$")
"""Without a Latin letter a token is believed only where it stands in the middle of words."""
_AT_LEAST = 2


def edits(mended: Mended) -> Iterator[Edit]:
    """Take the foreign token out; which name it replaced is proposed beside it, never written in."""
    at = 0
    for start, end in sorted(place for token in tokens(mended.text) for place in token.places):
        if start >= at:
            yield Edit(start, end, "", KIND)
            at = end


@dataclass(frozen=True, slots=True)
class Token:
    """Words before a colon that come back, and where each stands with its colon."""

    words: str
    places: tuple[tuple[int, int], ...]


def tokens(text: str) -> list[Token]:
    """The foreign tokens of a document, with the colon that they bring or bare before what is left of a name."""
    runs: dict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
    colons = [match.span() for match in _COLON.finditer(text)]
    bare = [(match.start(), match.start()) for match in _REST.finditer(text)]
    for start, end in sorted([*colons, *bare]):
        run = _RUN.search(text[max(0, start - _REACH) : start])
        if run and (start < end or _LATIN.search(run[0])):
            runs[text[start:end], run[0][-2:]].append((run[0], end))
    found = (_token(group, len(sign)) for (sign, _), group in runs.items() if len(group) >= _AT_LEAST)
    return [token for token in found if _is_foreign(text, token)]


def _token(group: Sequence[tuple[str, int]], sign: int) -> Token:
    """What all runs before a colon end in, without a verb or label that all of them share."""
    shared = min((run for run, _ in group), key=len)
    while not all(run.endswith(shared) for run, _ in group):
        shared = shared[1:]
    words = _LEAD_IN.sub("", shared).lstrip("()\uff08\uff09.·_-")
    return Token(words, tuple((end - sign - len(words), end) for _, end in group))


def _is_foreign(text: str, token: Token) -> bool:
    if len(token.words) < 2 or token.words.isdigit() or _LABEL.search(token.words):  # noqa: PLR2004 - as a name
        return False
    latin = _LATIN.search(token.words)
    inside = _INNER if latin else _IN_WORD
    inner = sum(1 for start, _ in token.places if inside.search(text[max(0, start - 1) : start]))
    followed = sum(1 for _, end in token.places if _REST_OF_NAME.match(text, end))
    return len(token.places) >= (_AT_LEAST if latin else _AT_LEAST + 1) and inner > 0 and followed > 0
