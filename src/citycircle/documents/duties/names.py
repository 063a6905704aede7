"""Lists of organisations: split where the document splits, never inside a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

OPENING = "(（〔【[［﹝〈<《“‘"
CLOSING = ")）〕】]］﹞〉>》”’"
_PAIRS = dict(zip(OPENING, CLOSING, strict=True))

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
    r"\s*等(?:\s*\d+\s*[个家]|[一二三四五六七八九十]+[个家])?(?:市直|市级|省直|省级|县直|有关|相关|各|职能|成员|责任)*(?:单位|部门|地区|地方|企业)?(?:[和与及]?(?:单位|部门|企业|地区))?$"
)
_SHORTEST, _LONG, _LONGEST = 3, 16, 40
_BEFORE = re.compile(r"^(?:由|以及|及|和|与|会同|同时|其中|并|请)+(?=.{2})")


@dataclass(frozen=True, slots=True)
class Name:
    """One organisation as printed, spaces taken out, and where it stands."""

    text: str
    start: int
    end: int


def depth_free(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Places and characters that stand in no bracket or quotation mark; an unclosed bracket counts as none.

    >>> "".join(sign for _, sign in depth_free("各县(市、区)政府、港务局", 0, 13))
    '各县政府、港务局'
    """
    closes = _closes(text, start, end)
    at = start
    while at < end:
        if at in closes:
            at = closes[at] + 1
            continue
        yield at, text[at]
        at += 1


def _closes(text: str, start: int, end: int) -> dict[int, int]:
    """For each bracket that is closed inside the range, where."""
    closes: dict[int, int] = {}
    waiting: list[int] = []
    for at in range(start, end):
        sign = text[at]
        if sign in _PAIRS:
            waiting.append(at)
        elif sign in CLOSING and waiting:
            closes[waiting.pop()] = at
    return closes


_BARE = re.compile(r"\s*(?:各|市|全市|全省)?(?:省|自治区|设区市|地级以上市|市|州|县|区|旗|盟|地|乡|镇|街道)$")
_GOES_ON = re.compile(
    r"\s*(?:省|自治区|直辖市|市|州|县|区|旗|盟|乡|镇|街道)(?:[(（][^)）]*[)）])?(?:$|两级|级|人民政府|政府|党委|党工委|管委会|办事处)"
)


def pieces(text: str, start: int, end: int, separators: str) -> list[tuple[int, int, str]]:
    """Cut a range at separators outside brackets; each piece with the separator that ends it.

    >>> text = "市自然资源局(林业局)、各县(市、区)政府，开发区·港区"
    >>> [text[a:b] for a, b, _ in pieces(text, 0, len(text), "、，")]
    ['市自然资源局(林业局)', '各县(市、区)政府', '开发区·港区']
    >>> text = "财政部、各省、自治区、直辖市人民政府"
    >>> [text[a:b] for a, b, _ in pieces(text, 0, len(text), "、，")]
    ['财政部', '各省、自治区、直辖市人民政府']
    """
    found = []
    at = start
    for place, sign in depth_free(text, start, end):
        if sign in separators:
            found.append((at, place, sign))
            at = place + 1
    found.append((at, end, ""))
    kept = [(a, b, sign) for a, b, sign in found if text[a:b].strip() or sign in ";；"]
    return _collective(text, kept)


def _collective(text: str, found: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Join what only looks like a list: 各市、县人民政府 is one name."""
    joined: list[tuple[int, int, str]] = []
    for a, b, sign in found:
        if joined and joined[-1][2] == "、" and _GOES_ON.match(text[a:b]):
            low, high, _ = joined[-1]
            if all(map(_BARE.match, text[low:high].split("、"))):
                joined[-1] = (low, b, sign)
                continue
        joined.append((a, b, sign))
    return joined


def name_in(text: str, start: int, end: int) -> Name | None:
    """The name in a piece of a list: without 由, without a trailing 等 or 等单位, without spaces inside.

    >>> name_in("由开发区 ·港区等单位", 0, 11)
    Name(text='开发区·港区', start=1, end=8)
    """
    while start < end and (text[start].isspace() or text[start] in "、,，;；:：。."):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "、,，;；:：。."):
        end -= 1
    if before := _BEFORE.match(text[start:end]):
        start += before.end()
    if others := _AND_OTHERS.search(text[start:end]):
        end = start + others.start()
    name = re.sub(r"\s+", "", text[start:end])
    return Name(name, start, end) if name and not name.isdigit() and name not in "/无—－-" else None


def names_in(text: str, start: int, end: int) -> list[Name]:
    """All names of a list that is split at 、 and its kin, and at spaces and slashes between complete names."""
    names = []
    for a, b, _ in pieces(text, start, end, "、,，;；\t|"):
        for low, high in _spaced(text, a, b):
            if (name := name_in(text, low, high)) is not None:
                names.append(name)
    return names


def _spaced(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut a piece at spaces and slashes where complete names stand on both sides."""
    cuts = [m.span() for m in re.compile(r"\s+|/|／").finditer(text, start, end)]
    ranges, at = [], start
    for position, (low, high) in enumerate(cuts):
        stop = cuts[position + 1][0] if position + 1 < len(cuts) else end
        left, right = text[at:low].strip(), text[high:stop].strip()
        if _complete(left) and _complete(right):
            ranges.append((at, low))
            at = high
    return [*ranges, (at, end)]


def _complete(name: str) -> bool:
    return len(name) >= _SHORTEST and name[0] not in "·・" and bool(_STRONG.search(name) or _PLACE.search(name))


def looks_like_organisation(name: str) -> bool:
    """Whether a name ends as names of public bodies do.

    >>> [looks_like_organisation(name) for name in ("市财政局", "各县(市、区)", "含开发区", "签署合作协议")]
    [True, True, False, False]
    """
    bare = re.sub(r"[(（〔【\[][^)）〕】\]]*[)）〕】\]]$", "", name)
    if not 1 < len(name) <= _LONGEST or _NO_NAME.search(name):
        return False
    return bool(_STRONG.search(bare) or _PLACE.search(bare))


def names_an_office(name: str) -> bool:
    """Whether a name ends as an office does and not merely as a place does."""
    return looks_like_organisation(name) and bool(_STRONG.search(re.sub(r"[(（][^)）]*[)）]$", "", name)))


def plausible(name: str) -> bool:
    """Whether a piece could be a name at all, rather than a clause of prose."""
    if looks_like_organisation(name):
        return not _PROSE.search(re.sub(r"[(（][^)）]*[)）]", "", name)) or len(name) <= _LONG
    return 1 < len(name) <= _LONG and not _NO_NAME.search(name) and not _PROSE.search(name)
