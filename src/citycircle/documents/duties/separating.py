"""Cutting a list of organisations where its separators stand, never inside a bracket or a collective name."""

from __future__ import annotations

import re

OPENING = "(（〔【[［﹝〈<《“‘"
CLOSING = ")）〕】]］﹞〉>》”’"
_INNERMOST = re.compile(f"[{re.escape(OPENING)}][^{re.escape(OPENING + CLOSING)}]*[{re.escape(CLOSING)}]")
_HIDDEN = "\0"
_DEEPEST = 20
_BARE = re.compile(
    r"\s*(?:各|市|全市|全省)?(?:省|自治区|设区市|地级以上市|市|州|县|区|旗|盟|地|乡|镇|街道)(?:[(（][^)）]*[)）])?$"
)
_GOES_ON = re.compile(
    r"\s*(?:省|自治区|直辖市|市|州|县|区|旗|盟|乡|镇|街道)(?:[(（][^)）]*[)）])?"
    r"(?:$|两级|级|人民政府|政府|党委|党工委|管委会|办事处)"
)
_SIGNS: dict[str, re.Pattern[str]] = {}


def flat(text: str, start: int, end: int) -> str:
    """A stretch with everything that stands in brackets or quotation marks hidden, character by character.

    An unclosed bracket hides nothing.

    >>> flat("各区(县、市)政府、港务局", 0, 13).replace("\\0", "·")
    '各区·····政府、港务局'
    """
    shown = text[start:end]
    for _ in range(_DEEPEST):
        hidden = _INNERMOST.sub(lambda match: _HIDDEN * len(match[0]), shown)
        if hidden == shown:
            break
        shown = hidden
    return shown


def pieces(text: str, start: int, end: int, separators: str) -> list[tuple[int, int, str]]:
    """Cut a range at separators outside brackets; each piece with the separator that ends it.

    >>> text = "市自然资源局(林业局)、各区(县、市)政府，开发区·港区"
    >>> [text[a:b] for a, b, _ in pieces(text, 0, len(text), "、，")]
    ['市自然资源局(林业局)', '各区(县、市)政府', '开发区·港区']
    >>> text = "财政部、各省、自治区、直辖市人民政府"
    >>> [text[a:b] for a, b, _ in pieces(text, 0, len(text), "、，")]
    ['财政部', '各省、自治区、直辖市人民政府']
    """
    signs = _SIGNS.get(separators) or _SIGNS.setdefault(separators, re.compile(f"[{re.escape(separators)}]"))
    found, at = [], start
    for match in signs.finditer(flat(text, start, end)):
        place = start + match.start()
        if match[0] in ";；" or not text[at:place].isspace():
            found.append((at, place, match[0]))
        at = place + 1
    if at < end and not text[at:end].isspace():
        found.append((at, end, ""))
    return _collective(text, [piece for piece in found if piece[0] < piece[1] or piece[2] in (";", "；")])


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
