"""Names of organisations in a list, and what a name looks like."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from citycircle.documents.duties.separating import pieces

_STRONG = re.compile(
    r"(?:局|委|委员会|办|办公室|厅|部|署|院|所|站|处|科|室|中心|集团|公司|政府|管委会|银行|支行|分行|支队|总队|大队|分局|海关|"
    r"法院|检察院|联|联社|协会|商会|学会|基金会|大学|学院|学校|医院|社|社会科学院|专班|组|工作组|领导小组|指挥部|党校|党委|"
    r"单位|部门|成员单位|企业|机构|团委|工会|总工会|妇联|残联|科协|文联|贸促会|红十字会|报社|电视台|气象台|电台|"
    r"电网|铁塔|移动|联通|电信|邮政|银保监|证监|馆|库|港务|办事处|工委|纪委|监委|军分区|警备区|武装部|司令部|会|兵团|中央)$"
)
_PLACE = re.compile(
    r"(?:[省市区县镇乡州盟旗]|街道|新城|园区|开发区|高新区|新区|片区|示范区|景区|度假区|林场|农场|自贸区|各地|地区|城市)$"
)
_NO_NAME = re.compile(r"^(?:含|不含|包括|其中|如|例如|即|见|详见|参见|以下|简称|原|除|指|注)|[。！？!?]|以下简称")
_PROSE = re.compile(
    r"[的了将把对从使并且均应须可已]|推动|推进|加强|加快|建立|建设|完善|提升|开展|做好|按照|围绕|确保|通过"
)
_AND_OTHERS = re.compile(
    r"\s*等(?:\s*\d+\s*[个家]|[一二三四五六七八九十]+[个家])?(?:[省市区县]|国务院|市直|市级|省直|省级|县直|有关|相关|各|职能|成员|责任)*(?:单位|部门|地区|地方|企业)?(?:[和与及]?(?:单位|部门|企业|地区))?$"
)
_SHORTEST, _LONG, _LONGEST = 3, 16, 40
_MARGINS = " \t\r\n\u3000\u00a0、,，;；:：。."
_OPENERS = frozenset("由以及和与会同其并请")
_GAP = re.compile(r"\s+|/|／")
_AND_EACH = re.compile(r"(?:以及|和|及|与)(?=各)")
_BEFORE = re.compile(r"^(?:由|以及|及|和|与|会同|同时|其中|并|请)+(?=.{2})")


class Name(NamedTuple):
    """One organisation as printed, spaces taken out, and where it stands."""

    text: str
    start: int
    end: int


def name_in(text: str, start: int, end: int) -> Name | None:
    """The name in a piece of a list: without 由, without a trailing 等 or 等单位, without spaces inside.

    >>> name_in("由开发区 ·港区等单位", 0, 11)
    Name(text='开发区·港区', start=1, end=8)
    """
    words = text[start:end]
    start += len(words) - len(words.lstrip(_MARGINS))
    end -= len(words) - len(words.rstrip(_MARGINS))
    words = text[start:end]
    if words[:1] in _OPENERS and (before := _BEFORE.match(words)):
        start += before.end()
    if "等" in words and (others := _AND_OTHERS.search(text[start:end])):
        end = start + others.start()
    name = "".join(text[start:end].split())
    return Name(name, start, end) if name and not name.isdigit() and name not in "/无—－-" else None


def names_in(text: str, start: int, end: int) -> list[Name]:
    """All names of a list that is split at 、 and its kin, and at spaces and slashes between complete names."""
    names = []
    for a, b, _ in pieces(text, start, end, "、,，;；\t|"):
        for low, high in (part for joined in _joined(text, a, b) for part in _spaced(text, *joined)):
            if (name := name_in(text, low, high)) is not None:
                names.append(name)
    return names


def _joined(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut a piece where 和各 joins a complete name to a collective one: 市航道局和各县区政府."""
    ranges, at = [], start
    for match in _AND_EACH.finditer(text, start, end):
        if _complete(text[at : match.start()].strip()) and _complete(text[match.end() : end].strip()):
            ranges.append((at, match.start()))
            at = match.end()
    return [*ranges, (at, end)]


def _spaced(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut a piece at spaces and slashes where complete names stand on both sides."""
    cuts = [match.span() for match in _GAP.finditer(text, start, end)]
    if not cuts:
        return [(start, end)]
    ranges, at = [], start
    for position, (low, high) in enumerate(cuts):
        stop = cuts[position + 1][0] if position + 1 < len(cuts) else end
        left, right = text[at:low].strip(), text[high:stop].strip()
        if _complete(left) and _complete(right):
            ranges.append((at, low))
            at = high
    return [*ranges, (at, end)]


@lru_cache(4096)
def _complete(name: str) -> bool:
    return len(name) >= _SHORTEST and name[0] not in "·・" and bool(_STRONG.search(name) or _PLACE.search(name))


@lru_cache(4096)
def looks_like_organisation(name: str) -> bool:
    """Whether a name ends as names of public bodies do.

    >>> [looks_like_organisation(name) for name in ("市园林局", "各县(市、区)", "含开发区", "签署合作协议")]
    [True, True, False, False]
    """
    bare = re.sub(r"[(（〔【\[][^)）〕】\]]*[)）〕】\]]$", "", name)
    if not 1 < len(name) <= _LONGEST or _NO_NAME.search(name):
        return False
    return bool(_STRONG.search(bare) or _PLACE.search(bare))


@lru_cache(4096)
def names_an_office(name: str) -> bool:
    """Whether a name ends as an office does and not merely as a place does."""
    return looks_like_organisation(name) and bool(_STRONG.search(re.sub(r"[(（][^)）]*[)）]$", "", name)))


def is_prose(words: str) -> bool:
    """Whether words say that something is or is to be done.

    >>> is_prose("具体任务均涉及有关区县政府"), is_prose("各区县政府")
    (True, False)
    """
    return bool(_PROSE.search(words))


@lru_cache(4096)
def plausible(name: str) -> bool:
    """Whether a piece could be a name at all, rather than a clause of prose."""
    if looks_like_organisation(name):
        return not _PROSE.search(re.sub(r"[(（][^)）]*[)）]", "", name)) or len(name) <= _LONG
    return 1 < len(name) <= _LONG and not _NO_NAME.search(name) and not _PROSE.search(name)
