"""Names that somebody covered before the document was passed on (*市, XX县): only a person knows the words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from citycircle.core.messages import Text
from citycircle.core.plans import Diagnostic, Span

MASKED = Text(
    "有{count}处名称被遮盖（如“{example}”），请对照原件补全。",
    "{count} names are covered up, such as {example}; please complete them from the original.",
)
_COVERED = re.compile(
    r"(?<![*＊×Xx□A-Za-z0-9])(?:[*＊×□]{1,3}|[Xx]{2,3}|某)(?=[市县区省州镇乡](?![*＊]))"
    r"|(?<=[\u4e00-\u9fff、，,])[*＊□](?=[\u4e00-\u9fff])"
)
_AROUND = 3


def masked_names(text: str, ranges: Sequence[tuple[int, int]], *, starred: bool = False) -> Iterator[Diagnostic]:
    """One remark on all the covered names in some stretches of a text, at the first of them.

    `starred` says that the document uses the star for something else: it marks who leads.

    >>> [found.say("en") for found in masked_names("发挥*市引领作用，支持XX县建设。", [(0, 16)])]
    ['2 names are covered up, such as *市引领; please complete them from the original.']
    """
    found = [match for low, high in ranges for match in _COVERED.finditer(text, low, high)]
    if starred:
        found = [match for match in found if not set(match[0]) & set("*＊")]
    if found:
        first = found[0]
        example = text[first.start() : first.end() + _AROUND]
        values = (("count", str(len(found))), ("example", example))
        yield Diagnostic("M011", MASKED, Span(first.start(), first.end() + 1), values=values)
