"""What stands in a bracket of duties or after a label: names and what each has to do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, NamedTuple

from citycircle.documents.duties.names import Name, is_prose, name_in, names_an_office, names_in, plausible
from citycircle.documents.duties.separating import flat, pieces

Part = Literal["lead", "responsible", "cooperating", "person", "deadline"]
LeadRule = Literal["first", "all", "starred"]
"""Who leads by a rule stated once where no lead is printed: the first, all who are responsible, those with a star."""

_PLAIN_LABEL = re.compile(r"(?:牵头|责任|配合|参与|协办)(?:单位|部门)")
_NEAR = 6
_HAN = "\u4e00-\u9fff"
_LABEL_WORDS = (
    rf"(?:国家级|[省市州县区]级|[省市县区]|总|主要?|共同|第一|具体|直接|行业|工作|任务|项目|督导|组织|相关|各)?(?:牵头|责任|主责|主办|主管|承办|协办|负责|落实|实施|配合|协同|协作|协助|参与|参加|支持|执行|分管|包保|完成|时限|时间)"
    rf"[{_HAN}()（）、]{{0,8}}?"
)
LABEL = re.compile(
    rf"[【〔\[［]\s?(?P<boxed>{_LABEL_WORDS})\s?[】〕\]］]\s?[:：∶﹕]?|(?P<label>{_LABEL_WORDS})(?:\*\*)?\s?[:：∶﹕](?:\*\*)?"
)
_SIGN_OF_LABEL = re.compile(r"[:：∶﹕【〔\[［]")
"""Without one of these there is no label, which most brackets show at a glance."""
_ENDS_AS_LABEL = re.compile(
    r"(?:单位|部门|处室|科室|地区|主体|机构|领导|人|同志|市长|时限|时间|期限|牵头|责任|配合|负责|落实|协办|主办|承办|参与|主责)[)）]?$"
)
_SAYS_ROLE = re.compile(
    r"牵头|责任|主责|主办|主管|承办|协办|负责|落实|实施|配合|协同|协作|协助|参与|参加|支持|执行|分管|包保|时限|时间|期限"
)
RULE = re.compile(
    r"(?:(?:列|排|排名|排序|名列|位列|列在|排在|居)(?:第一|首)(?:位|个|名)?|第一(?:个|责任)(?:单位|部门)?|首个(?:单位|部门)?|首位(?:单位|部门)?|首位)"
    r"[^。；;]{0,12}?牵头"
)
_ROLE_AT_END = re.compile(
    r"(?P<duty>(?:等)?(?:按照|依照|根据|按|依|在)(?:各自)?(?:的)?(?:部门)?(?:(?:职责|责任|任务|职能|工作)(?:任务|职责)?(?:范围内?)?(?:分工)?|分工)(?:分别|共同|各自)?"
    r"(?:牵头|负责|落实|推进|推动|实施|承担|抓好落实|抓好|做好|组织实施|配合|做好配合|做好相关工作|开展工作|完成)*)$"
    r"|(?P<lead>(?:总|共同|联合|负责|具体|分别)*牵头(?:负责|抓总|总负责|组织|组织落实|落实|推进|推动|实施|办理|组织实施|会同|主办)?|(?<=.)主办|(?<=.)抓总|(?<=.)总负责)$"
    r"|(?P<cooperating>(?:负责|共同|积极|分别|做好|予以|给予)*(?:配合|协同|协助|协办|参与|参加|协作|支持)(?:落实|推进|实施|配合|工作)?)$"
    r"|(?P<responsible>(?:共同|分别|具体|联合|组织|统筹|各自|牵头|结合实际|抓好|会商)*(?:负责|组织实施|实施|承办|承担|推进落实|落实|推进|主责|执行|抓好落实|主管)(?:落实|推进|实施)?)$"
)
_DEADLINE = re.compile(
    r"^(?:(?:20\d{2}|今|明|当)年|\d{1,2}月|[一二三四]季度|长期|持续|全年|每[年月季]|即时|年内|按(?:时|期)|上半年|下半年|年底|月底)"
    r".{0,12}?(?:完成|前|底|推进|实施|坚持|开展|落实|日|月|年|度|见效)?$"
)
_POSTSCRIPT = re.compile(
    r"\s*[(（〔﹝\[［][^()（）〔〕﹝﹞\[\]［］]{0,6}?(?:(?P<lead>牵头|主责|主办|(?:列|排名|排)?第一)|(?P<cooperating>配合|协助|协办|参与))"
    r"(?:单位|部门|负责|位|责任单位)?\s?[)）〕﹝\]］]$"
)
"""A word of duty in a bracket behind one name of a list: 市港务局（牵头）、市航道局."""
_RULE_BEHIND = re.compile(r"\s*[(（〔﹝\[［][^()（）〔〕﹝﹞\[\]［］]*[)）〕﹝\]］]$")
_TURN = re.compile(r"牵头(?:负责)?(?=会同|[市省县区各][^，,、]{2,})|(?<=.)会同(?=.)")
_BREAK = re.compile(r"[\r\n]+")
_ASIDE = re.compile(r"^(?:以下|下同|以上|上述|其他|其余|不再|凡|均|本表|注)")
_ENDS_AS_BODY = re.compile(r"^(?:其他|其余)[^，。]*(?:单位|部门|局|委|办)$")
_NOBODY = re.compile(r"\s*(?:无|暂无|/|—+|－)\s*[。；;]?\s*")
_NOT_NAMES = re.compile(r"^(?:下同|以下同|以下简称.*|无|/|略|同上)$")


STARS = "*＊△▲★☆"
STARRED = re.compile(rf"(?:带|标|加|注有|标有|标注)[“\"']?[{STARS}][”\"']?号?[^。；;]{{0,10}}牵头")
"""The rule that names with a star lead: 带*的为牵头单位."""
ALL_LEAD = re.compile(
    r"(?:无|没有|未明确)牵头(?:单位|部门)的[,，]?\s?(?:由)?责任(?:单位|部门)(?:即|则|均)?(?:视)?(?:为|是)牵头"
)
"""The rule that whoever is responsible leads where nobody is named as lead."""


class Notation(NamedTuple):
    """The duties in one bracket, label line or cell; `start` to `end` is what leaves the body of the task.

    A line that names a person only (责任领导：…) has neither lead nor responsible.
    """

    start: int
    end: int
    lead: tuple[Name, ...] = ()
    responsible: tuple[Name, ...] = ()
    cooperating: tuple[Name, ...] = ()
    by_duty: bool = False
    deadline: Name | None = None
    rule: bool = False
    closed: bool = True
    labelled: bool = False

    @property
    def names(self) -> tuple[Name, ...]:
        return (*self.lead, *self.responsible)


@dataclass(slots=True)
class _Sheet:
    """What was read so far."""

    lead: list[Name] = field(default_factory=list)
    responsible: list[Name] = field(default_factory=list)
    cooperating: list[Name] = field(default_factory=list)
    by_duty: bool = False
    deadline: Name | None = None
    rule: bool = False
    said: bool = False
    nobody: bool = False
    """A label that names a person, or nobody (配合单位：无)."""

    def give(self, part: Part, names: list[Name]) -> None:
        if part == "lead":
            self.lead += names
        elif part in ("responsible", "cooperating"):
            self.responsible += names
            if part == "cooperating":
                self.cooperating += names


def read_notation(text: str, start: int, end: int, *, part: Part | None = None) -> Notation | None:
    """Read the duties in a range, for example the inside of a bracket; None if it holds something else.

    `part` is what names without any word mean, as in a table column.

    >>> found = read_notation("市港务局牵头，市园林局、各区(县、市)政府按职责分工负责", 0, 26)
    >>> [name.text for name in found.lead], [name.text for name in found.responsible], found.by_duty
    (['市港务局'], ['市园林局', '各区(县、市)政府'], True)
    >>> read_notation("签署合作协议或其他成果", 0, 11) is None
    True
    """
    sheet = _Sheet(said=part is not None)
    labels = list(_labels(text, start, end))
    first = labels[0][1] if labels else end
    if text[start:first].strip():
        _read_names(text, start, first, sheet, part)
    for position, (kind, _, low) in enumerate(labels):
        high = labels[position + 1][1] if position + 1 < len(labels) else end
        _read_labelled(text, low, high, sheet, kind)
    if not sheet.said or not (sheet.lead or sheet.responsible or sheet.deadline or sheet.nobody or sheet.rule):
        return None
    if not labels and part is None and not all(plausible(name.text) for name in (*sheet.lead, *sheet.responsible)):
        return None
    return Notation(
        start, end, _once(sheet.lead), _once(sheet.responsible), _once(sheet.cooperating), sheet.by_duty,
        sheet.deadline, sheet.rule, labelled=bool(labels),
    )  # fmt: skip


def read_plain_names(text: str, start: int, end: int) -> Notation:
    """A bracket that holds names and nothing else."""
    return Notation(start, end, responsible=_once(names_in(text, start, end)))


def _once(names: list[Name]) -> tuple[Name, ...]:
    seen: dict[str, Name] = {}
    for name in names:
        seen.setdefault(name.text, name)
    return tuple(seen.values())


def _labels(text: str, start: int, end: int) -> Iterator[tuple[Part, int, int]]:
    """Labels outside brackets: what they mean, where they start, where their names start."""
    if not _SIGN_OF_LABEL.search(text, start, end):
        return
    found = list(LABEL.finditer(text, start, end))
    shown = flat(text, start, end) if found else ""
    for match in found:
        at = match.start()
        kind = label_part(label_words(match))
        if kind is None or (match["label"] and shown[match.end() - 1 - start] == "\0"):
            continue
        if match["label"] and at > start and not _may_begin(text, start, at, match["label"]):
            continue
        yield kind, at, match.end()


def _may_begin(text: str, start: int, at: int, label: str) -> bool:
    """Whether a label stands behind a sign, or glued to a complete name as on a page without line ends."""
    if text[at - 1] in " \t\u3000\n\r、,，;；。.":
        return True
    return _PLAIN_LABEL.fullmatch(label) is not None and names_an_office(text[max(start, at - _NEAR) : at])


def label_words(match: re.Match[str]) -> str:
    """The words of a label that LABEL found."""
    return match["boxed"] or match["label"]


@lru_cache(4096)
def label_part(label: str) -> Part | None:
    """What a label or a column heading asks for.

    >>> [label_part(label) for label in ("牵头单位", "责任单位", "配合部门", "责任领导", "完成时限", "工作内容")]
    ['lead', 'responsible', 'cooperating', 'person', 'deadline', None]
    """
    label = re.sub(r"\s", "", label)
    if not _ENDS_AS_LABEL.search(label) or not _SAYS_ROLE.search(label):
        return None
    if re.search(r"(?:领导|人|同志|市长)[)）]?$", label):
        return "person"
    if re.search(r"时限|时间|期限", label):
        return "deadline"
    if re.match(r".{0,4}?(?:牵头|主责|主办)", label):
        return "lead"
    if re.match(r".{0,4}?(?:配合|协同|协作|协助|协办|参与|参加|支持)", label):
        return "cooperating"
    return "responsible"


def _read_labelled(text: str, start: int, end: int, sheet: _Sheet, kind: Part) -> None:
    sheet.said = True
    if kind == "person" or _NOBODY.fullmatch(text, start, end):
        sheet.nobody = True
        return
    if kind == "deadline":
        sheet.deadline = sheet.deadline or name_in(text, start, end)
        return
    _read_names(text, start, end, sheet, kind)


def _read_names(text: str, start: int, end: int, sheet: _Sheet, part: Part | None) -> None:
    pending: list[Name] = []
    before = ""
    for a, stop, sign in _cut(text, start, end):
        b = _before_rule(text, a, stop, sheet)
        word = text[a:b].strip(" \t\r\n\u3000。.")
        if RULE.search(word) or STARRED.search(word):
            sheet.rule = sheet.said = True
        elif _DEADLINE.match(word) and not word.endswith(("局", "委", "办", "部")):
            sheet.deadline = sheet.deadline or name_in(text, a, b)
        elif (_ASIDE.match(word) and not _ENDS_AS_BODY.search(word)) or (before == "。" and is_prose(word)):
            break
        elif behind := _POSTSCRIPT.search(text, a, b):
            sheet.said = True
            sheet.give(part or "responsible", pending)
            sheet.give("lead" if behind["lead"] else "cooperating", names_in(text, a, behind.start()))
            pending = []
        elif not _NOT_NAMES.match(word):
            if before == "," and _waits_apart(text[a:b], sheet, pending):
                sheet.give(part or "responsible", pending)
                pending = []
            pending = _read_piece(text, a, b, sheet, pending)
        if sign in (";", "；", "。"):
            sheet.give(part or "responsible", pending)
            pending = []
        before = "," if sign in ",，" else sign
    sheet.give(part or "responsible", pending)


def _before_rule(text: str, start: int, end: int, sheet: _Sheet) -> int:
    """Where a piece ends without the rule in a bracket behind its name: 市航道局（列第一位的为牵头单位，下同）."""
    match = _RULE_BEHIND.search(text, start, end)
    if match is None or not RULE.search(match[0]) or not text[start : match.start()].strip():
        return end
    sheet.rule = True
    return match.start()


def _waits_apart(piece: str, sheet: _Sheet, pending: list[Name]) -> bool:
    """Whether names before a comma are responsible, though those behind it only cooperate: 市园林局，市粮储局配合."""
    match = _ROLE_AT_END.search(piece.strip(" \t\r\n\u3000。."))
    return bool(pending) and match is not None and bool(match["cooperating"]) and not sheet.lead


def _read_piece(text: str, start: int, end: int, sheet: _Sheet, pending: list[Name]) -> list[Name]:
    """Read one piece; names wait in `pending` until a word says what they do."""
    while end > start and text[end - 1] in " \t\r\n\u3000。.":
        end -= 1
    match = _ROLE_AT_END.search(text[start:end])
    if match is None:
        return pending + names_in(text, start, end)
    sheet.said = True
    names = pending + names_in(text, start, start + match.start())
    if match["duty"]:
        sheet.by_duty = True
        sheet.give("lead" if "牵头" in match["duty"] else "responsible", names)
    else:
        kind: Part = "lead" if match["lead"] else "cooperating" if match["cooperating"] else "responsible"
        sheet.give(kind, names)
    return []


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Pieces between separators; `牵头` and `会同` in the middle of a piece end it too."""
    for a, b, sign in _lines(text, start, end):
        at = a
        for match in _TURN.finditer(text, a, b):
            cut = match.end() if match[0].startswith("牵头") else match.start()
            if cut > at:
                yield at, cut, ","
                at = cut
        yield at, b, sign


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Pieces; a line end inside one ends it where a word of duty stands before it, else it may be a mere wrap."""
    for a, b, sign in pieces(text, start, end, "、,，;；。"):
        at = a
        for match in _BREAK.finditer(text, a, b):
            if _ROLE_AT_END.search(text[at : match.start()].rstrip()):
                yield at, match.start(), ","
                at = match.end()
        yield at, b, sign
