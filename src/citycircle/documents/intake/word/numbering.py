"""The automatic numbers of Word, counted as Word counts them (ISO/IEC 29500-1, 17.9).

A list (`w:num`) takes its levels from an abstract list and may override some. Lists of one abstract list go on
counting together; an override of the start restarts the level when the list is first used.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from citycircle.documents.intake.word.names import MC, VAL, W, child, number, switched_on, value, whole
from citycircle.documents.intake.word.number_formats import printed

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_PRIVATE = re.compile("[\ue000-\uf8ff]")


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list prints its number."""

    start: int = 1
    number_format: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str | None = None


@dataclass(slots=True)
class ListUse:
    """A list as the document names it: which abstract list it counts in, its levels, where it restarts."""

    counts_in: str
    levels: dict[int, Level]
    restarts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts through a document from its first paragraph to its last."""

    def __init__(self, root: Element | None) -> None:
        self._lists: dict[str, ListUse] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._by_style: dict[tuple[str, str], int] = {}
        if root is not None:
            self._read(root)

    def _read(self, root: Element) -> None:
        abstract, linked, defined = {}, {}, {}
        for element in root.iterfind(W + "abstractNum"):
            key = element.get(W + "abstractNumId") or ""
            abstract[key] = dict(map(_level, element.iterfind(W + "lvl")))
            if link := value(element, "numStyleLink"):
                linked[key] = link
            if style := value(element, "styleLink"):
                defined[style] = key
        for element in root.iterfind(W + "num"):
            key = value(element, "abstractNumId") or ""
            key = defined.get(linked.get(key, ""), key)
            self._lists[element.get(W + "numId") or ""] = _list_use(element, key, abstract.get(key, {}))
        for name, use in self._lists.items():
            for depth, level in use.levels.items():
                if level.style:
                    self._by_style[name, level.style] = depth

    def depth_of(self, list_name: str, style: str | None) -> int:
        """The level that a list has tied to a paragraph style; the outermost where none is."""
        return self._by_style.get((list_name, style or ""), 0)

    def next(self, list_name: str, depth: int) -> str | None:
        """Count one more item and return its number as printed; None for a list that does not exist.

        A bullet is returned as it is drawn, `•` where it is a sign of a symbol font.
        """
        use = self._lists.get(list_name)
        if use is None or not 0 <= depth < _LEVELS:
            return None
        counts = self._counts.setdefault(use.counts_in, [None] * _LEVELS)
        level = use.levels.get(depth, Level())
        restart, current = use.restarts.pop(depth, None), counts[depth]
        counts[depth] = restart if restart is not None else level.start if current is None else current + 1
        for deeper in range(depth + 1, _LEVELS):
            lower = use.levels.get(deeper, Level())
            if lower.restart is None or (lower.restart and depth < lower.restart):
                counts[deeper] = None
        if level.number_format == "bullet":
            return _PRIVATE.sub("•", level.text)
        return _PLACE.sub(lambda place: self._part(use, counts, int(place[1]) - 1, level.legal), level.text)

    @staticmethod
    def _part(use: ListUse, counts: list[int | None], depth: int, legal: bool) -> str:
        level = use.levels.get(depth, Level())
        count = counts[depth]
        return printed(level.start if count is None else count, "decimal" if legal else level.number_format)


def _list_use(element: Element, counts_in: str, levels: dict[int, Level]) -> ListUse:
    use = ListUse(counts_in, dict(levels))
    for override in element.iterfind(W + "lvlOverride"):
        depth = whole(override.get(W + "ilvl"))
        if depth is None:
            continue
        own = child(override, "lvl")
        if own is not None:
            use.levels[depth] = _level(own)[1]
        start = number(override, "startOverride")
        if start is not None:
            use.restarts[depth] = start
    return use


def _level(element: Element) -> tuple[int, Level]:
    start = number(element, "start")
    return whole(element.get(W + "ilvl")) or 0, Level(
        start=0 if start is None else start,
        number_format=_number_format(element),
        text=value(element, "lvlText") or "",
        restart=number(element, "lvlRestart"),
        legal=switched_on(element, "isLgl"),
        style=value(element, "pStyle"),
    )


def _number_format(level: Element) -> str:
    # Newer formats come as an alternative: the choice names a custom format, the fallback one that all readers know.
    found = child(level, "numFmt")
    if found is None:
        found = level.find(f"{MC}AlternateContent/{MC}Fallback/{W}numFmt")
    return "decimal" if found is None else found.get(VAL) or "decimal"
